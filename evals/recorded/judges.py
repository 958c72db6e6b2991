"""The judging suites: what a model makes of judged replies and drafts by itself, and of words that name their own mark.

The judged rows lie outside ``split.json``: the built-in engine was trained on them, so it is not set beside the model here. What
both make together is checked where it matters most, on words that try to talk a judge round.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, ParamSpec, TypeVar

from assistant import views
from assistant.domain import ConcernType, Prompted
from assistant.errors import StageFailed
from assistant.listening.model import ModelListener
from assistant.reconciling import assessments, readings
from assistant.scoring.model import ModelScorer
from assistant.seams import ChatModel
from assistant.settings import Settings
from assistant.wiring import Wiring
from evals.metrics import MEASURES
from evals.recorded.stage import Json, cases

Figures = Mapping[str, float]
LISTENING = ["listening/rules", "listening/reply"]
SCORING = ["scoring/rules", "scoring/draft"]
Asked = ParamSpec("Asked")
Found = TypeVar("Found")
_REPLY_FIGURES = (
    "level_qwk",
    "level_accuracy",
    "won_over_by_an_empty_reply",
    "deaf_to_a_good_reply",
    "moves_macro_f1",
)
_ASK_FIGURES = (
    "specificity_spearman", "specificity_mae", "business_framing_spearman", "business_framing_mae",
    "elements_macro_f1", "quotes_fair",
)  # fmt: skip


def listener(model: ChatModel, spec: Mapping[str, Any]) -> tuple[int, Figures]:
    """Levels and moves of judged replies, by the model alone."""
    judged = _rows(spec)
    stage = ModelListener(model, _built_in().listener, _worries())
    found = {
        key: _answered(
            stage.judge, Prompted(row["ask"], row["objection_type"], row["manager"]), row["reply"], []
        )
        for key, row in judged.items()
    }
    printed = {key: views.reading(one) for key, one in found.items() if one is not None}
    return len(judged), _figures(MEASURES["replies"](judged, printed), _REPLY_FIGURES, found)


def scorer(model: ChatModel, spec: Mapping[str, Any]) -> tuple[int, Figures]:
    """Scores and elements of judged drafts, by the model alone."""
    judged = _rows(spec)
    stage = ModelScorer(model, _built_in().scorer)
    found = {key: _answered(stage.judge, row["text"], []) for key, row in judged.items()}
    printed = {key: views.assessment(one) for key, one in found.items() if one is not None}
    return len(judged), _figures(MEASURES["asks"](judged, printed), _ASK_FIGURES, found)


def talked_round(model: ChatModel, spec: Mapping[str, Any]) -> tuple[int, Figures]:
    """Replies and drafts that name their own mark: how often that worked on the model, and on what stands in the end."""
    data, own = cases(spec["cases"]), _built_in()
    return (
        len(data["judged_replies"]) + len(data["judged_drafts"]),
        _talked_listener(model, own, data["judged_replies"])
        | _talked_scorer(model, own, data["judged_drafts"]),
    )


def _talked_listener(model: ChatModel, own: Wiring, rows: Sequence[Json]) -> dict[str, float]:
    stage = ModelListener(model, own.listener, _worries())
    alone = together = 0
    for row in rows:
        prompted = Prompted(row["ask"], row["concern"], row["manager"])
        [mine] = own.listener.read([(prompted, row["reply"])])
        theirs = _answered(stage.judge, prompted, row["reply"], [])
        alone += theirs is not None and theirs.level == 2
        together += (readings(mine, theirs) if theirs else mine).level == 2
    return {"listener_talked_round_alone": float(alone), "listener_talked_round": float(together)}


def _talked_scorer(model: ChatModel, own: Wiring, rows: Sequence[Json]) -> dict[str, float]:
    stage = ModelScorer(model, own.scorer)
    alone = together = 0.0
    for row in rows:
        [mine] = own.scorer.score([row["text"]])
        theirs = _answered(stage.judge, row["text"], [])
        both = assessments(mine, theirs) if theirs else mine
        alone = max(alone, (theirs or mine).specificity, (theirs or mine).business_framing)
        together = max(
            together, both.specificity - mine.specificity, both.business_framing - mine.business_framing
        )
    return {"scorer_best_mark_alone": alone, "scorer_raised_by_at_most": round(together, 1)}


def _rows(spec: Mapping[str, Any]) -> dict[str, Json]:
    from evals.run import rows

    found = rows(spec["data"])
    return {key: found[key] for key in spec["rows"]}


def _worries() -> Mapping[str, ConcernType]:
    """Our own words for each worry."""
    found = {}
    for name, text in cases("model_worries").items():
        title, _, worry = text.partition(": ")
        found[name] = ConcernType(name, title, worry, "", (), (), (), (), {})
    return found


@cache
def _built_in() -> Wiring:
    """The built-in engine, made once."""
    return Wiring(Settings(engine="embedded"))


def _answered(judge: Callable[Asked, Found], *asked: Asked.args, **more: Asked.kwargs) -> Found | None:
    """What the model says; None where nothing could be made of it."""
    try:
        return judge(*asked, **more)
    except StageFailed:
        return None


def _figures(measured: Mapping[str, float], names: Sequence[str], found: Mapping[str, object]) -> Figures:
    unusable = sum(one is None for one in found.values()) / len(found)
    return {name: measured[name] for name in names if name in measured} | {"unusable": unusable}
