"""The five parts of the talk: heard, with the whole sentence; not heard only where generous rules find nothing anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.catalog import table
from assistant.debriefing.agreed import YES, YOU, Deal, pieces
from assistant.debriefing.clauses import ordered
from assistant.debriefing.conduct import COMPLAINT, JAB, PRESSURE, THREAT, is_hard, remarks
from assistant.debriefing.credit import shows_result
from assistant.debriefing.facts import Facts
from assistant.debriefing.granting import EITHER
from assistant.debriefing.log import Exchange
from assistant.debriefing.quoting import LONGEST, until_stop
from assistant.debriefing.restated import narrowed
from assistant.debriefing.results import request, results
from assistant.debriefing.signs import DID, DOUBTS, OF_BEFORE, REPORTS, WONDERS, leaves, plain
from assistant.debriefing.smaller import ASKS, begins_small, postpones
from assistant.debriefing.steps import LOOK, WE_LOOK
from assistant.debriefing.when import when
from assistant.domain import Act, ActNote, Scenario
from assistant.text.segment import clauses, sentences
from assistant.text.spans import find_spans
from assistant.text.stating import really_asks
from assistant.writing.wording import stems

_WANTS = re.compile(r"\b(?:i|me|my)\b")
_MAY_I_ASK = re.compile(r"\b(?:may|can|could) i (?:first |just |quickly )?(?:ask|know)\b.*\?\W*$")
"""A question about how things are, which asks for nothing."""
_NOBODY = re.compile(r"\b(?:nobody|no one|never)\b")
"""Whoever says that nobody speaks of it says no direction."""
_DOER = re.compile(r"\b(?:i|you|we)(?:'ll|'d)?\b")
_COULD = re.compile(r"\bi(?:'d| would| could)\b")
_WOULD_DO = re.compile(
    r"\b(?:i(?:'ll|'d)|(?:can|could|will|would|shall) (?:i|you|we)|(?:i|you|we) (?:will|would|could|can))\b"
)
_BEFORE = re.compile(r"\b(?:said|asked|told|was|were|had|did|because|since|thought|if)\b")
"""What tells of before, why, or what would be."""
_NO_POST = re.compile(
    r"\b(?:not|no|never) (?:for )?(?:an? )?(?:new |extra |other )?(?:post|position|role|job)\b"
)
_OF_THE_TALK = frozenset({"today", "this morning", "this afternoon", "tonight", "this evening"})
"""The day on which they talk: what is so on it is no step to come."""
_ONCE = re.compile(
    r"\b(?:of|for|in) (?:the|this|next) (?:spring|summer|autumn|winter|christmas|easter|coming|next)\b"
)
"""A role for one occasion is no direction."""
_CLAUSE = 4
_FEWEST = 2
_OR = re.compile(r"\bor\b", re.I)
_OR_ELSE = re.compile(
    r"^\W*(?:(?:and|but|so|then)\b,? *)*(?:if (?:you|i|we|they|it|that|this|there)(?: (?:do|does|did|can|could|will|would|get|is|are))?(?:n't| not)\b|if not\b|unless\b|otherwise\b|or else\b)"
)
"""What happens without it is not what the talk is for."""
_SUPPOSES = re.compile(r"^\W*(?:(?:and|but|so|then)\b,? *)*(?:if|unless|suppose|when)\b", re.I)


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(words) for name, words in table("debrief")["acts"].items()}


def acts(scenario: Scenario, said: Sequence[Exchange], deal: Deal, own: Facts) -> tuple[ActNote, ...]:
    """Each of the five parts with the sentence that was it, or with a fact of the user's that would have been.

    Where somebody wants to go is told only where it was said, or is theirs to say. What was heard as a result, and moved them, is not
    told as missing.
    """
    notes = [_note(act, scenario, said, deal, own) for act in Act]
    known = {Act.FUTURE} | ({Act.OPTIONS} if _heard_options(said, deal) else set())
    known |= {Act.IMPACT} if any(_proved(one) for one in said) else set()
    return tuple(note for note in notes if note.act not in known or note.done or note.better)


def _heard_options(said: Sequence[Exchange], deal: Deal) -> bool:
    """Whether a turn after the ask was read as one that offers a way to do it: then nobody is told that there was none."""
    later = [one for one in said if deal.terms.asked and one.number > deal.terms.asked_in]
    return any(one.turn.reading and Act.OPTIONS in one.turn.reading.acts for one in later)


def _proved(one: Exchange) -> bool:
    """Whether a turn was read as one that shows what was done, and moved the worry it answered: nobody is told that they showed nothing."""
    # Who covers has done it before: that is theirs, and no result of the user's.
    reading = one.turn.reading
    return bool(reading and reading.moves.get("evidence") and not reading.moves.get("cover") and one.moved_on)


def _gives_up(one: Exchange) -> bool:
    """Whether a turn drops the ask, so that what it wants instead is no way to do it."""
    return any(postpones(part.text) for part in sentences(one.said))


def unheard(said: Sequence[Exchange], parts: Sequence[ActNote]) -> frozenset[Act]:
    """The parts that nothing in the talk may have been, by generous signs: only of these it is said that they were not heard."""
    return frozenset(note.act for note in parts if not note.done and not _may_be(note.act, said))


def _note(act: Act, scenario: Scenario, said: Sequence[Exchange], deal: Deal, own: Facts) -> ActNote:
    found = next(_sentences(act, scenario, said, deal), None)
    if found is not None:
        number, words = found
        turn = next(one.said for one in said if one.number == number)
        quote, short = _holding(words, turn), ""
        if words != quote:
            short = words
        return ActNote(act, True, number, quote, words=short)
    fact = (
        "" if _may_be(act, said) else own.unsaid({Act.IMPACT: "evidence", Act.OPTIONS: "change"}.get(act, ""))
    )
    if act is Act.FUTURE:
        aims = (one.text for one in own.sentences.get("change", ()) if _aims(one.text, asked=True))
        return ActNote(act, False, better=next(aims, ""))
    # What somebody's work consists of is no result.
    return ActNote(act, False, better=fact if act is Act.OPTIONS or shows_result(fact) else "")


def _may_be(act: Act, said: Sequence[Exchange]) -> bool:
    """Whether anything in the talk may have been that part; generous."""
    every = [part.text for one in said for part in sentences(one.said)]
    if act in (Act.PURPOSE, Act.OPTIONS):
        return any("change" in one.turn.state.ask_heard for one in said)
    if act is Act.IMPACT:
        return any(shows_result(text) or _rules()["standing"].search(plain(text)) for text in every)
    if act is Act.CLOSE:
        later = [
            part.text
            for one in said
            if "change" in one.before.state.ask_heard
            for part in sentences(one.said)
        ]
        return any(when(text) and _DOER.search(plain(text)) for text in later)
    return True  # where somebody wants to go is said in too many ways to be sure that it was not


def _holding(words: str, said: str) -> str:
    """The sentence that holds ``words``, up to a natural stop within the limit that leaves them in it, or after them."""
    sentence = next((part.text for part in sentences(said) if words in part.text), words)
    short = until_stop(sentence)
    if words in short:
        return short
    end = sentence.index(words) + len(words)
    return sentence[: end + 1] if sentence[end : end + 1] in (",", ";", ":") else sentence


def _parts(one: Exchange) -> Iterator[str]:
    """The sentences of a turn; of one that runs on and on its clauses, so that the words are shown that were meant."""
    inner = clauses(one.said, shortest=_CLAUSE)
    for part in sentences(one.said):
        inside = [piece.text for piece in inner if part.start <= piece.start and piece.end <= part.end]
        long = len(part.text.split()) > LONGEST
        yield from inside if long and inside else [part.text]


def _sentences(
    act: Act, scenario: Scenario, said: Sequence[Exchange], deal: Deal
) -> Iterator[tuple[int, str]]:
    """(turn, sentence) of whatever may be that part of the talk, best first."""
    marked = {
        remark.quote for one in said for remark in remarks(one) if remark.kind in (THREAT, COMPLAINT, JAB)
    }
    parts = [
        (one, text) for one in said for text in _parts(one) if not any(text in quote for quote in marked)
    ]
    if act is Act.CLOSE:
        yield from _steps(parts, deal)
    elif act is Act.PURPOSE:
        first, gone, ask = list(_first_said(parts)), leaves(said), deal.terms
        if first and first[0][0] == ask.asked_in and not _wishes(first[0][1]) and ask.sure:
            first = [(ask.asked_in, ask.asked)]  # the one reading of what was asked
        wonders = [(one.number, text) for one, text in parts if not (one.concern or one.closing) and WONDERS.search(plain(text))]  # fmt: skip
        if wonders and not (first and (first[0][0] < wonders[0][0] or _wishes(first[0][1]))):
            first = [*wonders, *first]
        first = [
            item for item in first if not (DOUBTS.search(plain(item[1])) or _OR_ELSE.search(plain(item[1])))
        ]
        yield from [gone] if gone and (not first or gone[0] <= first[0][0]) else first
        early = [(one, text) for one, text in parts if not one.concern and not one.closing]
        yield from (
            (one.number, text)
            for one, text in early
            if _rules()["purpose"].search(plain(text)) and not _only_thanks(text)
        )
    elif act is Act.IMPACT:
        # What somebody pushes with ("I've put in nine years. You owe me this.") is pressure, and shows nothing.
        plainly = [one for one in said if not any(remark.kind == PRESSURE for remark in remarks(one))]
        yield from results(scenario, [(one, text) for one in plainly for text in _parts(one)])
    elif act is Act.OPTIONS:
        asked = deal.terms.asked_in if deal.terms.asked else None
        later = [
            (one, text)
            for one, text in parts
            if asked is not None and one.number >= asked and not _gives_up(one)
        ]
        alone = {deal.terms.asked} if not _OR.search(deal.terms.asked) else set()
        yield from ((one.number, text) for one, text in later if text not in alone and _other_way(one, text))
        if deal.terms.less:
            yield deal.terms.less_in, deal.terms.less
        small = deal.part or (
            narrowed(said, deal.terms, None, said[-1].number) if asked is not None else None
        )
        if small:
            yield small.turn, small.quote
        yield from ((one.number, text) for one, text in later if text not in alone and begins_small(text))
    elif act is Act.FUTURE:
        if leaves(said):
            goes = (item for item in parts if _WANTS.search(plain(item[1])) and not really_asks(item[1]))
            yield from ((one.number, text) for one, text in goes if _rules()["elsewhere"].search(plain(text)))
        # What was said at the very end was said too; before the close it is less likely to be about the next steps.
        for closing, asked in ((False, False), (False, True), (True, False)):
            for one, text in parts:
                if one.closing is closing and _asks_for(one, text) is asked and _aims(text, asked=asked):
                    yield one.number, text


def _steps(parts: Sequence[tuple[Exchange, str]], deal: Deal) -> Iterator[tuple[int, str]]:
    """Who does what by when: what was agreed at the close first, then what was said there, then on the way; nothing that was done once."""
    agreed = {(one.turn, one.quote) for one in deal.promises if one.when and not one.by_boss}
    found = []
    for one, text in parts:
        closing = one.closing or any(turn.decision.outcome in YES for turn in (one.before, one.turn))
        if _SUPPOSES.search(text) or EITHER.search(text):
            continue  # nothing is settled by a case, or by the question which of the two does it
        done = list(pieces(text))
        deeds = [(who, words) for who, words, _ in done if when(words)]
        taken = any(turn == one.number and quote in text for turn, quote in agreed)
        told = closing and bool(when(text)) and not shows_result(text)
        looks = LOOK.search(text) and WE_LOOK.search(text)
        asked = told and bool(_WOULD_DO.search(plain(text)) or looks or ordered(text))
        doers = {who for who, _, _ in done} if deeds else set()
        told_them = ": " in text and bool(ordered(text))
        # On the way, a plan of one's own is an answer; it is a step where the boss has a part in it, or it was agreed on.
        midway = "change" in one.before.state.ask_heard and (
            doers - {YOU} or (told_them and when(text)) or (taken and not _COULD.search(plain(text)))
        )
        if asked or midway or (closing and (deeds or taken or _says_when(text))):
            found.append((closing, taken, len(doers), len(deeds), bool(looks), one.number, text))
    yield from ((number, text) for *_, number, text in sorted(found, key=lambda item: item[:6], reverse=True))
    if deal.close_turn is not None and not shows_result(deal.close) and any(True for _ in pieces(deal.close)):
        yield deal.close_turn, deal.close


def _says_when(text: str) -> bool:
    """Whether a sentence tells, in whatever words, what somebody has or does on a day to come: asked how it goes on, that is a step."""
    words = plain(text)
    told = bool(when(text)) and bool(_DOER.search(words)) and not text.endswith("?")
    told = told and when(text).lower() not in _OF_THE_TALK
    return told and not (_BEFORE.search(words) or shows_result(text) or is_hard(text))


def _other_way(one: Exchange, text: str) -> bool:
    """Whether a sentence offers another way to do it, a choice, or what would do if the first is not to be had."""
    if shows_result(text) or is_hard(text) or REPORTS.search(plain(text)):
        return False
    choice = _rules()["choice"].search(plain(text)) and not one.closing
    offers = choice or (_rules()["fallback"].search(plain(text)) and find_spans(text))
    return bool(offers) and (not really_asks(text) or _requests(text))


def _aims(text: str, *, asked: bool) -> bool:
    """Whether a sentence says where somebody wants to go: two signs together, a wish and a way; or what they love to do.

    :param asked: whether it is the ask, which does so where it is for a role.
    """
    words, rules = _NO_POST.sub("", plain(text)), _rules()
    if really_asks(text) or not _WANTS.search(words) or OF_BEFORE.search(words) or is_hard(text):
        return False
    if rules["aim"].search(words) or rules["stays"].search(words):
        return not _NOBODY.search(words)
    if rules["wish"].search(words) and rules["role" if asked else "way"].search(words):
        return not (asked and _ONCE.search(words))
    long_view = rules["wish"].search(words) and rules["way"].search(words)
    return bool(long_view or (rules["joy"].search(words) and not DID.search(words)))


def _first_said(parts: Sequence[tuple[Exchange, str]]) -> Iterator[tuple[int, str]]:
    """What the talk is for: the first sentence that asks for what was heard as the ask, though it was heard only later."""
    heard = list(_asked(parts))
    about = {word for _, text in heard[:1] for word in stems(text)} | {
        word for one, text in parts for number, _ in heard[:1] if one.number == number for word in stems(text)
    }
    for one, text in parts:
        if heard and one.number < heard[0][0] and len(stems(text) & about) >= _FEWEST and _requests(text):
            yield one.number, text
    yield from heard


def _wishes(text: str) -> bool:
    """Whether a sentence states a wish of one's own."""
    return any(_rules()[name].search(plain(text)) for name in ("wish", "room"))


