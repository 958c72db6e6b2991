"""Onward: rehearse the conversation with your boss, score the ask, take the wording along.

The flow is one arrow (see docs/architecture.md); this package's front door is
:func:`assistant.wiring.build`, which returns a :class:`assistant.coach.Coach`.
"""

__version__ = "0.1.0"
