"""The language-model voice: the engine has decided, the embedded voice has drafted, the model finds the words.

The conversation is laid out for the server's prompt cache: persona and rules first and the same in every turn, then the
transcript, which only grows (:mod:`assistant.speaking.transcript`), and the stage direction last. Whatever goes wrong, the
draft is said instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant import prompting
from assistant.asking import bookkeeper, fingerprint, harmless, instead, readable, refuses
from assistant.domain import ConcernType, Decision, Scenario, Temperament, Turn, Usage, Utterance
from assistant.errors import EngineError, StageFailed
from assistant.seams import ChatModel, Voice
from assistant.speaking import transcript
from assistant.speaking.embedded import MOST_WORDS
from assistant.speaking.room import call_name, slots
from assistant.speaking.transcript import BUDGET, SCENE, fenced
from assistant.text.clean import looks_english, words
from assistant.text.segment import sentences

if TYPE_CHECKING:
    from langchain_core.prompts import ChatPromptTemplate

MAX_TOKENS = 160
"""More than 45 words need, so that the model ends its sentence and the guard does the shortening."""
_MOST_CHARS = 12 * MAX_TOKENS

_ECHO = 8
"""So many words in a row of the stage direction are no longer the boss speaking."""
_TAGS = re.compile(r"</?(?:said|direction|scene)>", re.I)
_MACHINE = re.compile(r"[{}]|```")
"""What stands in data and programs, and in no talk."""
_ENDED = re.compile(r"[.!?…][\"'”’)]*\s*$")


class ModelVoice:
    """Implements :class:`assistant.seams.Voice` with a language model.

    :param spare: drafts each utterance, and speaks when the model fails.
    :param barred: why the model may not speak; then it is not asked.
    :param budget: tokens of talk that are sent (:data:`assistant.speaking.transcript.BUDGET`).
    """

    def __init__(
        self,
        model: ChatModel,
        spare: Voice,
        temperaments: Mapping[str, Temperament],
        types: Mapping[str, ConcernType],
        barred: str = "",
        budget: int = BUDGET,
    ) -> None:
        self._model, self._spare, self._temperaments, self._types = model, spare, temperaments, types
        self._barred, self._budget = barred, budget

    @property
    def fingerprint(self) -> str:
        """Stands for the prompt files of persona and direction."""
        return prompt_fingerprint()

    def speak(
        self,
        scenario: Scenario,
        turns: Sequence[Turn],
        said: str | None,
        decision: Decision,
        seed: int,
        aloud: Callable[[str], None] | None = None,
    ) -> Utterance:
        """The manager's words for ``decision``; the draft, with a note that says why, when the model fails.

        :param aloud: told each whole sentence as soon as the model has ended it; what is returned counts in the end.
        """
        draft = self._spare.speak(scenario, turns, said, decision, seed)
        if self._barred:
            return replace(draft, notes=(*draft.notes, self._barred))
        spent: list[Usage] = []
        try:
            asked = self.messages(scenario, turns, said, decision, draft.text)
            theirs = "\n".join([draft.text, said or "", *decision.conditions])
            text = self._spoken(asked, theirs, scenario, spent, aloud)
        except EngineError as error:
            return replace(draft, notes=(*draft.notes, instead(error, "spoke")), usage=tuple(spent))
        # The draft's lines count as said, so the embedded voice does not come back with them later.
        return Utterance(text, draft.lines, engine=self._model.id, usage=tuple(spent))

    def messages(
        self, scenario: Scenario, turns: Sequence[Turn], said: str | None, decision: Decision, draft: str
    ) -> list[dict[str, Any]]:
        """What is sent, in the OpenAI form: persona, transcript, and the direction at the end of the last message."""
        from langchain_core.messages import convert_to_openai_messages

        filled = _layout().format_messages(
            persona=self._persona(scenario),
            transcript=transcript.messages(turns, _called(scenario), self._budget),
            newest=SCENE if said is None else fenced(said),
            direction=self._direction(scenario, turns, said, decision, draft),
        )
        found = convert_to_openai_messages(filled)
        return found if isinstance(found, list) else [found]

    def _spoken(
        self,
        messages: Sequence[Mapping[str, str]],
        theirs: str,
        scenario: Scenario,
        spent: list[Usage],
        aloud: Callable[[str], None] | None,
    ) -> str:
        """The words that the model finds.

        :param theirs: words in the direction that may be said as they stand: the draft, the user's, the conditions.
        """
        told = bookkeeper(spent, self.fingerprint)
        directed = _runs(messages[-1]["content"].rpartition("<direction>")[2]) - _runs(theirs)
        answer = ""
        uttered = 0
        for answer in _growing(self._model.stream(messages, max_tokens=MAX_TOKENS, told=told)):
            if aloud:
                ended = _ended(_words(answer, scenario))
                for sentence in ended[uttered:]:
                    self._heed(directed, sentence)
                    aloud(sentence)
                uttered = max(uttered, len(ended))
        text = _whole(_words(answer, scenario))
        if not text:
            raise StageFailed(f"{self._model.id} said nothing that could be used")
        self._heed(directed, text)
        if _MACHINE.search(text) or (not _ENDED.search(text) and len(text.split()) > MOST_WORDS):
            raise StageFailed(f"{self._model.id} said something that nobody says in a talk")
        if refuses(text):
            raise StageFailed(f"{self._model.id} declined to speak")
        if not looks_english(text):
            raise StageFailed(f"{self._model.id} answered in another language")
        return text

    def _heed(self, directed: set[tuple[str, ...]], text: str) -> None:
        """Raises ``StageFailed`` where the stage direction is read out instead of followed."""
        if directed & _runs(text):
            raise StageFailed(f"{self._model.id} read out what it was asked to do")

    def _persona(self, scenario: Scenario) -> str:
        user, manager = scenario.user, scenario.manager
        return prompting.load("speaking", "manager").render(
            manager=_field(manager.name),
            manager_role=_field(manager.role),
            employee=_called(scenario),
            employee_role=_field(user.role),
            organisation=_field(user.organisation),
            sector=_field(user.sector),
            remote=user.work_mode == "remote",
            description=self._temperaments[manager.temperament].description,
            trust=manager.trust,
            words=MOST_WORDS,
        )

    def _direction(
        self, scenario: Scenario, turns: Sequence[Turn], said: str | None, decision: Decision, draft: str
    ) -> str:
        reaction = decision.reaction
        phrase = slots(scenario, turns, said, None).get("phrase", "")
        return prompting.load("speaking", "direction").render(
            employee=_called(scenario),
            move=decision.move.value,
            concern=_named(self._types.get(decision.concern or "")),
            remark=decision.remark or "",
            answer=decision.answer or "",
            reaction=reaction.move.value if reaction else "",
            reaction_concern=_named(self._types.get(reaction.concern)) if reaction else "",
            conditions=decision.conditions,
            theirs=harmless(phrase) if phrase not in draft else "",
            draft=harmless(draft),
            words=MOST_WORDS,
        )


def prompt_fingerprint() -> str:
    """Stands for the prompt files of the voice."""
    return fingerprint(*(prompting.load("speaking", name).fingerprint for name in ("manager", "direction")))


@cache
def _layout() -> ChatPromptTemplate:
    """Where what goes; made once, as making it takes longer than filling it."""
    from langchain_core.prompts import ChatPromptTemplate, MessagesPlaceholder

    return ChatPromptTemplate(
        [("system", "{persona}"), MessagesPlaceholder("transcript"), ("human", "{newest}\n\n{direction}")]
    )


def _called(scenario: Scenario) -> str:
    return _field(call_name(scenario.user.name, scenario.user.country))


def _field(text: str) -> str:
    """A field of the scenario for the persona: one line, and no longer than a name or a role is."""
    return harmless(" ".join(text.split()))[:120]


def _named(concern: ConcernType | None) -> str:
    return f"{concern.title[:1].lower()}{concern.title[1:]}" if concern else ""


def _runs(text: str) -> set[tuple[str, ...]]:
    """All runs of :data:`_ECHO` words."""
    found = words(text)
    return {tuple(found[n : n + _ECHO]) for n in range(len(found) - _ECHO + 1)}


def _growing(pieces: Iterable[str]) -> Iterator[str]:
    """The answer after each piece, up to its first empty line: behind it comes another speaker's turn, or an explanation."""
    text = ""
    for piece in pieces:
        text = (text + piece).lstrip()
        yield text
        if "\n\n" in readable(text) or len(text) > _MOST_CHARS:
            return


