"""What of the user's ask, results, other ways and obstacles a text does not tell: listed, not lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.domain import Scenario, Withheld
from assistant.text.spans import find_spans
from assistant.writing.obstacles import as_told
from assistant.writing.options import chosen, repeats
from assistant.writing.parse import ASIDE, Ask, parse_ask
from assistant.writing.private import Piece, Sifted
from assistant.writing.results import without_figures
from assistant.writing.settling import on_probation
from assistant.writing.topic import as_noun
from assistant.writing.voice import voiced
from assistant.writing.wording import stems, unescape
from assistant.writing.worries import ONLY_ME, decider, limits_of

_WHOLE_CASE = ("ask", "evidence", "options", "constraints")
_TELLS: Mapping[str, Sequence[str]] = {
    "invitation": ("ask", "options"),
    "agenda": _WHOLE_CASE,
    "brief": _WHOLE_CASE,
    "five_acts": _WHOLE_CASE,
    "not_now_plan": _WHOLE_CASE,
    "note": ("ask", "constraints"),
    "transition_plan": ("ask", "constraints"),
}
"""What a text of a kind tells as far as it has room; the rest is left out by design, which stands beside it."""
_HALF, _ENOUGH, _NEARLY_ALL = 0.5, 0.6, 0.8
"""Share of the words of a statement in one line that show that the text says it; a result or an option is hardly reworded."""
_TURNED = 3
"""Words that a sentence may win or lose when it is turned to the boss; more, and a part of it was kept out."""
_OPENS_WITH_NEWS = ("invitation", "brief", "five_acts")
_WHY = {
    "ask": "This text does not say it; say it in the talk, or put it in.",
    "aside": "It is no part of the proposal; say it in the talk if it explains why you ask.",
    "elsewhere": "This text is about your present work; for the rest see the brief and the speaking card.",
    "evidence": "A text of this length names only so many results; put it in where you want it.",
    "figures": "A gap asks for the figures in its place.",
    "options": "You named it as another way; a text for your boss keeps to one proposal, the speaking card has it.",
    "constraints": "This text does not raise it; have your answer ready.",
}
_NEWS = "It says why your boss hears of it from you; the invitation and the speaking card say it."
_IN_PERSON = "An invitation does not give the news away; say it in the talk."
_LEAVES = (
    "The card of a farewell begins with what stays when you go; this is yours to tell where you want it."
)
_OPTION_WHY = {
    "five_acts": "It is another way than the one this card is about; say it only if they ask.",
    "not_now_plan": "It leads elsewhere than your request; the speaking card has it as another way.",
}
_ANSWERED = "Your proposal speaks of it already; have your answer ready if it comes up."
_COVERED = "Somebody does the work in your proposal, so the text does not raise it; have your answer ready if it comes up."
_HEARD_FIRST = "The feedback comes first in this text; the rest is another way, and the speaking card has it."
_FEEDBACK = re.compile(r"\bfeedback\b", re.I)


def left_over(
    markdown: str, kind: str, sifted: Sifted, scenario: Scenario, *, vague: bool = False
) -> Iterator[Withheld]:
    """What the user entered that ``markdown`` does not tell, with why: parts of the ask, results, options, obstacles.

    :param vague: the ask has no object yet, so that a gap stands for it.
    """
    ask = parse_ask(sifted.ask)
    why = _WHY | {"options": _OPTION_WHY.get(kind, _WHY["options"])}
    if kind == "invitation" and sifted.exit:
        why |= {"ask": _IN_PERSON, "options": _IN_PERSON}
    if kind == "five_acts" and sifted.exit:
        why |= {"evidence": _LEAVES}
    plain = unescape(markdown).lower()
    whole = stems(plain)
    lines = [stems(line) for line in unescape(markdown).splitlines()]
    tells = _TELLS.get(kind, ())
    if "ask" in tells and not vague:
        for piece, reworded in _told(ask):
            wanted = stems(voiced(piece.text, "plain"))
            said = _said(wanted, [whole] if reworded else lines) or _said(stems(piece.text), lines)
            if not said or any(day not in plain for day in _days(piece.text)):
                aside = "aside" if ASIDE.search(piece.text) else "ask"
                yield Withheld(piece.text, why["elsewhere" if kind == "transition_plan" else aside])
        if kind not in _OPENS_WITH_NEWS:
            yield from (Withheld(piece.text, _NEWS) for piece in ask.news if piece.text.lower() not in plain)
    if "evidence" in tells:
        for piece in sifted.evidence:
            told, excuse = without_figures(piece.text)
            if not _said(stems(told), lines, _NEARLY_ALL):
                yield Withheld(_entered(piece, scenario), why["evidence"])
            elif excuse and excuse.lower() not in plain:
                yield Withheld(excuse, why["figures"])
    if "options" in tells:
        asked_for, _ = chosen([piece.text for piece in sifted.options], ask)
        for piece in sifted.options:
            # What the ask itself is about is no other way.
            wanted = stems(piece.text)
            asked = piece.text == asked_for or repeats(piece.text, ask)
            if asked and len(wanted & whole) < len(wanted) / 2:
                yield Withheld(piece.text, why["ask"])
            elif not asked and not any(
                _said(stems(one), lines, _NEARLY_ALL) for one in (piece.text, as_noun(piece.text))
            ):
                heard = (
                    kind != "five_acts"
                    and on_probation(scenario)
                    and _FEEDBACK.search(piece.text)
                    and _FEEDBACK.search(plain)
                )
                yield Withheld(piece.text, _HEARD_FIRST if heard else why["options"])
    if "constraints" in tells:
        limits = limits_of(sifted.constraints, ask, scenario.user.tenure)
        answered = {limit.text for limit in limits.open if limit.answered}
        for piece in sifted.constraints:
            body = decider(piece.text).lower()
            review = on_probation(scenario) and "probation" in piece.text.lower()
            if not (
                _said(stems(piece.text), lines)
                or as_told(piece.text, scenario).rstrip(".:").lower() in plain
                or (body and body in plain)
                or (review and "probation review" in plain)
            ):
                speaks = _said(stems(piece.text), [whole], _HALF) and not ONLY_ME.search(piece.text)
                met = _ANSWERED if speaks else _COVERED if ask.cover else why["constraints"]
                yield Withheld(
                    _entered(piece, scenario), met if piece.text in answered else why["constraints"]
                )


def _entered(piece: Piece, scenario: Scenario) -> str:
    """A statement as the user wrote it, where the text only speaks to the boss instead of about them."""
    field, _, number = piece.source.rstrip("]").partition("[")
    notes = getattr(scenario, field)
    whole = notes[int(number)].text if number else piece.text
    return whole if abs(len(whole.split()) - len(piece.text.split())) <= _TURNED else piece.text


def _days(text: str) -> list[str]:
    """The dates of a statement: one that is lost is told to the user, however much of the sentence stands there."""
    return [span.text.lower() for span in find_spans(text) if span.kind == "date"]


def _said(wanted: set[str], where: Sequence[set[str]], share: float = _ENOUGH) -> bool:
    return not wanted or any(len(wanted & words) >= share * len(wanted) for words in where)


def _told(ask: Ask) -> Iterator[tuple[Piece, bool]]:
    """What the ask tells, and whether a text rewords it over several lines; without what only says why the boss is told."""
    parts = [*ask.background, *ask.change, *ask.benefit, *ask.cover, *ask.review, *ask.next_step]
    known = [piece.text.rstrip(".?! ") for piece in (*parts, *ask.news)]
    yield from ((piece, True) for piece in parts)
    for piece in ask.sentences:
        if not any(text in piece.text for text in known):
            yield piece, False
