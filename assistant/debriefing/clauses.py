"""Who does what: the clauses of a sentence in which somebody takes something on, or is given something to do.

A commitment has a doer and a verb of doing ("I send it", "you tell them", "we look at it again"), or names a part ("your part is
one mail"); no condition, no question of the doer's, no threat. The verbs are data (``[doing]`` in ``knowledge/debrief.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.catalog import table
from assistant.debriefing.when import spelled, when, without_courtesy
from assistant.text.segment import sentences
from assistant.text.spans import find_spans

YOU, BOSS, BOTH = "You", "Your boss", "Both of you"
HABITS = frozenset({"do", "keep", "run", "come", "go", "take", "make", "cover"})
"""Verbs that say how things are as often as what will be done."""
_AND_THEN = r"(?:(?:and|so|then|but|okay|ok|right|well|good|fine|first|second|third|next|also|(?:can|shall|could) we say(?: that)?|let(?:'s| us) say(?: that)?|i propose(?: that)?|agreed|for (?:\w+ ){0,2}?\w+(?= (?:i|you|we)\b))\b[,:]? *)*"
_DAY = r"(?:(?:(?:on|by|from|until|till|after|at|this|next|in|before) [^,;:.!?]{2,30}(?:, \d[^,;:.!?]{1,15})?|today|tonight|tomorrow|first thing(?: tomorrow| today)?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?),? )?"
_NAMED = r"(?:(?-i:[A-ZÀ-Ý][\w'-]+)|(?:my|the|our) [\w'-]+)"
_JOINT = rf"(?:you, )?(?:{_NAMED}, )*{_NAMED} and (?:i|me)|(?:i|me|you) and {_NAMED}"
"""A subject of two or more ("Ola and I"), which is one: without the others the clause says something else."""
_WHO = rf"(?P<who>you and (?:i|me)|i and you|both of us|{_JOINT}|i|you|we)"
_LABEL = r"(?P<label>(?:from )?(?:me|you|us|both)|both of us|what (?:i|you|we)(?:'ll| will)? (?:do|bring|give|take on)(?: first| then)?): *"
_WILL = r"(?:'ll| will| shall|'m going to| am going to|'re going to| are going to)?(?: (?:also|then|first|just|each|both|gladly|personally|myself|only))*"
_SHARE = r"(?P<whose>(?:my|your|our) (?:part|bit|share|job|task|homework|side|end|first step)|mine|yours)(?: (?:in|of|here|on|for) (?:it|this|that))?(?:(?:'s| is| are|(?: will| would)(?: just| only| simply)? be)(?: just| only| simply)?|:)"
_ASKS_OF = (
    r"(?P<asks>(?:(?:what|all|(?:the )?(?:only|one) thing) (?:i|we)(?:'d)?(?: only| just| still| also)? (?:ask|need|want|expect|like)(?: to have)?(?: now| then)? (?:of|from) you(?: now| then| first)? is|"
    r"(?:of|from) you,? (?:i|we)(?:'d| would)?(?: only| just| also| then)? (?:ask|need|want|like|expect)(?: for)?|"
    r"(?:i|we)(?:'d| would)?(?: only| just| also| then)? (?:need|want|like) you (?:only |just |then )?to(?= {doing}\b)|"
    r"you(?:'d)? (?:only |just |then )*(?:need|have) to(?= {doing}\b)|your (?:bit|part) is (?:just |only )?to(?= {doing}\b)))"
)
"""What the user asks of the other without a verb of the other's own: "From you I need two lines"."""
_ANSWERS = re.compile(r"(?:an? |the |your |only |just )*(?:answer|yes|no|decision|trust|honest\w*|opinion|view|figure|number|date|day)\b", re.I)  # fmt: skip
"""What is asked for in a talk and got in it, which is nothing to do."""
_FRONTED = (
    r"^(?!(?:i|we|you|he|she|they|it|that|this|what|which|who|if|when|and|but|so|maybe|all)\b)"
    r"(?P<part>(?:(?!\b(?:is|are|was|were|will|would|can|if|that|which|who|what|know|think|hope|say|things?|points?)\b)[^,;:.!?]){3,50}? (?P<who>i|we)(?:'ll| will) (?P<does>(?!say\b){doing})\b)"
)
"""What is done stands before who does it: "The two drivers I'll tell by Friday"."""
_ANOTHERS = re.compile(
    r",? and (?=(?:(?-i:[A-ZÀ-Ý][\w-]+)|he|she|they) (?!(?:this|always|plus|as|is|was|has|does|days|nights|mornings|afternoons|evenings)\b)(?:[a-z]{2,}s|will|can)\b)"
)
"""Where a sentence goes on to what somebody else does, whose days are theirs."""
_OPEN = re.compile(
    r"\b(?:if|unless|would|(?:i|we|you)'d|could|might|(?-i:may)|maybe|perhaps|want|wish|would like|hope|think|not|never|nothing|cannot|need to|have to|rather|whether)\b|n't\b",
    re.I,
)
_UNSURE = re.compile(r"\b(?:if|unless|could|might|maybe|perhaps|whether)\b", re.I)
ASKS_IF = re.compile(
    r"\b(?:ask|check|see|tell|decide|confirm|find out|say)\b[^.;]*?\b(?:(?:if|whether)\b|(?:which|what|who|how|where)\b[^,.;]*)",
    re.I,
)
"""What somebody asks or tells about; a word of doubt in there makes nothing doubtful."""
_CONDITION = re.compile(r"\b(?:if|unless|suppose|in case|when|once)\b", re.I)
_OR_ELSE = re.compile(r"\bor [^,.;]+,\s*$|\botherwise\b[^.;]*$", re.I)
"""What comes before it is the other way: "Give me a day or forget it, I'll go to the board"."""
_GIVE_FIRST = re.compile(r"(?<!you )(?<!to )(?<!please )\b(?:show|tell|give|let|name|find|get|bring|send|pick) (?:me|us)\b[^.;]*\band\s*$", re.I)  # fmt: skip
"""What the other does first makes a condition too: "Show me where it hurts and I'll move days there"."""
_ENDS = re.compile(
    r"(?:[\s,;:–—-]+|\b(?:and|so|(?<!till )(?<!until )(?<!by )(?<!since )(?<!before )(?<!from )then|but))+$",
    re.I,
)
_CUT = re.compile(
    r"\b(?:(?<!the )(?<!a )till|until|the|an?|my|your|our|of|and|or|than|because|between|from|if|whether)$",
    re.I,
)
"""How words end that stop in the middle."""
_ASIDE = re.compile(r", if (?:he|she|they|you) (?:want|wish|like|agree|can)s?,", re.I)
_YES = re.compile(
    r"^\W*(?:(?:yes|okay|ok|sure|good|right|fine|well|thanks|thank you|agreed|understood)\b[,.! ]*)*"
    r"(?:yes|sure|okay|ok|fine|will do|of course|agreed|gladly|with pleasure|deal|done|understood|consider it done|no problem|happy to|go ahead|by all means|please do|i(?:'ll| will))\b",
    re.I,
)
_BUT = re.compile(
    r"\b(?:but|(?<!than )(?<!or )(?<!why )not|no|cannot|only if|unless|depends|too (?:soon|early|late|much))\b|n't\b",
    re.I,
)
_SAYS_NOTHING = re.compile(
    r"^(?:i|you|we)(?:['’]ll| will| shall)? (?:just )?(?:[\w-]+ (?:it|that|this|so)(?: (?:up|down|in|off|again|now|straight|plainly|openly|clearly|honestly|once more|out loud))?$|"
    r"(?:say|put) (?:it|this|that|when|what|how|who|where|which)(?: \w+)?:|(?:come|get) (?:straight |right |quickly )?to (?:it|the point)\b|be (?:honest|frank|plain|brief|quick|direct|straight)\b)",
    re.I,
)
_ASKS_YOU = re.compile(
    r"^(?:i|we)(?:['’]ll| will)? (?:\w+ )?(?:ask|tell) you\b(?! (?:on|at|in|by|again|next|tomorrow)\b)", re.I
)
_PAPERS = r"(?:guide|list|page|sheet|note|plan|draft|report|summary|manual|checklist|rota|roster|mail|letter|form|overview|table|proposal)"
_GETS = re.compile(
    rf"(?:^|[,;:.] |\b(?:and|so|then) )(?P<part>{_DAY}you(?:'ll| will)? (?:have|get) (?:it|them|this|that|(?:the|my|a|an|one|both|two) [\w '-]{{2,30}}?)\b(?: from me)?|"
    rf"(?:the|my|your) (?:[\w'-]+ ){{0,2}}{_PAPERS}(?:'s| is| will be|'ll be) (?:done|ready|finished|written|printed|with you|on your desk|in your (?:inbox|tray|post))\b)",
    re.I,
)
"""What the other gets, which is the speaker's to bring."""
_PAST = re.compile(
    r"\b(?:ago|yesterday|already|(?:in|since) (?:19|20)\d\d|last (?:year|month|week|spring|summer|autumn|winter|season|time)|when|three times)\b|\b(?:went|ran|now|was|were|did|had)\b",
    re.I,
)
_NO_TENSE = frozenset({"put", "set", "let", "read", "cut", "run", "come"})
"""Verbs that look the same in the past."""
_WANTS_TO_KNOW = re.compile(
    r"^you (?:please |then |also )?(?:\w+ )?(?:me|us|to me)? ?(?:what|which|how|why|who|where|more)\b", re.I
)
_OPEN_QUESTION = re.compile(r"\b(?:what|which|who|whom|how|why|where|when)\b[^,;:]*$", re.I)
_TALKS = re.compile(r"^you (?:please |then |also )?(?:answer|reply|explain|repeat|imagine|agree|say)\b", re.I)
_ANYBODY = re.compile(r"\b(?:any(?:body|one)?|the next|whoever|some(?:body|one)|others)\b", re.I)
"""Of whom nobody in particular is meant: "Would you back the next one who asks?" is asked to make a point."""
_TAG = re.compile(
    r",? *\b(?:ok|okay|right|yes|agreed|deal|fine|all right|alright|(?:is|would|does) that(?: be)? (?:ok|okay|all right|fine|doable|possible|work)(?: for you)?)\s*\?$",
    re.I,
)
"""A small question at the end of a statement ("I write it today, okay?"), which makes no question of it."""
_GOES_ON = re.compile(
    r",? and (?=(?:if|when|once|in case|should)\b|[^,]*?\b(?:i|we|he|she|they|it|you)(?:'(?:m|s|re|d)| (?:am|is|are|was|would|could|might))\b)",
    re.I,
)
"""Where a sentence goes on to another case ("…, and if it rains I cover them"), which takes nothing back of what stands before."""
_NEXT_CASE = re.compile(r",? and (?=(?:if|when|once|in case|should)\b)", re.I)
_NO_MORE = re.compile(r"[ ,]*(?:(?:morning|afternoon|evening|night)\b)?(?:\d{1,2}(?:st|nd|rd|th))?[ ,:]*")
"""What may stand between a day and the clause that it belongs to ("Friday 25th, we look at it")."""
_TO_SAY = re.compile(r"^\W*(?:(?:and|so|then)\b,? *)*you(?:'d| could| can| would| may| might)? (?:just |then |always )?(?:say|tell (?:them|him|her)|answer)\b[^:,;]{0,20}: +", re.I)  # fmt: skip
_TELLS_ON = re.compile(
    r":|, (?:the|my|our|that|this|it|he|she|they)\b[^,;:]*\b(?:is|are|was|were|has|have)\b", re.I
)
"""Where a sentence goes on to tell how things are, whose days are no day of what was taken on."""
_HOW_IT_IS = re.compile(r"\b(?:since|ago|already|so far|always|never)\b", re.I)
"""What tells how things are or were: "Mine is six kilos since May" is nobody's part."""
_BECAUSE = re.compile(r",? (?:because|so that)\b|\s[:;]-?[()D]", re.I)
"""Where a reason begins, or a face ends what was said: nothing behind it makes a step of another kind."""
_FEWEST = 3
_WITH_OTHERS = re.compile(
    r"(?<!\bto )(?<!\bwith )(?<!\bfor )(?<!\bof )(?<!\bby )(?<!\bfrom )(?-i:\b[A-ZÀ-Ý][\w'-]+) and $", re.I
)


