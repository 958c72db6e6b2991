"""What the questions of a turn are about, in words: which is the last, whether it guesses, what its "that" points to."""

from __future__ import annotations

import re

from assistant.speaking.moment import Moment
from assistant.speaking.room import content
from assistant.text.segment import sentences
from assistant.text.spans import names_in

OR = re.compile(r"\bor\b(?! (?:not|so|rather|what|none|isn['’]t|aren['’]t)\b)", re.I)
"""One thing or another."""
OPEN = re.compile(r"\b(?:what|which|who|whose|when|where|why|how)\b", re.I)
"""No yes and no no answers it."""
_A_GUESS = re.compile(
    r"^\W*(?:(?:so|and|but|then|or|well|okay|ok|sorry)\b[, ]*)*(?:is|was|are) (?:it|that|this)\b", re.I
)
_THEIR_PART = re.compile(
    r"\b(?:which|what)\b[^?]*\byou(?:rs?)?\b|\byours\b|\b(?:can|could|may) you\b|\bsomething (?:that )?you\b|\b(?:right|proper|correct|responsible)\b|\b(?:give|hand|send|address|submit|bring|go|turn)\b",
    re.I,
)
_POINTS_BACK = re.compile(r"\b(?:that|this|it|those|these)\b|^(?:\W*\w+){1,4}\W*$", re.I)
"""A question that says only with the boss's own words before it what it is about."""

_OPENS = re.compile(r"^\W*(?:(?:and|but|so|then|or|well|okay|ok)\b[, ]*)*", re.I)
_A_DAY = (
    r"(?:today|tomorrow|now|later|before|after|next|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mornings?|afternoons?|evenings?|noon|"
    r"spring|summer|autumn|winter|week|month)\b"
)
_ITS_DAY = re.compile(rf"\b(?:(?:on|at|in|by|from|until) )?(?:the |this )?{_A_DAY}[^,?]*$", re.I)
"""The day at the end of what is asked, which the other one stands against ("Shall I come on Thursday …")."""
_NOT_SAID_BACK = re.compile(
    r"\b(?:i|me|my|mine|myself|you|your|yours|yourself|we|us|our|is|are|was|were|do|does|did|have|has|had|can|could|will|would|shall|should|might|if)\b|\bmay (?:i|we|you|be)\b",
    re.I,
)
"""What would be turned round, or is a sentence of its own, in somebody else's mouth."""
_ORDINARY = re.compile(
    r"(?:the|an?|this|that|these|those|today|now|later|before|after|next|only|both|more|less|one|two|three|half)",
    re.I,
)
"""A word that is no name, whatever capital it has."""
_IS_IT = re.compile(r"^(?:is|was) it (?:really |only |just |more |that )?", re.I)
_WITH = re.compile(r"(?:on|in|at|for|with|by|to|from|after|before|during) ", re.I)
_TURNED = {"me": "you", "you": "me"}
"""The two of them, as the other one says it."""
_WHO_DOES_IT = re.compile(r"\bor (?:shall|should|will|would|do|can|could|may) (?:i|you)\b", re.I)
_PEOPLE = re.compile(r"\b(?:who|whom|whose)\b|\byours?\b|\bcan you\b", re.I)
"""A question about people, or about whose something is."""
_BACKING = re.compile(
    r"\b(?:would|will|could|can) you (?:\w+ )?(?:back|support|sign|vouch|speak (?:up )?for|stand (?:up |behind )|put in a|put (?:your (?:name|weight)|(?:my name|me) (?:forward|in|up)))\b",
    re.I,
)
_MISSING = re.compile(
    r"\b(?:missing|lacking|left open|outstanding|still (?:open|need|want)|what else (?:do|would) you (?:\w+ )?need)\b|"
    r"\b(?:anything|something|what) (?:that )?(?:i|we)(?:'ve| have)? (?:\w+ )?(?:forgot(?:ten)?|missed|left out|overlooked)\b|"
    r"\b(?:did|have) (?:i|we) (?:\w+ )?(?:(?:leave|left) (?:\w+ )?out|forget|forgot|forgotten|miss|missed|overlook|overlooked)\b",
    re.I,
)
_AS_HEARD = re.compile(r"\b(?:is|was) (?:that|this|it) (?:how|what) (?:you|we)\b", re.I)
WHAT_THEN = "asked"
"""Marks what is said to somebody who asks themselves what happens if their offer falls through."""
_FEASTS = frozenset(
    "christmas easter advent lent carnival ramadan eid diwali halloween thanksgiving whitsun pentecost midsummer".split()
)
_MOST_ANSWERED = 2
"""Times that the same is answered; whoever asks once more hears that it will not be, and why."""
_ALWAYS_CAPITAL = frozenset({"I", "I've", "I'm", "I'd", "I'll", "I’ve", "I’m", "I’d", "I’ll"})
_MOST_NAMED = 6
"""Words of one of two things that can be said back."""


_THEIRS = r"(?!(?:\w+ )?(?:meet|look|sit|review|come|know|decide|tell (?:me|us)|let (?:me|us)|say|need|want|think|mean|expect|like|hope|be|get|answer|give|see|have|hear|prefer|suggest|remember)\b|(?:talk|speak) (?:to|with) (?:me|us)\b|(?:talk|speak)\b(?! (?:to|with)\b))[a-z]"
_THEIR_STEP = re.compile(
    rf"\b(?:by when|until when|when|how soon|(?:by |on )?(?:which|what) (?:day|date|week))(?: exactly)? (?:do|will|would|can|could|are) you (?:going to )?{_THEIRS}|"
    rf"^(?:\W*\w+[.,] )?\W*(?:(?:and|so|but|then|okay|ok)\b[, ]*)*you(?:['’]ll| will| would|['’]d)? {_THEIRS}[^?]*,? (?:(?:by|until|from) )?(?:when|(?:which|what) (?:day|date))(?: exactly| then)?\W*\?",
    re.I,
)
"""How somebody asks for the day on which the boss does what is theirs to do; to meet or to decide is something else."""


