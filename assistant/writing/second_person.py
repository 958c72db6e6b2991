"""What the user wrote *about* the boss, said *to* the boss: only plain facts of work, only where the grammar is certain.

"HR wants the manager's signature" becomes "HR wants your signature"; "He thinks I am not loyal" is nobody's fact and
gives nothing. In doubt nothing is turned, and the sentence stays with the user.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.text.inflection import plain_form
from assistant.writing.wording import sentence

_BOSS = r"(?:my|the) (?:line )?(?:boss|manager|supervisor)"
_ADVERB = r"(?:(?:only|also|still|just|already|now) )*"
_DOES = (
    "does runs? plans? signs? decides? approves? leads? holds? covers? works? starts? closes? opens? orders? "
    "checks? reports? hires? trains? pays? lends? chairs?"
).split()
_DONE = (
    "seen|(?:only )?(?:just )?trained|booked|planned|hired|signed|approved|asked|agreed|decided|opened|closed|to|no|only|one|two|three|"
    "four|five|six|seven|eight|nine|ten|a|an|\\d+"
)
_CAN = (
    r"(?:can ?not|can['’]t|can only|must|must not|mustn['’]t|may not|has to|is not allowed to|isn['’]t allowed to) "
    r"(?:be|spare|do without|release|let|give|decide|sign|pay|hire|promise|approve|wait|create|lend|take|run|move|change|lose)\b"
)
_IS = r"(?:is|was|will be) (?:on leave|on holiday|away|off|out|short|responsible|in charge|the only|new|based)\b"
_WANTS = r"(?:needs?|wants?) (?:to (?:see|know|keep|have|finish|get|decide|wait|check|fill)\b|me (?:in|on|for|at|to|here)\b|(?!to\b|me\b|us\b|rid\b))"
_WORK = rf"(?:has (?:{_DONE})\b|{_WANTS}|(?:{'|'.join(_DOES)})\b(?! not\b)|{_CAN}|{_IS})"
_PRIVATE = re.compile(
    r"\b(?:never|always|ever|hardly|barely|afraid|angry|loans?|debts?|daughter|son|wife|husband|brother|sister|child|children|family|ego|"
    r"moody?|temper|hates?|jealous|lazy|lost|fired|sacked|complain\w*|trusts?|favou?rites?|skips?|betray\w*|rid of|loyal\w*|control|"
    r"power|credit|quarter|thinks?|believes?|worr\w+|wonders?|feels?|fears?|doubts?|suspects?|dislikes?|slow)\b",
    re.I,
)
"""Words with which a sentence is no plain fact of work."""
_ABOVE = re.compile(
    r"\b(?:board|owners?|directors?|head office|management|trustees|governors|partners|investors|chairman|chair|ceo)\b",
    re.I,
)
_OWN_THINGS = re.compile(
    r"\b(?:his|her|their) (?!(?:only|signature|approval|agreement|consent|sign-off|budget|team|department|shift|rota|desk|office|"
    r"calendar|holiday|place|unit|ward|section|floor|plan|plans|decision|go-ahead)\b)[a-z]",
    re.I,
)
_OPEN = re.compile(
    r"^(?:he|she) (?:does not|doesn['’]t) know (?P<what>(?:what|which|whether|if|when|how|who)\b.+)$", re.I
)
_SAID = re.compile(r"^(?:he|she) says (?:that )?(?P<what>(?:\S+ ){2,}\S.*)$", re.I)
_PASSIVE = re.compile(
    r"\b(?:he|she) (?P<verb>wants|needs) (?P<what>(?:[a-z][\w-]* ){0,3}?(?P<head>[a-z][\w-]*))(?P<rest> (?:on|in|for|at)\b[^,;]*)?$",
    re.I,
)
_SECOND_VERB = re.compile(
    r"\b(?:and|or|but|then) (?:\w+ly |never |also )?(?:has|is|was|does|[a-z]+[^\Ws]s) \w", re.I
)
"""A second verb without a subject of its own would keep its ending: "You work late and wants …"."""
_MANY = frozenset({"people", "staff", "hands", "others"})
_HEADING = re.compile(r"^((?:The|A|Our) [\w-]+(?: [\w-]+)?), you\b")
_PARTICLES = frozenset(
    "in on at to for of with from by and or but so if when while because as than about that this next last every each too also now then "
    "again back there here today before after until out off up down".split()
)
_IRREGULAR = {
    "is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't", "wasn't": "weren't", "hasn't": "haven't", "doesn't": "don't",
}  # fmt: skip


def turned(text: str, names: Sequence[str] = (), *, others: bool = False) -> str:
    """``text`` with the boss as "you", empty where it is no plain fact of work or the grammar is not certain.

    :param names: the parts of the boss's name, which count as "he" and "she" do.
    :param others: whether "he" or "she" may be somebody else; then only a wording that holds either way is given.
    """
    line = _plain(text, names)
    if found := _OPEN.match(line):
        return "" if _THIRD.search(found["what"]) else sentence(f"It is still open {_wh(found['what'])}")
    if found := _SAID.match(line):
        return _said(found["what"])
    if _PRIVATE.search(line) or _OWN_THINGS.search(line) or _SECOND_VERB.search(line):
        return ""
    if others:
        return _impersonal(line)
    subjects = list(_SUBJECT.finditer(line))
    if not all(_FACT.match(line, found.start()) for found in subjects):
        return ""
    line = _SUBJECT.sub(lambda found: f"you {found['adverb']}{plain_form(found['verb'], _IRREGULAR)}", line)
    line = re.sub(rf"\b(?:{_BOSS})['’]s\b|\bhis\b", "your", line, flags=re.I)
    line = re.sub(r"\bher\b(?= ([\w'’-]+))", _her, line, flags=re.I)
    line = re.sub(rf"\b(?:him|her|{_BOSS})\b", "you", line, flags=re.I)
    line = _SHORT.sub(r"we \1 be", _HEADING.sub(r"\1: you", line))
    return "" if _THIRD.search(line) else sentence(line)


_SUBJECT = re.compile(
    rf"\b(?:he|she|{_BOSS})(?!['’]) (?P<adverb>{_ADVERB})(?P<verb>[a-z]+(?:n['’]t)?)\b", re.I
)
_FACT = re.compile(rf"\b(?:he|she|{_BOSS}) {_ADVERB}{_WORK}", re.I)
_THIRD = re.compile(r"\b(?:he|she|him|her|hers|his|himself|herself)\b", re.I)


_SHORT = re.compile(r"\byou (can ?not|can['’]t) be\b(?= (?:\w+ ){1,2}short\b)")
"""What the place cannot do without concerns both, and "you cannot" would sound like an order."""


def _plain(text: str, names: Sequence[str]) -> str:
    """``text`` on one line without its end mark, the boss's name as a pronoun where it acts or owns."""
    line = " ".join(text.split()).rstrip(".! ")
    for name in names:
        line = re.sub(rf"(?<!\w){re.escape(name)}['’]s\b", "his", line)
        line = re.sub(rf"(?<!\w){re.escape(name)}(?= {_ADVERB}{_WORK})", "he", line)
    return line


