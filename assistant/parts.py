"""What the coach works with, as one protocol; :mod:`assistant.wiring` makes each part when it is first needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from assistant.domain import ConcernType, Spending, Temperament
from assistant.seams import (
    Adviser,
    Checker,
    Clock,
    Exporter,
    Guard,
    Listener,
    Reminders,
    Retriever,
    SafetyListener,
    Scorer,
    Store,
    Voice,
    Writer,
)

if TYPE_CHECKING:
    from assistant.listening.turn import TurnListener


class Parts(Protocol):
    """What the coach works with; each part is made when it is first needed (see :mod:`assistant.wiring`)."""

    @property
    def engine_name(self) -> str:
        """The engine that results name."""

    @property
    def leaves_to(self) -> str:
        """Who gets what a model is asked; "" when nothing leaves this machine."""

    @property
    def spent(self) -> Spending:
        """What the model took since the program started."""

    @property
    def types(self) -> Mapping[str, ConcernType]:
        """Concern types by id."""

    @property
    def temperaments(self) -> Mapping[str, Temperament]:
        """Temperaments by id."""

    @property
    def listener(self) -> Listener:
        """Reads replies."""

    @property
    def at_hand(self) -> Listener:
        """Reads replies by the worry that each answers."""

    @property
    def turn_listener(self) -> TurnListener:
        """Reads whole turns."""

    @property
    def safety(self) -> SafetyListener:
        """Notices danger."""

    @property
    def voice(self) -> Voice:
        """Speaks as the manager."""

    @property
    def guard(self) -> Guard:
        """Checks what is spoken."""

    @property
    def scorer(self) -> Scorer:
        """Scores drafts."""

    @property
    def adviser(self) -> Adviser:
        """Advises on drafts."""

    @property
    def retriever(self) -> Retriever:
        """Searches the guidance."""

    @property
    def checker(self) -> Checker:
        """Checks scenarios."""

    @property
    def writer(self) -> Writer:
        """Writes artefacts."""

    @property
    def exporters(self) -> Mapping[str, Exporter]:
        """File formats by suffix."""

    @property
    def reminders(self) -> Reminders:
        """Due days as a calendar file."""

    @property
    def clock(self) -> Clock:
        """The time."""

    @property
    def store(self) -> Store:
        """Keeps sessions."""
