"""A talk in which somebody says that they leave: how is talked about, and nobody asks them to stay after their no."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant import catalog
from assistant.coach import Coach
from assistant.domain import TEMPERAMENTS, ConcernState, Manager, Note, Outcome, Rehearsal, Scenario, User
from assistant.text.leaving import leaves, wavers

GONE = {"loyalty", "no_path", "readiness", "deferral", "budget", "headcount"}
ASKS_TO_STAY = re.compile(
    r"\b(?:staying or going|are you staying|you(?:'re| are) staying|would you stay|make you stay|what would keep you|keep you here|change (?:it|your mind)|bags packed|know you mean to be here)\b",
    re.I,
)
NURSE = Scenario(
    User("Ilka Brandt", "ward nurse", organisation="St Anne's"),
    Manager("Moira Keane", "ward sister"),
    "I'm leaving at the end of May; we are moving to Bergen. I'd hand my students over to Femi from March and I'd be glad of a reference.",
    evidence=(Note("Mentored four students in two years"),),
    constraints=(Note("The summer roster closes on 1 April"),),
)
SAID = (
    "Thank you for the time. I'm leaving at the end of May, because we're moving to Bergen.",
    "No, that's decided, and it has nothing to do with the ward.",
    "Femi takes over my students from March, and I write the student folder for her by 1 April.",
    "I stay until the end of May so that the summer roster is closed by then; I'm telling you now because of it.",
    "My contract asks for two months' notice and the day keeps to it; you have the letter on Friday.",
    "Nobody else knows yet, and I talk nobody into following me. You tell the ward on Monday, I tell Femi the same morning.",
    "Would you write me a reference?",
    "I write the folder by 1 April, you tell the ward on Monday. Do we agree?",
)
ANGRY = (
    "I'm leaving at the end of May, and I can't wait to get out of here.",
    "You never backed me, it was unfair from the start and I'm fed up with it.",
    "Not my problem who does it.",
    "You only ever cared about yourself, it's always the same with you.",
    "Whatever.",
    "I'm sick of being ignored here.",
    "Ask somebody else.",
    "I don't care.",
)


def talk(coach: Coach, scenario: Scenario, said: Sequence[str], seed: int = 5) -> Rehearsal:
    session = coach.start(scenario, seed=seed).session
    for words in said:
        if coach.resume(session).state.outcome is None:
            coach.say(session, words)
    return coach.resume(session)


def with_boss(temperament: str, trust: str = "medium", scenario: Scenario = NURSE) -> Scenario:
    return replace(scenario, manager=replace(scenario.manager, temperament=temperament, trust=trust))


@pytest.mark.parametrize(
    "said",
    [
        "I'm leaving at the end of May, my husband has a post in Bergen.",
        "I wanted to tell you myself that I'm leaving.",
        "I have decided to leave the practice.",
        "I've given notice, three months to 30 September.",
        "My last day will be 31 May.",
        "I won't be staying past August.",
        "You will lose me on 28 August, that's decided.",
        "I'm leaving the ward at the end of May.",
        "I am resigning as of 1 March.",
        "I'd like to retire in the spring.",
        "I'm handing in my notice today, and I would like to stay with you until 30 June.",
    ],
)
def test_an_announcement_is_one_in_many_words(said: str) -> None:
    assert leaves(said, planned=False)


@pytest.mark.parametrize(
    "said",
    [
        "I'm leaving the planning to you.",
        "I'm leaving it at that.",
        "I'm leaving the ward at 15:30 today.",
        "If nothing changes, I'm leaving.",
        "I want a band more, otherwise I look elsewhere.",
        "I'm not leaving.",
        "Do you think I'm leaving?",
        "People say I'm leaving, and it's not so.",
        "I've decided to go ahead with the course.",
        "I'm leaving my post for the audit team.",
        "I'm giving you notice that the stock is low.",
        "I'm thinking of leaving.",
        "I'd like a transfer to our house in Graz; I'm leaving the bar on 1 May.",
        "I'm moving to the sister hotel in Porto and my last day here is 30 April.",
        "I would stay with the company and go to the Lisbon office.",
        "I'd be seconded to the Oslo team; I'm leaving here for a year.",
    ],
)
def test_what_only_sounds_like_one_is_none(said: str) -> None:
    assert not leaves(said, planned=False)


def test_softer_words_are_enough_where_the_case_is_about_leaving() -> None:
    for said in (
        "I'd go. To screen work.",
        "Going. For the fourth time.",
        "I'd rather you heard it from me.",
    ):
        assert leaves(said, planned=True)
        assert not leaves(said, planned=False)


def test_who_would_stay_after_all_is_told_from_who_stays_until_a_day() -> None:
    assert all(
        map(
            wavers,
            ("For that I'd stay.", "With Fridays free I could stay.", "You could keep me with a raise."),
        )
    )
    assert not any(
        map(wavers, ("I'd stay to 28 August.", "No, nothing would make me stay.", "I won't stay."))
    )


@pytest.mark.parametrize("temperament", TEMPERAMENTS)
def test_a_well_prepared_departure_is_accepted_and_nobody_asks_to_stay_after_the_no(
    coach: Coach, temperament: str
) -> None:
    for seed in (3, 11):
        done = talk(coach, with_boss(temperament), SAID, seed)
        assert done.state.departure
        assert done.state.stands is Outcome.AGREED, (seed, [turn.utterance.text for turn in done.turns])
        raised = {c.id for c in done.state.concerns if c.raised_at is not None}
        assert not raised & GONE
        later = [turn.utterance.text for turn in done.turns[3:]]
        assert [text for text in later if ASKS_TO_STAY.search(text)] == []
        assert coach.replay(done.session)


@pytest.mark.parametrize("temperament", ["supportive", "procedural", "defensive", "sceptical"])
def test_an_angry_departure_is_not_accepted_and_not_forbidden(coach: Coach, temperament: str) -> None:
    done = talk(coach, with_boss(temperament), ANGRY)
    assert done.state.departure
    assert done.state.stands in (Outcome.NOT_NOW, Outcome.BROKEN_OFF, Outcome.LEFT_OPEN)
    for condition in done.state.conditions:
        assert not re.search(r"\bstay(?:ing)? (?:here|with|on)\b|\bmean to be here\b", condition)


def test_news_in_the_middle_answers_what_only_a_stay_could(coach: Coach) -> None:
    scenario = Scenario(
        User("Gus Hall", "welder"),
        Manager("Sean Moss", "foreman", "defensive"),
        "I want to run the coded welds two days a week from April.",
    )
    done = talk(coach, scenario, ["I want to run the coded welds two days a week from April."], 2)
    assert not done.state.departure
    done = talk(
        coach,
        scenario,
        [
            "I'd like to run the coded welds two days a week from April.",
            "I've decided to leave. My last day is 30 June.",
        ],
        2,
    )
    assert done.state.departure
    for concern in done.state.concerns:
        apt = catalog.concerns()[concern.id].departing is not None
        assert apt or concern.state is ConcernState.SETTLED
    assert coach.replay(done.session)


def test_a_plain_no_is_taken_and_a_maybe_leaves_it_open(coach: Coach) -> None:
    # Of the unwilling most ask once what would keep somebody.
    asked = [seed for seed in range(12) if talk(coach, with_boss("unwilling"), SAID[:1], seed).state.urged]
    assert 5 <= len(asked) <= 11
    firm = talk(coach, with_boss("unwilling"), SAID[:2], asked[0])
    assert firm.turns[-1].decision.remark == "firm"
    assert not firm.state.urged
    maybe = talk(coach, with_boss("unwilling"), [SAID[0], "For two evenings off a week I'd stay."], asked[0])
    assert maybe.state.outcome is Outcome.LEFT_OPEN
    assert coach.replay(maybe.session)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Would you write me a reference?", "reference_yes"),
        ("Could Femi have my Tuesdays from March?", "favour_yes"),
        ("Who tells the ward, you or I?", "tell"),
    ],
)
def test_what_they_ask_for_is_answered(coach: Coach, question: str, answer: str) -> None:
    done = talk(coach, with_boss("busy"), [SAID[0], SAID[1], question], 4)
    assert done.turns[-1].decision.answer == answer
    low = talk(coach, with_boss("busy", trust="low"), [SAID[0], ANGRY[1], question], 4)
    assert low.turns[-1].decision.answer == answer.replace("_yes", "_later")


@pytest.mark.parametrize(
    "favour",
    [
        "Could you write me a reference in May?",
        "May I put you down as a referee from June?",
        "Who tells the ward, you or I?",
        "Could Femi have my Tuesdays from March?",
    ],
)
@pytest.mark.parametrize("temperament", ["supportive", "procedural", "busy"])
def test_a_favour_is_no_close_and_is_answered_before_the_farewell(
    coach: Coach, favour: str, temperament: str
) -> None:
    # Asked in place of a close, it leaves room for one; asked in the last turn, its answer comes first.
    lines = {
        line.id: line.text
        for key in ("reference_yes", "favour_yes", "tell")
        for line in catalog.temperaments()[temperament].departing.lines[key]
    }
    for seed in (3, 11):
        done = talk(coach, with_boss(temperament), [*SAID[:6], favour], seed)
        before, last = done.turns[-2:]
        if last.decision.answer not in ("reference_yes", "favour_yes", "tell"):
            continue
        assert last.utterance.lines[0] in lines, last.utterance.text
        if before.state.closing and not before.state.granted:
            assert done.state.outcome is None, last.utterance.text
            assert (
                talk(coach, with_boss(temperament), [*SAID[:6], favour, SAID[7]], seed).state.stands
                is Outcome.AGREED
            )


def test_a_transfer_and_an_otherwise_are_no_departure(coach: Coach) -> None:
    transfer = replace(
        NURSE, preferred_ask="I'd like a transfer to our hospital in Leeds from May. I'd stay with the trust."
    )
    done = talk(
        coach, transfer, ["I'd like a transfer to our hospital in Leeds; I'm leaving the ward on 30 April."]
    )
    assert not done.state.planned
    assert not done.state.departure
    threat = replace(NURSE, preferred_ask="I want band six from May; otherwise I look elsewhere.")
    done = talk(coach, threat, ["I want band six from May. Otherwise I'm leaving."])
    assert not done.state.planned
    assert not done.state.departure


def test_the_hints_do_not_tell_them_to_stay(coach: Coach) -> None:
    session = coach.start(NURSE, seed=1).session
    told = [coach.hint(session).text]
    for words in SAID[:4]:
        coach.say(session, words)
        told.append(coach.hint(session).text)
    assert [text for text in told if re.search(r"what you want here|stay\b", text)] == []


def test_every_line_is_sayable_and_no_manager_repeats_themselves() -> None:
    bosses = catalog.temperaments()
    kinds = [kind.departing for kind in catalog.concerns().values() if kind.departing]
    for boss in bosses.values():
        assert boss.departing
        counts: Counter[str] = Counter()
        for group in [*boss.departing.lines.values(), *(g for kind in kinds for g in kind.lines.values())]:
            for line in group:
                if line.temperaments and boss.id not in line.temperaments:
                    continue
                assert not re.search(r"[0-9*_`#<>\[\]()~|\\\"]", re.sub(r"\{\w+\}", "", line.text)), line.text
                assert len(line.text.split()) <= 34, line.text
                parts = re.split(r"(?<=[.!?…])\s+", re.sub(r"“[^”]*”", " ", line.text))
                plain = (" ".join(re.findall(r"\w+", part.lower())) for part in parts)
                counts.update(part for part in plain if len(part.split()) >= 4)
        assert [part for part, times in counts.items() if times > 1] == []


@pytest.mark.parametrize("temperament", TEMPERAMENTS)
def test_there_are_words_of_their_own_for_each_manager(temperament: str) -> None:
    boss = catalog.temperaments()[temperament].departing
    assert boss
    for key in ("on_departs", "agree", "not_now", "ask_next_steps"):
        assert sum(temperament in line.temperaments for line in boss.lines[key]) >= 3, key
    for line in boss.lines["not_now"]:
        assert re.search(r"\b(?:once|if) \{condition\}", line.text, re.I), line.text
    for kind in catalog.concerns().values():
        for key in ("raise", "press"):
            if kind.departing:
                assert any(temperament in line.temperaments for line in kind.departing.lines[key])


def test_the_debrief_says_how_they_go_and_never_to_stay(coach: Coach) -> None:
    done = talk(coach, with_boss("supportive", trust="high"), SAID)
    found = coach.end(done.session)
    assert found.outcome is Outcome.AGREED
    assert found.summary.startswith("They accepted that you go")
    told = " ".join(
        [
            found.because,
            *found.open_ends,
            *(one.text for one in found.practise),
            *(w.answer for w in found.worries),
        ]
    )
    assert not re.search(r"whether you stay|what you want here|once more about staying|not now", told)
    assert {one.concern for one in found.worries} <= {"coverage", "timing", "fairness", "policy"}
    assert not {"impact", "future", "options"} & {one.element for one in found.practise}
    assert not {"impact", "future"} & set(found.acts_missing)
    # What was asked for and granted on the spot is not told as unheard.
    assert [one for one in found.open_ends if "reference" in one] == []


def test_an_unfinished_departure_is_told_as_such(coach: Coach) -> None:
    done = talk(coach, with_boss("procedural"), ANGRY)
    found = coach.end(done.session)
    assert "They agreed" not in found.summary
    if found.outcome is Outcome.NOT_NOW:
        assert found.summary.startswith("They cannot keep you")
    assert not {"impact", "future", "options"} & {one.element for one in found.practise}


@pytest.mark.parametrize(("temperament", "seed"), [("unwilling", 1), ("unwilling", 3), ("unwilling", 9)])
def test_what_they_missed_can_still_be_given_after_the_not_now(
    coach: Coach, temperament: str, seed: int
) -> None:
    vague = [
        "I haven't thought about that.",
        "That I don't know.",
        "I really couldn't say.",
        "I have nothing on that.",
    ]
    vague += ["I don't know that either.", "I couldn't tell you."]
    done = talk(coach, with_boss(temperament), SAID[:4], seed)
    for words in vague:
        if not done.state.parting:
            coach.say(done.session, words)
            done = coach.resume(done.session)
    assert done.state.stands is Outcome.NOT_NOW
    assert done.state.outcome is None
    for words in (SAID[5], SAID[4]):
        if done.state.outcome is None:
            coach.say(done.session, words)
            done = coach.resume(done.session)
    assert done.state.outcome is Outcome.AGREED
    assert coach.replay(done.session)


def test_a_drill_of_somebody_who_leaves_asks_about_the_handover(coach: Coach) -> None:
    drill = coach.drills.start(NURSE, "coverage", seed=3)
    lines = {line.text for line in catalog.concerns()["coverage"].departing.lines["raise"]}  # type: ignore[union-attr]
    assert drill.turns[0].state.departure
    assert any(text in drill.turns[0].utterance.text for text in lines)
    usual = coach.drills.start(
        replace(NURSE, preferred_ask="I'd like two days a week in the clinic from May."), "coverage", seed=3
    )
    assert not usual.turns[0].state.departure
