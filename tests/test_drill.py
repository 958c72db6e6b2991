"""Drills: ever new lines about one worry, feedback that rests on quoted words, and nothing lost on the way."""

import itertools
from dataclasses import replace

import pytest

from assistant import catalog
from assistant.debriefing.grounds import heard
from assistant.domain import (
    CONCERNS,
    DIFFICULTIES,
    DRILL_REPLIES,
    TEMPERAMENTS,
    USER_MOVES,
    DrillReply,
    Manager,
    Move,
    Reading,
    SafetyStop,
    Scenario,
    Turn,
    User,
    Utterance,
)
from assistant.engine import drill as engine
from assistant.engine.remarks import Heard
from assistant.errors import InputError, NotFound, SessionOver
from assistant.speaking.embedded import MOST_WORDS, EmbeddedVoice
from assistant.speaking.guard import SpeechGuard
from assistant.wiring import build

TYPES, BOSSES = catalog.concerns(), catalog.temperaments()
VOICE = EmbeddedVoice(TYPES, BOSSES)
GUARD = SpeechGuard(VOICE)
SAID = (
    "Jonas takes my bench on Tuesdays until 30 June, and if you say no I will leave, it is so unfair; "
    "or never mind, forget it."
)


def reading(level: int, quotes: dict[str, str] | None = None, *, repeats: bool = False) -> Reading:
    quotes = quotes or {}
    return Reading(level, {name: name in quotes for name in USER_MOVES}, quotes, "test", repeats=repeats)


GOOD = reading(2, {"cover": "Jonas takes my bench on Tuesdays", "date": "until 30 June"})
HALF = reading(1, {"cover": "Jonas takes my bench on Tuesdays"})
EMPTY = reading(0)


def play(
    readings, *, concern="coverage", boss="busy", difficulty="realistic", seed=1, said=SAID
) -> tuple[Turn, ...]:
    """A drill on the real engine, voice and guard, from readings made by hand."""
    case = Scenario(
        user=User("Ana Ruiz", "porter"),
        manager=Manager("Bo Holm", temperament=boss),
        preferred_ask="I would like to lead the night shift two days a week from 1 May.",
    )
    state, decision = engine.opening(
        concern, BOSSES[boss], TYPES, seed=seed, difficulty=difficulty, trust="medium"
    )

    def spoken(turns, words, decision):
        return GUARD.check(case, turns, words, decision, VOICE.speak(case, turns, words, decision, seed))

    turns = (Turn(0, None, None, decision, spoken((), case.preferred_ask, decision), state),)
    for one in readings:
        state, decision = engine.step(turns, one, TYPES[concern])
        turns = (*turns, Turn(state.turn, said, one, decision, spoken(turns, said, decision), state))
    return turns


@pytest.mark.parametrize(("concern", "boss"), list(itertools.product(CONCERNS, TEMPERAMENTS)))
def test_no_boss_ever_says_a_line_twice_in_a_drill(concern: str, boss: str) -> None:
    patterns = {
        "never": [EMPTY],
        "always": [GOOD],
        "changing": [EMPTY, HALF, GOOD, reading(0, repeats=True)],
    }
    for difficulty, (name, pattern) in zip(DIFFICULTIES, patterns.items(), strict=True):
        readings = list(itertools.islice(itertools.cycle(pattern), DRILL_REPLIES))
        turns = play(readings, concern=concern, boss=boss, difficulty=difficulty)
        texts = [turn.utterance.text for turn in turns]
        lines = [line for turn in turns for line in turn.utterance.lines]
        assert len(set(texts)) == len(turns) == DRILL_REPLIES + 1, name
        assert len(set(lines)) == len(lines), name
        assert all(0 < len(text.split()) <= MOST_WORDS for text in texts), name
        # The worry itself is in every turn, not only a remark on the reply.
        about = {line.id for group in TYPES[concern].lines.values() for line in group}
        assert all(about & set(turn.utterance.lines) for turn in turns), name


@pytest.mark.parametrize(
    ("difficulty", "moves"),
    [
        ("gentle", [Move.RAISE, Move.RAISE, Move.RAISE]),
        ("realistic", [Move.PRESS, Move.RAISE, Move.RAISE]),
        ("hard", [Move.PRESS, Move.PRESS, Move.RAISE]),
    ],
)
def test_the_difficulty_decides_when_they_press(difficulty: str, moves: list[Move]) -> None:
    turns = play([EMPTY, HALF, GOOD], difficulty=difficulty)
    assert [turn.decision.move for turn in turns[1:]] == moves


def test_another_kind_of_line_comes_when_one_kind_is_used_up() -> None:
    kind = TYPES["coverage"]
    few = replace(kind, lines={**kind.lines, "press": kind.lines["press"][:1]})
    turns = play([EMPTY])
    assert engine.step(turns, EMPTY, kind)[1].move is Move.PRESS
    said = replace(turns[-1], utterance=Utterance("…", (few.lines["press"][0].id,)))
    assert engine.step((*turns[:-1], said), EMPTY, few)[1].move is Move.RAISE