def _her(found: re.Match[str]) -> str:
    return "you" if found[1].lower() in _PARTICLES else "your"


def _wh(what: str) -> str:
    return re.sub(r"^if\b", "whether", what)


def _said(what: str) -> str:
    """What the boss said, said back to them; nothing of what they told about those above them."""
    if _PRIVATE.search(what) or _ABOVE.search(what):
        return ""
    inner = turned(what) if _THIRD.search(what) else what
    if not inner or _THIRD.search(inner):
        return ""
    first = inner.split()[0]
    small = inner if first == "I" or first.startswith(("I'", "I’")) else inner[0].lower() + inner[1:]
    name = len(first) > 1 and (first.isupper() or (first[0].isupper() and first[1:] != first[1:].lower()))
    return sentence(f"You have said that {inner if name else small}")


def _impersonal(line: str) -> str:
    """Says "… and she wants experienced people on it" as "… and experienced people are needed on it"."""
    found = _PASSIVE.search(line)
    if found is None or found["head"] in _PARTICLES:
        return ""
    many = found["head"] in _MANY or (found["head"].endswith("s") and not found["head"].endswith("ss"))
    verb = {"wants": "needed", "needs": "needed"}[found["verb"].lower()]
    said = f"{found['what']} {'are' if many else 'is'} {verb}{found['rest'] or ''}"
    whole = line[: found.start()] + said
    return "" if _THIRD.search(whole) else sentence(whole)
