"""What our layout of a rehearsal saves on a real model, side by side with a plain one: ``python -m evals.speed --base-url … --model …``.

Both say the same twelve things to the same model, one rehearsal after the other, on a server that keeps prompts (llama.cpp does by
itself). Counted is what the server says it evaluated; times are this machine's, so the ratios are what to quote.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.coach import Coach
from assistant.domain import Prompted, SafetyStop, Usage
from assistant.scenario import load_scenario
from assistant.settings import Settings
from assistant.wiring import Wiring
from evals.plain import PlainRehearsal

TALK = Path(__file__).parent / "data" / "speed_talk.toml"
BARS = {
    "prompt_n_at_the_last_turn": 1 / 10,
    "first_words_at_the_last_turn_s": 1 / 6,
    "evaluated_in_all": 1 / 6,
    "prompt_tokens_in_all": 0.7,
}
"""How much of the plain rehearsal's ours may be at most."""
Json = dict[str, Any]


def main(arguments: list[str] | None = None) -> None:
    """Prints the table; ``--out`` keeps the figures as JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.speed", description="Our layout beside a plain one."
    )
    parser.add_argument("--base-url", required=True, help="an OpenAI-compatible server that keeps prompts")
    parser.add_argument("--model", required=True, help="the model's name there")
    parser.add_argument("--out", type=Path, help="write the figures to this file as JSON")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            profile=Path(folder), engine=options.model, base_url=options.base_url, timeout=600
        )
        found = compare(settings)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(table(found))


def compare(settings: Settings) -> Json:
    """Both rehearsals, turn by turn, with the ratios and the bars."""
    talk = tomllib.loads(TALK.read_text(encoding="utf-8"))
    built_in = _ours(settings.model_copy(update={"engine": "embedded"}), talk)
    ours = _ours(settings, talk)
    plain = _plain(settings, talk)
    sums = {"ours": _summed(ours), "plain": _summed(plain)}
    ratios = {name: round(sums["ours"][name] / sums["plain"][name], 3) for name in BARS}
    return {
        "model": settings.engine,
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "turns": len(talk["said"]),
        **sums,
        "ratios": ratios,
        "bars": {name: round(bar, 3) for name, bar in BARS.items()},
        "met": {name: ratios[name] <= bar for name, bar in BARS.items()},
        "outside_the_model": {
            "ours": _outside(ours),
            "ours_with_the_built_in_voice": _outside(built_in),
            "plain": _outside(plain),
        },
        "by_turn": {"ours": ours, "plain": plain},
    }


def _ours(settings: Settings, talk: Json) -> list[Json]:
    """Our rehearsal, as a shell plays it: read, decided, stored, worded and guarded; the opening first, which the plain one lacks."""
    parts = Wiring(settings)
    coach = Coach(parts)
    case = load_scenario(talk["scenario"])[0]
    parts.scorer.score(talk["said"][:1])  # what is loaded once is there before the first turn
    parts.listener.read([(Prompted(case.preferred_ask, "coverage", "Who does your work?"), talk["said"][0])])
    clock = _Clock()
    opened = coach.start(case, seed=talk["seed"], difficulty=talk["difficulty"])
    session = opened.session
    rows = [_row(opened.turns[0].utterance.usage, clock)]
    for text in talk["said"]:
        clock = _Clock()
        turn = coach.say(session, text)
        row = _row(() if isinstance(turn, SafetyStop) else turn.utterance.usage, clock)
        if isinstance(turn, SafetyStop) or (turn.state.outcome and len(rows) < len(talk["said"])):
            raise SystemExit(
                f"The boss ended the talk at turn {len(rows)}; change evals/data/speed_talk.toml."
            )
        rows.append(row)
        _told("ours", rows)
    return rows


def _plain(settings: Settings, talk: Json) -> list[Json]:
    """The plain rehearsal with the same boss and the same words."""
    parts = Wiring(settings)
    case = load_scenario(talk["scenario"])[0]
    description = parts.temperaments[case.manager.temperament].description
    worries = [parts.types[name].title.lower() for name in parts.checker.concerns(case)] or ["the work"]
    boss = PlainRehearsal(parts.model, parts.retriever, case, description, worries)
    parts.retriever.search(talk["said"][:1], 1)  # the index is built before the first turn
    rows = []
    for text in talk["said"]:
        usage: list[Usage] = []
        clock = _Clock()
        boss.say(text, usage.append)
        rows.append(_row(usage, clock))
        _told("plain", rows)
    return rows


def _told(who: str, rows: Sequence[Json]) -> None:
    """How far it is; on a slow machine a plain turn takes minutes."""
    print(f"{who} {len(rows)}: {rows[-1]}", file=sys.stderr, flush=True)


class _Clock:
    """Seconds since it was made, on the wall and of this process's own work; the model works in another process."""

    def __init__(self) -> None:
        self._wall, self._work = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        return time.perf_counter() - self._wall, time.process_time() - self._work


def _row(usage: Sequence[Usage], clock: _Clock) -> Json:
    wall, work = clock.read()
    return {
        "prompt_tokens": sum(one.tokens_in for one in usage),
        "prompt_n": sum(one.tokens_in - one.tokens_cached for one in usage),
        "first_words_s": round(sum(one.first_seconds for one in usage), 3),
        "answer_tokens": sum(one.tokens_out for one in usage),
        "seconds": round(wall, 3),
        "outside_the_model_ms": round(1000 * (wall - sum(one.seconds for one in usage)), 1),
        "own_work_ms": round(1000 * work, 1),
    }


def _summed(rows: Sequence[Json]) -> dict[str, float]:
    return {
        "prompt_n_at_the_last_turn": rows[-1]["prompt_n"],
        "first_words_at_the_last_turn_s": rows[-1]["first_words_s"],
        "evaluated_in_all": sum(row["prompt_n"] for row in rows),
        "prompt_tokens_in_all": sum(row["prompt_tokens"] for row in rows),
    }


def _outside(rows: Sequence[Json]) -> dict[str, float]:
    """Medians a turn, in milliseconds.

    On the wall: from handing the words over until the answer is there, less what passed between asking the model and the end of its
    answer; other programs lengthen it. Own work: processor time of this whole process, sending and receiving included.
    """
    return {
        name: round(statistics.median(float(row[name]) for row in rows), 1)
        for name in ("outside_the_model_ms", "own_work_ms")
    }


def table(found: Json) -> str:
    """The figures as Markdown."""
    lines = [
        f"| {found['model']}, {found['turns']} turns | plain | ours | ratio | bar |",
        "|---|---|---|---|---|",
    ]
    for name, bar in found["bars"].items():
        mark = "" if found["met"][name] else " (missed)"
        plain, ours, ratio = found["plain"][name], found["ours"][name], found["ratios"][name]
        lines.append(f"| {name.replace('_', ' ')} | {plain:g} | {ours:g} | {ratio:.3f}{mark} | {bar:.3f} |")
    lines += ["", "| outside the model, a turn (median) | on the wall | own work |", "|---|---|---|"]
    for name, value in found["outside_the_model"].items():
        lines.append(
            f"| {name.replace('_', ' ')} | {value['outside_the_model_ms']:g} ms | {value['own_work_ms']:g} ms |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main(sys.argv[1:])
