"""Who does what and when, obstacles and pledges: out of the user's sentences, and nothing where the grammar is not certain."""

from dataclasses import replace

import pytest

from assistant.domain import Manager, Note, Scenario, Style, User
from assistant.writing.actions import act, ends, handings, last_date, split_when
from assistant.writing.embedded import EmbeddedWriter
from assistant.writing.private import Piece, open_exit


def piece(text):
    return Piece(text, "preferred_ask")


def case(ask, manager="Linda Gray", **changes):
    user = User(
        "Ana Ruiz", "clerk, night desk", organisation="Ruiz & Sons", country="Spain", tenure="4 years"
    )
    return Scenario(user, Manager(manager), ask, **changes)


def write(kind, scenario, tone="plain"):
    return EmbeddedWriter().write(kind, scenario, Style(tone)).markdown


HANDINGS = [
    ("I'd hand banqueting over to Marta across six weeks.", ("banqueting", "Marta", "across six weeks")),
    ("I would hand the steel contracts to Farid over four weeks.", ("the steel contracts", "Farid", "over four weeks")),
    (
        "I would stay until the stoppage is finished and train Felipe on the planning board for four weeks before it.",
        ("the planning board", "Felipe", "for four weeks before the stoppage"),
    ),
    ("Ola covers my manual checks Mondays and Tuesdays, she offered.", ("my manual checks", "Ola", "Mondays and Tuesdays")),
    ("Davi sits at the desk then.", ("the desk", "Davi", "")),
    ("Priti and I have worked out how the Friday inbox is answered.", ("the Friday inbox", "Priti", "")),
    ("A student moderator could take the evening chat shift.", ("the evening chat shift", "A student moderator", "")),
    ("I'd write the guide, and share the calling with Hamish from July so you've seen him.", ("the calling", "Hamish", "from July")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), HANDINGS)
def test_a_sentence_about_cover_gives_work_person_and_time(text, found):
    [one] = handings([piece(text)])
    assert (one.work, one.who, one.when) == found


@pytest.mark.parametrize(
    "text", ["I'd keep the Friday checks going.", "We take turns.", "Marta knows it.", "I hand it to Marta."]
)
def test_what_fits_no_pattern_gives_no_row(text):
    assert handings([piece(text)]) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I would like to do the bookings from 5 April.", "do the bookings from 5 April"),
        ("I'd finish the classes, because you need it.", "finish the classes"),
        ("I would go over to the bench, and I'd start in June if you let me.", "go over to the bench"),
        ("I'd like Tuesdays on audits.", ""),
        ("I'd ask you for a reference.", ""),
        ("Could I do the bookings?", ""),
        ("I know the parts.", ""),
    ],
)
def test_what_somebody_does(text, found):
    assert act(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "do the bookings on Monday mornings from 5 April until the end of June",
            ("do the bookings", "on Monday mornings from 5 April until the end of June"),
        ),
        (
            "change to the customs desk as soon as possible, ideally in June",
            ("change to the customs desk", "as soon as possible, ideally in June"),
        ),
        (
            "spend three weeks in Malmö in February when we are quiet",
            ("spend three weeks in Malmö in February when we are quiet", ""),
        ),
    ],
)
def test_the_time_is_split_off_only_where_nothing_else_follows(text, found):
    assert split_when(text) == found


def test_until_when_a_change_runs():
    assert ends("from 5 April until the end of June") == "the end of June"
    assert ends("every two weeks, July to September") == "the end of September"
    assert ends("for three months from 1 June") == "the three months"
    assert ends("from 1 June") == ""


def test_only_a_day_is_a_last_day():
    assert last_date([piece("I'd stay to the last show on 28 August.")]) == "28 August"
    assert last_date([piece("I'd stay until Christmas. The fair is on 3 May.")]) == ""


def test_a_short_change_needs_a_short_plan_and_a_temporary_one_comes_back():
    short = write("transition_plan", case("Give me the licence course in May, two mornings."))
    assert "| Two mornings in May [which days] | [name] |" in short
    assert "What is written down" not in short
    trial = write(
        "transition_plan",
        case("I'd like to do the audits from 5 April until the end of June. Tom covers my desk."),
    )
    assert "| My desk | Tom" in trial
    assert "After the end of June I take my usual work back" in trial


