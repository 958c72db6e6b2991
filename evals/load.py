"""Many rehearsals at once: ``python -m evals.load [--sessions 200] [--minutes 5] [--every 20] [--workers 8]``.

One process, as the page runs: open rehearsals in a store on disk, each taking a turn every ``--every`` seconds on average
(exponential gaps, so together a Poisson process). The answer time runs from the moment a turn was due to the moment
the manager's words are there, so waiting for a free worker counts. The users say replies of the judged data, each text
once until all were used, so little can be remembered. A machine that is slow fails nothing: this prints, it does not judge.
"""

from __future__ import annotations

import argparse
import heapq
import json
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from assistant.coach import Coach
from assistant.domain import SafetyStop, Scenario
from assistant.scenario import load_scenario
from assistant.settings import Settings
from assistant.wiring import build
from evals.run import rows


def main(arguments: list[str] | None = None) -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m evals.load", description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument(
        "--every", type=float, default=20.0, help="seconds between two turns of one rehearsal"
    )
    parser.add_argument("--workers", type=int, default=8, help="threads that answer")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        coach = build(Settings(profile=Path(folder), engine="embedded"))
        found = load(coach, options.sessions, 60 * options.minutes, options.every, options.workers)
    print(json.dumps(found, indent=2))


def load(coach: Coach, sessions: int, seconds: float, every: float, workers: int) -> dict[str, Any]:
    """Answer times in milliseconds over ``seconds`` with so many ``sessions`` open; see the module's first lines."""
    cast = _Cast(coach, sessions)
    draw = random.Random("load")
    taken: list[Future[float]] = []
    with ThreadPoolExecutor(workers) as pool:
        start = time.perf_counter()
        due = [(start + draw.expovariate(1 / every), seat) for seat in range(sessions)]
        heapq.heapify(due)
        while due[0][0] < start + seconds:
            at, seat = due[0]
            heapq.heapreplace(due, (at + draw.expovariate(1 / every), seat))
            time.sleep(max(0.0, at - time.perf_counter()))
            taken.append(pool.submit(cast.turn, seat, at))
    times = sorted(1000 * future.result() for future in taken)
    percent = statistics.quantiles(times, n=100, method="inclusive")
    return {
        "sessions": sessions,
        "seconds": seconds,
        "turns": len(times),
        "rehearsals_begun": cast.begun,
        "p50_ms": round(percent[49], 1),
        "p95_ms": round(percent[94], 1),
        "p99_ms": round(percent[98], 1),
        "max_ms": round(times[-1], 1),
    }


class _Cast:
    """The open rehearsals by seat; one that has ended makes room for a new one."""

    def __init__(self, coach: Coach, sessions: int) -> None:
        self._coach = coach
        self._cases = [load_scenario(row)[0] for row in rows("scenarios.jsonl").values()]
        self._texts = _endless([row["reply"] for row in rows("replies.jsonl").values()])
        self._lock = threading.Lock()
        self._busy = [threading.Lock() for _ in range(sessions)]  # a user waits for the answer
        self.begun = 0
        self._open = [self._begin() for _ in range(sessions)]
        coach.say(self._begin()[0], self._cases[0].preferred_ask)  # the models are loaded now

    def turn(self, seat: int, due: float) -> float:
        """One turn in ``seat``; the seconds from ``due`` until it was answered."""
        with self._busy[seat]:
            session, case, fresh = self._open[seat]
            with self._lock:
                text = next(self._texts)
            answer = self._coach.say(session, case.preferred_ask if fresh else text)
            taken = time.perf_counter() - due
            ended = isinstance(answer, SafetyStop) or answer.state.outcome is not None
            self._open[seat] = self._begin() if ended else (session, case, False)
            return taken

    def _begin(self) -> tuple[str, Scenario, bool]:
        with self._lock:
            number, self.begun = self.begun, self.begun + 1
        case = self._cases[number % len(self._cases)]
        return self._coach.start(case, seed=number).session, case, True


def _endless(texts: list[str]) -> Iterator[str]:
    draw = random.Random("texts")
    while True:
        yield from draw.sample(texts, len(texts))


if __name__ == "__main__":
    main()
