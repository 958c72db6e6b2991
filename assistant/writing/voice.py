"""The user's sentences put into the voice of a paper: no form of address, no command, no plea, one temperature of tone.

Only turns of which the grammar is certain are made; every other sentence stays as the user wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.text.spans import find_spans, names_in
from assistant.writing.cues import PERSON, PLAIN_VERB, TENDS
from assistant.writing.wording import sentence

_STARTS = r"I\b|I['’]|let\b|could\b|can\b|may\b|might\b|would\b|give\b|put\b|move\b|make\b|send\b|please\b|we\b|we['’]|my\b|there\b"
_VOCATIVE = re.compile(
    rf"^(?:(?:dear|hello|hi|hey) )?[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w'’-]+){{0,2}}, (?={_STARTS})"
)
_PLEASE = re.compile(r"^please,? |,? please(?=[.!?]|$)", re.I)
_LEAD = r"(?P<lead>^|^(?:until then|after that|afterwards|then|so|also|first|in return),? |(?<=, )and |\band (?=let\b))"
_LET_ME = re.compile(rf"{_LEAD}let me ", re.I)
_LET_US = re.compile(rf"{_LEAD}let(?: us|['’]s) ", re.I)
_GIVE_ME = re.compile(rf"{_LEAD}give me ", re.I)
_DO_FOR_ME = re.compile(
    rf"{_LEAD}(?P<do>raise|increase|lift|adjust|review|put|move|make|send|pay|release|consider) (?=(?:me|my|us|our)\b)",
    re.I,
)
"""What the boss is told to do for the user; the object makes sure that it is no result of theirs ("Put the shop online")."""
_COURSE = re.compile(
    r"^(?:the |a |an |that )(?:[\w-]+ ){0,3}(?:course|training|licen[cs]e|class|exam)\b", re.I
)
_WANT = re.compile(r"\bI (?:really |just )?want (?=(?:to|you|your|us|the|a|an|my|this|\w+ing)\b)")
_ELLIPTIC = re.compile(
    r"^(?:an?|one|two|three|four|five|half an?) (?:full |whole )?(?:days?|mornings?|afternoons?|evenings?|hours?|weeks?|months?|Saturdays?|Sundays?)\b",
    re.I,
)
_FINITE = re.compile(
    r"\b(?:I|we|you|he|she|it|they|there)\b|\b(?:is|are|was|were|has|have|had|can|could|will|would|may|should|must|covers?|takes?|goes|went|does|did|needs?|said|says)\b"
)
_FORMAL = (
    (r"(?:putting|going) in for (?=it\b|the\b|this\b|that\b)", "applying for "),
    (r"put in for (?=it\b|the\b|this\b|that\b)", "apply for "),
    (r"go for (?=the\b|a\b|[\w-]+ (?:chef|manager|lead|head|officer|engineer|buyer|coordinator))", "apply for "),
    (r"\bwon['’]t\b", "will not"),
    (r"\bcan['’]t\b", "cannot"),
    (r"\b(I|we|you|they|it|she|he|who|there)['’]ll\b", r"\1 will"),
    (r"\b(do|does|did|is|are|was|were|have|has|had|would|could|should|must|need)n['’]t\b(?! (?:I|it|we|you|they|he|she)\b)", r"\1 not"),
    (r"\bI['’]m\b", "I am"),
    (r"\b(I|we|you|they)['’]ve\b", r"\1 have"),
    (r"\b(we|you|they)['’]re\b", r"\1 are"),
    (r"\b(I|we|you|they|he|she|it)['’]d (?!better\b|\w+(?:ed|wn)\b|been\b|had\b|got\b)", r"\1 would "),
    (r"\b(it|that|there)['’]s been\b", r"\1 has been"),
    (r"\b(it|that|there)['’]s (?=on\b|in\b|at\b|a\b|an\b|the\b|not\b|my\b|our\b|your\b)", r"\1 is "),
)  # fmt: skip
_SPLICE = re.compile(r",? (?=it['’]s (?:on|in|at|open|free)\b|it is (?:on|in|at|open|free)\b)")
_NEXT_SENTENCE = re.compile(
    r"(?<=[\w)%]), (?=(?:(?:roughly|about|around|nearly|almost) )?\d[\d,.]* (?:\w+ ){1,2}(?:is|are|was|were)\b|(?:the )?(?!(?:and|but|so|or|as|who|which|he|she|they|it|you|we)\b)[a-z]+ (?:says?|said|told)\b|(?:the|there|its|since the) (?:\w+ ){1,3}(?:is|are|was|were|it['’]s|it has|closes?|ends?|runs?|begins?|starts?)\b)"
)
_OPENER = re.compile(
    r"^(?:when|if|since|after|before|until|because|as|although|while|once|in|on|at|by|during|for)\b", re.I
)
"""Two sentences joined by a comma alone, and what may open one sentence that needs it."""
_SINCE = re.compile(
    r"^(?P<who>(?:\w+ )*?(?P<last>\w+)) (?P<verb>rose|fell|grew|went)\b(?P<rest>.*\bsince (?:I|we)\b.*)$",
    re.I,
)
_PERFECT = {"rose": "risen", "fell": "fallen", "grew": "grown", "went": "gone"}
_PUT_OFF = re.compile(
    r"(?:^|, |; | and )(?:last \w+|in (?:the )?\w+|first|then),? you said (?P<until>(?:after|not before) (?:the|our|your) [\w -]+?)(?=[,;.]| and |$)",
    re.I,
)
"""What the boss said about later: told without who said it when."""
_ORDERING = re.compile(
    r"^(?:the |my |our )(?:[\w-]+ ){0,4}(?:ordering|planning|\w+ing|shift|round|section|desk|store|rota|calendar)\b",
    re.I,
)
_IN_CHARGE = re.compile(
    r" and (?P<often>(?:one|every|two) [\w ]+?) in charge of (?P<what>(?:the|our|my) [\w -]+?)(?=[,.;]|$)"
)
_WOULD_DO = re.compile(
    rf"^(?P<who>{PERSON}(?: and {PERSON})?) (?P<verb>{TENDS}) (?=(?:my|the|our|those|these|that|at|in|on|up|after|over|for)\b)"
)
_WE_DO = re.compile(
    r"^(?:(?:at|on|in|by|after|every) [\w ]+?,? )?(?:we|you) (?:both )?"
    r"(?!(?:can|could|would|will|should|shall|may|might|must|need|have|had|are|were|did|said|agreed)\b)[a-z]+\b",
    re.I,
)
_PROPOSES = re.compile(r"\b(?:would|could|can|may|might|will)\b|['’](?:d|ll)\b")
_KNOWN = re.compile(r"\b(?:agreed|offered|asked|already|now|happy|willing)\b", re.I)
_ELSE = re.compile(r"\bthan (anybody|anyone|everybody|everyone)['’]s\b")
_WHO_SAID = re.compile(
    r"(?<=\w), (?=(?:he|she|they) (?:has|have|offered|agreed|said|says|knows?|does|do|did|would|is|are)\b)"
)
_I_WOULD = re.compile(r"\bI would (?!have\b|not\b|be\b)")
_START = re.compile(r", start (?=(?:in|on|from|after)\b)")
_IT_IS = re.compile(r"; it(?:['’]s| is)\b")
_MAY_I = re.compile(r"^I(?:['’]d| would) ask you for (?P<what>[^.?!]+)[.]?$")
_DOING = re.compile(
    r"^(?P<who>[A-ZÀ-Þ][\w-]+(?: and [A-ZÀ-Þ][\w-]+)?) (?P<verb>doing|covering|taking|leading|running|minding|holding|keeping|looking) "
)
_IF_I_MAY = re.compile(
    r",? (?:if you (?:let|allow) me|if I may|if (?:that is|that['’]s|it is|it['’]s) (?:all right|ok|okay|fine)(?: with you)?)(?=[.!?]|$)",
    re.I,
)
_SAME = re.compile(r"^Same (?=\w+ but\b)")
_THEN_I = re.compile(
    r"(?<= )(?P<then>until then|afterwards|then|after that),? I (?P<verb>take|do|go|come|stay|run|work|keep|cover|drive|sit|help|learn|shadow) "
)
_NONE = re.compile(r"^No (?=.+\b(?:in|for|since) )")
_BASE = {"doing": "do", "taking": "take", "running": "run"}
_DID = (
    "answered arranged automated booked borrowed built called carried checked cleaned cleared closed collected completed cooked cut "
    "delivered designed developed did documented doubled drew drove ended filled finished fixed found gave got grew halved handled "
    "had helped hired improved introduced kept launched led made managed mended moved negotiated opened organised organized planned "
    "prepared put ran raised rebuilt redid reduced redesigned repaired replaced reorganised reworked rewrote saved scripted sent set "
    "shortened showed signed sold solved sorted sped started stopped supervised supported taught took trained translated turned "
    "visited welcomed won worked wrote"
).split()
_FRAGMENT = re.compile(rf"^(?:{'|'.join(_DID)})\b(?! (?:by|rose|fell|went|was|were|is|are|has|have)\b)", re.I)
_CLAUSE_END = re.compile(r"[,;:.]| (?:and|but|so|because|which|that|who|when|while|until|where)\b", re.I)


def addressed(text: str) -> str:
    """``text`` without the form of address that opens it ("Chef, I want …") and without "please"."""
    bare = _PLEASE.sub("", _VOCATIVE.sub("", text.strip())).strip()
    return sentence(bare) if bare != text.strip() else text


def voiced(text: str, tone: str) -> str:
    """A sentence of the ask as a paper says it in ``tone`` (plain, warm, formal).

    Commands and pleas become wishes ("Let me set up …", "Give me …"), a request without a verb gets one ("Two days a
    week on …"); a formal text has no short forms.
    """
    text = _put_off(addressed(text))
    like = "I'd like" if tone == "warm" else "I would like"
    text = _GIVE_ME.sub(lambda found: _wish(found, f"{like}{_taking(text[found.end() :])} "), text)
    text = _DO_FOR_ME.sub(lambda found: _wish(found, f"{like} you to {found['do'].lower()} "), text)
    text = _LET_ME.sub(lambda found: _wish(found, f"{like} to "), text)
    text = _LET_US.sub(lambda found: _wish(found, f"{like} us to "), text)
    if like in text or _WANT.match(text):
        text = _IN_CHARGE.sub(r" and to be in charge of \g<what> \g<often>", text)
        text = _THEN_I.sub(r"\g<then> I would \g<verb> ", text)
    if tone != "plain":
        text = _WANT.sub(f"{like} ", text)
    text = _MAY_I.sub(lambda found: f"Could I ask you for {found['what']}?", text)
    text = _SAME.sub("It is the same ", _IF_I_MAY.sub("", text))
    text = _DOING.sub(lambda found: f"{found['who']} would {_base(found['verb'])} ", text)
    text = _SPLICE.sub("; ", text)
    if not _OPENER.match(text):
        text = _WHO_SAID.sub("; ", _NEXT_SENTENCE.sub("; ", text, count=1), count=1)
    if tone == "warm":
        text = _I_WOULD.sub("I'd ", text)
    text = _START.sub(" and would start " if _IT_IS.search(text) else ", with a start ", text)
    if _without_verb(text):
        text = f"{like} {text[0].lower()}{text[1:]}"
    return sentence(formal(text) if tone == "formal" else text)


def proposed(text: str) -> str:
    """A sentence about cover as a proposal ("Marte would lead …"), unless it says that it is agreed or has been done."""
    found = _WOULD_DO.match(text)
    if not found or _KNOWN.search(text):
        return text
    base = PLAIN_VERB.get(found["verb"], found["verb"])
    return f"{found['who']} would {base} {text[found.end() :]}"


def suggested(line: str) -> str:
    """A review told as settled ("At the end of May we look at it") as the suggestion that it is before the talk."""
    if not _WE_DO.match(line):
        return line
    return f"I suggest that {line if names_in(line.split()[0]) else line[0].lower() + line[1:]}"


def if_agreed(line: str, unasked: Sequence[str]) -> str:
    """A line about cover that rests on people who are not said to agree, with that left open.

    What would or could be is open already; beside the text the user is told whom to ask first.

    :param line: the sentence, safe for Markdown. :param unasked: their names.
    """
    names = [name for name in unasked if re.search(rf"\b{re.escape(name)}\b", line)]
    if not names or _PROPOSES.search(line):
        return line
    return f"{line.rstrip('.')}, if {' and '.join(names)} {'agree' if len(names) > 1 else 'agrees'}."


def formal(text: str) -> str:
    """``text`` without short forms ("I'd"), where only one long form can be meant."""
    for pattern, whole in _FORMAL:
        text = re.sub(pattern, whole, text, flags=re.I)
    return re.sub(r"\bi (?=am|would|will|have)\b", "I ", text)


def spoken(text: str) -> str:
    """A result in note form as a sentence ("Moved bug reports …" as "I moved bug reports …"); others stay as they are."""
    text = _ELSE.sub(r"than \1 else's", text)
    if not _OPENER.match(text):
        text = _NEXT_SENTENCE.sub("; ", text, count=1)
    if (found := _SINCE.match(text)) and not _OPENER.match(text):
        many = re.search(r"[^s]s$|people$", found["last"])
        text = f"{found['who']} {'have' if many else 'has'} {_PERFECT[found['verb'].lower()]}{found['rest']}"
    first = _CLAUSE_END.split(text, maxsplit=1)[0]
    if _NONE.match(first) and not _FINITE.search(first):
        return f"There has been {text[0].lower()}{text[1:]}"
    if not _FRAGMENT.match(first) or re.search(r"\b(?:rose|fell|went|was|were|is|are)\b", first):
        return text
    return f"I {text[0].lower()}{text[1:]}"


def _wish(found: re.Match[str], words: str) -> str:
    return f"{found['lead']}{words}" if found["lead"] else words


def _base(verb: str) -> str:
    return _BASE.get(verb, verb.removesuffix("ing"))


def _taking(rest: str) -> str:
    return " to take" if _COURSE.match(rest) else " to take over" if _ORDERING.match(rest) else ""


def _put_off(text: str) -> str:
    """A list of what the boss said when, as what happened: it has been put off before."""
    found = list(_PUT_OFF.finditer(text))
    if not found or _PUT_OFF.sub("", text).strip(" .,;"):
        return text
    return f"This has been put off before, to {' and then to '.join(one['until'] for one in found)}."


def _without_verb(text: str) -> bool:
    """Whether ``text`` only says what is wanted: it opens with how much or with an article, and nobody does anything."""
    if not _ELLIPTIC.match(text) or _FINITE.search(_CLAUSE_END.split(text, maxsplit=1)[0]):
        return False
    return any(span.kind in ("amount", "date", "duration") for span in find_spans(text))


def lowered(text: str) -> str:
    """``text`` as it goes on behind a colon: a small first letter, unless a name or a short form opens it."""
    word = text.split()[0] if text.split() else ""
    kept = not word or word == "I" or word.startswith(("I'", "I’")) or word[1:] != word[1:].lower()
    return text if kept or names_in(word) else text[0].lower() + text[1:]
