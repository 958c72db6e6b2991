"""What kind of thing is asked for, and its name in a few words: what a subject line, a title and a purpose are built from.

The name is the user's own words with an article or an "-ing" where the grammar is certain; where it is not, there is
none, and the texts speak of the ask in general.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.text.pay import asks_pay
from assistant.text.spans import find_spans
from assistant.writing.parse import Ask
from assistant.writing.private import Sifted
from assistant.writing.voice import addressed

KINDS = ("leave", "vague", "conditions", "apply", "hours", "title", "move", "course", "trial", "role")
"""leave: an exit told openly. vague: no object yet. conditions: what a yes would take, in writing. apply: for a post.
hours: fewer or other hours. title: a title, grade or pay. move: to other work. course: learning. trial: for a time.
role: more or other work with no end."""

_APPLY = r"(?:appl(?:y|ying) for|put(?:ting)? in for|(?:want to|like to|I['’]m|I am) go(?:ing)? for|opening for|opening as|vacancy for)"
_I_DO = (
    r"\b(?:let me|(?:like|want|wish|ask|asking|propose|proposing|love|ready|hope|offer|offering) to|(?:could|can|may|might) I|"
    r"I(?:['’]d| would| could| will|['’]ll)|for me to)"
)
"""What stands before something that the user would do; what others do is no name of the ask."""
_CUES = {
    "conditions": r"\bwrite (?:it )?down (?:together )?what\b|\bwhat (?:must be true|has to be in place|would have to be)\b",
    "apply": rf"\b{_APPLY} (?!it\b)",
    "hours": r"\b(?:drop|go|cut|change|reduce|come|switch)(?: down| back| up)? (?:\w+ ){0,2}to (?:\w+ )(?:days|hours|nights)\b|\b(?:four|4|three|3)[- ]day week\b|"
    r"\bpart[- ]time\b|\b(?:fewer|shorter|other|different) (?:hours|shifts)\b|\bfewer days\b|\bwork(?:ing)? from home\b|\b(?:unpaid|parental) leave\b|\bsabbatical\b",
    "title": r"\b(?:be made|make me|promot\w+|(?:grade|pay|salary) (?:review|rise)|(?:a|my) (?:title|grade|salary|rise|raise)|become)\b",
    "move": rf"(?:{_I_DO} (?:go|change|move|transfer|switch)(?: over| across)?|\b(?:move|transfer|switch) me(?: over| across)?) to (?!\w+ (?:days|hours)\b)",
    "course": r"\b(?:course|diploma|licen[cs]e|certificate|training|degree|exam)\b",
}
ENDS = re.compile(
    r"\b(?:until|till|trial|pilot|for (?:\w+ ){0,2}(?:weeks?|months?)|(?:weeks|months) (?:at|in|with)|to (?:the end|christmas|easter))\b|"
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November) to (?:the end|\w+ber|January|February|March|April|May|June|July|August)\b",
    re.I,
)
"""A change that ends: a trial."""
_NO_OBJECT = re.compile(
    r"\b(?:something|anything) (?:\w+ )?(?:else|better|new|more|different|other|\w+ing)\b|\b(?:a|some) (?:change|new challenge|challenge)\b(?! (?:to|of))|"
    r"\b(?:do|have|get|take on|want) more(?: responsibility)?\b(?! \w)|\bmore responsibility\b(?! for)|\bmy (?:future|career|growth|development|trajectory|prospects)\b|\bwhere I stand\b|\bvalued\b|\bin mind\b|\bany future\b|\bbigger (?:part|role|job)\b|\bgrow\b(?! (?:the|our|my))|\bthe next step\b|\bmove up\b",
    re.I,
)
_REFERS = re.compile(
    r"\b(?:I|me|us|him|or|it|that|this|them|you|your|he|she|his|her|something|anything)\b", re.I
)
_OF_A_DAY = r" (?!(?:and|or|to|from|until|till|for|in|at|on|as|with|by|of|off|every|each|mornings?|afternoons?|evenings?|nights?|only|instead|then)\b)[a-z]"
"""What follows a weekday that tells of which kind a thing is: "the Sunday desk"."""
_NAME_END = re.compile(
    r"[,.;:!?]|\s(?:that|which|who|so|because|but|while|when|until|till|from|by|before|after|as|to|every|each|this|next|about|off|through|ideally|alone|instead|please)\b|\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b"
    rf"(?!{_OF_A_DAY})|\s(?:"
    r"(?:for|over) (?:an?|one|two|three|four|five|six|\w+ (?:weeks|months))\b|(?:on|in|at|for) (?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|winter|the (?:end|new|spring|summer|autumn|winter))\b|\d))"
)
_SAFE_AND = re.compile(
    r"\sand (?=(?:I|we|you|he|she|they|it|the|an?|my|our|to|then|let|in|on|at|until|one|two|three|come|stay|take)\b|[A-ZÀ-Þ])"
)
_DAYS_AND = re.compile(r"(?<=days) and (?=\w+days\b)")
_OBJECT = (
    r"(?:do|take on|take over|take|hold|run|keep|lead|set up|make|have|build|write|open|plan|start|try|manage|organi[sz]e|"
    r"introduce|teach|test|get|join|price|work on|help with)"
)
_UNIT = r"(?:days?|mornings?|afternoons?|evenings?|hours?|weeks?|months?|Saturdays?|Sundays?)"
DEPUTY = r"deputy|second[- ]in[- ](?:charge|command)|number two|vice[- ]\w+"
"""Posts next to the one at the top."""
_RANK = (
    rf"{DEPUTY}|"
    r"chef|manager|lead(?:er)?|leading|head|deputy|director|supervisor|coordinator|foreman|partner|chief|principal|chair|captain|charge|"
    r"officer|engineer|editor|planner|buyer|trainer|specialist|consultant|technician|senior|master|matron|partner|grade|band"
)
_POST = rf"\b(?:post|job|role|position|vacancy|opening|{_RANK}|assistant|clerk|nurse|\w{{4,}}(?:ist|ian|eer|yst))\b"
_PATTERNS = (
    (r"\b(?:be|am|being) the one (?P<name>who \w+s (?:the |our |a )?[\w-]+.*)", "{}", ("trial", "role")),
    (r"\b(?:the|a) (?P<name>(?:(?!(?:of|for|by|in|at|the|an?)\b)[\w-]+ ){1,4}(?:post|role|position|job))\b", "the {}", ("conditions", "title")),
    (r"\bfor me to (?:take|take over|get|do|lead) (?P<name>the .+)", "{}", ("conditions",)),
    (r"\b(?:be made|make me|promot\w+ to|become)(?: an?| the)? (?P<name>(?!the one)(?:\w+[ -]){0,2}(?:" + _RANK + r").*)", "the role of {}", ("title",)),
    (rf"\b(?:be|become|act as|step up as)(?: the| your| our| a)? (?P<name>(?:{DEPUTY})\b.*)", "the role of {}", ()),
    (r"\b(?:the|my|a) (?P<name>(?:grade|pay|salary) (?:review|rise))\b", "the {}", ("title",)),
    (rf"(?:{_I_DO} (?:go|change|move|transfer|switch)|\b(?:move|transfer|switch) me)(?: over| across)? to (?P<name>(?!\d|\w+ (?:percent|days)\b).+)", "a move to {}", ("move",)),
    (rf"{_I_DO} spend (?P<name>\w+ {_UNIT} (?:at|in|with) .+)", "{}", ()),
    (rf"{_I_DO} work (?P<name>(?:\w+days?|\w+ days?|mornings|afternoons|nights)\b.+)", "working {}", ()),
    (rf"(?:{_I_DO} {_OBJECT}|\bgive me) (?P<name>(?:the|an?|our) .+)", "{}", ()),
    (rf"^(?P<name>(?:an?|one|two|three|four|five|half an?) {_UNIT}\b .+)", "{}", ()),
    (
        rf"\bI(?:['’]d| would) like (?P<name>(?:the|an?) (?!(?:\w+ ){{1,4}}to ).+|(?:an?|one|two|three|half an?|more) {_UNIT} .+|\w+days (?:on|in|at|with|off) .+)",
        "{}",
        (),
    ),
)  # fmt: skip
_GERUND = {
    "open": "opening", "lead": "leading", "take": "taking", "run": "running", "shadow": "shadowing", "stand": "standing", "start": "starting",
    "stay": "staying", "join": "joining", "teach": "teaching", "train": "training", "write": "writing", "set": "setting", "work": "working",
    "manage": "managing", "build": "building", "help": "helping", "do": "doing", "keep": "keeping", "become": "becoming",
}  # fmt: skip
_DO = re.compile(
    rf"{_I_DO} (?!(?:be|become|have|get|see|hear|ask|tell|talk|know|think|say|propose|suggest|discuss|like|love|want|wish|need|hope|rather|prefer|keep|stay|come|go|change|not|also|still|\w+ly)\b)(?P<verb>[a-z]+) "
    r"(?P<name>(?:(?:up|out|on|in|for|with|at|after) )?(?:the|an?|our|my|all|new) .+)",
    re.I,
)
_SHORT_VERB = re.compile(r"[^aeiou]{0,3}[aeiou][^aeiouwxy]$")
"""A verb of one short syllable, whose last letter is doubled before "-ing"."""
_DEADLINE = re.compile(
    r"\b(?:clos(?:es|ing|e)|deadline(?: is)?|open|intranet|apply|applications?|posting|advertised|posted)\b[^.!?,;]{0,30}?\b(?:on|until|till|by|before|is)\s+$",
    re.I,
)
_BEGINS = re.compile(r"\b(?:from|starting(?: in| on)?|start(?: in| on)?|as of|beginning)\s+$", re.I)
_LOOSE_END = re.compile(r"(?:\s(?:on|in|at|for|with|of|and|over|starting|all|an?|the|way))+$", re.I)
_NO_NAME = re.compile(
    r"\b(?:is|are|was|were|has|have|had|would|could|will|can)\b|^(?:the|an?|our)(?: \w{1,2}| \d\S*)?$|"
    r"^(?:the|an?) (?:part|bit|sign|say|slot|shout|answer|place|go-ahead|conversation|dialogue|chance|first|tenth|certificate)$|"
    rf"^(?:an?|one|two|three|four|five|half an?) {_UNIT}(?: (?:an?|per|in the|in a) \w+)?$",
    re.I,
)
"""What says too little to be the name of an ask, and what is a sentence."""
MY_PAY = "my pay"
"""The name of an ask for more pay, whatever it is measured in."""
_BESIDE = re.compile(
    r"[,;:](?!\d)|\s(?:and|(?<!line )with|plus|including|for which|for (?=(?:more|better|higher|extra)\b))\s?"
)
"""Where what is asked for ends, and what comes with it begins."""
_LONGEST = 14
_MOVES = ("move", "transfer", "change", "switch")


@dataclass(frozen=True)
class Topic:
    """The kind of an ask (one of :data:`KINDS`), its name ("the online bookings"; empty where none is safe), and two dates."""

    kind: str
    name: str = ""
    deadline: str = ""
    """Until when a posting is open, in the user's words; empty where none is said."""
    begins: str = ""
    """When the change would begin."""


