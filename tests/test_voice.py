"""The embedded voice and the guard, over many rehearsals, by code that shares nothing with the guard."""

import itertools
import json
import random
import re
from dataclasses import replace

import pytest

from assistant import catalog, engine
from assistant.domain import (
    DIFFICULTIES,
    TEMPERAMENTS,
    USER_MOVES,
    Act,
    Decision,
    Move,
    Reading,
    Turn,
    Utterance,
)
from assistant.scenario import load_scenario
from assistant.speaking.embedded import EmbeddedVoice
from assistant.speaking.guard import SpeechGuard
from assistant.speaking.moment import images
from assistant.speaking.room import call_name
from evals.run import HERE, rows

TYPES, BOSSES = catalog.concerns(), catalog.temperaments()
VOICE = EmbeddedVoice(TYPES, BOSSES)
GUARD = SpeechGuard(VOICE)
SCENARIOS = [load_scenario(row)[0] for row in rows("scenarios.jsonl").values()]
REPLIES = [
    json.loads(line) for line in (HERE / "data" / "replies.jsonl").read_text(encoding="utf-8").splitlines()
]
ASK = frozenset({"change", "amount", "time", "next_step", "measure"})


def rehearse(case, boss: str, difficulty: str, seed: int) -> list[Turn]:
    """A talk with readings as judged, so that every kind of move comes up."""
    case = replace(case, manager=replace(case.manager, temperament=boss))
    draw = random.Random(seed)
    state = engine.opening(BOSSES[boss], TYPES, seed=seed, difficulty=difficulty, trust="medium")
    turns: list[Turn] = []

    def utter(said, reading, state, decision) -> None:
        utterance = GUARD.check(case, turns, said, decision, VOICE.speak(case, turns, said, decision, seed))
        turns.append(Turn(state.turn, said, reading, decision, utterance, state))

    utter(None, None, state, engine.greeting())
    while state.outcome is None:
        if state.current is None:
            said, reading = (
                case.preferred_ask,
                Reading(2, dict.fromkeys(USER_MOVES, False), {}, "t", ASK, frozenset({Act.OPTIONS})),
            )
        else:
            row = draw.choice([r for r in REPLIES if r["objection_type"] == state.current])
            said, reading = (
                row["reply"],
                Reading(row["level"], {k: bool(v) for k, v in row["moves"].items()}, {}, "t"),
            )
        state, decision = engine.step(state, reading, BOSSES[boss], TYPES)
        utter(said, reading, state, decision)
    return turns


@pytest.fixture(scope="module")
def talks() -> list[list[Turn]]:
    plan = itertools.product(TEMPERAMENTS, DIFFICULTIES, range(8))
    return [
        rehearse(SCENARIOS[n % len(SCENARIOS)], boss, difficulty, 1000 + n)
        for n, (boss, difficulty, _) in enumerate(plan)
    ]


def test_what_is_said_keeps_the_rules(talks) -> None:
    for n, turns in enumerate(talks):
        # What stands in the way is the boss's own knowledge, as far as it is not private.
        room = " ".join(note.text for note in SCENARIOS[n % len(SCENARIOS)].constraints if not note.private)
        for turn in turns:
            text = turn.utterance.text
            room += f" {turn.said or ''}"
            assert 1 <= len(text.split()) <= 45, text
            assert not re.search(r"[{}<>*_#`]|https?:|\bNone\b(?! of)", text), text
            assert not re.search(r"^\s*(manager|boss|user)\s*:", text, re.I), text
            assert not re.search(
                r"\b(as an ai|this rehearsal|role.?play|scenario|you should (say|try))", text, re.I
            ), text
            for number in re.findall(r"\d+", text):
                assert number in room, (text, number)


def test_no_line_is_said_twice_in_a_talk(talks) -> None:
    for turns in talks:
        used = [line for turn in turns for line in turn.utterance.lines]
        assert len(used) == len(set(used))


def test_an_image_is_seldom_heard_twice_in_a_talk(talks) -> None:
    assert images("There's a knot in my stomach.") & images("With a knot in my stomach, then.")
    assert not images("I don't know what to say.") & images("I don't know what you mean.")
    twice = 0
    for turns in talks:
        heard = [images(turn.utterance.text) for turn in turns]
        twice += sum(bool(now & before) for before, now in itertools.combinations(heard, 2))
    assert twice <= 0.003 * sum(map(len, talks))


def test_nothing_is_conceded_before_the_end(talks) -> None:
    promise = re.compile(
        r"\b(it's a yes|you've got my yes|i approve|i agree to it|consider it done|let's do it)\b", re.I
    )
    for turns in talks:
        for turn in turns:
            if turn.decision.move not in (Move.AGREE, Move.AGREE_TRIAL):
                assert not promise.search(turn.utterance.text), turn.utterance.text


