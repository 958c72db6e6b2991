"""What is known in the room: the words that a line may take up, and the names that may be spoken.

The manager knows what was said in the talk, and what the scenario says that both know (names, the organisation).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from assistant.domain import Decision, Prompted, Rehearsal, Scenario, Turn
from assistant.speaking.firsthand import facts
from assistant.speaking.takeup import is_away, is_in, mentioned, phrase, start_of
from assistant.text.pay import asks_pay, names_figure, pay_before
from assistant.text.segment import sentences
from assistant.text.spans import find_spans

FAMILY_NAME_FIRST = frozenset(
    {"south korea", "korea", "china", "japan", "hungary", "vietnam", "viet nam", "taiwan"}
)
_FAMILY_NAMES = frozenset(
    """nguyen tran pham zhang wang chen huang zhao choi jeong tanaka suzuki sato watanabe takahashi yamamoto nakamura kobayashi
    szabo kovacs horvath toth nagy""".split()
)
"""Names that are nobody's given name: where one comes first, the given name follows, in whatever country."""
_TOLD_OF = 3
"""Turns in which somebody was spoken of, from which on they are not asked about any more."""
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "mr.", "mrs.", "ms.", "dr.", "prof."})


def call_name(name: str, country: str) -> str:
    """How somebody is addressed among colleagues: the given name, which some languages put last.

    Where the order is not certain (one word, a title), the name stays as it is.
    """
    parts = name.split()
    if len(parts) < 2 or parts[0].lower() in _TITLES:
        return name
    plain = unicodedata.normalize("NFD", parts[0].lower()).encode("ascii", "ignore").decode()
    if country.strip().lower() not in FAMILY_NAME_FIRST and plain not in _FAMILY_NAMES:
        return parts[0]
    vietnamese = plain in ("nguyen", "tran", "pham") or "viet" in country.lower()
    return parts[-1] if vietnamese else " ".join(parts[1:])  # between the two stands a middle name there


def slots(
    scenario: Scenario,
    turns: Sequence[Turn],
    said: str | None,
    condition: str | None,
    *,
    planned: bool = False,
) -> dict[str, str]:
    """Values for the slots of written lines; a slot without a value is missing from the result.

    :param said: the user's newest words, which ``date``, ``amount``, ``person`` and ``phrase`` are taken from.
    :param condition: what the engine wants to see first, for a "not now".
    :param planned: whether ``phrase`` must belong to what the user plans, not to what they tell of the past.
    """
    values = {"user": call_name(scenario.user.name, scenario.user.country)}
    if scenario.user.organisation:
        values["organisation"] = re.split(r",|\(", scenario.user.organisation)[0].strip()
    if condition:
        values["condition"] = condition
    here = {*scenario.user.name.split(), *scenario.manager.name.split()}
    known = people(scenario)
    if said:
        values |= mentioned(said, here, known)
        if words := phrase(said, here, planned=planned):
            values["phrase"] = words
    heard = [turn.said for turn in turns if turn.said]
    for earlier in reversed([turn.said for turn in turns[:-1] if turn.said]):
        person, start = mentioned(earlier, here, known).get("person"), start_of(earlier)
        if person and person not in (said or "") and not _is_known(person, heard, said or ""):
            values.setdefault("earlier_person", person)
        # A day said twice stands; asked about, it would sound as if nobody had listened.
        if start and sum(start in one for one in (*heard, said or "")) == 1:
            values.setdefault("earlier_date", start)
    return values


def _is_known(person: str, heard: Sequence[str], said: str) -> bool:
    """Whether enough has been said of somebody: that they are in on it, that they go, or so much that a question would come late."""
    told = (*heard, said)
    return is_in(person, told) or is_away(person, told) or sum(person in one for one in heard) >= _TOLD_OF


@lru_cache(maxsize=256)
def people(scenario: Scenario) -> frozenset[str]:
    """Names that stand in what the user wrote; capitalised words in mid-sentence."""
    texts = [
        scenario.preferred_ask,
        *(note.text for note in (*scenario.evidence, *scenario.options, *scenario.constraints)),
    ]
    return frozenset(span.text for text in texts for span in find_spans(text) if span.kind == "name")


def about_pay(scenario: Scenario) -> bool:
    """Whether the ask is for money: there is no trial of a rise, and nobody has to cover for it."""
    ask = scenario.preferred_ask
    return asks_pay(ask) or (names_figure(ask) and any(asks_pay(one.text) for one in scenario.options))


