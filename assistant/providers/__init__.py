"""Language models by name: settings in, a :class:`assistant.seams.ChatModel` out.

    gpt-…, chatgpt-…, o3…     the hosted OpenAI service (needs a key)
    ollama/NAME               Ollama on this machine
    local:/path/model.gguf    a model file, opened in this process
    any name, with base_url   any OpenAI-compatible server: LM Studio, llama.cpp, vLLM, an organisation's own
    a LangChain chat model    handed over as an object

Nothing is contacted or opened here: a model is reached when it is first asked to speak.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.domain import Usage
from assistant.providers import endpoints, keys
from assistant.providers.counting import Counter
from assistant.providers.local import PREFIX, ModelFile
from assistant.providers.openai_compatible import Endpoint, OpenAICompatible
from assistant.providers.streaming import Model, Prices, Source
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


def connect(
    settings: Settings,
    given: BaseChatModel | None = None,
    *,
    notice: Callable[[str], None] | None = None,
    meter: Callable[[Usage], None] | None = None,
) -> Model:
    """The model that the settings name, or the one that is given, ready to be asked.

    :param notice: told in a sentence what takes a while. :param meter: told what each answer took.
    :raises EngineError: for a name, a file, an address or a key that cannot work, with what to do instead.
    """
    source, hosted = _source(settings, given, notice)
    prices = Prices(settings.price_in, settings.price_out)
    return Model(source, settings.timeout, counter=Counter(hosted), prices=prices, meter=meter)


def _source(
    settings: Settings, given: BaseChatModel | None, notice: Callable[[str], None] | None
) -> tuple[Source, str]:
    """The source, and the name under which tiktoken may know its model."""
    if given is not None:
        from assistant.providers.langchain import LangChainModel

        return LangChainModel(given), ""
    name = settings.engine_name.strip()
    if name.startswith(PREFIX):
        return ModelFile(name, notice), ""
    place = endpoints.place(settings)
    key = keys.find(settings, place.host, hosted=place.hosted, needed=place.hosted)
    endpoint = Endpoint(place.base_url, key, place.loopback, place.hosted)
    return OpenAICompatible(name, place.wire_name, endpoint), place.wire_name if place.hosted else ""


def leaves_to(settings: Settings, given: BaseChatModel | None = None) -> str:
    """Who gets what a model is asked; "" when it stays on this machine.

    :raises EngineError: for a name or an address that cannot work.
    """
    name = settings.engine_name.strip()
    if given is not None:
        return f"the service behind {type(given).__name__}"
    if name == "embedded" or name.startswith(PREFIX):
        return ""
    place = endpoints.place(settings)
    return "" if place.loopback else place.host
