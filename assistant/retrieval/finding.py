"""Which files an import is about: walks folders without leaving them, and reads a file only if it may be read."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import MAX_DOCUMENT_BYTES as MAX_BYTES
from assistant.errors import InputError
from assistant.text.clean import visible


@dataclass(frozen=True)
class Candidate:
    """A file to read, or why it cannot be (``problem``). ``key``: its path as the shelf knows it; ``name``: for people."""

    path: Path
    key: str
    name: str
    problem: InputError | None = None


def candidates(path: Path) -> Iterator[Candidate]:
    """The file, or all files below the folder in order; what cannot be looked at comes with its problem.

    Hidden files and the lock files of office programs are passed over. A link is followed when it is named itself;
    within a folder, one that leads out of it is not.
    """
    root = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow the link that the user named
    if not os.path.lexists(root):
        raise InputError(f"There is no file or folder {shown(str(path))}. Check the path.", code="not_found")
    if not root.is_dir():
        yield Candidate(root, key_of(root), shown(root.name), _wrong_kind(root))
        return
    troubles: list[OSError] = []
    real = root.resolve()
    for folder, below, files in os.walk(root, onerror=troubles.append):
        below[:] = sorted(name for name in below if not name.startswith("."))
        links = [name for name in below if (Path(folder) / name).is_symlink()]
        for name in sorted([*files, *links]):
            if name.startswith((".", "~$")):
                continue
            file = Path(folder) / name
            label = shown(str(file.relative_to(root)))
            inside = not file.is_symlink() or file.resolve().is_relative_to(real)
            if name in links and inside:
                continue  # what it leads to is met on the way
            problem = _wrong_kind(file) if inside else _leads_out()
            yield Candidate(file, key_of(file), label, problem)
    for trouble in troubles:
        closed = Path(str(trouble.filename))
        problem = InputError(f"is a folder that cannot be opened ({trouble.strerror})", code="unreadable")
        yield Candidate(closed, key_of(closed), shown(str(closed.relative_to(root))), problem)


def content(candidate: Candidate) -> bytes:
    """All bytes of the file.

    :raises InputError: code ``too_large`` (found out without reading it) or ``unreadable``.
    """
    try:
        with candidate.path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = b"" if size > MAX_BYTES else file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be opened ({error.strerror})", code="unreadable") from error
    require_size(max(size, len(data)))
    return data


def require_size(size: int) -> None:
    """:raises InputError: code ``too_large``."""
    if size > MAX_BYTES:
        raise InputError(
            f"has {size / 1e6:,.0f} MB; at most {MAX_BYTES // 1_000_000} MB can be read. Add the part that matters",
            code="too_large",
        )


def digest(data: bytes) -> str:
    """Tells these bytes from any others."""
    return hashlib.sha256(data).hexdigest()


def key_of(path: Path) -> str:
    """A path as text that every file name has, even one that is no UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def shown(name: str) -> str:
    """A name fit for a terminal: one line, without control characters."""
    text = name.encode("utf-8", "backslashreplace").decode()
    return "".join(char if char.isprintable() else "�" for char in text) if not _plain(text) else text


def _plain(text: str) -> bool:
    return text.isprintable() and visible(text) == text


def _leads_out() -> InputError:
    return InputError(
        "is a link that leads out of the folder. Add the file itself if you want it", code="link"
    )


def _wrong_kind(path: Path) -> InputError | None:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return InputError(f"cannot be opened ({error.strerror})", code="unreadable")
    return None if stat.S_ISREG(mode) else InputError("is not an ordinary file", code="unreadable")
