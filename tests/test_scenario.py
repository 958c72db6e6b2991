"""Scenarios: what is accepted, and what is said about what is not."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import OnwardError, ScenarioError
from assistant.scenario import dump_scenario, load_scenario, read_scenario
from assistant.text.clean import clean, looks_english


def changed(data: dict, path: str, value: object) -> dict:
    copy = json.loads(json.dumps(data))
    *parents, last = path.split(".")
    target = copy
    for parent in parents:
        target = target[parent]
    target[last] = value
    return copy


def test_a_scenario_survives_a_round_trip(scenario, scenario_data) -> None:
    assert load_scenario(dump_scenario(scenario)) == (scenario, [])
    assert scenario.evidence[2].private
    assert scenario.meeting.minutes == 45


def test_defaults(scenario_data) -> None:
    loaded, notes = load_scenario(
        {"user": {"name": "Ana", "role": "cook"}, "manager": {"name": "Bo"}, "preferred_ask": "Sundays off."}
    )
    assert (loaded.manager.temperament, loaded.manager.trust, loaded.meeting.date, notes) == (
        "busy",
        "medium",
        None,
        [],
    )


def test_unknown_keys_are_noted_and_judgements_never_read(scenario_data) -> None:
    _, notes = load_scenario(
        {
            **scenario_data,
            "colour": "red",
            "must_mention": ["x"],
            "warn": ["visa"],
            "not_yet": True,
            "id": "1",
        }
    )
    assert notes == ["The key 'colour' is not known and was ignored."]


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("user.name", "", "user.name.*empty"),
        ("user.name", "<script>alert(1)</script>", "plain name"),
        ("manager.name", "../../etc/passwd", "plain name"),
        ("manager.temperament", "grumpy", "supportive, busy"),
        ("manager.trust", "none", "trust"),
        ("meeting.date", "next Tuesday", "YYYY-MM-DD"),
        ("meeting.date", "2027-02-30", "meeting.date"),
        ("meeting.start", "half past two", "HH:MM"),
        ("meeting.minutes", -5, "5 to 480"),
        ("meeting.timezone", "Moon/Base", "IANA"),
        ("preferred_ask", "   ", "empty"),
        ("preferred_ask", "\u200b\u202e", "empty"),
        ("preferred_ask", "🙂🙂", "no words"),
        ("preferred_ask", "x" * 100_000, "100,000 characters"),
        ("evidence", "just text", "list of sentences"),
        ("evidence", ["a"] * 51, "evidence"),
        ("user", "me", "user"),
    ],
)
def test_each_wrong_field_gets_its_own_plain_complaint(
    scenario_data, path: str, value: object, says: str
) -> None:
    with pytest.raises(ScenarioError, match=says):
        load_scenario(changed(scenario_data, path, value))


def test_all_complaints_come_at_once(scenario_data) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(changed(changed(scenario_data, "meeting.minutes", 0), "user.role", ""))
    assert "meeting.minutes" in str(caught.value)
    assert "user.role" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "not valid JSON"),
        (b"[1]", "one JSON object"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[" * 60_000, "nested|JSON"),
        (b" " * 1_000_001, "larger"),
    ],
)
def test_files_that_are_no_scenario(tmp_path, content: bytes, says: str) -> None:
    path = tmp_path / "s.json"
    path.write_bytes(content)
    with pytest.raises(ScenarioError, match=says):
        read_scenario(path)


def test_a_missing_file_is_named(tmp_path) -> None:
    with pytest.raises(ScenarioError, match=r"nowhere\.json"):
        read_scenario(tmp_path / "nowhere.json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(
            ("user", "manager", "preferred_ask", "evidence", "special", "meeting", "notes"), JSON
        ),
    )
)
def test_no_input_causes_anything_but_a_scenario_or_a_clear_error(data: dict) -> None:
    with contextlib.suppress(ScenarioError):
        load_scenario(data)


def test_cleaning_takes_out_only_what_cannot_be_seen() -> None:
    assert clean("a\u200bb\u202ec\x00\r\nd ") == "abc\nd"
    assert clean("می\u200cخواهم") == "می\u200cخواهم"


@given(st.text())
def test_cleaning_is_stable(text: str) -> None:
    try:
        once = clean(text)
    except OnwardError:
        return
    assert clean(once) == once


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Two days a week on the panel from May, please.", True),
        ("aye, ah'm no wantin the nights ony mair", True),
        ("ok", True),
        ("Ich möchte gerne zwei Tage in der Woche im Labor arbeiten", False),
        ("Je voudrais travailler deux jours par semaine dans le service", False),
        ("Quiero trabajar dos días por semana en el laboratorio", False),
        ("我想每周两天在实验室工作", False),
        ("أريد العمل يومين في الأسبوع", False),
        ("The team in São Paulo would cover my Mondays", True),
    ],
)
def test_another_language_is_noticed_and_dialect_is_not_another_language(text: str, english: bool) -> None:
    assert looks_english(text) is english


@pytest.mark.parametrize(
    ("written", "mode"),
    [
        ("field", "office"),
        ("On-site", "office"),
        ("home office", "remote"),
        ("mixed", "hybrid"),
        ("Remote", "remote"),
        ("", ""),
    ],
)
def test_where_one_works_may_be_put_in_other_words(written: str, mode: str) -> None:
    data = {
        "user": {"name": "Ana Reis", "role": "fitter", "work_mode": written},
        "manager": {"name": "Bo Lund"},
        "preferred_ask": "I'd like to lead the night shift.",
    }
    assert load_scenario(data)[0].user.work_mode == mode


def test_a_work_mode_that_says_nothing_is_explained() -> None:
    data = {
        "user": {"name": "Ana Reis", "role": "fitter", "work_mode": "somewhere"},
        "manager": {"name": "Bo Lund"},
        "preferred_ask": "I'd like to lead the night shift.",
    }
    with pytest.raises(ScenarioError, match=r"somewhere.*office, hybrid, remote.*on the road"):
        load_scenario(data)
