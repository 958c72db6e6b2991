from dataclasses import replace

import pytest

from assistant import catalog
from assistant.checking.embedded import MOST, EmbeddedChecker
from assistant.domain import ELEMENTS, READINESS, Assessment, Finding, Manager, Note, Scenario, User, Verdict


class Judge:
    """A scorer that has made up its mind about the element ``change``."""

    def __init__(self, change):
        self.change = change

    def score(self, texts):
        found = {name: Finding(self.change and name == "change") for name in ELEMENTS}
        return [Assessment(5, 5, found, "test") for _ in texts]


CHECKER = EmbeddedChecker(Judge(True))

PLAIN = Scenario(
    user=User(name="Ines", role="dispatcher", size="medium", work_mode="office"),
    manager=Manager(name="Jo", temperament="busy", trust="medium"),
    preferred_ask="Could I run the Friday stock count from 1 May, with Sam on my phone?",
    evidence=(
        Note("Cut the late loads from 20 a week to 6"),
        Note("Trained two drivers, who now plan alone"),
    ),
)


def asking(text, **changes):
    return replace(PLAIN, preferred_ask=text, **changes)


def ids(pointers):
    return {pointer.guidance_id for pointer in pointers}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I'd like to transfer to the Cork depot in June.", "move"),
        ("I would like to go to parts planning.", "move"),
        ("May I change to the customs desk?", "move"),
        ("Lend me to the training unit: a six-month secondment from May.", "secondment"),
        ("I want to apply for the planner vacancy that closes on Friday.", "vacancy"),
        ("I would like to be promoted to shift leader this year.", "promotion"),
        ("I'd like to become the site's trainer; it would be a new role.", "new_role"),
        ("I am handing in my notice and would ask you for a reference.", "exit"),
        ("I'm in the last round with another bank.", "exit"),
        ("One day a week on the stock project, from 1 May.", "grow_in_place"),
    ],
)
def test_the_kind_of_ask(text, kind):
    assert f"ask:{kind}" in CHECKER.traits(asking(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I'm not asking for a promotion, only for Fridays on the forecast.", "promotion"),
        ("Put me on the forecast for a month; I'm not leaving.", "exit"),
        ("When I'm off on Mondays the queue grows, so let me train Sam.", "exit"),
        ("The reference number is on the form; I'd take over the form.", "exit"),
    ],
)
def test_what_only_looks_like_it(text, kind):
    assert f"ask:{kind}" not in CHECKER.traits(asking(text))


def test_traits_of_the_person_and_the_boss():
    traits = CHECKER.traits(PLAIN)
    assert {
        "always",
        "trust:medium",
        "temperament:busy",
        "size:medium",
        "mode:office",
        "ask:grow_in_place",
        "evidence:numbers",
    } <= traits
    assert not {"leaving", "evidence:thin", "ask:undefined", "meeting:set", "contract:given"} & traits


def test_unknown_circumstances_are_kept():
    assert "special:night_shift" in CHECKER.traits(replace(PLAIN, special=("Night shift",)))


def test_probation_is_noticed_in_the_tenure():
    traits = CHECKER.traits(
        replace(PLAIN, user=replace(PLAIN.user, tenure="10 weeks; probation until August"))
    )
    assert "special:probation" in traits


def test_go_when_nothing_speaks_against_it():
    clearance = CHECKER.check(PLAIN)
    assert clearance.verdict is Verdict.GO
    assert clearance.reasons
    assert not clearance.warnings


@pytest.mark.parametrize(
    "scenario",
    [
        replace(PLAIN, manager=replace(PLAIN.manager, trust="low")),
        asking("I'd like to transfer to the Cork depot.", special=("probation",)),
        asking("I'd like to transfer to the Cork depot.", special=("visa",)),
        asking("From May I would work part-time, three days a week.", special=("visa",)),
    ],
)
def test_not_yet(scenario):
    clearance = CHECKER.check(scenario)
    assert clearance.verdict is Verdict.NOT_YET
    assert clearance.warnings


