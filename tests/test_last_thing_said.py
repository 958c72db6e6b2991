"""What the boss says to the last thing said: a question in its own kind, a refusal where it is asked again and again, words back only in place."""

import re
from dataclasses import replace

import pytest

from assistant.domain import Act, Decision, Move, Note, Outcome, Reaction, Turn, Utterance
from assistant.listening.conduct import Conduct
from assistant.speaking.permits import sayable
from assistant.speaking.raising import fitting_quotes
from assistant.speaking.takeup import mentioned, phrase
from tests.talking import BOSSES, TYPES, VOICE, a_worry, asked_of, hearing, reading, under_way

ASK = "I want to lead the Saturday pottery course from 4 May."


@pytest.mark.parametrize(
    ("asks", "said"),
    [
        ("verdict", "Do I get the corner bench or not?"),
        ("verdict", "Will you or won't you?"),
        ("verdict", "You still haven't said yes or no, Agnes."),
        ("verdict", "Are you telling me no?"),
        ("verdict", "Yes or no, please."),
        ("decide", "Later when?"),
        ("decide", "How long would I have to wait?"),
        ("fact", "What made the last two stop, as you saw it?"),
        ("fact", "And what did the union say to that?"),
        ("fact", "Marek, what does the council want that I haven't got?"),
        ("who", "Is it Svea?"),
        ("who", "Was it Mirko then?"),
        ("limit", "How many nights could you manage without me?"),
        ("act", "Could I have that in writing?"),
        ("verdict", "Please, will you let me or not?"),
        ("meant", "What has the kiln got to do with my evenings?"),
        ("worry", "What's in your way now?"),
    ],
)
def test_a_question_is_heard_in_its_own_kind(asks: str, said: str) -> None:
    assert Conduct().asks(said) == asks


@pytest.mark.parametrize(
    ("asks", "said"),
    [
        ("worry", "What made you think I'm off?"),
        ("worry", "What was it about the oven that worried you?"),
        ("help", "What would make you think I can do it?"),
        ("when", "Since when is that a rule?"),
        ("", "Is it Monday then?"),
        ("help", "What would you want to see from me?"),
    ],
)
def test_what_only_looks_like_one_is_not(asks: str, said: str) -> None:
    assert Conduct().asks(said) == asks


def test_nothing_is_softer_because_the_boss_has_not_answered(wiring) -> None:
    hear = hearing(wiring, ASK, about="coverage")
    earlier = ("Svea takes my Saturday bench.",)
    assert not hear("You still haven't said yes to it, Agnes.", earlier=earlier).softened
    assert not hear("We haven't talked much since winter, true.", earlier=earlier).softened
    assert hear("I haven't asked Svea yet, to be honest.", earlier=earlier).softened


def _turn(number: int, said: str, answer: str) -> Turn:
    decision = Decision(Move.PRESS, "timing", "", Act.OPTIONS, answer=answer)
    state = under_way("sceptical", a_worry("timing"))
    return Turn(
        number=number,
        said=said,
        reading=reading(0, asks="verdict"),
        decision=decision,
        utterance=Utterance("Not so far.", ()),
        state=state,
    )


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_whoever_asks_the_same_a_third_time_hears_that_it_is_not_answered(boss: str) -> None:
    asked = ["What did the harbour office say?", "But the harbour office, what did they say?"]
    now = Decision(Move.PRESS, "timing", "", Act.OPTIONS, answer="fact")
    for before, refused in ((2, True), (1, False)):
        turns = tuple(_turn(n, one, "fact") for n, one in enumerate(asked[:before], start=1))
        spoken = VOICE.speak(asked_of(boss, ASK), turns, "So what did the harbour office say?", now, 5)
        assert any("/wont_say/" in line for line in spoken.lines) is refused
        assert any("/press/" in line for line in spoken.lines) is not refused
    other = VOICE.speak(asked_of(boss, ASK), turns, "What became of the blue kiln?", now, 5)
    assert not any("/wont_say/" in line for line in other.lines)


@pytest.mark.parametrize("boss", sorted(BOSSES))
@pytest.mark.parametrize("concern", ["loyalty", "coverage", "budget"])
def test_whom_they_would_rather_have_is_left_to_the_user(boss: str, concern: str) -> None:
    now = Decision(Move.OFFER_IDEA, concern, "", Act.OPTIONS, answer="help")
    spoken = VOICE.speak(asked_of(boss, ASK), (), "Whom would you like to have at my bench?", now, 3)
    wishes = {line.id for line in BOSSES[boss].lines["nobody"] if line.of == "wish"}
    assert wishes & {*spoken.lines}
    assert not any("/idea/" in line for line in spoken.lines)
    other = VOICE.speak(asked_of(boss, ASK), (), "What would you like to see first?", now, 3)
    assert not wishes & {*other.lines}


