"""What the user wrote of the case, in the boss's own voice: "He needs me in the field" is "I need you in the field".

Only what a boss would say of themselves, and only where the grammar is certain: what describes them ("Hates surprises"),
complains of them or may be about somebody else is nobody's sentence, or ends before the clause that is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.domain import Scenario
from assistant.text.inflection import plain_form
from assistant.text.segment import sentences

_MACHINE = re.compile(r"[{}<>|=_#*\\\\/@^~]")
"""Signs that nobody speaks; a fact with them is not said."""
_TELLERS = r"(?:{names}|(?:my |our |the )?(?:boss|manager|chef|owner|director|head|supervisor|management|hr)|she|he|they)"
_SAYS = (
    r"(?:has |have |had |will |would |may |might |always |keeps? |only |just )*(?:says?|said|saying|thinks?|thought|believes?|told (?:me|us)|"
    r"tells? (?:me|us)|insists?|insisted|claims?|warned(?: me| us)?|mentioned)"
)
_REPORTED = (
    rf"^(?:{_TELLERS} {_SAYS}(?: to (?:me|us))?(?: that)?[,:]? |{_TELLERS}: ?|(?:apparently|supposedly|i hear|i heard|it seems)(?: that)?,? "
    r"|(?:i|we)(?:'ve| have| was| were|'m)? (?:been )?told(?: that)? |according to (?:{names}|\w+|the \w+),? )"
)
_SAID_AFTER = (
    rf"[,;(–-]+ ?(?:as |so |or so )?{_TELLERS} {_SAYS}(?: so)?(?: \w+){{{{0,2}}}}\)?$|,? apparently$"
)
"""How a constraint tells that it is the boss's, or somebody's, word: from the boss's mouth it is said without that."""
_ABOUT_THE_BOSS = re.compile(
    r"^(?:(?:always|never|often|still|also|really|only|has|had|is|was|gets?|got|does|did|would|will|can|might|may)(?:n't)? |(?:does|did|is|has|wo|ca|would)n't )*"
    r"(?:hates?|likes?|dislikes?|loves?|wants?|worries|worried|fears?|feels?|thinks?|believes?|expects?|prefers?|knows?|says?|said|sees?|tends?|avoids?|"
    r"refuses?|forgets?|listens?|cares?|trusts?|mistrusts?|doubts?|wonders?|needs (?:me|us|to|everybody|everyone|somebody|people)|afraid|scared|nervous|keen|proud|busy with|"
    r"under pressure|in a hurry|short.tempered|impatient|like|want|know|care|trust|see)\b",
    re.I,
)
"""A sentence without a subject that describes the boss ("Hates surprises")."""
_COMPLAINS = re.compile(
    r"\b(?:(?:different|new|another|something else) (?:one )?(?:each|every) time|every time|each time|(?:keeps?|kept) (?:being )?(?:\w+ing|mov\w+|chang\w+)|"
    r"again and again|over and over|(?:twice|three|four|five|\d+) times (?:already|now|so far)|(?:twice|once) (?:already|before)|never (?:once|answered|explained|gave|given|said|told)|"
    r"without (?:a |any )?(?:reason|explanation|word)|no reason (?:was )?given|whoever was|put(?:s|ting)? (?:it|everything|things) off|"
    r"favourit\w+|favorit\w+|passed over|promised)\b|^(?:yes|no) to\b",
    re.I,
)
"""A complaint of the user's about how things are done here; nobody says that of themselves."""
_NOT_SAID = re.compile(r"\b(?:you|your|they say)\b", re.I)
_QUOTES = re.compile(r"[“”\"?:;]")
_COLON = re.compile(r"(?<=\w)(?<!says)(?<!said)(?<!wrote): (?=(?:\w+ ){2})")
_WORDS = (3, 16)

