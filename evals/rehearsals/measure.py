"""From runs to records to figures, and the bars that the figures must keep (issue "A boss who is hard to win, and fair")."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

from assistant.domain import Outcome
from evals.rehearsals.play import MOST_TURNS, Run
from evals.rehearsals.rules import spoken_sentences, violations

WON = frozenset({Outcome.AGREED, Outcome.TRIAL_AGREED})
PAST = "answers another worry"
ENOUGH_LINES = 4
"""Two sessions are compared only when each has at least so many lines; of fewer, one shared line says nothing."""
ENOUGH_TURNS = 10_000
"""Generated turns that the full grid must yield, so that "no violation" says something."""

AT_MOST: Mapping[str, float] = {
    "wins_that_must_not_be": 0,
    "wins_past_the_worry": 0.20,
    "runs_without_an_end": 0,
    "voice_violations": 0,
    "repeated_lines": 0,
    "shared_lines": 0.20,
    "shared_sentences": 0.20,
    "not_replayed": 0,
}
AT_LEAST: Mapping[str, float] = {"brilliant_gets_somewhere": 0.90, "improver_better_after_hint": 0.90}


@dataclass(frozen=True)
class Record:
    """What is measured of one run; small, so that thousands fit and cross between processes.

    ``conditions`` are those of a "not now"; ``before`` and ``after`` the mean levels (0 to 2) of the turns before and after
    a hint, None without one; ``lines`` and ``sentences`` what the manager said, by id and by text; ``broken`` the
    violations as (rule, turn, words).
    """

    user: str
    kind: str
    may_win: bool
    temperament: str
    difficulty: str
    seed: int
    outcome: Outcome
    conditions: tuple[str, ...]
    spoken: int
    ended: bool
    reasoned: bool
    replays: bool
    before: float | None
    after: float | None
    lines: frozenset[str]
    sentences: frozenset[str]
    stops: tuple[str, ...]
    broken: tuple[tuple[str, int, str], ...]

    @property
    def label(self) -> str:
        """Names the run, so that it can be played again."""
        return f"{self.user} with {self.temperament}, {self.difficulty}, seed {self.seed}: {self.outcome}"


def record(run: Run) -> Record:
    """What is measured of ``run``."""
    turns = run.turns
    levels = {turn.number: turn.reading.level for turn in turns if turn.reading is not None}
    hinted = [number for number in run.hinted if number - 1 in levels]
    return Record(
        user=run.script.id,
        kind=run.script.kind,
        may_win=run.script.may_win,
        temperament=run.temperament,
        difficulty=run.difficulty,
        seed=run.seed,
        outcome=run.outcome,
        conditions=turns[-1].decision.conditions,
        spoken=len(turns),
        ended=run.ended and len(turns) - 1 <= MOST_TURNS,
        reasoned=all(turn.decision.reason.strip() for turn in turns),
        replays=run.replays,
        before=statistics.fmean(levels[number - 1] for number in hinted) if hinted else None,
        after=statistics.fmean(levels[number] for number in hinted) if hinted else None,
        lines=frozenset(line for turn in turns for line in turn.utterance.lines),
        sentences=frozenset(sentence for turn in turns for sentence in spoken_sentences(turn)),
        stops=run.stops,
        broken=tuple((v.rule, v.turn, v.words) for v in violations(run.script.scenario, turns)),
    )


def figures(records: Sequence[Record]) -> dict[str, float]:
    """The figures that have a bar, and how much they rest on; one that nothing was measured for is left out."""
    broken = Counter(rule for item in records for rule, _, _ in item.broken)
    repeated = broken["repeated line"] + broken["repeated sentence"]
    found: dict[str, float | None] = {
        "runs": len(records),
        "generated_turns": sum(item.spoken for item in records),
        "longest_run": max((item.spoken - 1 for item in records), default=0),
        "wins_that_must_not_be": len(unfair_wins(records)),
        "wins_past_the_worry": _share(item.outcome in WON for item in records if item.kind == PAST),
        "brilliant_gets_somewhere": _share(
            item.outcome in WON or (item.outcome is Outcome.NOT_NOW and bool(item.conditions))
            for item in records
            if item.kind == "brilliant" and item.temperament != "unwilling"
        ),
        "improver_better_after_hint": _share(
            item.after > item.before
            for item in records
            if item.kind == "improver" and item.before is not None and item.after is not None
        ),
        "runs_without_an_end": sum(not (item.ended and item.reasoned) for item in records),
        "voice_violations": sum(broken.values()) - repeated,
        "repeated_lines": repeated,
        "shared_lines": _mean(_shared(records, lambda item: item.lines)),
        "shared_sentences": _mean(_shared(records, lambda item: item.sentences)),
        "not_replayed": sum(not item.replays for item in records),
    }
    return {name: float(value) for name, value in found.items() if value is not None}


def unfair_wins(records: Iterable[Record]) -> list[Record]:
    """Runs won by a user whose conduct no fair manager gives in to.

    One who answers well, only always another worry, counts apart: there the listener's ear is measured, not the conduct.
    """
    return [item for item in records if item.outcome in WON and not item.may_win and item.kind != PAST]


def report(records: Sequence[Record], *, full: bool) -> dict[str, Any]:
    """Everything that is printed: figures, bars missed, and what stands behind them.

    :param full: whether this was the whole grid, which must also yield enough turns.
    """
    found = figures(records)
    at_least = dict(AT_LEAST) | ({"generated_turns": ENOUGH_TURNS} if full else {})
    missed = [name for name, bar in AT_MOST.items() if found.get(name, bar) > bar]
    missed += [name for name, bar in at_least.items() if found.get(name, bar) < bar]
    by_rule: defaultdict[str, list[str]] = defaultdict(list)
    for item in records:
        for rule, turn, words in item.broken:
            by_rule[rule].append(f"{item.label}; turn {turn}: {words}")
    return {
        "passed": not missed,
        "missed": missed,
        "bars": {"at_most": dict(AT_MOST), "at_least": at_least},
        "figures": {name: round(value, 4) for name, value in found.items()},
        "wins_that_must_not_be": [item.label for item in unfair_wins(records)],
        "brilliant_without_success": [
            item.label
            for item in records
            if item.kind == "brilliant"
            and item.temperament != "unwilling"
            and item.outcome not in WON | {Outcome.NOT_NOW}
        ],
        "violations_by_rule": {rule: len(where) for rule, where in by_rule.items()},
        "violations": {rule: where[:10] for rule, where in by_rule.items()},
        "without_an_end": [item.label for item in records if not (item.ended and item.reasoned)],
        "not_replayed": [item.label for item in records if not item.replays],
        "safety_stops": [f"{item.label}; {', '.join(item.stops)}" for item in records if item.stops],
        "outcomes": _table(records),
    }


def as_json(run: Run, measured: Record) -> dict[str, Any]:
    """One run as a JSON value: the record, and each turn with what was heard and decided."""
    plain = {
        key: sorted(value) if isinstance(value, frozenset) else value
        for key, value in asdict(measured).items()
    }
    return plain | {
        "transcript": [
            {
                "turn": turn.number,
                "said": turn.said,
                "level": turn.reading.level if turn.reading else None,
                "moves": sorted(m for m, present in turn.reading.moves.items() if present)
                if turn.reading
                else [],
                "elements": sorted(turn.reading.elements) if turn.reading else [],
                "move": turn.decision.move,
                "concern": turn.decision.concern,
                "reason": turn.decision.reason,
                "concerns": {concern.id: concern.state for concern in turn.state.concerns},
                "manager": turn.utterance.text,
            }
            for turn in run.turns
        ]
    }


def _shared(records: Iterable[Record], what: Any) -> list[float]:
    """For each two seeds of one user and manager the share of the shorter session's lines that the other has too."""
    groups: defaultdict[tuple[str, str, str], list[frozenset[str]]] = defaultdict(list)
    for item in records:
        groups[item.user, item.temperament, item.difficulty].append(what(item))
    return [
        len(one & other) / min(len(one), len(other))
        for sets in groups.values()
        for one, other in combinations(sets, 2)
        if min(len(one), len(other)) >= ENOUGH_LINES
    ]


def _table(records: Iterable[Record]) -> dict[str, dict[str, dict[str, int]]]:
    """Outcomes by user and temperament."""
    table: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for item in records:
        table[item.user][item.temperament][item.outcome] += 1
    return {user: {boss: dict(counts) for boss, counts in row.items()} for user, row in table.items()}


def _share(marks: Iterable[bool]) -> float | None:
    return _mean([float(mark) for mark in marks])


def _mean(values: Sequence[float]) -> float | None:
    return statistics.fmean(values) if values else None
