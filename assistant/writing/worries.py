"""What stands in the way of an ask, and what the user has said to it: worries with answers, limits with what meets them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant import catalog
from assistant.text.spans import find_spans
from assistant.writing.parse import OPEN, Ask
from assistant.writing.private import Piece
from assistant.writing.somebody import names, people
from assistant.writing.wording import stems

_TRIAL = r"\b(?:trial|pilot|try|stop|go back|for (?:\w+ ){1,2}(?:weeks|months))\b"
_WHEN = r"\b(?:before|after|until|till|by|from|once|when|outside)\b"
RULES = r"\b(?:rules?|polic\w+|agreements?|union|contract|regulations?|council|hr|appl(?:y|ies|ication)|directorate|head office|board|compan(?:y|ies)|allow\w*|approv\w*)\b"
ANSWERS = {
    "policy": RULES,
    "not_my_decision": RULES,
    "timing": rf"{_WHEN}|{_TRIAL}|\bcovers?\b",
    "deferral": f"{_WHEN}|{_TRIAL}",
    "budget": r"\b(?:costs?|sav\w+|cheaper|waste|budget|money|paid|pays?|overtime|till)\b|[£$€%]",
    "headcount": r"\b(?:rotation|created|covers?|no (?:new|extra)|same|without|swap\w*|trial)\b",
    "readiness": r"\b(?:train\w*|learn\w*|led|run|ran|course|shadow\w*|feedback|review|certificate|under)\b|"
    + _TRIAL,
    "no_path": r"\b(?:role|post|trial|because|saves?|gains?)\b",
    "performance": r"\b(?:since|now|fewer|review|check\w*|feedback)\b",
    "loyalty": r"\b(?:stay|remain|hand\w* over|come back|until)\b",
    "fairness": r"\b(?:everyone|others?|turns?|same|also|rota\w*|rules?)\b",
}
"""What a sentence must say to count as an answer to a concern of a kind, over and above the words they share."""
_NOBODY = r"(?:nobody|no one)(?! (?:reads?|asks?|wants?|listens?|cares?|says?|thinks?|likes?|looks?|notices?|uses?|talks?)\b)|only(?! just\b)"
"""What says that there is nobody else, and not that nobody minds."""
_ALONE = re.compile(rf"\b(?:{_NOBODY}|cover)\b", re.I)
_COVERED = re.compile(
    rf"\b(?:{_NOBODY}|short|cover|in the field|on the floor|experienced|on leave|somebody on|fully booked|lost)\b",
    re.I,
)
_UNSETTLED = re.compile(
    r"\b(?:after (?:one|a) |die[sd]?\b|fail\w*|next year|merger|publisher|wonders?|worr\w+|afraid|doubts?|comes? back|commit)\b",
    re.I,
)
"""Worries about how it turns out: a trial with a date on which both look at it is an answer."""
_NEED = re.compile(
    r"\b(?:is|are|runs?|running) (?:(?:one|two|three|always|often|still) )?short\b(?! of money)|\bneeds? (?:somebody|someone|people|hands|help|cover|more|one more|an? )|\black(?:s|ing)?\b|\bunderstaffed\b|\bbehind (?:with|on)\b|\bnobody (?:does|looks after|has time)\b",
    re.I,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|can['’]t|cannot|could|will|won['’]t|would|may|must|must\w*n['’]t|should|needs?|goes?|says?|said|wants?|takes?|gets?|go|run|runs|come|comes|review\w*|expects?|thinks?|asks?|knows?|closes?|opens?|starts?|begins?|ends?|lasts?|costs?|makes?|[a-z]{3,}ed)\b"
)
_NUMBERS = {word: n for n, word in enumerate("zero one two three four five six seven eight nine ten".split())}
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_COUNTS = frozenset(word[:5] for word in _NUMBERS)
_DAYS = stems("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_YEARS_RULE = re.compile(
    rf"\b(?P<years>\d+|{'|'.join(_NUMBERS)}) years?(?:['’])? (?:in|of|at) (?:the |this )?(?P<what>post|service|job|role|grade)\b",
    re.I,
)
_YEARS_IN = re.compile(
    rf"\b(?P<years>\d+|{'|'.join(_NUMBERS)})(?: years?)? in (?:this|the|my) (?:post|job|role)\b", re.I
)
_YEARS = re.compile(rf"^(?P<years>\d+|{'|'.join(_NUMBERS)}) years?\b", re.I)
_GUARD = re.compile(
    r"\b(?:must(?:n['’]t| not)|can(?:['’]t|not| not)|may not|should(?:n['’]t| not)) (?:get (?:worse|longer|slower)|slip|suffer|fall|rise|drop|go (?:up|down)|be late)\b",
    re.I,
)
_SAID = re.compile(r"^You (?:have )?(?:said|say|think|wonder|worry|fear)\b")
ONLY_ME = re.compile(r"^I(?:['’]m| am) (?:your|the|our) only\b")
"""What nobody writes to a boss: it sounds like a price. Behind it stands the question who covers the work."""
_SIGN = re.compile(
    r"\b(?:your|his|her|(?:the|my) (?:line )?(?:manager|boss)['’]s) (?P<what>signature|approval|agreement|consent|sign-off|recommendation)\b",
    re.I,
)

_WANTS_YOUR = re.compile(
    r"^(?P<who>.+?) (?P<verb>wants?|needs?|requires?|asks? for) your (?P<what>[\w-]+)(?P<rest>\b.*)$"
)
_THROUGH = re.compile(
    r"\b(?:goe?s?|runs?|decided|approved|handled) (?:through|by) (?P<body>(?:the )?[\w' -]+?)(?= and\b| not\b|,|$)"
)
_COMES_IN = re.compile(
    r"\b(?:substitutes?|stand-?ins?|temps?|temporary|agency|extra|additional|another|(?:comes?|steps?|stands?|fills?) in|joins?|swaps?|from the (?:pool|bank))\b",
    re.I,
)
"""Somebody who is not counted already: only they make up a number."""
_OBSTACLES = (
    (
        "norm",
        re.compile(
            r"\bnorms?\b|\bstaffing (?:level|ratio|minimum)|\bminimum (?:staffing|crew|number)|\bratio\b|\b(?:one|two|\d+) \w+ short\b",
            re.I,
        ),
    ),
    (
        "not_my_decision",
        re.compile(
            r"\b(?:board|owners?|head office|committee|council|directors) (?:prefers?|decides?|wants?|chooses?|picks?)\b",
            re.I,
        ),
    ),
    ("employer", re.compile(r"\b(?:separate|another|different|other) (?:company|employer)\b", re.I)),
    ("invested", re.compile(r"\b(?:trained|taught) me\b", re.I)),
    (
        "lasting",
        re.compile(
            r"\b(?:die[sd]?|fizzled?|petered|faded?|fail(?:ed)?|dropped|given up|comes? back)\b", re.I
        ),
    ),
    ("following", re.compile(r"\bfollow me\b", re.I)),
    ("handover", re.compile(r"\bhandovers?\b", re.I)),
    ("losing", re.compile(r"\b(?:lost|losing|go(?:es)? after me)\b", re.I)),
    ("future", re.compile(r"\b(?:merger|takeover|next year|reorgani[sz]\w+|restructur\w+)\b", re.I)),
    ("everyone", re.compile(r"\b(?:everyone|everybody) (?:else )?(?:wants?|would|will)\b", re.I)),
    ("knows", re.compile(r"\b(?:nobody|no one)(?: else)? (?:knows?|can)\b", re.I)),
    (
        "coverage",
        re.compile(
            rf"\b(?:{_NOBODY}|short|experienced|on leave|in the field|on the floor|needs? (?:me|somebody|someone|people))\b",
            re.I,
        ),
    ),
    ("headcount", re.compile(r"\b(?:frozen|freeze|headcount|no (?:new )?posts?)\b", re.I)),
    (
        "busy",
        re.compile(
            r"\b(?:booked|\w*(?:day|night|morning|evening|week|month|shift)s? (?:is|are) (?:\w+ )?full|busy|busiest|season|launch|stoppage|inventory|count|prices|go out)\b",
            re.I,
        ),
    ),
)
"""Kinds of obstacles that are no concern of a boss in general, but of this one; the first that fits counts."""


@dataclass(frozen=True)
class Limit:
    """A limit that the user named, and what is known of it."""

    text: str
    rule: bool = False
    """It is a rule or a procedure of the house."""
    stub: bool = False
    """It is no sentence, only a name ("The October stoppage")."""
    met: bool = False
    """The user's time in the post fulfils it."""
    alone: bool = False
    """It says that there is nobody else."""
    unsure: bool = False
    """It doubts how the thing will turn out."""
    said: bool = False
    """It is what the boss said or did."""
    answered: bool = False
    """The proposal speaks of it already."""


