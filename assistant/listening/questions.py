"""What a turn of the user's wants to know: its questions, by their form (``knowledge/conduct.toml``)."""

from __future__ import annotations

import re
from functools import cache, cached_property

from assistant.catalog import table
from assistant.listening.jabs import is_jab
from assistant.listening.stems import stems
from assistant.text.clean import words
from assistant.text.segment import sentences
from assistant.text.spans import find_spans, names_in
from assistant.text.stating import proposed, really_asks, stated

ASKED = (
    "around",
    "advice",
    "verdict",
    "limit",
    "then",
    "confirm",
    "snag",
    "ever",
    "either",
    "leave",
    "suits",
    "short",
    "knows",
    "whom",
    "detail",
    "meant",
    "regard",
    "past",
    "act",
    "view",
    "worry",
    "decide",
    "date",
    "when",
    "plans",
    "help",
    "done",
    "who",
    "fact",
    "whether",
)
"""What a question can be after, the most telling form first."""
YES_OR_NO = ("around", "verdict", "snag", "ever", "leave", "suits", "either")
"""Questions that want a yes or a no: to the ask, whether something stands in the way, whether it has ever been, to a step, to a person; or which of two."""
OF_THE_BOSS = ("limit", "act", "then", "past", "short", "knows", "whom", "plans", "done")
"""Questions for a figure of theirs, for something they are to do, for what comes after and what lies behind them, for what they still miss and who
would know, for whom they have in mind, what they plan and what they have done yet."""
_PLAINLY_PUT = ("snag", "ever", "leave", "suits", "short", "whom", "plans", "done")
"""What a question can be after that ends with "yes or no"."""
_WONDERS = frozenset({"whom", "plans", "done", "knows", "past", "fact"})
_MANNERS = re.compile(
    r"^\W*(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|thanks?|thank you|sorry|ok(?:ay)?|right|well)\b[^?]{0,60}$"
)
"""A greeting or thanks, which asks for nothing."""
OF_THE_TALK = frozenset({"confirm", "view", "regard", "meant", *YES_OR_NO, *OF_THE_BOSS})
"""Questions that are not after what would help, in whatever words."""
EARNS_NOTHING = frozenset({"confirm", "regard", "fact", "meant", *YES_OR_NO, *OF_THE_BOSS})
"""Questions that neither help to understand a worry nor ask what would help with it."""
OPEN_QUESTION = re.compile(
    r"(?:^|[.!?,;:]\s*|\b(?:and|so|but) )(?:what|which|how|when|who|is there|would it|could we)\b[^.!?]{5,}\?|"
    r"\b(?:(?:like|want|need|love) to (?:know|understand|hear)|tell me|let me know) (?:what|which|how|when|who)\b",
    re.I,
)
"""How somebody asks openly."""
_SAID_LAST = frozenset({"", "fact", "worry"})
"""Kinds of question that may be after a word of the boss's own last sentence."""
_NAMED_BACK = re.compile(
    r"^\W*(?:(?:and|but|so|sorry|okay|ok|well|then|no|wait)\b[, ]*)*(?:which|what(?:'s| is| was)?(?: (?:your|the|that|this))?) (?P<words>(?:[\w-]+\W+){1,3})|"
    r"^\W*(?P<first>(?:[\w'-]+ ){1,4}?)(?:(?:in|at|for|to|of|on|by|with|from|about) )?(?:how|what|where|who|whom|when|which)(?: (?:way|sense|respect))?(?: exactly| then)?\W*\?$"
)
"""The word of the boss's that is asked back ("Which gap?", "Quiet how?")."""
PREFACE = re.compile(
    r"^\W*(?:(?:just )?before (?:we|i) [^,?!.]{2,30},|first(?: of all)?,|(?:just )?(?:one|a|a quick|quick) (?:thing|question)(?: first)?[,:]) +|"
    r"^(?:what i(?:'d| would)? (?:want|like|need) to (?:know|ask) is(?: only| just| simply)?|\W*(?:(?:hello|hi|good \w+|sorry|and|but|so|ok|okay|well|then)\b[^:?!.]{0,20}[, ]+)?(?:may|can|could|might) i (?:\w+ )?ask(?: you)?"
    r"(?: (?:first|something|one thing|a question|this|another thing|straight|out|right|outright|directly|openly|plainly|honestly|frankly|bluntly))*)(?:\s*[:,–—-]\s*|\s+(?=(?:what|which|who|whose|how|when|where|why|whether)\b))",
    re.I,
)
"""What somebody says before a question; the question is what follows it."""
_AGREES_TO = re.compile(
    r"^(?!.*\bso (?:that )?(?:i|we)\b)(?:and |so |but |then )?(?:(?:can|could|shall) we agree (?:that )?(?:you (?:will )?)?|(?:will|can|could|would) you (?:please |then |at least )*(?:promise (?:me )?(?:that you(?:'ll| will) |to |an? (?=answer))?)?)"
    r"(?:look|read|tell (?:me|us)|decide|answer|let me know|give me|say|think|come back|get back)\b.*\b(?:by|on|until|before) (?:the )?"
    r"(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|next|(?:jan|febr)uary|march|april|may\b|june|july|august|(?:sept|nov|dec)ember|october|the end)"
)
"""A question for a promise with a day in it, which is after the day."""
_INDIRECT = re.compile(
    r"\b(?:(?:like|want|need|love) to (?:know|understand|hear)|(?<!you )(?<!you can )(?<!you could )tell me|let me know) (?:what|which|how|when|who|whether|if)\b|"
    r"\bi(?:'ve| have)?(?: \w+)? ask(?:ed|ing)?(?: you)?(?: \w+)? (?:what|which|how|when|who|whether)\b|\byou(?: still)? (?:didn't|haven't|did not|have not|never) (?:yet )?(?:say|said|answer(?:ed)?|tell me|told me) (?:what|which|how|when|who|whether)\b|"
    r"\bi (?:don't|do not|didn't|can't) (?:\w+ )?(?:get|understand|follow) what you (?:\w+ )?mean(?:t)? (?:by|with)\b|"
    r"\byou(?:'ve| have|) (?:still |yet )?(?:haven't|have not|not|never|didn't) (?:yet )?(?:say|said|answer(?:ed)?|give|given|tell|told)\b[^.?!]{0,20}\b(?:yes or (?:a )?no|an answer)\b|"
    r"^\W*(?:(?:so|and|then|just)\b[, ]*)*yes or no\b[^?]{0,20}$|^(?:and |so |but )?(?:anything|something) (?:else|more|still)\b.*\?$"
)
"""A question without a question mark."""
_SOMEBODY = re.compile(r"\b(?:some(?:body|one)|people|they|them|others|every(?:body|one))\b", re.I)
_BARE = re.compile(r"\b(?:in mind|thinking of|see)\W*$")
"""A question for a person that says nothing of what they are in mind for; after "somebody" or "they" it asks who these are."""
_ASKED_FOR = re.compile(r",? *(?:just |simply )?\byes or no\b(?=\W*$)")
"""How somebody asks for a plain answer to the question before it."""
_OF_THE_BOSS = re.compile(
    r"^(?!.*\b(?:what (?:could|can|would|will) you (?:\w+ )?do\b|how (?:many|much|often|far|big|high|long)|do you know)\b).*\b(?:you|yourself)\b"
)
"""A question about what the boss thinks, and not about what there is or what they know."""
_WH = re.compile(
    r"(?:and |but |so |okay,? |ok,? |right,? |well,? )*(?:what|which|how|when|who|whose|why|where)\b", re.I
)
_WHETHER = re.compile(
    r"^\W*(?:(?:and|but|so|okay|ok|right|well|then|meanwhile|anyway|by the way)\b[, ]*)*(?:is|are|was|were|am|do|does|did|has|have|had|you (?:must|have|are|were|did|can't|don't|didn't))\b(?!.*\b(?:if|help|ease|enough|better|easier|work for)\b)",
    re.I,
)
"""How a question begins that asks what is or was, and so proposes nothing."""