def test_nothing_is_handed_over_before_the_new_work_is_known():
    plan = write("transition_plan", case("I'd like something better than the phones."))
    assert "better than the phones" not in plan
    assert "| [my regular work, line by line] | [name] | [what, and who shows them] | [date] |" in plan


OBSTACLES = (
    Note("Posts on the ward are frozen"),
    Note("Rotations go through the directorate"),
    Note("Nobody else knows the desk"),
    Note("The rule of two years in post before applying"),
)


def test_obstacles_become_rows_with_owners_on_both_sides():
    scenario = case("I'd like to move to audits. Tom covers my desk.", constraints=OBSTACLES)
    plan = write("not_now_plan", scenario)
    assert (
        "| Posts on the ward are frozen | [a post is free, or we have a way that needs none: which] | "
        "a yes from [who decides], in writing | [you or I] | [date] |" in plan
    )
    assert (
        "| Rotations go through the directorate | The directorate agrees [to what exactly] | their answer in writing | [you or I] |"
        in plan
    )
    assert (
        "| Nobody else knows the desk | Tom agrees to cover my desk [from when] | Tom has done it for [how long] |"
        in plan
    )


def test_a_review_inside_the_proposal_is_no_date_for_the_decision():
    review = write("not_now_plan", case("I'd like Tuesdays on audits. We look at it on 15 July."))
    assert "Decision: [date]," in review
    asked = write(
        "not_now_plan", case("I want us to write down what has to be in place by 30 November for me to lead.")
    )
    assert "## What must be true by 30 November for a yes" in asked


def test_a_note_says_nothing_was_said_that_may_not_have_been():
    note = write("note", case("I'd like to do the audits from 5 April.", constraints=OBSTACLES[:1]))
    assert "- I asked to do the audits from 5 April." in note
    assert "- Posts on the ward are frozen. [what we said about it, if it came up]" in note
    assert "do the audits" not in note.partition("What we decided")[2]


def test_a_resignation_asks_first_where_nobody_spoke_of_leaving():
    unasked = EmbeddedWriter().write(
        "resignation_note", case("I'd like Tuesdays on audits.", special=("visa",))
    )
    assert "Nothing you entered says that you are leaving." in " ".join(unasked.notes)
    assert "what leaving would mean for your visa" in " ".join(unasked.notes)
    assert "visa" not in unasked.markdown
    exits = case(
        "I am leaving at the end of August. I'd stay to the last show on 28 August and write the guide. I'd ask you for a reference."
    )
    told = write("resignation_note", exits)
    assert "I will stay to the last show on 28 August and write the guide." in told
    assert "May I ask you for a reference?" in told
    assert "as clerk, night desk, at Ruiz" in told


def test_a_post_elsewhere_that_is_taken_is_an_open_exit():
    assert open_exit(case("I have been offered a post in Galway and I mean to take it."))
    assert not open_exit(
        case("I have been offered a post elsewhere. I mean to tell him and see what he does.")
    )
    assert not open_exit(case("I have an offer, and if you say no I will take it."))
    assert not open_exit(case("I offered to do the rota and I will take it on in May."))


def test_reworded_rows_name_the_field_they_come_from():
    made = EmbeddedWriter().write(
        "note",
        case("I'd like to do the audits from 5 April. I'd hand banqueting over to Marta over four weeks."),
    )
    found = {fact.text.lower(): fact.source for fact in made.facts}
    assert found["take over banqueting"] == "preferred_ask"
    assert found["do the audits"] == "preferred_ask"
    assert found["5 april"] == "preferred_ask"


def test_a_record_tells_the_ask_as_past_and_never_asks_it_again():
    note = write(
        "note",
        case(
            "I know a post can't be created, so could it be a rotation? I'd like two days on audits. I'd keep the Friday checks."
        ),
    )
    assert "I know a post can't be created, so I asked whether it could be a rotation." in note
    assert "I asked for two days on audits." in note
    assert "I offered to keep the Friday checks." in note