@dataclass(frozen=True)
class Limits:
    """The constraints by what they do in a paper."""

    open: tuple[Limit, ...]
    needs: tuple[Piece, ...]
    """A lack that the ask fills: that is a gain, no obstacle."""
    requests: tuple[Piece, ...]
    """What somebody needs from the boss ("HR wants your signature")."""
    guards: tuple[Piece, ...]
    """What must not suffer ("Answer times mustn't get worse"): it is looked at when the thing is judged."""
    worries: tuple[Piece, ...]
    """All constraints but the needs and the requests."""


def limits_of(constraints: Sequence[Piece], ask: Ask, tenure: str) -> Limits:
    """Sorts the constraints; ``tenure`` is what the user said of their time in the post."""
    change = stems(" ".join(piece.text for piece in ask.change))
    said = stems(" ".join(piece.text for piece in ask.sentences))
    found: list[Limit] = []
    worries: list[Piece] = []
    guards: list[Piece] = []
    needs: list[Piece] = []
    requests: list[Piece] = []
    for piece in constraints:
        shared = stems(piece.text) & said
        if _NEED.search(piece.text) and len(stems(piece.text) & change) >= 2:
            needs.append(piece)
        elif _SIGN.search(piece.text):
            requests.append(Piece(_SIGN.sub(r"your \g<what>", piece.text), piece.source))
        else:
            lonely = bool(ONLY_ME.search(piece.text)) and bool(ask.cover)
            stub = not (lonely or _VERB.search(piece.text))
            met = meets(piece.text, tenure)
            worries.append(piece)
            if _GUARD.search(piece.text):
                guards.append(piece)
                continue
            found.append(
                Limit(
                    piece.text,
                    rule=bool(re.search(RULES, piece.text, re.I)),
                    stub=stub,
                    met=met,
                    alone=bool(_ALONE.search(piece.text)) and not lonely,
                    said=bool(_SAID.search(piece.text)),
                    unsure=bool(_UNSETTLED.search(piece.text)),
                    answered=lonely
                    or (kind_of(piece.text) == "headcount" and _by_somebody(ask))
                    or bool(_on_the_day(piece.text, ask))
                    or (_answered(shared, stems(piece.text), stub=stub) and not _ALONE.search(piece.text)),
                )
            )
    return Limits(tuple(found), tuple(needs), tuple(requests), tuple(guards), tuple(worries))