_THE_SAY, _SOMEBODY_ELSE = "authority", "not_my_decision"
_EITHER = re.compile(r"\bor\b")
_ANSWERS = {
    "who": ("name",),
    "when": ("date", "time", "duration"),
    "how long": ("date", "time", "duration"),
    "how much": ("amount", "duration", "money", "percent", "number"),
    "how many": ("amount", "number"),
}
"""What answers a question of the user's own, by how it begins."""
_AND = re.compile(r"^\W*(?:(?:and|but|so|then)\b[, ]*)*")
_SHORT, _RUN = 4, 4
_BY_THE_WAY = re.compile(
    r"^(?:and |so |well,? )?(?:what do you (?:say|think)\W*$|how (?:does|would) (?:that|this|it) (?:sound|sit|suit|feel|look)\b|how about (?:it|that)\W*$|"
    r"is (?:that|this|it) (?:what|how) (?:you|we)\b(?! mean)(?![^?]*\bor\b)|(?:would|could|does|will|is) (?:that|this|it) (?:\w+ )?(?:seem|sound|be (?:all right|alright|okay|ok|fine|enough|possible|fair|good|something)|do|work|help|suit|ease|fair|enough|all right|okay|ok|fine)\b[^?]{0,30}\?$|"
    r"(?:(?:would|could) you be|are you) (?:\w+ )?(?:willing|ready|open|prepared|happy|up|game) (?:to|for) (?:(?:try|trying|test|testing|give|giving|do|doing|go with|go along with)(?: (?:it|this|that))?|(?:it|this|that)|(?:a|one) (?:try|trial|go))\b[^?]{0,30}\?$)"
)
"""A polite question behind an offer; what the boss makes of the offer answers it."""
_CLEFT = re.compile(
    r"^\W*(?:who|what) [^,?]{2,40} (?:is|are|was|would be|will be) [^?]{3,}, (?=[^,?]+\?$)", re.I
)
"""What is told before the question of the same sentence ("Who stands in is Ana, would that do?")."""
_WILL_IT_DO = re.compile(
    r"^(?:(?:and|so|but|ok|okay|well|now)\b,? )*(?:(?:is|was) (?:that|this|it) (?:\w+ )?(?:what|how) you(?:'re|'d|'ve| are| were| had| have)? (?!(?:\w+ )?mean)"
    r"|(?:does|did|has|would) (?:that|this|it) (?:\w+ )?(?:answer(?:ed)?|cover(?:ed)?|settle[ds]?|clear(?:ed)?|deal[st]? with)\b"
    r"(?: (?:it|that|you|(?:all of )?(?:your|the) \w+))?(?: up| for you)?(?=\W*\?$))[^?]{0,40}\?$"
)
"""Whether an answer will do, or was heard as it was meant: it is no fact to find out, and what the boss makes of the answer tells."""
_YES_TO_WHICH = re.compile(r"\byes (?:to|for|on) [^?]+ or (?!(?:not|no|so|else|what)\b)\w+")
"""A question to which of two things the boss has said yes."""
_MERE_TAG = re.compile(r"^\W*(?:(?:and|or)\b )*(?:do you (?:happen to )?know|any idea|you know|or not)\W*$")
"""What only asks once more for what the question before it asked."""
_YES_OR_NO = re.compile(r"\byes or no\b")
_HAPPENED = re.compile(
    r"^\W*(?:(?:and|but|so|then|well)\b[, ]*)*(?:what|why|how) (?:(?:made|stopped|broke) (?!you\b)|killed|ended|went|happened|came|sank|caused|did (?!you\b|i\b|we\b)|was (?!it about\b)|were )|"
    r"\bwhat (?:does|do|did|would) (?:the|they|he|she|those|people|others|customers|your|our) [\w' -]{0,30}\b(?:want|need|expect|prefer|say|think|look for|care about)\b"
)
"""A question about what was, or what others want: neither an idea nor what they meant answers it."""
_IS_IT_SOMEBODY = re.compile(r"\b(?:is|was) it (?P<name>[^\W\d_]+)(?: (?:who|that|then)\b[^?]*)?\W*$")
_WHAT_IF = re.compile(
    r"^(?:and |so |but )?(?:(?:what|how) (?:if|about)|what (?:would|do) you (?:say to|think of)) "
)


