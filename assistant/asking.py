"""Asking a language model for an answer of a given form, and bearing whatever comes back.

The form is a pydantic model: its JSON Schema goes out with the request, and the answer is checked against it. Around the
JSON object everything is forgiven (a fence, thoughts, chatter, control tokens of a chat template); a cut-off object is
completed as far as it goes; what does not fit is sent back once with the reason. Then :class:`StageFailed` says why, and
the stage does without: a model's answer is never the user's problem.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

import pydantic_core
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant import prompting
from assistant.domain import Usage
from assistant.errors import EngineError, StageFailed
from assistant.seams import ChatModel

CHARS_PER_TOKEN = 12
"""An answer longer than this many characters for each token it may have is not read further."""
_SENT_BACK = 2_000
"""Characters of a failed answer that are sent back to be mended."""
_CHAT_MARKUP = str.maketrans("<>", "‹›")
_INST = re.compile(r"\[(/?INST)\]", re.I)
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.S | re.I)
_CONTROL = re.compile(r"<\|[^<>|\n]{1,40}\|?>|</s>|\[/?INST\]|<(?:start|end)_of_turn>", re.I)
_TURN_OPENED = re.compile(
    rf"(?:{_CONTROL.pattern})\s*(?:(?:assistant|model)\s*\n|(?P<other>(?:user|system|human|tool)\s*(?:\n|\Z)))?\s*",
    re.I,
)
_REFUSAL = re.compile(
    r"^\W*(?:i(?:'m| am) (?:really |very )?sorry|sorry|unfortunately|as an ai|i (?:can(?:'|no)t|am unable|am not able|won't))\b"
    r"[^.!?]{0,80}\b(?:help|assist|provide|comply|continue|fulfil|request|generate|language model)\b",
    re.I,
)


class Form(BaseModel):
    """The shape of an answer; every field is wanted, and what is there besides is overlooked."""

    model_config = ConfigDict(extra="ignore", json_schema_extra={"additionalProperties": False})


Filled = TypeVar("Filled", bound=Form)


@dataclass(frozen=True)
class Inquiry(Generic[Filled]):
    """One kind of question to a model: the rules (``prompts/<stage>/rules.md``), the case (another file), the form.

    The rules are the same for every case and come first, so a server that keeps prompts evaluates them once.
    ``limit``: tokens that an answer may have.
    """

    stage: str
    case: str
    form: type[Filled]
    limit: int
    rules: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that change with the prompts, the form and what the rules are filled with."""
        loaded = [prompting.load(self.stage, name).fingerprint for name in ("rules", self.case)]
        rest = json.dumps([self.form.model_json_schema(), self.rules], sort_keys=True, default=str)
        return fingerprint(*loaded, rest)

    def messages(self, **inputs: Any) -> list[dict[str, str]]:
        """What is sent for one case."""
        rules = prompting.load(self.stage, "rules").render(**self.rules)
        case = prompting.load(self.stage, self.case).render(**inputs)
        return [{"role": "system", "content": rules}, {"role": "user", "content": case}]

    def ask(self, model: ChatModel, spent: list[Usage], **inputs: Any) -> Filled:
        """The filled form.

        :param spent: what the answers took is added here, also when nothing could be made of them.
        :raises EngineError: the model cannot be reached or broke off.
        :raises StageFailed: it answered twice, and not in this form.
        """
        messages = self.messages(**inputs)
        answer = self._answer(model, messages, spent)
        try:
            return parse(answer, self.form)
        except StageFailed as problem:
            mend = prompting.load("asking", "repair").render(problem=str(problem))
            messages += [
                {"role": "assistant", "content": answer[:_SENT_BACK] or "(nothing)"},
                {"role": "user", "content": mend},
            ]
        try:
            return parse(self._answer(model, messages, spent), self.form)
        except StageFailed as problem:
            raise StageFailed(f"{model.id} gave no usable answer: {problem}") from None

    def _answer(self, model: ChatModel, messages: Sequence[Mapping[str, str]], spent: list[Usage]) -> str:
        told = bookkeeper(spent, self.fingerprint)
        schema = self.form.model_json_schema()
        answer = ""
        for piece in model.stream(messages, max_tokens=self.limit, schema=schema, told=told):
            answer += piece
            if len(answer) > self.limit * CHARS_PER_TOKEN:
                break
        return answer


def parse(answer: str, form: type[Filled]) -> Filled:
    """The first JSON object in ``answer`` as ``form``; a cut-off one as far as it goes.

    :raises StageFailed: naming in a few words what is wrong; never with words of the answer, which may be the user's.
    """
    text = readable(answer)
    start = text.find("{")
    if start < 0:
        raise StageFailed(
            "it declined" if refuses(text) else "there is no JSON object" if text else "it is empty"
        )
    try:
        try:
            found, _ = json.JSONDecoder(strict=False).raw_decode(text, start)
        except ValueError:
            found = pydantic_core.from_json(text[start:], allow_partial=True)
        return form.model_validate(found)
    except ValidationError as error:
        wrong = ", ".join(dict.fromkeys(".".join(map(str, item["loc"])) or "it" for item in error.errors()))
        raise StageFailed(f"the JSON object lacks or misuses: {wrong[:120]}") from None
    except ValueError:
        raise StageFailed("the JSON object is malformed") from None


def readable(answer: str) -> str:
    """The words of an answer: without thoughts, and cut where a control token of a chat template shows that it ran on."""
    text = _THOUGHTS.sub(" ", answer).rpartition("</think>")[2].strip()
    while found := _TURN_OPENED.match(text):
        if found["other"]:
            return ""  # it speaks for somebody else
        text = text[found.end() :]
    return _CONTROL.split(text, maxsplit=1)[0].strip()


def refuses(text: str) -> bool:
    """Whether a model declines to answer, as models do."""
    return bool(_REFUSAL.search(text.replace("’", "'")))


def harmless(text: str) -> str:
    """``text`` that can close no fence and spell no control token of a chat template, and reads the same; as long as before."""
    return _INST.sub(r"(\1)", text.translate(_CHAT_MARKUP))


def shortened(text: str, words: int) -> str:
    """``text``, or where it has more than ``words`` words its beginning and its end."""
    parts = text.split()
    if len(parts) <= words:
        return text
    tail = words // 3
    return " ".join([*parts[: words - tail], "[…]", *parts[-tail:]])


def fingerprint(*parts: str) -> str:
    """Twelve hex digits that stand for all ``parts`` in their order."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def bookkeeper(spent: list[Usage], prompt: str) -> Callable[[Usage], None]:
    """Notes down what an answer took, under the fingerprint of all the prompt files that made the request."""
    return lambda usage: spent.append(replace(usage, prompt=prompt))


def instead(error: EngineError, what: str) -> str:
    """The note for the user: why the model did not do it, and that the built-in engine did ``what``."""
    return f"model: {str(error).rstrip('.')}; the built-in engine {what} instead"
