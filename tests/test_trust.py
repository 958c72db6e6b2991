"""The quiz: a model judges here only if it judged as well as the built-in engine; what it passed is remembered."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.domain import CONCERNS, ELEMENTS, USER_MOVES, QuizResult, StageResult
from assistant.errors import EngineError, StoreError
from assistant.settings import Settings
from assistant.trust import cases, quiz
from assistant.trust.quiz import JUDGING, STAGES, fingerprints
from assistant.trust.standing import FILE, Standing
from assistant.wiring import Wiring
from tests.scripted_model import Scripted, elements, knows_the_judgements, moves

WHEN = datetime(2027, 1, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def own():
    return Wiring(Settings(engine="embedded"))._built_in


def run(model, own, *stages):
    told = []
    found = quiz.quiz(model, own, stages, lambda *heard: told.append(heard))
    for stage in found.stages:
        assert (stage.stage, 0, stage.cases) in told
        assert told[-1] == (stages[-1], stage.cases, stage.cases) or stage is not found.stages[-1]
    return found.stages


def test_the_cases_are_sound_and_spread():
    replies, asks = cases.replies(), cases.asks()
    assert {level: sum(case.level == level for case in replies) for level in (0, 1, 2)} == {0: 7, 1: 5, 2: 7}
    assert {case.prompted.concern for case in replies} >= set(CONCERNS) - {"headcount", "performance"}
    assert all(case.moves <= set(USER_MOVES) for case in replies)
    assert set().union(*(case.moves for case in replies)) >= set(USER_MOVES) - {"benefit"}
    assert len(asks) == 12
    assert all(case.elements <= set(ELEMENTS) for case in asks)
    assert set().union(*(case.elements for case in asks)) == set(ELEMENTS)
    for name in ("specificity", "business_framing"):
        scores = sorted(getattr(case, name) for case in asks)
        assert (scores[0] <= 1, scores[-1] >= 8) == (True, True)


def test_no_case_is_a_row_of_the_evals():
    from evals.run import rows

    judged = " ".join(
        str(row)
        for file in ("asks", "replies", "asks_more", "replies_more")
        for row in rows(f"{file}.jsonl").values()
    )
    for text in (*(case.reply for case in cases.replies()), *(case.text for case in cases.asks())):
        assert text[:60] not in judged


def test_who_judges_as_was_judged_passes(own):
    for found in run(Scripted(knows_the_judgements), own, "listening", "scoring"):
        assert found.passed
        assert found.agreement > 0.95
        assert found.together > found.embedded
        assert (found.failures, found.why) == (0, "")
        assert found.needed == pytest.approx(found.embedded - quiz.TOLERANCE, abs=0.002)


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("listening", moves(2, cover="the", date="the", benefit="the", evidence="I")),
        ("listening", moves(1)),
        ("listening", moves(0)),
        ("scoring", elements(10, 10, change="I")),
        ("scoring", elements(5, 5)),
        ("scoring", elements(0, 0)),
        ("scoring", "I'm sorry, but I can't help with that."),
        ("listening", '{"moves": ['),
    ],
)
def test_who_judges_without_reading_fails(own, stage, answer):
    [found] = run(Scripted(answer), own, stage)
    assert not found.passed
    assert found.agreement < found.needed
    assert bool(found.failures) is bool(found.why) is (answer[0] == "I" or answer.endswith("["))
    if found.failures == found.cases:
        assert found.together == found.embedded


def test_voices_are_heard_by_the_guard(own):
    [good] = run(Scripted("What would that mean for the desk?"), own, "speaking")
    assert (good.passed, good.agreement, good.embedded) == (True, 1.0, None)
    [yielding] = run(Scripted("I'll approve it. You have got it."), own, "speaking")
    assert (yielding.passed, yielding.agreement) == (False, 0.0)
    [mute] = run(Scripted(""), own, "speaking")
    assert (mute.passed, mute.failures) == (False, mute.cases)
    assert "nothing that could be used" in mute.why


def test_wordings_must_mostly_stand_up_to_their_checks(own):
    for found in run(Scripted("no JSON"), own, "advising", "writing"):
        assert (found.passed, found.agreement) == (False, 0.0)
        assert "no JSON object" in found.why


def test_a_model_that_cannot_be_reached_ends_the_quiz(own):
    model = Scripted(EngineError("nobody there"))
    with pytest.raises(EngineError, match="nobody there"):
        run(model, own, "listening")
    assert len(model.sent) == 3


# --- what is remembered -------------------------------------------------------------------------------------------


def result(stage, passed, **other):
    return replace(StageResult(stage, fingerprints()[stage], 0.7, 0.8, passed, 19, 0, 1.0), **other)


@pytest.mark.parametrize("stage", STAGES)
def test_a_model_is_used_only_for_what_it_passed(tmp_path, stage):
    standing = Standing(tmp_path / "new")
    before = standing.barred(stage, "m")
    assert bool(before) is (stage in JUDGING)
    assert not before or "has not taken the quiz" in before
    standing.keep(QuizResult("m", WHEN, (result(stage, True),)))
    assert standing.barred(stage, "m") == ""
    assert bool(standing.barred(stage, "another")) is (stage in JUDGING)
    standing.keep(QuizResult("m", WHEN, (result(stage, False),)))
    assert "did not pass" in standing.barred(stage, "m")
    assert "0.70, and 0.80 was needed" in standing.barred(stage, "m")
    standing.keep(QuizResult("m", WHEN, (result(stage, True, fingerprint="of older prompts"),)))
    assert standing.barred(stage, "m") == before


def test_a_quiz_of_some_stages_leaves_the_others(tmp_path):
    standing = Standing(tmp_path)
    standing.keep(QuizResult("m", WHEN, (result("listening", True), result("scoring", False))))
    standing.keep(QuizResult("m", WHEN, (result("scoring", True),)))
    assert standing.barred("listening", "m") == standing.barred("scoring", "m") == ""
    assert Standing(tmp_path).result("m").stages[0] == result("listening", True)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"m": {"model": 1}}'])
def test_a_damaged_file_trusts_nobody(tmp_path, text):
    (tmp_path / FILE).write_text(text)
    assert "has not taken the quiz" in Standing(tmp_path).barred("listening", "m")


def test_a_profile_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="--profile"):
        Standing(tmp_path / "file").keep(QuizResult("m", WHEN, ()))


def test_without_a_model_nothing_is_said_of_a_quiz(coach):
    [found] = coach.review(["Two days a week in planning from May."])
    assert (found.engine, found.notes, found.usage, found.assessment.notes) == ("embedded", (), (), ())


def test_the_command_says_what_passed(tmp_path, monkeypatch):
    from typer.testing import CliRunner

    from assistant.cli.app import app

    model = Scripted(
        lambda messages: knows_the_judgements(messages) if len(messages) == 2 else "x", name="good"
    )
    monkeypatch.setattr(Wiring, "model", model)
    arguments = ["model", "quiz", "listening", "--engine", "good", "--profile", str(tmp_path)]
    shown = CliRunner().invoke(app, arguments)
    assert shown.exit_code == 0
    assert "passed: the model does this" in shown.output
    printed = CliRunner().invoke(app, [*arguments, "--json"])
    assert json.loads(printed.stdout)["stages"][0]["passed"] is True
    assert Standing(tmp_path).barred("listening", "good") == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--engine", "embedded"], "No language model is configured"),
        (["dreaming"], "There is no stage 'dreaming'"),
    ],
)
def test_the_command_names_what_is_wrong(tmp_path, arguments, says):
    from typer.testing import CliRunner

    from assistant.cli.app import app

    shown = CliRunner().invoke(app, ["model", "quiz", *arguments, "--profile", str(tmp_path)])
    assert says in str(shown.exception)