def topic(sifted: Sifted, ask: Ask, headline: str = "") -> Topic:
    """What ``ask`` is about.

    :param headline: the option that the ask speaks of, used where the ask itself gives no safe name.
    """
    if sifted.exit:
        return Topic("leave", "my next step")
    texts = [addressed(piece.text) for piece in (*ask.change, *ask.benefit, *ask.background)]
    whole = " ".join(texts)
    if vague(ask) or not texts:
        return Topic("vague")
    if asks_pay(_BESIDE.split(texts[0], maxsplit=1)[0]):
        return Topic("title", MY_PAY, begins=_date(texts[:1], _BEGINS))
    kind = _kind(whole)
    dates = {
        "deadline": _date(texts, _DEADLINE) if kind == "apply" else "",
        "begins": _date(texts if kind == "apply" else texts[:1], _BEGINS),
    }
    if kind == "hours":
        begins = f" from {dates['begins']}" if dates["begins"] else ""
        return Topic(kind, f"my working hours{begins}", **dates)
    if kind == "apply":
        return Topic(kind, _post(whole) or _noun(headline), **dates)
    name = next(_names(texts[:1], kind), "") or _noun(headline) or _doing(texts[0])
    return Topic(kind, name or next(_names(texts, kind), ""), **dates)


def vague(ask: Ask) -> bool:
    """Whether the ask says no more than that something should be different ("something better than the phones")."""
    change = " ".join(piece.text for piece in ask.change)
    extent = any(span.kind in ("date", "amount", "duration") for span in find_spans(change))
    return bool(change) and bool(_NO_OBJECT.search(change)) and not extent


