"""The report of the evals: bounds, the last run beside it, files."""

import json

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app
from assistant.errors import InputError
from evals import report
from evals.run import _bounded

SPEC = {"at_least": {"recall": 0.8}, "at_most": {"invented": 0}}


def found(value, name="asks"):
    figures = [_bounded(SPEC, "recall", value), _bounded(SPEC, "invented", 0.0), _bounded(SPEC, "told", 0.25)]
    suite = {"name": name, "note": "Rows.", "rows": 3, "by": "embedded", "figures": figures, "passed": True}
    return {"passed": True, "engine": "embedded", "suites": [suite]}


def test_a_figure_beyond_its_bound_has_not_passed():
    assert [report.verdict(_bounded(SPEC, "recall", value)) for value in (0.79, 0.8)] == ["FAILED", "ok"]
    assert [report.verdict(_bounded(SPEC, "invented", value)) for value in (1.0, 0.0)] == ["FAILED", "ok"]
    assert report.verdict(_bounded(SPEC, "told", 99.0)) == ""


def test_the_last_run_stands_beside(tmp_path):
    last = tmp_path / "last.json"
    report.write(report.beside(found(0.9), last), last)
    now = report.beside(found(0.85), last)
    assert [one["before"] for one in now["suites"][0]["figures"]] == [0.9, 0.0, 0.25]
    text = report.markdown(now)
    assert "| asks | recall | 0.85 | 0.9 | ≥ 0.8 | WORSE |" in text
    assert "| asks | invented | 0 | 0 | ≤ 0 | ok |" in text
    assert f"last run ({now['date']})" in text


@pytest.mark.parametrize(("recall", "passed"), [(0.9, True), (0.885, True), (0.87, False), (0.95, True)])
def test_worse_than_the_last_run_fails_within_the_bound_too(tmp_path, recall, passed):
    last = tmp_path / "last.json"
    report.write(report.beside(found(0.9), last), last)
    now = report.beside(found(recall), last)
    assert now["passed"] is now["suites"][0]["passed"] is passed
    verdicts = [report.verdict(one) for one in now["suites"][0]["figures"]]
    assert verdicts == ["ok" if passed else "WORSE", "ok", ""]
    report.write(now, last)
    assert report.beside(found(recall), last)["passed"], "the last run is what counts from now on"


def test_suites_that_were_not_run_stay(tmp_path):
    last = tmp_path / "last.json"
    report.write(report.beside(found(0.9, "asks"), last), last)
    report.write(report.beside(found(0.7, "checks"), last), last)
    assert [suite["name"] for suite in json.loads(last.read_text(encoding="utf-8"))["suites"]] == [
        "asks",
        "checks",
    ]
    table = (tmp_path / "last.md").read_text(encoding="utf-8")
    assert "| asks | recall | 0.9 |" in table
    assert "| checks | recall | 0.7 |" in table


def test_a_file_that_is_no_report_is_named(tmp_path):
    strange = tmp_path / "x.json"
    strange.write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match="is no report"):
        report.write(report.beside(found(0.9)), strange)


def test_the_command_writes_what_it_prints(tmp_path):
    out = tmp_path / "evals.md"
    words = ["eval", "model_concession", "--json", "--out", str(out), "--profile", str(tmp_path)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    [suite] = json.loads(done.stdout)["suites"]
    assert suite["passed"]
    assert "recorded" in suite["by"]
    text = out.read_text(encoding="utf-8")
    assert all(f"| model_concession | {one['name']} |" in text for one in suite["figures"])
