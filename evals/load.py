"""Many rehearsals at once, in one process with its store on disk, as the page runs.

    python -m evals.load [--sessions 200] [--minutes 5] [--every 20] [--workers 8]
    python -m evals.load --sessions 50 --model-delay 0.5 [--typing 5] [--turns 12]

The first keeps rehearsals open with the built-in engine, each taking a turn every ``--every`` seconds on average (exponential gaps,
so together a Poisson process). The answer time runs from the moment a turn was due until the manager's words are there, so
waiting for a free worker counts.

With ``--model-delay SECONDS`` the manager's words come from a model server in another process that takes exactly so long for each answer,
and each rehearsal has a user of its own: they wait for the answer, read and type for ``--typing`` seconds on average (exponential; 0: they say
the next thing at once, which no person can), and say it, ``--turns`` times. Our overhead in a turn is all the time from handing the
words to the coach until the answer is there, less that fixed delay: reading, deciding, storing twice, the request over HTTP and the server's own
handling of it, guarding, and waiting for a core, a lock or a connection while others are served. Nothing is taken off but the delay. The server
shares the machine, so its work is in the figures too.

The users say replies of the judged data, each text once until all were used, so little can be remembered. A machine that is
slow fails nothing: this prints, it does not judge.
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
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.coach import Coach
from assistant.domain import SafetyStop, Scenario
from assistant.scenario import load_scenario
from assistant.settings import Settings
from assistant.wiring import build
from evals import slow_model
from evals.run import rows

Figures = dict[str, Any]


def main(arguments: list[str] | None = None) -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m evals.load", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument(
        "--every", type=float, default=20.0, help="seconds between two turns of one rehearsal"
    )
    parser.add_argument("--workers", type=int, default=8, help="threads that answer")
    parser.add_argument(
        "--model-delay", type=float, default=0.0, help="seconds that a model takes for an answer"
    )
    parser.add_argument(
        "--typing", type=float, default=5.0, help="seconds between an answer and the next words"
    )
    parser.add_argument("--turns", type=int, default=12, help="turns of each rehearsal, with --model-delay")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, _engine(options.model_delay) as engine:
        coach = build(Settings(profile=Path(folder), **engine))
        found = (
            together(coach, options.sessions, options.turns, options.typing, options.model_delay)
            if options.model_delay
            else load(coach, options.sessions, 60 * options.minutes, options.every, options.workers)
        )
    print(json.dumps(found, indent=2))


@contextmanager
def _engine(model_delay: float) -> Iterator[dict[str, Any]]:
    """The settings of the engine, with its server while it is needed."""
    if not model_delay:
        yield {"engine": "embedded"}
        return
    with slow_model.serving(model_delay) as base_url:
        yield {"engine": "slow", "base_url": base_url}


def load(coach: Coach, sessions: int, seconds: float, every: float, workers: int) -> Figures:
    """Answer times in milliseconds over ``seconds`` with so many ``sessions`` open; see the module's first lines."""
    cast = _Cast(coach, sessions)
    draw = random.Random("load")
    taken: list[Future[float]] = []
    work = time.process_time()
    with ThreadPoolExecutor(workers) as pool:
        start = time.perf_counter()
        due = [(start + draw.expovariate(1 / every), seat) for seat in range(sessions)]
        heapq.heapify(due)
        while due[0][0] < start + seconds:
            at, seat = due[0]
            heapq.heapreplace(due, (at + draw.expovariate(1 / every), seat))
            time.sleep(max(0.0, at - time.perf_counter()))
            taken.append(pool.submit(cast.turn, seat, at))
    work = time.process_time() - work
    times = [1000 * future.result() for future in taken]
    return {"sessions": sessions, "seconds": seconds, "rehearsals_begun": cast.begun} | _percentiles(
        times, work
    )


def together(coach: Coach, sessions: int, turns: int, typing: float, model_delay: float) -> Figures:
    """Our overhead in milliseconds a turn with so many users at once; see the module's first lines."""
    cast = _Cast(coach, sessions)

    def plays(seat: int) -> list[float]:
        draw = random.Random(seat)
        found = []
        for _ in range(turns):
            time.sleep(draw.expovariate(1 / typing) if typing else 0.0)
            found.append(1000 * (cast.turn(seat, time.perf_counter()) - model_delay))
        return found

    work, start = time.process_time(), time.perf_counter()
    with ThreadPoolExecutor(sessions) as pool:
        times = [one for found in pool.map(plays, range(sessions)) for one in found]
    about = {"sessions": sessions, "typing_s": typing, "model_delay_ms": round(1000 * model_delay)}
    about |= {"model_answers": coach.spent.answers, "rehearsals_begun": cast.begun}
    about["turns_per_second"] = round(len(times) / (time.perf_counter() - start), 1)
    return about | _percentiles(times, time.process_time() - work)


def _percentiles(times: Sequence[float], work: float) -> Figures:
    """Of ``times`` in milliseconds; ``work``: seconds of all threads, without what waiting for a busy machine adds."""
    percent = statistics.quantiles(times, n=100, method="inclusive")
    return {
        "turns": len(times),
        "p50_ms": round(percent[49], 1),
        "p95_ms": round(percent[94], 1),
        "p99_ms": round(percent[98], 1),
        "max_ms": round(max(times), 1),
        "own_work_ms_a_turn": round(1000 * work / len(times), 1),
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
        coach.say(self._begin()[0], self._cases[0].preferred_ask)  # the models are loaded now
        with ThreadPoolExecutor(50) as pool:  # a model's openings take their time
            self._open = list(pool.map(lambda _: self._begin(), range(sessions)))

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