def pay_beside(scenario: Scenario) -> bool:
    """Whether the ask is for a step up or for other work first, and the pay comes with it ("deputy manager, with a rise of 5%")."""
    first = (pay_before(scenario.preferred_ask) or "").replace("’", "'")
    return bool(_RANK.search(first) or _OTHER_WORK.search(first))


_OTHER_WORK = re.compile(
    r"\b(?:want|like|love|ask(?:ing)?|propose) to (?:run|lead|head|take (?:on|over|charge of)|be in charge of|manage|set up|open|build up|train|teach|look after)\b",
    re.I,
)
"""Work that is asked for by itself."""


_RANK = re.compile(
    r"\b(?:promot(?:e|ed|ion)|(?:become|be(?:ing)?|made|as|to) (?:(?:a|an|the|your|our) )?(?:senior|principal|lead(?:er)?|chief|head|deputy|(?:\w+ )?(?:supervisor|manager|leader|director|sous[- ]chef|fore(?:man|woman)|coordinator))\b|"
    r"(?:senior|principal|chief) (?:\w+ ){0,2}(?:post|role|job|position|title|grade)|(?:next|higher) (?:grade|level|band|rank)|head of|step(?:ping)? up to|team lead(?:er)?)\b",
    re.I,
)
_POST = re.compile(
    r"\b(?:posts?|positions?|vacanc(?:y|ies)|new (?:role|job)|(?:role|job|title) (?:of|as|for)|appl(?:y|ying) for|transfer|secondment|move (?:to|into) (?:the|another|a)|full.time)\b",
    re.I,
)


def about_rank(scenario: Scenario) -> bool:
    """Whether the ask is for a step up, for which somebody has to be ready."""
    return bool(_RANK.search(scenario.preferred_ask))


def about_post(scenario: Scenario) -> bool:
    """Whether the ask is for a post, so that a manager may speak of posts, roles and lists."""
    return about_rank(scenario) or bool(_POST.search(scenario.preferred_ask))


_APPLIES = re.compile(
    r"\b(?:apply|applying|application|put (?:me|my name) (?:forward|in)|nominat\w+|recommend me|interview)\b",
    re.I,
)
_IS_THERE = re.compile(
    r"\b(?:vacan(?:t|cy|cies)|retir(?:es?|ing|ement)|(?:becomes?|falls?|is|comes) (?:free|open|available)|advertised|posted|"
    r"opening for|internal(?:ly)? (?:posting|posted)|successor|succeed|take(?:s|ing)? over from|hand(?:s|ing)? over (?:his|her|their) (?:post|job|role)|"
    r"when \w+(?: \w+)? (?:leaves|goes|stops|moves on))\b",
    re.I,
)
_NOT_FILLED = re.compile(
    r"\b(?:frozen|freeze|abolish\w*|not (?:be )?(?:filled|replaced)|won't be (?:filled|replaced)|no replacement)\b",
    re.I,
)


def about_applying(scenario: Scenario) -> bool:
    """Whether the ask is to be put forward for something, which nobody can do on trial."""
    return bool(_APPLIES.search(scenario.preferred_ask))


def is_there(scenario: Scenario) -> bool:
    """Whether the post that is asked for is there already, and will be filled."""
    about = (scenario.preferred_ask, *(note.text for note in scenario.constraints if not note.private))
    there = about_post(scenario) and any(map(_IS_THERE.search, about))
    return there and not any(map(_NOT_FILLED.search, about))


_COMMON = frozenset(
    """would could about there their which where other people work team year month week time date have need want know think thing
    things make what when could please first going still really much many long good better right sure help with from that this""".split()
)


@lru_cache(maxsize=256)
def shared(scenario: Scenario) -> tuple[str, ...]:
    """What both know of the case, sentence by sentence: results and constraints, and nothing that is marked private."""
    notes = (note.text for note in (*scenario.evidence, *scenario.constraints) if not note.private)
    return tuple(part.text for text in notes for part in sentences(text))


