"""The debrief: what it claims is true of the talk, and its better wordings hold nothing that the user did not give."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import catalog, engine
from assistant.catalog import FRAME_SLOTS
from assistant.debriefing import debrief as debrief_of
from assistant.debriefing.agreed import ASK as ASKED_FOR
from assistant.debriefing.agreed import deal, pieces
from assistant.debriefing.clauses import BOTH, handed, meant, ordered
from assistant.debriefing.conduct import spoils
from assistant.debriefing.log import exchanges
from assistant.debriefing.practice import _slow, _sooner
from assistant.debriefing.result import because
from assistant.debriefing.steps import LOOK
from assistant.debriefing.when import when
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
    WorryNote,
)
from assistant.scenario import load_scenario
from assistant.text.quotes import shown as for_people
from assistant.text.segment import sentences
from assistant.text.spans import find_spans
from assistant.writing.facts import fields
from evals.rehearsals.play import keep_nothing
from evals.rehearsals.play import play as rehearse
from evals.rehearsals.users import scripts

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
STOPS = re.compile(catalog.table("debrief")["doing"]["stops"], re.I)
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


SCRIPTED = [
    ("brilliant", "sceptical"), ("brilliant_plain", "unwilling"), ("improver", "busy"), ("flatterer", "supportive"), ("threat_polite", "defensive"),
    ("threat_rude", "procedural"), ("griever", "conflict-avoidant"), ("repeater", "rudderless"), ("asker", "sceptical"), ("promiser", "supportive"),
    ("apologiser", "conflict-avoidant"), ("contradicter", "busy"), ("vague_planner", "unwilling"), ("rambler", "supportive"), ("late_bloomer", "procedural"),
]  # fmt: skip
"""Users of the eval, each with a boss."""


@pytest.fixture(scope="module")
def scripted():
    """Plays a scripted user once."""
    player, known = keep_nothing(), {}

    def played(user: str, boss: str) -> tuple[Rehearsal, Debrief]:
        if (user, boss) not in known:
            run = rehearse(player, scripts()[user], boss, "realistic", 7)
            case = replace(
                run.script.scenario, manager=replace(run.script.scenario.manager, temperament=boss)
            )
            rehearsal = Rehearsal("s", case, "realistic", 7, "embedded", 0, run.turns, ended=True)
            known[user, boss] = rehearsal, player.debrief(rehearsal)
        return known[user, boss]

    return played


@pytest.fixture(params=[*TALKS, *SPOKEN, *SCRIPTED], ids=str)
def talk(request, coach, scripted) -> tuple[Rehearsal, Debrief]:
    """A played talk with its debrief: by hand-made readings, through the coach, or by a scripted user."""
    if isinstance(request.param, tuple):
        return scripted(*request.param)
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


def quotes(found: Debrief) -> list[tuple[int, str]]:
    """(turn, words) of every quote of the user's."""
    notes = [*found.strongest, *found.weakest, *found.flags, *filter(None, [found.turning_point])]
    return [
        *((note.turn, note.quote) for note in notes),
        *((one.turn, one.quote) for one in (*found.worries, *found.acts) if one.quote),
    ]


def wordings(found: Debrief) -> list[str]:
    return [note.better for note in (*found.weakest, *found.acts) if note.better]


# --- properties of every debrief ---------------------------------------------------------------------------------------


def test_every_quote_stands_in_its_turn_and_is_whole_sentences(talk) -> None:
    rehearsal, found = talk
    said = said_in(rehearsal)
    for turn, quote in quotes(found):
        text = said[turn]
        assert quote in text
        starts = {part.start for part in sentences(text)}
        ends = {part.end for part in sentences(text)}
        begin = [match.start() for match in re.finditer(re.escape(quote), text)]
        assert any(start in starts for start in begin), quote
        # It ends where a sentence does, or at a stop that shows that the sentence goes on.
        assert any(start + len(quote) in ends for start in begin) or for_people(quote).endswith("[…]"), quote


