"""The command line (docs/command-line.md): reads, calls the coach, prints. No decision of the domain is taken here.

Nothing heavy is imported before a command runs, so ``onward --help`` stays quick.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys


def main() -> None:
    """Runs ``onward``. Exit status: 0 all well, 1 some line failed, 2 the call itself is wrong."""
    # Pydantic would look through all that is installed for plugins, and let them see what was typed.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    # What is made while starting mostly stays: looking through it for rubbish, then and once more on leaving, is for nothing.
    gc.set_threshold(200_000)
    atexit.register(gc.freeze)
    # Numpy's matrices are small here; threads for large ones would cost a tenth of a second before they do anything.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from assistant.cli.app import app
    from assistant.errors import OnwardError

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except OnwardError as error:
        print(f"onward: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # The reader went away (a pipe into head, say); nothing more can be printed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if os.environ.get("ONWARD_DEBUG"):
            raise
        print(
            f"onward: something went wrong inside Onward ({type(error).__name__}). What you had said in a rehearsal is kept. "
            "Try again; if it stays, set ONWARD_DEBUG=1 to see where, and report that without your own texts.",
            file=sys.stderr,
        )
        sys.exit(2)