@cache
def _doing() -> str:
    return rf"(?:{'|'.join(table('debrief')['doing']['verbs'])})"


@cache
def _start() -> re.Pattern[str]:
    asks = _ASKS_OF.replace("{doing}", _doing())
    clause = rf"(?P<part>{_DAY}{asks}|{_DAY}{_WHO}{_WILL} (?P<does>{_doing()})\b|{_SHARE}|{_LABEL}(?P<task>{_doing()}\b)?)"
    return re.compile(
        rf"(?:^|(?<=[,;:.–—]) +| - |\b(?:and|then|(?<!say )(?<!says )(?<!said )so|but) ){_AND_THEN}{clause}",
        re.I,
    )


@cache
def _fronted() -> re.Pattern[str]:
    nothing = "".join(f"(?P<{name}>(?!))?" for name in ("asks", "whose", "label", "task"))
    return re.compile(_FRONTED.replace("{doing}", _doing()) + nothing, re.I)


@cache
def _told() -> re.Pattern[str]:
    """What one tells the other to do: an order for something to be handed over, or a polite question for it."""
    courtesy = r"(?:(?:please|just|simply|kindly|also|then|and|so|but|good|yes|right|fine|okay|ok|agreed|well)\b[,. ]*)*"
    verbs = "|".join(table("debrief")["doing"]["handing"])
    what = r"(?:me|us|it|them|that|this|the|an?|your|both|what|one|two|him|her|(?-i:[A-ZÀ-Ý]))\b"
    return re.compile(rf"^\W*{courtesy}(?P<part>(?:(?:by|on|until) [^,]{{2,25}}, )?(?:{verbs}) {what}[^;]*)$", re.I)  # fmt: skip