class Questions:
    """Looks at the questions of one turn at a time."""

    def asks(self, said: str, boss: str = "") -> str:
        """What the last real question of the turn wants to know: ``worry``, ``decide``, ``date``, …; or empty (``ASKED``).

        :param boss: what the boss had just said; a word of it asked back wants to know what they meant.
        """
        if self._questions["around"].search(" ".join(said.lower().replace("’", "'").split())):
            return "around"  # said as a step of their own, with a polite question behind it
        asking = self._asking(said)
        telling = [one for n, one in enumerate(asking) if not (n and _MERE_TAG.search(one))]
        kinds = [self._kind(one, said, boss) for one in telling]
        if "verdict" in kinds:
            return "verdict"
        if kinds[-1:] == ["either"] and "meant" in kinds:
            return "meant"  # two things that the boss may have meant
        # What the boss is to do waits where they are to say something.
        return next((kind for kind in reversed(kinds) if kind not in ("", "act")), kinds[-1] if kinds else "")

    def _kind(self, last: str, said: str, boss: str) -> str:
        """What one question wants to know."""
        if _AGREES_TO.search(last):
            return "date"
        if self._questions[_THE_SAY].search(last):
            return "who"
        kind = next((name for name in ASKED if self._questions[name].search(last)), "")
        if kind == "verdict" and (plain := _ASKED_FOR.sub("", last)) != last:
            # "Yes or no" wants one to what was asked before it, and to the ask only where that is all.
            kind = next((name for name in _PLAINLY_PUT if self._questions[name].search(plain)), kind)
        if kind == "verdict" and _YES_TO_WHICH.search(last):
            kind = "either"
        if kind == "whom" and _BARE.search(last) and _WH.match(last) and _SOMEBODY.search(boss):
            kind = "meant"
        if kind == "confirm" and (not self.about(said) or _EITHER.search(last)):
            return "snag" if self._questions["snag"].search(last) else "worry"
        if (
            kind in ("", "worry", "snag")
            and (one := _IS_IT_SOMEBODY.search(last))
            and names_in(f"It is {one['name'].title()}")
        ):
            return "who" if one["name"].title() in said else kind
        if kind in ("worry", "help", "fact") and _HAPPENED.search(last):
            return "fact"
        dated = kind == "decide" or self._questions["when"].search(last)
        back = None if dated else _NAMED_BACK.search(last)
        named = stems(back["words"] or back["first"]) if back else set()
        if kind in _SAID_LAST and (named & stems(boss) or _says_back(last, boss)):
            return "meant"
        # What the boss thinks is no fact that they could not know.
        thinks = _WH.match(last) or _INDIRECT.search(last)
        return "worry" if kind == "fact" and thinks and _OF_THE_BOSS.search(last) else kind

    def about(self, said: str) -> str:
        """The worry that the last question is about, by its id, where it asks whether it is that one ("Is it the money?").

        Empty where it names none, or more than one; whoever asks who decides means the worry that it is somebody else.
        """
        asked = self._asking(said)
        if any(map(self._questions[_THE_SAY].search, asked)):
            return _SOMEBODY_ELSE
        named = asked and self._questions["confirm"].search(asked[-1])
        found = [name for name, rule in self._names.items() if named and rule.search(asked[-1])]
        return found[0] if len(found) == 1 else ""

    def _asking(self, said: str) -> list[str]:
        """The real questions of the turn in lower case, without what introduces them and what the user answers at once."""
        parts = [one for part in sentences(said) for one in _told_apart(part.text)]
        plain = [PREFACE.sub("", part.lower().replace("’", "'")) for part in parts]
        return [
            asked
            for before, part, asked, after in zip(
                ["", *plain[:-1]], parts, plain, [*parts[1:], ""], strict=True
            )
            if not _answered_at_once(asked, after)
            and not (_BY_THE_WAY.search(asked) and _offers(before) and not _YES_OR_NO.search(asked))
            and not _WILL_IT_DO.search(asked)
            and not (_WHAT_IF.match(asked) and proposed(part))
            and not courteous(asked)
            and (
                _INDIRECT.search(asked)
                or (asked.endswith("?") and self._wants_yes_or_no(asked))
                or (really_asks(asked) and not self._questions["rhetorical"].search(asked))
            )
        ]

    def wants_to_know(self, said: str) -> bool:
        """Whether a question of the turn is more than a proposal, a jab, or a polite one behind an offer."""
        parts = [part.text for part in sentences(said)]
        return any(
            really_asks(part)
            and not proposed(part)
            and not is_jab(part)
            and not _BY_THE_WAY.search(part.lower().replace("’", "'"))
            for part in parts
        )

    def only_wonders(self, said: str) -> bool:
        """Whether the turn, but for its manners, only asks what the boss has in mind or has done: nothing is asked for by that."""
        parts = [part.text.lower().replace("’", "'") for part in sentences(said)]
        asked = [PREFACE.sub("", part) for part in parts if not _MANNERS.search(part)]
        return bool(asked) and all(
            one.endswith("?") and self._kind(one, one, "") in _WONDERS for one in asked
        )

    def _wants_yes_or_no(self, asked: str) -> bool:
        return any(self._questions[name].search(asked) for name in ("confirm", *YES_OR_NO, *OF_THE_BOSS))

    def only_asks(self, said: str) -> bool:
        """Whether the turn is nothing but questions that propose nothing (what, how, is it …) and "I don't know", so that it offers nothing."""
        parts = [part.text for part in sentences(said)]
        asking = [
            part
            for part in parts
            if part.endswith("?")
            and not stated(part)
            and (
                _WH.match(part)
                or _WHETHER.match(part)
                or self._wants_yes_or_no(PREFACE.sub("", part.lower().replace("’", "'")))
            )
        ]
        return bool(asking) and all(
            part in asking or self._unknowing.search(part.lower().replace("’", "'")) for part in parts
        )

    @cached_property
    def _unknowing(self) -> re.Pattern[str]:
        return re.compile(table("conduct")["unknowing"]["words"], re.M)

    @cached_property
    def _names(self) -> dict[str, re.Pattern[str]]:
        return {name: re.compile(words) for name, words in table("conduct")["names"].items()}

    @cached_property
    def _questions(self) -> dict[str, re.Pattern[str]]:
        return {name: re.compile(words) for name, words in table("conduct")["asks"].items()}


