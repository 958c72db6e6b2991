"""LangChain chat models as providers: a scripted one, and a real one that talks to a server over HTTP."""

from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel, FakeListChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage, convert_to_openai_messages
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from assistant.errors import EngineError
from assistant.providers import connect
from assistant.settings import Settings
from assistant.wiring import build
from tests.fake_model_server import Reply, serving

MESSAGES = [{"role": "system", "content": "You are a manager."}, {"role": "user", "content": "Two days?"}]
COUNTED = {
    "prompt_tokens": 40,
    "completion_tokens": 6,
    "total_tokens": 46,
    "prompt_tokens_details": {"cached_tokens": 30},
}


class OverHttp(BaseChatModel):
    """A chat model of somebody else's: LangChain on the outside, the ``openai`` library on the inside."""

    base_url: str
    model_name: str = "house-model"
    max_tokens: int | None = None

    @property
    def _llm_type(self) -> str:
        return "over-http"

    def _generate(self, messages: list[BaseMessage], *_: Any, **options: Any) -> ChatResult:
        chunks = list(self._stream(messages, **options))
        whole = "".join(str(chunk.message.content) for chunk in chunks)
        return ChatResult(generations=[ChatGeneration(message=AIMessageChunk(content=whole))])

    def _stream(self, messages: list[BaseMessage], *_: Any, **options: Any) -> Any:
        import openai

        asked = convert_to_openai_messages(messages)
        with (
            openai.OpenAI(base_url=self.base_url, api_key="sk-other", max_retries=0) as client,
            client.chat.completions.create(
                model=self.model_name, messages=asked, stream=True, max_tokens=options.get("max_tokens")
            ) as chunks,
        ):
            for chunk in chunks:
                message = AIMessageChunk(content="")
                if chunk.choices:
                    message.content = chunk.choices[0].delta.content or ""
                if chunk.usage:
                    details = {"cache_read": chunk.usage.prompt_tokens_details.cached_tokens}
                    message.usage_metadata = {
                        "input_tokens": chunk.usage.prompt_tokens,
                        "output_tokens": chunk.usage.completion_tokens,
                        "total_tokens": chunk.usage.total_tokens,
                        "input_token_details": details,
                    }
                yield ChatGenerationChunk(message=message)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


def test_a_scripted_model_streams():
    told = []
    model = connect(Settings(), FakeListChatModel(responses=["Who covers for you?"]))
    pieces = list(model.stream(MESSAGES, max_tokens=50, told=told.append))
    assert len(pieces) > 1
    assert "".join(pieces) == "Who covers for you?"
    assert (told[0].model, told[0].estimated) == ("FakeListChatModel", True)


def test_a_real_one_answers_and_its_count_is_read():
    told = []
    with serving(Reply(("Who ", "covers?"), usage=COUNTED)) as fake:
        model = connect(Settings(), OverHttp(base_url=fake.base_url))
        assert "".join(model.stream(MESSAGES, max_tokens=50, told=told.append)) == "Who covers?"
    [usage] = told
    assert (usage.model, usage.estimated) == ("house-model", False)
    assert (usage.tokens_in, usage.tokens_cached, usage.tokens_out) == (40, 30, 6)
    assert fake.requests[0]["messages"] == MESSAGES
    assert fake.requests[0]["max_tokens"] == 50


def test_a_schema_is_asked_for_in_words():
    with serving(Reply(('{"a": 1}',))) as fake:
        model = connect(Settings(), OverHttp(base_url=fake.base_url))
        schema = {"type": "object", "required": ["a"]}
        assert "".join(model.stream(MESSAGES, max_tokens=50, schema=schema)) == '{"a": 1}'
    last = fake.requests[0]["messages"][-1]["content"]
    assert last.startswith("Two days?")
    assert '"required":["a"]' in last


@pytest.mark.parametrize(
    ("replies", "says", "most"),
    [
        ((Reply(status=401),), "refused the key", 1),
        ((Reply(status=500), Reply(("Well.",))), None, 2),
        ((Reply(status=429, headers=(("retry-after", "3600"),)),), "too many requests", 1),
        ((Reply(("late",), pause=60.0),), "did not finish within 2 seconds", 1),
        ((Reply(),), "empty answer", 3),
    ],
)
def test_faults_are_those_of_every_provider(replies, says, most):
    with serving(*replies) as fake:
        timeout = 2 if replies[0].pause else 60
        model = connect(Settings(timeout=timeout), OverHttp(base_url=fake.base_url))
        if says is None:
            assert list(model.stream(MESSAGES, max_tokens=50)) == ["Well."]
        else:
            with pytest.raises(EngineError, match=says) as caught:
                list(model.stream(MESSAGES, max_tokens=50))
            assert "house-model (OverHttp)" in str(caught.value)
            assert "sk-other" not in str(caught.value)
    assert len(fake.requests) <= most


def test_one_that_raises_anything_is_named_by_its_kind():
    class Broken(FakeListChatModel):
        def _stream(self, *_: Any, **__: Any) -> Any:
            raise RuntimeError("Two days? sk-other")

    model = connect(Settings(), Broken(responses=[""]))
    with pytest.raises(EngineError, match=r"failed \(RuntimeError\)") as caught:
        list(model.stream(MESSAGES, max_tokens=50))
    assert "sk-other" not in str(caught.value)


def test_a_rehearsal_in_its_words(tmp_path, scenario):
    spoken = FakeListChatModel(responses=["Morning. What is on your mind today?"])
    coach = build(Settings(profile=tmp_path), model=spoken)
    rehearsal = coach.start(scenario, seed=1)
    assert rehearsal.engine == coach.engine_name == "FakeListChatModel"
    assert rehearsal.turns[0].utterance.text == "Morning. What is on your mind today?"
    assert coach.spent.answers == 1
    assert coach.leaves_to == "the service behind FakeListChatModel"


def test_embedded_wins_over_a_model_that_is_given(tmp_path, scenario):
    spoken = FakeListChatModel(responses=["Morning."])
    coach = build(Settings(profile=tmp_path, engine="embedded"), model=spoken)
    assert coach.start(scenario, seed=1).turns[0].utterance.engine == "embedded"
    assert (coach.leaves_to, coach.spent.answers) == ("", 0)
