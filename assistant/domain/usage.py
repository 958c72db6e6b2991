"""What one answer of a language model took."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Usage:
    """What one answer of a language model took.

    ``model``: its name as the user configured it. ``prompt``: the fingerprint of the prompt (of its first message, which
    the prompt files make). ``tokens_in``: tokens of the prompt, ``tokens_cached`` those of them that the server had
    kept from before, ``tokens_out`` tokens of the answer, thoughts included. ``seconds``: until the end of the answer,
    ``first_seconds`` until its first words (as ``seconds`` when none came). ``cost``: US dollars, None when no price is
    known. ``estimated``: the tokens were counted here, not by the server.
    """

    model: str
    prompt: str
    tokens_in: int
    tokens_cached: int
    tokens_out: int
    seconds: float
    first_seconds: float
    cost: float | None
    estimated: bool


@dataclass(frozen=True)
class Spending:
    """What a number of answers took together.

    ``cost``: US dollars, None when no price is known. ``estimated``: the tokens of some of them were counted here.
    """

    answers: int = 0
    tokens_in: int = 0
    tokens_cached: int = 0
    tokens_out: int = 0
    cost: float | None = None
    estimated: bool = False

    def plus(self, usage: Usage) -> Spending:
        """The total with one more answer."""
        return Spending(
            self.answers + 1,
            self.tokens_in + usage.tokens_in,
            self.tokens_cached + usage.tokens_cached,
            self.tokens_out + usage.tokens_out,
            self.cost if usage.cost is None else (self.cost or 0.0) + usage.cost,
            self.estimated or usage.estimated,
        )
