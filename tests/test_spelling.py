"""Typing errors are put right, and words that merely are rare stay as they are."""

import gzip
import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from assistant.text.neutral import neutral
from assistant.text.spelling import _dictionary, british, calendar, respelt


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("shfit", "shift"), ("satuday", "saturday"), ("allways", "always"), ("promissed", "promised"), ("enginer", "engineer"),
        ("befor", "before"), ("evrything", "everything"), ("dont", "don't"), ("teh", "the"), ("managment", "management"),
        ("stok", "stock"), ("janurary", "january"), ("deliverys", "deliveries"), ("wold", "would"), ("supervisior", "supervisor"), ("invoces", "invoices"), ("insted", "instead"),
        ("propsal", "proposal"), ("wantin", "wanting"), ("mins", "minutes"),
    ],
)  # fmt: skip
def test_a_slip_is_put_right(typed, meant):
    assert respelt(typed) == meant


@pytest.mark.parametrize(
    "word",
    ["rota", "lorry", "kiln", "calving", "strimmer", "fettling", "organisation", "jewellery", "apologise", "mould", "winch",
     "kerb", "padel", "chama", "mbps", "leaver", "calvings", "polders", "busbar"],
)  # fmt: skip
def test_a_rare_word_stays(word):
    assert respelt(word) == word


def test_what_may_be_a_name_is_not_guessed_at():
    assert respelt("shfit", known_slips_only=True) == "shfit"
    assert "Wuold" in neutral("Talk to wuold Wuold about it").replace("Sam", "Wuold")


@pytest.mark.parametrize(
    ("typed", "meant"), [("wendesday", "wednesday"), ("ocotber", "october"), ("augst", "august"), ("sundar", "sundar"), ("augusta", "augusta")]
)  # fmt: skip
def test_a_day_or_month_is_known_and_no_person_is_taken_for_one(typed, meant):
    assert calendar(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("its not right that she earns more then me", "it's not right that she earns more than me"),
        ("we loose a day", "we lose a day"),
        ("let me of on Fridays", "let me off on Fridays"),
        ("i want too lead it", "i want to lead it"),
        (
            "its own key, better then as now, a loose end, part of onboarding, ill and tired",
            "its own key, better then as now, a loose end, part of onboarding, ill and tired",
        ),
    ],
)
def test_words_typed_for_one_another_are_told_by_their_neighbours(typed, meant):
    assert neutral(typed).replace("they", "she") == neutral(meant).replace("they", "she")


@pytest.mark.parametrize(
    ("american", "here"),
    [("honored", "honoured"), ("travelers", "travellers"), ("organize", "organise"), ("laboratory", "laboratory"), ("jewelry", "jewellery"),
     ("counseling", "counselling"), ("size", "size"), ("humorous", "humorous")],
)  # fmt: skip
def test_american_spelling_becomes_british(american, here):
    assert british(american) == here


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("hey hey :) Can I leave at four? cheers, x", "Can I leave at four?"),
        ("Salaam brother. Can I leave at four? Peace.", "Can I leave at four?"),
        ("Respected sir, greetings of the day. Can I leave at four?", "Can I leave at four?"),
        ("I leave at four.", "I leave at four"),
    ],
)
def test_greetings_sign_offs_and_a_last_full_stop_go(text, same):
    assert neutral(text) == same


def test_the_dictionary_is_looked_up_like_a_table():
    path = Path(find_spec("spellchecker").origin).parent / "resources" / "en.json.gz"
    table = json.loads(gzip.decompress(path.read_bytes()))
    counts = _dictionary()
    assert dict(counts) == table
    assert len(counts) == len(table) > 100_000
    for absent in ("", "zz", "roomm", '"', "a\n", "~~"):
        assert absent not in counts
        assert counts.get(absent, 7) == 7
