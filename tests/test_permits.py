"""Worries and lines fit the kind of ask and what was said: one table, and everything else stays sayable."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from assistant import catalog
from assistant.domain import CONCERNS, TEMPERAMENTS, Manager, Note, Scenario, User
from assistant.engine.policy import greeting, opening
from assistant.speaking.moment import Moment
from assistant.speaking.permits import holding, money_in, not_made_up, out_of_place, sayable
from assistant.speaking.reasons import spread

LINES = catalog.table("permits")["lines"]
TYPES, BOSSES = catalog.concerns(), catalog.temperaments()


def case(ask: str, *constraints: str, special: tuple[str, ...] = (), boss: str = "busy") -> Scenario:
    return Scenario(
        user=User(name="Ilse Brandt", role="cellar hand"),
        manager=Manager(name="Tomas Rehn", role="cellar master", temperament=boss),
        preferred_ask=ask,
        constraints=tuple(Note(one) for one in constraints),
        special=special,
    )


def says(
    ask: str, *heard: str, worry: str = "timing", kind: str = "raise", special: tuple[str, ...] = ()
) -> str:
    """All that could be said of a worry."""
    lines = sayable(TYPES[worry].lines[kind], holding(case(ask, special=special), heard))
    return "\n".join(line.text for line in lines)


@pytest.mark.parametrize(
    ("ask", "worry", "words", "fits"),
    [
        ("I'd like to apply for the foreman's post in Lund.", "timing", "stop it halfway", False),
        ("I'd like to become head of the bindery.", "timing", "stop it halfway", False),
        ("I'd like to run the glaze room on Fridays.", "timing", "stop it halfway", True),
        (
            "I'd like to become head of the bindery, as a trial until the summer.",
            "timing",
            "stop it halfway",
            True,
        ),
        ("I'd like to run the glaze room from 4 September.", "timing", "have to start now", False),
        ("I'd like to run the glaze room on Fridays.", "timing", "have to start now", True),
        ("I'd like 3,200 euros a month instead of 2,900.", "budget", "this really going to cost", False),
        (
            "The gas course costs 780 pounds; I'd like the school to pay it.",
            "budget",
            "all in? Not only",
            False,
        ),
        ("I'd like the welding course.", "budget", "this really going to cost", True),
        ("I'd like the night desk on Fridays.", "headcount", "no post to put you in", False),
        ("I'd like the post of night porter.", "headcount", "no post to put you in", True),
    ],
)
def test_a_line_fits_what_is_asked_for(ask: str, worry: str, words: str, fits: bool) -> None:
    assert (words in says(ask, worry=worry)) is fits


@pytest.mark.parametrize("worry", ["budget", "headcount", "policy", "no_path"])
def test_whoever_owns_the_house_has_nobody_above(worry: str) -> None:
    owner = Manager(name="Tomas Rehn", role="owner", temperament="busy")
    ask = case("I'd like to run the glaze room on Fridays.")
    words = re.compile(r"\babove me\b|\bupstairs\b|\bmoney people\b|\bown boss\b")
    for kind, lines in TYPES[worry].lines.items():
        left = sayable(lines, holding(replace(ask, manager=owner), ()))
        assert left or not lines, kind
        assert not [line.text for line in left if words.search(line.text)]
    assert any(
        words.search(line.text)
        for lines in TYPES[worry].lines.values()
        for line in sayable(lines, holding(ask, ()))
    )


@pytest.mark.parametrize(
    ("worry", "kind", "words"),
    [
        ("fairness", "press", "carry you"), ("budget", "raise", "cover's money"), ("loyalty", "raise", "I train you"), ("fairness", "press", "favour if it had an end"),
        ("deferral", "meant", "can be undone"), ("policy", "idea", "called a trial"), ("deferral", "press", "begin while"),
    ],
)  # fmt: skip
def test_a_rise_alone_changes_nobodys_work(worry: str, kind: str, words: str) -> None:
    assert words not in says("I'd like 18.20 an hour instead of 17.10 from May.", worry=worry, kind=kind)
    assert words in says("I'd like to run the glaze room on Fridays.", worry=worry, kind=kind)


@pytest.mark.parametrize(
    ("heard", "fits"),
    [
        ("I'd still be here all day, the class is mine to run.", False),
        ("Nobody takes over anything from me, I run both classes.", False),
        ("Maren covers the desk on those days.", True),
        ("A colleague from the other ward takes over the round.", True),
    ],
)
def test_nobody_has_to_learn_what_nobody_takes_over(heard: str, fits: bool) -> None:
    told = says("I'd like to give a knee class on Thursdays.", heard, worry="coverage", kind="ease")
    assert ("they'd learn it all" in told) is fits


def test_a_first_go_is_not_asked_of_somebody_who_has_named_a_time() -> None:
    words = "without any title on it"
    asked = "I'd like to look after both depots."
    assert words in says(asked, worry="no_path", kind="press")
    assert words not in says(asked, "For six months, and on 1 March we count.", worry="no_path", kind="press")


@pytest.mark.parametrize("boss", TEMPERAMENTS)
def test_whoever_applies_hears_no_worry_about_what_it_costs_or_who_else_wants_it(boss: str) -> None:
    scenario = case("I'd like to apply for the foreman's post in Lund.", boss=boss)
    for seed in range(20):
        state = opening(
            BOSSES[boss], TYPES, seed=seed, difficulty="hard", trust="medium",
            barred=out_of_place(scenario), only_known=not_made_up(scenario),
        )  # fmt: skip
        assert {"budget", "fairness", "headcount", "no_path"}.isdisjoint(one.id for one in state.concerns)


def test_a_worry_that_the_scenario_brings_up_comes_up_all_the_same() -> None:
    scenario = case("I'd like to apply for the foreman's post in Lund.", boss="procedural")
    state = opening(
        BOSSES["procedural"], TYPES, seed=3, difficulty="realistic", trust="medium",
        barred=out_of_place(scenario), only_known=not_made_up(scenario), cued=("fairness",),
    )  # fmt: skip
    assert "fairness" in {one.id for one in state.concerns}


def test_a_path_is_missed_by_those_who_ask_for_one() -> None:
    assert "no_path" in not_made_up(case("I'd like Thursdays for the knee class."))
    assert "no_path" not in not_made_up(case("I'd like to become deputy head of the studio."))
    assert "no_path" not in not_made_up(case("I'd like Thursdays for the report.", special=("no_ladder",)))


@pytest.mark.parametrize(
    ("text", "sum_"),
    [
        ("4,500 pounds on top", "4,500 pounds"),
        ("two days a week", None),
        ("£640 for the course", "£640"),
        ("5 % less waste", None),
    ],
)
def test_a_sum_is_money(text: str, sum_: str | None) -> None:
    assert money_in(text) == sum_


@pytest.mark.parametrize("name", LINES)
def test_each_row_bars_some_lines_and_leaves_every_boss_enough(name: str) -> None:
    row = LINES[name]
    barred = 0
    for worry in CONCERNS:
        for kind in ("raise", "press", "ease"):
            lines = TYPES[worry].lines[kind]
            left = sayable(lines, frozenset(row["unless"]))
            barred += len(lines) - len(left)
            for boss in TEMPERAMENTS:
                mine = [one for one in left if not one.temperaments or boss in one.temperaments]
                assert sum(not one.slots for one in mine) >= 3, (name, worry, kind, boss)
    others = [line for boss in BOSSES.values() for lines in boss.lines.values() for line in lines]
    assert barred + len(others) - len(sayable(others, frozenset(row["unless"]))) > 0
    re.compile(row.get("says", ""))


@pytest.mark.parametrize(
    ("ask", "costs"),
    [
        ("I'd like to go down to 28 hours from May.", False),
        ("I would like to work 80 percent from June.", False),
        ("I'd like four days instead of five.", False),
        ("I'd like to work part-time until the autumn.", False),
        ("I'd like to go up to 40 hours.", True),
        ("I'd like to run the glaze room on Fridays.", True),
    ],
)
def test_working_less_costs_no_money(ask: str, costs: bool) -> None:
    assert ("budget" not in not_made_up(case(ask))) is costs


def owned(ask: str, *options: str, constraints: tuple[str, ...] = ()) -> Scenario:
    """An ask put to somebody who owns the house."""
    owner = Manager(name="Tomas Rehn", role="owner", temperament="busy")
    return replace(case(ask, *constraints), manager=owner, options=tuple(Note(one) for one in options))


@pytest.mark.parametrize(
    ("scenario", "there"),
    [
        (owned("I'd like to run the second shop in Malmö from September."), True),
        (owned("I want to be the one who opens Malmö.", "Open the second bakery in Malmö"), True),
        (owned("I'd like to lead the new workshop from May."), True),
        (owned("I'd like to be deputy manager.", "Deputy manager"), False),
        (owned("I'd like the ordering for the shop from May."), False),
        (owned("I'd like to run a tasting on Fridays.", "Open later on Fridays"), False),
    ],
)
def test_nobody_says_that_there_is_no_way_up_where_the_house_has_the_place(
    scenario: Scenario, there: bool
) -> None:
    assert ("no_path" in out_of_place(scenario)) is there


def test_a_place_kept_for_one_of_the_family_is_seen_to_later_where_there_is_room_for_both() -> None:
    kept = ("His nephew may want to take over the shop",)
    room = owned("I'd like to run the second shop in Malmö.", constraints=kept)
    none = owned("I'd like to be deputy manager.", constraints=kept)
    for scenario, worry in ((room, "deferral"), (none, "no_path")):
        possible = set(CONCERNS) - set(out_of_place(scenario))
        assert [its for _, its in spread(scenario, possible)] == [worry]


@pytest.mark.parametrize(
    ("ask", "moves"),
    [
        ("I'd like to transfer to the Lund depot in May.", True),
        ("I want the planner's job in Lund.", True),
        ("I'd like to move to another branch.", True),
        ("I'd like to work in our sister company in the north.", True),
        ("I'd like to move to four days from May.", False),
        ("I'd like to switch to the glue bench.", False),
        ("I'd like to move the Lund stock to the cellar.", False),
        ("I'd like to lead the night crew.", False),
    ],
)
def test_who_goes_for_good_starts_nothing_and_is_not_asked_whether_they_stay(ask: str, moves: bool) -> None:
    assert ("moving" in holding(case(ask), ())) is moves
    assert ("lovely thing to start" in says(ask)) is not moves
    assert ("what's the sign to stop" in says(ask, kind="press")) is not moves
    assert ("loyalty" in not_made_up(case(ask))) is moves


@pytest.mark.parametrize("worry", ["budget", "headcount", "policy", "fairness"])
def test_an_owner_asks_nobody_and_is_asked_by_nobody(worry: str) -> None:
    words = re.compile(r"\bbudget line\b|\bhave to beg\b|\bHR\b|\btold not to\b|\bon file\b")
    left = [
        line.text
        for lines in TYPES[worry].lines.values()
        for line in sayable(lines, holding(owned("I'd like to run the glaze room on Fridays."), ()))
    ]
    assert left
    assert not [text for text in left if words.search(text)]


@pytest.mark.parametrize(
    ("said", "fits"), [("Six months, then we look.", False), ("It costs 240 euros.", True)]
)
def test_only_a_sum_is_called_a_price(said: str, fits: bool) -> None:
    scenario = case("I'd like to run the glaze room on Fridays.")
    now = Moment(scenario, (), said, greeting(), BOSSES["busy"], TYPES, random.Random(1))
    left = sayable(TYPES["budget"].lines["settle"], now.holds)
    assert any("amount" in line.slots for line in left) is fits


@pytest.mark.parametrize(
    ("heard", "worry", "kind", "words", "fits"),
    [
        ("I'd begin on 4 September.", "timing", "raise", "So where in all that would this go", False),
        ("I'd begin in september, after the fair.", "timing", "raise", "I don't know where I'd put it", False),
        ("I'd like it very much.", "timing", "raise", "So where in all that would this go", True),
        ("I could ask HR or whoever does it now.", "not_my_decision", "ease", "It's clearer who ought to hear it", False),
        ("The director decides it, and you hand it on.", "not_my_decision", "ease", "It's clearer who ought to hear it", True),
        ("The director decides it.", "not_my_decision", "settle", "With that in hand", False),
        ("I'll write one page for the director.", "not_my_decision", "settle", "With that in hand", True),
        ("Marta does the glazing.", "not_my_decision", "settle", "With {person} in this", False),
        ("You ask Yanis with me this week.", "coverage", "press", "if your work had a home", False),
        ("It would do me good.", "coverage", "press", "if your work had a home", True),
    ],
)  # fmt: skip
def test_no_line_asks_for_or_credits_what_was_not_so(heard, worry, kind, words, fits) -> None:
    assert (words in says("I'd like to run the glaze room.", heard, worry=worry, kind=kind)) is fits


@pytest.mark.parametrize(
    ("ask", "worry", "words", "fits"),
    [
        ("I'd like to run the kiln from 4 May until the end of June.", "coverage", "From which day", False),
        ("I'd like to run the kiln on Fridays.", "coverage", "From which day", True),
        ("I'd like to run the kiln from 4 May until the end of June.", "timing", "when's it over", False),
        ("I'd like to run the kiln from 4 May.", "timing", "when's it over", True),
    ],
)
def test_nobody_asks_from_when_until_when_where_both_were_said(
    ask: str, worry: str, words: str, fits: bool
) -> None:
    assert (words in says(ask, worry=worry, kind="press")) is fits
