"""Two readings become one by rules: the middle of the levels, quoted moves, no accusation on one voice alone."""

import pytest

from assistant.domain import ELEMENTS, USER_MOVES, Assessment, Finding, Reading
from assistant.reconciling import assessments, readings


def reading(level, engine="embedded", **quotes):
    return Reading(level, {move: move in quotes for move in USER_MOVES}, quotes, engine)


@pytest.mark.parametrize(
    ("own", "model", "quoted", "stands"),
    [
        (0, 0, {}, 0),
        (1, 1, {}, 1),
        (2, 2, {}, 2),
        (0, 1, {"cover": "Mira does"}, 0),
        (1, 0, {}, 0),
        (1, 2, {"cover": "Mira does"}, 2),
        (1, 2, {}, 1),
        (1, 2, {"acknowledges": "I see", "ultimatum": "or I go"}, 1),
        (2, 1, {}, 2),
        (0, 2, {"cover": "Mira does"}, 1),
        (2, 0, {}, 1),
    ],
)
def test_levels(own, model, quoted, stands):
    found = readings(reading(own), reading(model, "m", **quoted))
    assert (found.level, found.engine) == (stands, "m")


def test_moves_and_quotes():
    own = reading(1, cover="Mira does my desk then", grievance="as always", evidence="in March")
    found = readings(own, reading(1, "m", cover="Mira does", date="in May", ultimatum="or else"))
    assert {move for move in USER_MOVES if found.has(move)} == {"cover", "evidence", "date"}
    assert found.quotes == {"cover": "Mira does", "evidence": "in March", "date": "in May"}


def test_scores_meet_in_the_middle_and_a_model_cannot_be_talked_into_ten():
    nothing = {name: Finding(False) for name in ELEMENTS}
    own = Assessment(4.0, 1.0, nothing | {"change": Finding(True, "two days")}, "embedded")
    model = Assessment(
        5.0, 10.0, nothing | {"time": Finding(True, "May"), "negative_tone": Finding(True, "x")}, "m"
    )
    found = assessments(own, model)
    assert (found.specificity, found.business_framing, found.engine) == (4.5, 3.0, "m")
    present = {name: one.quote for name, one in found.elements.items() if one.present}
    assert present == {"change": "two days", "time": "May"}
