"""Trains the embedded scorer and listener: ``python -m evals.training``.

In: ``evals/data``. Out: the parameter files beside the two stages. With ``--holdout`` the rows of ``split.json`` are
left out of the training and measured on, nothing is written but predictions, to the folder that ``--out`` names, in
the batch format of ``onward score`` and ``onward read``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.encoding.cached import CachedEncoder
from assistant.encoding.minilm import MiniLmEncoder
from assistant.listening import embedded as listening
from assistant.scoring import embedded as scoring
from assistant.seams import Encoder
from assistant.text.stack import save
from evals.training import data
from evals.training.fit import fit
from evals.training.holdout import measure
from evals.training.recipes import ASKS, REPLIES, Recipe, truths


def main() -> None:
    """Trains on everything and writes the parameters, or measures on the rows set aside."""
    parser = argparse.ArgumentParser(prog="python -m evals.training", description=__doc__)
    parser.add_argument(
        "--holdout", action="store_true", help="train on the rest of split.json, measure on its rows"
    )
    parser.add_argument("--out", type=Path, help="with --holdout: where the predictions go, as JSON Lines")
    args = parser.parse_args()
    encoder = CachedEncoder(MiniLmEncoder())
    if args.holdout:
        for name, value in measure(encoder, args.out).items():
            print(f"{name} {value:.3f}")
    else:
        train(encoder, ASKS, data.asks(), scoring.PARAMETERS)
        train(encoder, REPLIES, data.replies(), listening.PARAMETERS)


def train(encoder: Encoder, recipe: Recipe, rows: list[data.Row], folder: Path) -> None:
    """Fits ``recipe`` to ``rows`` and writes the parameters to ``folder``."""
    samples = [recipe.sample(encoder, row) for row in rows]
    save(fit(recipe, samples, truths(recipe, rows), recipe.groups(rows)), folder)


if __name__ == "__main__":
    main()
