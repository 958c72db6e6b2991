"""The embedded scorer: what it promises for every text, and that its numpy arithmetic is the trained model's."""

from __future__ import annotations

import time

import numpy as np
import pytest

from assistant.domain import ELEMENTS
from assistant.encoding.tuned import TunedEncoder
from assistant.scoring.embedded import PARAMETERS, EmbeddedScorer, sample
from assistant.text.features import Dense, Terms
from assistant.text.linear import load, save
from assistant.text.quoting import LONGEST, quotable, within
from assistant.text.segment import clauses, sentences
from evals.training import data

FULL = (
    "I'd like two days a week on the pricing project, from 3 March until the end of June. Noor covers my desk on "
    "those days; she has done it twice. We lose about ten quotes a month because nobody answers on time, so this should "
    "bring them back. If we win fewer than five by May, I go back. Can we decide on Friday?"
)


@pytest.fixture(scope="module")
def scorer():
    return EmbeddedScorer(TunedEncoder())


def test_a_full_ask_outscores_a_wish(scorer):
    full, wish = scorer.score([FULL, "I want to grow and be more involved."])
    assert full.specificity >= 7
    assert wish.specificity <= 3
    assert full.business_framing > wish.business_framing + 2
    assert full.elements["change"].present
    assert full.elements["time"].present


@pytest.mark.parametrize(
    "text",
    [
        "Raise?",
        "🙂",
        "Дайте мне отпуск",
        "請讓我轉調",
        "a\n\nb\n\nc",
        "No. " * 40,
        "x" * 3000,
        "and so on, " * 300,
        "-- -- --",
    ],
)
def test_every_text_gets_scores_in_range_and_quotes_that_stand_in_it(scorer, text):
    [found] = scorer.score([text])
    assert 0 <= found.specificity <= 10
    assert 0 <= found.business_framing <= 10
    assert tuple(found.elements) == ELEMENTS
    for finding in found.elements.values():
        assert finding.present == (finding.quote is not None)
        assert finding.quote is None or finding.quote in text


def test_quotes_are_short_and_more_than_one_word(scorer):
    for row, found in zip(
        data.asks()[:60], scorer.score([row["text"] for row in data.asks()[:60]]), strict=True
    ):
        for finding in found.elements.values():
            if finding.quote is not None:
                assert finding.quote in row["text"]
                assert min(2, len(row["text"].split())) <= len(finding.quote.split()) <= LONGEST


def test_a_score_does_not_depend_on_its_neighbours(scorer):
    others = [row["text"] for row in data.asks()[:5]]
    assert scorer.score([FULL])[0] == scorer.score([*others, FULL])[5]


def test_twenty_thousand_characters_are_read_quickly(scorer):
    scorer.score([FULL])
    started = time.perf_counter()
    scorer.score([(FULL + " ") * 60])
    assert time.perf_counter() - started < 5  # about half a second on an idle machine


def test_tf_idf_rows_have_length_one_and_leave_out_the_unknown():
    space = Terms.learn([["a", "b", "b"], ["a", "c"], ["a"]], rarest=1)
    places, values = space.row(["b", "b", "a", "zzz"])
    assert set(places) == {space.vocabulary["a"], space.vocabulary["b"]}
    assert values @ values == pytest.approx(1)
    assert (
        values[list(places).index(space.vocabulary["b"])] > values[list(places).index(space.vocabulary["a"])]
    )
    assert len(space.row(["zzz"])[0]) == 0


def test_a_constant_column_counts_nothing():
    rows = np.array([[1.0, 5.0], [3.0, 5.0]])
    assert Dense.learn(rows).rows(np.array([[2.0, 900.0]])).tolist() == [[0.0, 0.0]]


def test_every_part_of_a_text_stands_where_it_says():
    for row in data.asks()[:100]:
        parts = [part for sentence in quotable(row["text"]) for part in within(row["text"], sentence)]
        for part in (*sentences(row["text"]), *clauses(row["text"]), *parts):
            assert row["text"][part.start : part.end] == part.text


def test_what_is_saved_is_what_is_read_back(tmp_path):
    blend = load(PARAMETERS)
    save(blend, tmp_path)
    said = [part.chances(sample(FULL), dict.fromkeys(part.share, 0.5)) for part in (blend, load(tmp_path))]
    assert said[0] == said[1]


def test_the_linear_model_is_ridge_regression_over_its_blocks():
    pytest.importorskip("scipy", reason="training only")
    from evals.training.fit import fit
    from evals.training.recipes import ASKS

    rows = data.asks()[:80]
    samples, truth = [ASKS.sample(row) for row in rows], ASKS.truths(rows)
    model = fit(ASKS, samples, truth)
    said = np.array([list(model.chances(one).values()) for one in samples])
    # At the solution the errors, weighted by each block's rows, are what holds the weights back.
    left = truth - said
    assert np.allclose(left.sum(0), 0, atol=1e-6)
    cues = model.dense["cues"].rows(np.array([one.dense["cues"] for one in samples]))
    assert np.allclose(cues.T @ left, ASKS.ridge * model.weights["cues"], atol=1e-6)
