"""Artefacts: every must-mention carried, nothing private let out, nothing invented, no hole, whatever comes in."""

import json
import re
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import (
    ARTEFACT_KINDS,
    LENGTHS,
    TONES,
    Assessment,
    Finding,
    Manager,
    Note,
    Scenario,
    Style,
    User,
)
from assistant.errors import NotFound
from assistant.prompting import load
from assistant.scenario import load_scenario
from assistant.writing.check import flaws, mended
from assistant.writing.embedded import EmbeddedWriter
from assistant.writing.facts import BLANK, fields
from assistant.writing.naming import form_of_address
from assistant.writing.parse import parse_ask
from assistant.writing.private import Piece, open_exit, sift
from assistant.writing.wording import ROUND, address, escape, long_date, spelled, unescape
from assistant.writing.wording import clock as clock_time

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "evals" / "data" / "scenarios.jsonl")
    .read_text("utf-8")
    .splitlines()
]
CASES = {row["id"]: load_scenario(row)[0] for row in ROWS}
BOSS_READS = tuple(kind for kind in ARTEFACT_KINDS if kind != "five_acts")

# What must_mention asks for, as patterns in the one-page brief.
MENTIONS = {
    "sd-01": ["opens Villeurbanne in September", "flour and butter ordering from 3 May", "one Saturday in two", "Yanis", "60 pieces.* 20", "end of July.*waste and the till"],
    "sd-02": ["Tuesdays and Thursdays", "three months from 1 June", "rotation", "Friday checks", "community-service nurses.*seven", "nursing directorate"],
    "sd-03": ["automation for the returns module", "14 June to the end of September", "Ola covers", "15 July", "two days to five hours", "Czech launch in August"],
    "sd-04": ["all three groups from mid-August", "one day a week off the floor until Christmas", "Marte would lead", "what we look at in November", "Two assistants"],
    "sd-05": ["Denmark tours", "300 entries", "probation until 31 July", "feedback before the probation review"],
    "sd-06": ["central kitchen in Reading", "until 30 June", "start in September", "August weddings", "Marta across six weeks", "31%", "27 or 28"],
    "sd-07": ["212 mid-size company files", "covenant spreadsheet", "gribusiness portfolio", "risk modelling"],
    "sd-08": ["every two weeks", "July to September", "one day a week", "student moderator", "8,000 to 31,000", "end of September"],
    "sd-09": ["86 new maize growers.*60", "three interns", "never held a budget", "end of October", "input-loan budget", "coordinator.*December"],
    "sd-10": ["28 August", "prompt-book guide", "Hamish from July", "reference in September", "Three assistant stage managers", "next season go out in June"],
    "sd-11": ["9 years", "arts planning", "mechanics come to me first", r"\[a result from the last 6", r"\[who learns it and looks after", r"\[from when", r"\[what we will look at"],
    "sd-12": ["closes on 20 August", "October stoppage is finished", "Felipe.*four weeks", "62 hours instead of the 72", "340 to 190", "3 in this post.*", "rule of two years"],
}  # fmt: skip
# Words that would give away a LEAK, or that a careless writer invents.
NEVER = {
    "sd-01": ["turnover", "Brevet", "per ?cent", "daughter", "loan"],
    "sd-02": ["compliance", "certificate", "rand\\b"],
    "sd-03": ["ISTQB", "Selenium", "firefighting"],
    "sd-04": ["overruled", "hardly spoken", "February", "in one go", "municipality"],
    "sd-05": ["imagined", "commit to", "qualification"],
    "sd-06": ["sponsor", "Skilled Worker", "shortlist"],
    "sd-07": [
        "interview",
        "last round",
        "another bank",
        "match it",
        "betray",
        "security",
        "bonus",
        "recruiter",
    ],
    "sd-08": ["revenue", "retention", "doesn't either"],
    "sd-09": ["outsider", "leav(?!ing my post)", "shilling", "diploma"],
    "sd-10": ["follow me", "two heads", "ticket"],
    "sd-11": ["certificate", "never says no"],
    "sd-12": ["tonnes", "CMRP", "shortlist"],
}
WARNINGS = {row["id"]: set(row["warn"]) for row in ROWS}


