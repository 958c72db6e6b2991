"""Complaint, comparison, threat and sarcasm in a draft: where they are, and the draft without them.

Nothing of the user's is reworded but a request that was the condition of a threat, which is set free:
``Unless you give me the night round, I leave`` becomes ``Could you give me the night round?``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assistant import catalog
from assistant.domain import Assessment, Finding
from assistant.text import Span
from assistant.text.cues import hinted
from assistant.text.segment import sentences

_LONGEST_CUT = 800
"""Characters beyond which a run-on sentence is left as it is."""
_ONLY_BITTER = 2.0
"""Business framing below which a draft only complains (rubric: 0-1)."""
SOUR = 2.0
"""Business framing below which a tone that the scorer hears needs no words to prove it."""
_ABSENT = Finding(present=False)
_DECISIVE = ("change", "amount", "time", "cover", "measure", "next_step")


def whole_words(*patterns: str) -> re.Pattern[str]:
    """One of these as whole words; a straight apostrophe stands for a curly one too."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b".replace("'", "['’]"), re.I)


ASK = whole_words(
    r"(?:could|can|may|might|would|will) (?:i|you|we)", r"i(?:'d| would)(?! (?:think|say|have|rather not|be (?:up|happy|glad|open)))", "(?:would|should) like to", r"i like to (?:be|have|get|do|work|try|move|join|learn|take|become|go)", "(?:am|shall|will) i (?:getting|get|going to (?:get|be|have))",
    r"i(?:'m| am) (?:\w+ )?(?:asking|wanting|applying)", "my (?:ask|proposal|request)", "i reckon i could",
    "i (?:want|wish|ask|propose|request|mean to|need|wouldn't mind|was wondering)", "(?:to|and) ask (?:you )?(?:whether|if|for)",
    "(?:give|put|let|move|make|drop|send|name|introduce|keep|match) (?:me|us|it|my)", "please", "kindly", "keen to",
    "proposal", "(?:be|am) grateful if", "what about", "it(?:'s| is) (?:about |high )?time (?:that )?(?:i|we)", "is it possible", "requesting", r"could (?:\w+ ){1,3}be", "i could (?:possibly|perhaps|maybe)", "(?:pls|plz)",
)  # fmt: skip
"""Words that begin a request."""
POLITE_CLOSE = whole_words(
    "let me know",
    "tell me",
    "get back to me",
    "bear with me",
    "forgive me",
    "excuse me",
    "i was wondering\\s*$",
)
"""Words that ask for no change, only for an answer or for patience."""
GRIEVANCE = whole_words(
    "unfair", "not fair", "(?:is|was)n't (?:fair|right)", "(?:only|be) fair", "fair would", "sick of", "fed up",
    "(?:so|i'm|am) tired", "had (?:quite )?enough", "(?:cross|i'm) over it", "passed over", "overlooked", "fobbed off",
    "owes? me", "deserve[sd]?", "my go now", "my turn", "long overdue", "for once", "always me", "why not (?:us|me)",
    "everyone (?:else )?(?:has|gets|i know|on my|in)", "apparently", "no doubt", "naebody", "been here longer",
    r"nobody(?:'s)? (?:has )?(?:even |ever |once )*(?:\w+ed|said|made|told|thanks)", "worth my while",
    r"not one (?:person|of you)\b.{0,20}\b(?:said|thank\w*)", "shouts? (?:the )?loudest", "a joke that",
    "insult(?:ed|ing)?", "taken for granted", "grumble", "(?:joined|started) after me", "before me",
    "than (?:hers?|him|his|theirs)", "to be noticed", "already (?:are|have it)", "the mug", "other mug", "lighter load",
    r"(?:raised|asked) (?:for )?this \w+ times", "told me (?:not now|no)", "said not now", "pains me", "outgrown",
    "gets all of this", "batchmates are", "ask yourself", "better speak", "let it be known", "why i (?:even )?bother",
)  # fmt: skip
ULTIMATUM = whole_words(
    "or else", "or i(?:'ll|'m|'d)?", "or you can find", "recruiters?", "competitors? (?:has|have)",
    "hand (?:in )?(?:my )?notice", "if (?:not|it isn't|you (?:don|can|won)'?t)\\b.{0,120}\\bi(?:'ll|'m| will| am)",
    "i walk", "i(?:'ll| will) (?:walk|leave|quit)", "one must resign", "you have until", "P45", "somewhere that will",
    "look(?:ing)? (?:for me )?elsewhere", "taking people on", "show the union", "offered me", "not bluffing",
)  # fmt: skip
"""Complaint, comparison and threat; only looked for in a draft that was assessed as having some."""
PRESSURE = whole_words(
    r"or (?:else )?i(?:'ll| will|'m| am)? (?:be )?(?:walk|leave|quit|go(?! back)|off|out|gone|resign|leaving|going|take the \w+ offer)",
    "(?:otherwise|if not|or else),? (?:i'm afraid |i am afraid )?i(?:'ll| will| shall|'d| would) (?:have to |be (?:forced|compelled|obliged) to )?"
    "(?:consider|look|leave|resign|go|accept|take|start|seek|find)", "(?:consider|weigh) my (?:other )?options",
    "(?:you (?:will|'ll)|or you) (?:have|get|find) my (?:resignation|notice)", "(?:accept|take) the offer (?:from|at|of)",
    r"if (?:nothing|that|this|it|i)\b[^.!?]{0,60},? i(?:'ll| will|'m| am|'d)? (?:off|gone|out|leaving|accept|resign|quit|walk)",
    r"unless\b[^.!?]{3,80}, i(?:'ll| will|'m| am)? (?:leave|leaving|off|gone|quit|resign|walk)",
    "or i(?:'ll| will) be (?:ringing|calling|talking to|seeing)", "unless you (?:can |could |will )?(?:match|beat|top)", "been approached by (?:another|a)", r"take \w+[^.!?]{0,40} with me", "have another offer", "or it's the union", "i'll take my \\w+ elsewhere",
)  # fmt: skip
"""Leaving, or worse, as the other half of a request: plain enough to be told of even where the scorer hears nothing."""

