"""Dates, times, durations, amounts, money, percentages, numbers and names in a text, with their offsets.

Rules, not a model: they run in well under a millisecond, and the same text always gives the same spans. Used to take
up the user's own words, and to check that nothing was invented.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from assistant.text import Span
from assistant.text.segment import sentences

_COUNT = (
    r"(?:\d+(?:[.,]\d+)*|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|a dozen|a couple of|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|hundreds?|thousands?)"
)
_ONE_OR_MORE = (
    rf"(?:{_COUNT}(?: (?:and|or|to) (?:a half|{_COUNT}))?|one|an?|half an?|every|each|a few|several)"
)
_FRACTION = r"(?:half|an? (?:half|third|quarter|fifth|sixth|eighth|tenth)|(?:two|three|four) (?:thirds|quarters|fifths))"
_UNIT = r"(?:minute|hour|day|morning|afternoon|evening|night|weekend|week|fortnight|month|quarter|term|season|year|shift|Saturday|Sunday)"
# People type days and months without a capital; short forms, and "march" and "may" but for a day of theirs, are other words then.
_MONTH_ONLY = (
    r"(?:[Jj]anu|[Ff]ebru)ary|[Aa]pril|[Jj]une|[Jj]uly|[Aa]ugust|[Ss]eptember|[Oo]ctober|[Nn]ovember|[Dd]ecember|"
    r"Sept|Oct|Nov|Dec|Jan|Feb|Aug"
)
_MAY = r"(?:march|may)(?! (?:be|have|not|come|go|leave|need|take|want|well|also|still|say|do|get|only)\b)"
_MONTH = rf"(?:{_MONTH_ONLY}|March|May|Mar|Apr|Jun|Jul|{_MAY})\b\.?"
_DAY = r"(?:[Mm]on|[Tt]ues|[Ww]ednes|[Tt]hurs|[Ff]ri|[Ss]atur|[Ss]un)days?"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_FEAST = r"(?:Christmas|Xmas|Easter|Ramadan|Eid|Diwali|Thanksgiving|New Year|Midsummer|Hanukkah|Carnival)"
_PART = r"(?:the )?(?:start|beginning|middle|end|first half|second half)(?: of)?"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_YEAR = r"(?:19|20)\d\d"
# After "one Saturday in two" no noun may follow: "two days in three shops" is no share of the days.
_ALONE = r"(?=\s*(?:[^\w\s]|$)|\s(?:in|on|at|for|from|to|until|till|and|or|but|so|with|as|off|while|when|is|would|i|we)\b)"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("money", r"[£$€¥₹₩]\s?\d+(?:[.,]\d+)*(?:\s?(?:k|m|bn|million|thousand)\b)?"),
    (
        "money",
        rf"{_COUNT}(?: (?:thousand|million|hundred))? ?(?:euros?|pounds?|dollars?|rand|won|yen|shillings?|pesos?|kroner|"
        r"kronor|z[łl]oty|rupees?|lakhs?|crores?|quid|EUR|USD|GBP|CHF|NOK|SEK|PLN|ZAR|KES|INR|JPY|KRW)\b",
    ),
    ("percent", rf"{_COUNT}(?: (?:or|to|–|-) ?\d+)?\s?(?:%|per ?cent\b|percentage points?\b)"),
    ("date", rf"{_YEAR}-\d\d-\d\d"),
    ("date", r"\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)\b"),
    (
        "date",
        rf"(?:{_DAY},? )?(?:the )?{_ORDINAL}(?: (?:to|or|and|-|–) {_ORDINAL})? (?:of )?{_MONTH}(?:,? {_YEAR})?",
    ),
    ("date", rf"(?:{_DAY},? )?(?!may\b|march\b){_MONTH} {_ORDINAL}\b(?!:)(?:,? {_YEAR})?"),
    ("date", rf"(?:{_PART} |(?:[Mm]id|[Ee]arly|[Ll]ate)[- ]){_MONTH}(?: {_YEAR})?"),
    ("date", rf"{_PART} (?:the |this |next )?(?:month|quarter|term|season|year|week|{_SEASON})\b"),
    ("amount", rf"{_FRACTION} (?:of )?(?:an? )?{_UNIT} (?:an?|per|each|every) {_UNIT}"),
    (
        "amount",
        rf"{_ONE_OR_MORE}(?: full| whole)? {_UNIT}s? (?:(?:an?|per|in an?|in the) {_UNIT}|(?:each|every) (?:{_UNIT}|{_DAY}|{_SEASON})|"
        rf"in (?:one|{_COUNT})(?: {_UNIT}s?)?{_ALONE})",
    ),
    (
        "amount",
        rf"(?:{_FRACTION}|{_COUNT} ?(?:%|percent)) of (?:my|the|our|her|his|their|a|working)(?: working)? (?:time|week|hours|days)",
    ),
    (
        "amount",
        rf"every (?:other|second|third|fourth|{_COUNT}) (?:{_UNIT}s?|{_DAY})|(?:once|twice) (?:a|an|per|every) {_UNIT}",
    ),
    ("amount", r"(?:half|full)[- ]time\b"),
    ("name", r"Black Friday|Cyber Monday|Good Friday|Boxing Day"),
    ("date", rf"(?:[Ee]very |[Ee]ach |[Nn]ext |[Ll]ast |on )?{_DAY}(?:(?:,? (?:and|or|to)|,) {_DAY})*"),
    (
        "date",
        rf"(?:in|by|from|until|till|since|before|after|to|of|for|through|during|this|next|last|mid|each|every|{_COUNT}) (?:March|May)\b(?: {_YEAR})?",
    ),
    ("date", rf"(?:March|May) {_YEAR}|(?:{_MONTH_ONLY})\b(?: {_YEAR})?"),
    ("date", rf"{_FEAST}(?: {_YEAR})?"),
    (
        "date",
        r"(?:[Bb]y|[Oo]n|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Ff]rom) the [1-3]?\d(?:st|nd|rd|th)(?=\W*(?:$|[.,;:?!)]| (?:and|or|at|if|so|to|until|for|then|because|when|with|you|we|I)\b))",
    ),
    (
        "date",
        rf"(?:this|next|last|in|by|until|since|the) {_SEASON}(?: {_YEAR})?|Q[1-4](?: {_YEAR})?|H[12] {_YEAR}",
    ),
    (
        "date",
        rf"(?:[Ii]n|[Ss]ince|by|of|until|from|before|after) {_YEAR}\b|(?:tomorrow|next (?:week|month|quarter|year|term|season))\b",
    ),
    (
        "time",
        r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?: ?[ap]\.?m\b\.?)?|\d{1,2} ?[ap]\.?m\b\.?|\d{1,2} o['’]clock|noon|midnight|midday",
    ),
    (
        "duration",
        rf"(?:{_COUNT}(?: (?:and|or|to) (?:a half|{_COUNT}))?|one|half an?|a few|several|(?<=for )an?|(?<=in )an?|(?<=over )an?) "
        rf"(?:full |whole |working )?{_UNIT}s?\b(?: and a half)?|(?:{_COUNT}|one)-{_UNIT} [a-z]+",
    ),
    ("number", rf"{_COUNT}(?:(?: and| or|,)? (?:hundred|thousand|million|half))*"),
)
_COMPILED = tuple(
    (kind, re.compile(rf"(?<![\w.,:])(?:{pattern})(?!\w|:\d)", re.I if kind != "date" else 0))
    for kind, pattern in _PATTERNS
)
_DATE_LEAD = re.compile(
    r"^(?:in|by|from|until|till|since|before|after|to|of|for|through|during|at|on|each)\s+", re.I
)
_NO_CAPITAL = re.compile(rf"\b(?:{_DAY}|{_MONTH_ONLY}|march|may)\b")
_DANGLING = re.compile(r"(?: (?:in|the|an?|of|to|and|or|until|per|each|every))+$", re.I)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NOT_NAMES = frozenset(
    """i i'm i'd i'll i've monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri mondays tuesdays wednesdays thursdays fridays
    saturdays sundays january february march april may june july august september october november december christmas easter
    mr mrs ms dr prof chef sir madam english""".split()
)
_OPENERS = frozenset(
    """a all also although an and another any anyone anybody as at because before both but can could did do does each either
    every everybody everyone for from give had has have he her here his how if in is it its last let many may maybe might more
    most my neither next no nobody none nothing now of on once one only or other our people perhaps please she should since so
    some somebody someone something still than that the their them then there these they this those though to today tomorrow
    until we what when where which while who why will with work would you your yet yes let team management company staff customer customers everything anything it's
    payroll dispatch night day morning evening work overtime stock finance logistics procurement purchasing marketing accounting
    production quality safety security support warehouse transport reception service demand traffic turnover cover pay time
    money business head office budget rent everybody's trade post mail parcel delivery supply maintenance engineering housekeeping
    kitchen nursing research design legal half part full later soon so yours mine ours""".split()
)
"""Words that open a sentence with a capital and are nobody."""
_PRONOUNS = frozenset(
    """anybody anyone everybody everyone everything he here how it nobody no-one she somebody someone something that there these
    they this those we what when where who why you let's nothing none""".split()
)
_CONTRACTED = re.compile(r"(?:n['’]t|['’](?:ve|ll|re|d|m|s))$", re.I)
_DOES = r"(?:covers?|leads?|takes?|does|runs?|holds?|keeps?|has|had|is|was|will|would|can|could|may|might|offered|agreed|said|knows?|stands?|got|gets|did|ran|took|went|swaps?|helps?|works|teaches|trained|on)"
_PERSON_AFTER = re.compile(rf"(?:['’]s)?\s+(?:and [A-ZÀ-ÖØ-Þ]\w+ )?{_DOES}\b")
_PERSON_BEFORE = re.compile(
    r"\b(?:asked?|tell|told|train(?:ed)?|teach|taught|shadow(?:ed)?|helped|colleague|and|or|gave|showed|mr|mrs|ms|dr)\.?\s+$",
    re.I,
)
_OF_ONE = re.compile(
    r" (?:covers|leads|takes|does|runs|holds|keeps|has|is|was|knows|stands|gets|swaps|helps|works|teaches)\b"
)
"""What one person does, and no plural ("Jonas takes it", and "Parents take it")."""
_SAYS = re.compile(r" (?:said|offered|agreed)\b")
_OPENING_NAME = re.compile(rf"([A-ZÀ-ÖØ-Þ][\w-]+)(?=['’]s \w|(?: and [A-ZÀ-ÖØ-Þ]\w+)? {_DOES}\b)")


