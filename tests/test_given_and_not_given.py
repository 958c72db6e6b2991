"""What gives nothing earns nothing, what was asked for and given counts, and a rival held out is a threat."""

import pytest

from assistant.listening.conduct import Conduct
from tests.talking import hearing


@pytest.fixture(scope="module")
def hear(wiring):
    return hearing(wiring, "I want to run the kiln room two days a week from 3 May.", about="coverage")


WHO, PROOF = "Who takes the kiln while you're away?", "How would they know it had been worth it?"


@pytest.mark.parametrize(
    "said",
    [
        "There isn't one. Then leave it I suppose, or you find somebody.",
        "No one, I guess. You'd have to find somebody.",
        "Dunno. You tell me.",
        "I dunno, it would just work, wouldn't it?",
        "How should I know. Whatever you think.",
        "There isn't anybody. Could I have a rise instead?",
    ],
)
def test_nothing_given_earns_nothing(hear, said):
    for worry in ("coverage", "headcount", "timing"):
        assert hear(said, worry, WHO).level == 0, worry


@pytest.mark.parametrize(
    "said",
    [
        "Nobody yet. I'd ask Ruta on Monday and tell you what she says.",
        "There isn't one yet, but I'd train Ruta in March so that she can run it from April.",
        "I don't know about Fridays. On Mondays and Tuesdays Ruta runs it.",
    ],
)
def test_an_answer_beside_it_counts(hear, said):
    assert hear(said, boss=WHO).level >= 1


@pytest.mark.parametrize(
    "said",
    [
        "They ring Ruta first, then Bram. If both are out, it's Oskar.",
        "First Ruta, then Bram, then me.",
        "Ruta is first, Bram second, and Oskar third.",
        "They call me, and failing me Jule.",
    ],
)
def test_who_comes_after_whom_is_whole_cover(hear, said):
    assert hear(said, boss="And when they're ill, where does it land?").level == 2


@pytest.mark.parametrize(
    "said",
    [
        "I tried Ruta first, then Bram, neither had time.",
        "I'd train Ruta first, then Bram.",
        "Maybe Ruta first, then Bram.",
        "I could ask Ruta first, then Bram.",
    ],
)
def test_who_is_only_thought_of_is_no_whole_cover(hear, said):
    assert hear(said, boss="And when they're ill, where does it land?").level < 2


@pytest.mark.parametrize(
    "said",
    [
        "By the numbers. Returns were 12% last year, they're 7% now.",
        "Complaints went from 30 a month to 11 since I took over the counter.",
        "The night shift takes two people now and it was three.",
    ],
)
def test_proof_that_was_asked_for_counts_whatever_the_worry(hear, said):
    for worry in ("not_my_decision", "coverage", "timing"):
        heard = hear(said, worry, PROOF)
        assert heard.level == 1, worry
        assert heard.supplied, worry


def test_numbers_are_no_proof_of_who_does_the_work(hear):
    assert not hear("The queue was 40 minutes in May, it's 15 now.", boss=WHO).level
    assert not hear("I start at 7 and finish at 3 now.", boss=PROOF).level


@pytest.mark.parametrize(
    "said",
    [
        "You can plan with me: I'm here this autumn and next year, whatever you decide.",
        "I mean to stay. I'll be here next season too.",
    ],
)
def test_who_says_until_when_they_stay_has_said_it(hear, said):
    assert hear(said, "loyalty", "I need to know whether I can plan with you.").level == 2


def test_who_stays_on_a_condition_has_not(hear):
    assert hear("You can plan with me as long as I get this.", "loyalty", "Do you stay?").level < 2


@pytest.mark.parametrize(
    "said",
    [
        "If you don't let me I might just go to the private clinic, Life pays better anyway.",
        "If it's a no I might have to look at Brennan's, they pay more.",
        "If I can't do it here I might as well go to the garage down the road.",
        "The hotel by the station pays better, I could go there.",
    ],
)
def test_a_rival_held_out_is_a_threat_and_no_reason(hear, said):
    for worry in ("", "headcount"):
        heard = hear(f"Two days a week, please. {said}", worry)
        assert heard.has("ultimatum")
        assert not heard.has("benefit")
        assert "benefit" not in heard.elements
    assert hear(said, "headcount").level == 0


