"""How what the program printed compares with judged data. Pure functions over rows as ``onward … --json`` prints them.

Sources: Spearman (1904) rank correlation; Cohen (1968) weighted kappa; Järvelin & Kekäläinen (2002) nDCG. A row that is
missing or an error counts as wrong everywhere: the score farthest from the truth, each element and move its opposite.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
Rows = Mapping[str, Row]
Figures = dict[str, float]


def asks(judged: Rows, printed: Rows) -> Figures:
    """Scores, elements, quotes and orderings of draft asks."""
    out: Figures = {}
    said: dict[str, dict[str, float | None]] = {}
    for axis in ("specificity", "business_framing"):
        said[axis] = {key: _number(printed.get(key), axis, 10) for key in judged}
        truth = [row[axis] for row in judged.values()]
        full = [_farthest(t, 10) if s is None else s for t, s in zip(truth, said[axis].values(), strict=True)]
        out[f"{axis}_spearman"] = _pearson(_ranks(truth), _ranks(full))
        out[f"{axis}_mae"] = sum(abs(t - s) for t, s in zip(truth, full, strict=True)) / len(truth)
    names = next(iter(judged.values()))["elements"]
    for name in names:
        due = [bool(row["elements"][name]) for row in judged.values()]
        out[f"element_{name}_f1"] = f1(
            due, _or_wrong(due, [_present(printed.get(key), name) for key in judged])
        )
    out["elements_macro_f1"] = sum(out[f"element_{name}_f1"] for name in names) / len(names)
    quotes = [
        (item.get("quote"), row["text"])
        for key, row in judged.items()
        for item in _elements(printed.get(key)).values()
        if item.get("present")
    ]
    out["quotes_fair"] = (
        sum(fair_quote(quote, text) for quote, text in quotes) / len(quotes) if quotes else 0.0
    )
    for figure, prefix in (("revisions_ordered_right", "f"), ("contrasts_ordered_right", "m")):
        if (share := _ordered(judged, said, prefix)) is not None:
            out[figure] = share
    return out


def replies(judged: Rows, printed: Rows) -> Figures:
    """Levels and moves of replies to a concern."""
    truth = [int(row["level"]) for row in judged.values()]
    raw = [_number(printed.get(key), "level", 2) for key in judged]
    said = [round(_farthest(t, 2) if s is None else s) for t, s in zip(truth, raw, strict=True)]
    pairs = list(zip(truth, said, strict=True))
    moves = next(iter(judged.values()))["moves"]
    out = {
        "level_qwk": weighted_kappa(truth, said, 2),
        "level_accuracy": _share(t == s for t, s in pairs),
        "won_over_by_an_empty_reply": _share(s == 2 for t, s in pairs if t == 0),
        "deaf_to_a_good_reply": _share(s == 0 for t, s in pairs if t == 2),
    }
    for name in moves:
        due = [bool(row["moves"][name]) for row in judged.values()]
        have = [((printed.get(key) or {}).get("moves") or {}).get(name) for key in judged]
        out[f"move_{name}_f1"] = f1(due, _or_wrong(due, have))
    out["moves_macro_f1"] = sum(out[f"move_{name}_f1"] for name in moves) / len(moves)
    return out


def questions(judged: Rows, printed: Rows) -> Figures:
    """Retrieval of guidance; of each passage the first three guidance ids count."""
    answerable = {key: row for key, row in judged.items() if row["answerable"]}
    unanswerable = [key for key, row in judged.items() if not row["answerable"]]
    found: dict[str, list[float]] = {"ndcg_at_10": [], "recall_at_3": [], "recall_at_5": [], "mrr": []}
    for key, row in answerable.items():
        want = set(row["relevant"])
        seen = [
            set((passage.get("guidance_ids") or [])[:3])
            for passage in (printed.get(key) or {}).get("passages") or []
        ]
        found["ndcg_at_10"].append(_ndcg(want, seen[:10]))
        for k in (3, 5):
            found[f"recall_at_{k}"].append(len(want & set().union(*seen[:k])) / len(want))
        found["mrr"].append(next((1 / (rank + 1) for rank, ids in enumerate(seen[:10]) if ids & want), 0.0))
    out = {name: sum(values) / len(values) if values else 0.0 for name, values in found.items()}
    out["declined_unanswerable"] = _share(
        (printed.get(key) or {}).get("answerable") is False for key in unanswerable
    )
    out["kept_answerable"] = _share((printed.get(key) or {}).get("answerable") is True for key in answerable)
    return out


def checks(judged: Rows, printed: Rows) -> Figures:
    """Verdicts, warnings and called-for guidance of scenarios."""
    due = shown = hit = called = calls = right = longest = 0
    for key, row in judged.items():
        got = printed.get(key) or {}
        warned = {item["guidance_id"] for item in got.get("warnings") or []}
        advised = warned | {item["guidance_id"] for item in got.get("advice") or []}
        due, shown, hit = due + len(row["warn"]), shown + len(warned), hit + len(warned & set(row["warn"]))
        calls, called = calls + len(row["advice_ids"]), called + len(advised & set(row["advice_ids"]))
        right += bool(got) and (got.get("verdict") == "not yet") == row["not_yet"]
        longest = max(longest, len(advised))
    return {
        "warnings_recall": hit / due if due else 1.0,
        "warnings_precision": hit / shown if shown else 0.0,
        "not_yet_right": right / len(judged),
        "guidance_recall": called / calls if calls else 1.0,
        "longest_list": float(longest),
    }


MEASURES: Mapping[str, Callable[[Rows, Rows], Figures]] = {
    "asks": asks,
    "replies": replies,
    "questions": questions,
    "checks": checks,
}


def fair_quote(quote: str | None, text: str) -> bool:
    """Whether a quote stands word for word in ``text``, is more than one word, and is not simply the whole of a longer text."""
    quote, text = " ".join((quote or "").split()), " ".join(text.split())
    words, whole = len(quote.split()), len(text.split())
    return quote in text and words >= min(2, whole) and words <= max(12, 0.6 * whole)


def _elements(row: Row | None) -> Mapping[str, Any]:
    return (row or {}).get("elements") or {}


def _present(row: Row | None, name: str) -> bool | None:
    found = _elements(row).get(name)
    return None if found is None else bool(found.get("present"))


def _or_wrong(due: Sequence[bool], said: Sequence[bool | None]) -> list[bool]:
    """What was said; the opposite of what is due where nothing was."""
    return [not d if s is None else bool(s) for d, s in zip(due, said, strict=True)]


def _number(row: Row | None, key: str, high: float) -> float | None:
    try:
        value = float((row or {})[key])
    except (KeyError, TypeError, ValueError):
        return None
    return min(high, max(0.0, value)) if math.isfinite(value) else None


def _farthest(truth: float, high: float) -> float:
    return 0.0 if truth >= high - truth else high


def _share(marks: Iterable[bool]) -> float:
    values = list(marks)
    return sum(values) / len(values) if values else 1.0


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    out, start = [0.0] * len(values), 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for index in order[start : end + 1]:
            out[index] = (start + end) / 2
        start = end + 1
    return out


def _pearson(a: Sequence[float], b: Sequence[float]) -> float:
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    spread = math.sqrt(sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b))
    return sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True)) / spread if spread else 0.0


def weighted_kappa(truth: Sequence[int], said: Sequence[int], top: int) -> float:
    """Cohen's kappa with quadratic weights over the whole numbers from 0 to ``top``."""
    seen = sum((t - s) ** 2 for t, s in zip(truth, said, strict=True))
    chance = sum(
        truth.count(i) * said.count(j) * (i - j) ** 2 for i in range(top + 1) for j in range(top + 1)
    ) / len(truth)
    return 1 - seen / chance if chance else 0.0


