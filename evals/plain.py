"""The same rehearsal written plainly, as tutorials do it.

For each turn the passages that fit the newest words are looked up, the system prompt is built anew with them, and the whole
history is sent again behind it. A fair piece of its kind: short, the same facts about the boss, the same search, the same limits of length; the model decides and words
everything in one answer.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.domain import Scenario, Usage
from assistant.seams import ChatModel, Retriever

PASSAGES = 4
"""As many as LangChain's retrievers bring when nobody says otherwise."""
MAX_TOKENS = 160
_SYSTEM = """You are {manager}, {role} at {organisation}. {employee}, {employee_role}, has asked for a talk about their career. \
Play the manager in this role-play. {description} You worry about: {worries}. Do not give in easily; agree only when your worries \
are answered. Answer in one to three spoken sentences, at most 45 words. Stay in role, and do not coach.

What good advice says about such talks:
{passages}"""


class PlainRehearsal:
    """A boss in a few lines.

    :param description: what the boss is like. :param worries: what they worry about, in words.
    """

    def __init__(
        self, model: ChatModel, retriever: Retriever, scenario: Scenario, description: str, worries: list[str]
    ) -> None:
        self._model, self._retriever, self._scenario = model, retriever, scenario
        self._description, self._worries = description, worries
        self._history: list[dict[str, str]] = []

    def say(self, text: str, told: Callable[[Usage], None]) -> str:
        """The boss's answer; ``told`` hears what it took."""
        self._history.append({"role": "user", "content": text})
        messages = [{"role": "system", "content": self._system(text)}, *self._history]
        answer = "".join(self._model.stream(messages, max_tokens=MAX_TOKENS, told=told))
        self._history.append({"role": "assistant", "content": answer})
        return answer

    def _system(self, text: str) -> str:
        [found] = self._retriever.search([text], PASSAGES)
        user, manager = self._scenario.user, self._scenario.manager
        return _SYSTEM.format(
            manager=manager.name,
            role=manager.role,
            organisation=user.organisation,
            employee=user.name,
            employee_role=user.role,
            description=self._description,
            worries=", ".join(self._worries),
            passages="\n\n".join(passage.text for passage in found.passages),
        )