def find_spans(text: str, names: Collection[str] = ()) -> list[Span]:
    """What can be named in ``text``, in order and without overlaps.

    :param names: names known beforehand; they are found at the start of a sentence too.
    :return: spans of the kinds date, time, duration, amount, money, percent, number and name.
    """
    return list(_spans(text, frozenset(names)))


@lru_cache(maxsize=512)  # one piece of writing asks for the same sentence a dozen times
def _spans(text: str, names: frozenset[str]) -> tuple[Span, ...]:
    found: list[Span] = []
    taken = bytearray(len(text))
    for span in (*_known(text, names), *_patterned(text), *_capitalised(text)):
        if span.end > span.start and not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\x01" * (span.end - span.start)
            found.append(span)
    return tuple(sorted(found, key=lambda span: span.start))


def reads_as_person(text: str, span: Span) -> bool:
    """Whether the name in ``span`` is somebody's, as far as the words around it tell: they do something, or are asked or told.

    Places, products and languages have capitals too; where nothing tells, the answer is no.
    """
    return bool(_PERSON_AFTER.match(text, span.end) or _PERSON_BEFORE.search(text, 0, span.start))


def with_capitals(day: str) -> str:
    """A date with the capitals that its days and months have in print."""
    return _NO_CAPITAL.sub(lambda found: found[0].capitalize(), day)


