"""What goes wrong between us and a server, in our own words: by status, and by the kind of connection error."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from assistant.providers.streaming import Fault

_PASSING = (408, 409, 425, 429)
BROKE_OFF = "broke off in the middle of its answer"
REPORTED = "reported a fault. Try again later"
REFUSED = "declined to answer this. Say it in other words, or choose another model"


def of_status(code: int, headers: Mapping[str, str]) -> Fault:
    """The fault behind an HTTP status; it honours Retry-After, in seconds or as a date."""
    return Fault(_says(code), passing=code in _PASSING or code >= 500, wait=_wait(headers.get("retry-after")))


def of_connection(error: BaseException, *, broke: bool = False) -> Fault:
    """The fault behind an error of the connection: an unknown host, nobody there, or a break after it stood."""
    if broke:
        return Fault(BROKE_OFF, passing=True)
    if behind(error, socket.gaierror):
        return Fault(
            "has an address that cannot be found. Check the host's name and the network", passing=True
        )
    return Fault("cannot be reached. Check that it is running and that the address is right", passing=True)


def behind(error: BaseException | None, kind: type[BaseException]) -> bool:
    """Whether an error of that kind is among the causes of ``error``."""
    while error is not None:
        if isinstance(error, kind):
            return True
        error = error.__cause__ or error.__context__
    return False


def _wait(value: str | None) -> float | None:
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):  # no date either, or one without a zone
        return None


def _says(code: int) -> str:
    match code:
        case 401 | 403:
            return f"refused the key ({code}). Check it: 'onward model set-key', or ONWARD_API_KEY"
        case 404:
            return "does not know this model or address (404). Check ONWARD_MODEL and ONWARD_BASE_URL"
        case 429:
            return "has too many requests, or the quota is used up (429). Wait a while, or check the account"
        case 413:
            return "found the conversation too long (413). Choose a model with a longer context"
        case _ if code >= 500:
            return f"has a fault of its own ({code}). Try again later"
        case _ if code < 400:
            return f"wants to send the request elsewhere ({code}). Set ONWARD_BASE_URL to the final address"
        case _:
            return f"did not accept the request ({code}). Check that it can chat, and how long its context is"
