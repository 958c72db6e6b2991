"""The index of the user's documents: import, and search among many passages (``python -m evals.bench index``).

Import is measured on real files through the real reader and encoder. Search is measured on synthetic vectors, of two kinds:
``topics`` (clusters, as texts have them) and ``scattered`` (random directions, where everything is about equally far from
everything and any approximate index is at its worst). ``ONWARD_BENCH_PASSAGES`` makes it smaller.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant import catalog
from assistant.domain import Document
from assistant.encoding.minilm import MiniLmEncoder
from assistant.retrieval.chroma import ChromaRetriever
from assistant.retrieval.connection import Connection
from assistant.retrieval.own import OwnDocuments
from assistant.seams import Vectors
from assistant.store.shelf import File, Shelf

PASSAGES = int(os.environ.get("ONWARD_BENCH_PASSAGES", "100000"))
_DIMENSIONS, _EACH, _QUESTIONS, _K = 384, 500, 60, 10

Figures = list[dict[str, Any]]


def importing(folder: Path, runs: int) -> Figures:
    """Passages a second from files on disk to found, beside encoding passages one at a time in the order they come."""
    words = " ".join(piece.body for piece in catalog.guidance().values()).split()
    draw = random.Random(1)
    texts = folder / "texts"
    texts.mkdir()
    for number in range(6):
        paragraphs = [" ".join(draw.sample(words, draw.randint(20, 85))) + "." for _ in range(60)]
        (texts / f"{number}.md").write_text(
            f"# Rules {number}\n\n" + "\n\n".join(paragraphs), encoding="utf-8"
        )
    encoder = MiniLmEncoder()
    encoder.encode(["warm"])
    retriever = ChromaRetriever(encoder, folder / "import" / "index")
    start = time.perf_counter()
    found = retriever.add([texts])
    took = time.perf_counter() - start
    count = sum(one.document.passages for one in found if one.document)
    again = time.perf_counter()
    retriever.add([texts])
    again = time.perf_counter() - again
    naive = [" ".join(draw.sample(words, 80)) for _ in range(24)]
    start = time.perf_counter()
    for text in naive:
        encoder.encode([text])
    slow = len(naive) / (time.perf_counter() - start)
    return [
        {"name": f"import: {count} passages in 6 files, all included", "value": count / took, "unit": "/s"},
        {"name": "import: encoding one at a time", "value": slow, "unit": "/s"},
        {"name": "import: the same folder again, nothing changed", "value": again, "unit": "s"},
    ]


def searching(folder: Path, runs: int) -> Figures:
    """A search among many passages, its words looked up, beside comparing with every vector; and how much it finds."""
    draw = np.random.default_rng(1)
    centres = _unit(draw.standard_normal((max(PASSAGES // 100, 1), _DIMENSIONS)))

    def topics(count: int) -> Vectors:
        return _unit(
            centres[draw.integers(0, len(centres), count)] + _unit(draw.standard_normal((count, _DIMENSIONS)))
        )

    def scattered(count: int) -> Vectors:
        return _unit(draw.standard_normal((count, _DIMENSIONS)))

    return [
        *_search(folder / "topics", "topics", topics(PASSAGES), topics(_QUESTIONS)),
        *_search(folder / "scattered", "scattered", scattered(PASSAGES), scattered(_QUESTIONS)),
    ]


def _search(folder: Path, kind: str, vectors: Vectors, questions: Vectors) -> Figures:
    shelf = Shelf(folder / "documents.sqlite3")
    _fill(shelf, vectors)
    index = OwnDocuments(
        _Never(), shelf, Connection(folder / "index", renewable=True), folder / "lock", "", None
    )
    start = time.perf_counter()
    index.follow()
    built = time.perf_counter() - start
    opened = OwnDocuments(
        _Never(), shelf, Connection(folder / "index", renewable=True), folder / "lock", "", None
    )
    start = time.perf_counter()
    opened.near(questions[:1], _K)
    first = time.perf_counter() - start
    times, exact_times, hits = [], [], 0
    for question in questions:
        start = time.perf_counter()
        [found] = opened.near(question[None], _K)
        times.append(time.perf_counter() - start)
        start = time.perf_counter()
        nearness = vectors @ question
        best = np.argpartition(-nearness, _K)[:_K]
        exact_times.append(time.perf_counter() - start)
        hits += len({passage.text for passage in found} & {f"Passage {number}" for number in best})
    name = f"{len(vectors):,} passages, {kind}"
    return [
        {
            "name": f"{name}: one search (median)",
            "value": 1000 * statistics.median(times),
            "unit": "ms",
            "baseline": 1000 * statistics.median(exact_times),
            "of": "comparing with every vector, held in memory",
        },
        {"name": f"{name}: slowest of {len(times)}", "value": 1000 * max(times), "unit": "ms"},
        {"name": f"{name}: recall at {_K} of exact search", "value": hits / (_K * len(times)), "unit": ""},
        {"name": f"{name}: first search after a start", "value": first, "unit": "s"},
        {"name": f"{name}: indexed, vectors given", "value": len(vectors) / built, "unit": "/s"},
    ]


def _fill(shelf: Shelf, vectors: Vectors) -> None:
    files = []
    for start in range(0, len(vectors), _EACH):
        part = vectors[start : start + _EACH]
        document = Document(f"{start:012d}", f"Document {start}", len(part), "text", 1)
        words = [(f"page {n + 1}", f"Passage {start + n}") for n in range(len(part))]
        shelf.stage(document, _Never.id, words, part)
        files.append(File(f"/documents/{start}", document.id, document.id))
    shelf.publish(files, [])


class _Never:
    """Stands for the encoder of synthetic vectors, which is never asked."""

    id = "synthetic"

    def encode(self, texts: Sequence[str]) -> Vectors:  # noqa: ARG002 - the seam's signature
        raise AssertionError("nothing is encoded here")


def _unit(vectors: Any) -> Vectors:
    found: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return found
