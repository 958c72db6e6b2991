"""What a turn states: its sentences without fillers and without the polite question beside them.

People ask "Would that work for you?" after a good answer, put a proposal as a question ("Jo could take Thursdays, maybe?"),
say "um" and "sorry". None of it makes an answer smaller.
"""

from __future__ import annotations

import re

from assistant.text.segment import sentences
from assistant.text.spans import find_spans, names_in

_FEWEST_WORDS = 4
"""Of fewer words nothing can be made by themselves."""
_FILLER = re.compile(
    r"(?:\b(?:u+m+|u+h+|er+m?|hm+|you know|i mean(?! to\b)|sorry)\b|…|\.{3})(?:,? *)(?![^.!?]*\b(?:for|about|that)\b)",
    re.I,
)
_TAG = re.compile(
    r",? *\b(?:right|okay|ok|yes|no|maybe|perhaps|does that work|would that (?:work|help|do)|is that (?:ok|okay|all right|fine)|"
    r"if (?:that|it)(?:'s| is) (?:ok|okay|all right|not (?:too much|a bother)))\s*\?$",
    re.I,
)
_TAIL = re.compile(
    r",+ *(?:(?:is|are|was|does|do|did|would|will|can|could|has|have)(?:n't)? (?:that|it|this|you|we)\b[^,?]{0,40}|agreed|deal)\s*\?$",
    re.I,
)
"""A question hung on a statement: "I stay till May, is that plain enough?"."""
_TIMID = re.compile(r"\b(?:maybe|perhaps|possibly|i guess|i suppose|i think|kind of|sort of)\b,? *", re.I)
"""Doubt that is only politeness where a proposal is put as a question."""
_REAL_QUESTION = re.compile(
    r"^\W*(?:(?:and|but|so|or|then|well|okay|ok|also)\b[, ]*)*(?:what|which|who|whose|whom|how|when|where|why|whether|is|are|was|were|am|do|does|did|"
    r"would|could|can|should|shall|will|may|might|have|has|had|isn't|aren't|don't|doesn't|wouldn't|couldn't|can't|won't)\b|"
    r"\b(?:can|could|would|should|shall|may|will|do|does|did|is|are|have|has)\s+(?:i|we|you|it|that|this|they|he|she|there)\b|"
    r"^\W*(?:i mean,?|[\w'-]+,) (?:what|which|who|whose|how|when|where|why)(?:'s|'d| is| are| was| were| do| does| did| has| have| would| could| can| should| will)\b[^,?]*\?+$|"
    r"(?<!you know )\b(?:what|who|whom|which|where|how|when)(?: way| sense)?(?: exactly| then| now)?\W*\?+$|\byou mean\b[^?]*\?+$",
    re.I,
)

