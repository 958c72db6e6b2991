"""The ledger: events fold to a clear state whatever their order, days are never guessed, and what stands out is quoted."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import icalendar
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.codec import to_json
from assistant.domain import (
    CommitmentState,
    Event,
    Ledger,
    Manager,
    Meeting,
    Plan,
    Scenario,
    Threshold,
    User,
)
from assistant.errors import InputError, NotFound
from assistant.holding.events import fold
from assistant.holding.notice import compare, notices
from assistant.holding.quick import understand
from assistant.holding.rounds import in_vain, rounds
from assistant.scenario import read_scenario
from assistant.text.calendar import read_day

ROOT = Path(__file__).parent.parent
TODAY = date(2027, 3, 1)
SCENARIO = Scenario(
    User("Ravi Kulkarni", "electrician", country="India"), Manager("Ben Okafor"), "Let me plan the overhaul."
)


@pytest.fixture
def ledgers(coach):
    return coach.ledgers.on(TODAY)


@pytest.fixture
def session(ledgers):
    return ledgers.open(SCENARIO).session


# --- days -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2027-06-14", date(2027, 6, 14)),
        ("3 March", date(2027, 3, 3)),
        ("the 3rd of March 2028", date(2028, 3, 3)),
        ("Wednesday 3 March", date(2027, 3, 3)),
        ("March 12th", date(2027, 3, 12)),
        ("the end of May", date(2027, 5, 31)),
        ("end of February 2028", date(2028, 2, 29)),
        ("Friday", date(2027, 3, 5)),
        ("Monday", date(2027, 3, 8)),
        ("in two weeks", date(2027, 3, 15)),
        ("within 10 days", date(2027, 3, 11)),
        ("today", TODAY),
        ("tomorrow", date(2027, 3, 2)),
        ("end of the month", date(2027, 3, 31)),
        ("31/03/2027", date(2027, 3, 31)),
    ],
)
def test_a_day_that_is_plain(words, day):
    read = read_day(words, TODAY)
    assert read is not None
    assert (read.day, read.remark) == (day, "")


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        ("28 February", "has passed"),
        ("June", "no day is named"),
        ("mid-June", "no day is named"),
        ("next Friday", "could be"),
        ("3/4/2027", "two ways"),
        ("Friday 3 March", "is a Wednesday"),
        ("the 12th", "no month is named"),
    ],
)
def test_what_a_phrase_leaves_open_is_said(words, remark):
    read = read_day(words, TODAY)
    assert read is not None
    assert remark in read.remark


@pytest.mark.parametrize(
    "words", ["31 June", "29 February 2027", "soon", "3 or 4 March", "Easter", "", "2027-13-01"]
)
def test_no_single_day(words):
    assert read_day(words, TODAY) is None


def test_americans_write_the_month_first():
    read = read_day("6/14/2027", TODAY, "United States")
    assert read is not None
    assert read.day == date(2027, 6, 14)


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_a_day_without_a_year_is_never_in_the_past(day, today):
    read = read_day(f"{day.day} {day:%B}", today)
    if read is not None:
        assert read.day >= today
        assert (read.day.month, read.day.day) == (day.month, day.day)


# --- quick entries ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "owner", "what", "due"),
    [
        (
            "Ben sends the job description by 3 March",
            "Ben Okafor",
            "sends the job description",
            date(2027, 3, 3),
        ),
        (
            "I'll finish the pump log by the end of May",
            "Ravi Kulkarni",
            "finish the pump log",
            date(2027, 5, 31),
        ),
        ("HR checks the grade in two weeks", "HR", "checks the grade", date(2027, 3, 15)),
        ("We meet again on 12 April", "both of you", "meet again", date(2027, 4, 12)),
        ("Mrs Rao: budget answer, 15 April", "Mrs Rao", "budget answer", date(2027, 4, 15)),
        (
            "Ben will ask for the March figures by 20 April",
            "Ben Okafor",
            "ask for the March figures",
            date(2027, 4, 20),
        ),
        ("Anil and Ben draft the rota by 9 April", "Anil and Ben", "draft the rota", date(2027, 4, 9)),
        (
            "Łukasz wyśle… no: Łukasz sends the plan by 9 April",
            "Łukasz wyśle… no",
            "Łukasz sends the plan",
            date(2027, 4, 9),
        ),
    ],
)
def test_a_sentence_that_is_plain(text, owner, what, due):
    read = understand(text, TODAY, SCENARIO)
    assert (read.owner, read.what, read.due, read.unsure) == (owner, what, due, ())


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("Send the form by Monday", "who does it"),
        ("Ben sends the form", "no date is named"),
        ("She talks to HR by 9 March", "to be Ben Okafor"),
        ("Ben reviews it in March or April", "more than one date"),
        ("Ben sends the forms by 31 June", "no single day"),
        ("by 3 March", "what exactly"),
        ("Ben sent the form on 5 January 2027", "has passed"),
    ],
)
def test_nothing_is_guessed_silently(text, remark):
    assert remark in " ".join(understand(text, TODAY, SCENARIO).unsure)


@given(st.text(max_size=200), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_a_crash(text, today):
    read = understand(text, today, SCENARIO)
    assert bool(read.owner) or "who does it" in read.unsure
    assert read.due is not None or any(doubt.startswith("by when") for doubt in read.unsure)


# --- events -----------------------------------------------------------------------------------------------

_DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31)).map(date.isoformat)
_IDS = st.sampled_from(["c1", "c2", "c3", "c9", ""])
_STATES = st.sampled_from(["open", "kept", "slipped", "dropped"])


def _event(kind, **fields):
    return st.fixed_dictionaries(fields).map(lambda payload: Event(kind, payload))


_EVENTS = st.one_of(
    _event(
        "committed",
        owner=st.sampled_from(["Ben Okafor", "Ravi Kulkarni"]),
        what=st.just("x"),
        due=st.none() | _DAYS,
        on=_DAYS,
    ),
    _event("marked", id=_IDS, state=_STATES, on=_DAYS, why=st.just("")),
    _event("moved", id=_IDS, to=_DAYS, on=_DAYS, why=st.just("")),
    _event("talked", on=_DAYS, happened=st.booleans()),
    _event("said", text=st.just("t"), by=st.just("")),
    _event(
        "closed",
        on=_DAYS,
        met=st.booleans(),
        changed=st.lists(st.sampled_from(["time", "sponsors"]), unique=True),
    ),
    _event(
        "planned",
        on=_DAYS,
        review=st.none() | _DAYS,
        thresholds=st.just([{"kind": "skill", "what": "w", "due": None}]),
    ),
    _event("ticked", item=st.sampled_from(["evidence", "nonsense"]), done=st.booleans()),
    _event("unheard_of", x=st.integers()),
)


@given(st.lists(_EVENTS, max_size=30), st.dates(date(2026, 1, 1), date(2029, 1, 1)))
@settings(max_examples=200, deadline=None)
def test_any_order_of_events_folds_to_a_clear_state(events, today):
    found = fold("s", SCENARIO, events)
    made = sum(event.kind == "committed" for event in events)
    assert [one.id for one in found.commitments] == [f"c{n}" for n in range(1, made + 1)]
    assert found.ready <= {"evidence"}
    assert [plan.on for plan in found.plans] == sorted(plan.on for plan in found.plans)
    for one in found.commitments:
        # Every day that ever held stays readable, in order, and the last one holds now.
        assert not one.moves or one.moves[-1].new == one.due
        assert all(before.new == after.old for before, after in zip(one.moves, one.moves[1:], strict=False))
        assert one.state is not CommitmentState.MOVED or one.moves
        assert one.state is not CommitmentState.OPEN or not one.moves
    for notice in notices(found, today):
        assert notice.text
        assert notice.text[0] in "“0123456789" or notice.text[0].isupper()
    assert 0 <= in_vain(rounds(found)) <= len(found.closings)


def written(found: Ledger) -> bytes:
    parts = ("talks", "commitments", "plans", "closings", "signs", "ready")
    return json.dumps({name: to_json(getattr(found, name)) for name in parts}, sort_keys=True).encode()


@given(st.lists(_EVENTS, max_size=30))
@settings(max_examples=100, deadline=None)
def test_the_same_events_give_the_same_bytes(events):
    copied = [Event(event.kind, json.loads(json.dumps(event.payload))) for event in events]
    assert written(fold("s", SCENARIO, events)) == written(fold("s", SCENARIO, copied))


@given(st.lists(_EVENTS, max_size=15), st.lists(_EVENTS, max_size=15))
@settings(max_examples=50, deadline=None)
def test_nothing_that_happened_is_lost_by_what_comes_later(before, after):
    early, late = fold("s", SCENARIO, before), fold("s", SCENARIO, [*before, *after])
    assert len(late.commitments) >= len(early.commitments)
    for old, new in zip(early.commitments, late.commitments, strict=False):
        assert (new.owner, new.what, new.made) == (old.owner, old.what, old.made)
        assert new.moves[: len(old.moves)] == old.moves


def test_the_store_gives_back_what_was_kept_byte_for_byte(ledgers, session, coach):
    ledgers.talk(session)
    ledgers.said(session, "Not this year.", by="Ben Okafor")
    ledgers.commit(session, "Ben", "asks the director", date(2027, 3, 15))
    ledgers.move(session, "c1", date(2027, 3, 25), why="away")
    ledgers.plan(session, [Threshold("skill", "lead a shift", date(2027, 6, 30))], date(2027, 9, 1))
    ledgers.observe(session, time=20, opportunities=0, sponsors=["Rosa"])
    ledgers.close(session, met=True, changed=["time"])
    first = written(ledgers.get(session))
    stored = coach.stored(session)
    exported = json.loads(json.dumps(to_json(stored)))
    again = fold(
        session,
        ledgers.get(session).scenario,
        [Event(one["kind"], one["payload"]) for one in exported["events"]],
    )
    assert written(again) == first


# --- what stands out --------------------------------------------------------------------------------------


def kinds(found):
    return [one.kind for one in found]


def test_silence_begins_on_the_day_after(ledgers, session):
    ledgers.commit(session, "Ben", "asks the director", TODAY)
    assert kinds(ledgers.notices(ledgers.get(session))) == ["soon"]
    later = ledgers.on(TODAY + timedelta(days=1))
    [one] = later.notices(later.get(session))
    assert one.kind == "silence"
    assert "1 day ago" in one.text
    later.mark(session, "c1", "kept")
    assert later.notices(later.get(session)) == ()


def test_one_delay_is_no_pattern_and_two_are(ledgers, session):
    ledgers.commit(session, "Ben", "asks the director", date(2027, 3, 15))
    ledgers.move(session, "c1", date(2027, 4, 15))
    assert "slipping" not in kinds(ledgers.notices(ledgers.get(session)))
    ledgers.move(session, "c1", date(2027, 5, 15))
    [one] = [one for one in ledgers.notices(ledgers.get(session)) if one.kind == "slipping"]
    assert "15 March 2027 → 15 April 2027 → 15 May 2027" in one.quotes[0]
    assert one.guidance_ids == ("moving-goalposts",)


def test_a_day_that_comes_sooner_is_no_slip(ledgers, session):
    ledgers.commit(session, "Ben", "asks the director", date(2027, 6, 15))
    for day in (14, 13, 12):
        ledgers.move(session, "c1", date(2027, 6, day))
    assert kinds(ledgers.notices(ledgers.get(session))) == []


def plan_of(on, *thresholds, review=None):
    return Plan(on, thresholds, review, 1)


def test_moving_goalposts_are_quoted_side_by_side(ledgers, session):
    then, now = date(2026, 2, 1), date(2026, 11, 1)
    ledgers.plan(session, [Threshold("skill", "supervise three interns")], date(2026, 10, 1), on=then)
    ledgers.plan(session, [Threshold("skill", "hold a budget")], date(2027, 10, 1), on=now)
    [one] = [one for one in ledgers.notices(ledgers.get(session)) if one.kind == "goalposts"]
    assert "Then (1 February 2026): “supervise three interns”" in one.quotes[0]
    assert "Now (1 November 2026): “hold a budget”" in one.quotes[0]
    assert "1 October 2026" in one.quotes[1]
    assert "1 October 2027" in one.quotes[1]
    assert "moving-goalposts" in one.guidance_ids


def test_the_same_condition_in_the_same_words_is_no_shift():
    one = Threshold("skill", "Hold a budget.", date(2027, 6, 30))
    assert (
        compare(plan_of(TODAY, one), plan_of(TODAY, Threshold("skill", "hold a budget", date(2027, 6, 30))))
        == ()
    )
    [later] = compare(
        plan_of(TODAY, one), plan_of(TODAY, Threshold("skill", "hold a budget", date(2027, 9, 30)))
    )
    assert (later.then.due, later.now.due) == (date(2027, 6, 30), date(2027, 9, 30))


def test_conditions_are_matched_by_their_words_within_a_kind():
    old = [Threshold("work", "overhaul pump 3 on time"), Threshold("work", "write the shift guide")]
    new = [Threshold("work", "write the whole shift guide"), Threshold("work", "overhaul pump 3 on time")]
    [one] = compare(plan_of(TODAY, *old), plan_of(TODAY, *new))
    assert (one.then.what, one.now.what) == ("write the shift guide", "write the whole shift guide")


def a_round(ledgers, session, *, met=True, mine="kept", changed=()):
    ledgers.talk(session)
    made = ledgers.commit(session, "I", "do my share", TODAY)
    ledgers.commit(session, "Ben", "asks the director", TODAY)
    if mine:
        ledgers.mark(session, made.id, mine)
    ledgers.close(session, met=met, changed=changed)
    return ledgers.rounds(ledgers.get(session))[-1]


def test_two_rounds_in_good_faith_without_a_shift(ledgers, session):
    assert a_round(ledgers, session).good_faith
    assert in_vain(ledgers.rounds(ledgers.get(session))) == 1
    assert a_round(ledgers, session).good_faith
    first = ledgers.notices(ledgers.get(session))[0]
    assert first.kind == "cycles"
    assert first.text.startswith("2 rounds")
    assert "yours to decide" in first.text
    assert "two-cycles" in first.guidance_ids


def test_a_shift_begins_the_count_anew(ledgers, session):
    a_round(ledgers, session)
    a_round(ledgers, session, changed=["opportunities"])
    assert in_vain(ledgers.rounds(ledgers.get(session))) == 0


@pytest.mark.parametrize(
    ("how", "missing"),
    [
        ({"met": False}, "had not met again"),
        ({"mine": "slipped"}, "your own part"),
        ({"mine": None}, "your own part"),
    ],
)
def test_what_keeps_a_round_from_counting(ledgers, session, how, missing):
    one = a_round(ledgers, session, **how)
    assert not one.good_faith
    assert missing in " ".join(one.missing)
    assert in_vain(ledgers.rounds(ledgers.get(session))) == 0


def test_others_not_doing_their_share_does_not_spoil_a_round(ledgers, session):
    ledgers.talk(session)
    ledgers.commit(session, "Ben", "asks the director", TODAY)
    ledgers.mark(session, "c1", "slipped")
    ledgers.close(session, met=True)
    assert ledgers.rounds(ledgers.get(session))[0].good_faith


def test_on_a_visa_the_guidance_on_it_comes_along(ledgers):
    session = ledgers.open(Scenario(SCENARIO.user, Manager("Jo"), "ask", special=("visa",))).session
    a_round(ledgers, session)
    a_round(ledgers, session)
    assert "visa" in ledgers.notices(ledgers.get(session))[0].guidance_ids


# --- the orchestrator -------------------------------------------------------------------------------------


def test_one_ledger_for_two_people(ledgers, session):
    assert ledgers.open(SCENARIO).session == session
    other = ledgers.open(Scenario(SCENARIO.user, Manager("Jo"), "ask")).session
    assert other != session
    assert ledgers.find(Scenario(SCENARIO.user, Manager("Nobody"), "ask")) is None


def test_what_cannot_be_is_refused_with_the_next_step(ledgers, session):
    with pytest.raises(NotFound, match="onward ledger after"):
        type(ledgers)(_Empty(), {}).get()
    with pytest.raises(InputError, match="still to come"):
        ledgers.talk(session, date(2027, 3, 2))
    with pytest.raises(InputError, match="Record the talk first"):
        ledgers.said(session, "words")
    with pytest.raises(NotFound, match=r"c7.*none yet"):
        ledgers.mark(session, "c7", "kept")
    with pytest.raises(InputError, match="nothing to close"):
        ledgers.close(session, met=True)
    ledgers.commit(session, "Ben", "asks", TODAY)
    with pytest.raises(InputError, match="kept, slipped"):
        ledgers.mark(session, "c1", "late")
    with pytest.raises(InputError, match="already"):
        ledgers.move(session, "c1", TODAY)
    with pytest.raises(InputError, match="0 to 100"):
        ledgers.observe(session, time=101)


class _Empty:
    class store:  # noqa: N801 - stands in for an empty store
        list = staticmethod(list)


def test_the_note_carries_what_was_decided_and_leaves_the_rest_blank(ledgers, session):
    ledgers.talk(session)
    ledgers.said(session, "The grade has no budget this year.", by="Ben Okafor")
    ledgers.decided(session, "We look at it again in autumn.")
    ledgers.commit(session, "Ben", "asks the director about the grade", date(2027, 3, 15))
    ledgers.commit(session, "HR", "tells us the steps")
    note = ledgers.note(ledgers.get(session))
    for line in (
        "We look at it again in autumn.",
        "Ben Okafor: asks the director about the grade, by 15 March 2027",
    ):
        assert line in note.markdown
    assert "HR: tells us the steps, by [date]" in note.markdown
    assert "date" in note.blanks
    sources = {fact.source for fact in note.facts}
    assert {"held.decided[0]", "held.steps[0]", "held.said[0]"} <= sources


def test_what_must_not_be_written_down_stays_out_of_the_note_and_is_named(ledgers, session):
    ledgers.talk(session)
    ledgers.decided(session, "We look at it again in autumn.")
    ledgers.decided(session, "I told him that I am interviewing elsewhere.")
    note = ledgers.note(ledgers.get(session))
    assert "interviewing" not in note.markdown
    assert any("interviewing" in one.text for one in note.withheld)


@pytest.mark.parametrize("zone", ["", "Europe/Dublin"])
def test_reminders_are_read_by_two_calendar_libraries(ledgers, zone):
    scenario = Scenario(SCENARIO.user, SCENARIO.manager, "ask", meeting=Meeting(timezone=zone))
    session = ledgers.open(scenario).session
    ledgers.commit(session, "Ben", "sends the Übersicht; with commas, too", date(2027, 6, 15))
    ledgers.commit(session, "Ben", "no day")
    ledgers.commit(session, "I", "done", date(2027, 6, 15))
    ledgers.mark(session, "c3", "kept")
    content = ledgers.reminders(ledgers.get(session), 3)
    [event] = icalendar.Calendar.from_ical(content).walk("VEVENT")
    start = event.decoded("dtstart")
    assert start.replace(tzinfo=None) == datetime.combine(date(2027, 6, 15), time(9))
    assert (start.tzinfo is None) == (zone == "")
    if zone:
        assert start.astimezone(UTC).hour == 8
    alarms = event.walk("VALARM")
    assert [alarm.decoded("trigger") for alarm in alarms] == [timedelta(days=-3), timedelta(0)]
    other = vobject.readOne(content.decode())
    assert other.vevent.summary.value == "Ben Okafor: sends the Übersicht; with commas, too"
    assert len(other.vevent.valarm_list) == 2


def test_a_moved_reminder_replaces_the_earlier_one(ledgers, session):
    ledgers.commit(session, "Ben", "asks", date(2027, 6, 15))
    [first] = icalendar.Calendar.from_ical(ledgers.reminders(ledgers.get(session), 0)).walk("VEVENT")
    ledgers.move(session, "c1", date(2027, 7, 15))
    [second] = icalendar.Calendar.from_ical(ledgers.reminders(ledgers.get(session), 0)).walk("VEVENT")
    assert first["uid"] == second["uid"]
    assert second["sequence"] > first["sequence"]
    ledgers.mark(session, "c1", "dropped")
    with pytest.raises(InputError, match="onward ledger move"):
        ledgers.reminders(ledgers.get(session), 0)


def test_the_ledger_goes_with_everything_else(ledgers, session, coach):
    ledgers.commit(session, "Ben", "asks the director", TODAY)
    assert "asks the director" in json.dumps(to_json(coach.stored(session)))
    coach.delete(None)
    with pytest.raises(NotFound):
        ledgers.get(session)


def test_the_whole_arc_is_in_order_of_time(coach, ledgers):
    scenario = read_scenario(ROOT / "knowledge" / "scenarios" / "vet-nurse-more-scope.json")[0]
    coach.start(scenario, seed=1)
    coach.start(scenario, seed=2)
    coach.start(SCENARIO, seed=1)
    ledger = ledgers.open(scenario)
    ledgers.talk(ledger.session, date(2027, 2, 17))
    ledgers.commit(ledger.session, "Declan", "orders the chair", date(2027, 3, 20))
    steps = ledgers.arc(ledgers.get(ledger.session))
    assert [step.on for step in steps] == sorted(step.on for step in steps)
    [rehearsed] = [step for step in steps if step.lane == "rehearse"]
    assert rehearsed.count == 2  # those with somebody else stay out
    assert [step.title for step in steps if step.lane == "talk"] == ["The talk"]
    assert any(step.title == "c1 due: orders the chair" for step in steps)
