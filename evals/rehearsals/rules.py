"""The voice rules, checked from outside: what no manager's utterance may do, whoever made it.

Independent on purpose: nothing here comes from the guard (``assistant.speaking``) or from the text tools it uses, so a
blind spot of theirs is not one of this checker. Words of the user that the manager quotes between quotation marks are
the user's own and are not judged, except for markup, which nobody can say aloud.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain import Move, Scenario, Turn
from evals.rehearsals.words import NUMBER_WORDS, ordinary

MOST_WORDS = 45
MAY_CONCEDE = frozenset({Move.AGREE, Move.AGREE_TRIAL})
ENOUGH_TO_RECUR = 4
"""Words from which on a sentence that comes twice is a repetition; shorter ones ("All right.") may recur by chance."""

_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’']?\s+")
_NUMERAL = re.compile(r"\d+(?:[.,:/]\d+)*")
_US_TWO = re.compile(r"\btwo of (?:us|you)\b|\b(?:us|you) two\b")  # who is in the room is known
_CALENDAR = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|May|June|July|August|September|"
    r"October|November|December|spring|summer|autumn|winter|Christmas|Easter|Ramadan|Diwali)\b"
)
_CAPITAL = re.compile(r"[^\W\d_][\w’'-]*")
_NOBODY = frozenset({"I", "HR", "IT", "OK"})
_BARE = re.compile(r"(?:['’](?:s|m|re|ve|ll|d))$")

_YES = re.compile(
    r"\b(?:(?:I|we)(?:'ll| will| do|'m happy to|'m glad to| am happy to| am willing to| can)? ?(?:hereby |gladly |fully )?"
    r"(?:agree(?! with| on| that| about)|approve|consent|grant (?:it|this|that|your)|authori[sz]e|sign (?:it|this|off)|"
    r"say yes|accept(?: it| this| that| your)?|support (?:it|this|your (?:ask|request|plan)))|"
    r"(?:it|that|this|your (?:ask|request|plan))(?:'s| is) (?:a yes|approved|agreed|granted|yours(?! to)|a deal|settled then)|"
    r"you(?:'ve| have)? (?:have|got|get) (?:it|my (?:yes|approval|agreement|blessing|consent|word|go-ahead)|a deal|the green light)|"
    r"(?:you can|you may) (?:have (?:it|that|this|the|your|what)|start|begin|go ahead)|consider it (?:done|yours|approved)|let's (?:do it|make it happen)|"
    r"(?:we|you)(?:'ve| have) (?:a|got a) deal|the (?:job|role|time|loan) is yours)\b",
    re.I,
)
# "Yes." alone, or before words that give; "Yes. And I still don't know what to say" gives nothing.
_FLAT_YES = re.compile(
    r"(?:^|[.!?…] )(?:(?:agreed|approved|granted|deal|okay, yes|all right, yes|fine, yes)[.!](?=\s|$)|(?:yes|yeah|absolutely)[.!]\s*$|"
    r"(?:yes|yeah|absolutely|of course)[.!] (?:you (?:can|may|have|get)|let's do|go ahead|start|do it|that's fine|it's fine|happily|gladly)\b)",
    re.I,
)
_CONDITION = re.compile(r"\b(?:before|until|unless|if|whether|once|when|suppose|imagine|say)\b", re.I)
_DENIAL = re.compile(
    r"\b(?:not|never|no|nobody|nothing|cannot|how|what|why|who|could|would|might|wish|hardly|scarcely|rather than)\b|n't\b",
    re.I,
)
_CLAUSE = re.compile(r"[,;:–—]| - |\b(?:and|but|so)\b")

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "markup",
        re.compile(r"[<>{}*#`|\\]|__|https?:|www\.|\[[^\]]*\]|&\w+;|^\s*[-•]\s|\b(?:INST|im_start|im_end)\b"),
    ),
    ("stage direction", re.compile(r"\([^()]*\)|~[^~]+~|^\s*-{1,2}\s*\w+s\b")),
    (
        "speaker label",
        re.compile(
            r"(?:^|[\n.!?]\s*)(?:manager|boss|employee|user|assistant|system|human|ai|me|you)\s*:", re.I
        ),
    ),
    (
        "unfilled slot",
        re.compile(r"\{\w*\}|(?<=[a-z,] )None\b|\b(?:NaN|null|undefined)\b|_{2,}|\[\s*\w*\s*\]"),
    ),
    (
        "punctuation",
        re.compile(
            r"(?<!\.)\.\.(?!\.)|\.{4,}|([,;:!?])\s*\1|[,;:]\s*[.!?,;:]|[!?]\s*[.,;:]|(?<![ap]\.m)\.[,;:!?]|…[.,]|"
            r"[.!]”\.|\s[,.;:!?](?!\.)|“”|\"\"|“[^”]*$"
        ),
    ),
    ("double space", re.compile(r"\s{2,}|^\s|\s$")),
    (
        "out of role",
        re.compile(
            r"\bAI\b|\b(?i:artificial intelligence|language model|chat ?bot|virtual assistant|role-?play\w*|simulat\w+|(?:this|our) rehearsal|"
            r"(?:system |my )prompts?|(?:my|your|these|previous) instructions|training (?:exercise|session)|practice (?:run|session|talk)|"
            r"(?:the|this) (?:scenario|exercise|script|engine|software|app)|in character|as (?:a|your) coach|developer mode)\b"
        ),
    ),
    (
        "coaching",
        re.compile(
            r"\b(?:try (?:saying|to say|asking|mentioning|framing|phrasing|leading with|being more)|(?:a|the) (?:better|stronger|good|strong|"
            r"weak|weaker) (?:answer|ask|reply|pitch|framing|argument|opening) (?:is|would|might|could|here)|next time,? (?:say|mention|"
            r"lead|start|bring|be|you)|you (?:should|could|might) (?:have )?(?:mention|quantif|fram|rephras|open with|start with|lead with)\w*|"
            r"(?:make sure|remember|don't forget|be sure) (?:to|you) (?:say|mention|quantify|name|state|ask)|"
            r"your (?:framing|specificity|delivery|communication|pitch|tone|answer) (?:is|was|needs|could|lacks|should)|"
            r"(?:well|nicely|poorly) (?:framed|phrased|argued point)|a tip\b|pro tip|my advice (?:is|would be) to (?:say|ask|frame)|"
            r"score|rubric|feedback for you|good job (?:on|at)|five acts|smart goals?)\b",
            re.I,
        ),
    ),
    (
        "narration",
        re.compile(
            r"\b(?:(?:he|she|the manager|the boss|your boss|your manager) (?:leans?|sighs?|nods?|smiles?|pauses?|frowns?|shrugs?|looks?|"
            r"laughs?|thinks?|says?|replies|answers|raises)|I (?:sigh|nod|smile|frown|shrug|lean (?:back|forward)|fold my arms|"
            r"raise an eyebrow|look (?:up|down|at you|away)|pause|lower my voice))\b",
            re.I,
        ),
    ),
    (
        "speaks for the user",
        re.compile(
            r"\b(?:and then you (?:say|reply|answer)|you (?:say|reply|answer|respond|whisper|think)\s*[:,]?\s*[“\"](?!…[”\"])|"
            r"you (?:nod|smile|sigh|shrug|hesitate|look down|lean (?:back|forward)|blush)\b|I(?:'ll| will) answer for you|"
            r"on your behalf I)",
            re.I,
        ),
    ),
)


@dataclass(frozen=True)
class Violation:
    """A broken rule: which, in which turn, and the words."""

    rule: str
    turn: int
    words: str


def violations(scenario: Scenario, turns: Sequence[Turn]) -> list[Violation]:
    """Every breach in the manager's words of one session, turn 0 included."""
    found: list[Violation] = []
    for number, turn in enumerate(turns):
        heard = known(scenario, turns[: number + 1])
        text = turn.utterance.text
        may = turn.decision.move in MAY_CONCEDE
        found += [
            Violation(rule, turn.number, words) for rule, words in breaches(text, heard, may_concede=may)
        ]
    return found + list(_repetitions(turns))