@pytest.mark.parametrize(
    "said",
    [
        "If you can't give me the Tuesday I might go to the May course instead.",
        "I might go to the supplier in March for the training.",
        "The clinic pays for the course, so it costs us nothing.",
        "If it's a no, I'd be sad, but I'm not going anywhere.",
        "If you don't have a room I'd go to a private room upstairs.",
    ],
)
def test_going_somewhere_for_the_work_is_none(hear, said):
    assert not hear(said, "headcount").has("ultimatum")


@pytest.mark.parametrize(
    "said",
    [
        "Yes I mean to stay. You overruled me in front of the parents in February and it stung.",
        "I'm staying. You passed me over twice and that hurt.",
        "It's always the same who get the courses, never me. But I'm not going anywhere.",
    ],
)
def test_a_sigh_beside_a_plain_answer_leaves_it_half_of_one(hear, said):
    assert hear(said, "loyalty", "I'd like to hear if you mean to stay.").level == 1


def test_a_sigh_alone_answers_nothing(hear):
    said = "You overruled me in front of the parents in February and it stung."
    assert hear(said, "loyalty", "I'd like to hear if you mean to stay.").level == 0


def test_a_shrug_beside_nothing_earns_nothing_whatever_the_worry(hear):
    said = "I dunno. Nothing much would change, would it. You tell me."
    for worry in ("loyalty", "coverage", "headcount", "timing", "budget"):
        assert hear(said, worry).level == 0, worry
    away = "Nobody named no. Thandi maybe, I haven't spoken to her and she's on leave till August anyway."
    assert hear(away, boss=WHO).level == 0


ASKED = ["I want one pay group up, about 310 euros a month, from 1 February."]


@pytest.mark.parametrize(
    "said",
    [
        "Then let's make it 150 now and the rest in April.",
        "I'd settle for 80 a month until July and the full amount after that.",
        "Half of it now and the other half from autumn, how about that?",
    ],
)
def test_a_part_now_and_the_rest_later_gives_way(hear, said):
    heard = hear(said, "budget", "I haven't got that.", earlier=ASKED)
    assert heard.level >= 1
    assert not heard.asks_anew


def test_what_came_in_parts_before_gives_no_way():
    for said in ("We made 150 more in April than in March.", "Half of it now stands empty, the rest is let."):
        assert not Conduct().concedes(said), said


def test_whoever_stays_clear_of_the_rush_has_half_an_answer(hear):
    for said in (
        "It's in November, well after the harvest.",
        "None of it falls into the lambing.",
        "I'd do none of it before the premiere.",
    ):
        assert hear(said, "timing", "It lands at a bad time.").level >= 1, said
    said = "It was in November, after the harvest, that you said no."
    assert not hear(said, "timing", "It lands at a bad time.").level


@pytest.mark.parametrize(
    "said",
    [
        "I explained it in May, and you were looking at your phone.",
        "I showed you the list twice and you walked off.",
        "That's the third time I say her name today.",
        "Or are you just not keen to let me go?",
    ],
)
def test_not_being_heard_out_is_thrown_at_them(hear, said):
    heard = hear(said)
    assert "jab" in heard.tone
    assert not heard.level
    beside = hear(f"Returns were 12% last year, they're 7% now. {said}", "not_my_decision", PROOF)
    assert beside.level == 1


@pytest.mark.parametrize(
    "said",
    [
        "I told you that in March, and you were right to wait.",
        "I asked in May and you were on leave, so I waited.",
        "That's the third time I run the fair, so I know it.",
        "Are you not keen on Fridays, or on the whole plan?",
        "You were on the phone with the supplier, so I signed for it.",
    ],
)
def test_what_happened_is_no_jab(hear, said):
    assert "jab" not in hear(said).tone