@cache
def _asked() -> re.Pattern[str]:
    return re.compile(rf"\b(?:could|can|will|would) (?P<part>you (?:please |then |also )?{_doing()}\b[^?]*)", re.I)  # fmt: skip


@cache
def _would() -> re.Pattern[str]:
    by_now = r"(?:(?:also|then|gladly|just|happily) )?"
    return re.compile(rf"(?P<part>\bi(?:'d| would) {by_now}(?!(?:do|keep|run|come|go|take|make|cover|start|begin|lead|try|say|ask for)\b){_doing()}\b)", re.I)  # fmt: skip


def pieces(sentence: str, speaker: str = YOU) -> Iterator[tuple[str, str, str]]:
    """(who, words, verb) of each clause of a sentence that says who does what, without a condition.

    :param speaker: whose sentence it is, so that "I" is one or the other.
    """
    sentence = words_for_them(sentence)
    text = _TAG.sub("", spelled(sentence.replace("’", "'")))
    starts = list(_start().finditer(text))
    fronted = _fronted().match(text)
    if fronted and not any(start.start() < fronted.end() for start in starts):
        starts.insert(0, fronted)
    for n, start in enumerate(starts):
        begin = _with_others(text, starts[n - 1].end() if n else 0, start.start("part"))
        begin = _with_day(text, starts[n - 1].end() if n else 0, begin)
        end = starts[n + 1].start() if n + 1 < len(starts) else len(text)
        before = text[starts[n - 1].end() if n else 0 : begin]
        words = _first_case(without_courtesy(_ENDS.sub("", sentence[begin:end].rstrip(" .!?"))))
        words = words[: other.start()] if (other := _ANOTHERS.search(words)) else words
        words = (
            without_courtesy(words[: why.start()].rstrip(" ,")) if (why := _BECAUSE.search(words)) else words
        )
        done = words[start.end("asks") - begin :] if start["asks"] else words
        if (
            _CONDITION.search(before)
            or _GIVE_FIRST.search(before)
            or _OR_ELSE.search(before)
            or (_UNSURE if start["asks"] or start["whose"] else _OPEN).search(
                ASKS_IF.sub("", spelled(done.replace("’", "'")))
            )
            or (start["asks"] and _ANSWERS.match(done.strip()))
        ):
            continue
        if len(words.split()) >= _FEWEST and not (_SAYS_NOTHING.search(words) or _CUT.search(words)):
            if start["label"] and not start["task"] and not when(words):
                continue  # "Me: fine with that" takes on nothing
            if start["whose"] and _HOW_IT_IS.search(words):
                continue
            if _ASKS_YOU.search(words):
                continue  # "I only ask you to forward it" gives the other something to do
            if _NO_TENSE & {(start["does"] or "").lower()} and _PAST.search(text):
                continue  # "You put me in charge of it, and it runs now" tells of what was
            yield _who(start, speaker), words, (start["does"] or start["task"] or "").lower()


