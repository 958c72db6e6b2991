"""The command line of docs/command-line.md: fields, exit statuses, and what is said about bad input."""

import io
import json
import re
import sys
from pathlib import Path

import pytest

from assistant.domain import ARTEFACT_KINDS, CONCERNS, ELEMENTS, USER_MOVES

SCENARIO = str(Path(__file__).parent / "data" / "scenario.json")
ASK = "I would like two days a week on the sensory panel from 1 March, so we dump fewer batches; Jonas covers my bench."


@pytest.fixture
def onward(tmp_path, monkeypatch, capsys):
    """Runs the command; returns (exit status, stdout, stderr)."""
    from assistant.cli import main

    def run(*words: str, feed: str | bytes = "", profile: bool = True):
        raw = feed.encode() if isinstance(feed, str) else feed
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        monkeypatch.setattr(
            sys, "argv", ["onward", *words, *(["--profile", str(tmp_path / "p")] if profile else [])]
        )
        capsys.readouterr()
        status = 0
        try:
            main()
        except SystemExit as stop:
            status = stop.code or 0
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err + captured.out
        return status, captured.out, captured.err

    return run


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def feed(*rows: object) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


def test_score_prints_every_field(onward) -> None:
    status, out, _ = onward("score", "--json", feed=feed({"id": "a", "text": ASK}))
    [row] = lines(out)
    assert status == 0
    assert row["id"] == "a"
    assert 0 <= row["specificity"] <= 10
    assert 0 <= row["business_framing"] <= 10
    assert set(row["elements"]) == set(ELEMENTS)
    for element in row["elements"].values():
        assert element["present"] == (element["quote"] is not None)
        assert element["quote"] is None or element["quote"] in ASK
    assert all({"element", "text", "guidance_ids", "quote"} <= set(item) for item in row["advice"])
    assert all(blank in row["rewrite"]["text"] for blank in row["rewrite"]["blanks"])
    assert row["engine"] == "embedded"


def test_a_batch_goes_on_past_bad_lines_in_order(onward) -> None:
    bad = [
        "{not json",
        "[1, 2]",
        {"id": 3},
        {"id": 4, "text": "   "},
        {"id": 5, "text": "🙂🙂"},
        {"id": 6, "text": "x" * 100_000},
        {"id": 7, "text": 12},
    ]
    status, out, _ = onward(
        "score", "--json", feed=feed({"id": 0, "text": ASK}, *bad, {"id": 8, "text": ASK})
    )
    rows = lines(out)
    assert status == 1
    assert [row["id"] for row in rows] == [0, None, None, 3, 4, 5, 6, 7, 8]
    assert [row.get("error", {}).get("code") for row in rows] == [
        None,
        "bad_json",
        "bad_json",
        "missing_field",
        "empty",
        "no_words",
        "too_long",
        "missing_field",
        None,
    ]
    assert all(len(row["error"]["message"]) > 20 for row in rows if "error" in row)


def test_invalid_utf8_is_one_bad_line(onward) -> None:
    status, out, _ = onward(
        "score", "--json", feed=b'{"id": 1, "text": "\xff\xfe"}\n' + feed({"id": 2, "text": ASK}).encode()
    )
    rows = lines(out)
    assert status == 1
    assert rows[0]["error"]["code"] == "bad_json"
    assert "specificity" in rows[1]


