"""Model names to endpoints, and endpoints that misbehave in every way over real HTTP."""

import logging
import re
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache

import openai  # noqa: F401 - loaded here, so that no deadline below pays for it
import pytest

from assistant.errors import EngineError
from assistant.providers import connect, leaves_to
from assistant.providers.control_tokens import Cleaner
from assistant.providers.counting import Counter
from assistant.providers.endpoints import HOSTED, OLLAMA
from assistant.providers.openai_compatible import Endpoint, OpenAICompatible, _client
from assistant.providers.streaming import Model
from assistant.settings import Settings
from tests.fake_model_server import Reply, serving, until

KEY = "sk-test-0123456789"
ASK = "Could I work on the tram timetable two days a week?"
MESSAGES = [{"role": "system", "content": "You are a manager."}, {"role": "user", "content": ASK}]
GOOD = Reply(("Two days? ", "And who ", "does your work?"))
SCHEMA = {
    "type": "object",
    "properties": {"level": {"type": "integer"}},
    "required": ["level"],
    "additionalProperties": False,
}


@pytest.fixture(autouse=True)
def _clean(monkeypatch):
    for name in ("ONWARD_API_KEY", "ONWARD_BASE_URL", "ONWARD_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # a proxy must not come between us and loopback
    made = []
    original = _client.__wrapped__
    monkeypatch.setattr(
        "assistant.providers.openai_compatible._client",
        cache(lambda endpoint: made.append(original(endpoint)) or made[-1]),
    )
    yield
    for client in made:
        client.close()


def model(base_url, *, timeout=60.0, name="small-model", key=KEY, **more):
    return connect(Settings(engine=name, base_url=base_url, timeout=timeout, api_key=key, **more))


def ask(base_url, *, schema=None, told=None, **options):
    stream = model(base_url, **options).stream(MESSAGES, max_tokens=50, schema=schema, told=told)
    return list(stream)


def failure(base_url, **options) -> str:
    with pytest.raises(EngineError) as caught:
        ask(base_url, **options)
    message = str(caught.value)
    assert KEY not in message
    assert "tram" not in message
    return message


# --- names -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "wire_name", "base_url"),
    [
        ({"engine": "ollama/llama3.2"}, "llama3.2", OLLAMA),
        (
            {"engine": "ollama/qwen3:8b", "base_url": "http://10.0.0.5:11434/v1/"},
            "qwen3:8b",
            "http://10.0.0.5:11434/v1",
        ),
        ({"engine": "gpt-5-mini", "api_key": KEY}, "gpt-5-mini", HOSTED),
        ({"model": "o4-mini", "api_key": KEY}, "o4-mini", HOSTED),
        (
            {"engine": "our/house-model", "base_url": "https://models.example.org/v1"},
            "our/house-model",
            "https://models.example.org/v1",
        ),
        (
            {"engine": "gpt-oss-20b", "base_url": "http://127.0.0.1:1234/v1"},
            "gpt-oss-20b",
            "http://127.0.0.1:1234/v1",
        ),
    ],
)
def test_a_name_finds_its_endpoint(settings, wire_name, base_url):
    found = connect(Settings(**settings))
    assert found.id == settings.get("engine", settings.get("model"))
    assert found.source.wire_name == wire_name
    assert found.source.endpoint.base_url == base_url


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"engine": "lama3"}, "ONWARD_BASE_URL"),
        ({"engine": "embeded"}, "'embedded'"),
        ({"engine": "ollama/"}, "ollama/NAME"),
        ({"engine": "two words", "base_url": "http://127.0.0.1:1/v1"}, "not the name"),
        ({"engine": "gpt-5-mini"}, "onward model set-key"),
        ({"engine": "local:/models/x.gguf"}, "cannot be read"),
        ({"engine": "m", "base_url": "127.0.0.1:8080"}, "http"),
        ({"engine": "m", "base_url": "ftp://127.0.0.1/v1"}, "http or https"),
        ({"engine": "m", "base_url": "http://127.0.0.1:99999/v1"}, "cannot be read"),
        ({"engine": "m", "base_url": f"http://me:{KEY}@127.0.0.1/v1"}, "without a name or password"),
        ({"engine": "m", "base_url": "http://127.0.0.1/v1", "api_key": f"{KEY} {KEY}"}, "without blanks"),
    ],
)
def test_what_cannot_work_says_what_to_do(settings, says):
    with pytest.raises(EngineError, match=says) as caught:
        connect(Settings(**settings))
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "who"),
    [
        ({"engine": "embedded", "base_url": "https://models.example.org/v1"}, ""),
        ({"engine": "local:/models/x.gguf"}, ""),
        ({"engine": "ollama/llama3.2"}, ""),
        ({"engine": "m", "base_url": "http://localhost:1234/v1"}, ""),
        ({"engine": "m", "base_url": "http://127.8.8.8:1234/v1"}, ""),
        ({"engine": "m", "base_url": "http://127.0.0.1.example.org/v1"}, "127.0.0.1.example.org"),
        ({"engine": "ollama/m", "base_url": "http://10.0.0.5:11434/v1"}, "10.0.0.5:11434"),
        ({"engine": "gpt-5-mini"}, "api.openai.com"),
    ],
)
def test_who_gets_what_a_model_is_asked(settings, who):
    assert leaves_to(Settings(**settings)) == who


