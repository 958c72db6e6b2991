"""Control tokens of chat templates that a wrongly set-up server lets through, taken out of a stream of text."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"<\|[^|<>\n]{1,40}\|>|<｜[^｜<>\n]{1,40}｜>|\[/?INST\]|<</?SYS>>|</?s>|<(?:start|end)_of_turn>"
)
# What may be the beginning of one; the longest that is held back is as long as the longest token.
_BEGUN = re.compile(r"(?:<[^>\s]{0,42}|\[/?I?N?S?T?)\Z")
_ROLE = re.compile(r"\s*(?:assistant|model)(?:\s*\n\s*|:\s*|\Z)|\s+", re.I)
_SOMEBODY_ELSE = re.compile(r"\s*(?:user|system|tool)(?:\s*\n|\s*:|\s*\Z)", re.I)
_ROLE_BEGUN = re.compile(r"\s*[A-Za-z]{0,9}\Z")


class Cleaner:
    """Takes the pieces of one answer and gives its words back.

    Before the first word a control token is dropped, with the role that it names; after it, a token ends the answer: what a
    model writes from there on is somebody else's turn.
    """

    def __init__(self) -> None:
        self.ended = False
        self._held, self._said, self._role = "", False, False

    def take(self, piece: str) -> str:
        """The words that this piece completes; "" while a token may be under way or when the answer has ended."""
        if self.ended:
            return ""
        text = self._held + piece
        while found := _TOKEN.search(text):
            before = text[: found.start()]
            if self._said or (before.strip() and not (self._role and _ROLE.fullmatch(before))):
                self.ended = True
                self._held = ""
                return self._without_role(before)
            text, self._role = text[found.end() :], True
        begun = _BEGUN.search(text)
        cut = begun.start() if begun else len(text)
        if self._role and _ROLE_BEGUN.fullmatch(text[:cut]):
            cut = 0
        self._held = text[cut:]
        return self._without_role(text[:cut])

    def rest(self) -> str:
        """What was held back, now that the answer has ended."""
        held, self._held = self._held, ""
        return "" if self.ended else self._without_role(held)

    def _without_role(self, text: str) -> str:
        if self._role and text:
            self._role = False
            if _SOMEBODY_ELSE.match(text):
                self.ended = True
                return ""
            role = _ROLE.match(text)
            text = text[role.end() :] if role else text
        self._said = self._said or bool(text.strip())
        return text
