"""The preferred ask taken apart: what changes, how it is covered, how it is judged, when it is looked at again.

The parts are the user's own sentences and clauses, untouched, and none stands in two parts. A sentence goes where its
cues point; what has no cue is part of the change itself. An assessment, where there is one, points to sentences for
parts that no cue found; its quotes may be wrong, so each must also look like what it is said to be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Assessment
from assistant.text.pay import asks_pay
from assistant.text.segment import clauses
from assistant.text.spans import find_spans
from assistant.writing.cues import ASKS, PERSON, TENDS
from assistant.writing.private import Piece
from assistant.writing.somebody import names, people

_COVER = re.compile(
    r"\b(?:cover(?:s|ed|ing)? (?:my|the|for|me|\w+day)|cover\b|hand(?:s|ing|ed)? (?:\w+ ){0,4}(?:over|to [A-ZÀ-Þ])|hand-?over|tak(?:e|es|ing) (?:over|on) (?:my|the)|(?:could|can|would|will) take\b|stand(?:s|ing)? in for|"
    r"look(?:s|ing)? after (?:my|the)|worked out (?:how|who)|(?:[A-ZÀ-Þ][\w-]+|who) (?:now |then )?(?:sits|stands|is) (?:at|on|in) (?:my|the)\b|(?:is|are|get|gets) (?:answered|covered|looked after)|(?:leads?|does|doing|runs?|holds?|keeps?|takes?|minds?) (?:my|the)\b|train(?:s|ing)? (?!and)[A-ZÀ-Þ]\w+|shar(?:e|es|ing) the \w+ with|in my (?:place|absence)|while I(?:['’]m| (?:do|am|learn|work))\b|"
    r"[Ii](?:['’]d| would|['’]ll| will) (?:still )?(?:keep|stay|finish|carry on|continue)|(?:remains?|stays?) with me|backfill|swap(?:s|ping)? with|without a gap)|"
    rf"\b{PERSON}(?: and {PERSON})? (?:(?:would|will|can|could|now|then) )*(?:{TENDS}) (?:(?:up|over|after|in|at|on) )?(?:my|the|those|these|for me|in for me)\b|"
    rf"\bI(?:['’]ve| have)? (?:asked|spoken (?:to|with)|talked (?:to|with)) {PERSON}(?: and {PERSON})? and (?:he|she|they)\b"
)
_REVIEW = re.compile(
    r"\b(?:(?:we|you and i|both of us)(?:['’]ll| will| can| could| should| would)?(?: then| both)? (?:\w+ (?:and )?)?(?:look at|look again|review|decide|check|meet|agree|judge|measure|compare|sit down|see (?:if|whether|how))|"
    r"review(?:ed)? (?:it|on|at|in|after)|look at it again|yes or no|go back to|must be true|by then|stop (?:it|the trial|this) if)\b|^(?:check|count|compare|measure|judge|look at)\b",
    re.I,
)
_MEASURE = re.compile(
    r"\b(?:look at the|what we look at|if the|isn['’]t (?:under|over|below|above)|under|below|at least|fewer|less than|more than|no more than|target|measure[ds]?|judge[ds]?|count(?:s|ed)?|compare[ds]?|"
    r"if (?:there|it|they) (?:is|are|has|have|does|do)|check (?:the|if|whether)|success|waste|errors?|complaints?|must be true|on time)\b",
    re.I,
)
_NEXT = re.compile(
    r"\b(?:i(?:['’]d| would) (?:ask you|like your|need your|want your|be glad of your)|i (?:need|want|ask) (?:you(?:r)?)\b|(?:could|can|may) i (?:name|ask|use|count on) you(?:r)?\b|your (?:backing|support|blessing|agreement|yes|go-ahead)|would you (?!let|give)|will you|could you|can you|tell me|let me know)\b",
    re.I,
)
_NEWS = re.compile(
    r"^i(?: want you|['’]d like you| would like you) to (?:know|hear)\b|^i(?:['’]d| would) rather you (?:heard|hear) it|"
    r"^i(?: want|['’]d like| would like) to tell you (?:first|early|myself)?[.!]?$",
    re.I,
)
"""The sentence that says why the boss is told: it opens a talk and asks for nothing."""
_FIRST = re.compile(r"(?<=\bto )(?:tell you|let you know) (?:first|early|myself), ", re.I)
"""What opens a sentence that goes on to something else: "to tell you first, finish the classes and …"."""
_STAYING = re.compile(
    r"^I(?:['’]d| would) like to (?:finish|hand over|see (?:it|this|them) through|stay (?:on )?(?:to|until|till|through))\b",
    re.I,
)
ASIDE = re.compile(
    r"^I (?:really )?(?:do not|don['’]t) (?:really )?know\b|^I(?:['’]m| am) (?:still |currently )?(?:on|in) (?:my )?probation\b",
    re.I,
)
"""What the user does not know, and how long they are on trial, is no proposal."""
_NEED = re.compile(
    r"\b(?:they|we|the \w+|[A-ZÀ-Þ]\w+)(?: have| has)? (?:said |say |says |told me )?(?:they |we |it )?(?:needs?|lacks?|is short|are short|is behind|are behind)\b",
    re.I,
)
_TWO = re.compile(
    rf",? (?:and|but) (?=I(?:['’](?:d|m|ll|ve))? )|, (?:and|but|while) (?=(?:we|you) |{PERSON}(?: and {PERSON})? (?:would|will|can|could|{TENDS})\b)"
)
"""Where one sentence holds two that could stand alone."""
_BENEFIT = re.compile(
    r"\b(?:sav(?:e|es|ing)\b|so that (?:we|you|the|nobody|no)|which means|that (?:means|way) (?:we|you|the)|fewer|faster|quicker|cheaper|less (?:waste|time|risk|overtime)|cuts?\b|costs? (?:us|you|the)|it(?:['’]d| would| will) (?:cut|save|free|give|let|stop)|stops? (?:the|us)|because (?:we|the|our))\b",
    re.I,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|i(?:['’]ve| have) (?:\w+ed|run|built|led|done|kept|taught)|last (?:year|month|spring|summer|autumn|winter)|you (?:said|told)|in (?:19|20)\d\d|since)\b",
    re.I,
)
_AGREED = re.compile(
    r"\b(?:offered|agreed|said yes|says yes|happy to|is fine|are fine|i asked|i['’]ve asked|has done it|is glad|willing)\b",
    re.I,
)
_START = re.compile(
    r"\b(?:start(?:ing|s)? (?:after|before|from|on|in|at|with|as soon|now|right)|as soon as|straight away|right away|from now|(?:this|next) (?:year|month|spring|summer|autumn|winter|quarter|term|season))\b",
    re.I,
)
STOP = re.compile(
    r"\b(?:(?:if|unless|should|once|as soon as)\b[^.!?]*?\b(?:we|i|you)(?:['’]ll| will| would| can| both| simply| just)* |(?:if not|otherwise),? (?:we|i|you)(?:['’]ll| will| would)? |(?:we|i)(?:['’]ll| will| would)? (?=\w+(?: \w+){0,3} (?:if|unless)\b))"
    r"(?:stop|end (?:it|the|this)|go(?:es)? back|drop it(?! and)|call it off|return to|pause|undo|(?:give|hand) (?:it|them|that|this) (?:straight )?back|leave it (?:there|at that)|(?:(?:am|are) )?back (?:at|on|in|to)|put (?:it|things|everything) back)\b",
    re.I,
)
"""A rule for when to stop or go back: that is how a trial is judged, never a gain."""
OPEN = re.compile(
    r"\bagree\b.{0,30}\bwhat\b|\bwhat (?:we|you and i) (?:will |should |can )?(?:look at|measure|check)\b",
    re.I,
)
"""A review of which the measure is still to be found."""
_LOOKS_LIKE = {
    "cover": re.compile(
        r"\bmy (?:\w+ )?(?:desk|work|shifts?|tasks?|checks?|cases?|place|post|clients?|customers?|rounds?|calls?|job|section|station)\b|"
        r"(?-i:\b(?!I\b)[A-ZÀ-Þ][\w-]+) (?:will |would |can )?(?:takes?|picks? up|watch(?:es)?|runs?|does|holds?|keeps?)\b",
        re.I,
    ),
    "review": re.compile(rf"{_MEASURE.pattern}|\b(?:decide|see (?:how|if|whether|it)|look at)\b", re.I),
    "next_step": re.compile(r"\byou(?:r|rs)?\b|\?", re.I),
    "benefit": _BENEFIT,
}
_SETTLES = re.compile(r"\b(?:decide|decision|answer|tell me|let me know|yes or (?:a )?no|by when)\b", re.I)
"""Words that want an answer to a request made before, and are none themselves."""
_APART = frozenset({"next_step", "news", "cover"})
_CONDITION = re.compile(r"\b(?:if|unless|should|whether)\b", re.I)
_NO_COVER = re.compile(
    r"\b(?:nobody|no one|none of us)\b|\bI(?:['’]d| would| could| might| will|['’]ll| can)? take\b", re.I
)
_MY_TASK = re.compile(r"^(?:afterwards|then|after that|in return),? I (?:would )?take\b", re.I)
"""What the user takes on afterwards is part of the change."""
_QUESTION = re.compile(r"^(?:can|could|may|might|would|will|shall|should|do|does|is|are)\b", re.I)
_EXTENT = frozenset({"date", "duration", "amount", "percent"})
_TIMES = frozenset({"date", "duration"})
_FROM_ELEMENT = {"cover": "cover", "measure": "review", "next_step": "next_step", "benefit": "benefit"}
_NO_DEADLINE = re.compile(
    r"^(?:(?:every|each|next|last|on|and|or|to|the) |\w+days?\b[, ]*|(?:and|or|to)\b ?)+$", re.I
)
_SINCE = re.compile(r"\b(?:since|from|last|every|each)(?: the)?\s*$", re.I)
_WHEN_FIRST = re.compile(
    r"(?:ideally|preferably|start(?:ing)?|beginning|from|until|till|for|on|in|at|every|each|an?|one|two|three|four|five|half|\d+)\b",
    re.I,
)
_SOMEONE_DOES = re.compile(
    rf"\b(?:I|we|you|he|she|it|they|there|who|which)\b|\b(?:is|are|was|were|has|have|had|can|could|would|will|must)\b|[?]|{PERSON} (?:{TENDS})\b"
)
_JOINED = re.compile(r"^(?:and|but|so|while)\s+|(?:\s(?:and|but|so|while))+$", re.I)


@dataclass(frozen=True)
class Ask:
    """The usable sentences of an ask by what they do; ``cover``, ``review`` may hold clauses of a ``change`` sentence."""

    sentences: tuple[Piece, ...]
    change: tuple[Piece, ...] = ()
    background: tuple[Piece, ...] = ()
    benefit: tuple[Piece, ...] = ()
    cover: tuple[Piece, ...] = ()
    review: tuple[Piece, ...] = ()
    next_step: tuple[Piece, ...] = ()
    news: tuple[Piece, ...] = ()
    timed: bool = False
    measured: bool = False
    review_date: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Every sentence and every part, each once."""
        parts = (self.background, self.change, self.benefit, self.cover, self.review, self.next_step)
        return tuple(dict.fromkeys([*self.sentences, *(piece for part in parts for piece in part)]))

    @property
    def unasked(self) -> tuple[str, ...]:
        """People the cover rests on, of whom the ask does not say that they know or agree."""
        known = names(" ".join(piece.text for piece in self.sentences))
        open_pieces = [piece.text for piece in self.cover if not _AGREED.search(piece.text)]
        return tuple(dict.fromkeys(name for text in open_pieces for name in people(text, known)))