def test_the_openai_key_goes_to_openai_only(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert connect(Settings(engine="gpt-5-mini")).source.endpoint.key == KEY
    with serving(GOOD) as fake:
        ask(fake.base_url, key="")
        assert fake.keys == ["Bearer none"]


def test_the_key_does_not_show():
    settings = Settings(engine="m", base_url="http://127.0.0.1/v1", api_key=KEY)
    found = connect(settings)
    shown = repr(settings) + repr(found) + repr(found.source) + repr(found.source.endpoint)
    assert KEY not in shown + str(vars(found)) + str(vars(found.source))


def test_connecting_loads_no_client_library():
    heavy = ("openai", "httpx2", "langchain_core", "tiktoken", "keyring", "xllamacpp")
    code = f"import sys, assistant.providers; sys.exit(any(name in sys.modules for name in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- an answer ---------------------------------------------------------------------------------------------


def test_pieces_come_as_they_are_made():
    with serving(Reply(("One ", "two ", "three."), pause=0.15)) as fake:
        began = time.monotonic()
        stream = model(fake.base_url).stream(MESSAGES, max_tokens=50)
        assert next(stream) == "One "
        first = time.monotonic() - began
        assert list(stream) == ["two ", "three."]
        assert time.monotonic() - began - first > 0.1
    asked = {
        "model": "small-model",
        "messages": MESSAGES,
        "stream": True,
        "max_tokens": 50,
        "temperature": 0.4,
    }
    assert fake.requests == [asked | {"stream_options": {"include_usage": True}}]
    assert fake.keys == [f"Bearer {KEY}"]


def test_leaving_early_ends_the_request_and_is_counted_once():
    told = []
    with serving(Reply(("word ",) * 1_000, pause=0.02)) as fake:
        stream = model(fake.base_url).stream(MESSAGES, max_tokens=50_000, told=told.append)
        next(stream)
        stream.close()
        assert until(lambda: not [t for t in threading.enumerate() if t.name == "onward-model"])
    [usage] = told
    assert (usage.tokens_out, usage.estimated) == (2, True)


def test_a_schema_goes_along():
    with serving(Reply(('{"level": 2}',))) as fake:
        assert ask(fake.base_url, schema=SCHEMA) == ['{"level": 2}']
    wanted = {"name": "answer", "strict": True, "schema": SCHEMA}
    asked = {"model": "small-model", "messages": MESSAGES, "max_tokens": 50, "temperature": 0}
    assert fake.requests == [
        asked | {"response_format": {"type": "json_schema", "json_schema": wanted}}
    ]  # and in one piece: half an answer in a form is of no use


@pytest.mark.parametrize("schema", [None, SCHEMA])
@pytest.mark.parametrize("usage", [None, {"prompt_tokens": 4, "completion_tokens": 3}])
def test_a_server_that_answers_in_one_piece_will_do(schema, usage):
    told = []
    with serving(Reply(('{"level":', " 2}"), plain=True, usage=usage)) as fake:
        assert ask(fake.base_url, schema=schema, told=told.append) == ['{"level": 2}']
    assert told[0].estimated is (usage is None)


def test_a_server_that_streams_where_nobody_asked_for_it_will_do():
    events = b'data: {"choices": [{"delta": {"content": "{}"}, "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n'
    with serving(Reply(body=events)) as fake:
        assert ask(fake.base_url, schema=SCHEMA) == ["{}"]


def test_a_talk_with_a_server_elsewhere_goes_over_one_connection(monkeypatch):
    monkeypatch.delenv("HTTP_PROXY")
    with serving(Reply(GOOD.pieces, keeps=True)) as fake:
        found = Model(OpenAICompatible("m", "m", Endpoint(fake.base_url, KEY, loopback=False)), 60.0)
        for _ in range(3):
            assert list(found.stream(MESSAGES, max_tokens=50)) == list(GOOD.pieces)
            assert until(lambda: not [t for t in threading.enumerate() if t.name == "onward-model"])
    assert (len(fake.requests), len(fake.connections)) == (3, 1)


def test_nobody_waits_for_a_server_that_does_not_hang_up():
    with serving(Reply(GOOD.pieces, lingers=60.0)) as fake:
        began = time.monotonic()
        assert ask(fake.base_url) == list(GOOD.pieces)
        assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    ("unknown", "named", "requests"),
    [
        (("response_format",), False, 2),
        (("temperature",), True, 2),
        (("temperature",), False, 3),
        (("response_format", "temperature"), True, 3),
    ],
)
def test_what_a_server_refuses_is_asked_for_once(unknown, named, requests):
    with serving(Reply(('{"level": 2}',), unknown=unknown, names=named)) as fake:
        found = model(fake.base_url)
        for _ in range(2):
            assert list(found.stream(MESSAGES, max_tokens=50, schema=SCHEMA)) == ['{"level": 2}']
    assert len(fake.requests) == requests + 1
    last = fake.requests[-1]
    assert not set(unknown) & set(last)
    assert ("response_format" in last) == (unknown == ("temperature",) and named)
    if "response_format" in last:
        return
    assert last["messages"][:-1] == MESSAGES[:-1]
    assert last["messages"][-1]["content"].startswith(ASK)
    assert '"required":["level"]' in last["messages"][-1]["content"]