def _with_day(text: str, after: int, begin: int) -> int:
    """Where a clause begins with the day that stands by itself before it: "Friday 25 May, we look at it together"."""
    before = text[after:begin]
    for span in find_spans(before):
        alone = re.search(r"(?:^|[,;:.]|\b(?:and|then|so))\s*(?:on )?$", before[: span.start], re.I)
        if span.kind == "date" and alone and _NO_MORE.fullmatch(before[span.end :]):
            return after + span.start
    return begin


def _first_case(words: str) -> str:
    """``words`` up to where they go on to another case, if only that holds a condition; else all of them."""
    said = words.replace("’", "'")
    for turn in _GOES_ON.finditer(said):
        head = words[: turn.start()]
        if not _OPEN.search(ASKS_IF.sub("", said[: turn.start()])) and len(head.split()) > _FEWEST:
            return head if _OPEN.search(said[turn.start() :]) else words
    return words


def asks_of(words: str) -> bool:
    """Whether words ask something of the other without a verb of the other's own ("From you I need two lines")."""
    found = _start().match(words.replace("’", "'"))
    return bool(found and found["asks"])


def words_for_them(sentence: str) -> str:
    """A sentence without the lead by which it is offered to the boss to say ("You could say this: …")."""
    return sentence[lead.end() :] if (lead := _TO_SAY.search(sentence.replace("’", "'"))) else sentence