@pytest.fixture(scope="module")
def writer():
    return EmbeddedWriter()


def simple(**changes):
    base = Scenario(
        User("Ana Ruiz", "clerk", organisation="Ruiz & Sons", country="Spain"),
        Manager("Linda Gray"),
        "I'd like two days a week on audits from 1 June. Tom covers my desk.",
    )
    return replace(base, **changes)


@pytest.mark.parametrize("case", CASES)
def test_the_brief_carries_what_it_must(case, writer):
    text = " ".join(unescape(writer.write("brief", CASES[case]).markdown).split())
    assert [pattern for pattern in MENTIONS[case] if not re.search(pattern, text)] == []


@pytest.mark.parametrize("kind", BOSS_READS)
@pytest.mark.parametrize("case", CASES)
def test_nothing_private_or_invented_reaches_the_boss(case, kind, writer):
    artefact = writer.write(kind, CASES[case])
    text = unescape(artefact.markdown)
    assert [pattern for pattern in NEVER[case] if re.search(pattern, text, re.I)] == []


@pytest.mark.parametrize("kind", ARTEFACT_KINDS)
@pytest.mark.parametrize("case", CASES)
def test_every_text_is_whole_and_traced(case, kind, writer):
    artefact = writer.write(kind, CASES[case])
    assert not re.search(r"\bNone\b|\{\{|\{%|\n\n\n", artefact.markdown)
    assert artefact.engine == "embedded"
    assert artefact.blanks == tuple(dict.fromkeys(BLANK.findall(artefact.markdown)))
    known = fields(CASES[case])
    plain = unescape(artefact.markdown)
    for fact in artefact.facts:
        assert fact.source in known
        assert fact.text in plain


@pytest.mark.parametrize("case", CASES)
def test_the_warnings_are_those_due(case, writer):
    assert set(writer.write("brief", CASES[case]).warnings) == WARNINGS[case]


def test_a_resignation_always_warns(writer):
    assert {"read-your-contract", "irreversible-doubts"} <= set(
        writer.write("resignation_note", simple()).warnings
    )


def test_a_brief_fits_a_page(writer):
    for scenario in CASES.values():
        assert len(writer.write("brief", scenario).markdown.split()) < 420


# --- what is kept out --------------------------------------------------------------------------------

SECRETS = [
    "I have a job offer from another hospital and will take it unless something changes.",
    "If nothing moves by June I'll start looking elsewhere.",
    "Otherwise I will have to look for another job.",
    "A headhunter called me last week.",
    "My CV is out with two agencies.",
    "I'm thinking of leaving at the end of the year.",
    "I've been off sick with burnout since March.",
    "My therapist says I should cut my hours.",
    "I'm fed up with doing two jobs.",
    "He shouted at me in front of the clients in May.",
    "My boss does not read my reports.",
    "Linda takes the credit for my slides.",
    "Give me the post or I'll leave.",
    "Either I get Tuesdays or I resign.",
    "We had a row about the budget in April.",
    "They offered me 10% more elsewhere.",
    "I can't cope any more.",
    "I have had three interviews with Siemens.",
    "I'm actively job hunting.",
    "He is moody and takes everything personally.",
]
HARMLESS = [
    "Ana covers my desk on Fridays, she has done it before.",
    "I would leave the Friday checks with Femi.",
    "I interviewed 40 customers about the returns page.",
    "Sick leave in my group was lower than in the other two.",
    "I trained Tom and he runs the desk alone now.",
    "The health and safety audit found nothing.",
    "I calmed an angry customer who wanted to leave.",
    "If it goes wrong by June I go back to my old shifts.",
    "You said in March that the board wants fewer complaints.",
    "We stopped 14 staff from resigning with the new rota.",
    "Linda, I would like to talk about the pharmacy post.",
    "The offer from the supplier saved us a day a week.",
]


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("field", ["preferred_ask", "evidence", "options", "constraints"])
def test_what_nobody_marked_is_found(secret, field):
    found = sift(simple(**{field: secret if field == "preferred_ask" else (Note(secret),)}), "brief")
    assert (found.ask if field == "preferred_ask" else getattr(found, field)) == ()
    assert any(item.text and item.why for item in found.withheld)