def parse_ask(pieces: Sequence[Piece], assessment: Assessment | None = None) -> Ask:
    """The parts of an ask.

    :param pieces: its sentences, those already left out that must not be used.
    :param assessment: what a scorer found in the whole ask; its quotes fill parts that no cue found.
    """
    parts: dict[str, list[Piece]] = {
        name: []
        for name in ("change", "background", "benefit", "cover", "review", "next_step", "news", "aside")
    }
    for piece in (part for whole in pieces for part in _apart(_without_news(whole))):
        parts[_section(piece.text)].append(piece)
    parts["change"] = _with_times(parts["change"])
    timed = any(_has_time(piece.text) for piece in parts["change"])
    if assessment is not None:
        _fill(parts, assessment)
    if not parts["change"]:
        _find_change(parts, pieces)
    for name, cue in (("cover", _COVER), ("review", _REVIEW)):
        if not parts[name]:
            _take_clauses(parts, name, cue)
    if not parts["benefit"]:
        _take_need(parts)
    review = parts["review"]
    return Ask(
        sentences=tuple(pieces),
        change=tuple(parts["change"]),
        background=tuple(parts["background"]),
        benefit=tuple(parts["benefit"]),
        cover=tuple(parts["cover"]),
        review=tuple(review),
        next_step=tuple(parts["next_step"]),
        news=tuple(parts["news"]),
        timed=timed or any(_has_time(piece.text) for piece in parts["change"]),
        measured=any(
            (_MEASURE.search(piece.text) and not OPEN.search(piece.text)) or STOP.search(piece.text)
            for piece in review
        ),
        review_date=next((day for piece in review for day in _deadlines(piece.text)), ""),
    )