_BOSS = r"(?:my|the|our) (?:line )?(?:boss|manager|supervisor)"
_ADVERB = r"(?:(?:only|also|still|just|already|now|both|either) )*"
_DID = (
    r"(?:trained|taught|hired|chose|brought) me\b|(?:(?!overruled|promised|refused|ignored|shouted|blamed|insulted|favou?red|passed|liked|hated|wanted to)\w+ed|"
    r"lost|put|took|gave|had|saw|got|left|sent|paid|bought|built|made|cut|taught|brought|wrote|drew|chose|began|founded|set up)\b(?! me\b)"
)
_MAY = r"(?:can(?:not|['’]t)?|could(?:n['’]t)?|must(?:n['’]t)?|may|might|has|had|will|won['’]t|would|wouldn['’]t) (?:not |to |only )*(?!like|love|hate)\w"
_IS = (
    r"(?:is|was|will be) (?:(?:still|already|only|just) )*(?:\w+ing|afraid|worried|scared|short|down|on|away|off|out|alone|under|responsible|"
    r"in charge|the only|new|based|about to|due|bound|two|three|one)\b"
)
_NEEDS = (
    r"(?:needs?|wants?|expects?|wonders?|worries|fears?|doubts?|hopes|counts|relies|depends|(?:doesn['’]t|does not) (?:yet )?know (?:what|which|whether|if|when|how|who)|"
    r"does|runs?|plans?|signs?|leads?|holds?|covers?|starts?|closes?|opens?|orders?|hires?|trains?|pays?)\b"
)
_HOLDS = rf"(?:{_NEEDS}|{_IS}|(?:{_DID})|(?!\w+ (?:never|always|hardly|barely|no (?:time|patience))\b){_MAY})"
"""What a boss would say of themselves: what they need and fear, what they have, must and did; not what they are like."""
_SUBJECT = re.compile(rf"\b(?:he|she) (?P<adverb>{_ADVERB})(?P<verb>[a-z'’]+)", re.I)
_HELD = re.compile(rf"(?:he|she) {_ADVERB}{_HOLDS}", re.I)
_LATER = {"d": "would", "ll": "will"}
_SHORT = re.compile(rf"\b(he|she)['’]s (?={_ADVERB}(\w+))", re.I)
_DONE = re.compile(
    r"\w+ed|been|had|got|lost|seen|put|taken|given|made|cut|left|sent|paid|taught|brought|no|never"
)
_SECOND = re.compile(r",? (?:and|or|but) (?:then )?(?P<verb>[a-z]+(?:n['’]t|[^\Ws]s)) (?=\w)", re.I)
"""A second verb of the boss's ("… and skips meetings")."""
_CLAUSE = re.compile(r",? (?:and|but|so|because|while|when)(?= )|, ", re.I)
_THIRD = re.compile(r"\b(?:he|she|him|her|hers|his|himself|herself)\b", re.I)
_PERSON = re.compile(
    r"\b(?!(?:summer|winter|quarter|number|order|either|other|another|after|over|never|under|counter|cover|floor|for|per|her|whether|rather|later|"
    r"longer|fewer|paper|water|letter|computer|printer|october|november|september|december|important|plant|restaurant)\b)"
    r"(?:[a-z]+(?:er|or|ist|ant|man|woman)|girl|boy|lady|guy|colleague|friend|wife|husband|son|chef|nurse|cook|uncle|aunt|trainee|apprentice|student|client|guest|somebody|someone)\b|"
    r"(?<=\s)(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|I\b)[A-Z]\w+"
)
"""A single person other than the two, whom a "he" or "she" behind it may be about."""
_MANY = re.compile(
    r"\b\w+[^\Ws]s\b(?=.*\b(?:them|they|their)\b)|\b(?:people|staff|others|everybody|everyone)\b", re.I
)
_VERBS = {"is": "am", "was": "was", "has": "have", "doesn't": "don't", "hasn't": "haven't", "isn't": "am not"}
_THINKS = re.compile(r"\b(?:thinks?|thought|believes?)\b", re.I)
_PARTICLES = r"(?:in|on|at|to|for|of|with|from|by|and|or|but|so|if|when|while|because|as|than|about|that|this|next|last|every|each|too|also|now|then|again|back|there|here|today|before|after|until|out|off|up|down)"
_USER = {
    "i am": "you're", "i'm": "you're", "i was": "you were", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "i": "you",
    "me": "you", "my": "your", "mine": "yours", "myself": "yourself",
}  # fmt: skip
_SPOKEN = {
    r"\bI am ": "I'm ", r"\bI would ": "I'd ", r"\bI will ": "I'll ", r"\bcannot ": "can't ", r"\bdo(es)? not ": r"do\1n't ",
    r"\bI have (?=(?:(?:only|just|already) )*(?!at|got|left)\w+(?:ed|en|t) )": "I've ",
}  # fmt: skip
_US = {"them": "us", "they": "we", "their": "our"}


