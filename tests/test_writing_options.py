"""Which of the listed ways is the ask itself: most of it must be asked for, a word in common is not enough."""

import pytest

from assistant.domain import Manager, Note, Scenario, Style, User
from assistant.writing.embedded import EmbeddedWriter
from assistant.writing.options import beside, chosen, repeats
from assistant.writing.parse import parse_ask
from assistant.writing.private import Piece

CASES = [
    ("I'd like to run the Friday fish counter from 3 June, and Omar covers the till.", ["One Friday a month", "A food hygiene course"], ""),
    ("I'd like to run the Friday fish counter from 3 June.", ["The fish counter", "One Friday a month"], "The fish counter"),
    ("Could I take over the tyre store from May?", ["Tyre store", "A course on tyres", "Shop foreman"], "Tyre store"),
    ("I want to teach the beginners' judo class on Mondays.", ["Teach the beginners' class", "Two Mondays off"], "Teach the beginners' class"),
    ("I would like to train the new porters for six weeks.", ["Training", "Head porter"], ""),
    ("I'd like to move to the seed laboratory in April.", ["Move to the seed laboratory", "Move to head office"], "Move to the seed laboratory"),
    ("I would like to lead the roof survey of the abbey.", ["Survey assistant", "Lead carpenter on another site"], ""),
    ("I'd like the supervisor post, and I would keep my own round.", ["Supervisor when Ruth retires in spring", "A shorter round"], "Supervisor when Ruth retires in spring"),
    ("I'd like to be second in command of the ferry from 1 May.", ["Stay on deck as second in command", "Captain"], ""),
    ("I want to drop to three days a week from March.", ["Three days a week", "Work three days at the depot"], "Three days a week"),
]  # fmt: skip


def asked(text: str):
    return parse_ask([Piece(text, "preferred_ask")])


@pytest.mark.parametrize(("text", "options", "chosen_one"), CASES)
def test_an_option_is_the_ask_only_where_most_of_it_is_asked_for(text, options, chosen_one):
    one, others = chosen(options, asked(text))
    assert one == chosen_one
    assert others == [option for option in options if option != one]


@pytest.mark.parametrize(
    ("text", "options", "subject"),
    [
        (CASES[0][0], CASES[0][1], "the Friday fish counter"),
        (CASES[4][0], CASES[4][1], "training the new porters"),
        (CASES[6][0], CASES[6][1], "the roof survey of the abbey"),
        (CASES[8][0], CASES[8][1], "the role of second in command of the ferry"),
        ("I would like to swap with the tram crew for two weeks.", ["Swap days with Jo"], "swapping with the tram crew"),
    ],
)  # fmt: skip
def test_where_no_option_is_the_ask_the_ask_gives_the_subject(text, options, subject):
    scenario = Scenario(
        User("Ana Ruiz", "clerk"), Manager("Linda Gray"), text, options=tuple(map(Note, options))
    )
    for kind, title in (("invitation", f"talk about {subject}?"), ("agenda", f"# Agenda: {subject}\n")):
        text = EmbeddedWriter().write(kind, scenario).markdown
        assert title in text
        assert "Where it leads" not in text


def test_another_way_stands_beside_the_ask_and_the_ask_itself_does_not():
    ask = asked("I'd like to start an evening chess club for pupils on Tuesdays from 4 May.")
    ways = [
        "One evening a month",
        "Evening chess club for pupils",
        "Deputy head",
        "Second in charge of games",
    ]
    assert beside(ways, ask) == ["One evening a month", "Deputy head", "Second in charge of games"]
    assert repeats("An evening chess club", ask)
    assert not repeats("Chess for the staff room", ask)


def test_a_move_among_the_ways_reads_as_a_thing():
    scenario = Scenario(
        User("Ana Ruiz", "clerk"),
        Manager("Linda Gray"),
        "I'd like to write the stock report every month.",
        options=(Note("Transfer to the harbour office"), Note("Lead the night team")),
    )
    text = EmbeddedWriter().write("five_acts", scenario).markdown
    assert "a transfer to the harbour office" in text
    assert "leading the night team" in text


@pytest.mark.parametrize("length", ["full", "short"])
def test_rivals_of_the_ask_are_the_users_own_fallback(length):
    ways = ("Transfer to the harbour office", "Deputy head of yards", "A course in welding later")
    scenario = Scenario(
        User("Ana Ruiz", "clerk"),
        Manager("Linda Gray"),
        "I'd like to write the stock report every month.",
        options=tuple(map(Note, ways)),
    )
    for kind in ("invitation", "agenda", "brief", "note", "transition_plan"):
        made = EmbeddedWriter().write(kind, scenario, Style(length=length))
        assert not any(word in made.markdown for word in ("ransfer", "head of", "welding")), kind
    card = EmbeddedWriter().write("five_acts", scenario, Style(length=length))
    fallback = card.markdown.split("If the answer is “not now”")[1]
    assert all(word in fallback for word in ("transfer", "head of", "welding"))
    assert not [one for one in card.withheld if one.text in ways]