def _with_times(change: Sequence[Piece]) -> list[Piece]:
    """The sentences of a change, those that only say when or how much ("From 1 March, two days a week.") with the one before."""
    found: list[Piece] = []
    for piece in change:
        if found and found[-1].text.endswith(".") and _only_when(piece.text):
            head = found[-1].text.rstrip(". ")
            found[-1] = Piece(f"{head}, {piece.text[0].lower()}{piece.text[1:]}", piece.source)
        else:
            found.append(piece)
    return found


def _only_when(text: str) -> bool:
    timed = _START.search(text) or any(span.kind in _EXTENT for span in find_spans(text))
    return bool(timed and _WHEN_FIRST.match(text)) and not (_SOMEONE_DOES.search(text) or ASKS.search(text))


def _has_time(text: str) -> bool:
    return bool(_START.search(text)) or any(span.kind in _TIMES for span in find_spans(text))


def _deadlines(text: str) -> list[str]:
    """The dates by which something can be due: no weekdays, which come again, and no beginnings."""
    return [
        span.text
        for span in find_spans(text)
        if span.kind == "date" and not _NO_DEADLINE.match(span.text) and not _SINCE.search(text[: span.start])
    ]


def _without_news(piece: Piece) -> Piece:
    return Piece(_FIRST.sub("", piece.text), piece.source)


