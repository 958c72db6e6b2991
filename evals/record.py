"""Records the wire: a short talk with a real model, kept as a cassette that the tests play whole.

    python -m evals.record --base-url http://127.0.0.1:8080/v1 --model smollm2-135m-instruct-q4_1

Any OpenAI-compatible server will do; the model's name should tell its quantisation. What the model said is kept as it
came. The talk brings its own worry and lines, so new lines in ``knowledge/`` leave the cassette valid and a changed prompt
does not.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.domain import (
    Act,
    ConcernType,
    Decision,
    Line,
    Manager,
    Move,
    Outcome,
    Reaction,
    Scenario,
    State,
    Temperament,
    Turn,
    User,
    Utterance,
)
from assistant.settings import Settings
from assistant.wiring import Wiring

if TYPE_CHECKING:
    from vcr import VCR  # type: ignore[import-untyped]

CASSETTE = Path(__file__).parent / "cassettes" / "voice_smollm2.yaml"
MODEL = "smollm2-135m-instruct-q4_1"

SCENARIO = Scenario(
    User("Ana Horvat", "timetable planner", organisation="Tramway Works"),
    Manager("Piet de Vries", "head of planning", temperament="sceptical"),
    preferred_ask="Tuesdays with the depot team from May.",
)
TALK: tuple[tuple[str | None, Decision], ...] = (
    (None, Decision(Move.GREET, None, "The talk begins.", Act.PURPOSE)),
    (
        "I'd like to spend Tuesdays with the depot team, starting in May, to learn how the rosters are made.",
        Decision(Move.RAISE, "coverage", "The ask is on the table.", Act.FUTURE),
    ),
    (
        "Mira takes my desk on Tuesdays. She did it for two weeks in March and nothing was left lying.",
        Decision(
            Move.ASK_NEXT_STEPS,
            None,
            "Nothing is open.",
            Act.CLOSE,
            "strong",
            Reaction(Move.SETTLE, "coverage"),
        ),
    ),
)


class RecordedWiring(Wiring):
    """The usual wiring with one worry and one line for each move, so that every draft is fixed."""

    @cached_property
    def types(self) -> Mapping[str, ConcernType]:
        """The one worry of this talk."""
        lines = _lines(
            raise_="If you're away, who keeps the timetable desk going?",
            settle="Right, the desk is looked after.",
        )
        worry = "Your boss sees an empty desk on the days that you are away."
        return {"coverage": ConcernType("coverage", "Coverage", worry, "", (), (), (), (), lines)}

    @cached_property
    def temperaments(self) -> Mapping[str, Temperament]:
        """The one manager of this talk."""
        lines = _lines(
            greet="Morning, Ana. Come in. What's on your mind?",
            ask_next_steps="Who does what now, and by when?",
        )
        description = "Dry, fair and hard to impress."
        return {
            "sceptical": Temperament(
                "sceptical", "Sceptical", description, 1, 3, Outcome.AGREED, (), (), {}, lines
            )
        }


def rehearse(base_url: str, model: str = MODEL, timeout: float = 120.0) -> list[Utterance]:
    """What the model says in the talk, in order; each answer is part of the transcript of the next."""
    voice = RecordedWiring(Settings(engine=model, base_url=base_url, timeout=timeout)).voice
    turns: list[Turn] = []
    for number, (said, decision) in enumerate(TALK):
        spoken = voice.speak(SCENARIO, turns, said, decision, seed=1)
        turns.append(Turn(number, said, None, decision, spoken, _state(number)))
    return [turn.utterance for turn in turns]


def player() -> VCR:
    """Records and plays by method, path and body; of a request only its body is kept, so no key and no machine."""
    import vcr

    return vcr.VCR(
        match_on=["method", "path", "body"],
        decode_compressed_response=True,
        before_record_request=_bare,
    )


def record(base_url: str, model: str, path: Path) -> list[Utterance]:
    """Rehearses with a real model and writes the cassette, unless the model failed somewhere."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / path.name
        with player().use_cassette(str(fresh), record_mode="all"):
            spoken = rehearse(base_url, model)
        if failed := [note for utterance in spoken for note in utterance.notes]:
            raise SystemExit(f"Nothing was recorded: {failed[0]}")
        header = f"# {model}, recorded {datetime.now(UTC):%Y-%m-%d} by python -m evals.record\n"
        path.parent.mkdir(exist_ok=True)
        path.write_text(header + fresh.read_text(encoding="utf-8"), encoding="utf-8")
    return spoken


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.record", description="Record the talk with a real model."
    )
    parser.add_argument(
        "--base-url", required=True, help="an OpenAI-compatible server, such as http://127.0.0.1:8080/v1"
    )
    parser.add_argument("--model", default=MODEL, help="the model's name there (%(default)s)")
    parser.add_argument("--out", type=Path, default=CASSETTE, help="the cassette (that of the tests)")
    options = parser.parse_args(arguments)
    for utterance in record(options.base_url, options.model, options.out):
        print(utterance.text, file=sys.stderr)


def _lines(**texts: str) -> Mapping[str, tuple[Line, ...]]:
    """One line for each key; every other key has none."""
    found: defaultdict[str, tuple[Line, ...]] = defaultdict(tuple)
    for key, text in texts.items():
        found[key.rstrip("_")] = (Line(f"recorded/{key}/0", text),)
    return found


def _state(turn: int) -> State:
    return State(
        seed=1, difficulty="realistic", temperament="sceptical", concerns=(), patience=3, trust=5, turn=turn
    )


def _bare(request: Any) -> Any:
    request.headers = {"content-type": "application/json"}
    return request


if __name__ == "__main__":
    main()
