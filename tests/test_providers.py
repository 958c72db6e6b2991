"""Model names to endpoints, and one endpoint that misbehaves in every way over real HTTP."""

import logging
import socket
import subprocess
import sys
import threading
import time

import openai  # noqa: F401 - loaded here, so that no deadline below pays for it
import pytest

from assistant.errors import EngineError
from assistant.providers import HOSTED, OLLAMA, connect
from assistant.providers.openai_compatible import _client
from assistant.settings import Settings
from tests.fake_model_server import Reply, serving, until

KEY = "sk-test-0123456789"
ASK = "Could I work on the tram timetable two days a week?"
MESSAGES = [{"role": "system", "content": "You are a manager."}, {"role": "user", "content": ASK}]
GOOD = Reply(("Two days? ", "And who ", "does your work?"))


@pytest.fixture(autouse=True)
def _clean(monkeypatch):
    for name in ("ONWARD_API_KEY", "ONWARD_BASE_URL", "ONWARD_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # a proxy must not come between us and loopback
    made = []
    original = _client.__wrapped__
    monkeypatch.setattr(
        "assistant.providers.openai_compatible._client",
        lambda endpoint: made.append(original(endpoint)) or made[-1],
    )
    yield
    for client in made:
        client.close()


def model(base_url, *, timeout=10.0, name="small-model", key=KEY):
    return connect(Settings(engine=name, base_url=base_url, timeout=timeout, api_key=key))


def ask(base_url, **options):
    return list(model(base_url, **options).stream(MESSAGES, max_tokens=50))


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
    assert found._wire_name == wire_name
    assert found._endpoint.base_url == base_url


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"engine": "lama3"}, "ONWARD_BASE_URL"),
        ({"engine": "embeded"}, "'embedded'"),
        ({"engine": "ollama/"}, "ollama/NAME"),
        ({"engine": "two words", "base_url": "http://127.0.0.1:1/v1"}, "not the name"),
        ({"engine": "gpt-5-mini"}, "ONWARD_API_KEY"),
        ({"engine": "local:/models/x.gguf"}, "llama.cpp or Ollama"),
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


def test_the_openai_key_goes_to_openai_only(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert connect(Settings(engine="gpt-5-mini"))._endpoint.key == KEY
    with serving(GOOD) as fake:
        ask(fake.base_url, key="")
        assert fake.keys == ["Bearer none"]


def test_the_key_does_not_show():
    found = connect(Settings(engine="m", base_url="http://127.0.0.1/v1", api_key=KEY))
    assert KEY not in repr(found) + repr(found._endpoint) + str(vars(found))


def test_connecting_loads_no_client_library():
    code = "import sys, assistant.providers; sys.exit('openai' in sys.modules or 'httpx2' in sys.modules)"
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
    assert fake.requests == [{"model": "small-model", "messages": MESSAGES, "stream": True, "max_tokens": 50}]
    assert fake.keys == [f"Bearer {KEY}"]


def test_a_flood_is_cut_off():
    with serving(Reply(tuple("much " * 100 for _ in range(200)))) as fake:
        assert sum(map(len, ask(fake.base_url))) < 2_000


def test_leaving_early_ends_the_request():
    with serving(Reply(("word ",) * 1_000, pause=0.02)) as fake:
        stream = model(fake.base_url).stream(MESSAGES, max_tokens=50_000)
        next(stream)
        stream.close()
        assert until(lambda: not [t for t in threading.enumerate() if t.name == "onward-model"])


# --- faults --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, "ONWARD_API_KEY"),
        (403, "ONWARD_API_KEY"),
        (404, "ONWARD_MODEL"),
        (400, "did not accept"),
        (413, "too long"),
    ],
)
def test_a_refusal_is_not_tried_again(status, says):
    with serving(Reply(status=status), GOOD) as fake:
        assert says in failure(fake.base_url)
        assert len(fake.requests) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_fault_is_tried_again(status):
    with serving(Reply(status=status), GOOD) as fake:
        assert "".join(ask(fake.base_url)) == "Two days? And who does your work?"
        assert len(fake.requests) == 2


def test_a_lasting_fault_ends_after_three_attempts():
    with serving(Reply(status=500)) as fake:
        assert "fault of its own (500)" in failure(fake.base_url)
        assert len(fake.requests) == 3


def test_retry_after_is_kept_to():
    with serving(Reply(status=429, headers=(("retry-after", "1"),)), GOOD) as fake:
        began = time.monotonic()
        assert ask(fake.base_url)
        assert 1.0 <= time.monotonic() - began < 4.0


@pytest.mark.parametrize("wait", ["3600", "inf", "Wed, 21 Oct 2099 07:28:00 GMT"])
def test_no_wait_beyond_the_deadline(wait):
    with serving(Reply(status=429, headers=(("retry-after", wait),))) as fake:
        began = time.monotonic()
        assert "too many requests" in failure(fake.base_url, timeout=2.0)
        assert time.monotonic() - began < 3.0


def test_a_cut_stream_is_not_begun_again():
    with serving(Reply(("Two days? ",), cut=True), GOOD) as fake:
        stream = model(fake.base_url).stream(MESSAGES, max_tokens=50)
        assert next(stream) == "Two days? "
        with pytest.raises(EngineError, match="broke off"):
            list(stream)
        assert len(fake.requests) == 1


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(), "empty answer"),
        (Reply(("  ", "\n")), "empty answer"),
        (Reply(finish="length"), "allowance"),
        (Reply(body=b"<html>It works!</html>"), "broke off|not an answer"),
        (Reply(body=b'data: {"choices": \n\n'), "not an answer"),
        (Reply(body=b"data: [1, 2]\n\n"), "not an answer"),
        (Reply(body=b'data: {"error": {"message": "tram sk-test-0123456789"}}\n\n'), "fault"),
        (
            Reply(status=307, headers=(("location", "http://127.0.0.1:9/v1/chat/completions"),)),
            "final address",
        ),
    ],
)
def test_what_is_no_answer(reply, says):
    import re

    with serving(reply) as fake:
        assert re.search(says, failure(fake.base_url))


def test_nobody_there():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        base_url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    assert "cannot be reached" in failure(base_url)


@pytest.mark.parametrize("pieces", [("late",), ("drip ",) * 50])
def test_no_answer_outlives_the_deadline(pieces):
    pause = 5.0 if len(pieces) == 1 else 0.1
    with serving(Reply(pieces, pause=pause)) as fake:
        began = time.monotonic()
        assert "within 0.6 seconds" in failure(fake.base_url, timeout=0.6)
        assert time.monotonic() - began < 2.0


def test_no_log_holds_the_key_or_the_words(caplog):
    caplog.set_level(logging.DEBUG)
    with serving(Reply(status=500), Reply(("Tell me ", "more."))) as fake:
        ask(fake.base_url)
    failure(fake.base_url)
    assert KEY not in caplog.text
    assert "tram" not in caplog.text