_FIGURE = whole_words(
    r"\d+\w*", "(?:mon|tues|wednes|thurs|fri|satur|sun)days?", "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DONE = whole_words(
    r"i(?:'ve| have)? (?:\w+ )?(?:opened|ran|run|built|cut|trained|closed|led|wrote|written|fixed|cleared|covered|finished|"
    r"completed|passed|sold|won|rebuilt|made|saved|taught|organised|kept|handled|delivered|mended|solved)"
)
"""Something the user has done: worth keeping out of a complaint."""
_TAIL = re.compile(
    r"\s*(?:;|\s[-–—]+\s|—|,?\s+(?=or\b)|,\s+(?=(?:and|but|because|since|while|so|as|otherwise)\b)|"
    r"\s+(?=because\b)|\s+(?=as (?:my|i|he|she|they|others)\b)|\s+(?=and (?:not one|nobody|no one)\b))\s*",
    re.I,
)
"""Where the rest of a sentence can be taken off."""
_STARTS_ALONE = re.compile(
    r"(?:so |and |but )?(?=(?:i|we|could|can|would|please|kindly|give|put|let|move|make|name)\b)", re.I
)
_CONNECTIVE = re.compile(
    r"(?:so|but|yet|and|anyway|still|then|however|instead|honestly|look)\b[,:]?\s+(?=\w)", re.I
)
_LEFTOVER = whole_words(
    "that'?s", "it's", "it is", "i'd rather not", "right", "fine", "anyway", "very nice", "now the", "let me leave",
    "your call", "no rush", "i am not bluffing",
)  # fmt: skip
GREETING = whole_words(
    "hi", "hello", "hey", "dear", "good (?:day|morning|afternoon|evening)", "sir", "madam", "ma'am", "morning", "salaam",
    "respected (?:sir|madam)",
)  # fmt: skip
SIGN_OFF = whole_words(
    "(?:many |kind |warm |best |with )*(?:i remain|thanks|thank you|thx|cheers|regards|best wishes|god bless|ta|yours|sincerely|best)"
)
_FREED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?:so |but |and |well,? )?{pattern}\Z".replace("'", "['’]"), re.I | re.S), wording)
    for pattern, wording in (
        (
            r"(?:if you (?:don't|do not|can't|cannot|won't|will not)|unless you) (?P<rest>.+)",
            "Could you {rest}?",
        ),
        (r"(?:either|unless) i(?:'m| am) (?P<rest>.+)", "I would like to be {rest}."),
        (r"if i(?:'m| am) not (?P<rest>.+)", "I would like to be {rest}."),
        (r"either i (?P<rest>(?:get|have|move|go|lead|take|start)\b.+)", "I would like to {rest}."),
        (r"(?:if i (?:don't|do not|can't|cannot)|unless i) (?P<rest>.+)", "I would like to {rest}."),
        (r"if nothing (?P<verb>change|happen)s\b(?P<rest>.*)", "I would like something to {verb}{rest}."),
        (r"either (?:you give|the \w+ gives) (?P<rest>.+)", "Could you give {rest}?"),
        (r"either you (?P<rest>.+)", "Could you {rest}?"),
    )
)
"""How a request sounds when it is no longer the condition of a threat."""
_THREAT_JOINT = re.compile(r",?\s+(?:or|then)\b|,\s*|\s+(?=i(?:['’]m| am|['’]ll| will)\b)", re.I)