def _apart(piece: Piece) -> list[Piece]:
    """A sentence such as "I want your support, and I would hand over …" as its two, where they do different things."""
    for joint in _TWO.finditer(piece.text):
        left, right = piece.text[: joint.start()], piece.text[joint.end() :]
        asked = piece.text.endswith("?") and not right.startswith("I")
        if asked or min(len(left.split()), len(right.split())) < 3:
            continue
        kinds = _section(left), _section(right)
        if kinds[0] != kinds[1] and (kinds[0] in _APART or kinds[1] in _APART - {"news"}):
            mark = piece.text[-1] if piece.text[-1] in ".!?" else "."
            return [Piece(left + mark, piece.source), *_apart(Piece(right, piece.source))]
    return [piece]


def _section(text: str) -> str:
    if ASIDE.search(text):
        return "aside"
    if _NEWS.search(text):
        return "news"
    if _STAYING.search(text):
        return "cover"
    if asks_pay(text) and not _SETTLES.search(text):
        return "change"
    asks = ASKS.search(text)
    if not asks and STOP.search(text):
        return "review"
    if _NEXT.search(text):
        return "next_step"
    if not asks:
        for name, cue in (("cover", _COVER), ("review", _REVIEW)):
            if cue.search(text) and not (name == "cover" and _MY_TASK.search(text)):
                return name
    if _REVIEW.search(text) and _REVIEW.search(text[:40]) and not re.match(r"let (?:me|us)", text, re.I):
        return "review"
    if not asks:
        for name, cue in (("benefit", _BENEFIT), ("background", _PAST)):
            if cue.search(text):
                return name
    return "change"