def test_what_the_boss_is_quoted_with_was_said_by_the_boss(talk) -> None:
    rehearsal, found = talk
    heard = {turn.number: " ".join(turn.utterance.text.split()) for turn in rehearsal.turns}
    for worry in found.worries:
        if worry.asked:
            assert worry.raised in heard
            assert all(part.text in heard[worry.raised] for part in sentences(worry.asked))
        if worry.reaction:
            assert all(part.text in heard[worry.turn] for part in sentences(worry.reaction))


def test_no_line_is_both_praised_and_blamed(talk) -> None:
    _, found = talk
    praised = {note.turn for note in found.strongest}
    blamed = {note.turn for note in (*found.weakest, *found.flags)}
    if found.turning_point:
        (praised if "favour" in found.turning_point.why else blamed).add(found.turning_point.turn)
    assert not praised & blamed
    assert not praised & {
        worry.turn
        for worry in found.worries
        if worry.concern in found.stuck and "settled it in" not in worry.why
    }


def test_nothing_blames_a_line_that_moved_a_worry_or_asked_something(talk) -> None:
    rehearsal, found = talk
    moved = {one.number: one for one in exchanges(rehearsal.turns)}
    for note in found.weakest:
        one = moved[note.turn]
        assert one.turn.reading.level < 2
        assert not one.moved_on
        assert not one.settled
        assert not re.search(r"\b(?:what|which|who|how|when)\b[^.!?]*\?$", one.said.lower())


def test_nothing_that_pushes_or_threatens_is_praised(talk) -> None:
    rehearsal, found = talk
    spoiled = {one.number for one in exchanges(rehearsal.turns) if spoils(one)}
    assert not spoiled & {note.turn for note in found.strongest}


def test_worries_are_told_as_the_states_have_them(talk) -> None:
    rehearsal, found = talk
    for worry in found.worries:
        states = [next((c.state for c in t.state.concerns if c.id == worry.concern), ConcernState.DORMANT) for t in rehearsal.turns]  # fmt: skip
        assert list(worry.states) == states
        assert worry.state is states[-1]
        assert bool(worry.answer) is (worry.state is not ConcernState.SETTLED)
        if worry.state is ConcernState.SETTLED and worry.turn:
            assert states[worry.turn] is ConcernState.SETTLED
            assert states[worry.turn - 1] is not ConcernState.SETTLED


def test_what_was_agreed_holds_commitments_only(talk) -> None:
    rehearsal, found = talk
    boss = {turn.number: turn.utterance.text for turn in rehearsal.turns}
    for one in found.agreed:
        if one.by_boss:
            assert one.quote in boss[one.turn]
            if one.who == "You":  # what they gave the user to do is in their words too
                assert handed(one.quote) or [who for who, _, _ in pieces(one.quote, "Your boss")] == ["You"]
            else:
                assert re.search(r"\bI(?:'|’)?(?:ll| will)\b", one.quote)
        elif one.who == ASKED_FOR:
            assert one.quote in said_in(rehearsal)[one.turn]
            assert one.answer
            assert one.answer in boss[one.answered]
        else:
            assert one.quote in said_in(rehearsal)[one.turn].replace("’", "'")
            # Without the asking before it, a day that the boss said back is a plain clause too.
            plainly = [who for who, _, _ in pieces(one.quote)] == [one.who] or one.when in boss[one.turn]
            assert plainly or meant(one.quote) or ordered(one.quote) or STOPS.search(one.quote) or (one.who == BOTH and LOOK.search(one.quote))  # fmt: skip
            assert one.when in one.quote
            assert one.turn not in {note.turn for note in found.flags if "threat" in note.why}
    if found.outcome not in (Outcome.AGREED, Outcome.TRIAL_AGREED, Outcome.NOT_NOW):
        assert not found.agreed


