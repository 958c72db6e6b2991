"""``python -m assistant`` is ``onward``."""

from assistant.cli import main

main()