def names_in(text: str, names: Collection[str] = ()) -> list[str]:
    """The names in ``text`` in order, each once."""
    return list(dict.fromkeys(span.text for span in find_spans(text, names) if span.kind == "name"))


def _known(text: str, names: Collection[str]) -> Iterator[Span]:
    for name in sorted({name.strip() for name in names if name.strip()}, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield Span("name", match.group(), *match.span())


def _patterned(text: str) -> Iterator[Span]:
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text):
            start, end = match.span()
            if kind == "date" and (lead := _DATE_LEAD.match(match.group())):
                start += lead.end()
            end = start + len(_DANGLING.sub("", text[start:end].rstrip(" .")))
            yield Span(kind, text[start:end], start, end)


def _capitalised(text: str) -> Iterator[Span]:
    """Runs of capitalised words inside a sentence, and those that open one and plainly are somebody."""
    inner: set[str] = set()
    held: list[tuple[int, int]] = []
    for sentence in sentences(text):
        run: tuple[int, int] | None = None
        for n, match in enumerate(_WORD.finditer(text, sentence.start, sentence.end)):
            joined = run is not None and text[run[1] : match.start()] in (" ", ". ")
            if not _may_be_name(match.group()) or (n == 0 and not opens_as_name(text, match.start())):
                run = None
                continue
            run = (run[0], match.end()) if joined and run else match.span()
            if joined:
                held.pop()
            held.append(run)
            inner.add(match.group())
    for start, end in held:
        end = start + len(_CONTRACTED.sub("", text[start:end]))
        yield Span("name", text[start:end], start, end)
    for sentence in sentences(text):
        if (first := _WORD.match(text, sentence.start)) and first.group() in inner:
            yield Span("name", first.group(), *first.span())


def _may_be_name(word: str) -> bool:
    plain = word.lower().replace("’", "'")
    return (
        word[0].isupper()
        and len(word) > 1
        and plain not in _NOT_NAMES
        and not plain.endswith("n't")
        and _CONTRACTED.sub("", plain) not in _NOT_NAMES | _PRONOUNS
        and not (word.isupper() and len(word) < 5)
    )


def _says_so(word: str, text: str, end: int) -> bool:
    """Whether a word that may be a plural but ends as names do ("Jonas", "Carlos") has said or offered something."""
    return word.endswith(("as", "is", "os", "us")) and bool(_SAYS.match(text, end))


def opens_as_name(text: str, start: int, does: re.Pattern[str] = _OPENING_NAME) -> bool:
    """Whether the word at ``start``, which opens a sentence, is somebody's name.

    :param does: a pattern for a word (its first group) and what shows that it is somebody, such as what they do.
    """
    match = does.match(text, start)
    if match is None:
        return False
    word = match.group(1).lower()
    # A word that the same text writes small elsewhere is no name.
    return (
        word not in _OPENERS
        and not word.endswith(("ing", "ment", "tion"))
        and (
            not word.endswith("s")
            or bool(_OF_ONE.match(text, match.end(1)))
            or _says_so(word, text, match.end(1))
        )
        and not re.search(rf"\b{re.escape(word)}\b", text)
    )
