"""What a draft lacks, what of it is worth asking for, and in what order.

The scorer can overlook what is said in words it does not know. To ask somebody for what they have just written costs more
trust than to leave one gap unmentioned, so an element that the text seems to state is never asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant import catalog
from assistant.domain import Assessment, Finding, RubricElement
from assistant.scales import ELEMENTS_OF
from assistant.scoring.grounds import asks
from assistant.scoring.tone import ASK, POLITE_CLOSE, is_sore, whole_words
from assistant.text import Span
from assistant.text.pay import asks_pay
from assistant.text.quoting import stated
from assistant.text.segment import clauses, sentences
from assistant.text.spans import find_spans

MENDED_BY_ADDING = (
    "change", "amount", "time", "cover", "alignment", "benefit", "mechanism", "evidence", "risk", "measure", "next_step",
)  # fmt: skip
"""The elements that a draft can lack; only the tone is mended by leaving something out."""
_NEEDS = {
    "amount": ("change",),
    "time": ("change",),
    "cover": ("change",),
    "measure": ("change",),
    "next_step": ("change",),
    "risk": ("change", "benefit"),
    "mechanism": ("change", "benefit"),
    "alignment": ("change", "benefit"),
}
"""What must be there before an element can be added with any sense."""

_ABSENT = Finding(present=False)
_NAME = r"(?-i:[A-Z][a-zà-ÿ]+)"
_SAID = {
    "time": whole_words(
        "(?:from|until|till|til|starting|beginning|before|after|by) (?:the |next |this |my |our )?(?:start|end|new|spring|summer|autumn|"
        "winter|term|week|month|year|season|quarter|rush|harvest|easter|christmas|holidays?|\\w+ goes live|january|february|"
        "march|april|may|june|july|august|september|october|november|december|\\d)",
        "next (?:week|month|term|quarter|season|year|spring|summer|autumn|winter)", "tomorrow", "for (?:a|one) (?:term|trial|season)",
    ),
    "cover": whole_words(
        rf"{_NAME} (?:(?:can|will|could|would|has agreed to|has offered to|is happy to|is willing to|agreed to) )?"
        r"(?:takes?|covers?|cover for|does|do|has|holds?|minds?|stands? in|steps? in|looks? after|runs?) (?:my|the|over|on|those|that|them|it)",
        "hand(?:ing)? (?:over )?my", "(?:he|she|they) (?:can|will|could|would|'ll) (?:take|cover|do|hold|mind)",
        "i(?:'ll| will|'d| would| can) (?:still )?(?:keep|finish|carry on with) (?:my|the|doing)", "takes? the phones",
        "make (?:it|them|that|the (?:time|hours?|days?)) up", "make up (?:the|my|for|those|that)",
    ),
    "measure": whole_words(
        r"if (?:it|we|they|the|that|there|i|either|fewer|more|less)\b[^.!?]{3,80}\b(?:stop|go back|return|drop|give it|call it off|end it)",
        "(?:the |our |my )?target (?:is|would be|of)", "measured? (?:it|by|me)", "judge (?:it|me)", "we(?:'d| would| will|'ll)? (?:look at|count|compare)",
    ),
    "next_step": whole_words(
        "(?:can|could|would|will|shall) (?:you|we) (?:please )?(?:decide|settle|meet|tell me|let me know|speak|sign|confirm|"
        "put it|talk|discuss|agree|give me an? (?:answer|yes))", "yes or no", "let me know by", "i need your (?:signature|answer|decision)",
    ),
    "benefit": whole_words(
        "we(?:'d| would|'ll| could) (?:\\w+ )?(?:have|save|get|close|lose|stop|gain|win|avoid|finish|see|ship|sell|no longer|not)",
        "you(?:'d| would|'ll| could) (?:no longer|\\w+ )?(?:stop|save|need not|avoid|lose|gain|have one|keep)",
        "would (?:save|cut|spare|free|stop the|shorten|halve|speed|lower)", "so (?:that )?(?:we|nobody|no one|customers|patients|guests|clients)",
        "instead of (?:paying|losing|waiting|hiring)", r"(?:minutes|hours|days|weeks) instead of",
    ),
    "mechanism": whole_words(
        "because (?:i (?:know|already|have|can|could|would)|we|the|it|nobody|they|then|of the|with|by)", "so that", "which means", "that way",
        r"if i (?!don't|can't|do not|cannot|get\b)[^.!?]{3,80}\b(?:we(?:'d| would| could|'ll)|nobody|no one)", "without (?:it|that) we",
    ),
    "evidence": whole_words(
        r"i(?:'ve| have)? (?:already |also |just |once |personally )*(?:ran|run|built|cut|trained|closed|led|wrote|written|fixed|cleared|"
        r"covered|finished|completed|passed|sold|rebuilt|made|saved|taught|filled in|organised|kept|handled|delivered|mended|solved|"
        r"brought(?: in)?|won|took over|taken over|grew|halved|doubled|reduced|lowered|opened|introduced|served|looked after|done (?:\d+|all|most|both|the))",
        r"(?:zero|no|0|not one|without a(?: single)?) (?:\w+ )?(?:errors?|mistakes?|shortages?|complaints?|accidents?|faults?)",
        "(?:last (?:month|year|week) )i (?:make|did|made|do) \\w+ (?:error|mistake)s?",
    ),
    "alignment": whole_words(
        "you (?:said|told (?:me|us)|wanted|mentioned|worry|need to|have to)", "the (?:board|council|inspectors?|owners?|director|head office) (?:wants?|needs?|asked|expects?)",
        "your (?:target|goal|worry|priority)", "our (?:target|goal)",
    ),
    "risk": whole_words(
        "the (?:catch|risk|downside|difficulty|price|only problem|worry)(?: is| would be)?", "if it (?:doesn't|does not|goes wrong|fails)",
        "i know (?:it|this|that|the|we|you) [^.!?]{3,60}\\b(?:but|so|and i)",
    ),
}  # fmt: skip
"""Words by which an element is mostly stated."""
_SIZES = frozenset({"money", "amount", "percent"})
_FIGURES = _SIZES | {"number"}
"""What makes a rise a defined change: from what to what, or by how much."""
_STRETCH = re.compile(r"\b(?:minutes?|hours?|days?|mornings?|afternoons?|evenings?|shifts?)\b", re.I)
_AS = re.compile(r"\s+as\b", re.I)
_NOT_MEANT = whole_words(
    "don'?t (?:really )?know",
    "do not know",
    "haven't",
    "have not",
    "no idea",
    "not sure",
    "won't",
    "will not",
    "denied",
)
_KINDS = {
    "learning": whole_words(
        "course", "training", "learn\\w*", "qualif\\w+", "certif\\w+", "shadow\\w*", "mentor\\w*", "licen[cs]e",
        "refresher", "diploma", "degree", "sit (?:in )?with", "workshop", "exam",
    ),
    "hours": whole_words(
        "home", "remote\\w*", "part[- ]time", "full[- ]time", "lates", "earlies", "nights", "days? off", "off from",
        "finish at", "start at", "hours", "leave", "weekends?", "per ?cent", "sabbatical", "shifts", "to days", "\\w+days off",
    ),
    "role": whole_words(
        "lead", "deputy", "manager", "supervisor", "leader", "role", "post", "promot\\w+", "head", "senior", "take over",
        "run", "own", "in charge", "desk", "project", "move to",
    ),
}  # fmt: skip
"""What a request can be about beside pay; the first that matches holds."""
_SIZED = whole_words(
    "pay", "raise", "rise", "salary", "wages?", "bonus", "more", "some", "home", "remote\\w*", "part[- ]time", "hours", "help",
    "spend", "time", "support", "work (?:with|on|in|for)", "join", "project", "training", "shadow", "days? off", "budget",
)  # fmt: skip
"""Words for changes that can be large or small."""
_AWAY = whole_words(
    "(?<!for )(?:half|one|two|three|four|five|six|\\d+|every|each|alternate|few|couple of) (?:\\w+ ){0,2}(?:hours?|days?|mornings?|afternoons?|evenings?|weeks?|months?|shifts?)",
    "an? (?:hour|day|morning|afternoon|evening|week|month|term|year) (?:off|out|away|an? |each|every|per|in|with|on)",
    "(?:mon|tues|wednes|thurs|fri|satur|sun)days", "mornings", "afternoons", "(?:\\d+|ten|twenty|thirty|forty|fifty|half) ?(?:%|per ?cent|of my)", "(?:days?|weeks?|months?|mornings?|afternoons?|evenings?|weekends?|time|\\w+days?) off", "off (?:from|early|the (?:rota|roster|on-call|late))", "leave", "sabbatical",
    "part[- ]time", "finish(?:ing)?(?: work)? at", "role", "post", "position", "job", "desk", "lead(?:er|ing)?", "deputy", "head of", "manager", "supervisor", "coordinator", "officer", "champion",
    "promot\\w+", "secondment", "transfer", "post(?:ed|ing)", "relocat\\w+", "nights", "teach", "project", "team", "join", "run", "take (?:on|over)", "(?:move|moved) (?:me|to|into|over|across)", "course", "training", "trained", "qualif\\w+", "certif\\w+", "licen[cs]e", "ticket",
    "refresher", "apprenticeship", "diploma", "degree", "shadow\\w*", "stop (?:doing|running)", "give up", "drop", "hand over", "learn", "work (?:on|in|with)", "responsib\\w+", "come off", "swap",
)  # fmt: skip
"""Changes that take somebody away from what they do now, so that somebody else may have to do it."""
_ELSEWHERE = whole_words(
    "from home",
    "at home",
    "remote(?:ly)?",
    "(?:second|extra|another|additional|more|new) (?:person|pair|people|staff|hands|member|body)",
    "hire",
    "a temp",
    "contract",
    "buy",
    "full[- ]time",
    "more hours",
)
"""The same work at another place, more of it or more hands: nobody has to take it over."""
_SMALL = whole_words(
    "get (?:someone|somebody)", "help me with", "in touch with", "introduce me", "a word with", "sound out"
)
_HOUR = r"(?:\d{1,2}(?:[:.]\d\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half past(?: \w+)?|noon)"
_MOVED = whole_words(
    rf"{_HOUR}(?: ?[ap]m| o'clock)?(?: start)?[^.!?]{{0,25}}(?:instead of|rather than|,? (?:and )?not)(?: at)? {_HOUR}"
)
"""The same work at another hour: nobody has to take it over."""
_PAID = whole_words(
    "salary", "(?:my|me|equal|base) pay", "backdated", "wages?", "bonus", "promot(?:ed|ion)", "back pay", "(?:up|next|higher|one) (?:an? |one )?(?:grade|band)",
)  # fmt: skip


def gain(element: RubricElement, assessment: Assessment) -> float:
    """What mending this element may bring, in rubric points: its weight, less the nearer its score is to 10."""
    framing = element.id in ELEMENTS_OF["business_framing"]
    score = assessment.business_framing if framing else assessment.specificity
    return element.weight * max(0.0, 10.0 - score) / 10.0


def missing(
    text: str, assessment: Assessment, least: float, *, granted: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The elements to ask for, each worth ``least`` points or more, the best first.

    :param granted: elements that count as if they were there.
    """
    text = stated(text)
    there = granted | {name for name, finding in assessment.elements.items() if finding.present}
    there |= frozenset(name for name in MENDED_BY_ADDING if name not in there and seems_said(name, text))
    rubric = catalog.rubric()
    worth = {
        name: gain(rubric[name], assessment)
        for name in MENDED_BY_ADDING
        if name not in there and there >= set(_NEEDS.get(name, ())) and _applies(name, text)
    }
    return tuple(
        sorted((name for name in worth if worth[name] >= least), key=lambda name: (-worth[name], name))
    )


