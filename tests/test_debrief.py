"""The debrief: what it claims is true of the talk, and its better wordings hold nothing that the user did not give."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import catalog, engine
from assistant.catalog import FRAME_SLOTS
from assistant.debriefing import debrief as debrief_of
from assistant.debriefing.grounds import heard
from assistant.domain import (
    USER_MOVES,
    Act,
    ConcernState,
    Debrief,
    Outcome,
    Reading,
    Rehearsal,
    SafetyStop,
    Scenario,
    Turn,
    Utterance,
)
from assistant.scenario import load_scenario
from assistant.text.spans import find_spans
from assistant.writing.facts import fields

TYPES, BOSSES = catalog.concerns(), catalog.temperaments()
ROOT = Path(__file__).parent.parent
VET, LIBRARY, ELECTRICIAN = (
    load_scenario(
        json.loads((ROOT / "knowledge" / "scenarios" / f"{name}.json").read_text(encoding="utf-8"))
    )[0]
    for name in ("vet-nurse-more-scope", "library-assistant-secondment", "electrician-after-a-no")
)
BREWERY = load_scenario(json.loads((ROOT / "tests" / "data" / "scenario.json").read_text(encoding="utf-8")))[
    0
]

Line = tuple[str, Reading]
BLANK = re.compile(r"\[[^\[\]\n]+\]")


def line(said: str, level: int = 0, elements: tuple[str, ...] = (), repeats: bool = False, acts: tuple[Act, ...] = (), **quotes: str) -> Line:  # fmt: skip
    """One turn of the user with a hand-made reading; each keyword is a move and the words it was heard in."""
    moves = {move: move in quotes for move in USER_MOVES}
    return said, Reading(level, moves, quotes, "test", frozenset(elements), frozenset(acts), repeats)


def play(scenario: Scenario, lines: list[Line], *, cued: tuple[str, ...] = (), boss: str = "busy", difficulty: str = "realistic", seed: int = 3) -> Rehearsal:  # fmt: skip
    """A rehearsal on the real engine in which ``lines`` are heard as given."""
    state = engine.opening(BOSSES[boss], TYPES, seed=seed, difficulty=difficulty, trust="medium", cued=cued)
    turns = [Turn(0, None, None, engine.greeting(), Utterance("Go on."), state)]
    for said, reading in lines:
        if state.outcome:
            break
        state, decision = engine.step(state, reading, BOSSES[boss], TYPES)
        turns.append(Turn(state.turn, said, reading, decision, Utterance("And then? Tell me more."), state))
    scenario = replace(scenario, manager=replace(scenario.manager, temperament=boss))
    return Rehearsal("s", scenario, difficulty, seed, "embedded", 0, tuple(turns))


def shown(rehearsal: Rehearsal) -> Debrief:
    boss = BOSSES[rehearsal.scenario.manager.temperament]
    return debrief_of(rehearsal, boss, TYPES, rehearsal.scenario.user.name)


ASK = line(
    "Thanks for making time. I'd like to run the panel two mornings a week from 1 March.",
    2,
    elements=("change", "amount", "time"),
    acts=(Act.PURPOSE, Act.OPTIONS),
    date="two mornings a week from 1 March",
)
EMPTY = line("I just think it would be really great for everyone.")
COVER = line("Jonas takes my readings on those mornings, and I show him how.", 2, cover="Jonas takes my readings on those mornings")  # fmt: skip
HALF_COVER = line(
    "Well, Jonas could take some of my readings.", 1, cover="Jonas could take some of my readings."
)
QUESTION = line("What would you need to see to feel sure about it?", 1, question="What would you need to see to feel sure about it?")  # fmt: skip
MISHEARD = line("I have been here a while and I like the place.", 1, phased_or_trial="I have been here a while", cover="and I")  # fmt: skip
SORE = line(
    "Everyone else gets what they want and I never do.", 0, grievance="Everyone else gets what they want"
)
THREAT = line(
    "If you say no I'll look elsewhere, simple as that.", 0, ultimatum="If you say no I'll look elsewhere"
)
CLOSE = line(
    "So I write the plan this week, you tell the others, and we look at it again on 15 May.",
    1, elements=("next_step",), acts=(Act.CLOSE,), date="we look at it again on 15 May", milestone="we look at it again on 15 May",
)  # fmt: skip
WITHDRAWN = line("Never mind, forget it, I'm fine as I am.", 0, withdraws="Never mind, forget it")
TRIAL = line(
    "We try it until the end of May and stop if it gets in the way.",
    2,
    phased_or_trial="We try it until the end of May",
)
AGAIN = line("I just think it would be really great for everyone.", 0, repeats=True)
WISH = line("I want to grow and do more interesting things.")

TALKS = {
    "flatterer": play(BREWERY, [ASK, EMPTY, *[EMPTY] * 6], cued=("coverage",)),
    "winner": play(VET, [ASK, COVER, TRIAL, TRIAL, COVER, CLOSE], cued=("coverage", "timing"), boss="supportive"),
    "half": play(BREWERY, [ASK, HALF_COVER, HALF_COVER, EMPTY, HALF_COVER, EMPTY], cued=("coverage", "policy")),
    "griever": play(ELECTRICIAN, [ASK, SORE, SORE, SORE, SORE], cued=("fairness",), boss="defensive"),
    "threatener": play(LIBRARY, [ASK, THREAT, EMPTY, THREAT], cued=("budget",), boss="sceptical"),
    "asker": play(BREWERY, [ASK, QUESTION, QUESTION, QUESTION, QUESTION], cued=("readiness",), boss="rudderless"),
    "misheard": play(VET, [ASK, MISHEARD, MISHEARD, MISHEARD], cued=("timing",)),
    "dreamer": play(VET, [WISH, WISH, WISH, WISH, WISH]),
    "quitter": play(LIBRARY, [ASK, WITHDRAWN, WITHDRAWN], cued=("timing",)),
    "repeater": play(ELECTRICIAN, [ASK, EMPTY, AGAIN, AGAIN, AGAIN, AGAIN], cued=("no_path", "policy")),
    "unwilling": play(BREWERY, [ASK, COVER, TRIAL, COVER, HALF_COVER, *[CLOSE] * 6], cued=("coverage",), boss="unwilling"),
    "hard": play(VET, [ASK, COVER, HALF_COVER, EMPTY, QUESTION, SORE, CLOSE], cued=("coverage",), boss="procedural", difficulty="hard"),
    "silent": play(LIBRARY, []),
}  # fmt: skip
SPOKEN = {
    "improver": (VET, 11, ["Thanks for making time. I'd like to run a dental clinic two afternoons a week from 8 March, as a trial until the end of May.",
                 "It will be fine.", "Ciara covers the desk on both afternoons; she did it for three weeks in the autumn.",
                 "We stop on 31 May if the waiting list is longer than today.", "What would you need to see?"]),
    "bitter": (BREWERY, 7, ["I want more interesting work.", "I've been ignored for years and everyone else gets asked.",
               "If this doesn't happen I'll look elsewhere.", "I sleep badly because of it all."]),
    "vague": (ELECTRICIAN, 3, ["I'd like to learn panel design one day a week.", "It would be good for me.", "I could do it in my own time.",
              "Maybe somebody else can do my jobs?", "You said that last year too.", "ok"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def coach(tmp_path_factory):
    from assistant.settings import Settings
    from assistant.wiring import build

    return build(Settings(profile=tmp_path_factory.mktemp("debrief"), engine="embedded", keep=False))


@pytest.fixture(params=[*TALKS, *SPOKEN])
def talk(request, coach) -> tuple[Rehearsal, Debrief]:
    """A played talk with its debrief: through the engine with hand-made readings, or through the coach."""
    if request.param in TALKS:
        return TALKS[request.param], shown(TALKS[request.param])
    scenario, seed, lines = SPOKEN[request.param]
    session = coach.start(scenario, seed=seed).session
    for said in lines:
        if coach.resume(session).state.outcome is None:
            coach.say(session, said)
    found = coach.end(session)
    return coach.resume(session), found


def said_in(rehearsal: Rehearsal) -> dict[int, str]:
    return {turn.number: turn.said or "" for turn in rehearsal.turns}


def quoted(text: str) -> list[str]:
    return re.findall(r"“([^”]+)”", text)


def wordings(found: Debrief) -> list[str]:
    notes = [*found.weakest, *found.flags]
    return [text for text in (*(note.better for note in notes), *(act.better for act in found.acts)) if text]


# --- what is claimed ------------------------------------------------------------------------------------------------


def test_every_quote_stands_in_the_turn_it_names(talk) -> None:
    rehearsal, found = talk
    said = said_in(rehearsal)
    notes = [
        *found.strongest,
        *found.weakest,
        *found.flags,
        *([found.turning_point] if found.turning_point else []),
    ]
    for note in notes:
        assert note.quote in said[note.turn]
        assert all(
            words in said[note.turn] for words in (*quoted(note.why), *(one.quote for one in note.grounds))
        )
        assert note.asked in ("", rehearsal.turns[note.turn - 1].utterance.text)
    for one in (*found.worries, *found.acts):
        assert not one.quote or one.quote in said[one.turn]
    for worry in found.worries:
        assert all(words in said[worry.turn] for words in quoted(worry.why))
    assert all(
        item.quote is None or any(item.quote in line for line in said.values()) for item in found.practise
    )
    assert all(any(words in line for line in said.values()) for words in quoted(found.because))


def test_no_line_is_both_praised_and_blamed(talk) -> None:
    _, found = talk
    praised = {note.turn for note in found.strongest}
    blamed = {note.turn for note in (*found.weakest, *found.flags)}
    if found.turning_point:
        good = "in your favour" in found.turning_point.why
        (praised if good else blamed).add(found.turning_point.turn)
    assert not praised & blamed
    failed = {w.turn for w in found.worries if w.state in (ConcernState.STUCK, ConcernState.PRESSED, ConcernState.RAISED)}  # fmt: skip
    assert not praised & failed


def test_nothing_criticises_a_good_turn(talk) -> None:
    rehearsal, found = talk
    for note in found.weakest:
        turn = rehearsal.turns[note.turn]
        assert turn.reading.level < 2
        eased = note.concern and turn.state.concern(note.concern).state is ConcernState.EASED
        assert not (eased and turn.reading.has("question"))


def test_a_claim_about_a_move_has_words_that_plainly_are_it(talk) -> None:
    rehearsal, found = talk
    for note in found.strongest:
        turn = rehearsal.turns[note.turn]
        sound = heard(rehearsal.turns[note.turn - 1], turn).moves
        for ground in note.grounds:
            assert sound[ground.move] == ground.quote == turn.reading.quotes[ground.move]
            assert len(ground.quote.split()) >= 3


def test_worries_are_told_as_the_states_have_them(talk) -> None:
    rehearsal, found = talk
    for worry in found.worries:
        states = [next((c.state for c in t.state.concerns if c.id == worry.concern), ConcernState.DORMANT) for t in rehearsal.turns]  # fmt: skip
        assert list(worry.states) == states
        assert worry.state is states[-1]
    assert [act.act for act in found.acts if act.done] == [Act(name) for name in found.acts_done]


# --- better wordings ------------------------------------------------------------------------------------------------


def test_a_better_wording_invents_no_number_name_or_date(talk) -> None:
    rehearsal, found = talk
    known = " \n ".join([*fields(rehearsal.scenario).values(), *said_in(rehearsal).values()]).lower()
    for text in (*wordings(found), *found.revisit):
        plain = re.sub(r"\(you named it in turn \d+\)", "", BLANK.sub(" … ", text))
        for span in find_spans(plain):
            assert span.text.lower() in known, (span.text, text)


def test_private_notes_never_appear(talk) -> None:
    rehearsal, found = talk
    scenario, said = rehearsal.scenario, " ".join(said_in(rehearsal).values())
    notes = [*scenario.evidence, *scenario.options, *scenario.constraints]
    private = [note.text for note in notes if note.private] + [scenario.notes, scenario.contract]
    everything = json.dumps(wordings(found), ensure_ascii=False)
    for text in filter(None, private):
        tokens = text.split()
        for n in range(max(1, len(tokens) - 3)):
            run = " ".join(tokens[n : n + 4])
            assert run in said or run not in everything


def test_each_weak_line_gets_a_wording_and_blanks_are_named(talk) -> None:
    _, found = talk
    for note in (*found.weakest, *found.flags):
        assert note.better
        assert [f"[{blank}]" for blank in note.blanks] == list(dict.fromkeys(BLANK.findall(note.better)))
        assert note.better != note.quote
        assert "{" not in note.better
        assert "  " not in note.better


# --- single cases ---------------------------------------------------------------------------------------------------


def test_a_misheard_move_is_passed_over_in_silence() -> None:
    found = shown(TALKS["misheard"])
    told = " ".join(note.why for note in (*found.strongest, *found.worries))
    assert "in steps" not in told
    assert "stays covered" not in told


def test_an_empty_answer_gets_a_whole_example_of_the_users_facts() -> None:
    found = shown(play(BREWERY, [ASK, EMPTY], cued=("coverage",)))
    [weak] = [note for note in found.weakest if note.concern == "coverage"]
    assert "Jonas takes my pH readings on those mornings." in weak.better
    assert ("preferred_ask") in {fact.source for fact in weak.used}
    assert EMPTY[0] not in weak.better


def test_what_nobody_said_is_a_blank() -> None:
    bare = replace(BREWERY, preferred_ask="I would like to run the sensory panel.", evidence=(), options=())
    [weak] = shown(play(bare, [ASK, EMPTY], cued=("coverage",))).weakest
    assert weak.blanks
    assert "Jonas" not in weak.better


def test_a_half_answer_is_kept_and_completed() -> None:
    rehearsal = play(BREWERY, [ASK, COVER, TRIAL, HALF_COVER], cued=("coverage", "timing"))
    [weak] = [note for note in shown(rehearsal).weakest if note.turn == 4]
    assert HALF_COVER[0] in weak.better
    assert weak.better != HALF_COVER[0]


def test_words_said_later_in_the_talk_fill_an_earlier_gap() -> None:
    bare = replace(BREWERY, preferred_ask="I would like to run the sensory panel.")
    rehearsal = play(bare, [ASK, EMPTY, COVER], cued=("coverage",))
    [weak] = [note for note in shown(rehearsal).weakest if note.turn == 2]
    assert COVER[0] in weak.better
    assert "turn 3" in {fact.source for fact in weak.used}


def test_a_threat_is_quoted_and_reworded_without_it() -> None:
    found = shown(TALKS["threatener"])
    assert found.flags[0].quote == "If you say no I'll look elsewhere"
    assert "elsewhere" not in found.flags[0].better
    assert found.flags[0].quote in found.because


def test_a_threat_without_the_words_for_it_is_not_flagged() -> None:
    odd = line("I would be glad to help you with it.", 0, ultimatum="I would be glad")
    assert shown(play(BREWERY, [ASK, odd], cued=("timing",))).flags == ()


def test_a_not_now_has_dates_or_the_blank_for_one() -> None:
    found = shown(TALKS["unwilling"])
    assert found.outcome is Outcome.NOT_NOW
    assert len(found.revisit) == len(found.conditions) > 0
    # 15 May was named for looking at what was asked; the manager never asked how it goes on after the "not now".
    assert all("[on which date?]" in one for one in found.revisit)
    dated = shown(play(BREWERY, [ASK, COVER, TRIAL, COVER, HALF_COVER, *[EMPTY] * 6], cued=("coverage",), boss="unwilling"))  # fmt: skip
    assert all("[on which date?]" in one for one in dated.revisit)


def test_practice_names_open_worries_before_the_rest() -> None:
    found = shown(TALKS["flatterer"])
    assert found.practise[0].element in found.stuck
    assert found.practise[0].quote == EMPTY[0]
    assert set(found.practise[0].guidance_ids) & set(found.read)
    assert len(found.practise) == 3


def test_talking_time_is_remarked_on_only_where_it_was_lopsided() -> None:
    talkative = line("I really think that this would be good. " * 20, 1, benefit="this would be good")
    loud = shown(play(VET, [ASK, talkative, talkative, talkative], cued=("timing",)))
    assert loud.talking_guidance == ("listen-for-reaction",)
    assert shown(TALKS["silent"]).talking == ""
    assert set(catalog.guidance()) >= {"listen-for-reaction", "you-lead"}


def test_after_a_safety_stop_nothing_is_judged() -> None:
    stop = SafetyStop("danger", "You wrote something that worries us.", ("Talk to somebody you trust.",))
    found = shown(replace(TALKS["griever"], stopped=stop, pending="…"))
    assert found.stopped == stop
    judged = (
        found.strongest,
        found.weakest,
        found.flags,
        found.worries,
        found.acts,
        found.practise,
        found.read,
    )
    assert not any(judged)
    assert not found.turning_point
    assert not found.manager_tells
    assert "judged" in found.summary


def test_the_debrief_after_a_stop_through_the_coach(coach) -> None:
    session = coach.start(BREWERY, seed=1).session
    assert isinstance(coach.say(session, "I want to die, I can't go on like this."), SafetyStop)
    found = coach.end(session)
    assert found.stopped is not None
    assert found.words_user == 0


# --- the data -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("concern", TYPES)
def test_frames_cover_what_speaks_to_a_worry_and_hold_no_facts(concern: str) -> None:
    kind = TYPES[concern]
    assert {*kind.answered_by, "acknowledges"} <= set(kind.frames)
    for move, frames in kind.frames.items():
        assert len(frames) >= 2, move
        whole = [frame for frame in frames if re.search(r"\{\w+\}", frame)]
        assert len(frames) > len(whole), (
            f"{concern}.{move}: without a fact there must be something to say too"
        )
        for frame in frames:
            check_frame(frame)


def test_the_other_frames_hold_no_facts_either() -> None:
    texts = catalog.table("debrief")
    for name in ("neutral", "acts", "opening"):
        for frames in texts[name].values():
            for frame in frames:
                check_frame(frame)


def check_frame(frame: str) -> None:
    slots = re.findall(r"\{([^{}|]+)(?:\|[^{}]*)?\}", frame)
    assert set(slots) <= FRAME_SLOTS
    assert not find_spans(re.sub(r"\{[^}]*\}|\[[^\]]*\]", " … ", frame)), frame
    assert len(frame.split()) <= 40
