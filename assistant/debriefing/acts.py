"""The five parts of the talk: heard, with the whole sentence; not heard only where generous rules find nothing anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.catalog import table
from assistant.debriefing.agreed import Deal
from assistant.debriefing.conduct import COMPLAINT, THREAT, remarks
from assistant.debriefing.facts import Facts
from assistant.debriefing.log import Exchange
from assistant.debriefing.quoting import until_stop
from assistant.debriefing.signs import DID, is_sign, plain
from assistant.domain import Act, ActNote, Scenario
from assistant.text.segment import sentences
from assistant.text.stating import really_asks
from assistant.writing.wording import stems

_FUTURE = re.compile(
    r"\b(?:become|became|becoming|promot\w+|move (?:up|on|to|into)|moving (?:to|into)|grow\w*|learn\w*|develop\w*|career|path|my future|next (?:step|role|level)|"
    r"step up|speciali[sz]e|qualif\w+|train as|long(?:er)? (?:run|term)|in (?:a|one|two|three|five|the next|some) (?:few )?years?|see myself|where i (?:want|go)|"
    r"direction|goal|ambition|diploma|degree|dream|energi[sz]\w+|enjoy\w*|love (?:doing|to do|the)|(?<!would )(?<!'d )like (?:doing|the)|what matters to me|build (?:it|this) here|stay here|want to be here|"
    r"more (?:of (?:the|this)|involved|responsib\w+|scope)|something (?:more|different|bigger)|i(?:'d| would| should| could| want to| like to| would like to|'d like to) (?:be (?:the|an?|part of|in charge)|lead|manage)|got to lead|(?:ready|time) (?:for|to) (?:the|a|lead|take))\b"
)
"""Where somebody wants to go; on words in lower case."""
_ROLE = re.compile(
    r"\b(?:apply|application|post|position|role|job|lead\w*|head|senior|deputy|manag\w+|coordinat\w+|supervis\w+|chief|planner|engineer|specialist|sous-chef|in charge|part of|involved|"
    r"on my own|myself)\b"
)
"""An ask for a role says where somebody wants to go; that it was always missed came from waiting for a wish in set words."""
_WANTS = re.compile(r"\b(?:i|me|my)\b")
_PURPOSE = re.compile(
    r"\b(?:thank\w*|this is about|i(?:'d| would) like to (?:talk|use|ask|discuss)|i (?:wanted|want|came|asked)|the reason|what i(?:'d| would) like|purpose|here is what|short version|"
    r"my (?:request|question|ask|proposal|idea)|under request|i have (?:a|one) (?:question|request|thing)|it(?:'s| is) about)\b"
)
_ASKED_FOR = re.compile(
    r"\b(?:asked|wanted|liked|hoped|wished|needed|said|told|thought|tried|used to|was told|been told|have to|had to|got to|wondered|wondering|meant)\b|\bif\b|\?$"
)
_MAY_I_ASK = re.compile(r"\b(?:may|can|could) i (?:first |just |quickly )?(?:ask|know)\b.*\?\W*$")
"""A question about how things are, which asks for nothing."""
_OVERLAP = 0.5


@cache
def _request() -> re.Pattern[str]:
    return re.compile(table("acts")[Act.OPTIONS.value]["request"])


def acts(scenario: Scenario, said: Sequence[Exchange], deal: Deal, own: Facts) -> tuple[ActNote, ...]:
    """Each of the five parts with the sentence that was it, or with a fact of the user's that would have been."""
    return tuple(_note(act, scenario, said, deal, own) for act in Act)


def _note(act: Act, scenario: Scenario, said: Sequence[Exchange], deal: Deal, own: Facts) -> ActNote:
    if act is Act.CLOSE:
        found = (deal.close_turn, deal.close) if deal.close_turn is not None else None
    else:
        found = next(_sentences(act, scenario, said), None)
    if found is not None:
        return ActNote(act, True, found[0], until_stop(found[1] or ""))
    return ActNote(
        act, False, better=own.unsaid({Act.IMPACT: "evidence", Act.OPTIONS: "change"}.get(act, ""))
    )


def _sentences(act: Act, scenario: Scenario, said: Sequence[Exchange]) -> Iterator[tuple[int, str]]:
    """(turn, sentence) of whatever may be that part of the talk, best first."""
    marked = {remark.quote for one in said for remark in remarks(one) if remark.kind in (THREAT, COMPLAINT)}
    parts = [(one, part.text) for one in said for part in sentences(one.said) if part.text not in marked]
    if act is Act.PURPOSE:
        yield from _asked(parts)
        early = [(one, text) for one, text in parts if not one.concern and not one.closing]
        yield from (
            (one.number, text)
            for one, text in early
            if _PURPOSE.search(plain(text)) and not _only_thanks(text)
        )
    elif act is Act.IMPACT:
        known = [stems(note.text) for note in scenario.evidence]
        for strict in (True, False):
            for one, text in parts:
                words = stems(text)
                wished = _request().search(plain(text)) or text.endswith("?")
                shared = (
                    not wished
                    and (_WANTS.search(plain(text)) or re.search(r"\d", text))
                    and any(len(words & fact) >= _OVERLAP * len(fact) for fact in known if fact)
                )
                did = (
                    DID.search(plain(text))
                    and is_sign("evidence", text)
                    and not _ASKED_FOR.search(plain(text))
                )
                if shared if strict else did:
                    yield one.number, text
    elif act is Act.OPTIONS:
        yield from _asked(parts)
    elif act is Act.FUTURE:
        for asked in (False, True):
            for one, text in parts:
                wish = _FUTURE.search(plain(text)) or (asked and _ROLE.search(plain(text)))
                about_me = _WANTS.search(plain(text))
                if (
                    wish
                    and about_me
                    and not really_asks(text)
                    and not one.closing
                    and _asks_for(one, text) is asked
                ):
                    yield one.number, text


def _asked(parts: Sequence[tuple[Exchange, str]]) -> Iterator[tuple[int, str]]:
    """The sentence of the ask: in the turn in which it was heard first, else in another before the close."""
    for first in (True, False):
        for one, text in parts:
            new = "change" in one.turn.state.ask_heard - one.before.state.ask_heard
            quote = one.turn.reading.element_quotes.get("change", "") if one.turn.reading else ""
            named = not first or not quote or quote in text
            if new is first and not one.closing and named and _asks_for(one, text):
                yield one.number, text
        for one, text in parts if first else ():
            new = "change" in one.turn.state.ask_heard - one.before.state.ask_heard
            quote = one.turn.reading.element_quotes.get("change", "") if one.turn.reading else ""
            if new and quote and quote in text and not _MAY_I_ASK.search(plain(text)):
                yield one.number, text


def _asks_for(one: Exchange, text: str) -> bool:
    """Whether the sentence asks for a change, heard in the turn and by its words."""
    reading = one.turn.reading
    heard = reading is not None and "change" in reading.elements
    return heard and bool(_request().search(plain(text))) and not _MAY_I_ASK.search(plain(text))


def _only_thanks(text: str) -> bool:
    return len(text.split()) < 7 and plain(text).startswith(("thank", "hi", "hello", "good"))
