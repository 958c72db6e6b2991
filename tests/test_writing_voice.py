"""What is asked for, and how a paper says it: the kind and name of an ask, its sentences in another voice, what stands in its way."""

import json
import re
from pathlib import Path

import pytest

from assistant.domain import TONES, Manager, Note, Scenario, Style, User
from assistant.scenario import load_scenario
from assistant.writing.embedded import EmbeddedWriter
from assistant.writing.parse import parse_ask
from assistant.writing.private import Piece, sift
from assistant.writing.topic import topic, vague
from assistant.writing.voice import spoken, voiced
from assistant.writing.worries import limits_of

DATA = Path(__file__).parents[1] / "evals" / "data"
CASES = [
    load_scenario(json.loads(line))[0]
    for name in ("scenarios", "scenarios_more")
    for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()
]


def case(ask, **changes):
    return Scenario(User("Ana Ruiz", "clerk", country="Spain"), Manager("Linda Gray"), ask, **changes)


def named(ask):
    sifted = sift(case(ask), "brief")
    return topic(sifted, parse_ask(sifted.ask))


def draft(kind, ask, tone="plain", **changes):
    return EmbeddedWriter().write(kind, case(ask, **changes), Style(tone)).markdown


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("Tio, let me do the bookings.", "I would like to do the bookings."),
        ("Give me the crane course in May.", "I would like to take the crane course in May."),
        ("Until then give me the ordering.", "Until then I would like to take over the ordering."),
        ("Two days a week on audits from May.", "I would like two days a week on audits from May."),
        ("Let's write it down, and let me hold the budget.", "I would like us to write it down, and I would like to hold the budget."),
        ("Ola doing the desk on Fridays.", "Ola would do the desk on Fridays."),
        ("I'd ask you for a reference.", "Could I ask you for a reference?"),
        ("Two clients left over late accounts in May.", "Two clients left over late accounts in May."),
        ("Ola covers my desk.", "Ola covers my desk."),
    ],
)  # fmt: skip
def test_commands_and_pleas_become_wishes_and_statements_stay(said, plain):
    assert voiced(said, "plain") == plain


def test_each_tone_has_its_own_form():
    said = "I want the desk, and I can't wait, isn't it so?"
    assert voiced(said, "plain") == said
    assert voiced(said, "warm") == "I'd like the desk, and I can't wait, isn't it so?"
    assert voiced(said, "formal") == "I would like the desk, and I cannot wait, isn't it so?"
    assert voiced("I'd better go, I'm late.", "formal") == "I'd better go, I am late."


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("Moved bug reports into a form", "I moved bug reports into a form"),
        ("No damage on my truck in three years", "There has been no damage on my truck in three years"),
        ("Closed accounts fell by a third", "Closed accounts fell by a third"),
        ("Overdue orders went from 9 to 3", "Overdue orders went from 9 to 3"),
    ],
)
def test_notes_become_sentences_where_nobody_else_can_be_meant(note, line):
    assert spoken(note) == line


@pytest.mark.parametrize(
    ("ask", "kind", "name"),
    [
        ("Let me do the online bookings on Monday mornings until June.", "trial", "the online bookings"),
        ("I'd like to keep the tool book from May.", "role", "the tool book"),
        ("I want to apply for the planner vacancy that closes on 9 May.", "apply", "the planner vacancy"),
        ("I want to drop to four days from May.", "hours", "my working hours from May"),
        ("I want to be made head of the labs.", "title", "the role of head of the labs"),
        ("I would like to go over to the gene bench in May.", "move", "a move to the gene bench"),
        ("Give me the crane course in May.", "course", "the crane course"),
        ("Let us write down what must be true for the lead post.", "conditions", "the lead post"),
        ("I am handing in my notice.", "leave", "my next step"),
        ("I'd like something better than the phones.", "vague", ""),
        ("The files go to Sandra from May.", "role", ""),
        ("Let me plan the routes and train the others.", "role", ""),
        ("I would like the firm to put me forward.", "role", ""),
    ],
)
def test_an_ask_has_a_kind_and_a_name_only_where_it_is_sure(ask, kind, name):
    found = named(ask)
    assert (found.kind, found.name) == (kind, name)


def test_the_closing_date_of_a_post_is_told_at_the_top():
    ask = "I am going to apply for the planner vacancy that closes on 9 May. Tom covers my desk."
    assert "close on 9 May" in draft("invitation", ask)
    assert "close on 9 May" in draft("brief", ask).split("## Results")[0]
    assert "close on 9 May" in draft("agenda", ask).split("## 2.")[0]


@pytest.mark.parametrize("kind", ["brief", "agenda", "five_acts", "note", "transition_plan"])
def test_a_wish_without_an_object_is_a_gap_and_the_user_is_told(kind):
    made = EmbeddedWriter().write(kind, case("I'd like something better than the phones."))
    assert "better than the phones" not in made.markdown
    assert "specific-feasible" in made.warnings
    assert any("too early" in note for note in made.notes)
    clear = EmbeddedWriter().write(kind, case("I'd like two days a week on audits from 1 June."))
    assert not clear.notes


def test_two_sentences_in_one_are_told_apart():
    ask = parse_ask([Piece("I want your support, and I would hand the contracts to Farid.", "preferred_ask")])
    assert [piece.text for piece in ask.next_step] == ["I want your support."]
    assert [piece.text for piece in ask.cover] == ["I would hand the contracts to Farid."]
    news = parse_ask(
        [Piece("I want you to know it before HR does, and I'd like your backing.", "preferred_ask")]
    )
    assert [piece.text for piece in news.next_step] == ["I'd like your backing."]
    assert news.change == ()