@pytest.mark.parametrize(
    ("last", "move"), [(EMPTY, Move.PRESS), (HALF, Move.EASE), (GOOD, Move.SETTLE)], ids=["0", "1", "2"]
)
def test_the_last_reply_gets_a_last_word(last: Reading, move: Move) -> None:
    assert play([EMPTY] * (DRILL_REPLIES - 1) + [last])[-1].decision.move is move


def words(turns):
    """What may be claimed of each reply."""
    return {turn.number: heard(turn) for turn in turns[1:]}


def feedback(one: Reading, concern: str = "coverage", said: str = SAID) -> DrillReply:
    turns = play([one], concern=concern, said=said)
    [reply] = engine.replies(turns, TYPES[concern], words(turns))
    return reply


def test_a_full_answer_is_not_criticised() -> None:
    reply = feedback(GOOD)
    assert (reply.level, reply.missing, reply.advice) == (2, None, "")
    assert [(ground.move, ground.quote) for ground in reply.grounds] == [
        ("cover", "Jonas takes my bench on Tuesdays"),
        ("date", "until 30 June"),
    ]


def test_a_half_answer_lacks_the_most_telling_move_that_it_does_not_make() -> None:
    assert TYPES["coverage"].answered_by[:2] == ("cover", "phased_or_trial")
    assert feedback(HALF).missing == "phased_or_trial"
    assert "trial" in feedback(HALF).advice
    assert feedback(EMPTY, said="It would just be great.").missing == "cover"
    # Who covers is plainly in these words, heard or not: so nobody is told that it is missing.
    assert feedback(EMPTY).missing == "phased_or_trial"


def test_a_good_answer_to_another_worry_is_half_an_answer() -> None:
    reply = feedback(GOOD, concern="loyalty")
    assert reply.level == 1
    assert "another worry than loyalty" in reply.verdict
    assert reply.missing == "reassurance"


def test_nothing_is_claimed_without_words() -> None:
    invented = {"cover": "words that were never said", "date": "30 June", "benefit": ""}
    assert feedback(reading(1, invented)).grounds == ()
    praised = feedback(reading(0, {"acknowledges": "Jonas takes my bench on Tuesdays"}))
    assert praised.grounds == ()  # what deals with nothing is not praised
    shared = dict.fromkeys(("acknowledges", "cover", "benefit"), "Jonas takes my bench on Tuesdays")
    assert [ground.move for ground in feedback(reading(1, shared)).grounds] == ["cover"]


@pytest.mark.parametrize(
    ("move", "quote", "words"),
    [
        ("ultimatum", "if you say no I will leave", "threat"),
        ("grievance", "it is so unfair", "complaint"),
        ("withdraws", "never mind, forget it", "take the ask back"),
    ],
)
def test_conduct_is_named_with_the_words(move: str, quote: str, words: str) -> None:
    reply = feedback(reading(0, {move: quote}))
    assert words in reply.verdict
    assert [(ground.move, ground.quote) for ground in reply.grounds] == [(move, quote)]


def test_a_repetition_is_told_as_one() -> None:
    reply = feedback(reading(0, repeats=True))
    assert "said this before" in reply.verdict
    assert reply.missing is None
    assert reply.advice


def test_the_summary_counts_and_quotes() -> None:
    turns = play([EMPTY, EMPTY, HALF, GOOD, HALF])
    found = engine.summary(turns, TYPES["coverage"], words(turns))
    assert found.levels == (0, 0, 1, 2, 1)
    assert (found.first_half, found.second_half) == (0.0, 1.5)
    assert "grew stronger" in found.text
    assert found.best is not None
    assert (found.best.turn, found.best.quote) == (4, SAID)
    assert (found.missing, found.missed) == ("phased_or_trial", 4)
    assert "a smaller first step" in found.advice


def test_a_short_or_empty_drill_says_only_what_it_knows() -> None:
    none = engine.summary(play([]), TYPES["coverage"], {})
    assert (none.levels, none.best, none.advice, none.first_half) == ((), None, "", None)
    turns = play([EMPTY, EMPTY], said="It would be great.")
    two = engine.summary(turns, TYPES["coverage"], words(turns))
    assert (two.best, two.first_half) == (None, None)
    assert "half" not in two.text


# --- through the coach -------------------------------------------------------------------------------------

REPLIES = (
    "It would just be great.",
    "What would you need to see?",
    "Jonas takes my readings on Tuesdays and Thursdays; he has done it twice.",
)


