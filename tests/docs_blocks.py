"""The ``console`` blocks of the docs: run, compared, and with ``python tests/docs_blocks.py`` written anew.

A block begins with ``$ `` lines (a command, perhaps fed by the lines of a here-document) and goes on with what they print.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"```console\n(.*?)```", re.S)


def blocks(page: Path) -> list[str]:
    """The contents of all console blocks of a page."""
    return BLOCK.findall(page.read_text(encoding="utf-8"))


def split(block: str) -> tuple[str, str, str]:
    """The command line, what is fed to it, and the expected output."""
    command, _, rest = block.partition("\n")
    feed = ""
    if here := re.search(r" <<'(\w+)'$", command):
        feed, _, rest = rest.partition(f"{here[1]}\n")
        command = command[: here.start()]
    return command.removeprefix("$ "), feed, rest


def run(command: str, feed: str) -> str:
    """What the command prints for people, 100 columns wide."""
    words = re.findall(r'"[^"]*"|\S+', command)
    assert words[0] == "onward", command
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "assistant",
                *(word.strip('"') for word in words[1:]),
                "--profile",
                profile,
            ],
            input=feed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"},
            check=True,
        )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n") + "\n"


def same(printed: str, expected: str) -> bool:
    """Equal but for session ids, the last digit of scores, and the bars drawn from them."""

    def plain(text: str) -> str:
        text = re.sub(r"\d{6}-[0-9a-f]{8}", "SESSION", text)
        return re.sub(r"\d+\.\d+", "N", re.sub(r"[█░]+", "BAR", text))

    return plain(printed).split() == plain(expected).split()


def refresh() -> None:
    """Writes what the commands print now into the docs."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")

        def again(found: re.Match[str]) -> str:
            command, feed, rest = split(found[1])
            head = found[1][: len(found[1]) - len(rest)] if rest else found[1]
            return f"```console\n{head}{run(command, feed)}```"

        page.write_text(BLOCK.sub(again, text), encoding="utf-8")


if __name__ == "__main__":
    refresh()