def _requests(text: str) -> bool:
    """Whether a sentence asks for something by its words; one that asks how things are does not."""
    words = plain(text)
    if _rules()["room"].search(words):
        return True
    wishes = bool(request().search(words)) and not _MAY_I_ASK.search(words)
    return wishes and (not really_asks(text) or bool(_rules()["leave"].search(words)))


def _asked(parts: Sequence[tuple[Exchange, str]]) -> Iterator[tuple[int, str]]:
    """The sentence of the ask: in the turn in which it was heard first, else in another before the close."""
    for first in (True, False):
        for one, text in _stated_first(parts):
            new = "change" in one.turn.state.ask_heard - one.before.state.ask_heard
            quote = one.turn.reading.element_quotes.get("change", "") if one.turn.reading else ""
            named = not first or not quote or quote in text or (_wishes(text) and not _wishes(quote))
            if new is first and not one.closing and named and _asks_for(one, text):
                yield one.number, text
        for one, text in _stated_first(parts) if first else ():
            new = "change" in one.turn.state.ask_heard - one.before.state.ask_heard
            if new and not one.closing and _asks_for(one, text) and find_spans(text):
                yield one.number, text
        for one, text in parts if first else ():
            new = "change" in one.turn.state.ask_heard - one.before.state.ask_heard
            quote = one.turn.reading.element_quotes.get("change", "") if one.turn.reading else ""
            # What stands in an answer asks for something only by its words.
            if (
                new
                and quote
                and quote in text
                and (_requests(text) or not (one.concern or really_asks(text)))
            ):
                yield one.number, text


def _stated_first(parts: Sequence[tuple[Exchange, str]]) -> list[tuple[Exchange, str]]:
    """The sentences of each turn, a wish that is stated before the question about it ("I want to go for it. Would you back me?")."""
    return sorted(parts, key=lambda item: (item[0].number, not _wishes(item[1]) or item[1].endswith("?")))


def _asks_for(one: Exchange, text: str) -> bool:
    """Whether the sentence asks for a change, heard in the turn and by its words."""
    reading = one.turn.reading
    if one.concern and not (_wishes(text) or ASKS.search(plain(text))):
        return False  # "I'd be the one on site", said to a worry, is an answer
    return reading is not None and "change" in reading.elements and _requests(text)


def _only_thanks(text: str) -> bool:
    return len(text.split()) < 7 and plain(text).startswith(("thank", "hi", "hello", "good"))