def test_a_refusal_for_another_reason_is_not_held_against_the_schema():
    with serving(Reply(status=400)) as fake:
        found = model(fake.base_url)
        with pytest.raises(EngineError, match="did not accept"):
            list(found.stream(MESSAGES, max_tokens=50, schema=SCHEMA))
    assert found.source.refused == frozenset()
    assert len(fake.requests) == 3


# --- what it took --------------------------------------------------------------------------------------------

COUNTED = {
    "prompt_tokens": 40,
    "completion_tokens": 6,
    "total_tokens": 46,
    "prompt_tokens_details": {"cached_tokens": 30},
}


def test_the_server_counts():
    told = []
    with serving(Reply(GOOD.pieces, usage=COUNTED)) as fake:
        ask(fake.base_url, told=told.append, price_in=2.0, price_out=10.0)
    [usage] = told
    assert (usage.tokens_in, usage.tokens_cached, usage.tokens_out, usage.estimated) == (40, 30, 6, False)
    assert usage.cost == pytest.approx(40 * 2e-6 + 6 * 10e-6)
    assert usage.model == "small-model"
    assert 0 < usage.first_seconds <= usage.seconds


def test_without_the_servers_count_it_is_an_estimate_and_without_prices_the_cost_is_unknown():
    told = []
    with serving(GOOD) as fake:
        ask(fake.base_url, told=told.append)
    [usage] = told
    # 4 and 11 words, and 7 of the answer: four thirds of each, rounded up
    assert (usage.tokens_in, usage.tokens_out, usage.estimated, usage.cost) == (6 + 15, 10, True, None)


@pytest.mark.parametrize("reply", [Reply(status=401), Reply(("Two days? ",), cut=True)])
def test_a_failed_answer_is_told_of_too(reply):
    told = []
    with serving(reply) as fake:
        failure(fake.base_url, told=told.append)
    assert len(told) == 1


def test_the_total_runs():
    from assistant.providers.metering import Meter

    meter = Meter()
    with serving(Reply(GOOD.pieces, usage=COUNTED), GOOD) as fake:
        settings = Settings(engine="m", base_url=fake.base_url, price_in=1.0, price_out=1.0)
        found = connect(settings, meter=meter)
        for _ in range(2):
            list(found.stream(MESSAGES, max_tokens=50))
    total = meter.total
    assert (total.answers, total.tokens_in, total.tokens_cached, total.tokens_out) == (2, 61, 30, 16)
    assert total.cost == pytest.approx(77e-6)
    assert total.estimated


def test_tables_that_cannot_be_had_leave_estimates(monkeypatch, tmp_path):
    """The download is tried for a hosted model, fails here at once, and nobody waits for it."""
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    counter = Counter("gpt-5-mini")
    assert counter.count(["one two three", "four"]) == (6, True)
    assert until(lambda: not [t for t in threading.enumerate() if t.name == "onward-tiktoken"], 10)
    assert counter.count(["one two three", "four"]) == (6, True)