@lru_cache(maxsize=256)
def sayings(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """Each sentence of the constraints that is the boss's to know, as it was written and as they say it; nothing private."""
    manager, user = scenario.manager.name.split(), set(scenario.user.name.split())
    names = "|".join(re.escape(name) for name in (scenario.manager.name, *manager))
    reported, after = (re.compile(rule.format(names=names), re.I) for rule in (_REPORTED, _SAID_AFTER))
    written = [
        part.text.strip(" .!").replace("’", "'")
        for note in scenario.constraints
        if not note.private
        for part in sentences(note.text)
    ]
    mixed = {"he", "she"} <= {text.partition(" ")[0].lower() for text in written}
    found = []
    for text in written:
        # Nobody speaks a colon.
        plain = _COLON.sub(", ", reported.sub("", after.sub("", text))).strip(" .!“”\"'")
        if any(rule.search(plain) for rule in (_NOT_SAID, _ABOUT_THE_BOSS, _COMPLAINS, _MACHINE)):
            continue
        said = firsthand(plain, manager, told=plain != text, mixed=mixed)
        if said.lower().startswith("you") and _THINKS.search(text[: -len(plain)]):
            said = f"I think {said[0].lower()}{said[1:]}"
        fits = _WORDS[0] <= len(said.split()) <= _WORDS[1] and not _QUOTES.search(said)
        if fits and not user & set(re.findall(r"[^\W\d_]+", said)):
            found.append((text, said[0].upper() + said[1:]))
    return tuple(found)


def facts(scenario: Scenario) -> tuple[str, ...]:
    """What the boss knows of the constraints, as sentences that they can say themselves; nothing that is marked private."""
    return tuple(said for _, said in sayings(scenario))


def firsthand(text: str, boss: Sequence[str] = (), *, told: bool = False, mixed: bool = False) -> str:
    """``text`` with the boss as "I" and the user as "you", as far as it is certain who is who; else empty.

    :param boss: the parts of the boss's name. :param told: whether these are words of the boss's that the user reports.
    :param mixed: whether the case speaks of a "he" and a "she", so that neither is surely the boss.
    """
    text = re.sub(r"\b(he|she)['’](d|ll)\b", lambda found: f"{found[1]} {_LATER[found[2]]}", text, flags=re.I)
    line = _SHORT.sub(lambda found: f"{found[1]} {'has' if _DONE.fullmatch(found[2]) else 'is'} ", text)
    named = _named(line, boss)
    if mixed and named == line and _THIRD.search(line):
        return ""
    line = _certain(named)
    if told and not _MANY.search(line):  # "She will say I owe them the weddings": them is the house
        line = re.sub(r"\b(?:them|they|their)\b", lambda found: _US[found[0].lower()], line)
    line = re.sub(
        r"\bI (?:am|was)\b|\bI['’](?:m|ve|d|ll)\b|\bI\b|\b(?:me|my|mine|myself)\b",
        lambda found: _USER[found[0].lower().replace("’", "'")],
        line,
        flags=re.I,
    )
    return _as_the_boss(line)


def _named(text: str, boss: Sequence[str]) -> str:
    """The text with "he", "his" and "him" for the boss's name and office."""
    names = "|".join(re.escape(name) for name in boss if name[0].isupper() and len(name) > 2)
    who = rf"\b(?i:{_BOSS})\b" + (
        rf"|(?:\b(?:Mr|Mrs|Ms|Dr)\.? )?\b(?:{names})(?: (?:{names}))*\b" if names else ""
    )
    text = re.sub(rf"(?:{who})['’]s\b", "his", text)
    text = re.sub(rf"^(?:{who})|(?:{who})(?= {_ADVERB}{_HOLDS})", "he", text)
    return re.sub(who, "him", text)


def _certain(line: str) -> str:
    """The line up to the first clause that may be about somebody else, or that no boss says of themselves."""
    for subject in _SUBJECT.finditer(line):
        if not _HELD.match(line, subject.start()):
            return _before(line, subject.start())
        second = _SECOND.search(line, subject.end())
        if second and not re.match(rf"{_HOLDS}", line[second.start("verb") :]):
            line = line[: second.start()]
            break
    found = list(_THIRD.finditer(line))
    if {"he", "she"} <= {
        "he" if one[0].lower().startswith("hi") or one[0].lower() == "he" else "she" for one in found
    }:
        return _before(line, found[-1].start())
    leads = re.match(r"(?:he|she)\b", line, re.I)
    doubtful = next(
        (one.start() for one in found[bool(leads) :] if _PERSON.search(line, 0, one.start())), None
    )
    return line if doubtful is None else _before(line, doubtful)


def _before(line: str, at: int) -> str:
    """What stands before the clause at ``at``; nothing where that is no sentence."""
    ends = [found.start() for found in _CLAUSE.finditer(line, 0, at)]
    return "" if not ends or re.match(r"(?:if|when|because|while)\b", line, re.I) else line[: ends[-1]]


def _as_the_boss(line: str) -> str:
    """The line with the boss as "I", whom alone it calls "he" or "she"."""
    line = _SUBJECT.sub(lambda found: f"I {found['adverb']}{plain_form(found['verb'], _VERBS)}", line)
    if line.startswith("I "):
        line = _SECOND.sub(
            lambda found: found[0].replace(found["verb"], plain_form(found["verb"], _VERBS)), line
        )
    line = re.sub(rf"\bhis\b|\bher\b(?= (?!{_PARTICLES}\b)\w)", "my", line, flags=re.I)
    line = re.sub(r"\b(?:him|her)\b", "me", line, flags=re.I)
    line = re.sub(r"\b(?:him|her)self\b", "myself", line, flags=re.I)
    for written, spoken in _SPOKEN.items():
        line = re.sub(written, spoken, line)
    return "" if _THIRD.search(line) else line