@pytest.mark.parametrize("text", HARMLESS)
@pytest.mark.parametrize("field", ["preferred_ask", "evidence"])
def test_harmless_sentences_stay(text, field):
    found = sift(simple(**{field: text if field == "preferred_ask" else (Note(text),)}), "brief")
    assert (
        " ".join(piece.text for piece in (found.ask if field == "preferred_ask" else found.evidence)) == text
    )


@pytest.mark.parametrize("kind", ARTEFACT_KINDS)
def test_marked_notes_contract_and_notes_stay_out(kind, writer):
    scenario = simple(
        evidence=(Note("I rebuilt the zebra ledger in 9 days", private=True), Note("Closed 14 audits")),
        contract="Twelve weeks of notice and a zeppelin clause",
        notes="She went to school with my cousin Xavier",
    )
    artefact = writer.write(kind, scenario)
    assert not re.search("zebra|zeppelin|Xavier", artefact.markdown)
    assert {
        "You marked it as private.",
        "What your contract says stays with you.",
        "Your notes are private.",
    } <= {item.why for item in artefact.withheld}


def test_the_sayable_part_of_a_sentence_stays():
    found = sift(
        simple(preferred_ask="Planning isn't what I had imagined, I learn fast, and customs has a vacancy."),
        "brief",
    )
    assert [piece.text for piece in found.ask] == ["I learn fast, and customs has a vacancy."]


def test_an_exit_counts_only_when_it_is_told_openly():
    assert open_exit(simple(preferred_ask="I am handing in my notice. My last day would be 30 June."))
    assert open_exit(
        simple(
            preferred_ask="I'm ready to go and I'd rather you heard it from me.",
            special=("considering_leaving",),
        )
    )
    assert not open_exit(simple(preferred_ask="I'll tell him that I'm leaving unless he matches it."))
    assert not open_exit(simple(preferred_ask="I'm ready to go to parts planning."))


def test_the_boss_is_spoken_to_not_about():
    found = sift(
        simple(evidence=(Note("The recipe was only in Linda's head"), Note("I planned it with Linda"))),
        "brief",
    )
    assert [piece.text for piece in found.evidence] == [
        "The recipe was only in your head",
        "I planned it with you",
    ]


def test_a_mails_greeting_and_sign_off_are_not_part_of_the_ask():
    found = sift(simple(preferred_ask="Dear Ms Gray, I'd like Tuesdays on audits.\nKind regards"), "brief")
    assert [piece.text for piece in found.ask] == ["I'd like Tuesdays on audits."]


# --- the parts of an ask ------------------------------------------------------------------------------


def test_parts_of_an_ask():
    ask = parse_ask(sift(CASES["sd-03"], "brief").ask)
    assert [piece.text[:8] for piece in ask.change] == ["Two days"]
    assert [piece.text[:10] for piece in ask.cover] == ["Ola covers"]
    assert ask.measured
    assert ask.review_date == "15 July"
    assert ask.unasked == ()  # she offered


def test_people_who_were_not_asked_are_named():
    assert parse_ask(sift(CASES["sd-10"], "brief").ask).unasked == ("Hamish",)


class Quoting:
    """Finds cover and a bitter tone where no cue does, as a trained scorer might."""

    def score(self, texts):
        elements = {
            "cover": Finding(True, "my desk is nobody's worry"),
            "negative_tone": Finding(True, "truly, I wept"),
            "measure": Finding(False),
        }
        return [Assessment(5, 5, elements, "test") for _ in texts]


def test_a_scorer_finds_parts_and_tone_that_no_cue_found():
    scenario = simple(
        preferred_ask="I'd like Tuesdays on audits. With Tom there my desk is nobody's worry. Lovely for Tamsin, truly, I wept."
    )
    without = EmbeddedWriter().write("brief", scenario)
    assert "[who looks after my present work" in without.markdown
    helped = EmbeddedWriter(Quoting()).write("brief", scenario)
    assert "**Cover:** With Tom there my desk is nobody's worry." in helped.markdown
    assert "wept" not in helped.markdown
    assert any("wept" in item.text for item in helped.withheld)