@pytest.mark.parametrize("special", ["probation", "visa"])
def test_probation_or_visa_alone_does_not_stop_a_change_in_place(special):
    clearance = CHECKER.check(replace(PLAIN, special=(special,)))
    assert clearance.verdict is Verdict.GO
    assert special in ids(clearance.warnings)


def test_prepare_first_when_leaving_is_considered():
    clearance = CHECKER.check(replace(PLAIN, special=("considering_leaving",)))
    assert clearance.verdict is Verdict.PREPARE_FIRST
    assert {"health-warning", "irreversible-doubts"} <= ids(clearance.warnings)


def test_prepare_first_when_the_evidence_is_thin():
    thin = replace(PLAIN, evidence=(Note("I keep the store in order"), Note("People like me")))
    assert CHECKER.check(thin).verdict is Verdict.PREPARE_FIRST


def test_prepare_first_when_no_change_is_named():
    clearance = EmbeddedChecker(Judge(False)).check(asking("I deserve more."))
    assert clearance.verdict is Verdict.PREPARE_FIRST
    assert len(clearance.reasons) == 1


def test_every_rule_uses_a_trait_that_can_hold():
    kinds = "grow_in_place secondment vacancy move new_role promotion exit terms undefined".split()
    known = {"always", "leaving", "meeting:set", "contract:given", "options:many"}
    known |= {"evidence:thin", "evidence:numbers", "evidence:unmeasured"} | {f"ask:{kind}" for kind in kinds}
    open_ended = ("trust:", "special:", "size:", "mode:", "temperament:", "concern:")
    for gid, piece in catalog.guidance().items():
        for trait in frozenset().union(*piece.when):
            assert trait in known or trait.startswith(open_ended), f"{gid}: {trait}"


def test_everything_at_once_stays_within_the_limit():
    crowded = asking(
        "I'd like to transfer, or a promotion, or a secondment; else I resign and ask for a reference.",
        special=(
            "probation",
            "visa",
            "small_company",
            "family_firm",
            "considering_leaving",
            "been_told_not_now",
            "no_ladder",
            "internal_vacancy",
        ),
        manager=replace(PLAIN.manager, trust="low", temperament="unwilling"),
        evidence=(),
    )
    clearance = CHECKER.check(crowded)
    assert len(clearance.warnings) + len(clearance.advice) <= MOST
    assert {"trust-first", "probation", "visa", "health-warning"} <= ids(clearance.warnings)
    assert len(ids(clearance.advice)) == len(clearance.advice)


def test_probation_that_is_over_is_no_probation():
    traits = CHECKER.traits(
        replace(PLAIN, user=replace(PLAIN.user, tenure="2 years, passed my probation in May"))
    )
    assert "special:probation" not in traits


def safer(scenario):
    return ids(CHECKER.check(scenario).safer)


def test_what_makes_it_safer_follows_the_case():
    assert safer(PLAIN) == set()
    assert "trust-first" in safer(replace(PLAIN, manager=replace(PLAIN.manager, trust="low")))
    assert {"read-your-contract", "health-warning"} <= safer(replace(PLAIN, special=("considering_leaving",)))
    [visa] = [
        one for one in CHECKER.check(replace(PLAIN, special=("visa",))).safer if one.guidance_id == "visa"
    ]
    assert "HR" in visa.text
    assert "lawyer" in visa.text


def test_every_verdict_but_go_says_what_would_make_it_safer():
    for scenario in (
        replace(PLAIN, manager=replace(PLAIN.manager, trust="low")),
        asking("I'd like to transfer to the Cork depot.", special=("probation",)),
        replace(PLAIN, special=("considering_leaving",)),
        replace(PLAIN, evidence=()),
    ):
        assert CHECKER.check(scenario).safer


def test_the_readiness_list_is_whole_and_marks_what_the_case_calls_for():
    listed = {one.id: one.needed for one in CHECKER.check(PLAIN).readiness}
    assert tuple(listed) == READINESS
    assert not listed["contract"]
    leaving = {
        one.id: one.needed
        for one in CHECKER.check(replace(PLAIN, special=("considering_leaving",))).readiness
    }
    assert leaving["contract"]
    assert leaving["confidants"]
