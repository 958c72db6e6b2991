"""Forms of English verbs."""

from __future__ import annotations

import re
from collections.abc import Mapping


def plain_form(verb: str, irregular: Mapping[str, str]) -> str:
    """The form that goes with "I" or "you" of a verb in the third person ("carries": "carry"), in lower case.

    :param irregular: the forms that follow no rule, or differ between "I" and "you" ("is").
    """
    plain = verb.lower().replace("’", "'")
    if plain in irregular:
        return irregular[plain]
    if plain.endswith("ies"):
        return f"{plain[:-3]}y"
    if re.search(r"(?:ch|sh|ss|x|z|o)es$", plain):
        return plain[:-2]
    return plain[:-1] if re.search(r"[^su]s$", plain) else plain