def seems_said(element: str, text: str) -> bool:
    """Whether the words of ``text`` look like the element, so that nobody should be asked for it."""
    if element == "change":
        asked = asking(text)
        return asks_pay(asked) and any(span.kind in _FIGURES for span in find_spans(asked))
    if element == "amount":
        return any(_is_size(span) for part in _about_the_ask(text) for span in find_spans(part))
    pattern = _SAID.get(element)
    return pattern is not None and any(
        pattern.search(part.text) and not _NOT_MEANT.search(part.text) and not is_sore(part.text)
        for part in sentences(text)
    )


def _is_size(span: Span) -> bool:
    return span.kind in _SIZES or (span.kind == "duration" and bool(_STRETCH.search(span.text)))


def asking(text: str) -> str:
    """The first clause that asks for something, else nothing; words that only close a letter do not count."""
    for sentence in sentences(text):
        for clause in clauses(sentence.text, shortest=4):
            said = clause.text if not is_sore(clause.text) else _AS.split(clause.text, maxsplit=1)[0]
            if _asks(said) and not sentence.text.endswith(":"):
                return sentence.text[clause.start :] if said == clause.text else said
    return ""


def _asks(words: str) -> bool:
    return bool(ASK.search(words)) and not POLITE_CLOSE.search(words) and is_meant(words)