def known(scenario: Scenario, turns: Sequence[Turn]) -> str:
    """What both know: the facts that the two share from the start, the boss's constraints, and all that the user said so far."""
    user, manager, meeting = scenario.user, scenario.manager, scenario.meeting
    shared = (user.name, user.role, user.organisation, user.sector, user.country, manager.name, manager.role)
    when = (str(meeting.date or ""), str(meeting.start or ""), meeting.place)
    constraints = (note.text for note in scenario.constraints if not note.private)
    return "\n".join((*shared, *when, *constraints, *(turn.said for turn in turns if turn.said)))


def breaches(text: str, heard: str, *, may_concede: bool) -> Iterator[tuple[str, str]]:
    """(rule, offending words) for one utterance; ``heard`` is what is known in the room (:func:`known`)."""
    if not re.search(r"\w", text):
        yield "empty", text
        return
    if len(text.split()) > MOST_WORDS:
        yield "length", f"{len(text.split())} words"
    own = _without_quotes(text, heard).replace("’", "'")
    for rule, pattern in _PATTERNS:
        judged = text if rule in ("markup", "punctuation", "double space", "unfilled slot") else own
        if match := pattern.search(judged):
            yield rule, match.group()
    if not may_concede:
        yield from (("concession", words) for words in _concessions(own))
    yield from (("unknown number", words) for words in _numbers(own, heard))
    yield from (("unknown date", words) for words in _dates(own, heard))
    yield from (("unknown name", words) for words in _names(own, heard))


