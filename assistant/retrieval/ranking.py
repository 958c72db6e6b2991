"""From how near a question is to each entry, to an order of the pieces and whether they answer it. Pure numpy.

Four witnesses, chosen on judged questions by cross-validation, each standardised over the pieces of one question:
the nearest entries of a piece; a ridge regression that knows what sets the pieces apart; the words (BM25); and the
parts of words, for odd spellings. Then companions add their share: pieces that tend to answer the same questions, by
judged questions and by the pieces' own references. ``python -m evals.retrieval`` measures each. The gate weighs the nearest entries of the knowledge
against the nearest examples of what it does not cover.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np

from assistant import catalog
from assistant.errors import CatalogError
from assistant.retrieval.entries import OUTSIDE, Entry
from assistant.retrieval.lexical import Fragments, Lexicon, Scores
from assistant.seams import Vectors

Shares = Mapping[str, Mapping[str, float]]

_NEAREST, _NEAREST_FRAGMENTS = 5, 2
_SHARPNESS = 1.3
_SEE, _SEEN_FROM, _DIFFERS = 1.0, 0.5, 2.0
"""What a reference to another piece, a reference from it, and a disagreement with it count."""
_RIDGE_PENALTY, _GATE_PENALTY = 10.0, 5.0
_KIND_WEIGHT = {"title": 1.0, "body": 0.5, "situation": 1.0, "question": 2.0, "also": 1.0}
_GATE_DEPTHS = (1, 3, 8)
_GATE_RIDGE = 0.2
_GATE_THRESHOLD = 0.015
_UNRELATED = 0.28
"""A question that is no nearer than this to any entry is about something else altogether."""


@dataclass(frozen=True)
class Weights:
    """How much each witness counts beside the nearest entries; ``sentences``: the question's sentences beside the whole.

    ``company``: the companions beside a piece's own evidence; ``references``: the pieces' references beside the
    judged questions.
    """

    sentences: float = 0.4
    ridge: float = 0.4
    words: float = 0.7
    fragments: float = 0.3
    company: float = 0.6
    references: float = 0.75


@dataclass(frozen=True)
class Ranking:
    """For one question: a score from 0 to 1 for each piece of :attr:`Ranker.pieces`, and whether they answer it."""

    scores: Scores
    answerable: bool


class Ranker:
    """Ranks the pieces that the entries belong to.

    :param entries: what is indexed. :param vectors: the entries' vectors, in the same order.
    """

    def __init__(self, entries: Sequence[Entry], vectors: Vectors) -> None:
        inside = [entry for entry in entries if entry.kind != OUTSIDE]
        self.pieces = sorted({entry.piece for entry in inside})
        place = {piece: n for n, piece in enumerate(self.pieces)}
        self._columns = [
            np.flatnonzero([e.piece == p and e.kind != OUTSIDE for e in entries]) for p in self.pieces
        ]
        self._outside = np.array([entry.kind == OUTSIDE for entry in entries])
        self._lexicon = Lexicon([[e.text for e in inside if e.piece == piece] for piece in self.pieces])
        self._fragments = Fragments([entry.text for entry in entries])
        self._place = place
        self._weigh(Weights(), _from_questions())
        self._tell_apart = _tell_apart(inside, vectors[~self._outside], place)
        self._tell_outside = _tell_outside(entries, vectors)

    def using(self, weights: Weights, judged: Shares) -> Ranker:
        """The same entries with other weights and other shares of companions: for measuring."""
        other = copy(self)
        other._weigh(weights, judged)
        return other

    def _weigh(self, weights: Weights, judged: Shares) -> None:
        self._weights = weights
        self._companions = _table(judged, self._place) + weights.references * _table(
            _references(), self._place
        )

    def rank(self, question: str, near: Scores, vector: Vectors) -> Ranking:
        """The ranking for one question.

        :param near: cosine similarities to all entries: in the first row of the question, in further rows of its
            sentences. :param vector: the question's vector.
        """
        sentences = self._nearest(near[1:]).max(axis=0) if len(near) > 1 else self._nearest(near)[0]
        weights = self._weights
        closeness = (1 - weights.sentences) * self._nearest(near)[0] + weights.sentences * sentences
        fragments = self._nearest(self._fragments.scores(question)[None], _NEAREST_FRAGMENTS)[0]
        evidence = (
            _standardised(closeness)
            + weights.ridge * _standardised(self._tell_apart(vector))
            + weights.words * _standardised(self._lexicon.scores(question))
            + weights.fragments * _standardised(fragments)
        )
        odds = np.exp(_SHARPNESS * (evidence - evidence.max()))
        joined = odds + weights.company * odds @ self._companions
        # The fourth root brings odds back to a scale on which the runners-up can be told apart.
        scores = (joined / joined.max()) ** 0.25 * np.clip(closeness.max(), 0.0, 1.0)
        return Ranking(scores, self._answerable(near[0], vector))

    def _nearest(self, near: Scores, depth: int = _NEAREST) -> Scores:
        """For each row and piece, the mean similarity of the piece's nearest entries."""
        return np.stack([_top(near[:, columns], depth) for columns in self._columns], axis=1)

    def _answerable(self, near: Scores, vector: Vectors) -> bool:
        inside, outside = near[None, ~self._outside], near[None, self._outside]
        if inside.max() < _UNRELATED:
            return False
        if not outside.size:
            return True
        margins = [(_top(outside, depth) - _top(inside, depth))[0] for depth in _GATE_DEPTHS]
        return bool(np.mean(margins) + _GATE_RIDGE * self._tell_outside(vector)[0] <= _GATE_THRESHOLD)