@pytest.mark.parametrize("boss", sorted(BOSSES))
def test_what_a_worry_was_is_said_once_in_a_talk_and_by_its_name(boss: str) -> None:
    settled = Reaction(Move.SETTLE, "timing")
    now = Decision(Move.RAISE, "budget", "", Act.OPTIONS, reaction=settled, answer="worry")
    before = _turn(1, "From 4 May.", "")
    said = "What are you afraid of? We stop in the fair weeks."
    first = VOICE.speak(asked_of(boss, ASK), (before,), said, now, 2)
    assert first.lines[0].startswith("timing/was/")
    again = VOICE.speak(
        asked_of(boss, ASK),
        (replace(before, utterance=first),),
        said,
        now,
        2,
    )
    assert not any("/was/" in line for line in again.lines)
    assert any("/settle/" in line for line in again.lines)


@pytest.mark.parametrize("move", [Move.AGREE, Move.AGREE_TRIAL])
def test_no_yes_has_an_i_do_not_know_behind_it(move: Move) -> None:
    for boss in BOSSES:
        outcome = Outcome.AGREED if move is Move.AGREE else Outcome.TRIAL_AGREED
        now = Decision(move, None, "", Act.CLOSE, outcome=outcome, answer="fact")
        spoken = VOICE.speak(asked_of(boss, ASK), (), "I start on 4 May. Is that how you heard it?", now, 1)
        assert not any("/unknown/" in line for line in spoken.lines), spoken.text
        assert any("/recap/" in line for line in spoken.lines), spoken.text


def test_words_are_said_back_only_before_a_sentence_about_them() -> None:
    from assistant.speaking.moment import Moment

    kind = TYPES["coverage"]
    decision = Decision(Move.PRESS, "coverage", "", Act.OPTIONS)
    kept = {}
    for said in ("Svea covers my bench on Saturdays.", "The fair brought 40 new pupils in May."):
        now = Moment(asked_of("busy", ASK), (), said, decision, BOSSES["busy"], TYPES, None)
        quotes = fitting_quotes(kind.lines["press"], kind, now)
        kept[said] = any("phrase" in line.slots for line in quotes)
    assert list(kept.values()) == [True, False]


@pytest.mark.parametrize(
    "said",
    [
        "We took nine orders and sent back two.",
        "I glazed 60 bowls and 4 of them cracked.",
        "It went from 12 weeks down to 5 weeks.",
    ],
)
def test_of_several_figures_none_is_picked_out(said: str) -> None:
    assert phrase(said, (), planned=False) is None
    assert "amount" not in mentioned(said, (), ())


def test_one_figure_can_be_said_back() -> None:
    assert phrase("I glazed 60 bowls in March.", (), planned=False) == "I glazed 60 bowls in March"
    assert phrase("They sent back two crates.", (), planned=False) is None


_SOMEBODY = re.compile(
    r"\bif they\b[^.?!]*\b(?:refuse|decline|say no)\b|\bthey(?:'d| should) (?:rather not|decline|refuse)\b|\bhave they (?:said|been asked)\b|"
    r"\bhasn't been asked\b|\bnobody's been asked\b|\bthey've said\b|\bthey're (?:willing|happy)\b|\bisn't tomorrow\b",
    re.I,
)
"""Words that take for granted that somebody was named, or asked, or that a day was."""
_THOSE_ABOVE = frozenset({"not_my_decision", "policy"})
"""Worries in which "they" are those who decide, whom the boss has spoken of."""


def test_no_line_speaks_of_somebody_where_nobody_was_named() -> None:
    nobody = frozenset({"alone", "uncarried", "unwritten", "no_door"})
    lines = [
        line
        for one in (*TYPES.values(), *BOSSES.values())
        if one.id not in _THOSE_ABOVE
        for key, group in one.lines.items()
        if key not in ("own", "meant", "idea")  # what the boss says of their own accord
        for line in group
    ]
    telling = [line for line in lines if _SOMEBODY.search(line.text)]
    assert len(telling) >= 4
    left = [one.text for one in sayable(telling, nobody) if not one.slots & {"person", "earlier_person"}]
    assert left == []


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("So yes or no?", True),
        ("Yes or no to the two evenings?", True),
        ("And to the market stall, yes or no?", False),
    ],
)
def test_a_yes_to_something_else_is_another_question(said: str, refused: bool) -> None:
    asked = ("Do I get the two evenings?", "Then the two evenings, yes or no?")
    turns = tuple(_turn(n, one, "not_yet") for n, one in enumerate(asked, start=1))
    now = Decision(Move.PRESS, "timing", "", Act.OPTIONS, answer="not_yet")
    spoken = VOICE.speak(asked_of("procedural", ASK), turns, said, now, 5)
    assert any("/wont_say/" in line for line in spoken.lines) is refused


@pytest.mark.parametrize(
    ("constraint", "told"),
    [
        ("I have seen two pottery courses die after one winter", False),
        ("The pottery courses stopped because the kiln was too small", True),
    ],
)
def test_what_made_it_so_is_answered_by_a_reason_or_not_at_all(constraint: str, told: bool) -> None:
    scenario = asked_of("sceptical", ASK, constraints=(Note(constraint),))
    now = Decision(Move.PRESS, "readiness", "", Act.OPTIONS, answer="fact")
    spoken = VOICE.speak(scenario, (), "What made the pottery courses stop?", now, 4)
    assert any("/known/" in line for line in spoken.lines) is told
    assert any("/unknown/" in line for line in spoken.lines) is not told