def _kind(text: str) -> str:
    found = next((kind for kind, cue in _CUES.items() if re.search(cue, text, re.I)), "")
    return found or ("trial" if ENDS.search(text) else "role")


def _names(texts: list[str], kind: str) -> Iterator[str]:
    """The names that the sentences give, the surest first."""
    for pattern, form, kinds in _PATTERNS:
        if kinds and kind not in kinds:
            continue
        for text in texts:
            found = re.search(pattern, text, re.I)
            if found and (name := _cut(found["name"])):
                yield form.format(_small(name))


def _doing(text: str) -> str:
    """What the user would do, where the grammar is certain ("I would like to mentor the drivers" as "mentoring the drivers")."""
    found = _DO.search(text)
    name = _cut(found["name"]) if found else ""
    return f"{gerund(found['verb'].lower())} {name}" if found and name else ""


def gerund(verb: str) -> str:
    """A verb as a thing: "run" as "running"."""
    if verb in _GERUND:
        return _GERUND[verb]
    if re.search(r"[^eoy]e$", verb):
        return f"{verb[:-1]}ing"
    return f"{verb}{verb[-1] if _SHORT_VERB.match(verb) else ''}ing"


def _small(name: str) -> str:
    """``name`` with a small first letter where it opened a sentence."""
    return re.sub(
        r"^(?:An?|The|One|Two|Three|Four|Five|Half|More)\b", lambda found: found.group().lower(), name
    )


