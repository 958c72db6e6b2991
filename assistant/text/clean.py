"""What the user typed, made safe to work with; or an error that says what to do.

Invisible characters (control, zero-width, text-direction marks) are taken out because they break quoting
and can hide words; everything that can be seen stays as it was typed.
"""

from __future__ import annotations

import re
import unicodedata

from assistant.errors import InputError, OnwardError

MAX_CHARS = 20_000

# Zero-width joiners stay: Persian, Hindi and emoji need them.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
# Characters that carry words unseen: tags, variation selectors beyond those of emoji, blank Hangul letters.
_SMUGGLING = re.compile("[\U000e0000-\U000e0fff\u115f\u1160\u3164\uffa0\u180b-\u180f\u034f]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

# Words so common that a few sentences of a language cannot avoid them. English includes dialect spellings, so that
# Scots, Caribbean or Nigerian English is never taken for a foreign language.
_ENGLISH = frozenset(
    """the a an and or but of to in on for with from at by is are was were be been am i i'm i'd i'll i've im id ill
    ive me my mine we us our you your u ur he she it its they them their this that these those not no dont don't can could
    will would shall should may might must do does did have has had if when what who how why there here more some any
    one so as than then just about please thanks hi dear want like get got go make need take work job week year ye
    aye nae dinnae wee o an' da dem dey no' yous youse""".split()
)
_FOREIGN = (
    frozenset(
        """der die das und ist nicht ich mich mir wir uns ein eine einen mit auf für von zu dem den dass würde möchte kann auch
    le la les un une des et est pas je vous nous mon ma mes pour dans sur avec que qui ce cette du au aux serait voudrais
    el los las una y es no yo me mi mis nuestro para por con como pero quiero gustaría más del al
    il lo gli uno e è non io mio mia per nel nella con che sono vorrei più cambiare lavoro mi piacerebbe della del alla questo
    o os as um uma não eu meu minha para com mais seria gostaria da do na em
    de het een en niet ik mij mijn wij ons voor met van op zou willen
    jeg ikke og et en er på med til av som det vil gerne
    i w na nie się jest że z do chciałbym chciałabym pracy oraz jako zmienić mam moja moje jest są być przez od po
    ve bir bu için ile ben istiyorum çok olarak
    och att jag inte det som på med vill skulle""".split()
    )
    - _ENGLISH
)


_SAY = "Write at least one sentence, as you would say it."


_BARE = re.compile(
    r"\b(?:((?:do|does|did|is|was|are|were|have|has|had|would|could|should|wo|ca)n)(t)|(i)(m|ve)|(you|they)(re|ve|ll|d)|(we)(ve)|"
    r"(that|there|what|here|who|how|she|nobody|somebody)(s)|(it|that)(ll|d)|(it)(s)(?= (?:an?|the|no|not|never|still|going|been|just|only|too)\b)|(i)(ll)(?= (?:be|go|do|take|leave|look|start|try|have|just|then|write|ask|come|stay|give|bring|tell|keep|pay|send|quit)\b))\b",
    re.I,
)
"""A contraction typed without its apostrophe, which is no other word."""


def visible(text: str) -> str:
    """``text`` of somebody else's (a document) without any character that cannot be seen, with plain line ends."""
    return _SMUGGLING.sub("", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def clean(text: str, *, what: str = "The text", limit: int = MAX_CHARS, mend: str = _SAY) -> str:
    """``text`` without invisible characters and outer blanks.

    :param what: names the text in messages ("The draft ask").
    :param limit: the most characters accepted. :param mend: what to do about a text without words.
    :raises InputError: code ``empty``, ``no_words`` or ``too_long``.
    """
    seen = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not seen:
        raise InputError(f"{what} is empty. {mend}".strip(), code="empty")
    if len(seen) > limit:
        raise InputError(
            f"{what} has {len(seen):,} characters; at most {limit:,} can be read. Keep the part that you would say in the room.",
            code="too_long",
        )
    if not any(unicodedata.category(char)[0] in "LN" for char in seen):
        raise InputError(f"{what} has no words in it. {mend}".strip(), code="no_words")
    return seen


def apostrophes(text: str) -> str:
    """``text`` with straight apostrophes, also in contractions that were typed without one ("dont", "theyre")."""
    return _BARE.sub(lambda found: "'".join(filter(None, found.groups())), text.replace("’", "'"))


def plain(text: str) -> str:
    """``text`` in lower case, with the apostrophes of :func:`apostrophes`."""
    return apostrophes(text.lower())


def words(text: str) -> list[str]:
    """The words of ``text`` in lower case."""
    return _WORD.findall(text.lower().replace("’", "'"))


def looks_english(text: str) -> bool:
    """Whether the text may be English; only a clear case of another language is turned away.

    Short texts get the benefit of the doubt, and so does every mixture with English function words.
    """
    letters = [char for char in text if char.isalpha()]
    latin = sum("LATIN" in unicodedata.name(char, "") for char in letters)
    if latin < 0.5 * len(letters):
        return False
    if len(letters) < 12:
        return True
    tokens = words(text)
    if len(tokens) < 4:
        return True
    english = sum(token in _ENGLISH for token in tokens) / len(tokens)
    foreign = sum(token in _FOREIGN for token in tokens) / len(tokens)
    return not (foreign >= 0.12 and foreign > 1.5 * english)


def require_english(text: str, *, what: str = "The text") -> None:
    """Raises ``InputError`` (code ``not_english``) where the embedded engine would only guess."""
    if not looks_english(text):
        raise InputError(
            f"{what} does not look like English. The built-in engine was trained on English only, so a score would be a guess: "
            "write it in English, or configure a language model that knows your language.",
            code="not_english",
        )


def usable(text: str, what: str, limit: int = MAX_CHARS) -> str | OnwardError:
    """``text`` cleaned, or the error that says why it cannot be read; for batches, where the rest goes on."""
    try:
        cleaned = clean(text, what=what, limit=limit)
        require_english(cleaned, what=what)
    except OnwardError as error:
        return error
    return cleaned
