"""A plan and the user's case as one Markdown text: the source that every file format is made from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant import catalog
from assistant.domain import (
    CIRCUMSTANCES,
    Artefact,
    Clearance,
    ConcernType,
    Excerpt,
    Guidance,
    Scenario,
    Verdict,
    quoted,
)
from assistant.playbook.plan import Chapter, Plan, plan

KIND = "playbook"
_ANSWERS = 3
_SLOT = re.compile(r"\{(\w+)(?:\|([^{}]*))?\}")
_VERDICTS = {
    Verdict.GO: "Go ahead.",
    Verdict.PREPARE_FIRST: "Prepare first, then ask.",
    Verdict.NOT_YET: "Not yet.",
}


def playbook(
    scenario: Scenario | None,
    clearance: Clearance | None,
    cued: Sequence[str],
    card: Artefact | None,
    own: Sequence[Excerpt] = (),
) -> Artefact:
    """The handbook as a text to take along.

    :param scenario: the user's case, None for a general handbook. :param clearance: what ``check`` said of it.
    :param cued: concern ids that the scenario brings up by name. :param card: the user's own speaking card.
    :param own: what the user's documents say about the ask; it is quoted, with its citation.
    """
    made = plan(scenario, clearance, cued)
    lines = [*_title(scenario)]
    if scenario and clearance:
        lines += _case(scenario, clearance, made)
    lines += _own(own)
    if card:
        lines += ["## Your speaking card", *_lowered(card.markdown)]
    for chapter in made.chapters:
        lines += _chapter(chapter, made)
    lines += [*_both_sides(made), *_sources(made)]
    return Artefact(
        kind=KIND,
        markdown="\n\n".join(line for line in lines if line) + "\n",
        facts=card.facts if card else (),
        blanks=card.blanks if card else (),
        withheld=(),
        warnings=tuple(pointer.guidance_id for pointer in clearance.warnings) if clearance else (),
        engine="embedded",
    )


def plain(words: str) -> str:
    """What somebody wrote, in one line and without signs that Markdown would read."""
    line = re.sub(r"([\\`*_#<>|~])", r"\\\1", " ".join(words.split()))
    return re.sub(r"^(\d*)([-+=.)])", r"\1\\\2", line)  # at its beginning a list, a rule or a heading


def _title(scenario: Scenario | None) -> Iterator[str]:
    yield "# Your playbook for the career conversation"
    if scenario:
        yield f"For {plain(scenario.user.name)}, talking with {plain(scenario.manager.name)}. For your eyes only."
    else:
        yield "The whole handbook. With your own set-up it is shorter, and begins with your case."


def _case(scenario: Scenario, clearance: Clearance, made: Plan) -> Iterator[str]:
    yield "## Your case"
    yield f"**{_VERDICTS[clearance.verdict]}** {' '.join(clearance.reasons)}"
    yield "### What you want to ask"
    yield f"> {plain(scenario.preferred_ask)}"
    if clearance.warnings:
        yield "### To be seen before anything else"
        yield from (_called(pointer.guidance_id, made, full=True) for pointer in clearance.warnings)
    if clearance.advice:
        yield "### What helps most in your case, and why"
        yield "\n".join(f"- {_called(pointer.guidance_id, made)}" for pointer in clearance.advice)


def _own(excerpts: Sequence[Excerpt]) -> Iterator[str]:
    """What the user's documents say about the ask, word for word and with its place."""
    if not excerpts:
        return
    yield "## What your own documents say"
    yield "*Word for word. Look it up where it stands before you rely on it.*"
    for one in excerpts:
        yield f"### {plain(one.citation)}"
        yield f"> {plain(one.text)}"


def _called(gid: str, made: Plan, *, full: bool = False) -> str:
    piece = catalog.guidance()[gid]
    reason = f" *Because {made.because[gid]}.*" if gid in made.because else ""
    more = f" {piece.why}" if full else ""
    return f"**{piece.title}.** {piece.short}{more}{reason}"


def _lowered(markdown: str) -> Iterator[str]:
    """A text with its headings two levels lower and without its title."""
    body = re.sub(r"\A# .*\n+", "", markdown.strip())
    yield re.sub(r"^(#+) ", r"#\1 ", body, flags=re.M)


def _chapter(chapter: Chapter, made: Plan) -> Iterator[str]:
    yield f"## {chapter.title}"
    yield f"*{chapter.lead}*"
    types = catalog.concerns()
    for worry in chapter.worries:
        yield from _worry(types[worry])
    for piece in chapter.pieces:
        yield from _piece(piece, made)


def _worry(concern: ConcernType) -> Iterator[str]:
    """What is behind one worry, what to do, and some ways of answering with blanks to fill."""
    yield f"### If it is about: {concern.title.lower()}"
    yield concern.worry
    yield f"**Your next step:** {concern.next_step}"
    yield "**You could say:**"
    yield from (f"> {answer}" for answer in _answers(concern))


def _answers(concern: ConcernType) -> list[str]:
    """One answer for each of the moves that speak to the worry, the most telling move first."""
    found = []
    for move in concern.answered_by:
        lines = [line for line in concern.frames.get(move, ()) if "[" in line or "{" in line]
        whole = [line for line in lines if not re.search(r"\{\w+\}", line)]
        found += [_SLOT.sub(lambda slot: f"[{slot[2]}]", line) for line in whole[:1]]
    return found[:_ANSWERS]


def _piece(piece: Guidance, made: Plan) -> Iterator[str]:
    """In full where the case calls for it or there is no case; else in brief."""
    yield f"### {piece.title}"
    if made.called and piece.ids[0] not in made.called:
        yield piece.short
        yield f"> {quoted(piece.said_well)}"
        yield from _differently(piece, made)
        yield f"*{_source(piece)}*"
        return
    yield piece.what
    yield f"**Why:** {piece.why}"
    yield f"> {quoted(piece.said_well)}"
    yield f"*Rather than:* {quoted(piece.said_badly)}"
    yield from _differently(piece, made)
    yield f"**When not to:** {piece.not_when}"
    yield f"*{_source(piece)}*"


def _differently(piece: Guidance, made: Plan) -> Iterator[str]:
    """What is different for this user; for everybody when there is no case."""
    for name, words in piece.for_whom.items():
        if not made.called or name in made.circumstances:
            yield f"**{CIRCUMSTANCES[name]}:** {words}"


def _both_sides(made: Plan) -> Iterator[str]:
    if not made.disputes:
        return
    yield "## Where the sources disagree"
    yield "*Both sides, and when each fits. Choose one of the two; a mixture of both helps nobody.*"
    for one, other in made.disputes:
        yield f"### {one.title}, or: {other.title}"
        yield _table(
            [one.title, other.title],
            [one.short, other.short],
            [f"**Fits when** {one.fits_when}", f"**Fits when** {other.fits_when}"],
            [quoted(one.said_well), quoted(other.said_well)],
            [_source(one), _source(other)],
        )


def _table(*rows: Sequence[str]) -> str:
    head, *rest = ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows]
    return "\n".join([head, "|---|---|", *rest])


def _sources(made: Plan) -> Iterator[str]:
    used = {piece.source for chapter in made.chapters for piece in chapter.pieces}
    known = catalog.sources()
    yield "## Sources"
    yield "All of it is retold in our own words; the facts are theirs. None of it is legal advice."
    yield "\n".join(
        f"- {known[sid].title}, {known[sid].publisher}. {known[sid].note}" for sid in sorted(used)
    )


def _source(piece: Guidance) -> str:
    found = catalog.sources()[piece.source]
    return f"Source: {found.title}, {found.publisher}"
