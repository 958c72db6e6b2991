"""A passage of a document to the sentences that may be quoted: one line each, without markup, bounded, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.bearing.topics import Topic, lowered, patterns
from assistant.domain import EXCERPT_WORDS, SAID_WORDS, Excerpt, Passage
from assistant.text.clean import visible
from assistant.text.segment import sentences
from assistant.text.spans import find_spans, reads_as_person

MOST_RULES, MOST_CRITERIA, MOST_PRIVATE = 2, 3, 1
_FEW_CRITERIA = 2
"""How many are told where the ask speaks of none of them."""
_READ_CHARS, _READ_WORDS = 2_000, 80
"""How much of a passage, and of a sentence that is too long to be quoted whole, is looked at."""
_FEWEST_WORDS, _LONGEST_WORD, _LONGEST_TITLE = 4, 30, 60
_CRITERION_WORDS = (3, 25)
_WORD, _MOST_WORDS, _NAMED = 0.03, 4, 0.1
"""What each word for the topic counts in a passage, how many do, and what a word of the ask counts in its heading."""
_BULLET = re.compile(r"(?:[-*•‣▪●◦–—]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
_ENDS = re.compile(r"[.!?:;…]$")
_WRAPPED = 40
"""A line of so many characters without an end mark goes on in the next one."""
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_EMPHASIS = re.compile(r"\*+|`+|~~|(?<!\w)_+|_+(?!\w)|^#{1,6} +|^>+ *")
_MACHINE = re.compile(r"[<>{}|\\^=@\ue000-\uf8ff]|[\[(]/?INST|&#?\w+;|\$\(|//")
"""Signs that stand in no sentence of a policy: tags, templates, addresses; and characters that have no meaning."""
_PHONE = re.compile(r"\+?\d[\d ()/.-]{7,}\d")
_PERSON = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? [A-ZÀ-Þ]")
_BODIES = re.compile(
    r"\b(?:resources|departments?|committee|teams?|managers?|directors?|board|union|council|polic(?:y|ies)|levels?|grades?|panel|office|group|"
    r"services?|university|college|hospital|school|company|institute|employees?|staff|colleagues?|applicants?|candidates?|supervisors?|heads?|members?|requests?|leavers?|whoever|whichever|act|code|scheme|form|framework)\b",
    re.I,
)
"""What is capitalised in policies and is nobody."""
_QUOTES = str.maketrans({"“": "‘", "”": "’", "„": "‘", "«": "‘", "»": "’", '"': "'", "[": "(", "]": ")"})
_DANGLING = re.compile(
    r"(?:\s+(?:and|or|but|the|an?|of|to|in|on|at|for|with|from|by|as|that|which|if|is|are|be|may|can|must|their|your|our|its))+$",
    re.I,
)
_POINTS_BACK = re.compile(
    r"(?:they|it|this|that|these|those|he|she|there|during|otherwise|in this case|and|or|but|which|who)\b",
    re.I,
)
_JOINT = re.compile(r"[,;:]\s+|\s+[–—-]\s+")
_JOINER = re.compile(
    r"\b(?:once|if|when|where|unless|until|after|before|provided|without|and|but|so that|because|as)\b", re.I
)
_OPENS = re.compile(rf"{_JOINER.pattern}|\b(?:any|the|an?|every|each|no|up to|at least)\b", re.I)
"""Where a stretch of a sentence may end, and where one may begin."""


@dataclass(frozen=True)
class Bearing:
    """A passage with the topic for which it was found (``passage.score``: how near to it), and how near it is to the ask."""

    topic: Topic
    passage: Passage
    to_ask: float

    def nearness(self, ask: str) -> float:
        """What passages are ordered by: both similarities, words for the topic, and words of the ask in the heading."""
        place = self.passage.place
        words = min(self.topic.within(f"{place}. {self.passage.text}"), _MOST_WORDS)
        named = len(_stems(place.rpartition("›")[2]) & _stems(ask))
        return self.passage.score + self.to_ask + _WORD * words + _NAMED * named


def excerpts(found: Sequence[Bearing], ask: str, suspects: Sequence[Passage] = ()) -> tuple[Excerpt, ...]:
    """What may be quoted of these passages, the nearest first: rules, criteria, and what is for the user's eyes alone.

    At most :data:`MOST_RULES`, :data:`MOST_CRITERIA` and :data:`MOST_PRIVATE`; one rule for each topic; often none.

    :param suspects: further passages that may speak to a machine; if one does, nothing of its document is quoted.
    """
    rules: dict[Topic, Excerpt] = {}
    criteria: list[Excerpt] = []
    private: list[Excerpt] = []
    # Who speaks to a machine in one place is believed in no other.
    passages = (*(one.passage for one in found), *suspects)
    unsound = {passage.document for passage in passages if not _sound(passage)}
    for one in sorted(found, key=lambda one: -one.nearness(ask)):
        if one.passage.document in unsound:
            continue
        shown = list(_criteria(one, ask)) if one.topic.criteria and not _is_private(one.passage) else []
        if shown:
            criteria = criteria or shown
        elif (rule := _rule(one, ask)) is not None and rule.text not in [
            known.text for known in rules.values()
        ]:
            if rule.private:
                private.append(rule)
            else:
                rules.setdefault(one.topic, rule)
    # Where criteria are listed, a sentence about how to use the list says less.
    ordered = sorted(rules.items(), key=lambda item: item[0].first_named(ask))
    told = [rule for topic, rule in ordered if not (topic.criteria and criteria)]
    return (*told[:MOST_RULES], *criteria[:MOST_CRITERIA], *private[:MOST_PRIVATE])


def _sound(passage: Passage) -> bool:
    """Whether nobody speaks to a machine in it, or threatens; else not a word of it is quoted."""
    told = visible(f"{passage.title}. {passage.place}. {passage.text}")
    return not patterns("never", "passage").search(lowered(told))


def _is_private(passage: Passage) -> bool:
    """Whether the document is the user's alone: a contract, a payslip, a review of theirs."""
    return bool(
        patterns("private", "title").search(lowered(passage.title))
        or patterns("private", "text").search(lowered(passage.text))
    )