def test_tables_that_are_there_are_used():
    counter = Counter("gpt-5-mini")
    from tiktoken import Encoding

    ranks = {bytes([i]): i for i in range(256)} | {b"ab": 256}
    counter._encoding = Encoding(
        "test", pat_str=r"\S+|\s+", mergeable_ranks=ranks, special_tokens={"<|x|>": 257}
    )
    assert counter.count(["ab ab", "<|x|>"]) == (3 + 5, False)


# --- faults --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """One way to misbehave. ``asked``: how many requests it is worth. ``says``: None when the answer comes after all."""

    name: str
    replies: tuple[Reply, ...]
    says: str | None
    asked: int
    timeout: float = 60.0


def _busy(wait: str) -> Reply:
    return Reply(status=429, headers=(("retry-after", wait),))


def _in(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


FAULTS = [
    *(
        Case(f"status {code}", (Reply(status=code), GOOD), "Check it: 'onward model set-key'", 1)
        for code in (401, 403)
    ),
    Case("status 404", (Reply(status=404), GOOD), "ONWARD_MODEL", 1),
    Case("status 413", (Reply(status=413), GOOD), "too long", 1),
    Case("status 400", (Reply(status=400),), "did not accept", 3),  # without each of two extras, too
    *(
        Case(f"status {code}, then well", (Reply(status=code), GOOD), None, 2)
        for code in (408, 429, 500, 502, 503)
    ),
    Case("status 500 for good", (Reply(status=500),), r"fault of its own \(500\)", 3),
    Case("429 for good", (Reply(status=429),), "too many requests", 3),
    Case("429 with seconds", (_busy("0.2"), GOOD), None, 2),
    Case("429 with a date", (_busy(_in(0.5)), GOOD), None, 2),
    Case("429 with a past date", (_busy("Wed, 21 Oct 2015 07:28:00 GMT"), GOOD), None, 2),
    Case("429 with nonsense", (_busy("soon"), GOOD), None, 2),
    *(
        Case(f"429 beyond the deadline: {wait}", (_busy(wait), GOOD), "too many requests", 1, timeout=30.0)
        for wait in ("3600", "inf", "Wed, 21 Oct 2099 07:28:00 GMT")
    ),
    Case(
        "redirect", (Reply(status=307, headers=(("location", "http://127.0.0.1:9/v1"),)),), "final address", 1
    ),
    Case("empty, then well", (Reply(), GOOD), None, 2),
    Case("empty for good", (Reply(),), "empty answer", 3),
    Case("only white space", (Reply(("  ", "\n")),), "empty answer", 3),
    Case("only a control token", (Reply(("<|im_end|>",)),), "empty answer", 3),
    Case("only thoughts", (Reply(finish="length"), GOOD), "allowance", 1),
    Case("cut before a word", (Reply(cut=True), GOOD), None, 2),
    Case("cut after a word", (Reply(("Two days? ",), cut=True), GOOD), "broke off", 1),
    Case("a page instead", (Reply(body=b"<html>It works!</html>"),), "broke off|not an answer", 3),
    Case("malformed JSON", (Reply(body=b'data: {"choices": \n\n'),), "not an answer", 1),
    Case(
        "truncated JSON",
        (Reply(body=b'data: {"choices": [{"delta": {"content": "Tw'),),
        "broke off|not an answer",
        3,
    ),
    Case("JSON of another kind", (Reply(body=b"data: [1, 2]\n\n"),), "not an answer", 1),
    Case(
        "an error in the stream",
        (Reply(body=b'data: {"error": {"message": "tram sk-test-0123456789"}}\n\n'),),
        "reported a fault",
        3,
    ),
    Case("a refusal", (Reply(refusal="I cannot help with the tram."), GOOD), "declined to answer", 1),
    Case("a filter", (Reply(("Two ",), finish="content_filter"), GOOD), "declined to answer", 1),
    Case(
        "an error instead",
        (Reply(body=b'{"error": {"message": "tram"}}', kind="application/json"),),
        "reported a fault",
        3,
    ),
    Case("JSON without an answer", (Reply(body=b"{}", kind="application/json"),), "not an answer", 1),
    Case("late", (Reply(("late",), pause=60.0),), "within 2 seconds", 1, timeout=2.0),
    Case("dripping", (Reply(("drip ",) * 600, pause=0.1),), "within 2 seconds", 1, timeout=2.0),
]


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case.name)
def test_fault(case, caplog):
    """Bounded attempts, never beyond the deadline, in our own words, and nothing private in any log."""
    caplog.set_level(logging.DEBUG)
    with serving(*case.replies) as fake:
        began = time.monotonic()
        if case.says is None:
            assert "".join(ask(fake.base_url, timeout=case.timeout)) == "".join(GOOD.pieces)
        else:
            assert re.search(case.says, failure(fake.base_url, timeout=case.timeout))
        assert time.monotonic() - began < case.timeout + 20
        assert len(fake.requests) == case.asked
    for private in (KEY, "tram", "timetable"):
        assert private not in caplog.text


