"""What a warm text thanks for: something that the user's own facts name, never thanks in general."""

from __future__ import annotations

import re

from assistant.domain import Scenario
from assistant.text.segment import sentences
from assistant.writing.private import Sifted
from assistant.writing.wording import escape

_TRAINED = re.compile(
    r"\btrained me(?P<what> (?:for|in|on) [\w' -]+?)?(?=[,.;!?]|$| (?:and|so|but|before|since)\b)", re.I
)
_DID = re.compile(
    r"\byou (?:have )?(?P<did>let|asked|trusted|gave|given|showed|shown|taught|helped) me(?P<what> [^,.;:!?]+)",
    re.I,
)
_DOING = {
    "let": "letting", "asked": "asking", "trusted": "trusting", "gave": "giving", "given": "giving", "showed": "showing",
    "shown": "showing", "taught": "teaching", "helped": "helping",
}  # fmt: skip
_YEARS = re.compile(r"^(?:[2-9]|\d\d|two|three|four|five|six|seven|eight|nine|ten) years$", re.I)
_LONGEST = 14
_NO_THANKS = re.compile(r"\b(?:if|unless|only if|not|never|no|wait|stop|down|alone|blame|wrong)\b", re.I)


def thanks(sifted: Sifted) -> str:
    """What the boss did for the user ("training me for haematology"), from what the user may say to them; else empty."""
    for piece in (*sifted.constraints, *sifted.evidence):
        for part in sentences(piece.text):
            trained = re.match(r"you\b", part.text, re.I) and _TRAINED.search(part.text)
            if trained and not _NO_THANKS.search(part.text[: trained.start()]):
                return escape(f"training me{trained['what'] or ''}")
            found = _DID.search(part.text)
            if (
                found
                and len(found["what"].split()) <= _LONGEST
                and not _NO_THANKS.search(part.text[: found.end()])
            ):
                return escape(f"{_DOING[found['did'].lower()]} me{found['what'].rstrip()}")
    return ""


def years(scenario: Scenario) -> str:
    """The user's time there where they give it in whole years ("4 years"), else empty."""
    tenure = scenario.user.tenure.strip()
    return escape(tenure) if _YEARS.match(tenure) else ""
