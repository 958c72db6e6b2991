"""Speed and memory, side by side with a naive baseline where one exists: ``python -m evals.bench [PART…] [--json] [--runs N]``.

Medians over several runs in one go; ratios are what to quote, since machines differ. Nothing here is a test: a slow machine fails nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from evals import bench_index
from evals.run import rows

BYTECODE = ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")
HEAVY = ("gradio", "chromadb", "openai")
TIMED = "import time; t = time.perf_counter(); {}; print(time.perf_counter() - t)"


def main() -> None:
    """Prints one line a figure: what, median, unit, and the baseline with the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"which ones: {', '.join(PARTS)}; most when left out"
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}; choose from {', '.join(PARTS)}")
    chosen = options.parts or [part for part in PARTS if part not in LONG]
    with tempfile.TemporaryDirectory() as folder:
        figures = [
            figure
            for part in chosen
            for measure in PARTS[part]
            for figure in measure(Path(folder), options.runs)
        ]
    if options.json:
        print(json.dumps(figures))
        return
    for figure in figures:
        beside = (
            f"   baseline {figure['baseline']:.3f} ({figure['baseline'] / figure['value']:.1f} times): {figure['of']}"
            if figure.get("baseline")
            else ""
        )
        print(f"{figure['name']:<52} {figure['value']:>9.3f} {figure['unit']}{beside}")