def weekdays(text: str) -> set[str]:
    """The days of the week that ``text`` names."""
    return set(_WEEKDAY.findall(text))


def _on_the_day(worry: str, ask: Ask) -> list[Piece]:
    """Who covers on the very day of which ``worry`` says how busy it is."""
    if kind_of(worry) not in ("busy", "timing") or not _by_somebody(ask):
        return []
    return [piece for piece in ask.cover if weekdays(piece.text) & weekdays(worry)]


def _by_somebody(ask: Ask) -> bool:
    """Whether the cover names somebody: then the change needs no post."""
    known = names(" ".join(piece.text for piece in ask.sentences))
    return any(people(piece.text, known) for piece in ask.cover)


def signature(request: str) -> str:
    """A request such as "HR wants your signature" as what is asked of the boss ("Your signature for HR"); others as they are."""
    found = _WANTS_YOUR.match(request.rstrip(". "))
    return f"Your {found['what']} for {found['who']}{found['rest']}" if found else request


def decider(limit: str) -> str:
    """Who decides, where a limit names them ("Rotations go through the nursing directorate"); else empty."""
    found = _THROUGH.search(limit.rstrip(" ."))
    return found["body"] if found else ""


def kind_of(worry: str) -> str:
    """What kind of obstacle ``worry`` is: a key of ``[gap]`` in ``knowledge/writing.toml``."""
    cued = next((name for name, cue in _OBSTACLES if cue.search(worry)), "")
    return cued or concern_of(worry) or ("policy" if re.search(RULES, worry, re.I) else "other")