def test_sections_do_not_contradict_each_other(talk) -> None:
    _, found = talk
    dated = any("you named it" in one for one in found.revisit)
    assert not (dated and any("no day" in one.lower() for one in found.open_ends))
    missing = {note.act.value for note in found.acts if not note.done}
    assert missing == set(found.acts_missing)
    for advice in found.practise:
        unsaid = advice.text.startswith(
            ("You did not use: “", "What you ask for. You did not say", "Your longest", "How you close.")
        )
        habit = any(advice.text.startswith(one.title) for one in found.habits)
        assert advice.element in (*missing, *TYPES) or unsaid or habit
        if advice.element in found.settled:
            assert re.search(r"begin with what settled it|It is settled; have|You have this|In turn \d+ you answered|^Your longest", advice.text)  # fmt: skip
    if any(one.who != "Your boss" and not one.by_boss and one.when for one in found.agreed):
        assert "close" in found.acts_done or found.outcome is not Outcome.AGREED
    assert len(found.practise) <= 3
    assert len({advice.element for advice in found.practise}) == len(found.practise)


def test_what_would_answer_a_worry_was_not_said(talk) -> None:
    rehearsal, found = talk
    spoken = " ".join(said_in(rehearsal).values())
    for note in (*found.worries, *found.weakest):
        for fact in note.used:
            assert fact.text.rstrip(".") not in spoken
            assert fact.source in fields(rehearsal.scenario) or fact.source.split("[")[0] in (
                "evidence",
                "preferred_ask",
                "options",
            )


def test_a_better_wording_invents_nothing_and_has_no_gaps(talk) -> None:
    rehearsal, found = talk
    known = " \n ".join([*fields(rehearsal.scenario).values(), *said_in(rehearsal).values()]).lower()
    for text in wordings(found):
        assert "[" not in text
        assert "{" not in text
        for span in find_spans(text):
            assert span.text.lower() in known, (span.text, text)


def test_a_habit_stands_in_two_turns_at_least_and_in_no_good_one(talk) -> None:
    rehearsal, found = talk
    said, turns = said_in(rehearsal), {one.number: one for one in exchanges(rehearsal.turns)}
    for note in found.habits:
        assert len(note.turns) >= 2
        assert all(one.quote in said[one.turn] and one.turn in note.turns for one in note.quotes)
        assert all(
            turns[number].turn.reading.level < 2 and not turns[number].settled for number in note.turns
        )


def test_no_sentence_of_a_debrief_is_said_twice(talk) -> None:
    """What a section says beside the quotes; two threats cost the same, so the remarks on them may be alike."""
    _, found = talk
    told = [
        *found.open_ends,
        *found.revisit,
        *(note.why for note in found.habits),
        *(one.answer for one in found.worries),
    ]
    told += [one.text for one in found.practise] + [note.better for note in (*found.weakest, *found.habits)]
    parts = [part.text for text in told for part in sentences(text) if len(part.text.split()) > 5]
    facts = {fact.text for one in (*found.worries, *found.weakest, *found.habits) for fact in one.used}
    own = [part for part in parts if not any(fact.rstrip(".") in part for fact in facts)]
    assert len(own) == len(set(own)), [part for part in own if own.count(part) > 1]


def test_private_notes_never_appear(talk) -> None:
    rehearsal, found = talk
    scenario, said = rehearsal.scenario, " ".join(said_in(rehearsal).values())
    notes = [*scenario.evidence, *scenario.options, *scenario.constraints]
    private = [note.text for note in notes if note.private] + [scenario.notes, scenario.contract]
    everything = json.dumps(
        [*wordings(found), *(worry.answer for worry in found.worries)], ensure_ascii=False
    )
    for text in filter(None, private):
        tokens = text.split()
        for n in range(max(1, len(tokens) - 3)):
            run = " ".join(tokens[n : n + 4])
            assert run in said or run not in everything


# --- single cases ---------------------------------------------------------------------------------------------------


