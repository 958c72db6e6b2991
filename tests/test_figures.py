"""What a text counts: one reading for the listener and the debrief."""

import pytest

from assistant.text.figures import figures, is_supposed, value


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("nine crates", 9),
        ("twenty-five pallets", 25),
        ("ninety hens", 90),
        ("a dozen hives", 12),
        ("two hundred and some", 200),
        ("1,250 litres", 1250),
        ("2.5 hours", 2.5),
        ("3 million", 3_000_000),
        ("half a day", 0.5),
        ("an hour", 1),
        ("no crates", None),
    ],
)
def test_a_number_is_read_in_digits_and_in_words(words: str, number: float | None) -> None:
    assert value(words) == number


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The dairy sold 340 wheels in June.", [(340, "", "wheels")]),
        ("Breakages fell by 15 %.", [(15, "percent", "%")]),
        ("I milk two mornings a week.", [(2, "morning a week", "mornings")]),
        ("We bottled forty new jars and six kegs.", [(40, "", "jars"), (6, "", "kegs")]),
        ("Nine per shift is too much.", [(9, "", "")]),
        ("We open on 12 May at 7:30.", []),  # a day and a time count nothing
    ],
)
def test_a_figure_says_what_it_is_of(text: str, found: list[tuple[float, str, str]]) -> None:
    assert [(one.value, one.unit, one.noun) for one in figures(text)] == found


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("We pressed 60 apple crates today.", ("apple", "crates", "today")),
        ("We pressed 60 of our crates.", ()),  # a part of them is another thing
        ("We pressed 60 more crates.", ()),
        ("We pressed 60.", ()),
    ],
)
def test_the_very_thing_is_all_that_stands_behind_the_number(text: str, thing: tuple[str, ...]) -> None:
    assert [one.thing for one in figures(text)] == [thing]


@pytest.mark.parametrize(
    ("sentence", "supposed"),
    [
        ("I filled 30 orders a day.", False),
        ("I filled 30 orders in May.", False),  # the month
        ("I'd fill 30 orders a day.", True),
        ("We might fill 30 orders.", True),
        ("Unless we fill 30 orders, it stops.", True),
        ("Did I fill 30 orders?", True),
    ],
)
def test_what_is_only_supposed_claims_no_figure(sentence: str, supposed: bool) -> None:
    assert is_supposed(sentence) is supposed
