"""Every error that Onward raises on purpose.

    OnwardError                 what happened, with which value, and the next step
    ├── InputError              the user's words or file cannot be used as they are
    │   ├── ScenarioError       a scenario has a missing or wrong field
    │   └── NotFound            no session, kind, document or rule of that name
    ├── SessionOver             the conversation has ended; nothing more can be said
    ├── IllegalTransition       the engine was asked for a move its table does not have
    ├── CatalogError            a knowledge or prompt file is malformed
    ├── EngineError             a language model failed or was refused
    │   └── StageFailed         it answered, and nothing could be made of the answer
    └── StoreError              the profile folder cannot be read or written

``code`` is stable and goes into JSON output; ``str(error)`` is for people and says what to do next.
Adapters wrap library errors in these, so no stack trace reaches a user.
"""


class OnwardError(Exception):
    """Base of all errors raised on purpose.

    :param message: one or two sentences for the user: what happened and the next step.
    :param code: a stable snake_case name for programs.
    """

    code = "error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class InputError(OnwardError):
    """The user's words or file cannot be used as they are."""

    code = "bad_input"


class ScenarioError(InputError):
    """A scenario has a missing or wrong field."""

    code = "bad_scenario"


class NotFound(InputError):
    """Nothing of that name exists."""

    code = "not_found"


class SessionOver(OnwardError):
    """The conversation has ended; nothing more can be said in it."""

    code = "session_over"


class IllegalTransition(OnwardError):
    """The engine was asked for a transition that its table does not have."""

    code = "illegal_transition"


class CatalogError(OnwardError):
    """A knowledge or prompt file is malformed."""

    code = "bad_catalog"


class EngineError(OnwardError):
    """A language model could not be reached, failed, or is not known."""

    code = "engine"


class StageFailed(EngineError):
    """A language model answered, and nothing could be made of its answer; the built-in engine does that stage."""

    code = "stage_failed"


class StoreError(OnwardError):
    """The profile folder cannot be read or written."""

    code = "store"