def test_a_long_sentence_stops_at_a_natural_stop() -> None:
    from assistant.debriefing.quoting import until_stop

    sentence = (
        "I would like to plan the modernisation of the six lifts at the hospital myself from the beginning of May until the end of July, "
        "with Owen on my call-outs on Thursdays, and with you looking at the figures every other Friday at four."
    )
    assert until_stop(sentence) == sentence[: sentence.index(" and with you")]
    assert for_people(until_stop(sentence)).endswith("on Thursdays […]")
    assert until_stop("Jonas takes it.") == "Jonas takes it."


def test_an_open_worry_names_the_fact_that_was_not_said() -> None:
    found = shown(play(BREWERY, [line("I'd like to run the sensory panel.", 2, elements=("change",)), EMPTY], cued=("coverage",)))  # fmt: skip
    [worry] = [worry for worry in found.worries if worry.concern == "coverage"]
    assert "Jonas takes my pH readings on those mornings." in worry.answer
    assert "did not say it" in worry.answer


def test_what_nobody_knows_is_a_blank() -> None:
    bare = replace(BREWERY, preferred_ask="I would like to run the sensory panel.", evidence=(), options=())
    [worry] = [
        one
        for one in shown(play(bare, [ASK, EMPTY], cued=("coverage",))).worries
        if one.concern == "coverage"
    ]
    assert BLANK.search(worry.answer)
    assert "Jonas" not in worry.answer


def test_a_settled_worry_says_which_words_settled_it_and_what_they_said_to_it(scripted) -> None:
    _, found = scripted("brilliant", "sceptical")
    settled = [worry for worry in found.worries if worry.state is ConcernState.SETTLED and worry.turn]
    assert settled
    assert any(worry.reaction for worry in settled)
    for worry in settled:
        # The next worry, which the same turn of the boss's may raise, is no part of the reaction.
        assert all(
            other.asked not in worry.reaction for other in found.worries if other is not worry and other.asked
        )


@pytest.mark.parametrize(
    "said",
    [
        "If you say no, I'll tell Corley how you run this place, and you can explain that to the board.",
        "Give it to me or I will make your life hell.",
        "I'm staying, and if you don't give me this I'm off to Vienna.",
        "If you block it, I go to the deputy minister myself.",
    ],
)
def test_a_threat_is_named_and_never_agreed_to(said: str) -> None:
    found = shown(play(BREWERY, [ASK, line(said, 2, cover=said)], cued=("coverage",), boss="supportive"))
    assert found.flags[0].quote == said
    assert "threat" in found.flags[0].why
    assert not found.agreed
    assert 2 not in {note.turn for note in found.strongest}


@pytest.mark.parametrize(
    "said",
    [
        "If you say no, I'd like to know what would make it a yes.",
        "If you can't decide it, who can?",
        "If the trial doesn't work, I go back to my bench.",
        "I deserve a chance at it, I was the best on the line last year.",
        "Do you want me to leave it until Monday?",
    ],
)
def test_what_is_no_threat_or_complaint_is_not_flagged(said: str) -> None:
    assert (
        shown(play(BREWERY, [ASK, line(said, 1, grievance="a chance at it")], cued=("timing",))).flags == ()
    )