def is_meant(words: str) -> bool:
    """Whether the words are neither denied nor left open, nor a complaint."""
    return not _NOT_MEANT.search(words) and not is_sore(words)


def _about_the_ask(text: str) -> Iterator[str]:
    """The sentences that ask, each with the one behind it."""
    found = sentences(text)
    for at, part in enumerate(found):
        if ASK.search(part.text) or (at and ASK.search(found[at - 1].text)):
            yield part.text


def kind(text: str) -> str:
    """What a draft asks for: pay, learning, hours or role; empty where it cannot be told.

    Where words ask, they alone tell: a licence that somebody has is not what they want.
    """
    said = asking(text) or text
    if asks_pay(said):
        return "pay"
    return next((name for name, found in _KINDS.items() if found.search(said)), "")


def _applies(element: str, text: str) -> bool:
    """Whether it makes sense to ask for the element: nobody takes over the work of somebody who is paid more.

    A rise brings no gain about; what was done speaks for it.
    """
    asked = asking(text) or next((part.text for part in sentences(text) if asks(part.text)), "") or text
    if element == "amount":
        return asked != text and (bool(_SIZED.search(asked)) or asks_pay(asked))
    if element == "mechanism":
        return not asks_pay(asked)
    if element == "cover" and (_MOVED.search(text) or _ELSEWHERE.search(asked) or not _AWAY.search(asked)):
        return False
    if element == "time" and _SMALL.search(asked):
        return False
    paid = asks_pay(asked) or bool(_PAID.search(asked))
    return element not in ("cover", "measure") or not (paid or _SMALL.search(asked))
