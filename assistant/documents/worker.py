"""The process that reads files: ``python -m assistant.documents.worker MEMORY_BYTES CPU_SECONDS``.

It gets bytes and gives text, has no file open, and may use only so much memory, and so much processor time for each
file (a busy machine costs no file its reading). A line of JSON (``{"name", "bytes"}``) and the bytes come in; a line of JSON goes out.
"""

from __future__ import annotations

import json
import math
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from assistant.errors import InputError


def main() -> None:
    """Answers until its input ends."""
    memory, seconds = int(sys.argv[1]), float(sys.argv[2])
    _limit("RLIMIT_AS", memory)
    sys.setrecursionlimit(3_000)
    answers, sys.stdout = sys.stdout, sys.stderr  # whatever a library prints must not get between the answers
    _answer(answers, {"ready": True})
    while line := sys.stdin.buffer.readline():
        head = json.loads(line)
        data = sys.stdin.buffer.read(head["bytes"])
        _limit("RLIMIT_CPU", math.ceil(time.process_time() + seconds))
        _answer(answers, _read(head["name"], data))


def _answer(stream: Any, value: Any) -> None:
    stream.write(json.dumps(value) + "\n")
    stream.flush()


def _limit(which: str, most: int) -> None:
    """Bounds what this process may use where the system can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    limit = getattr(resource, which)
    with suppress(ValueError, OSError):
        resource.setrlimit(limit, (most, resource.getrlimit(limit)[1]))


def _read(name: str, data: bytes) -> Any:
    from assistant.documents.sniff import read

    try:
        return asdict(read(name, data))
    except InputError as error:
        return {"code": error.code, "problem": str(error)}
    except MemoryError:
        return {"code": "bomb", "problem": "needs more memory than a document should. It was left alone"}
    except RecursionError:
        return {"code": "damaged", "problem": "is nested too deeply to be read"}
    except (
        Exception
    ) as error:  # the libraries raise many kinds of their own; one file must not stop the others
        return {
            "code": "damaged",
            "problem": f"cannot be read ({type(error).__name__}). Save it anew as PDF or plain text",
        }


if __name__ == "__main__":
    main()