def _rule(one: Bearing, ask: str) -> Excerpt | None:
    """The sentence of the passage that tells most about its topic; None where none may be quoted."""
    wanted = _stems(ask)
    headed = one.topic.within(one.passage.place) > 0
    best: tuple[int, str] = (0, "")
    for line in lines(one.passage.text):
        marked = _BULLET.match(line)
        for part in sentences(line[marked.end() :] if marked else line):
            worth = len(set(patterns("worth", "rule").findall(lowered(part.text))))
            about = one.topic.within(part.text)
            tells = 3 * about + 2 * len(wanted & _stems(part.text)) + min(worth, 3)
            tells -= 3 * bool(_POINTS_BACK.match(part.text))
            # Below a heading about it a sentence need not name its subject again; elsewhere it may be about anything.
            on_topic = (about and (worth or _ENDS.search(part.text))) or (headed and worth)
            if on_topic and tells > best[0] and _quotable(part.text, one.topic):
                best = tells, part.text
    if not best[1]:
        return None
    text = _cut(best[1], EXCERPT_WORDS, one.topic)
    said = _cut(best[1], SAID_WORDS, one.topic).rstrip(" .,;:!?")
    return _excerpt("rule", text, said, one)


def _criteria(one: Bearing, ask: str) -> Iterator[Excerpt]:
    """What the passage says that somebody must show, that which the ask speaks of first; in the order of the passage."""
    wanted = _stems(ask)
    found = [body for line in lines(one.passage.text) for body in _asked_for(line) if _fits(body, one.topic)]
    best = sorted(found, key=lambda body: -len(wanted & _stems(body)))
    named = sum(bool(wanted & _stems(body)) for body in best)
    best = best[: min(MOST_CRITERIA, max(named, _FEW_CRITERIA))]
    for body in (body for body in found if body in best):
        yield _excerpt("criterion", body, _cut(body, SAID_WORDS, one.topic), one)


def _asked_for(line: str) -> Iterator[str]:
    """What a line says that somebody must show: an item of a list as a whole; of other text the sentences that ask for it."""
    bullet = _BULLET.match(line)
    parts = [part.text for part in sentences(line[bullet.end() :] if bullet else line)]
    listed = bullet is not None and len(parts) == 1
    for part in parts:
        if listed or patterns("worth", "criterion").search(lowered(part)):
            yield part.rstrip(" .,;")


def _fits(criterion: str, topic: Topic) -> bool:
    least, most = _CRITERION_WORDS
    return least <= len(criterion.split()) <= most and _quotable(criterion, topic, least)