def _post(text: str) -> str:
    """The post that is applied for, with an article."""
    found = re.search(rf"\b{_APPLY} (?P<the>the |an? )?(?P<name>.+)", text, re.I)
    name = _cut(found["name"]) if found else ""
    if not found or not name or not re.search(_POST, name, re.I):
        return ""
    return f"the {name}" if found["the"] else f"the post of {name}"


def _cut(text: str) -> str:
    """``text`` up to where the name of a thing ends; empty where it has no clear end or points to something else."""
    text = _DAYS_AND.sub("\ue000", text)
    if end := _SAFE_AND.search(text):
        text = text[: end.start()]
    if end := _NAME_END.search(text):
        text = text[: end.start()]
    unsure = " and " in text
    text = _LOOSE_END.sub("", text.replace("\ue000", " and ").strip(" ,;:.!?"))
    words = text.split()
    if unsure or not 1 <= len(words) <= _LONGEST or _REFERS.search(text) or _NO_NAME.search(text):
        return ""
    return text


def _noun(option: str) -> str:
    """An option as it stands behind "about": an article or an "-ing" before it; empty where neither is sure."""
    first, _, rest = option.partition(" ")
    word = first.lower()
    if not option or _REFERS.search(option) or re.search(r"[,;]| and ", option):
        return ""
    if word in _GERUND:
        return f"{_GERUND[word]} {rest}" if rest else ""
    if word in _MOVES:
        return f"a {word} {rest}"
    if re.match(r"(?:an?|the|my|our|one|two|three|four|half|\w+ing)$", word):
        return f"{word} {rest}"
    return ""


def as_noun(option: str) -> str:
    """An option that opens with a verb as a thing one can name ("Stay two days" as "staying two days"); others as they are."""
    first, _, rest = option.partition(" ")
    verb = first.rstrip(",")
    if verb.lower() in _MOVES and rest.startswith("to "):
        return f"a {verb.lower()} {rest}"
    return (
        f"{_GERUND[verb.lower()]}{first[len(verb) :]} {rest}" if rest and verb.lower() in _GERUND else option
    )


def _date(texts: list[str], before: re.Pattern[str]) -> str:
    """The first date that stands behind such words, in the user's words."""
    for text in texts:
        for span in find_spans(text):
            if span.kind == "date" and before.search(text[: span.start]):
                return span.text
    return ""