def asks_for(sentence: str) -> bool:
    """Whether a sentence is a question; a statement with a small one at its end is none."""
    return sentence.rstrip().endswith("?") and not tagged(sentence)


def tagged(sentence: str) -> bool:
    """Whether a small question at the end asks for a yes to what is stated."""
    return bool(_TAG.search(sentence.rstrip()))


def _with_others(text: str, after: int, begin: int) -> int:
    """Where a clause begins with all of its subject: "From June on Ola and I swap" is not what "I" does alone."""
    before = re.split(r"[,;:.]", text[after:begin])[-1]
    found = _WITH_OTHERS.search(before)
    if (
        found is None
        or (after and before == text[after:begin])
        or re.search(rf"\b{_doing()}\b", before, re.I)
    ):
        return begin  # "I finish it with Ola and I send it": there they are no part of who does it
    named = any(span.kind == "name" and span.end == len(before) - len(" and ") for span in find_spans(before))
    return begin - len(before) + found.start() if named else begin


def _who(start: re.Match[str], speaker: str) -> str:
    other = BOSS if speaker == YOU else YOU
    if start["asks"]:
        return other
    if start["whose"]:
        whose = start["whose"].lower()
        return speaker if whose.startswith(("my", "mine")) else other if whose.startswith("your") else BOTH
    doers = set(re.findall(r"\b(?:i|me|you|we|us|both)\b", (start["label"] or start["who"]).lower()))
    return speaker if doers in ({"i"}, {"me"}) else other if doers == {"you"} else BOTH


