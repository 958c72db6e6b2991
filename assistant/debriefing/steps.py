"""What the user says that somebody does: their own steps, the two's, and those of the boss that the boss granted.

The ask itself, a threat, a question and whatever hangs on a condition are no steps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.catalog import table
from assistant.debriefing.clauses import (
    BOSS,
    BOTH,
    HABITS,
    YOU,
    asks_for,
    handed_over,
    meant,
    pieces,
    words_for_them,
)
from assistant.debriefing.conduct import THREAT, remarks
from assistant.debriefing.granting import EITHER, YES, Reply, reply, wishes
from assistant.debriefing.log import Exchange, spoke
from assistant.debriefing.quoting import WHOLE
from assistant.debriefing.when import confirmed, when
from assistant.domain import Outcome, Promise
from assistant.text.segment import clauses, sentences
from assistant.text.spans import find_spans

LOOK = re.compile(
    r"\b(?:look|review\w*|meet|talk|judge|decide|sit down|check|again|compare|count|yes or no|decided|diary|calendar)\b",
    re.I,
)
WE_LOOK = re.compile(r"\b(?:we|you and i|you and me|you|together|with you|with me)\b", re.I)
_FIRM = re.compile(r"\b(?:i|we)(?:['’]ll| will| shall)\b", re.I)
_DATED = re.compile(r"\d|\b(?:today|tonight|tomorrow|next|week of|end of|start of|beginning of)\b", re.I)
BEGINS = frozenset({"start", "begin", "lead", "try"})
_FEWEST, _SHORT = 3, 25
NOT_ASKED = re.compile(
    r"\bi(?:'ve not| haven't| have not| didn't| did not) (?:yet |actually |even |really |properly )?(?:asked|spoken to|talked to|ask|speak to|talk to) (?:(?-i:[A-ZÀ-Ý])[\w-]+|(?:the|my|our) (?!(?:question|others?|team|crew)\b)\w+|him|her|them|either|both|(?:each|one|all) of them)\b|"
    r"\b(?-i:[A-ZÀ-Ý])[\w-]+,? i(?:'ve not| haven't| have not) (?:yet |actually |even |really )?(?:asked|spoken to|talked to)\b|"
    r"\b(?:he|she|they|(?-i:[A-ZÀ-Ý])[\w-]+) (?:hasn't|haven't|has not|have not) been asked\b",
    re.I,
)
_IF_THEY_DO = re.compile(
    r"\bif (?:he|she|they|(?-i:[A-ZÀ-Ý])[\w-]+)(?:'d| would| will)? (?:says? yes|agrees?|is (?:willing|up for it|happy|free)|are (?:willing|up for it|happy)|wants? (?:to|it)|wants?|want it|takes? it on|accepts?|lets? me)\b",
    re.I,
)
"""What hangs on somebody's own yes; where nobody is named beside it, it may be anybody's."""
_NAME_FIRST = re.compile(r"^(?!(?:It|This|That|He|She|Who|What|Nobody|Everybody|Somebody|Someone|Everyone|Nothing)\b)[A-ZÀ-Ý][\w-]+ (?:[a-z]+s|can|could|will|would)\b")  # fmt: skip
_AGREED_SINCE = re.compile(
    r"\b(?:he|she|they|(?-i:[A-ZÀ-Ý])[\w-]+)(?:'s| has| have)? (?:agreed|offered|said yes|accepted|is in|are in)\b",
    re.I,
)
_ASKED_SINCE = re.compile(
    rf"{_AGREED_SINCE.pattern}|\bi(?:'ve| have)? (?:already |now |then |also )?(?:asked|spoke to|spoken to|talked to) (?!(?:for|about|you|whether|if|what|who)\b)\w+",
    re.I,
)
"""That somebody was asked meanwhile; that they will be is no yes yet."""
_YOU_STOP = re.compile(r"\byou (?:stop|end|pull|put|send|take)\b", re.I)
"""Where the boss would do it, it is a rule of both."""
_IN_RETURN = re.compile(r"\bin (?:return|exchange)\b|\bfor that,? i(?:['’](?:ll|d)| will| would)?\b|\bif (?:i get|you give me|you say yes)\b", re.I)  # fmt: skip
"""How a price is named, which is owed only for the yes."""
_LEANS = re.compile(r"^\W*(?:(?:and|but|so)\b,? *)*if (?:he|she|they|it|that|this|not)\b|\bby then\b", re.I)
"""A condition that says nothing without the sentence before it."""
_ASIDE = re.compile(r",? (?:that['’]s|that is|which is) [^,;]*$", re.I)
_WHOM = re.compile(r"\b(?:him|her|them)\b", re.I)
_TOPIC = re.compile(
    r"(?:^|(?<=[.:;] ))(?P<topic>(?!(?:Yes|No|Well|Then|So|And|But|Ok|Okay|Fine|Right)\b)[A-ZÀ-Ý][^,.;:!?]{1,40}), $"
)
_SUMS_UP = re.compile(
    r"\b(?:(?:so )?what (?:have we got|do we have|we (?:have|take away|agreed))|(?:to|let me) sum (?:it |this )?up|in short|our plan|the plan(?: is)?|so we have|agreed|then)\b[^:]{0,20}:",
    re.I,
)


def threatens(one: Exchange) -> bool:
    """Whether a turn holds a threat, so that nothing in it is a promise."""
    return any(remark.kind == THREAT for remark in remarks(one))


def still_mine(said: Sequence[Exchange], ask: str) -> Iterator[Promise]:
    """The dated steps that the user took on before a "not now", which are theirs to take all the same."""
    for one in said:
        if one.before.state.parting or threatens(one):
            continue
        for part in sentences(one.said):
            if asks_for(part.text) or part.text == ask or _IN_RETURN.search(part.text):
                continue
            if words := meant(part.text) or handed_over(part.text):
                yield Promise(YOU, words, one.number, when(words))
            for who, words, does in pieces(part.text):
                if who == YOU and when(words) and does not in HABITS | BEGINS:
                    yield Promise(YOU, words, one.number, when(words))


def promises(one: Exchange, outcome: Outcome, ask: str) -> Iterator[Promise]:
    """What the user takes on in a turn, and what they say that the boss does where the boss then granted it.

    :param ask: the sentence that holds the ask, which is no step.
    """
    after_no = bool(one.before.state.parting)
    if threatens(one) or (outcome is Outcome.NOT_NOW and not after_no):
        return  # what was proposed before a "not now" went down with it
    asked, day = confirmed(one.turn)
    if asked:
        who = {"i": YOU, "you": BOSS}.get(asked.split()[0].lower(), BOTH)
        yield Promise(who, asked, one.number, day)
    if outcome in YES or after_no:
        # "When it's a yes, I do it" is one, where the yes came.
        promised = outcome in YES and spoke(one.turn, "would_do")
        granted = [
            wish for wish in wishes(one) if reply(one, wish) is Reply.YES or (promised and wish.question)
        ]
        yield from (
            Promise(BOSS, wish.words, one.number, wish.day) for wish in granted if wish.words != asked
        )
    doers = {who for part in sentences(one.said) for who, _, _ in pieces(part.text)}
    for part in sentences(one.said):
        if (asked and asked in part.text) or part.text == ask:
            continue  # it is there, with the day; or in the ask
        if one.turn.decision.outcome in YES:
            yield from summed(one, part.text)
        if words := meant(part.text) or handed_over(part.text) if outcome in YES else "":
            yield _step(YOU, words, one.number, part.text)
        yield from _clauses(one, part.text, outcome, sums_up=len(doers) > 1)


def _step(who: str, words: str, turn: int, sentence: str) -> Promise:
    """A step in its words: with whom "her" stands for where the sentence begins with that, and without an aside."""
    before = sentence[: sentence.find(words)] if words in sentence else ""
    topic = _TOPIC.search(before) if _WHOM.search(words) else None
    whole = f"{before[topic.start('topic') :]}{words}" if topic else words
    bare = _ASIDE.sub("", whole)
    whole = bare if len(bare.split()) >= _FEWEST else whole
    return Promise(who, whole, turn, when(whole))


def summed(one: Exchange, sentence: str) -> Iterator[Promise]:
    """The dated points of a summary without a doer to which the boss said yes: "So what have we got: talk on 16 June, …"."""
    lead = _SUMS_UP.search(sentence)
    if lead is None or list(pieces(sentence)) or asks_for(sentence):
        return  # a choice that is put to them ("Tell me: the early or the late one?") is none of it
    for point in re.split(r"[,;]\s+(?:and )?", sentence[lead.end() :].rstrip(" .!?")):
        if when(point) and len(point.split()) >= _FEWEST:
            yield Promise(BOTH, point.strip(), one.number, when(point))


def _clauses(one: Exchange, sentence: str, outcome: Outcome, *, sums_up: bool) -> Iterator[Promise]:
    """The clauses of a sentence by which the user or both take something on, as far as it stood in its turn.

    :param sums_up: whether the turn says what more than one of the two does.
    """
    agreed_to = one.turn.decision.outcome in YES
    closes = one.closing or agreed_to
    if asks_for(sentence) and (not agreed_to or EITHER.search(sentence)):
        return
    for who, words, does in pieces(sentence):
        habit = does in HABITS
        if outcome is Outcome.NOT_NOW and (habit or does in BEGINS):
            continue  # that is what they just said no to
        # Two doers in one sentence make a habit no promise: "we keep to the rota, you do the desk".
        ends = closes or (sums_up and not habit) or not does
        vowed = bool(_FIRM.search(words)) and bool(when(words))
        firm = ends or _FIRM.search(words) or (not habit and (_DATED.search(words) or when(words)))
        if not firm or not (closes or sums_up or one.moved_on or vowed or outcome not in YES):
            continue  # "On Thursdays I do the front desk" says how it is, and promises nothing
        # What both do was put to the boss at the close, or it is the day to look at it that belongs to the ask.
        both = who == BOTH and (closes or (outcome in YES and when(words) and LOOK.search(words)))
        if (who == YOU and (when(words) or len(words.split()) > _FEWEST)) or both:
            yield _step(who, words, one.number, sentence)


# --- how far it goes ---------------------------------------------------------------------------------------------------


def unasked(said: Sequence[Exchange]) -> tuple[str, int] | None:
    """(words, turn) by which the user says that they have not asked somebody yet, or that it hangs on somebody's yes.

    None where something later says that they did ask; a yes that it hangs on has to have come.
    """
    found: tuple[str, int] | None = None
    hangs = False
    for one in said:
        for part in sentences(one.said):
            text = part.text.replace("’", "'")
            open_ = next((rule for rule in (NOT_ASKED, _IF_THEY_DO) if _counted_on(rule, text)), None)
            if open_ and not text.endswith("?"):
                short = len(part.text.split()) <= _SHORT
                piece = next((piece.text for piece in clauses(part.text) if open_.search(piece.text.replace("’", "'"))), part.text)  # fmt: skip
                found, hangs = (part.text if short else piece, one.number), open_ is _IF_THEY_DO
            elif found and (_AGREED_SINCE if hangs else _ASKED_SINCE).search(text):
                found = None
    return found


def _counted_on(rule: re.Pattern[str], text: str) -> bool:
    """Whether a sentence says so of a person; of a yes that it hangs on, only beside a name."""
    if not rule.search(text):
        return False
    return (
        rule is NOT_ASKED
        or bool(_NAME_FIRST.search(text))
        or any(span.kind == "name" for span in find_spans(text))
    )


def stop(said: Sequence[Exchange]) -> Promise | None:
    """The last sentence by which the user ties it to a condition under which it stops; None where there is none.

    Where the condition only points back ("If she doesn't, I come back"), it is told with the sentence before it.
    """
    rule = re.compile(table("debrief")["doing"]["stops"], re.I)
    found = None
    for one in said:
        parts = [] if threatens(one) else sentences(one.said)
        for n, part in enumerate(parts):
            text = part.text.replace("’", "'")
            if text.endswith("?") or not rule.search(text):
                continue
            whole = one.said[parts[n - 1].start : part.end] if n and _LEANS.search(text) else ""
            words = (whole if whole and len(whole.split()) <= WHOLE else words_for_them(part.text)).rstrip(
                " ."
            )
            found = Promise(BOTH if _YOU_STOP.search(text) else YOU, words, one.number, when(words))
    return found