def _words(answer: str, scenario: Scenario) -> str:
    """The manager's words: without fences, a name in front and quotation marks around; "" where the user is made to speak."""
    text = _TAGS.sub(" ", readable(answer).split("\n\n")[0]).strip()
    if _speaker(scenario.user.name).match(text):
        return ""
    text = _speaker(scenario.manager.name).sub("", text)
    if len(text) > 1 and text[0] in '"“' and text[-1] in '"”' and not re.search('["“”]', text[1:-1]):
        text = text[1:-1].strip()
    return " ".join(text.split())


def _whole(text: str) -> str:
    """``text`` without a last sentence that was not ended, unless it is the only one."""
    found = sentences(text)
    return text[: found[-2].end] if len(found) > 1 and not _ENDED.search(text) else text


def _ended(text: str) -> list[str]:
    """The sentences that nothing can change any more: another one has begun behind them, and no quotation is open."""
    if text[:1] in '"“':
        return []
    return [part.text for part in sentences(text)[:-1]]


def _speaker(name: str) -> re.Pattern[str]:
    """A speaker's name and a colon at the beginning, as in a script."""
    names = "|".join(re.escape(part) for part in (name, *name.split()))
    return re.compile(rf"\W*(?:{names})\W*:\W*?(?=[\w\"“])", re.I)