def _excerpt(kind: str, text: str, said: str, one: Bearing) -> Excerpt:
    private = _is_private(one.passage)
    return Excerpt(
        kind=kind,
        text=text,
        said=said,
        title=_named(one.passage.title) or "your document",
        place=_named(one.passage.place),
        document=one.passage.document,
        concern="" if private else one.topic.concern,
        private=private,
        exit=one.topic.exit,
    )


def lines(text: str) -> list[str]:
    """The lines of a passage as they are meant: clean, without markup, and a wrapped line joined to the next."""
    found: list[str] = []
    for raw in visible(text[:_READ_CHARS]).split("\n"):
        line = raw.strip()
        marked = _BULLET.match(line)
        line = " ".join(_EMPHASIS.sub("", _LINK.sub(r"\1", line[marked.end() :] if marked else line)).split())
        if not line:
            continue
        goes_on = bool(found) and not _ENDS.search(found[-1])
        if not marked and goes_on and (line[0].islower() or len(found[-1]) > _WRAPPED):
            found[-1] += f" {line}"
        else:
            found.append(f"- {line}" if marked else line)
    return [line.translate(_QUOTES) for line in found]


def _quotable(sentence: str, topic: Topic, fewest: int = _FEWEST_WORDS) -> bool:
    """Whether a sentence may be quoted at all: plain words, nobody's address, name or pay."""
    said = sentence.split()
    if len(said) < fewest or max(map(len, said)) > _LONGEST_WORD or sentence.endswith((":", "?")):
        return False
    if (
        _MACHINE.search(sentence)
        or _PHONE.search(sentence)
        or patterns("never", "sentence").search(lowered(sentence))
    ):
        return False
    spans = find_spans(sentence)
    pays = topic.id != "pay" and any(span.kind == "money" for span in spans)
    people = _PERSON.search(sentence) or any(
        span.kind == "name" and reads_as_person(sentence, span) and not _BODIES.search(span.text)
        for span in spans
    )
    return not (pays or people)


def _cut(sentence: str, words: int, topic: Topic) -> str:
    """At most ``words`` words of a sentence in a row: the stretch that tells most, from one joint to another."""
    if len(sentence.split()) <= words:
        return sentence
    sentence = " ".join(sentence.split()[:_READ_WORDS])
    starts = [
        0,
        *(joint.end() for joint in _JOINT.finditer(sentence)),
        *(word.start() for word in _OPENS.finditer(sentence)),
    ]
    ends = [
        len(sentence),
        *(joint.start() for joint in _JOINT.finditer(sentence)),
        *(word.start() for word in _JOINER.finditer(sentence)),
    ]
    best: tuple[int, str] = (0, "")
    for start in sorted(set(starts)):
        for end in sorted(set(ends)):
            text = sentence[start:end].strip(" ,;:–—-")
            if _FEWEST_WORDS <= len(text.split()) <= words:
                tells = _telling(text, topic) + 4 * (start == 0) + 3 * (end == len(sentence))
                best = max(best, (tells, text), key=lambda item: item[0])
    text = best[1] or " ".join(sentence.split()[:words])
    return _DANGLING.sub("", text).rstrip(" ,;:–—-")


def _telling(text: str, topic: Topic) -> int:
    """How much a stretch of a sentence tells by itself: its subject, what it allows or asks, a limit."""
    plain = lowered(text)
    tells = 3 * topic.within(text) + 2 * len(set(patterns("worth", "rule").findall(plain)))
    tells += 5 * bool(patterns("worth", "limit").search(plain))
    return tells - 9 * bool(_POINTS_BACK.match(text))


def _named(text: str) -> str:
    """A title or place as it may be named: its innermost heading, clean and short; empty where it is none."""
    line = " ".join(lines(text.split("›")[-1]))
    if _MACHINE.search(line) or any(len(word) > _LONGEST_WORD for word in line.split()):
        return ""
    while len(line) > _LONGEST_TITLE:
        line = line.rpartition(" ")[0].rstrip(" ,;:–—-")
    return line.strip(" .,;:!?")


_COMMON = frozenset(
    "with from that this have would could like what when want into over they them their your post work role team level".split()
)


def _stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[^\W\d_]{4,}", text.lower())} - _COMMON