_NAMES_CHOICES = re.compile(
    r"^\W*(?:(?:and|so|but|then)\b[, ]*)*(?!.*\b(?:i|we|is|are|was|were|do|does|did|have|has|had|can|could|will|would|shall|should|might|takes?|covers?|maybe|perhaps)\b)"
    r"(?:(?:an?|the|some|more) [^?.;:]{2,40}, [^?.;:]{2,60}|[^?.;:]{2,45},? or [^?.;:]{2,45})\?+$",
    re.I,
)
"""Things to choose from and no verb ("A form, a letter, figures?"): which of them is wanted is asked, and none is offered."""
_LEAVE_TO_ASK = re.compile(
    r"(?:^|(?<=[.!?] ))\W*(?:(?:so|and|but|sorry|well|ok|okay)\b,? )*(?:can|may|could) i (?:just |quickly |first )?ask(?: you)?(?: (?:straight(?: out)?|outright|directly|"
    r"openly|plainly|honestly|frankly|something|one thing))*[,:;]? (?=(?:who|whose|what|which|when|where|why|how|is|are|do|does|did|have|has|will|would)\b)",
    re.I,
)
_IF_SO = re.compile(
    r"^\W*(?:(?:and|but|so|or|then|well|okay|ok|maybe|perhaps)\b[, ]*)*(?:(?:would|could|might|does|will) (?:it|that) (?:\w+ )?"
    r"(?:help|work|do|be (?:\w+ )?(?:enough|okay|ok|all right|better|easier|possible|fine|something)|make (?:a|any) difference|ease it|change anything)"
    r"(?: for you| you| things| matters)? if|(?:and )?what if|how about if|suppose|imagine) (?P<who>i|we|(?-i:(?:(?:Mrs?|Ms|Miss|Dr)\.? )?[A-ZÀ-Ý])[\w'-]+(?-i: [A-ZÀ-Ý][\w'-]+)?|(?:my|the|our) \w+) (?P<verb>[a-z']+) (?P<rest>.+)$",
    re.I,
)
"""A proposal put as a question about it: "Would it help if Jo ran my checks?"."""
_MAY_IT = re.compile(
    r"^\W*(?:(?:and|but|so|or|then|well|okay|ok|maybe|perhaps)\b[, ]*)*(?:could|can|shall|may|might|would) (?P<who>i|we|(?-i:(?:(?:Mrs?|Ms|Miss|Dr)\.? )?[A-ZÀ-Ý])[\w'-]+(?-i: [A-ZÀ-Ý][\w'-]+)?|(?:my|the|our) \w+) "
    r"(?!(?:ask(?! (?-i:[A-ZÀ-Ý]))|know|hear|talk about|say something|be honest|suggest|propose)\b)(?P<rest>.+)$",
    re.I,
)
"""A proposal put as a question for leave: "Could Jo take my Friday round?"."""
_HOW_ABOUT = re.compile(
    r"^\W*(?:(?:and|but|so|or|then|well|okay|ok|maybe|perhaps)\b[, ]*)*(?:(?:how|what) about|what (?:would|do) you (?:say to|think of)|would you mind) "
    r"(?P<who>(?-i:(?:(?:Mrs?|Ms|Miss|Dr)\.? )?[A-ZÀ-Ý])[\w'-]+(?-i: [A-ZÀ-Ý][\w'-]+)?|(?:my|the|our) \w+) (?P<rest>[a-z]+ing\b .+)$",
    re.I,
)
"""A proposal with somebody who does something: "How about Jo taking my Friday round?"."""
_SOMEBODY = re.compile(
    r"^\W*(?:(?:and|but|so|or|then|well|okay|ok|maybe|perhaps)\b[, ]*)*(?:(?:how|what) about (?:(?:letting|asking|having|taking|giving it to) (?P<let>(?-i:[A-ZÀ-Ý])[\w'-]+)|(?P<named>(?-i:[A-ZÀ-Ý])[\w'-]+)\b\W*$)|(?:may|can|could) i (?:suggest|propose) (?P<put>(?-i:[A-ZÀ-Ý])[\w'-]+)\b|"
    r"(?:would|could|is|will) (?P<fit>(?-i:[A-ZÀ-Ý])[\w'-]+)(?: [\w'-]+){0,4}? (?:be )?(?:all right|alright|okay|ok|fine|good enough|acceptable|enough|welcome) (?:for|with|by|to) you\b)",
    re.I,
)
"""Somebody put forward by name: "What about Jo?", "Would Jo be all right for you?"."""
_WHETHER_THEY = re.compile(r",? (?:whether|if) (?:she|he|they)\b.*$", re.I)
_ASKS_FOR_WORDS = re.compile(r"\b(?:what|which|who|whose|how|when|where|why|whether)\b", re.I)
_PRESENT = {
    "ran": "run", "took": "take", "did": "do", "held": "hold", "sat": "sit", "stood": "stand", "came": "come", "gave": "give",
    "had": "have", "kept": "keep", "began": "begin", "went": "go", "wrote": "write", "brought": "bring", "got": "get",
    "put": "put", "said": "say", "agreed": "agree", "made": "make", "taught": "teach", "showed": "show", "learnt": "learn", "learned": "learn", "were": "be",
}  # fmt: skip

