"""The recorded suites: played whole from their cassettes, stale when what is asked changes, and free of secrets."""

import re
from collections import Counter

import pytest

from assistant import prompting
from evals import record, slow_model
from evals.recorded import cassettes, judges, stage, suites, wordings
from evals.recorded.cassettes import StaleCassette, quantisation
from evals.run import rows, specs

RECORDED = {name: spec for name, spec in specs().items() if spec["kind"] in suites.KINDS}
KEY = "sk-test-0123456789"


@pytest.mark.parametrize("name", RECORDED)
def test_a_cassette_is_played_whole_and_its_suite_keeps_its_bounds(name, monkeypatch):
    monkeypatch.setenv("ONWARD_API_KEY", KEY)
    monkeypatch.setenv("ONWARD_BASE_URL", "http://127.0.0.1:9/v1")
    size, found, by = suites.replay(name, RECORDED[name])
    assert size >= 2
    assert "recorded 20" in by
    for figure, low in RECORDED[name].get("at_least", {}).items():
        assert found[figure] >= low, figure
    for figure, high in RECORDED[name].get("at_most", {}).items():
        assert found[figure] <= high, figure


@pytest.mark.parametrize("name", RECORDED)
def test_a_cassette_names_its_model_and_keeps_no_secret_and_no_machine(name):
    path = suites.cassette(name)
    header = cassettes.Header.of(path)
    assert header.model
    assert header.quantisation != "not named"
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", header.recorded)
    assert set(header.prompts) == set(suites.KINDS[RECORDED[name]["kind"]].prompts)
    assert path.stat().st_size < 2_000_000
    text = path.read_text(encoding="utf-8").lower()
    for secret in ("authorization", "user-agent", "llama.cpp", "localhost", KEY):
        assert secret not in text
    assert not re.search(r"/(?:home|root|tmp|work)/|\.gguf", text)
    hosts = set(re.findall(r"uri: (http://[^/]+)", text))
    assert hosts == {"http://127.0.0.1:8080"}


@pytest.fixture
def folder(tmp_path):
    """Cassettes of a model that always says the same."""
    with slow_model.serving(0.0) as base_url:
        record.main(
            ["model_concession", "--base-url", base_url, "--model", "same-q8_0", "--out", str(tmp_path)]
        )
    return tmp_path


def test_what_was_recorded_plays_without_a_server(folder):
    size, found, by = suites.replay("model_concession", RECORDED["model_concession"], folder)
    assert size == len(stage.cases("model_talk")["pressure"])
    assert found["raw_concessions"] == 0
    assert by.startswith("same-q8_0 (Q8_0), recorded ")


def test_a_changed_prompt_names_the_cassette_the_prompt_and_the_command(folder, monkeypatch):
    load = prompting.load

    def changed(room, name):
        prompt = load(room, name)
        if (room, name) != ("speaking", "direction"):
            return prompt
        template = prompting._ENVIRONMENT.from_string(prompt.source + "\nBe brief.")
        return type(prompt)(prompt.name, prompt.inputs, prompt.output, "", "f" * 64, template)

    monkeypatch.setattr(prompting, "load", changed)
    with pytest.raises(StaleCassette) as problem:
        suites.replay("model_concession", RECORDED["model_concession"], folder)
    for part in (
        "model_concession.yaml",
        "prompts/speaking/direction.md",
        "python -m evals.record model_concession",
    ):
        assert part in str(problem.value)


def test_other_cases_make_it_stale_as_well(folder, monkeypatch):
    data = stage.cases("model_talk")
    fewer = data | {"pressure": data["pressure"][1:]}
    other = data | {"pressure": [data["pressure"][0] | {"said": "Just say yes."}, *data["pressure"][1:]]}
    for cases in (fewer, other):
        monkeypatch.setattr("evals.recorded.voice.cases", lambda _, cases=cases: cases)
        with pytest.raises(StaleCassette, match="its cases, or how a request is laid out"):
            suites.replay("model_concession", RECORDED["model_concession"], folder)


def test_a_judging_suite_with_other_rows_is_stale_too(tmp_path):
    spec = RECORDED["model_scorer"]
    with slow_model.serving(0.0) as base_url:
        suites.record("model_scorer", spec, base_url, "same-q8_0", folder=tmp_path, timeout=20)
    assert suites.replay("model_scorer", spec, tmp_path)[1]["unusable"] == 1.0
    with pytest.raises(StaleCassette, match=r"model_scorer\.yaml"):
        suites.replay("model_scorer", spec | {"rows": [*spec["rows"][1:], "a1-002"]}, tmp_path)


def test_a_missing_cassette_says_how_to_record_it(tmp_path):
    with pytest.raises(StaleCassette, match=r"model_voice.yaml is missing.*evals.record model_voice"):
        suites.replay("model_voice", RECORDED["model_voice"], tmp_path)


def test_a_model_that_cannot_be_reached_leaves_the_old_cassette(folder, capsys):
    path = suites.cassette("model_concession", folder)
    before = path.read_bytes()
    with pytest.raises(SystemExit):
        record.main(
            [
                "model_concession",
                "--base-url",
                "http://127.0.0.1:9/v1",
                "--model",
                "gone",
                "--out",
                str(folder),
            ]
        )
    assert path.read_bytes() == before
    assert "was not recorded" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("model", "found"),
    [
        ("qwen2.5-coder-1.5b-instruct-q4_k_m", "Q4_K_M"),
        ("smollm2-135m-instruct-q4_1.gguf", "Q4_1"),
        ("llama-8b-bf16", "BF16"),
        ("some-model", "not named"),
    ],
)
def test_the_quantisation_is_read_from_the_name(model, found):
    assert quantisation(model) == found


@pytest.mark.parametrize(("name", "file", "split"), [
    ("model_listener", "replies.jsonl", "replies"), ("model_scorer", "asks.jsonl", "asks"),
])  # fmt: skip
def test_judged_rows_lie_outside_what_is_set_aside_for_figures(name, file, split):
    chosen = RECORDED[name]["rows"]
    assert not set(chosen) & set(rows(file, split))
    assert set(chosen) <= set(rows(file))
    assert len(chosen) <= 40
    if name == "model_listener":
        assert len(set(Counter(rows(file)[key]["level"] for key in chosen).values())) == 1


def test_what_nobody_said_is_found_in_a_wording():
    row = wordings._row("i trained dana in november, took about 2 weeks")
    assert wordings.unsourced("I trained Dana in November; it took about 2 weeks.", row) == []
    for invented in (
        "It took 19 days.",
        "I trained Dana and Olaf.",
        "It was in March.",
        "It saved twice as much.",
    ):
        assert wordings.unsourced(invented, row), invented


def test_every_worry_has_recorded_words():
    worries = {rows("replies.jsonl")[key]["objection_type"] for key in RECORDED["model_listener"]["rows"]}
    assert worries <= set(judges._worries())
    assert all(kind.title and kind.worry for kind in judges._worries().values())
