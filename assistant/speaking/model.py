"""The language-model voice: the engine has decided, the embedded voice has drafted, the model finds the words.

The conversation is laid out for the server's prompt cache: persona and rules first and the same in every turn, then the
transcript, which only grows, and the stage direction last. Whatever goes wrong, the draft is said instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant import prompting
from assistant.domain import ConcernType, Decision, Scenario, Temperament, Turn, Utterance
from assistant.errors import EngineError
from assistant.seams import ChatModel, Voice
from assistant.speaking.embedded import MOST_WORDS
from assistant.speaking.room import call_name
from assistant.text.segment import sentences

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

MAX_TOKENS = 160
"""More than 45 words need, so that the model ends its sentence and the guard does the shortening."""

BUDGET = 6_000
"""Tokens of transcript that are sent; beyond it the oldest middle turns go, down to two thirds of it."""

LONGEST_SAID = 400
"""Words of one turn that are sent; the middle of a longer one is left out. The listener has read all of it."""

SCENE = "<scene>The talk begins.</scene>"
"""The first message of the transcript: some chat templates insist that the other side begins."""

_CHAT_MARKUP = str.maketrans("<>", "‹›")
_INST = re.compile(r"\[(/?INST)\]", re.I)
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.S | re.I)
_TAGS = re.compile(r"</?(?:said|direction|scene)>", re.I)
_ENDED = re.compile(r"[.!?…][\"'”’)]*\s*$")


class ModelVoice:
    """Implements :class:`assistant.seams.Voice` with a language model.

    :param spare: drafts each utterance, and speaks when the model fails.
    """

    def __init__(
        self,
        model: ChatModel,
        spare: Voice,
        temperaments: Mapping[str, Temperament],
        types: Mapping[str, ConcernType],
    ) -> None:
        self._model, self._spare, self._temperaments, self._types = model, spare, temperaments, types

    def speak(
        self, scenario: Scenario, turns: Sequence[Turn], said: str | None, decision: Decision, seed: int
    ) -> Utterance:
        """The manager's words for ``decision``; the draft, with a note that says why, when the model fails."""
        draft = self._spare.speak(scenario, turns, said, decision, seed)
        messages = self.messages(scenario, turns, said, decision, draft.text)
        try:
            answer = _first_paragraph(self._model.stream(messages, max_tokens=MAX_TOKENS))
            text = _spoken(answer, scenario)
            if not text:
                raise EngineError(f"{self._model.id} said nothing that could be used.")
        except EngineError as error:
            note = f"model: {str(error).rstrip('.')}; the built-in engine spoke instead"
            return replace(draft, notes=(*draft.notes, note))
        # The draft's lines count as said, so the embedded voice does not come back with them later.
        return Utterance(text, draft.lines, engine=self._model.id)

    def messages(
        self, scenario: Scenario, turns: Sequence[Turn], said: str | None, decision: Decision, draft: str
    ) -> list[dict[str, Any]]:
        """What is sent, in the OpenAI form: persona, transcript, and the direction at the end of the last message."""
        from langchain_core.messages import convert_to_openai_messages
        from langchain_core.prompts import ChatPromptTemplate, MessagesPlaceholder

        layout = ChatPromptTemplate(
            [("system", "{persona}"), MessagesPlaceholder("transcript"), ("human", "{newest}\n\n{direction}")]
        )
        filled = layout.format_messages(
            persona=self._persona(scenario),
            transcript=_transcript(turns),
            newest=SCENE if said is None else _fenced(said),
            direction=self._direction(scenario, decision, draft),
        )
        found = convert_to_openai_messages(filled)
        return found if isinstance(found, list) else [found]

    def _persona(self, scenario: Scenario) -> str:
        user, manager = scenario.user, scenario.manager
        return prompting.load("speaking", "manager").render(
            manager=_field(manager.name),
            manager_role=_field(manager.role),
            employee=_field(call_name(user.name, user.country)),
            employee_role=_field(user.role),
            organisation=_field(user.organisation),
            sector=_field(user.sector),
            remote=user.work_mode == "remote",
            description=self._temperaments[manager.temperament].description,
            trust=manager.trust,
            words=MOST_WORDS,
        )

    def _direction(self, scenario: Scenario, decision: Decision, draft: str) -> str:
        reaction = decision.reaction
        return prompting.load("speaking", "direction").render(
            employee=_field(call_name(scenario.user.name, scenario.user.country)),
            move=decision.move.value,
            concern=_named(self._types.get(decision.concern or "")),
            remark=decision.remark or "",
            reaction=reaction.move.value if reaction else "",
            reaction_concern=_named(self._types.get(reaction.concern)) if reaction else "",
            conditions=decision.conditions,
            draft=_harmless(draft),
            words=MOST_WORDS,
        )