def test_a_lack_that_the_ask_fills_is_a_gain():
    ask = "I'd like the licence course in May. Afterwards I take the high bay on late shift."
    text = draft("brief", ask, constraints=(Note("The high bay is short on late shift anyway"),))
    assert "**What we gain:** It closes a gap: the high bay is short on late shift." in text
    assert "anyway" not in text


def test_limits_are_set_against_what_the_user_said():
    ask = parse_ask([Piece("I would stay until the October stoppage is finished.", "preferred_ask")])
    rule, stop, hr, norm = (
        Piece(text, "constraints[0]")
        for text in ("The rule of two years in post", "The October stoppage", "HR wants your signature", "The staffing norm")
    )  # fmt: skip
    found = limits_of((rule, stop, hr, norm), ask, "4 years, 3 in this post")
    assert [limit.met for limit in found.open] == [True, False, False]
    assert [limit.answered for limit in found.open] == [False, True, False]
    assert found.requests == (hr,)
    assert not limits_of((rule,), ask, "4 years, 1 in this post").open[0].met
    assert not limits_of((rule,), ask, "four years").open[0].met  # how long in the post is not known


def test_a_shared_weekday_is_no_answer_and_a_doubt_is_none_about_cover():
    tuesday = "I'd like to work Tuesdays on audits for three months from 1 June. I'd keep the Friday checks."
    card = draft(
        "five_acts", tuesday, constraints=(Note("Tuesday is the round, experienced people are wanted"),)
    )
    assert "wanted. **Your answer:** [who does it then" in card
    away = (
        "I want to spend three weeks in Malmö in May and come back with our own bread. Amir does my section."
    )
    card = draft("five_acts", away, constraints=(Note("She thinks nobody comes back from Malmö"),))
    assert "Malmö. **Your answer:** I want to spend three weeks" in card


def test_what_the_boss_said_or_saw_is_no_line_of_its_own():
    text = draft(
        "agenda",
        "I'd like to set up the outdoor programme from 1 June. Tom covers my desk.",
        constraints=(
            Note("She has seen three programmes die"),
            Note("The staffing norm, she can't be one adult short"),
        ),
    )
    assert "You have seen" not in text
    assert "you can't" not in text
    assert "[what keeps it going" in text
    assert "- The staffing norm: [how we keep to it" in text


def test_no_answer_comes_twice_on_a_card():
    card = draft(
        "five_acts",
        "I am leaving to study. I'd stay to 28 August and train Jo.",
        constraints=(Note("She has lost two people"), Note("We have lost a client")),
    )
    answers = re.findall(r"\*\*Your answer:\*\* (.+)", card)
    assert len(answers) == len(set(answers)) == 3


def test_put_offs_are_told_without_a_charge():
    ask = "Last spring you said after the merger, in autumn you said after the new system."
    assert voiced(ask, "plain") == (
        "This has been put off before, to after the merger and then to after the new system."
    )


def test_what_must_not_suffer_is_how_it_is_judged():
    text = draft(
        "brief",
        "I'd like two days a week on audits from 1 June. Tom covers my desk.",
        constraints=(Note("Answer times mustn't get worse"),),
    )
    assert "## How we would judge it\n\n- What we watch: answer times mustn't get worse.\n" in text
    assert text.lower().count("answer times") == 1


def test_somebody_who_leaves_says_the_news_first():
    ask = "I am leaving to study. I'd stay to 28 August and train Jo. I'd ask you for a reference."
    card = draft("five_acts", ask, evidence=(Note("Closed 14 audits"), Note("Trained Jo on audits")))
    assert card.index("I am leaving to study") < card.index("I trained Jo on audits")
    assert "14 audits" not in card  # what stays behind counts now
    assert "not now" not in card


def test_the_ask_comes_before_its_cover_and_ends_in_a_question():
    card = draft("five_acts", "I'd like two days a week on audits from 1 June. Tom covers my desk.")
    options = card.split("## 4.")[1].split("## 5.")[0]
    assert options.index("two days a week") < options.index("Tom would cover")
    assert options.rstrip().endswith("?")


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("kind", ["invitation", "agenda", "brief", "five_acts"])
def test_no_text_pleads_or_calls_by_name(kind, tone):
    for scenario in CASES:
        text = EmbeddedWriter().write(kind, scenario, Style(tone)).markdown
        assert not re.search(r"\b(?:[Ll]et me (?!sum|know)|[Gg]ive me|not about a title|my first idea)", text)
        assert not re.search(r"(?:Chef|Tio), (?:I would like to do|I want|let)", text)
        if tone == "formal" and kind != "five_acts":
            assert not re.search(r"\bI['’](?:d|m|ve|ll)\b|putting in for", text)


def test_every_sentence_of_the_ask_in_another_voice_keeps_its_source():
    made = EmbeddedWriter().write("brief", case("Let me run the 14 audits from 3 May. Tom covers my desk."))
    sources = {fact.text: fact.source for fact in made.facts}
    assert sources["I would like to run the 14 audits from 3 May"] == "preferred_ask"
    assert sources["3 May"] == "preferred_ask"


def test_a_vague_ask_with_a_date_or_an_amount_is_none():
    assert vague(parse_ask([Piece("I want something else.", "preferred_ask")]))
    assert not vague(parse_ask([Piece("I want something else two days a week.", "preferred_ask")]))