@pytest.mark.parametrize(
    ("sentence", "promises"),
    [
        ("So: I email Dr Osei tonight, you tell your lead on Monday, we look at it on 25 January.",
         [("You", "I email Dr Osei tonight"), ("Your boss", "you tell your lead on Monday"), ("Both of you", "we look at it on 25 January")]),
        ("You and I look at it on 5 March.", [("Both of you", "You and I look at it on 5 March")]),
        ("It's a commitment: by this Friday, 18 June, I bring you the procedure.", [("You", "by this Friday, 18 June, I bring you the procedure")]),
        ("I ask HR Monday 10 May, I write you same day.", [("You", "I ask HR Monday 10 May"), ("You", "I write you same day")]),
        ("Can we say you tell them Monday, and I begin Thursday 1 April?", [("Your boss", "you tell them Monday"), ("You", "I begin Thursday 1 April")]),
        ("If it fails, I go back to the line.", []),
        ("Thursday.", []),
        ("I'd like to start in May.", []),
        ("You look for this: thirty tests in eight weeks.", []),
    ],
)  # fmt: skip
def test_who_does_what(sentence: str, promises: list[tuple[str, str]]) -> None:
    assert [(who, words) for who, words, _ in pieces(sentence)] == promises


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("I ask Piet tonight about the Tuesdays", "tonight"),
        ("I take over the Tuesday counter from 3 May", "3 May"),
        ("I keep my Tuesday and Thursday round", ""),
        ("you tell the crew on Tuesday", "Tuesday"),
        ("I write to the office this week", "this week"),
        ("we meet again that day at four", "that day at four"),
    ],
)
def test_the_day_of_a_promise_is_when_it_is_done(words: str, day: str) -> None:
    assert when(words) == day


def closed(said: str, answer: str, boss: str = "supportive") -> Debrief:
    """The debrief of a talk that was agreed to, with ``said`` at the end and the manager's ``answer`` to it."""
    played = play(VET, [ASK, COVER, line(said, 2, elements=("next_step",), acts=(Act.CLOSE,))], cued=("coverage",), boss=boss)  # fmt: skip
    *before, last = played.turns
    assert last.said == said
    state = replace(last.state, outcome=Outcome.AGREED)
    last = replace(last, utterance=Utterance(answer), state=state, decision=replace(last.decision, outcome=Outcome.AGREED))  # fmt: skip
    return shown(replace(played, turns=(*before, last), ended=True))


def test_each_clause_of_the_summary_is_on_the_list() -> None:
    found = closed(
        "I print the rota tonight and give it to you by Thursday, you visit the clinic on 9 March, and we sit down again on 1 April, if that works for you.",
        "Gladly.",
    )
    listed = [(one.who, one.quote, one.when) for one in found.agreed]
    assert ("Your boss", "you visit the clinic on 9 March", "9 March") in listed
    assert ("Both of you", "we sit down again on 1 April", "1 April") in listed


def test_a_day_that_the_boss_says_back_counts() -> None:
    said = "And when can we walk through the ward, Tuesday 9 March?"
    [one] = [one for one in closed(said, "Fine, Tuesday 9 March. See you there.").agreed if one.turn == 3]
    assert (one.who, one.when) == ("Both of you", "Tuesday 9 March")
    assert not [one for one in closed(said, "Not Tuesday 9 March, I'm away.").agreed if one.when]


def test_the_same_promise_is_listed_once() -> None:
    found = closed("I start on 2 April with the small dogs. So: I start with small dogs on 2 April, and you tell the vets on Monday.", "Good.")  # fmt: skip
    assert [one.when for one in found.agreed if one.who == "You"] == ["2 April"]


def test_a_word_that_is_still_to_come_is_a_loose_end() -> None:
    found = closed("I write the plan tonight. If the owner refuses, we talk again on Monday.", "Good.")
    assert any("If the owner refuses" in one for one in found.open_ends)
    assert "hangs on" in found.because
    assert "hangs on" not in closed("I write the plan tonight. If it fails, we stop.", "Good.").because


def test_what_was_agreed_is_told_from_what_was_asked() -> None:
    ask = line("I'd like to become head nurse from 1 May.", 2, elements=("change",), acts=(Act.OPTIONS,))
    asked = replace(ask[1], element_quotes={"change": "become head nurse"})
    end = line("So: I do it as acting head nurse for six months, and you tell the others on Monday.", 2, elements=("next_step",), acts=(Act.CLOSE,))  # fmt: skip
    turns = play(VET, [(ask[0], asked), COVER, end], cued=("coverage",), boss="supportive").turns
    state = replace(turns[-1].state, outcome=Outcome.AGREED)
    left = deal((*turns[:-1], replace(turns[-1], state=state)), exchanges(turns))
    assert left.smaller == (ask[0], 1, end[0], 3)