def _says_back(asked: str, boss: str) -> bool:
    """Whether a question holds a run of words that the boss had just used ("Then what isn't in it?")."""
    mine, theirs = words(asked), words(boss.replace("’", "'").lower())
    runs = {tuple(theirs[n : n + _RUN]) for n in range(len(theirs) - _RUN + 1)}
    return any(tuple(mine[n : n + _RUN]) in runs for n in range(len(mine) - _RUN + 1))


def courteous(sentence: str) -> bool:
    """Whether the sentence only asks for leave to shut the door, to sit or to begin."""
    return bool(_courtesy().search(sentence.lower().replace("’", "'")))


@cache
def _courtesy() -> re.Pattern[str]:
    return re.compile(table("conduct")["asks"]["courtesy"])


def _told_apart(sentence: str) -> list[str]:
    """The sentence; in two, where a polite question hangs on what it tells."""
    told = _CLEFT.match(sentence)
    polite = told and _BY_THE_WAY.search(sentence[told.end() :].lower().replace("’", "'"))
    return [sentence[: told.end()], sentence[told.end() :]] if told and polite else [sentence]


def _offers(before: str) -> bool:
    """Whether the sentence before a polite question says something that it can be about."""
    return bool(before) and not before.endswith("?") and len(words(before)) > _SHORT


def _answered_at_once(question: str, after: str) -> bool:
    """Whether the user asks only to answer it themselves ("Who covers? Ana does."): a person to "who", a day to "when"."""
    asked = _AND.sub("", question)
    wanted = next((kinds for opens, kinds in _ANSWERS.items() if asked.startswith(opens)), None)
    if wanted is None or len(words(question)) > _SHORT or _OF_THE_BOSS.search(question):
        return False
    return not after.endswith("?") and any(span.kind in wanted for span in find_spans(f"And {after}"))