_WANTED = (
    (
        re.compile(
            r"\b(?:when|how long|(?:which|what) (?:\w+ )?(?:days?|weeks?|months?|dates?|season|time))\b", re.I
        ),
        re.compile(
            r"\d|\b(?:\w+days?|(?:jan|febr)uary|march|april|may|june|july|august|\w+ember|october|spring|summer|autumn|winter|week|month|year|season|quarter|"
            r"until|till|before|after|during)\b",
            re.I,
        ),
    ),
    (
        re.compile(r"\b(?:who|whom|whose)\b", re.I),
        re.compile(
            r"(?<=\w )(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May|June|July|August|\w+ember|October)[A-Z][a-z]+|"
            r"\b(?:nobody|no one|everybody|somebody|direct\w+|board|office|committee|council|owner|hr|head|chief|manager|\w+(?:ist|ant|eer|man|woman))s?\b"
        ),
    ),
    (
        re.compile(r"\bhow (?:much|many)\b", re.I),
        re.compile(
            r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|no|none|full\w*|half|overdrawn|fixed)\b",
            re.I,
        ),
    ),
)
"""What a fact needs to answer a question of a certain kind: one for a time speaks of time, one for a number of a number, one for a person of somebody."""


def fact_about(
    scenario: Scenario, turns: Sequence[Turn], words: Iterable[str], *, least: int = 1
) -> str | None:
    """The fact that shares most with ``words``, and at least ``least`` of them; none that the boss has said already.

    Where the first of ``words`` asks for a time or a number, only a fact that has one.
    """
    words = list(words)
    asked = content(" ".join(words))
    told = " ".join(turn.utterance.text for turn in turns)
    wanted = [has for asks, has in _WANTED if words and asks.search(words[0])]
    fitting = [
        (len(asked & content(fact)), fact)
        for fact in facts(scenario)
        if fact not in told and all(has.search(fact) for has in wanted)
    ]
    best = max(fitting, key=lambda item: item[0], default=(0, ""))
    return best[1] if best[0] >= least else None


def told_fact(scenario: Scenario, turns: Sequence[Turn], asked: str) -> str | None:
    """The fact that answers a question for a time, a number or a person, and that the boss has said already."""
    told = " ".join(turn.utterance.text for turn in turns)
    wanted = [has for asks, has in _WANTED if asks.search(asked)]
    fits = (one for one in facts(scenario) if one in told and all(has.search(one) for has in wanted))
    named = tuple(content(asked))
    return next(
        (one for one in fits if wanted and any(word.startswith(named) for word in content(one))), None
    )


def content(text: str) -> set[str]:
    """The telling words of a text, by their beginnings."""
    return {word[:5] for word in re.findall(r"[^\W\d_]{4,}", text.lower()) if word not in _COMMON}


def brought_up(
    scenario: Scenario, turns: Sequence[Turn], decision: Decision | None = None
) -> tuple[str, ...]:
    """The words of the user's documents that the manager has brought up so far, and the names of those documents.

    :param decision: what the manager is about to do.
    """
    decisions = [*(turn.decision for turn in turns), *([decision] if decision else [])]
    cited = [scenario.excerpts[one.cites] for one in decisions if one.cites is not None]
    return tuple(dict.fromkeys(part for one in cited for part in (f"“{one.said}”", one.called)))


def unquoted(text: str, scenario: Scenario, turns: Sequence[Turn]) -> str:
    """What the manager said without the words of a document: whoever judges the answer to it is not to read those."""
    for quote in brought_up(scenario, turns):
        text = text.replace(quote, "“…”" if quote.startswith("“") else "document")
    return text


def prompted(rehearsal: Rehearsal) -> Prompted:
    """What the user's next words answer."""
    state, scenario, turns = rehearsal.state, rehearsal.scenario, rehearsal.turns
    asked = unquoted(turns[-1].utterance.text, scenario, turns)
    known, tried = shared(scenario), rehearsal.tried
    return Prompted(
        scenario.preferred_ask, state.current or "", asked, known, tried, state.planned, state.departure
    )


def known_words(scenario: Scenario, turns: Sequence[Turn], said: str | None) -> str:
    """Everything that may be repeated by the manager: what was said, the names both know, and what stands in their way."""
    user, manager = scenario.user, scenario.manager
    shared = (user.name, user.organisation, user.role, manager.name, manager.role)
    heard: Mapping[int, str] = {turn.number: turn.said for turn in turns if turn.said}
    return "\n".join((*shared, *facts(scenario), *heard.values(), said or ""))
