"""The embedded scorer: what it promises for every text, and that its numpy arithmetic is the trained model's."""

from __future__ import annotations

import time

import numpy as np
import pytest

from assistant.domain import ELEMENTS
from assistant.encoding.minilm import MiniLmEncoder
from assistant.scoring.embedded import PARAMETERS, EmbeddedScorer
from assistant.text.features import Dense, Terms
from assistant.text.quoting import LONGEST, quotable
from assistant.text.segment import clauses, sentences
from assistant.text.stack import Combination, load
from evals.training import data

FULL = (
    "I'd like two days a week on the pricing project, from 3 March until the end of June. Noor covers my desk on "
    "those days; she has done it twice. We lose about ten quotes a month because nobody answers on time, so this should "
    "bring them back. If we win fewer than five by May, I go back. Can we decide on Friday?"
)


@pytest.fixture(scope="module")
def scorer():
    return EmbeddedScorer(MiniLmEncoder())


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


def test_the_kernel_arithmetic_is_that_of_the_definition():
    layer = load(PARAMETERS).combination
    points = layer.support[:3] + 0.25
    for point, got in zip(points, layer.outputs(points), strict=True):
        near = np.exp(-layer.gamma * ((layer.support - point) ** 2).sum(1))
        np.testing.assert_allclose(got, near @ layer.alpha + point @ layer.linear + layer.offset, rtol=1e-6)


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
        for part in (*sentences(row["text"]), *clauses(row["text"]), *quotable(row["text"])):
            assert row["text"][part.start : part.end] == part.text


def test_numpy_predicts_what_the_trained_models_predict():
    pytest.importorskip("sklearn", reason="needs the train dependency group")
    from sklearn.linear_model import Ridge
    from sklearn.svm import SVR

    from evals.training.fit import _combine
    from evals.training.recipes import ASKS

    random = np.random.default_rng(1)
    points, truth = random.normal(size=(50, 4)), random.uniform(0, 10, 50)
    alpha, linear, offset = _combine(ASKS, points, truth, flag=False)
    layer = Combination(
        np.zeros(4),
        np.ones(4),
        (),
        0,
        ASKS.gamma,
        points,
        alpha[:, None],
        linear[:, None],
        np.array([offset]),
    )
    share = ASKS.kernel["score"]
    smooth = SVR(C=ASKS.cost, gamma=ASKS.gamma, epsilon=ASKS.tube).fit(points, truth)
    straight = Ridge(ASKS.ridge).fit(points, truth)
    wanted = share * smooth.predict(points[:9]) + (1 - share) * straight.predict(points[:9])
    np.testing.assert_allclose(layer.outputs(points[:9])[:, 0], wanted, rtol=1e-6)
