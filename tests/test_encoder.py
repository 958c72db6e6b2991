import numpy as np
import pytest

from assistant.encoding.minilm import MiniLmEncoder


@pytest.fixture(scope="module")
def encoder():
    return MiniLmEncoder()


def test_rows_have_length_one_and_keep_their_order(encoder):
    texts = ["A much longer sentence about swapping two days a week with the planning team.", "Hello.", ""]
    vectors = encoder.encode(texts)
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.allclose(encoder.encode([texts[1]])[0], vectors[1], atol=1e-5)


def test_nothing_in_nothing_out(encoder):
    assert encoder.encode([]).shape == (0, 384)


def test_like_meanings_are_near(encoder):
    ask, near, far = encoder.encode(
        [
            "May I spend Tuesdays with the design team?",
            "Could I work one day a week with the designers?",
            "The soup is too salty.",
        ]
    )
    assert ask @ near > 0.6 > 0.2 > ask @ far


def test_a_vector_does_not_depend_on_its_neighbours(encoder):
    alone = encoder.encode(["When can we talk?"])[0]
    crowded = encoder.encode(
        ["When can we talk?", "word " * 300, *(f"sentence number {n}" for n in range(70))]
    )[0]
    assert np.allclose(alone, crowded, atol=1e-4)


def test_text_beyond_the_limit_is_cut(encoder):
    assert np.allclose(encoder.encode(["word " * 400]), encoder.encode(["word " * 4000]), atol=1e-5)


def test_the_id_names_the_model(encoder):
    assert encoder.id.startswith("all-MiniLM-L6-v2")