@pytest.mark.parametrize(
    ("reply", "says", "asked"),
    [
        (Reply(("{}",), cut=True), "broke off", 3),
        (Reply(refusal="I cannot help with the tram."), "declined to answer", 1),
        (Reply(finish="length"), "allowance", 1),
        (Reply(("late",), pause=60.0), "within 2 seconds", 1),
        (Reply(status=500), "fault of its own", 3),
        (Reply(body=b" " * 5_000_000, kind="application/json"), "not an answer", 1),
    ],
    ids=lambda value: str(value)[:40],
)
def test_faults_of_an_answer_in_one_piece(reply, says, asked):
    with serving(reply) as fake:
        timeout = 2.0 if reply.pause else 60.0
        assert re.search(says, failure(fake.base_url, schema=SCHEMA, timeout=timeout))
    assert len(fake.requests) == asked


def test_retry_after_is_kept_to():
    with serving(_busy("1"), GOOD) as fake:
        began = time.monotonic()
        assert ask(fake.base_url)
        assert time.monotonic() - began >= 1.0


def test_what_was_said_before_the_cut_stays_valid():
    with serving(Reply(("Two days? ",), cut=True), GOOD) as fake:
        stream = model(fake.base_url).stream(MESSAGES, max_tokens=50)
        assert next(stream) == "Two days? "
        with pytest.raises(EngineError, match="broke off"):
            list(stream)


def test_twenty_thousand_words_are_cut_off():
    with serving(Reply(tuple("much " * 100 for _ in range(200)))) as fake:
        assert 0 < sum(map(len, ask(fake.base_url))) < 2_000


def test_nobody_there():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        base_url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    assert "cannot be reached" in failure(base_url)


def test_an_unknown_host(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "address that cannot be found" in failure("http://models.invalid/v1")


def test_a_model_that_vanishes_between_two_answers():
    with serving(GOOD) as fake:
        found = model(fake.base_url)
        assert list(found.stream(MESSAGES, max_tokens=50))
    with pytest.raises(EngineError, match=r"cannot be reached|broke off"):
        list(found.stream(MESSAGES, max_tokens=50))


@pytest.mark.parametrize("jump", [-86_400.0, 86_400.0])
def test_a_clock_that_jumps_changes_nothing(monkeypatch, jump):
    real, calls = time.time, []
    monkeypatch.setattr(time, "time", lambda: real() + jump * calls.append(0) if calls else real() + jump)
    told = []
    with serving(Reply(status=500), Reply(GOOD.pieces, pause=0.05)) as fake:
        assert "".join(ask(fake.base_url, told=told.append)) == "".join(GOOD.pieces)
    assert 0 < told[0].seconds < 10


# --- control tokens --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("Who covers?", "Who covers?"),
        ("Who covers?<|im_end|>", "Who covers?"),
        ("Who covers?</s><s>[INST] I agree", "Who covers?"),
        ("Who covers?<|im_end|>\n<|im_start|>user\nMira does.", "Who covers?"),
        ("<|im_start|>assistant\nWho covers?<|im_end|>", "Who covers?"),
        ("<|start_header_id|>assistant<|end_header_id|>\n\nWho covers?<|eot_id|>", "Who covers?"),
        ("<start_of_turn>model\nWho covers?<end_of_turn>", "Who covers?"),
        ("<｜Assistant｜>Who covers?<｜end▁of▁sentence｜>", "Who covers?"),
        ("[INST]Who covers?[/INST]", "Who covers?"),
        ("<s>Model trains, then?", "Model trains, then?"),
        ("Fewer than <3 days [I mean it] a < b", "Fewer than <3 days [I mean it] a < b"),
        ("<think>Hm.</think>Who?", "<think>Hm.</think>Who?"),
        ('{"level": 2}', '{"level": 2}'),
        ("<|im_end|>", ""),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_control_tokens_never_come_through(answer, words, size):
    cleaner = Cleaner()
    pieces = [cleaner.take(answer[start : start + size]) for start in range(0, len(answer), size)]
    assert "".join([*pieces, cleaner.rest()]) == words