def handed(sentence: str) -> str:
    """The words by which a sentence tells the other to hand something over ("Send me one page by Friday"); or empty."""
    found = _told().search(sentence.replace("’", "'").rstrip(" .!"))
    if found is None or sentence.rstrip().endswith("?"):
        return ""
    words = sentence[found.start("part") : found.end("part")]
    nexts = list(_start().finditer(words.replace("’", "'")))  # "…, and I'll confirm it" is the other's own
    words = _ENDS.sub("", words[: nexts[0].start()] if nexts else words)
    return "" if _CONDITION.search(words) or len(words.split()) < _FEWEST else words


def requested(sentence: str) -> str:
    """What a polite question asks the other to do, as a clause ("you tell the others on Monday"); or empty."""
    found = _asked().search(sentence.replace("’", "'"))
    if found is None:
        return ""
    lead, part = sentence[: found.start()], found["part"]
    if _CONDITION.search(lead) or _OPEN_QUESTION.search(lead):
        return ""
    if any(rule.search(part) for rule in (_WANTS_TO_KNOW, _TALKS, _ANYBODY)):
        return ""
    words = without_courtesy(sentence[found.start("part") : found.end("part")].rstrip())
    return "" if _OPEN.search(ASKS_IF.sub("", words.replace("’", "'"))) else words


def ordered(sentence: str) -> str:
    """The words after a colon, or the whole sentence, where they begin by telling the other what to do; or empty."""
    words = sentence.rpartition(": ")[2].rstrip(" .!")
    told = re.match(rf"(?:(?:please|just|simply) )*{_doing()} (?!(?:it|that|so)\b)", words, re.I)
    return words if told and len(words.split()) >= _FEWEST and not _CONDITION.search(words) else ""


def meant(sentence: str) -> str:
    """What "I'd" and a day take on ("I'd bring you the form on Monday"), without a condition and not as a question; or empty."""
    text = sentence.replace("’", "'")
    found = _would().search(text)
    if found is None or asks_for(sentence):
        return ""
    begin = _with_day(text, 0, found.start("part"))
    after = next(iter(_start().finditer(text, found.end())), None)
    words = _ENDS.sub("", sentence[begin : after.start("part") if after else len(text)].rstrip(" .!"))
    # "…, and if I hear nothing, I ring" is another case; "…, if he wants, and I'd ask him" is about what he does.
    words = _NEXT_CASE.split(words)[0]
    words = without_telling(words)
    case = ASKS_IF.sub("", f"{_ASIDE.sub(',', text[:begin])} {words}")
    return words if when(words) and not (_CONDITION.search(case) or _CUT.search(words)) else ""


def without_telling(words: str) -> str:
    """What somebody takes on, without how things are behind it."""
    return words[: aside.start()] if (aside := _TELLS_ON.search(words)) else words


def handed_over(sentence: str) -> str:
    """What "you have it from me" and a day take on ("you get the list by Friday"), where nothing in the sentence does so already."""
    text = sentence.replace("’", "'")
    found = _GETS.search(text)
    starts = list(_start().finditer(text))
    if found is None or asks_for(sentence) or _CONDITION.search(text):
        return ""
    if any(start.start("part") < found.start("part") for start in starts):
        return ""
    after = next((start.start("part") for start in starts if start.start() >= found.end("part")), len(text))
    words = _ENDS.sub("", sentence[found.start("part") : after].rstrip(" .!"))
    return words if when(words) and not _OPEN.search(words.replace("’", "'")) else ""


def own_part(sentence: str) -> str:
    """A sentence that says what both do without the other's clauses, whose terms are theirs ("I take it, you check it for a month")."""
    found = list(pieces(sentence))
    if {YOU, BOSS} <= {who for who, _, _ in found}:
        for who, words, _ in found:
            sentence = sentence.replace(words, "") if who == BOSS else sentence
    return sentence


def says_yes(text: str) -> bool:
    """Whether somebody's answer begins with a plain yes, and takes nothing of it back in the same breath."""
    first = next((part.text for part in sentences(text)), "")
    return bool(_YES.search(first.replace("’", "'"))) and not _BUT.search(first.replace("’", "'"))