class Wrong:
    """Quotes one sentence for everything, as a trained scorer sometimes does."""

    def __init__(self, quote):
        self.quote = quote

    def score(self, texts):
        names = ("cover", "measure", "next_step", "benefit")
        return [Assessment(5, 5, {name: Finding(True, self.quote) for name in names}, "test") for _ in texts]


NIGHTS = (
    "I would like to plan the night routes on Tuesdays and Thursdays from 1 March to 31 May.",
    "If late parcels go above 25 a week, we stop.",
    "Hassan covers my desk on both nights and has agreed.",
)


@pytest.mark.parametrize("kind", BOSS_READS)
@pytest.mark.parametrize("quote", ["and Thursdays from 1 March to 31 May.", "we stop.", "has agreed."])
def test_no_sentence_fills_two_slots(kind, quote):
    scenario = simple(preferred_ask=" ".join(NIGHTS), constraints=(Note("The union agreement on night pay"),))
    artefact = EmbeddedWriter(Wrong(quote)).write(kind, scenario)
    assert [text for text in NIGHTS if artefact.markdown.count(text) > 1] == []
    assert not re.search(r"gain:\W*If late", artefact.markdown)
    assert not re.search(r"(?:by|Decision:|\|) Tuesdays", artefact.markdown)


def test_an_ask_in_one_sentence_is_the_proposal():
    one = "Could you give me Tuesdays on audits from May, and Tom covers my desk?"
    ask = parse_ask([Piece(one, "preferred_ask")])
    assert [piece.text for piece in ask.change] == ["Could you give me Tuesdays on audits from May?"]
    assert [piece.text for piece in ask.cover] == ["Tom covers my desk"]


def test_a_stop_rule_is_how_it_is_judged():
    for rule in (NIGHTS[1], "If not, I go back to my desk.", "We stop if late parcels go above 25 a week."):
        brief = EmbeddedWriter().write("brief", simple(preferred_ask=f"{NIGHTS[0]} {rule}")).markdown
        assert f"## How we would judge it\n\n- {rule}\n" in brief
        assert "[what we will look at" not in brief
    inside = simple(
        preferred_ask="I'd like to try it from May, and if late parcels go above 25 a week, we stop."
    )
    brief = EmbeddedWriter().write("brief", inside).markdown
    assert "I'd like to try it from May.\n" in brief
    assert "- If late parcels go above 25 a week, we stop.\n" in brief


@pytest.mark.parametrize(
    ("review", "due"),
    [
        ("We look at it every Friday.", ""),
        ("We look at it on Tuesdays and Thursdays, and decide at the end of July.", "the end of July"),
        ("We compare the counts from 1 March and decide on 30 June.", "30 June"),
        ("We decide in May.", "May"),
    ],
)
def test_only_a_real_date_is_a_deadline(review, due):
    assert parse_ask([Piece(review, "preferred_ask")]).review_date == due


def test_a_gain_must_read_as_one():
    gain = "Seven fewer returns a day."
    ask = [Piece(text, "preferred_ask") for text in ("I'd like Tuesdays on audits.", "We stop there.", gain)]
    assert parse_ask(ask, Wrong("We stop").score([""])[0]).benefit == (ask[2],)
    assert parse_ask(ask[:2], Wrong("We stop").score([""])[0]).benefit == ()


def test_a_worry_is_answered_by_what_speaks_to_it_or_not_at_all():
    worries = (Note("The union agreement on night pay"), Note("Nobody else knows the desk"))
    card = (
        EmbeddedWriter()
        .write("five_acts", simple(preferred_ask=" ".join(NIGHTS), constraints=worries))
        .markdown
    )
    assert "night pay. **Your answer:** I know that this has to go through [HR, or who else decides]" in card
    assert f"desk. **Your answer:** {NIGHTS[2]}" in card