def estimate_tokens(text: str) -> int:
    """About how many tokens ``text`` has, rather too many than too few.

    An estimate on purpose: an exact count needs tables that are downloaded, and nobody asked for that connection.
    """
    return max(-(-len(text.split()) * 4 // 3), len(text) // 4)


def condense(turns: Sequence[Turn], budget: int = BUDGET) -> list[Turn]:
    """The turns to send: all while they fit; else without the oldest in the middle.

    The opening, the user's first words, the ask and the last two exchanges always stay. Turns go several at a time, so
    that the transcript stays the same from turn to turn in between and the prompt cache holds.
    """
    ask = next((turn.number for turn in turns if turn.reading and "change" in turn.reading.elements), 1)
    kept: list[Turn] = []
    for turn in turns:
        kept.append(turn)
        size = sum(map(_size, kept))
        if size <= budget:
            continue
        for old in [old for old in kept[:-2] if old.number not in (0, 1, ask)]:
            if size <= budget * 2 // 3:
                break
            kept.remove(old)
            size -= _size(old)
    return kept


def _size(turn: Turn) -> int:
    return estimate_tokens(_fenced(turn.said or "")) + estimate_tokens(turn.utterance.text)


def _transcript(turns: Sequence[Turn]) -> list[BaseMessage]:
    """The talk so far as alternating messages, the employee's side first."""
    from langchain_core.messages import AIMessage, HumanMessage

    messages: list[BaseMessage] = []
    for turn in condense(turns):
        messages.append(HumanMessage(SCENE if turn.said is None else _fenced(turn.said)))
        messages.append(AIMessage(_harmless(turn.utterance.text)))
    return messages


def _fenced(said: str) -> str:
    """The user's words as data, shortened in the middle when they go on and on."""
    words = said.split()
    if len(words) > LONGEST_SAID:
        tail = LONGEST_SAID // 3
        said = " ".join([*words[: LONGEST_SAID - tail], "[…]", *words[-tail:]])
    return f"<said>{_harmless(said)}</said>"


def _harmless(text: str) -> str:
    """``text`` that can close no fence and spell no control token of a chat template, and reads the same."""
    return _INST.sub(r"(\1)", text.translate(_CHAT_MARKUP))


def _field(text: str) -> str:
    """A field of the scenario for the persona: one line, and no longer than a name or a role is."""
    return _harmless(" ".join(text.split()))[:120]


def _named(concern: ConcernType | None) -> str:
    return f"{concern.title[:1].lower()}{concern.title[1:]}" if concern else ""


def _first_paragraph(pieces: Iterable[str]) -> str:
    """The answer up to its first empty line: what comes after it is another speaker's turn, or an explanation."""
    text = ""
    for piece in pieces:
        text = (text + piece).lstrip()
        if "\n\n" in _THOUGHTS.sub("", text).strip():
            break
    return _THOUGHTS.sub(" ", text).strip().split("\n\n")[0]


def _spoken(answer: str, scenario: Scenario) -> str:
    """The words without fences, a name in front and quotation marks around; whole sentences only; "" if the user's."""
    text = _TAGS.sub(" ", answer).strip()
    if _speaker(scenario.user.name).match(text):
        return ""
    text = _speaker(scenario.manager.name).sub("", text)
    if len(text) > 1 and text[0] in '"“' and text[-1] in '"”' and not re.search('["“”]', text[1:-1]):
        text = text[1:-1].strip()
    whole = sentences(text)
    if len(whole) > 1 and not _ENDED.search(text):
        text = text[: whole[-2].end]
    return text


def _speaker(name: str) -> re.Pattern[str]:
    """A speaker's name and a colon at the beginning, as in a script."""
    names = "|".join(re.escape(part) for part in (name, *name.split()))
    return re.compile(rf"\W*(?:{names})\W*:\W*?(?=[\w\"“])", re.I)