def their_step(asked: str) -> bool:
    """Whether a question wants the day of something that the manager does by themselves ("When will you ring them?")."""
    return bool(_THEIR_STEP.search(asked))


def question(said: str) -> str:
    """The questions of a turn; all of it where none ends like one."""
    return " ".join(_questions(said)) or said


def last_question(said: str) -> str:
    """The last question of a turn; all of it where none ends like one."""
    return next(reversed(_questions(said)), said)


def about(now: Moment) -> str:
    """The questions of the turn; with what the manager had just said, where only that says what they are about."""
    asked = question(now.said)
    return f"{asked} {now.before}" if _POINTS_BACK.search(last_question(now.said)) else asked


def guesses(asked: str) -> bool:
    """Whether a question names one thing and wants to hear whether it is that."""
    return bool(_A_GUESS.search(asked)) and not OPEN.search(asked) and not OR.search(asked)


def alternatives(asked: str) -> tuple[str, ...]:
    """The two things that a question leaves the choice between, to be said back in mid-sentence; none where they cannot be."""
    before, _, second = _OPENS.sub("", asked).rstrip(" ?.!").rpartition(" or ")
    first = re.split(r"[,:;]", before.rstrip(" ,"))[-1].strip()
    if _NOT_SAID_BACK.search(_IS_IT.sub("", first)) and (day := _ITS_DAY.search(first)):
        first = day.group()
    elif _NOT_SAID_BACK.search(first) and (place := _WITH.match(second.strip())):
        first = first[found:] if (found := first.lower().rfind(place.group().lower())) >= 0 else first
    # Only the first word of a sentence has a capital that is not its own.
    first = mid_sentence(first) if asked.lstrip().startswith(first) else first
    named = tuple(_TURNED.get(one, one) for one in (_IS_IT.sub("", first), _IS_IT.sub("", second.strip())))
    fit = all(_said_back(one) for one in named)
    return named if fit else ()


def _said_back(one: str) -> bool:
    return (
        bool(one) and len(one.split()) <= _MOST_NAMED and (one in _TURNED or not _NOT_SAID_BACK.search(one))
    )


def asks_who_does_it(asked: str) -> bool:
    """Whether the two things are the two people: "Do you ring them, or shall I?"."""
    return bool(_WHO_DOES_IT.search(asked))


def mid_sentence(words: str) -> str:
    """The words without the capital that only their place in the sentence gave them."""
    first = words.split(" ", 1)[0]
    named = (
        first in " ".join(names_in(f"And {words}")).split()
        or first.endswith("day")
        or first.lower() in _FEASTS
    )
    proper = (named or first in _ALWAYS_CAPITAL) and not _ORDINARY.fullmatch(first)
    return words if proper or not first[1:].islower() else words[:1].lower() + words[1:]


def asks_for_their_part(asked: str) -> bool:
    """Whether somebody who asks who decides wants to know what of it is the manager's, or whom to hand it to."""
    return bool(_THEIR_PART.search(asked))


def about_people(said: str) -> str:
    """The last question of a turn that asks who, or whose part something is; the last question where none does."""
    asked = _questions(said)
    return next((one for one in reversed(asked) if _PEOPLE.search(one)), last_question(said))


def asks_for_backing(asked: str) -> bool:
    """Whether a question asks the manager to stand behind what the user does."""
    return bool(_BACKING.search(asked))


def as_heard(asked: str) -> bool:
    """Whether a question wants to hear that what was said is how the boss has it ("Is that how you heard it?")."""
    return bool(_AS_HEARD.search(asked))


def bare(asked: str) -> str:
    """The question without the "how" that only asks whether it is so."""
    return _AS_HEARD.sub("", asked)


def missing(asked: str) -> bool:
    """Whether a question wants to know what is still open, and not what could be done about it."""
    return bool(_MISSING.search(asked))


def _questions(said: str) -> list[str]:
    return [part.text for part in sentences(said) if part.text.rstrip().endswith("?")]


_FAILS = r"\b[^?]*\b(?:no|not|nobody|can't|cannot|won't|doesn't|don't|isn't|refuses?|fails?|falls)\b"
_IF_SOMEBODY = re.compile(rf"\b(?:if|should) (?:he|she|they|nobody|no one|(?-i:[A-Z])[\w-]+){_FAILS}", re.I)
_IF_NOT = re.compile(rf"\b(?:if|should) (?:that|it){_FAILS}|\b(?:if|when) not\b", re.I)


def asks_what_then(said: str, *, of_somebody: bool = False) -> bool:
    """Whether the turn asks what happens if what it counts on does not come about ("If she says no, what then?").

    :param of_somebody: only where it is plainly a person who may not do it.
    """
    asked = last_question(said.replace("’", "'"))
    fails = _IF_SOMEBODY.search(asked) or (not of_somebody and _IF_NOT.search(asked))
    return asked.rstrip().endswith("?") and bool(fails)


def asked_so_often(now: Moment) -> bool:
    """Whether the same has been asked, and answered, twice before."""
    kind, asked = now.decision.answer, content(last_question(now.said))
    same = [turn.said or "" for turn in now.turns if turn.decision.answer == kind]
    told = [content(last_question(one)) for one in same]
    again = [one for one in told if asked & one or (kind == "not_yet" and not (asked and one)) or not asked]
    return len(again) >= _MOST_ANSWERED
