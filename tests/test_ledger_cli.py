"""``onward ledger`` as people and programs use it."""

import json
import re

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app

SCENARIO = "knowledge/scenarios/electrician-after-a-no.json"
TALK = """y

Mrs Deshmukh: Not this year.

We look at it again in autumn.

She asks the director by 15 March
y
send the figures next week
c
Anil


"""


@pytest.fixture
def onward(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words, feed="", code=0, today="2027-03-01"):
        dated = (
            ["--today", today] if words[0] == "ledger" and words[1] not in ("ready", "note", "remind") else []
        )
        done = CliRunner().invoke(app, [*words, "--profile", str(tmp_path), *dated], input=feed)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            assert code, done.exception
            return str(done.exception)
        assert done.exit_code == code, done.output
        return done.stdout

    return run


def test_a_talk_is_recorded_in_questions(onward) -> None:
    out = onward("ledger", "after", SCENARIO, feed=TALK)
    assert "I took “She” to be Mrs Deshmukh" in out
    assert "who does it" in out
    shown = json.loads(onward("ledger", "show", "--json"))
    assert [(one["owner"], one["what"], one["due"]) for one in shown["commitments"]] == [
        ("Mrs Deshmukh", "asks the director", "2027-03-15"),
        ("Anil", "send the figures", "2027-03-12"),
    ]
    assert shown["talks"][0]["said"] == [{"text": "Not this year.", "by": "Mrs Deshmukh"}]


def test_what_was_answered_before_the_input_ends_is_kept(onward) -> None:
    onward("ledger", "after", SCENARIO, feed="y\n\nMrs Deshmukh: Not this year.\n")
    assert json.loads(onward("ledger", "show", "--json"))["talks"][0]["said"][0]["text"] == "Not this year."


def test_moving_marking_and_dropping(onward) -> None:
    onward("ledger", "after", SCENARIO, feed=TALK)
    assert "before: 15 March 2027, away" in onward("ledger", "move", "c1", "25 March", "--why", "away")
    assert json.loads(onward("ledger", "mark", "c2", "kept", "--json"))["state"] == "kept"
    out = onward("ledger", "show", today="2027-04-05")
    assert "11 days ago" in out
    assert "dont-wait-for-manager" in out
    assert json.loads(onward("ledger", "drop", "c1", "--json"))["state"] == "dropped"
    assert "11 days" not in onward("ledger", "show", today="2027-04-05")
    assert "does not name one day" in onward("ledger", "move", "c1", "soon", code=2)


def test_a_sentence_is_kept_only_when_it_is_plain(onward) -> None:
    onward("ledger", "ready", "--scenario", SCENARIO)
    read = json.loads(onward("ledger", "add", "I finish the log by 9 April", "--json"))
    assert read["kept"] is False
    assert read["understood"]["due"] == "2027-04-09"
    assert json.loads(onward("ledger", "show", "--json"))["commitments"] == []
    assert "who does it" in onward("ledger", "add", "finish it", "--json", "--yes", code=2)
    assert json.loads(onward("ledger", "add", "I finish the log by 9 April", "--json", "--yes"))["id"] == "c1"
    assert "Not kept" in onward("ledger", "add", "Ben sends it by 9 April", feed="n\n")


def test_lines_for_programs(onward) -> None:
    lines = [
        {"happened": True, "on": "2027-03-01"},
        {"said": "Not this year.", "by": "Mrs Deshmukh"},
        {"decided": "Again in autumn."},
        {"compare": {"like": "partly", "worries": ["budget"], "helped": "the date"}},
        {"quick": "Mrs Deshmukh asks the director by 15 March"},
        {"commit": {"owner": "Mrs Deshmukh", "what": "asks the director", "due": "2027-03-15"}},
        {"move": "c1", "to": "2027-04-01", "why": "away"},
        {"mark": "c1", "state": "slipped"},
        {"plan": {"review": "2027-09-01", "thresholds": [{"kind": "skill", "what": "lead", "due": None}]}},
        {"outcomes": {"time": 20, "opportunities": 1, "sponsors": ["Rosa"]}},
        {"tick": "evidence"},
        {"close": {"met": True, "changed": ["time"]}},
        {"do": "show"},
        {"do": "note"},
        {"do": "timeline"},
    ]
    out = onward("ledger", "after", SCENARIO, "--json", feed="\n".join(map(json.dumps, lines)))
    answers = [json.loads(line) for line in out.splitlines()]
    assert len(answers) == len(lines) + 1
    assert not [answer for answer in answers if "error" in answer]
    assert answers[-3]["practise"] == ["budget"]
    assert "Again in autumn." in answers[-2]["markdown"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"nothing": 1}', "unknown_action"),
        ("not json", "bad_json"),
        ('{"happened": "yes"}', "bad_input"),
        ('{"happened": true, "on": "2031-01-01"}', "future"),
        ('{"said": "x"}', "no_talk"),
        ('{"commit": {"owner": "B"}}', "missing_field"),
        ('{"commit": {"owner": "B", "what": "x", "due": "soon"}}', "date"),
        ('{"commit": 3}', "bad_input"),
        ('{"mark": "c9", "state": "kept"}', "not_found"),
        ('{"move": "c1", "to": ""}', "date"),
        ('{"plan": {"thresholds": [{"kind": "luck", "what": "x"}]}}', "unknown"),
        ('{"outcomes": {"time": "much"}}', "bad_input"),
        ('{"outcomes": {"time": true}}', "bad_input"),
        ('{"close": {}}', "bad_input"),
        ('{"tick": "luck"}', "unknown"),
        ('{"do": "dance"}', "unknown_action"),
    ],
)
def test_a_line_that_is_wrong_says_what(onward, line, code) -> None:
    out = onward("ledger", "after", SCENARIO, "--json", feed=f'{line}\n{{"tick": "evidence"}}\n', code=1)
    _, wrong, fine = (json.loads(row) for row in out.splitlines())
    assert wrong["error"]["code"] == code
    assert fine["ready"] == ["evidence"]


def test_the_check_shows_what_is_ticked_off(onward) -> None:
    onward("ledger", "ready", "evidence", "--scenario", SCENARIO)
    out = onward("check", SCENARIO)
    assert re.search(r"\[x\] Evidence", out)
    assert re.search(r"\[ \] Process", out)
    assert "What would make it safer" in out
    assert "no legal advice" in out
    onward("ledger", "ready", "evidence", "--undo")
    assert re.search(r"\[ \] Evidence", onward("check", SCENARIO))


def test_reminders_note_and_export(onward, tmp_path) -> None:
    onward("ledger", "after", SCENARIO, feed=TALK)
    onward("ledger", "remind", "--out", str(tmp_path / "r.ics"))
    assert (tmp_path / "r.ics").read_bytes().count(b"BEGIN:VALARM") == 4
    assert "We look at it again in autumn." in onward("ledger", "note")
    kept = json.loads(onward("sessions", "export", "--all"))["sessions"]
    assert [one["kind"] for one in kept] == ["ledger"]
    assert "Not this year." in json.dumps(kept)
    assert json.loads(onward("sessions", "delete", "--all", "--json")) == {"deleted": 1}
    assert "onward ledger after" in onward("ledger", "show", code=2)
