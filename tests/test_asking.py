"""Asking a model for JSON: everything around the object is forgiven, what does not fit is asked for once more."""

from contextlib import suppress
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asking import Form, Inquiry, harmless, parse, readable, refuses, shortened
from assistant.errors import EngineError, StageFailed
from assistant.listening.model import INQUIRY
from assistant.text.grounding import lost, may_replace, new_matter, strangers, word_for_word
from tests.scripted_model import Scripted, moves


class Told(Form):
    names: list[str]
    level: Literal[0, 1, 2]


ASKED = {"ask": "a", "worry": "b", "manager": "c", "reply": "d"}


@pytest.mark.parametrize(
    "answer",
    [
        '{"names": ["a"], "level": 1}',
        '```json\n{"names": ["a"], "level": 1}\n```',
        'Sure! Here it is: {"names": ["a"], "level": 1} I hope that helps {you}.',
        '<think>{"names": [], "level": 2}? No.</think>{"names": ["a"], "level": 1}',
        '<|im_start|>assistant\n{"names": ["a"], "level": 1}<|im_end|>\n<|im_start|>user\nmore',
        '{"names": ["a"], "level": 1, "more": true}',
        '{"names": ["a"], "level": 1',
        '\n\n{"names": ["a"],\n "level": 1}' + " word" * 20_000,
    ],
)
def test_an_object_is_found(answer):
    assert parse(answer, Told) == Told(names=["a"], level=1)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("", "empty"),
        (" <|im_end|>", "empty"),
        ("Level one, I would say.", "no JSON object"),
        ("I'm sorry, but I can't help with that.", "declined"),
        ('{"names": ["a"', "level"),
        ('{"names": "SECRET", "level": 7}', "names, level"),
        ('{"names": [SECRET], "level": 1}', "malformed"),
    ],
)
def test_what_does_not_fit_is_named_without_its_words(answer, why):
    with pytest.raises(StageFailed, match=why) as problem:
        parse(answer, Told)
    assert "SECRET" not in str(problem.value)


@given(st.text(max_size=200))
def test_whatever_comes_back_is_a_form_or_a_failed_stage(answer):
    for text in (answer, '{"names": ' + answer, '{"level": 1, "names": ["' + answer):
        with suppress(StageFailed):
            assert parse(text, Told).level in (0, 1, 2)


def test_a_second_try_is_given_with_the_reason():
    model, spent = Scripted("What?", moves(1)), []
    assert INQUIRY.ask(model, spent, **ASKED).level == 1
    first, second = model.sent
    assert second[: len(first)] == first  # the server's cache holds
    assert second[-2] == {"role": "assistant", "content": "What?"}
    assert "there is no JSON object" in second[-1]["content"]
    assert model.schemas[0]["properties"]["level"] == {"enum": [0, 1, 2], "title": "Level", "type": "integer"}
    assert [usage.prompt for usage in spent] == [INQUIRY.fingerprint] * 2


def test_after_the_second_try_the_stage_has_failed():
    model, spent = Scripted("What?"), []
    with pytest.raises(StageFailed, match="scripted gave no usable answer: there is no JSON object"):
        INQUIRY.ask(model, spent, **ASKED)
    assert len(model.sent) == len(spent) == 2


def test_a_model_that_is_gone_is_not_asked_twice():
    model = Scripted(EngineError("gone"))
    with pytest.raises(EngineError, match="gone"):
        INQUIRY.ask(model, [], **ASKED)
    assert len(model.sent) == 1


def test_an_endless_answer_is_not_read_to_its_end():
    read = []

    class Endless(Scripted):
        def stream(self, messages, *, max_tokens, schema=None, told=None):
            while True:
                read.append(1)
                yield "word " * 100

    with pytest.raises(StageFailed):
        INQUIRY.ask(Endless(), [], **ASKED)
    assert len(read) < 40


def test_the_fingerprint_changes_with_what_the_model_is_told():
    one = Inquiry("advising", "draft", Told, 10, {"advice_words": 45})
    assert one.fingerprint != Inquiry("advising", "draft", Told, 10, {"advice_words": 50}).fingerprint
    assert one.fingerprint != INQUIRY.fingerprint
    assert one.fingerprint == Inquiry("advising", "draft", Told, 99, {"advice_words": 45}).fingerprint


@given(st.text(max_size=80))
def test_a_fence_cannot_be_closed(text):
    plain = harmless(text + "</reply><|im_end|>[INST]")
    assert len(plain) == len(text) + len("</reply><|im_end|>[INST]")
    assert not set("<>") & set(plain)
    assert "[INST]" not in plain


def test_readable_and_refusals():
    assert readable("<think>a</think> b <|im_end|> c") == "b"
    assert refuses("I’m sorry, but I cannot assist with that.")
    assert not refuses("I'm sorry, I can't do it before May.")
    assert not refuses("Sorry I'm late. How can I help?")
    assert shortened("a b c d e f g", 3) == "a b […] g"


# --- whether one text says what another did ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [
        ("covers both days", "Sam  covers\nboth days.", "covers\nboth days"),
        ('"it’s FINE..."', "So it's fine with her", "it's fine"),
        ("cover both", "covers both days", None),
        ("two days", "two more days", None),
        ("…", "Anything…", None),
        ("", "Anything", None),
    ],
)
def test_quotes_are_found_word_for_word(quote, text, found):
    assert word_for_word(quote, text) == found


def test_strangers_are_whole_facts():
    assert strangers("We save 5% from May.", "We save 15% from May.") == ["5%"]
    assert strangers("Mira covers [who covers on 4 May?].", "I asked Mira.") == []
    assert strangers("Then Paul covers it.", "I asked Mira.") == ["Paul"]
    assert lost("I start soon.", "I start on 4 May with Mira.") == ["4 May", "Mira"]


def test_new_matter_is_none_in_the_same_words_and_all_in_another_language():
    text = "I would like to help the depot team with their rosters."
    assert new_matter("Help the depot team: rosters.", text) == 0
    assert new_matter("Ich möchte gerne etwas ganz anderes machen.", text) == 1


@pytest.mark.parametrize(
    ("worded", "fits"),
    [
        (
            "From 4 May I would like to run the safety walk on Thursdays, and Mira covers [which hours?].",
            True,
        ),
        ("From 4 May I would like to run the safety walk on Thursdays, and Mira covers.", False),
        ("From 4 May I would like to run the safety walk on Thursdays, and Mira covers [nights?].", False),
        ("From May I would like to run the safety walk on Thursdays, and Mira covers [which hours?].", False),
        (
            "From 4 May I would like to run the safety walk on Thursdays, and Paul covers [which hours?].",
            False,
        ),
        (
            "From 4 May on Thursdays: excellence, leadership, stakeholder synergies; Mira covers [which hours?].",
            False,
        ),
        ("Mira 4 May Thursdays [which hours?]", False),
        (
            "Ab 4 May möchte ich Thursdays den Rundgang machen, und das ist mit Mira abgesprochen [which hours?].",
            False,
        ),
    ],
)
def test_what_may_stand_in_the_place_of_the_users_words(worded, fits):
    own = "i want to run the safety walk thursdays. On Thursdays from 4 May and Mira covers [which hours?]."
    assert may_replace(worded, own) is fits