def _median(action: Callable[[], Any], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def _onward(*words: str, feed: str | None = None, env: Mapping[str, str] | None = None) -> Callable[[], Any]:
    command = [sys.executable, "-c", "from assistant.cli import main; main()", *words]
    return lambda: subprocess.run(command, input=feed, capture_output=True, text=True, check=True, env=env)


def start_up(folder: Path, runs: int) -> list[dict[str, Any]]:
    """``--help``: its time, and which heavy libraries it loads."""
    code = "import sys; sys.argv = ['onward', '--help']\nfrom assistant.cli import main\ntry: main()\nexcept SystemExit: pass\nprint('\\n', *[m for m in {!r} if m in sys.modules])"
    loaded = _python(code.format(HEAVY)).splitlines()[-1].split()
    value = _median(_onward("--help"), runs)
    naive = float(
        statistics.median(
            float(_python(TIMED.format("import " + ", ".join(HEAVY)))) for _ in range(min(runs, 3))
        )
    )
    return [
        {
            "name": "onward --help",
            "value": value,
            "unit": "s",
            "baseline": value + naive,
            "of": "the same with eager imports",
        },
        {"name": "onward --help: heavy libraries loaded", "value": float(len(loaded)), "unit": ""},
    ]


def scoring(folder: Path, runs: int) -> list[dict[str, Any]]:
    """One ask from a cold start, with Python's bytecode as the first start leaves it and without any; a hundred in one call."""
    texts = [row["text"] for row in list(rows("asks.jsonl").values())[:100]]
    feed = "".join(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(texts))
    profile = str(folder / "score")
    plain = {name: value for name, value in os.environ.items() if name not in BYTECODE}
    once = partial(_onward, "score", texts[0], "--json", "--profile", profile)
    started = once(env=plain | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")})
    started()  # the first start leaves the bytecode
    one = _median(started, runs)
    bare = _median(
        once(env=plain | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": str(folder / "none")}), runs
    )
    many = _median(_onward("score", "--json", "--profile", profile, feed=feed), max(2, runs // 2))
    return [
        {
            "name": "score: one ask from a cold start",
            "value": one,
            "unit": "s",
            "baseline": bare,
            "of": "the same where Python keeps no bytecode",
        },
        {
            "name": "score: 100 asks, start included",
            "value": many,
            "unit": "s",
            "baseline": one * 100,
            "of": "one process an ask",
        },
    ]


def rehearsing(folder: Path, runs: int) -> list[dict[str, Any]]:
    """A warm turn, stored before it is answered, beside building everything anew for each turn."""
    from assistant.scenario import load_scenario
    from assistant.settings import Settings
    from assistant.wiring import build

    case = load_scenario(rows("scenarios.jsonl")["sd-03"])[0]
    settings = Settings(profile=folder / "rehearse", engine="embedded")
    replies = [row["reply"] for row in list(rows("replies.jsonl").values())[:200]]

    def talk(coach: Any, pace: Callable[[Callable[[], Any]], None], turns: int) -> None:
        session = coach.start(case, seed=1).session
        said = iter(replies)
        for _ in range(turns):
            if coach.resume(session).state.outcome is not None:
                session = coach.start(case).session
            text = next(said)
            pace(partial(coach.say, session, text))

    def timed(into: list[float]) -> Callable[[Callable[[], Any]], None]:
        return lambda action: into.append(_median(action, 1))

    coach = build(settings)
    talk(coach, lambda action: action(), 3)
    warm: list[float] = []
    talk(coach, timed(warm), 60)
    cold: list[float] = []
    for _ in range(3):
        talk(build(settings), timed(cold), 1)
    return [
        {
            "name": "rehearse: a warm turn, stored first (median)",
            "value": 1000 * statistics.median(warm),
            "unit": "ms",
            "baseline": 1000 * statistics.median(cold),
            "of": "the first turn of a fresh coach",
        },
        {
            "name": "rehearse: a warm turn (95th percentile)",
            "value": 1000 * sorted(warm)[int(0.95 * len(warm))],
            "unit": "ms",
        },
    ]


def searching(folder: Path, runs: int) -> list[dict[str, Any]]:
    """The first index, and a warm search beside encoding every piece anew."""
    from assistant import catalog
    from assistant.settings import Settings
    from assistant.wiring import Wiring

    parts = Wiring(Settings(profile=folder / "search", engine="embedded"))
    asked = [row["question"] for row in rows("questions.jsonl").values()]
    parts.encoder.encode(["warm"])
    build = _median(lambda: parts.retriever.search([asked[0]], 10), 1)
    times = [_median(partial(parts.retriever.search, [question], 10), 1) for question in asked[:60]]
    bodies = [piece.body for piece in catalog.guidance().values()]
    naive = _median(lambda: parts.encoder.encode([*bodies, asked[0]]), 2)
    return [
        {"name": "search: first index build", "value": build, "unit": "s"},
        {
            "name": "search: a warm question (median)",
            "value": 1000 * statistics.median(times),
            "unit": "ms",
            "baseline": 1000 * naive,
            "of": "encoding all guidance for each question",
        },
    ]


def page(folder: Path, runs: int) -> list[dict[str, Any]]:
    """The page from start to its first answer, beside what importing gradio alone takes."""
    import socket
    import urllib.request

    def until_answer() -> float:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [
            sys.executable,
            "-c",
            "from assistant.cli import main; main()",
            "ui",
            "--port",
            str(port),
            "--no-browser",
            "--profile",
            str(folder / "ui"),
        ]
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while time.perf_counter() - start < 60:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                        answer.read()
                        return time.perf_counter() - start
                except OSError:
                    time.sleep(0.02)
            return float("nan")
        finally:
            process.terminate()
            process.wait(10)

    until_answer()
    ready = statistics.median(until_answer() for _ in range(3))
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    bare = statistics.median(_median(lambda: _python("import gradio"), 1) for _ in range(3))
    return [
        {
            "name": "page: start to first answer",
            "value": ready,
            "unit": "s",
            "baseline": bare,
            "of": "python -c 'import gradio'",
        },
        {"name": "page: beyond importing gradio", "value": ready - bare, "unit": "s"},
    ]


def writing(folder: Path, runs: int) -> list[dict[str, Any]]:
    """A warm text of each kind (the aim is under 200 ms), a brief beside the same with the models loaded anew; and the files."""
    from assistant.domain import ARTEFACT_KINDS
    from assistant.scenario import load_scenario
    from assistant.settings import Settings
    from assistant.wiring import build

    case = load_scenario(rows("scenarios.jsonl")["sd-03"])[0]
    settings = Settings(profile=folder / "writing", engine="embedded")
    coach = build(settings)
    made = {kind: coach.draft(kind, case) for kind in ARTEFACT_KINDS}
    coach.export(made["brief"], case, ".pdf")
    found: list[dict[str, Any]] = [
        {
            "name": f"draft: {kind}, warm",
            "value": 1000 * _median(partial(coach.draft, kind, case), 2 * runs),
            "unit": "ms",
        }
        for kind in ARTEFACT_KINDS
    ]
    cold = 1000 * _median(lambda: build(settings).draft("brief", case), runs)
    brief = next(figure for figure in found if "brief" in figure["name"])
    brief |= {"baseline": cold, "of": "the models loaded for each draft"}
    for kind, suffix in (("brief", ".docx"), ("brief", ".pdf"), ("invitation", ".ics")):
        export = partial(coach.export, made[kind], case, suffix)
        found.append(
            {"name": f"export: {kind} as {suffix}", "value": 1000 * _median(export, runs), "unit": "ms"}
        )
    return found


PARTS: dict[str, tuple[Callable[[Path, int], list[dict[str, Any]]], ...]] = {
    "start": (start_up,),
    "score": (scoring,),
    "rehearse": (rehearsing,),
    "search": (searching,),
    "index": (bench_index.importing, bench_index.searching),
    "draft": (writing,),
    "page": (page,),
}
LONG = frozenset({"index"})
"""Parts that take minutes; they run when they are named."""

if __name__ == "__main__":
    main()