class _Ridge:
    """Weighted ridge regression with an intercept, in closed form."""

    def __init__(self, inputs: Scores, targets: Scores, weights: Scores, penalty: float) -> None:
        total = max(weights.sum(), 1e-9)
        self._centre = weights @ inputs / total
        self._level = weights @ targets / total
        away = inputs - self._centre
        gram = away.T @ (weights[:, None] * away) + penalty * np.eye(inputs.shape[1])
        self._slope = np.linalg.solve(gram, away.T @ (weights[:, None] * (targets - self._level)))

    def __call__(self, vector: Vectors) -> Scores:
        found: Scores = (vector - self._centre) @ self._slope + self._level
        return found


def _tell_apart(inside: Sequence[Entry], vectors: Vectors, place: Mapping[str, int]) -> _Ridge:
    targets = np.eye(len(place))[[place[entry.piece] for entry in inside]]
    weights = np.array([_KIND_WEIGHT[entry.kind] for entry in inside])
    return _Ridge(vectors.astype(np.float64), targets, weights, _RIDGE_PENALTY)


def _tell_outside(entries: Sequence[Entry], vectors: Vectors) -> _Ridge:
    """Learns -1 for what people say about covered matters and +1 for the examples of what is not covered."""
    chosen = np.array([entry.kind in ("question", "situation", OUTSIDE) for entry in entries])
    side = np.array([1.0 if entry.kind == OUTSIDE else -1.0 for entry in entries])[chosen]
    weights = np.where(side > 0, (side < 0).sum() / max((side > 0).sum(), 1), 1.0)
    return _Ridge(vectors[chosen].astype(np.float64), side[:, None], weights, _GATE_PENALTY)


def _from_questions() -> Shares:
    """For each piece the shares of the others that answer the same judged questions."""
    path = catalog.data_root() / "knowledge" / "companions.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return {
            piece: {other: float(share) for other, share in others.items()} for piece, others in table.items()
        }
    except (OSError, tomllib.TOMLDecodeError, AttributeError, TypeError, ValueError) as error:
        raise CatalogError(
            f"{path.name}: {error!r}; each guidance id needs a table of other ids and shares."
        ) from error


def _references() -> Shares:
    """For each piece the shares of those that it refers to, that refer to it, or that say otherwise."""
    shares: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for gid, piece in catalog.guidance().items():
        for other in piece.see:
            shares[gid][other] += _SEE
            shares[other][gid] += _SEEN_FROM
        for other in piece.differs:
            shares[gid][other] += _DIFFERS
    return {
        gid: {other: share / max(sum(others.values()), 1.0) for other, share in others.items()}
        for gid, others in shares.items()
    }


def _table(shares: Shares, place: Mapping[str, int]) -> Scores:
    """Row: a piece; columns: the shares of the others. Pieces that are not indexed are left out."""
    table = np.zeros((len(place), len(place)))
    for piece, others in shares.items():
        for other, share in others.items():
            if piece in place and other in place:
                table[place[piece], place[other]] = share
    return table


def _top(near: Scores, depth: int) -> Scores:
    """The mean of the ``depth`` largest values of each row."""
    best: Scores = -np.sort(-near, axis=1)[:, :depth]
    mean: Scores = best.mean(axis=1)
    return mean


def _standardised(values: Scores) -> Scores:
    spread: Scores = (values - values.mean()) / (values.std() + 1e-6)
    return spread