def test_a_drill_from_start_to_end(coach, scenario) -> None:
    drill = coach.drills.start(scenario, "coverage", seed=3)
    assert drill.turns[0].decision.move is Move.RAISE
    replies = [coach.drills.say(drill.session, words) for words in REPLIES]
    assert [reply.number for reply in replies] == [1, 2, 3]
    assert all(ground.quote in reply.said for reply in replies for ground in reply.grounds)
    assert replies[1].asked == replies[0].manager
    found = coach.drills.end(drill.session)
    assert found.levels == tuple(reply.level for reply in replies)
    assert found.levels[1] == 1  # an open question moves it on
    with pytest.raises(SessionOver):
        coach.drills.say(drill.session, "One more.")


def test_a_drill_takes_ten_replies(coach, scenario) -> None:
    session = coach.drills.start(scenario, "timing", seed=1).session
    for number in range(DRILL_REPLIES):
        assert coach.drills.resume(session).left == DRILL_REPLIES - number
        coach.drills.say(
            session, f"We could begin on {number + 1} March with one morning, as number {number}."
        )
    assert coach.drills.resume(session).over
    with pytest.raises(SessionOver):
        coach.drills.say(session, "An eleventh.")
    assert len(coach.drills.end(session).levels) == DRILL_REPLIES


def test_the_same_seed_and_words_give_the_same_drill(coach, scenario) -> None:
    played = []
    for _ in range(2):
        session = coach.drills.start(scenario, "budget", seed=7).session
        played.append([coach.drills.say(session, words) for words in REPLIES])
    assert played[0] == played[1]


def test_words_survive_a_crash_before_their_answer(settings, scenario, monkeypatch) -> None:
    coach = build(settings)
    session = coach.drills.start(scenario, "coverage", seed=3).session
    coach.drills.say(session, REPLIES[0])

    def crash(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(type(coach._parts.turn_listener), "hear", crash)
    with pytest.raises(KeyboardInterrupt):
        coach.drills.say(session, REPLIES[2])
    monkeypatch.undo()
    again = build(settings)
    assert [event.kind for event in again.stored(session).events] == ["opened", "said", "answered", "said"]
    drill = again.drills.resume(session)
    assert drill.turns[-1].said == REPLIES[2]
    assert drill.pending is None
    assert again.drills.resume(session) == coach.drills.resume(session)


def test_danger_pauses_a_drill_too(coach, scenario) -> None:
    session = coach.drills.start(scenario, "coverage", seed=3).session
    stop = coach.drills.say(session, "I want to kill myself")
    assert isinstance(stop, SafetyStop)
    with pytest.raises(InputError, match="paused"):
        coach.drills.say(session, "Anyway.")
    assert coach.drills.resume(session).stopped == stop
    assert coach.drills.go_on(session).left == DRILL_REPLIES
    with pytest.raises(InputError, match="not paused"):
        coach.drills.go_on(session)
    assert isinstance(coach.drills.say(session, REPLIES[0]), DrillReply)


def test_drills_and_rehearsals_are_not_mixed_up(coach, scenario) -> None:
    drill, rehearsal = coach.drills.start(scenario, "coverage"), coach.start(scenario)
    with pytest.raises(NotFound, match=f"onward drill --resume {drill.session}"):
        coach.resume(drill.session)
    with pytest.raises(NotFound, match=f"onward rehearse --resume {rehearsal.session}"):
        coach.drills.resume(rehearsal.session)
    assert {row.kind for row in coach.sessions()} == {"drill", "rehearsal"}
    assert coach.delete(drill.session) == 1
    with pytest.raises(NotFound):
        coach.drills.say(drill.session, REPLIES[0])


def test_a_drill_needs_a_known_worry_and_difficulty(coach, scenario) -> None:
    with pytest.raises(NotFound, match="Choose one of"):
        coach.drills.start(scenario, "weather")
    with pytest.raises(InputError, match="difficulty"):
        coach.drills.start(scenario, "timing", difficulty="brutal")
    assert coach.sessions() == []


def test_what_was_given_before_is_not_asked_for_as_if_it_were_new() -> None:
    """Said again it would earn nothing, so another move comes first; when none is left, both belong together."""
    given = reading(1, {"cover": "Jonas takes my bench on Tuesdays"})
    smaller = reading(1, {"phased_or_trial": "one day to begin with"})
    dated = reading(1, {"date": "until 30 June"})
    kind = TYPES["coverage"]
    found = engine.replies(play([given, dated, smaller, EMPTY]), kind, dict(enumerate(HEARD, 1)))
    first, second, third, last = found
    assert first.missing not in (None, "cover")
    assert second.missing == "phased_or_trial"
    assert third.missing in ("cover", "date")
    assert all("what you have given before" in one.advice for one in (third, last))
    assert "what you have given before" not in first.advice + second.advice


HEARD = (
    Heard(moves={"cover": "Jonas takes my bench"}),
    Heard(moves={"date": "until 30 June"}),
    Heard(moves={"phased_or_trial": "one day to begin with"}),
    Heard(),
)
