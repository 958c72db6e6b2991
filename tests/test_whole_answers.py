"""One good answer that deals with a worry wholly is enough; one that only touches it is not."""

import pytest

from assistant import catalog
from assistant.listening.plain import fully

TYPES = catalog.concerns()


@pytest.mark.parametrize(
    ("concern", "said", "whole"),
    [
        ("coverage", "During the sale Nadia takes my tills, she has already agreed.", True),
        ("coverage", "My round is covered: Ben has offered to do my Friday round.", True),
        ("coverage", "During the sale Nadia could take my tills.", False),
        ("coverage", "On Fridays somebody takes my tills, they'll have agreed by then.", False),
        ("coverage", "Has Nadia agreed to take my tills?", False),
        ("headcount", "It needs nobody extra, we do it with the same people and the same hours.", True),
        ("headcount", "It comes out of my own week, so nobody has to be hired.", True),
        ("headcount", "No extra person, because Nadia moves to the early shift.", True),
        ("headcount", "No extra person, I promise.", False),
        ("headcount", "It needs nobody extra.", False),
        ("headcount", "I'd do it in my own time.", False),
        ("headcount", "Would it need nobody extra if I did it in my own hours?", False),
        ("readiness", "I've run the stocktaking on 6 Sundays alone, with no errors in the count.", True),
        ("readiness", "You check the first three counts, and if one is off I hand it back.", True),
        ("readiness", "I've run the stocktaking on 6 Sundays.", False),
        ("readiness", "You can check the first three counts.", False),
        ("readiness", "I'd run it without any errors.", False),
    ],
)
def test_what_deals_with_a_worry_wholly(concern: str, said: str, whole: bool) -> None:
    assert bool(list(fully(TYPES[concern], said))) is whole
