"""Records the cassettes: puts the cases of the recorded suites to a real model, and keeps what it answers as it came.

    python -m evals.record --base-url http://127.0.0.1:8080/v1 --model qwen2.5-coder-1.5b-instruct-q4_k_m
    python -m evals.record model_voice --base-url … --model …

Any OpenAI-compatible server will do; the model's name should tell its quantisation. Without names all suites are recorded
but those marked ``apart`` (the wire, which wants a very small model). An old cassette stays until its successor is whole.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from evals.recorded.cassettes import FOLDER, StaleCassette
from evals.recorded.suites import KINDS, record
from evals.run import specs


def main(arguments: list[str] | None = None) -> None:
    """The command line; exits 1 when a suite could not be recorded."""
    known = {name: spec for name, spec in specs().items() if spec["kind"] in KINDS}
    parser = _parser(list(known))
    options = parser.parse_args(arguments)
    if strange := sorted(set(options.suites) - set(known)):
        parser.error(f"there is no recorded suite {', '.join(strange)}; choose from {', '.join(known)}")
    chosen = options.suites or [name for name, spec in known.items() if not spec.get("apart")]
    failed = False
    for name in chosen:
        began = time.monotonic()
        try:
            found = record(
                name,
                known[name],
                options.base_url,
                options.model,
                folder=options.out,
                timeout=options.timeout,
            )
        except StaleCassette as problem:
            failed = True
            print(f"{name}: {problem}", file=sys.stderr)
            continue
        figures = ", ".join(f"{figure} {value:.3g}" for figure, value in found.items())
        print(f"{name}: {time.monotonic() - began:.0f} s: {figures}", file=sys.stderr, flush=True)
    if failed:
        raise SystemExit(1)


def _parser(names: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals.record", description="Record the answers of a real model."
    )
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=", ".join(names))
    parser.add_argument(
        "--base-url", required=True, help="an OpenAI-compatible server, such as http://127.0.0.1:8080/v1"
    )
    parser.add_argument("--model", required=True, help="the model's name there")
    parser.add_argument(
        "--out", type=Path, default=FOLDER, help="the folder of the cassettes (evals/cassettes)"
    )
    parser.add_argument(
        "--timeout", type=float, default=300.0, help="seconds that one answer may take (%(default)s)"
    )
    return parser


if __name__ == "__main__":
    main()
