"""From a click to a handler: private endpoints, errors as plain words beside the button, never a stack trace."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Iterator, Sequence, Set
from functools import partial, wraps
from typing import Any

import gradio as gr
from gradio.components import Component

from assistant.coach import Coach
from assistant.errors import NotFound, OnwardError
from ui.keeping import Forms, Typed
from ui.present.html import notice

Updates = dict[Any, Any]
"""Which components change, and to what."""

Handler = Callable[..., Updates] | Callable[..., Iterator[Updates]]
_LOG = logging.getLogger(__name__)
_GONE = "This rehearsal was deleted. Start a new one."
_UNEXPECTED = "Something went wrong on our side. Nothing that you typed is lost: please try again."


class Page:
    """What every tab needs: the coach, the frame, and the ids that the browser remembers.

    :param keep: whether anything of this visit is written down.
    """

    def __init__(self, coach: Coach, blocks: gr.Blocks, *, keep: bool = True) -> None:
        self.coach, self.blocks, self.keep = coach, blocks, keep
        self.live = gr.HTML(elem_id="live", elem_classes="sr")  # announced; there before its first words
        self.forms, self.words = Forms(coach), Typed(coach)
        self.setup = gr.BrowserState(None, storage_key="onward-setup", secret="onward")  # noqa: S106 - it hides only ids
        self.session = gr.BrowserState(None, storage_key="onward-session", secret="onward")  # noqa: S106
        self.drill = gr.BrowserState(None, storage_key="onward-drill", secret="onward")  # noqa: S106
        self.typed = gr.BrowserState(None, storage_key="onward-typed", secret="onward")  # noqa: S106
        self.drafts = gr.BrowserState([], storage_key="onward-drafts", secret="onward")  # noqa: S106


def bind(
    triggers: Callable[..., Any] | Sequence[Any],
    handler: Handler,
    inputs: Sequence[Component],
    outputs: Sequence[Any] | Set[Any],
    message: gr.HTML,
    failed: Updates | None = None,
    **options: Any,
) -> Any:
    """Runs ``handler`` on any of the triggers; what it raises is shown in ``message``.

    :param handler: takes the inputs' values and returns (or yields) the components that change.
    :param failed: what else changes then, such as an old result that goes away.
    :param options: further arguments of ``gradio.on``.
    """
    everything = list(dict.fromkeys([*outputs, message]))
    settings = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": 8} | options
    listen = partial(gr.on, list(triggers)) if isinstance(triggers, Sequence) else triggers
    return listen(
        guarded(handler, message, failed or {}), inputs=list(inputs), outputs=everything, **settings
    )


def guarded(handler: Handler, message: gr.HTML, failed: Updates) -> Handler:
    """``handler``, with errors turned into words in ``message``, which is emptied when all went well."""
    if inspect.isgeneratorfunction(handler):

        @wraps(handler)
        def steps(*values: Any) -> Iterator[Updates]:
            try:
                for updates in handler(*values):
                    yield {message: ""} | updates
            except Exception as error:
                yield failed | {message: notice(in_plain_words(error), kind="error")}

        return steps

    @wraps(handler)
    def once(*values: Any) -> Updates:
        try:
            return {message: ""} | dict(handler(*values))  # type: ignore[arg-type]
        except Exception as error:
            return failed | {message: notice(in_plain_words(error), kind="error")}

    return once


def in_plain_words(error: Exception) -> str:
    """What to tell the user; unexpected errors are logged by their kind and place, without the user's words."""
    if isinstance(error, NotFound):
        return _GONE
    if isinstance(error, OnwardError):
        return str(error)
    last = inspect.getinnerframes(error.__traceback__)[-1] if error.__traceback__ else None
    _LOG.error("%s at %s:%s", type(error).__name__, last and last.filename, last and last.lineno)
    return _UNEXPECTED