_THANKS = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|right|well|good|great|fine|all ?right|alright|yes|perfect|lovely|wonderful)\b[,.! ]*)*"
    r"(?:(?:many )?thanks?\b|thank you\b|cheers\b|much appreciated\b|(?:good)?bye\b|see you\b|have a (?:good|nice) \w+|take care\b)(?!.*\b(?:but|if|would|could|can|will)\b)[^?]{0,45}$",
    re.I,
)
"""How somebody thanks for the talk and goes."""


def only_thanks(said: str) -> bool:
    """Whether the turn does no more than thank for the talk or say goodbye."""
    parts = sentences(said)
    thanked = [part.text for part in parts if _THANKS.search(part.text)]
    return bool(thanked) and all(part.text in thanked or len(part.text.split()) == 1 for part in parts)


def after_leave(said: str) -> str:
    """``said`` without the leave to ask that a sentence begins with ("Can I ask you straight out, who …"): the question is what counts."""
    return _LEAVE_TO_ASK.sub("", said)


def statement(said: str) -> str:
    """The statements of ``said`` without fillers; empty where they are all of it, or too little to stand alone.

    A proposal that only sounds like a question ("Jo could sit in with me, maybe?") is a statement.
    """
    kept = [text for part in sentences(said) if (text := stated(part.text))]
    put = " ".join(kept)
    return put if put != " ".join(said.split()) and len(put.split()) >= _FEWEST_WORDS else ""


def stated(sentence: str) -> str:
    """One sentence as a statement without fillers; empty for a real question, unless it proposes something (:func:`proposed`)."""
    plain = sentence.replace("’", "'")
    told = _TAIL.sub("", plain)
    if told != plain and len(told.split()) >= _FEWEST_WORDS and not _REAL_QUESTION.search(told):
        plain = f"{told}."
    if plain.endswith("?"):
        if _REAL_QUESTION.search(plain) or _NAMES_CHOICES.search(plain):
            return proposed(sentence)
        plain = _TIMID.sub("", _TAG.sub("", plain)).rstrip("? ") + "."
    return " ".join(_FILLER.sub("", plain).split()).lstrip(" ,.")


def proposed(sentence: str) -> str:
    """What a question proposes, as a statement ("Would it help if Jo ran my checks?": "Jo could run my checks."); or empty.

    Somebody put forward by name is proposed; a question for leave proposes only where it names somebody, a day or an amount; anything else is asked in earnest.
    """
    plain = sentence.replace("’", "'").strip()
    if match := _IF_SO.search(plain):
        verb = match["verb"].lower()
        verb = _PRESENT.get(verb, verb[:-2] if re.search(r"[^e]ed$", verb) else verb)
        verb = verb if verb in ("could", "can", "would", "will") else f"could {verb}"
        return f"{match['who']} {verb} {match['rest'].rstrip('? ')}."
    if match := _HOW_ABOUT.search(plain):
        return f"{match['who']} could be {match['rest'].rstrip('? ')}."
    if match := _SOMEBODY.search(plain):
        who = match["named"] or match["let"] or match["put"] or match["fit"]
        return f"{who} could do it." if names_in(f"And {who} does") else ""
    match = _MAY_IT.search(_WHETHER_THEY.sub("", plain))
    if match and find_spans(f"we {match['rest']}") and not _ASKS_FOR_WORDS.search(match["rest"]):
        return f"{match['who']} could {match['rest'].rstrip('? ')}."
    return ""


def really_asks(sentence: str) -> bool:
    """Whether a sentence is a question, and not a proposal that only ends like one."""
    plain = sentence.rstrip().replace("’", "'")
    return plain.endswith("?") and bool(_REAL_QUESTION.search(plain) or _NAMES_CHOICES.search(plain))