@pytest.mark.parametrize("kind", ARTEFACT_KINDS)
def test_brackets_of_the_user_are_no_blanks(kind):
    scenario = simple(
        preferred_ask="I'd like a [great] day a week on audits.", evidence=(Note("Closed [14] audits"),)
    )
    artefact = EmbeddedWriter().write(kind, scenario)
    assert not {"great", "14"} & set(artefact.blanks)
    assert not re.search(r"\[(?:great|14)", artefact.markdown)
    assert "a (great) day" in artefact.markdown or kind in ("invitation", "resignation_note")


def test_parts_come_from_cues_before_quotes():
    pieces = [
        Piece("I'd like Tuesdays on audits.", "preferred_ask"),
        Piece("Tom covers my desk.", "preferred_ask"),
    ]
    assert parse_ask(pieces, Quoting().score([""])[0]).cover == (pieces[1],)


# --- the check ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "It saved 4,200 euros.",
        "We agreed with Sigrid.",
        "It starts on 3 March.",
        "Hello None,",
        "I may have to look elsewhere.",
        "{{ name }}",
    ],
)
def test_the_check_finds_what_must_not_stand(line):
    text = f"# Title\n\nGood line.\n{line}\n"
    found = flaws(text, "brief", simple(), "title good line hello", (), (), leaving=False)
    assert {flaw.line for flaw in found} == {3}
    assert line not in mended(text, found)


# --- wording ----------------------------------------------------------------------------------------------


def test_dates_times_and_names_by_country():
    day = date(2027, 6, 2)
    assert long_date(day, "United States") == "Wednesday, June 2, 2027"
    assert long_date(day, "Poland") == "Wednesday 2 June 2027"
    assert clock_time(time(15, 0), "Australia") == "3:00 pm"
    assert clock_time(time(0, 30), "US") == "12:30 am"
    assert clock_time(time(9, 5), "Germany") == "09:05"
    assert address("Park Sang-hyun", "South Korea") == "Park Sang-hyun"
    assert address("Otávio Lacerda", "Brazil") == "Otávio"
    assert address("Mr Peter Ochieng", "Kenya") == "Mr Ochieng"
    assert address("王伟", "China") == "王伟"


@settings(deadline=None)
@given(st.text(alphabet="ab1 .*_[]<>#|`\\-+&;~)(", max_size=60))
def test_escaping_is_undone(text):
    line = " ".join(text.split())
    assert (
        unescape(escape(text)) == line.translate(ROUND)
        or "\\" in line
        or line[:1] in "-+>#"
        or re.match(r"\d+[.)]\s", line)
        or "**" in line
    )
    assert not BLANK.search(escape(text))


# --- blanks and spelling ----------------------------------------------------------------------------


def test_missing_details_are_blanks(writer):
    artefact = writer.write("invitation", simple())
    assert artefact.blanks[:4] == ("date", "time", "30 or 45 minutes", "a quiet place")
    assert "[date]" in artefact.markdown


@pytest.mark.parametrize("kind", ARTEFACT_KINDS)
def test_fixed_wording_needs_no_spelling_but_where_it_is_spelled(kind):
    source = re.sub(r"say\(.*?\) }}", "", load("writing", kind).source)
    words = re.findall(r"[a-z]+", source.lower())
    odd = [
        word
        for word in words
        if re.fullmatch(
            r"\w+(?:is|iz)(?:e[sd]?|ing|ation)|\w*(?:colou?r|favou?r|behaviou?r|labou?r|cent(?:re|er)|program(?:me)?s?)\w*",
            word,
        )
    ]
    assert set(odd) <= {"organisation"}  # the name of an input


def test_our_wording_is_spelled_as_the_country_spells_and_the_users_is_left_alone(writer):
    assert spelled("The organisation's programme; Organise", "US") == "The organization's program; Organize"
    assert spelled("The organisation's programme", "Kenya") == "The organisation's programme"
    case = simple(
        user=User(
            "Favour Adeyemi", "programme clerk", organisation="Programme Office", country="United States"
        ),
        constraints=(Note("The budget is spent"),),
    )
    card = writer.write("five_acts", case).markdown
    assert "what the organization would get back" in card
    assert "programme clerk" in writer.write("brief", case).markdown
    assert writer.write("note", case, Style("warm")).markdown.endswith("With warm wishes,\n\nFavour\n")


