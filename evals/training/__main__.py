"""Trains the embedded scorer and listener: ``python -m evals.training``, in the environment that ``make train`` makes.

In: ``evals/data``, less the rows of ``split.json``, which no training ever sees: figures on them are those of the
parameters that ship. Out: the network (``assistant/encoding/parameters``), and for each stage the linear model, its
share and the thresholds. One part in eight of the other rows is kept from learning, to choose shares and thresholds by.

``--measure`` trains nothing: it prints the figures of the parameters as they are, on the rows set aside; with
``--out`` it writes the predictions there, in the batch format of ``onward score`` and ``onward read``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from evals.training.measure import measure


def main() -> None:
    """Trains and writes the parameters, or measures them on the rows set aside."""
    parser = argparse.ArgumentParser(prog="python -m evals.training", description=__doc__)
    parser.add_argument("--measure", action="store_true", help="measure the parameters as they are")
    parser.add_argument("--out", type=Path, help="with --measure: where the predictions go, as JSON Lines")
    args = parser.parse_args()
    if not args.measure:
        from evals.training.learn import learn  # needs torch, which measuring does not

        learn()
    for name, value in measure(args.out).items():
        print(f"{name} {value:.3f}")


if __name__ == "__main__":
    main()