def _answered(shared: set[str], wanted: set[str], *, stub: bool) -> bool:
    """Whether the ask speaks of a limit: of two words of a sentence, of half of a mere name."""
    return len(shared - _COUNTS) >= (max(1, len(wanted) / 2) if stub else 2)


def meets(rule: str, tenure: str) -> bool:
    """Whether a rule of so many years is fulfilled by what the user said of their time ("4 years, 3 in this post")."""
    asked = _YEARS_RULE.search(rule)
    had = _YEARS_IN.search(tenure)
    if asked and not had and asked["what"].lower() == "service":
        had = _YEARS.search(tenure)
    return bool(asked and had and _count(had["years"]) >= _count(asked["years"]))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def answers_to(worry: str, ask: Ask, *, leaving: bool = False) -> list[Piece]:
    """The sentences of the ask that speak to ``worry``, the best first.

    They must share words with the worry and say what answers a worry of that kind; cover answers a worry about cover
    alone. A worry about how it turns out is answered by the day on which both look at it, unless the user is ``leaving``.
    """
    if _GUARD.search(worry) and not leaving:
        return list(ask.cover)
    wanted, kind = stems(worry) - _DAYS, _concern(worry)
    if kind == "headcount" and _by_somebody(ask):
        return list(ask.cover)
    if there := _on_the_day(worry, ask):
        return there
    if kind_of(worry) == "norm":
        return [piece for piece in ask.cover if _COMES_IN.search(piece.text)]
    unsure = bool(_UNSETTLED.search(worry))
    about_cover = not unsure and (_COVERED.search(worry) or kind == "coverage")
    if about_cover and ask.cover:
        pieces, least, cue = (
            list(ask.cover),
            int(kind_of(worry) == "knows" or (concern_of(worry) != "coverage" and not _ALONE.search(worry))),
            "",
        )
    else:
        least, cue = 2 - (kind == "headcount"), ANSWERS.get(kind, "")
        pieces = [
            piece
            for piece in ask.sentences
            if (piece not in ask.cover or kind in ("headcount", "timing"))
            and (kind != "readiness" or piece not in ask.change or re.search(_TRIAL, piece.text, re.I))
        ]
    scored = [
        (len(stems(piece.text) & wanted), -n, piece)
        for n, piece in enumerate(pieces)
        if re.search(cue, piece.text, re.I)
    ]
    best = max(scored, default=None, key=lambda item: item[:2])
    if best and best[0] >= least:
        return [best[2]]
    if not leaving and (unsure or (kind in ("readiness", "no_path", "deferral") and not about_cover)):
        return [piece for piece in ask.review if _dated(piece.text) and not OPEN.search(piece.text)]
    return []


def _dated(text: str) -> bool:
    return any(span.kind == "date" for span in find_spans(text))


def hint(kind: str) -> str:
    """One next step for a worry of this kind, from the knowledge; empty where there is none."""
    table: Mapping[str, str] = catalog.table("writing")["tip"]
    concern = catalog.concerns().get(kind)
    return table.get(kind, "") or (concern.next_step if concern else "")


def _concern(worry: str) -> str:
    """The concern whose answers fit ``worry``: its kind where that is one, else what its words name."""
    kind = kind_of(worry)
    return kind if kind in catalog.concerns() else concern_of(worry)


def concern_of(worry: str) -> str:
    """The id of the concern that ``worry`` names, empty where it names none."""
    words = f" {' '.join(worry.lower().split())} "
    return next(
        (concern.id for concern in catalog.concerns().values() if any(cue in words for cue in concern.cues)),
        "",
    )