def test_a_history_of_put_offs_is_no_charge():
    told = case(
        "Last spring you said after the merger, in autumn you said after the new system. "
        "I want us to write down what has to be in place by 30 November for me to lead.",
        special=("been_told_not_now",),
    )
    plan = write("not_now_plan", told)
    assert "“after the merger”, then “after the new system”" in plan
    assert "you said" not in plan
    assert "moving-goalposts" in EmbeddedWriter().write("not_now_plan", told).warnings


def test_another_post_is_no_stop_gap():
    options = tuple(
        map(Note, ("Deputy head one day a week", "Stay, with protected hours", "Shadow the audits"))
    )
    plan = write("not_now_plan", case("I'd like to lead the audits.", options=options))
    assert "Deputy head" not in plan
    assert "staying, with protected hours" in plan


def test_what_the_boss_saw_is_no_condition():
    seen = (Note("He has seen three programmes die after one term"),)
    plan = write("not_now_plan", case("I'd like to set up the outdoor programme.", constraints=seen))
    assert "| How we make sure that it lasts | There is a plan for what comes after the start" in plan
    assert "programmes" not in plan
    assert "You have seen" not in plan


def test_notes_to_the_user_stand_in_no_text():
    exits = case(
        "I am leaving at the end of August. I'd stay to the last show on 28 August.", special=("visa",)
    )
    made = EmbeddedWriter().write("resignation_note", exits)
    assert any("28 August" in note for note in made.notes)
    assert any("immigration adviser" in note for note in made.notes)
    assert "adviser" not in made.markdown


def test_after_the_talk_nobody_is_told_to_wait_with_it():
    early = replace(
        case("I'd like to move to audits.", special=("probation",)),
        manager=Manager("Linda Gray", trust="low"),
    )
    writer = EmbeddedWriter()
    assert {"trust-first", "probation"} <= set(writer.write("agenda", early).warnings)
    assert not {"trust-first", "probation"} & set(writer.write("note", early).warnings)


TRAINED = "I'd like to apply for the orchard foreman post that closes on 3 May. I would train {who} on the cold store {when}."


@pytest.mark.parametrize(
    ("who", "when", "agrees"),
    [("Ilse", "for two weeks before the end of August", "is"), ("Ilse and Bram", "from June", "are")],
)
def test_whoever_is_trained_does_not_take_the_work_over(who, when, agrees):
    obstacle = (Note("Every handover of the cold store is slow"),)
    scenario = case(TRAINED.format(who=who, when=when), constraints=obstacle)
    plan = write("not_now_plan", scenario)
    assert f"{who} {agrees} trained on the cold store {when}" in plan
    cover = write("transition_plan", scenario)
    assert f"| The cold store | {who} | after the training |" in cover
    assert f"\nI would train {who} on the cold store {when}.\n" in cover
    assert f"| I | train {who} on the cold store | {when}" in write("note", scenario)
    for kind in ("not_now_plan", "transition_plan", "note"):
        assert "take over the cold store" not in write(kind, scenario)


def test_whoever_takes_the_work_is_not_said_to_be_trained():
    ask = "I'd like to apply for the foreman post that closes on 3 May. I would hand the cold store to Ilse from June."
    for kind in ("not_now_plan", "transition_plan", "note"):
        plan = write(kind, case(ask, constraints=(Note("Every handover of the cold store is slow"),)))
        assert "trained" not in plan
        assert "Ilse" in plan


@pytest.mark.parametrize("tone", ["plain", "warm", "formal"])
def test_whoever_asks_for_the_conditions_is_not_offered_them_as_second_best(tone):
    def opening(ask):
        return write("not_now_plan", case(ask), tone).split("\n\n")[2]

    asked = opening("Let us write down what must be true by the end of May for the head gardener post.")
    assert "what has to be in place for a yes" in asked
    assert "not be possible" not in asked
    assert "can't be a yes" not in asked
    assert "cannot be a yes" not in asked
    other = opening("I'd like to plan the orchard from 3 May.")
    assert "what has to be in place" not in other