def test_a_trial_that_was_asked_for_is_no_lesser_yes() -> None:
    talk = play(VET, [line("I'd like to run the clinic as a pilot until June.", 2, elements=("change",)), COVER], cued=("coverage",))  # fmt: skip
    said, state = exchanges(talk.turns), talk.turns[-1].state
    text = because(state, Outcome.TRIAL_AGREED, BOSSES["sceptical"], TYPES, said)
    assert text.startswith("They agreed to the trial that you asked for")
    plain = exchanges(play(VET, [line("I'd like to run the clinic.", 2, elements=("change",)), COVER], cued=("coverage",)).turns)  # fmt: skip
    assert "rather try it" in because(state, Outcome.TRIAL_AGREED, BOSSES["sceptical"], TYPES, plain)


def test_a_threat_that_was_taken_back_is_not_what_weighed_on_it() -> None:
    said, heard = line("I apologise, I didn't mean that. I'm staying.", 1, reassurance="I'm staying")
    sorry = said, replace(heard, relents="I apologise, I didn't mean that.")
    beg = line("You are the best boss ever, you are so wise.", 0, flattery="You are the best boss ever")
    stands = play(LIBRARY, [ASK, THREAT, EMPTY], cued=("budget",), boss="sceptical")
    back = play(LIBRARY, [ASK, THREAT, sorry, beg, beg], cued=("budget",), boss="sceptical")
    left, right = (
        because(talk.turns[-1].state, Outcome.NOT_NOW, BOSSES["sceptical"], TYPES, exchanges(talk.turns))
        for talk in (stands, back)
    )
    assert "look elsewhere" in left
    assert "look elsewhere" not in right


def test_a_strong_figure_that_was_not_said_is_named() -> None:
    strong = replace(VET, evidence=(replace(VET.evidence[0], text="I cut missed dental recalls from 62 to 18", private=False),))  # fmt: skip
    proud = line("I trained two new nurses last year, 12 hours each.", 1, evidence="I trained two new nurses")
    quiet = shown(play(strong, [ASK, proud, COVER], cued=("coverage",)))
    assert any("missed dental recalls" in one.text for one in quiet.practise)
    told = line(
        "Since May I cut missed dental recalls from 62 to 18.", 1, evidence="I cut missed dental recalls"
    )
    assert not any("did not use" in one.text for one in shown(play(strong, [ASK, told], cued=("coverage",))).practise)  # fmt: skip
    # What has nothing to do with the ask would only weaken it.
    beside = replace(VET, evidence=(replace(VET.evidence[0], text="I cut missed vaccinations from 62 to 18", private=False),))  # fmt: skip
    assert not any("did not use" in one.text for one in shown(play(beside, [ASK, proud, COVER], cued=("coverage",))).practise)  # fmt: skip


def test_a_second_step_that_the_boss_asked_for_is_nothing_to_practise() -> None:
    states = ConcernState.DORMANT, ConcernState.RAISED, ConcernState.RAISED, ConcernState.SETTLED
    slow = WorryNote("timing", states[-1], states, 3, "", "")
    half = replace(slow, states=(*states[:2], ConcernState.EASED, ConcernState.EASED, states[3]), turn=4)
    words = dict.fromkeys((2, 3, 4), "We stop on 3 May.")
    assert not list(_slow([half], {"timing": words}))
    [(note, times)] = _slow([slow], {"timing": words})
    assert times == 1
    assert "begin with what settled it in turn 3" in _sooner(note, TYPES["timing"], times, words).text
    # A turn that only asked, or was about another worry, wasted nothing; and a question is no way in.
    assert not list(_slow([slow], {"timing": {3: ""}}))
    assert not list(_slow([slow], {"timing": {2: ""}}))
    # One that reopened it was heard as something else.
    fell = replace(slow, states=(*states[:2], ConcernState.PRESSED, states[3]))
    assert not list(_slow([fell], {"timing": words}))