def test_the_tone_changes_the_wording_and_never_the_facts(writer):
    for kind in ARTEFACT_KINDS:
        made = {tone: writer.write(kind, CASES["sd-03"], Style(tone)) for tone in TONES}
        assert len({one.markdown for one in made.values()}) == len(TONES), kind
        assert (
            len(
                {
                    frozenset(fact.source for fact in one.facts) - {"manager.name", "user.name"}
                    for one in made.values()
                }
            )
            == 1
        )
        assert {one.withheld for one in made.values()} == {made["plain"].withheld}


def test_a_formal_text_assumes_no_title_but_keeps_the_one_that_the_user_says(writer):
    formal = Style("formal")
    assert "Dear Linda,\n" in writer.write("invitation", simple(), formal).markdown
    titled = simple(preferred_ask="Ms. Gray, I'd like two days a week on audits from 1 June.")
    assert "Dear Ms. Gray,\n" in writer.write("invitation", titled, formal).markdown
    assert not re.search(r"\b(?:he|she|his|her)\b", writer.write("invitation", simple(), formal).markdown)


@pytest.mark.parametrize(
    ("name", "country", "ask", "said"),
    [
        ("Otávio Prado", "Brazil", "Tio, let me do the bookings.", "Tio"),
        ("Callum Reid", "United Kingdom", "Chef, I want to go for the post.", "Chef"),
        ("Peter Hale", "US", "I would like Mr. Hale to sign the form.", "Mr. Hale"),
        ("Señora Valdivia", "Peru", "I would like the review.", "Señora Valdivia"),
        ("Avv. Bassi", "Italy", "I would like the intake.", "Avv. Bassi"),
        ("Dr. Marta Ruiz", "Spain", "I would like Tuesdays.", "Dr. Ruiz"),
        ("Gary Tilling", "United Kingdom", "First, I would like Fridays.", "Gary"),
        ("Gary Tilling", "United Kingdom", "In June, I would like Fridays.", "Gary"),
        ("Kim Min-seo", "South Korea", "I would like Fridays.", "[how you address Kim Min-seo]"),
        ("王伟", "China", "I would like Fridays.", "[how you address 王伟]"),
        ("Kim Min-seo", "South Korea", "Director Kim, I would like Fridays.", "Director Kim"),
        ("Marek", "Poland", "Give me the course.", "Marek"),
    ],
)
def test_the_boss_is_spoken_to_as_the_user_does(name, country, ask, said):
    case = simple(user=User("Ana Ruiz", "clerk", country=country), manager=Manager(name), preferred_ask=ask)
    assert form_of_address(case) == said


@pytest.mark.parametrize("kind", ARTEFACT_KINDS)
def test_a_short_text_is_shorter(kind, writer):
    full, short = (writer.write(kind, CASES["sd-12"], Style(length=length)).markdown for length in LENGTHS)
    assert len(short) < len(full) or kind == "resignation_note"


def test_the_plans_are_filled_from_what_the_user_said(writer):
    plan = writer.write("transition_plan", CASES["sd-10"]).markdown
    assert "| The calling (shared) | Hamish | from July | [date] |" in plan
    assert (
        "- I will stay to the last winter show on 28 August. Until then: [which pieces of work I finish]\n"
        in plan
    )
    assert "- Still to come: Write the prompt-book guide.\n" in plan
    assert "- Already there: I rewrote the fly-floor handover" in plan
    later = writer.write("not_now_plan", CASES["sd-09"]).markdown
    assert "So far: In 2025" in later
    assert "| Experience to gain | Hold the input-loan budget of my zone this season |" in later
    assert (
        "| Experience to gain | Shadow customs half a day a week |"
        in writer.write("not_now_plan", CASES["sd-05"]).markdown
    )


def test_a_call_gets_a_sheet_for_its_decisions(writer):
    assert "| What we decide |" in writer.write("agenda", CASES["sd-03"]).markdown
    assert "| What we decide |" not in writer.write("agenda", CASES["sd-01"]).markdown


def test_an_unknown_kind_is_named(writer):
    with pytest.raises(NotFound, match="poem"):
        writer.write("poem", simple())
