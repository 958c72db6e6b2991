"""The judge of finished texts finds what is planted, and the suite's bounds are those the brief sets."""

import tomllib
from pathlib import Path

import pytest

from assistant.scenario import load_scenario
from assistant.writing.embedded import EmbeddedWriter
from evals.drafts.files import lost
from evals.drafts.judge import DATA, faults
from evals.drafts.sources import unsourced
from evals.run import rows

ROWS = rows("scenarios.jsonl")


def named(row, kind, markdown, leaving=False):
    return {name for name, _ in faults(ROWS[row], kind, markdown, leaving=leaving)}


def brief(row):
    return EmbeddedWriter().write("brief", load_scenario(dict(ROWS[row]))[0]).markdown


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ("It saved 4,200 a year.", "unsourced"),
        ("Seventeen of them agreed.", "unsourced"),
        ("We agreed it with Sigrid.", "unsourced"),
        ("It starts in March.", "unsourced"),
        ("We meet on a Friday.", "unsourced"),
        ("Hello None,", "hole"),
        ("I know the daughter comes.", "leaked"),
        ("Yanis has agreed.", "claimed"),
    ],
)
def test_what_is_planted_is_found(planted, fault):
    text = brief("sd-01")
    assert named("sd-01", "brief", text) == set()
    assert fault in named("sd-01", "brief", f"{text}\n{planted}\n")


@pytest.mark.parametrize("gone", ["60 pieces", "Yanis", "What we gain", "waste"])
def test_what_is_taken_out_is_missed(gone):
    text = brief("sd-01").replace(gone, "")
    assert named("sd-01", "brief", text) & {"missing", "element"}


def test_the_parts_of_the_meeting_are_no_inventions():
    row = ROWS["sd-01"]
    assert (
        unsourced(
            "# Talk\n\n- **When:** Tuesday 13 April 2027, 15:00 to 15:45\n\n## 2. Impact (15:04, 9 min)\n",
            row,
        )
        == []
    )
    assert unsourced("We talk at 16:10.", row) == ["16:10"]
    assert unsourced("Call me on [phone], [17 May].", row) == []


def test_a_private_note_is_no_source():
    row = {**ROWS["sd-01"], "evidence": [{"text": "I saved 777 francs with Odile", "private": True}]}
    assert unsourced("We saved 777 with Odile.", row) == ["777", "Odile"]


def test_a_lost_word_is_named():
    assert (
        lost("**One** two [blank words]\n\n| a | b |\n|---|---|\n| c | d |", "One two blank words a b c d")
        == []
    )
    assert lost("One Ёлкин", "One ?????") == ["Ёлкин"]


def test_every_scenario_and_every_kind_is_judged():
    judged = tomllib.loads((DATA / "drafts.toml").read_text("utf-8"))
    for row in ROWS.values():
        assert len(judged[row["id"]]["must"]) >= len(row["must_mention"])
        leaks = [item for item in row["must_not_claim"] if item.startswith("LEAK")]
        assert bool(leaks) <= bool(judged[row["id"]]["leak"])


def test_the_bounds_leave_no_room():
    suite = tomllib.loads((Path(DATA).parent / "suites" / "drafts.toml").read_text("utf-8"))
    assert set(suite["at_least"].values()) == {1.0}
    assert set(suite["at_most"].values()) == {0}