def _take_clauses(parts: dict[str, list[Piece]], name: str, cue: re.Pattern[str]) -> None:
    """Moves the clauses with ``cue`` out of the change; those that do not end their sentence are only repeated."""
    for n, piece in enumerate(parts["change"]):
        rule = STOP.search(piece.text) if name == "review" else None
        part = clauses(piece.text)
        hits = [k for k, one in enumerate(part) if _tells(cue, one.text, asking=name == "review")]
        if rule and rule.start():
            start, found = rule.start(), [piece.text[rule.start() :]]
        elif hits and len(part) > 1:
            ends = hits[0] > 0 and hits == list(range(hits[0], len(part)))
            start = part[hits[0]].start if ends else 0
            found = [piece.text[start:]] if ends else [part[k].text for k in hits]
        else:
            continue
        parts[name] += [Piece(_bare(text), piece.source) for text in found]
        if start and len(piece.text[:start].split()) >= 4:
            mark = "?" if piece.text.endswith("?") else "."
            parts["change"][n] = Piece(_bare(piece.text[:start]) + mark, piece.source)


def _take_need(parts: dict[str, list[Piece]]) -> None:
    """Moves a need that somebody stated inside the change ("…, they have said they need one more pair of hands, …")."""
    for n, piece in enumerate(parts["change"]):
        for part in re.split(r"(?<=,) ", piece.text)[1:]:
            bare = _bare(part)
            if _NEED.match(bare) and not ASKS.search(bare) and piece.text.replace(part, "").strip():
                parts["benefit"].append(Piece(bare, piece.source))
                rest = " ".join(piece.text.replace(part, "").split()).rstrip(",")
                parts["change"][n] = Piece(rest, piece.source)
                return


def _tells(cue: re.Pattern[str], clause: str, *, asking: bool) -> bool:
    return bool(cue.search(clause)) and (asking or not (ASKS.search(clause) or _NO_COVER.search(clause)))


def _bare(text: str) -> str:
    """``text`` without the words and marks that joined it to its neighbours."""
    bare = _JOINED.sub("", text.strip(" ,;:.–—-")).strip(" ,;:.–—-")
    return bare if _QUESTION.match(bare) else bare.rstrip("?")


def _find_change(parts: dict[str, list[Piece]], pieces: Sequence[Piece]) -> None:
    """Where every sentence does something else too ("Could you give me …"), the first that asks or says how much is the change."""
    open_parts = [parts[name] for name in ("next_step", "cover", "benefit")]
    asking = [piece for piece in pieces if ASKS.search(piece.text)]
    extent = [piece for piece in pieces if any(span.kind in _EXTENT for span in find_spans(piece.text))]
    for piece in (*asking, *extent):
        holder = next((part for part in open_parts if piece in part), None)
        if holder is not None and not STOP.search(piece.text):
            holder.remove(piece)
            parts["change"].append(piece)
            return


def _fill(parts: dict[str, list[Piece]], assessment: Assessment) -> None:
    """Moves a sentence that the scorer quotes into a part that is still empty, if it looks like it.

    Taken from what no cue claimed; the sentence that asks stays where it is.
    """
    for element, name in _FROM_ELEMENT.items():
        finding = assessment.elements.get(element)
        if parts[name] or finding is None or not finding.present or not finding.quote:
            continue
        for piece in parts["change"][1:]:
            gain = name != "benefit" or not (_CONDITION.search(piece.text) or STOP.search(piece.text))
            fits = gain and _LOOKS_LIKE[name].search(piece.text) and not ASKS.search(piece.text)
            if fits and finding.quote in piece.text:
                parts["change"].remove(piece)
                parts[name].append(piece)
                break