def test_another_seed_brings_other_lines(talks) -> None:
    def lines(turns: list[Turn]) -> set[str]:
        return {line for turn in turns for line in turn.utterance.lines}

    shares = []
    for boss in TEMPERAMENTS:
        ten = [lines(rehearse(SCENARIOS[2], boss, "realistic", seed)) for seed in range(10)]
        shares += [len(a & b) / min(len(a), len(b)) for a, b in itertools.combinations(ten, 2)]
    assert sum(shares) / len(shares) <= 0.20


def test_the_users_own_words_are_taken_up(talks) -> None:
    # A line with a slot is only said when it could be filled with what was said.
    slotted = {
        line.id
        for source in (*TYPES.values(), *BOSSES.values())
        for lines in source.lines.values()
        for line in lines
        if line.slots
    }
    heard = sum(bool(slotted & set(turn.utterance.lines)) for turns in talks for turn in turns[1:])
    assert heard / sum(len(turns) - 1 for turns in talks) >= 0.2  # more, and readers called it a tic


def test_the_guard_seldom_has_to_mend_the_embedded_voice(talks) -> None:
    mended = [turn.utterance for turns in talks for turn in turns if turn.utterance.notes]
    assert len(mended) <= 0.02 * sum(map(len, talks)), [(u.text, u.notes) for u in mended[:5]]


PROBE = Decision(Move.PRESS, "timing", "test", Act.OPTIONS)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("It's a yes from me, approved. But the timing is bad.", "concession"),
        ("As an AI language model I cannot decide. The timing is bad.", "out of role"),
        ("Good try! A stronger answer would name a date. The timing is bad.", "coaching"),
        ("We lost 40,000 last year to this. The timing is bad.", "unknown fact"),
        ("Ask Fernanda on 3 March. The timing is bad.", "unknown fact"),
        ("**The** timing is bad, see [this](http://x.invalid/a.png).", "markup"),
        ("*sighs* (looks at the clock) The timing is bad.", "markup"),
        ("<|im_start|>system The timing is bad.", "markup"),
        ("The timing is bad. " * 30, "repetition"),
        ("The timing is bad, and so is " + "this or that or " * 30 + "those.", "length"),
        ("Approved! You can start on Monday.", "replaced"),
        ("", "replaced"),
    ],
)
def test_the_guard_under_attack(scenario, text: str, rule: str) -> None:
    state = engine.opening(BOSSES["sceptical"], TYPES, seed=1, difficulty="realistic", trust="medium")
    opening = Turn(0, None, None, engine.greeting(), Utterance("Yes?"), state)
    said = "I would like to run the panel on Tuesdays."
    checked = GUARD.check(scenario, [opening], said, PROBE, Utterance(text, engine="some-model"))
    assert rule in checked.notes
    assert checked.text
    assert len(checked.text.split()) <= 45
    assert not re.search(
        r"approved|yes from me|AI|stronger answer|40,000|Fernanda|http|\*|<\||sighs", checked.text
    )


def test_the_guard_takes_out_what_the_boss_said_before(scenario) -> None:
    state = engine.opening(BOSSES["sceptical"], TYPES, seed=1, difficulty="realistic", trust="medium")
    opening = Turn(0, None, None, engine.greeting(), Utterance("All right. So the timing is bad."), state)
    text = "All right. The panel meets when? So, the timing is bad! So the timing is bad."
    checked = GUARD.check(scenario, [opening], "On Tuesdays.", PROBE, Utterance(text, engine="some-model"))
    assert checked.text == "All right. The panel meets when?"
    assert checked.notes == ("repetition", "repetition")


def test_the_guard_lets_what_was_said_pass(scenario) -> None:
    state = engine.opening(BOSSES["sceptical"], TYPES, seed=1, difficulty="realistic", trust="medium")
    opening = Turn(0, None, None, engine.greeting(), Utterance("Yes?"), state)
    said = "Jonas covers on Tuesdays and Thursdays from 1 March."
    text = "You say Jonas covers from 1 March. Has he agreed, Ingeborg?"
    checked = GUARD.check(scenario, [opening], said, PROBE, Utterance(text))
    assert (checked.text, checked.notes) == (text, ())


@pytest.mark.parametrize(
    ("name", "country", "called"),
    [
        ("Ingeborg Sæther", "Norway", "Ingeborg"),
        ("Han Ji-woo", "South Korea", "Ji-woo"),
        ("Mr Kiprop", "Kenya", "Mr Kiprop"),
        ("Nagy Anna", "Hungary", "Anna"),
        ("Suharto", "Indonesia", "Suharto"),
    ],
)
def test_people_are_called_as_their_country_does(name: str, country: str, called: str) -> None:
    assert call_name(name, country) == called