def is_sore(words: str) -> bool:
    """Whether the words complain, compare or threaten, as far as can be told without their context."""
    return (
        bool(GRIEVANCE.search(words) or ULTIMATUM.search(words))
        or _harsh("grievance", words)
        or is_threat(words)
    )


def is_threat(words: str) -> bool:
    """Whether leaving, or worse, is the other half of a condition (``knowledge/conduct.toml``)."""
    return _harsh("ultimatum", words) or bool(PRESSURE.search(words))


def presses(text: str) -> bool:
    """Whether the text sets a condition so plainly that no scorer is needed to hear it."""
    rules = catalog.table("conduct")["ultimatum"]
    return bool(PRESSURE.search(text)) and not re.search(rules["denied"], text.lower().replace("’", "'"))


def is_soured(text: str, assessment: Assessment) -> bool:
    """Whether the tone of the draft costs something: it threatens, or the scorer hears it and the words bear it out."""
    finding = assessment.elements.get("negative_tone", _ABSENT)
    proof = is_sore(text) or hinted(finding.quote or "", "grievance", "comparison", "ultimatum", "sarcasm")
    return presses(text) or (finding.present and (proof or assessment.business_framing < SOUR))


def _harsh(move: str, words: str) -> bool:
    text = words.lower().replace("’", "'")
    rules: Mapping[str, str] = catalog.table("conduct")[move]
    denied = "denied" in rules and re.search(rules["denied"], text)
    return not denied and any(
        name in rules and bool(re.search(rules[name], text)) for name in ("plain", "words")
    )


# --- the draft without it -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Quoted:
    """Where the assessed quotes stand in the text."""

    sore: tuple[tuple[int, int], ...]
    decisive: tuple[tuple[int, int], ...]
    supporting: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str, assessment: Assessment) -> _Quoted:
        found: dict[str, tuple[int, int]] = {}
        for element, finding in assessment.elements.items():
            if finding.present and finding.quote and (start := text.find(finding.quote)) >= 0:
                found[element] = (start, start + len(finding.quote))
        sore = tuple(span for element, span in found.items() if element == "negative_tone")
        # Words that only complain or threaten carry nothing else, whatever they were quoted for.
        good = {
            element: span
            for element, span in found.items()
            if element != "negative_tone" and not (span in sore or _only_sore(text[span[0] : span[1]]))
        }
        return cls(
            sore=sore,
            decisive=tuple(span for element, span in good.items() if element in _DECISIVE),
            supporting=tuple(span for element, span in good.items() if element not in _DECISIVE),
        )

    def is_sore(self, span: Span) -> bool:
        return _meets(span, self.sore) or is_sore(span.text)

    def is_needed(self, span: Span) -> bool:
        """Whether leaving the span out would lose what is asked, or a fact that carries no complaint in itself."""
        asks = bool(ASK.search(span.text)) and not self.decisive
        return (
            asks or _meets(span, self.decisive) or (_meets(span, self.supporting) and not is_sore(span.text))
        )


def _only_sore(words: str) -> bool:
    return is_sore(words) and not ASK.search(words) and not _FIGURE.search(words)


def _meets(span: Span, others: Collection[tuple[int, int]]) -> bool:
    return any(start < span.end and span.start < end for start, end in others)


def without_grievances(text: str, assessment: Assessment) -> str:
    """``text`` without its sore sentences and parts; empty where nothing else is in it."""
    quoted = _Quoted.of(text, assessment)
    parts: list[str] = []
    before, dropped, bitter = 0, False, _is_only_grievance(assessment)
    for sentence in sentences(text):
        kept = "" if bitter and not _is_salvage(sentence.text) else _kept(sentence, quoted, after_gap=dropped)
        kept = "" if bitter and is_sore(kept) else kept
        if kept:
            parts.append((text[before : sentence.start] if parts else "") + kept)
        dropped = not kept
        before = sentence.end
    return "".join(parts)


