"""``onward score``: a batch for programs, one draft or the versions of one for people."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from assistant import views
from assistant.cli import batch
from assistant.cli.options import console, spoken
from assistant.coach import Coach
from assistant.domain import Review, Version
from assistant.errors import InputError, OnwardError

_NAMES_A_FILE = re.compile(r"\S*[\\/.]\S*\w|[^\n]{1,200}\.(?:txt|md)")
"""What is meant as a file even where there is none: one word with a dot or slash inside, or a text file's name."""


def machine(guide: Coach, source: str, *, save: bool) -> bool:
    """Answers JSON Lines; whether all went well."""

    def answer(rows: Sequence[batch.Json]) -> list[batch.Json | OnwardError]:
        found = _reviews(guide, [row["text"] for row in rows], save=save)
        return [item if isinstance(item, OnwardError) else views.review(item) for item in found]

    return batch.run(source, answer, ("text",), sys.stdout)


def person(guide: Coach, drafts: Sequence[tuple[str, str]], *, json: bool, save: bool) -> None:
    """Shows each draft; or with ``json`` prints an object for each.

    :param drafts: name and text of each; several ones tell their name in JSON.
    :raises OnwardError: for the first draft that cannot be scored, before anything is printed.
    """
    for (name, text), review in _scored(guide, drafts, save=save):
        if json:
            batch.emit(({"file": name} if len(drafts) > 1 else {}) | views.review(review), sys.stdout)
        else:
            from assistant.cli import render_score

            render_score.review(console(), review, guide.evidence(text, review.assessment))


def compare(guide: Coach, drafts: Sequence[tuple[str, str]], *, save: bool) -> None:
    """Shows drafts as versions of one, in order: all scores, and what changed with each step."""
    from assistant.cli import render_score

    found = [Version(text, review.assessment) for (_, text), review in _scored(guide, drafts, save=save)]
    steps = [guide.compare(before, after) for before, after in pairwise(found)]
    names = ["standard input" if name == "-" else name for name, _ in drafts]
    render_score.versions(console(), names, found, steps)


def drafts(words: Sequence[str]) -> list[tuple[str, str]]:
    """Name and text of each draft that the command was given; the name is empty where it is no file.

    :param words: one draft, files, or ``-``; nothing at all asks for one.
    :raises InputError: where a file cannot be read, or several words are no files.
    """
    if not words:
        return [("", spoken(None, "the draft ask"))]
    if words.count("-") > 1:
        raise InputError("Standard input (-) can be read only once.")
    return [_draft(word, alone=len(words) == 1) for word in words]


def _draft(word: str, *, alone: bool) -> tuple[str, str]:
    if word == "-":
        return word, spoken(word, "the draft ask")
    if _is_file(word) or _NAMES_A_FILE.fullmatch(word):
        return word, _contents(Path(word))
    if alone:
        return "", word
    raise InputError(
        f"{word!r} is no file. Put a single draft in quotes, or name the files that hold its versions."
    )


def _is_file(word: str) -> bool:
    try:
        return Path(word).is_file()
    except (OSError, ValueError):  # a whole draft is too long for a name, or holds what none may
        return False


def _contents(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(batch.MAX_LINE).decode("utf-8-sig")
    except OSError as failed:
        raise InputError(
            f"{path} cannot be read ({failed.strerror}). Name a text file, or put the draft in quotes."
        ) from failed
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8 text. Save it as plain text in UTF-8.") from None


def _scored(
    guide: Coach, named: Sequence[tuple[str, str]], *, save: bool
) -> list[tuple[tuple[str, str], Review]]:
    """Each draft with its review; raises for the first that has none, named where there are several."""
    shown = []
    for draft, found in zip(named, _reviews(guide, [text for _, text in named], save=save), strict=True):
        if isinstance(found, OnwardError):
            raise (
                InputError(f"{draft[0]}: {found}", code=found.code) if draft[0] and len(named) > 1 else found
            )
        shown.append((draft, found))
    return shown


def _reviews(guide: Coach, texts: Sequence[str], *, save: bool) -> list[Review | OnwardError]:
    found = guide.review(texts)
    if save:
        for draft, review in zip(texts, found, strict=True):
            if not isinstance(review, OnwardError):
                guide.keep("score", draft[:80], {"text": draft, "review": review})
    return found