def test_a_part_without_words_is_not_heard(talk) -> None:
    _, found = talk
    assert all(note.quote and note.turn is not None for note in found.acts if note.done)


def test_an_ask_for_a_task_is_no_direction() -> None:
    def parts(said: str) -> tuple[str, ...]:
        return shown(play(VET, [line(said, 2, elements=("change",))])).acts_done

    assert Act.FUTURE.value not in parts("I would like to take over the stock list on Tuesdays.")
    assert Act.FUTURE.value in parts("I would like the post of deputy head nurse from May.")


def test_a_question_whether_it_is_free_is_no_ask() -> None:
    found = shown(play(VET, [line("May I ask: is the deputy post filled?", 2, elements=("change",)), ASK]))
    assert all("filled" not in note.quote for note in found.acts)


def test_a_line_that_does_what_the_hint_advises_is_not_blamed() -> None:
    found = shown(play(VET, [ASK, line("I don't need the title now."), EMPTY], cued=("no_path",)))
    assert [note.turn for note in found.weakest] == [3]


def test_where_somebody_wants_to_go_is_heard_in_their_own_words() -> None:
    for said in (
        "I'd like to become senior planner here.",
        "I like the part where you sort out who goes where.",
        "I want to build this here.",
    ):
        found = shown(play(VET, [line(said, 2, elements=("change",))]))
        assert Act.FUTURE.value in found.acts_done, said
    assert Act.FUTURE.value not in shown(play(VET, [EMPTY])).acts_done


def test_a_not_now_has_dates_or_the_blank_for_one() -> None:
    found = shown(TALKS["unwilling"])
    assert found.outcome is Outcome.NOT_NOW
    assert len(found.revisit) == len(found.conditions) > 0
    # 15 May was named for looking at what was asked; the manager never asked how it goes on after the "not now".
    assert all("[on which date?]" in one for one in found.revisit)
    assert any("does not stand up for you" in one for one in found.open_ends)


def test_practice_names_open_worries_before_the_rest() -> None:
    found = shown(TALKS["flatterer"])
    assert found.practise[0].element in found.stuck
    assert set(found.practise[0].guidance_ids) & set(found.read)
    assert len(found.practise) == 3


def test_talking_time_is_remarked_on_only_where_it_was_lopsided() -> None:
    talkative = line("I really think that this would be good. " * 20, 1, benefit="this would be good")
    loud = shown(play(VET, [ASK, talkative, talkative, talkative], cued=("timing",)))
    assert loud.talking_guidance == ("listen-for-reaction",)
    assert shown(TALKS["silent"]).talking == ""
    assert set(catalog.guidance()) >= {"listen-for-reaction", "you-lead"}


def test_hesitant_words_are_counted() -> None:
    shy = line(
        "Um, sorry, maybe it could, um, sort of be possible, I guess, if that is all right with you?", 0
    )
    assert "“um” 6 times" in shown(play(VET, [ASK, shy, shy, shy], cued=("timing",))).talking


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
    for frames in texts["neutral"].values():
        for frame in frames:
            check_frame(frame)
            assert "[" not in frame


def test_every_worry_has_words_for_what_it_is_about_and_what_to_bring() -> None:
    texts = catalog.table("debrief")
    for name, kind in TYPES.items():
        assert texts["about"][name]
        assert set(texts["bring"][name]) == set(kind.answered_by) - {"acknowledges"}


def check_frame(frame: str) -> None:
    slots = re.findall(r"\{([^{}|]+)(?:\|[^{}]*)?\}", frame)
    assert set(slots) <= FRAME_SLOTS
    assert not find_spans(re.sub(r"\{[^}]*\}|\[[^\]]*\]", " … ", frame)), frame
    assert len(frame.split()) <= 40