def test_input_from_a_file(onward, tmp_path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(feed({"id": 1, "text": ASK}) + "\n\n", encoding="utf-8")
    assert onward("score", "--json", "--in", str(path))[0] == 0
    status, out, err = onward("score", "--json", "--in", str(tmp_path / "none.jsonl"))
    assert (status, out) == (2, "")
    assert "cannot be read" in err


def test_a_draft_in_a_file_shows_its_evidence_by_element(onward, tmp_path) -> None:
    path = tmp_path / "my draft.txt"
    path.write_text(ASK + "\n", encoding="utf-8")
    status, out, _ = onward("score", str(path))
    assert status == 0
    assert "of 10" in out
    shown = " ".join(out.split())
    assert re.search(r"‹[^›]*sensory panel[^›]*› \([^)]+\)", shown)
    assert out == onward("score", ASK)[1] == onward("score", "-", feed=ASK)[1]


def test_several_files_are_versions_in_order(onward, tmp_path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("I deserve more responsibility. Others got it before me.", encoding="utf-8")
    second.write_text(ASK, encoding="utf-8")
    status, out, _ = onward("score", str(first), str(second), "-", feed=ASK + " Can we decide by Friday?")
    assert status == 0
    assert out.count("█░") + out.count("░░░") >= 3
    assert out.index("From 1 to 2") < out.index("From 2 to 3")
    assert "[-deserve" in out
    assert "{+Can we decide by Friday?+}" in " ".join(out.split())
    status, out, _ = onward("score", str(first), str(second), "--json")
    rows = lines(out)
    assert [row["file"] for row in rows] == [str(first), str(second)]
    assert rows[0]["specificity"] < rows[1]["specificity"]


def test_files_that_cannot_be_scored_are_named(onward, tmp_path) -> None:
    fine, empty, latin = tmp_path / "fine.txt", tmp_path / "empty.txt", tmp_path / "latin.txt"
    fine.write_text(ASK, encoding="utf-8")
    empty.write_text(" \n", encoding="utf-8")
    latin.write_bytes("Ich möchte".encode("latin-1"))
    for words, says in (
        ((str(fine), str(empty)), "empty.txt: The draft ask is empty"),
        ((str(fine), str(latin)), "latin.txt is not UTF-8"),
        ((str(tmp_path / "none.txt"),), "none.txt cannot be read"),
        (("I", "want", "more"), "in quotes"),
        (("-", "-"), "only once"),
    ):
        status, out, err = onward("score", *words)
        assert (status, out) == (2, "")
        assert says in err


def test_read(onward) -> None:
    row = {
        "id": 1,
        "ask": "Two days a week on the panel",
        "objection_type": "coverage",
        "manager": "Who does your job?",
        "reply": "Jonas does, he has done it twice, until 30 June.",
    }
    status, out, _ = onward("read", "--json", feed=feed(row, {**row, "id": 2, "objection_type": "weather"}))
    first, second = lines(out)
    assert status == 1
    assert first["level"] in (0, 1, 2)
    assert set(first["moves"]) == set(USER_MOVES)
    assert all(quote in row["reply"] for quote in first["quotes"].values())
    assert set(first["quotes"]) <= {name for name, present in first["moves"].items() if present}
    assert all(name in second["error"]["message"] for name in CONCERNS)


def test_search(onward) -> None:
    status, out, _ = onward("search", "He keeps saying not now, what do I do with that?", "--json", "-k", "4")
    [row] = lines(out)
    assert status == 0
    assert row["answerable"] is True
    assert len(row["passages"]) == 4
    assert all({"guidance_ids", "source", "title", "text", "score"} <= set(item) for item in row["passages"])
    assert [item["score"] for item in row["passages"]] == sorted(
        (item["score"] for item in row["passages"]), reverse=True
    )
    assert onward("search", "x", "-k", "0", "--json")[0] == 2


def test_check(onward) -> None:
    status, out, _ = onward("check", SCENARIO, "--json")
    [row] = lines(out)
    assert status == 0
    assert row["verdict"] in ("go", "prepare first", "not yet")
    assert len(row["warnings"]) + len(row["advice"]) <= 14
    assert all({"guidance_id", "text"} <= set(item) for item in row["warnings"] + row["advice"])


@pytest.mark.parametrize("kind", ARTEFACT_KINDS)
def test_draft(onward, kind: str) -> None:
    status, out, _ = onward("draft", kind, SCENARIO, "--json")
    [row] = lines(out)
    assert status == 0
    assert row["kind"] == kind
    assert all({"text", "from"} <= set(fact) for fact in row["facts"])
    assert all(blank.strip("[]") in row["markdown"] for blank in row["blanks"])
    assert "None" not in row["markdown"]
    assert "night calls" not in row["markdown"]
    assert "two jobs elsewhere" not in row["markdown"]


def test_draft_writes_files_and_says_which(onward, tmp_path) -> None:
    for name, start in (("i.ics", b"BEGIN:VCALENDAR"), ("i.md", b""), ("i.docx", b"PK"), ("i.pdf", b"%PDF")):
        status, _, err = onward("draft", "invitation", SCENARIO, "--out", str(tmp_path / name))
        assert status == 0
        assert name in err
        assert (tmp_path / name).read_bytes().startswith(start)
    status, _, err = onward("draft", "invitation", SCENARIO, "--out", str(tmp_path / "i.odt"))
    assert status == 2
    assert ".ics" in err
    status, _, err = onward("draft", "invitation", SCENARIO, "--tone", "rude")
    assert status == 2
    assert "plain, warm, formal" in err
    status, out, _ = onward(
        "draft", "invitation", SCENARIO, "--json", "--tone", "formal", "--length", "short"
    )
    assert (json.loads(out)["tone"], json.loads(out)["length"]) == ("formal", "short")
    assert onward("draft", "sonnet", SCENARIO)[0] == 2
    status, _, err = onward("draft", "brief", SCENARIO, "--out", str(tmp_path / "b.ics"))
    assert status == 2
    assert "invitation" in err


def test_rehearse_follows_the_protocol(onward) -> None:
    script = [
        {"say": ASK},
        {"do": "hint"},
        {"say": "Jonas covers, and we look at it on 15 May."},
        {"do": "rewind", "turn": 1},
        {"do": "edit", "say": ASK + " Please."},
        {"say": "   "},
        {"do": "dance"},
        {"do": "end"},
        {"say": "Hello?"},
    ]
    status, out, _ = onward("rehearse", SCENARIO, "--json", "--seed", "3", feed=feed(*script))
    rows = lines(out)
    assert status == 1
    assert len(rows) == 1 + len(script)
    opening, first, hint, second, rewound, edited, blank, dance, end, after = rows
    assert (opening["turn"], opening["seed"], opening["move"], opening["reading"]) == (0, 3, "greet", None)
    assert first["turn"] == 1
    assert set(first["concerns"].values()) <= {"dormant", "raised", "pressed", "eased", "settled", "stuck"}
    assert {"level", "moves", "quotes"} <= set(first["reading"])
    assert {"turn", "hint", "guidance_ids"} <= set(hint)
    assert second["turn"] == 2
    assert (rewound["turn"], rewound["branch"]) == (1, 1)
    assert edited["turn"] == 1
    assert blank["error"]["code"] == "empty"
    assert dance["error"]["code"] == "unknown_action"
    assert end["outcome"] == "left open"
    assert end["debrief"]["acts_missing"] is not None
    assert after["error"]["code"] == "session_over"


def test_a_rehearsal_is_left_open_and_resumed(onward) -> None:
    status, out, _ = onward("rehearse", SCENARIO, "--json", feed=feed({"say": ASK}))
    assert status == 0
    session = lines(out)[-1]["session"]
    status, out, _ = onward("rehearse", "--json", "--resume", session, feed=feed({"do": "end"}))
    assert status == 0
    assert lines(out)[0]["turn"] == 1
    assert "debrief" in lines(out)[1]


def test_a_safety_stop_waits(onward) -> None:
    script = feed({"say": "I want to kill myself over this"}, {"say": "well"}, {"do": "go_on"}, {"say": ASK})
    status, out, _ = onward("rehearse", SCENARIO, "--json", feed=script)
    _, stop, refused, went_on, answer = lines(out)
    assert status == 1
    assert {"why", "help"} <= set(stop["stopped"])
    assert refused["error"]["code"] == "stopped"
    assert went_on["turn"] == 0
    assert answer["turn"] == 1


def test_sessions(onward, tmp_path) -> None:
    session = lines(onward("rehearse", SCENARIO, "--json", feed=feed({"say": ASK}))[1])[0]["session"]
    assert onward("score", ASK, "--json", "--save")[0] == 0
    rows = lines(onward("sessions", "list", "--json")[1])[0]["sessions"]
    assert {row["kind"] for row in rows} == {"rehearsal", "score"}
    assert lines(onward("sessions", "show", session, "--json")[1])[0]["turns"][1]["say"] == ASK
    assert ASK in onward("sessions", "export", "--all")[1]
    assert onward("sessions", "export", session, "--out", str(tmp_path / "e.json"))[0] == 0
    assert json.loads((tmp_path / "e.json").read_text(encoding="utf-8"))["sessions"][0]["session"] == session
    assert lines(onward("sessions", "delete", session, "--json")[1]) == [{"deleted": 1}]
    status, out, err = onward("sessions", "show", session)
    assert (status, out) == (2, "")
    assert "sessions list" in err
    assert onward("sessions", "delete")[0] == 2
    assert lines(onward("sessions", "delete", "--all", "--json")[1]) == [{"deleted": 1}]


def test_a_drill_follows_its_protocol(onward) -> None:
    script = [
        {"say": "It will be great."},
        {"say": "  "},
        {"say": "I want to kill myself over this"},
        {"do": "go_on"},
        {"do": "hint"},
        {"do": "end"},
        {"say": "Hello?"},
    ]
    status, out, _ = onward("drill", "not-my-decision", SCENARIO, "--json", "--seed", "3", feed=feed(*script))
    first, reply, blank, stop, went_on, unknown, end, after = lines(out)
    assert status == 1
    assert (first["turn"], first["seed"], first["concern"], first["left"]) == (0, 3, "not_my_decision", 10)
    assert (reply["turn"], reply["left"], reply["over"]) == (1, 9, False)
    assert reply["move"] in ("raise", "press")
    assert reply["manager"] != first["manager"]
    assert {"level", "verdict", "grounds", "missing", "advice", "guidance_ids"} <= set(reply["feedback"])
    assert blank["error"]["code"] == "empty"
    assert {"why", "help"} <= set(stop["stopped"])
    assert went_on["turn"] == 1
    assert unknown["error"]["code"] == "unknown_action"
    assert end["drill"]["levels"] == [reply["feedback"]["level"]]
    assert after["error"]["code"] == "session_over"


def test_a_drill_is_resumed_shown_and_deleted_like_a_rehearsal(onward) -> None:
    session = lines(onward("drill", "timing", SCENARIO, "--json", feed=feed({"say": ASK}))[1])[0]["session"]
    status, out, _ = onward(
        "drill", "--json", "--resume", session, feed=feed({"say": "In May, for a month."})
    )
    assert status == 0
    assert [row["turn"] for row in lines(out)] == [1, 2]
    [shown] = lines(onward("sessions", "show", session, "--json")[1])
    assert [row["say"] for row in shown["replies"]] == [ASK, "In May, for a month."]
    assert [row["turn"] for row in shown["replies"]] == [1, 2]
    assert "The drill" in onward("sessions", "show", session)[1]
    assert ASK in onward("sessions", "export", session)[1]
    status, _, err = onward("rehearse", "--json", "--resume", session)
    assert status == 2
    assert f"onward drill --resume {session}" in err
    assert lines(onward("sessions", "delete", session, "--json")[1]) == [{"deleted": 1}]
    assert onward("drill", "--resume", session)[0] == 2


def test_a_drill_in_the_terminal(onward) -> None:
    typed = "What would settle it?\n/dance\n/end\n"
    status, out, _ = onward("drill", "budget", SCENARIO, "--seed", "1", feed=typed)
    assert status == 0
    assert "9 to go" in out
    assert "1 of 2" in out
    assert "There is no /dance" in out
    assert "One reply" in out


def test_branches_are_shown_and_progress_counts(onward) -> None:
    script = feed(
        {"say": ASK},
        {"do": "rewind", "turn": 0},
        {"say": "Let me put that differently: " + ASK},
        {"do": "end"},
    )
    session = lines(onward("rehearse", SCENARIO, "--json", feed=script)[1])[0]["session"]
    [shown] = lines(onward("sessions", "show", session, "--json")[1])
    assert [(one["branch"], one["left"], one["after"]) for one in shown["branches"]] == [
        (0, None, 0),
        (1, 0, 0),
    ]
    assert [one["turns"][1]["say"] for one in shown["branches"]] == [
        ASK,
        "Let me put that differently: " + ASK,
    ]
    text = onward("sessions", "show", session)[1]
    assert "Branch 0" in text
    assert "left branch 0 after turn 0" in text
    [found] = lines(onward("progress", "--json")[1])[0]["rehearsals"]
    assert (found["session"], found["outcome"], found["replies"]) == (session, "left open", 1)
    assert {"when", "temperament", "difficulty", "settled", "level", "own_words"} <= set(found)


def test_own_documents(onward, tmp_path) -> None:
    policy = tmp_path / "rota policy.md"
    policy.write_text(
        "# Rota policy\n\nA swap of shifts with a named colleague needs no approval when it is entered by Wednesday noon.\n",
        encoding="utf-8",
    )
    status, out, _ = onward("knowledge", "add", str(policy), "--json")
    assert status == 0
    document = lines(out)[0]["document"]
    passages = lines(onward("search", "may I swap a shift with a named colleague?", "--json", "-k", "5")[1])[
        0
    ]["passages"]
    assert any((item["title"], item["source"]) == ("Rota policy", "your own document") for item in passages)
    assert [item["id"] for item in lines(onward("knowledge", "list", "--json")[1])[0]["documents"]] == [
        document
    ]
    assert onward("knowledge", "remove", document)[0] == 0
    status, _, err = onward("knowledge", "remove", document)
    assert status == 2
    assert document in err


def test_own_documents_of_a_folder_for_people_and_programs(onward, tmp_path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "rota.md").write_text(
        "# Rota policy\n\nSwaps are entered by Wednesday noon.\n", encoding="utf-8"
    )
    (folder / "pad.pdf").write_bytes(b"%PDF-1.7 broken")
    status, out, err = onward("knowledge", "add", str(folder))
    assert status == 1
    assert "Added Rota policy: 1 passage" in out
    assert "onward: pad.pdf is damaged" in err
    status, out, err = onward("knowledge", "add", str(folder), "--json")
    assert (status, err) == (1, "")
    [found] = lines(out)
    assert (found["unchanged"], found["failed"]) == (1, 1)
    assert found["files"][0]["error"]["code"] == "damaged"
    status, out, _ = onward(
        "knowledge", "add", "-", "--name", "minutes", "--json", feed="The crane course starts in May."
    )
    assert (status, lines(out)[0]["title"]) == (0, "minutes")
    status, _, err = onward("knowledge", "add", str(tmp_path / "none"))
    assert status == 2
    assert "no file or folder" in err
    assert onward("knowledge", "remove")[0] == 2
    assert "Removed 1 document." in onward("knowledge", "remove", str(folder))[1]
    assert lines(onward("knowledge", "remove", "--all", "--json")[1]) == [{"removed": "all", "documents": 1}]


@pytest.mark.parametrize(
    "words",
    [
        ("score", ASK),
        ("search", "what about trust?"),
        ("check", SCENARIO),
        ("draft", "agenda", SCENARIO),
        ("sessions", "list"),
        ("progress",),
        ("knowledge", "list"),
        ("doctor",),
    ],
)
def test_for_people_there_is_text_not_json(onward, words) -> None:
    status, out, _ = onward(*words)
    assert status == 0
    assert len(out) > 20
    with pytest.raises(ValueError):
        json.loads(out)


def test_doctor(onward) -> None:
    status, out, _ = onward("doctor", "--json")
    [found] = lines(out)
    assert status == 0
    assert found["ok"] is True
    leaves = next(item for item in found["checks"] if item["name"] == "Leaves this machine")
    assert leaves["says"].startswith("nothing")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("draft", "agenda", "nowhere.json"), "cannot be read"),
        (("rehearse", "--json"), "scenario"),
        (("rehearse", SCENARIO, "--json", "--difficulty", "brutal"), "gentle"),
        (("rehearse", "--json", "--resume", "nope"), "nope"),
        (("eval", "nosuite"), "asks"),
        (("score", "Je voudrais travailler deux jours par semaine dans le service"), "English"),
    ],
)
def test_a_wrong_call_says_what_to_do(onward, words, says: str) -> None:
    status, out, err = onward(*words)
    assert (status, out) == (2, "")
    assert says in err


def test_unknown_commands_and_options_exit_with_2(onward) -> None:
    assert onward("fly", profile=False)[0] == 2
    assert onward("score", "--wings", profile=False)[0] == 2
    assert onward("--version", profile=False)[:2] == (0, "onward 0.1.0\n")


def test_markup_in_a_text_is_shown_not_obeyed(onward) -> None:
    _, out, _ = onward(
        "score", "I want [bold red]two days[/] a week on the [link=http://x]panel[/link] from March."
    )
    assert "[bold red]two days[/]" in out