def f1(truth: Sequence[bool], said: Sequence[bool]) -> float:
    """The harmonic mean of precision and recall; 1 where nothing was due and nothing said."""
    hits = sum(bool(t) and bool(s) for t, s in zip(truth, said, strict=True))
    wrong = sum(bool(t) != bool(s) for t, s in zip(truth, said, strict=True))
    return 2 * hits / (2 * hits + wrong) if hits or wrong else 1.0


def _ndcg(want: set[str], seen: Sequence[set[str]]) -> float:
    left, gain = set(want), 0.0
    for rank, ids in enumerate(seen):
        gain += bool(ids & left) / math.log2(rank + 2)
        left -= ids
    return min(1.0, gain / sum(1 / math.log2(rank + 2) for rank in range(min(len(want), 10))))


def _ordered(judged: Rows, said: Mapping[str, Mapping[str, float | None]], prefix: str) -> float | None:
    """Share of pairs within a family, two points or more apart, that are put in the right order."""
    families: dict[str, list[str]] = {}
    for key, row in judged.items():
        if row.get("family", "").startswith(prefix):
            families.setdefault(row["family"], []).append(key)
    marks = []
    for members in families.values():
        for axis, values in said.items():
            for a in members:
                for b in members:
                    if judged[a][axis] - judged[b][axis] >= 2:
                        high, low = values[a], values[b]
                        marks.append(high is not None and low is not None and high > low)
    return sum(marks) / len(marks) if marks else None
