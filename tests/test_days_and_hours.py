"""Days and hours as people write them: what is read is said, what cannot be read stays, and a past day is a past day."""

from datetime import date, time

import pytest

from assistant.text.calendar import read_clock, read_day
from ui.present import form

TODAY = date(2027, 3, 1)  # a Monday


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("26 February", date(2027, 2, 26)),
        ("Feb 26th", date(2027, 2, 26)),
        ("Friday", date(2027, 2, 26)),
        ("last Friday", date(2027, 2, 26)),
        ("Monday", TODAY),
        ("last Monday", date(2027, 2, 22)),
        ("yesterday", date(2027, 2, 28)),
        ("18 December", date(2026, 12, 18)),
        ("2026-11-04", date(2026, 11, 4)),
    ],
)
def test_where_a_past_day_is_meant_it_is_the_latest_one(words, day):
    read = read_day(words, TODAY, past=True)
    assert read is not None
    assert (read.day, read.remark) == (day, "")


@pytest.mark.parametrize("words", ["tomorrow", "next Friday", "4 March 2027", "in two weeks", "20 April"])
def test_a_day_that_can_only_be_ahead_is_not_taken_for_a_past_one(words):
    read = read_day(words, TODAY, past=True)
    assert read is not None
    assert "still to come" in read.remark


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("9.30", time(9, 30)),
        ("half past nine", time(9, 30)),
        ("at half past two", time(14, 30)),
        ("quarter to four", time(15, 45)),
        ("4 pm", time(16)),
        ("10 a.m.", time(10)),
        ("8 o'clock", time(8)),
        ("2.15 in the afternoon", time(14, 15)),
        ("16h", time(16)),
        ("7:05", time(7, 5)),
        ("02:30", time(2, 30)),
        ("noon", time(12)),
        ("12 am", time(0)),
    ],
)
def test_an_hour_is_read(words, hour):
    assert read_clock(words) == hour


@pytest.mark.parametrize(
    "words", ["", "soon", "25:00", "half three", "9 to 10", "after lunch", "half past 9.30"]
)
def test_what_is_no_hour_is_none(words):
    assert read_clock(words) is None


def read(**values):
    return form.read_when(form.empty() | values, TODAY)


def test_the_form_says_which_day_and_hour_it_read():
    values, notes = read(meeting_date="Friday", meeting_start="half past nine")
    assert (values["meeting_date"], values["meeting_start"]) == ("2027-03-05", "09:30")
    assert notes["meeting_date"].startswith("Read as Friday, 5 March 2027.")
    assert notes["meeting_start"] == "Read as 09:30."


def test_the_form_never_takes_next_year_in_silence():
    values, notes = read(meeting_date="20 February")
    assert values["meeting_date"] == "2028-02-20"
    told = "Read as Sunday, 20 February 2028 (20 February 2027 has passed). Is that right?"
    assert notes["meeting_date"] == told


def test_what_is_written_exactly_needs_no_word_and_what_cannot_be_read_stays():
    assert read(meeting_date="2027-03-05", meeting_start="9:30")[1] == {
        "meeting_date": "",
        "meeting_start": "",
    }
    values, notes = read(meeting_date="when she is back", meeting_start="after lunch")
    assert (values["meeting_date"], values["meeting_start"]) == ("when she is back", "after lunch")
    assert set(notes.values()) == {""}