def _without_quotes(text: str, heard: str) -> str:
    """The text with each quotation of the user's own words blanked."""
    spoken = _plain(heard)
    return _QUOTED.sub(lambda match: "“…”" if _plain(match[1]) in spoken else match[0], text)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _concessions(text: str) -> Iterator[str]:
    if flat := _FLAT_YES.search(text):
        yield flat.group()
    for sentence in _SENTENCE.split(text):
        for match in _YES.finditer(sentence):
            before = sentence[: match.start()]
            # "If I said yes" and "nobody says I approve it" concede nothing; a denial counts within its clause only.
            unreal = _CONDITION.search(before) or _DENIAL.search(_CLAUSE.split(before)[-1])
            if not unreal and not sentence.rstrip("”\"'").endswith("?"):
                yield match.group()


def _numbers(text: str, heard: str) -> Iterator[str]:
    known_values = _values(heard)
    for word in _number_words(text):
        if _value(word) not in known_values:
            yield word


def _values(text: str) -> set[str]:
    """Numbers of a text by value, whether written in figures or in words; the parts of a date or time count too."""
    found = {_value(word) for word in _number_words(text)}
    return found | {part.lstrip("0") or "0" for word in found for part in re.split(r"[.,:/]", word)}


def _number_words(text: str) -> list[str]:
    words = re.findall(r"[a-z]+", _US_TWO.sub(" ", text.lower()))
    return _NUMERAL.findall(text) + [word for word in words if word in NUMBER_WORDS]


def _value(word: str) -> str:
    return NUMBER_WORDS.get(word.lower(), word)


def _dates(text: str, heard: str) -> Iterator[str]:
    lowered = heard.lower()
    for match in _CALENDAR.finditer(text):
        opens = match.group() in ("May", "March") and _opens(text, match.start())
        if not opens and match.group().lower().removesuffix("s") not in lowered:
            yield match.group()


def _names(text: str, heard: str) -> Iterator[str]:
    """Capitalised words that nobody said: anywhere inside a sentence, and at its start where the word is no ordinary one."""
    said = {_BARE.sub("", word) for word in _CAPITAL.findall(heard)}
    said |= {word.capitalize() for word in said}
    for match in _CAPITAL.finditer(text):
        word = _BARE.sub("", match.group())
        if not word[0].isupper() or word in _NOBODY or word in said or _CALENDAR.fullmatch(word):
            continue
        if not _opens(text, match.start()) or not ordinary(word, text):
            yield word


def _opens(text: str, at: int) -> bool:
    """Whether a sentence (or a quotation) begins at ``at``."""
    before = text[:at].rstrip()
    return not before or before[-1] in ".!?…:“\"‘'"


def _repetitions(turns: Sequence[Turn]) -> Iterator[Violation]:
    """Lines and sentences that the manager already used in this session."""
    ids: set[str] = set()
    heard: set[str] = set()
    for turn in turns:
        for line in turn.utterance.lines:
            if line in ids:
                yield Violation("repeated line", turn.number, line)
        sentences = spoken_sentences(turn)
        for sentence in sentences:
            if sentence in heard:
                yield Violation("repeated sentence", turn.number, sentence)
        ids |= set(turn.utterance.lines)
        heard |= set(sentences)


def spoken_sentences(turn: Turn) -> list[str]:
    """The manager's sentences in plain lower-case words, those of at least four, without what is quoted."""
    text = _QUOTED.sub(" ", turn.utterance.text)
    plain = [_plain(sentence) for sentence in _SENTENCE.split(text)]
    return [sentence for sentence in plain if len(sentence.split()) >= ENOUGH_TO_RECUR]