def _is_only_grievance(assessment: Assessment) -> bool:
    """Whether nothing else was found: no request, and no reason that speaks for one."""
    there = {name for name, finding in assessment.elements.items() if finding.present}
    return assessment.business_framing < _ONLY_BITTER and there <= {"negative_tone"}


def _is_salvage(words: str) -> bool:
    """Whether a sentence among grievances can still serve: a greeting or thanks, a wish, a figure, something done."""
    polite = bool(GREETING.match(words) or SIGN_OFF.match(words)) and len(words.split()) <= 5
    asks = ASK.search(words) and not POLITE_CLOSE.search(words)
    serves = asks or _FIGURE.search(words) or _DONE.search(words)
    return polite or (bool(serves) and len(words.split()) > 2)


def _kept(sentence: Span, quoted: _Quoted, *, after_gap: bool) -> str:
    """What stays of a sentence: all, a part that stands alone, or nothing. ``after_gap``: the one before it is gone."""
    needed, sore = quoted.is_needed(sentence), quoted.is_sore(sentence)
    kept = (_cut(sentence, quoted) or _freed(sentence.text)) if sore else sentence.text
    if sore and not kept:
        kept = sentence.text if needed else ""
    if is_threat(kept):
        return ""
    if not after_gap:
        return kept
    if not needed and len(kept.split()) <= 6 and _LEFTOVER.match(kept):
        return ""
    return capitalised(_CONNECTIVE.sub("", kept, count=1) if _CONNECTIVE.match(kept) else kept)


def _cut(sentence: Span, quoted: _Quoted) -> str:
    """The sentence without its sore end or beginning, where the rest can stand alone and says something; else nothing."""
    if len(sentence.text) > _LONGEST_CUT:
        return ""
    for joint in _TAIL.finditer(sentence.text):
        head = Span("part", sentence.text[: joint.start()], sentence.start, sentence.start + joint.start())
        tail = Span("part", sentence.text[joint.end() :], sentence.start + joint.end(), sentence.end)
        if len(head.text.split()) < 2 or len(tail.text.split()) < 2:
            continue
        if (
            is_sore(tail.text)
            and not is_sore(head.text)
            and (_presses_after(head, tail) or not _meets(tail, _apart(quoted.decisive, head)))
        ):
            return "" if _FREED_START.match(head.text) or not _serves(head, quoted) else _closed(head.text)
        start = _STARTS_ALONE.match(tail.text)
        if (
            start
            and quoted.is_sore(head)
            and not is_sore(tail.text)
            and not _meets(head, _apart(quoted.decisive, tail))
        ):
            return capitalised(tail.text[start.end() :]) if _serves(tail, quoted) else ""
    return ""


def _presses_after(head: Span, tail: Span) -> bool:
    """Whether a plain request is followed by a plain threat, whatever was quoted from the threat."""
    return bool(ASK.search(head.text)) and presses(tail.text)


_FREED_START = re.compile(r"(?:so |but |and )?(?:either|if|unless)\b", re.I)


def _apart(spans: Collection[tuple[int, int]], part: Span) -> list[tuple[int, int]]:
    """Those of ``spans`` that do not reach into ``part``: a quote over both halves of a sentence holds neither."""
    return [span for span in spans if not _meets(part, [span])]


def _serves(part: Span, quoted: _Quoted) -> bool:
    """Whether the part is worth keeping for itself."""
    return quoted.is_needed(part) or _is_salvage(part.text)


def _freed(sentence: str) -> str:
    """The request that was the condition of a threat, as a request; nothing where there is none."""
    for joint in _THREAT_JOINT.finditer(sentence):
        condition, threat = sentence[: joint.start()].strip(), sentence[joint.start() :]
        if not is_sore(sentence) or is_sore(condition) or len(threat.split()) < 2:
            continue
        for pattern, wording in _FREED:
            if match := pattern.match(condition):
                return wording.format(**match.groupdict())
    return ""


def _closed(words: str) -> str:
    return words.rstrip(" ,;:–—-") + ("" if words.rstrip()[-1:] in ".!?…" else ".")


def capitalised(words: str) -> str:
    """``words`` with a capital at the start."""
    return words[:1].upper() + words[1:]
