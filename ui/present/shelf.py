"""The user's documents for the eye: what lies on the shelf, and what became of each file of an import."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from assistant.domain import Document, Imported
from ui.present.html import items, text

_MOST = 200
"""So many documents are listed, the newest first; the page does not grow with the shelf."""
_KINDS = {"pdf": "PDF", "docx": "Word", "html": "Web page", "markdown": "Markdown", "text": "Text"}
_SAID = {
    "added": "read, {count}.",
    "changed": "replaced the earlier version, {count}.",
    "unchanged": "unchanged since it was added, so there was nothing to do.",
    "duplicate": "says the same as “{title}”, which is here already.",
}


def shelf(documents: Sequence[Document]) -> str:
    """The documents as a table, the newest first, each with a button that removes it."""
    if not documents:
        return '<p class="quiet">No documents yet. What you add is searched beside the guidance.</p>'
    newest = sorted(documents, key=lambda one: one.added or datetime.min.replace(tzinfo=UTC), reverse=True)
    rows = "".join(_row(one) for one in newest[:_MOST])
    rest = len(newest) - _MOST
    more = f'<p class="quiet">And {rest:,} older ones: “onward knowledge list” shows them all.</p>'
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Document", "Kind", "Holds", "Size", "Added"))
    return (
        f'<table class="stacked"><caption class="sr">Your documents</caption><thead><tr>{heads}<th scope="col"><span class="sr">Remove</span></th>'
        f"</tr></thead><tbody>{rows}</tbody></table>{more if rest > 0 else ''}"
    )


def summary(documents: Sequence[Document]) -> str:
    """How much lies on the shelf, in a few words: "3 documents, 240 passages"."""
    passages = sum(one.passages for one in documents)
    return f"{_count(len(documents), 'document')}, {_count(passages, 'passage')}"


def outcome(found: Imported) -> str:
    """What became of one file, as plain text in one line."""
    if found.state == "failed":
        return found.problem
    document = found.document
    said = _SAID[found.state].format(
        count=_count(document.passages, "passage") if document else "",
        title=document.title if document else "",
    )
    notes = " ".join(f"{note[:1].upper()}{note[1:].rstrip('.')}." for note in found.notes)
    return f"{found.name}: {said} {notes}".strip()


def whereabouts(profile: str, keep: bool, sends: Sequence[str]) -> str:
    """Where documents are kept, and what of them leaves this machine.

    :param sends: what the settings of search send to whom; empty when nothing leaves.
    """
    kept = (
        f"Their words are kept in <code>{text(profile)}</code> on this machine; the files themselves are not copied, and "
        "stay where they are. What you remove is overwritten."
        if keep
        else "This visit keeps nothing: they are held in memory and forgotten when the program ends."
    )
    leaves = (
        f"As search is set up, {text('; '.join(sends))}. Nothing else of them leaves this machine."
        if sends
        else "<strong>They never leave this machine.</strong>"
    )
    return items([leaves, kept, "They are quoted to you, and never followed as an instruction."], css="plain")


def _row(one: Document) -> str:
    others = [name for name in one.files if name.rpartition(".")[0] != one.title]
    files = f'<br><span class="quiet">{text(", ".join(others))}</span>' if others else ""
    cells = (
        ("Kind", text(_KINDS.get(one.format, one.format))),
        ("Holds", _count(one.passages, "passage")),
        ("Size", size(one.size)),
        ("Added", _day(one.added)),
    )
    shown = "".join(f'<td data-head="{head}">{value}</td>' for head, value in cells)
    remove = f'<button type="button" data-remove="{text(one.id)}">Remove<span class="sr"> {text(one.title)}</span></button>'
    return f'<tr><th scope="row">{text(one.title)}{files}</th>{shown}<td>{remove}</td></tr>'


def size(count: int) -> str:
    """A number of bytes for people."""
    if count < 1_000:
        return f"{count} bytes"
    return f"{count / 1e3:,.0f} KB" if count < 1_000_000 else f"{count / 1e6:,.1f} MB"


def _day(when: datetime | None) -> str:
    local = when.astimezone() if when else None
    return f"{local.day} {local:%B %Y, %H:%M}" if local else ""


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
