"""How somebody behaves in a talk: words that make no sense there, promises taken back, another ask, nothing new.

Rules, not a model (``knowledge/conduct.toml``); every doubt is on the user's side.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from assistant.catalog import table
from assistant.listening.accusing import apologises, is_hard
from assistant.listening.gaps import is_filled
from assistant.listening.jabs import jab
from assistant.listening.questions import Questions
from assistant.listening.stems import stems
from assistant.listening.threats import threat, threatening
from assistant.text import Span
from assistant.text.clean import looks_english, plain, words
from assistant.text.features import FUNCTION_WORDS
from assistant.text.segment import sentences
from assistant.text.spans import find_spans, names_in

REPEATED = 0.8
"""Share of a turn's word triples that stood together in an earlier turn, from which on it counts as a repetition."""
FAMILIAR = 0.8
"""Share of a turn's content words that the user had used before, from which on it adds nothing."""
_UNLIKE = 0.34
"""A turn that shares less than this with the ask on the table may be another ask."""
_ALIKE = 0.6
"""A turn that says it asks again, and shares as much with the ask, does."""
_FEW, _SCANT = 3, 2
_SEASON = re.compile(r"(?:(?:next|the|this|another) )*(?:spring|summer|autumn|winter|season|year)", re.I)
_THIN = frozenset(
    """then say says said let lets let's make made so just only maybe perhaps by until from on at latest date day well yes no
    okay ok sure fine right done go good start begin i'll i'd it's that's we'll""".split()
)
"""Words that say nothing beside a date."""
_TAKEN_BACK = (
    "claims",
    "unasked",
    "to_be_asked",
    "refused",
    "wonders",
    "of_the_talk",
    "agreed",
    "if_willing",
    "otherwise",
    "agrees",
    "honest",
    "asked",
)
_ONLY_IF = re.compile(
    r"^\W*(?:(?:and|but|so|or|then|well|also|even)\b[, ]*)*(?:if|in case|should|unless|suppose|as soon as|the (?:day|moment))\b(?! (?:i said|you remember))|"
    r"\bif (?:she|he|they|it|that|this|hr|the \w+|(?-i:[A-ZÀ-Ý])[\w-]+) (?:says?|refuses?|turns?|comes?|falls?|can't|cannot|doesn't|won't|isn't)\b",
    re.I,
)
"""A condition: what would be, and not what is."""
_A_THREAT = re.compile(r"\b(?:threat\w*|ultimatum|what i said about (?:leaving|going|quitting))\b", re.I)
_SEEN = re.compile(
    r"\b(?:i (?:can |do |quite |fully )?(?:know|see|understand|hear|appreciate|accept|get (?:it|that))|understood|fair (?:enough|point)|"
    r"you(?:'re| are) right|(?:that|it)(?:'s| is) (?:a )?(?:fair|true|right|reasonable|good)(?: point)?|point taken|makes sense|"
    r"of course|good question|okay|sure|agreed|thanks?|thank you|no problem|fine|alright)\b",
    re.I,
)
_CORRECTS = re.compile(
    r"^\W*(?:no|nope|sorry|wait|hang on|that's wrong|not (?:at all|quite))\b[^.!?]*\b(?:was|is|were|meant|means)\b(?: \w+){0,2} (?:for|about|to|when|only|the|not)\b|"
    r"\bi (?:didn't|did not|never) (?:say|mean|said|meant)\b|\bthat(?:'s| is| was) not (?:my|the|when|a)\b",
    re.I,
)
_BEFORE_A_DAY = re.compile(
    r",?\s*\b(?:on|by|from|until|till|before|after|at|in|since|starting)(?: the)?$", re.I
)
_BODY = re.compile(
    r"\b(?:ask(?:ed)?|(?:spoken|speak|talk(?:ed)?) (?:to|with)|check(?:ed)? with) ((?:the|our|any|an?) [^.?!,;]+?(?= (?:about|for|on|whether|if|yet|so|first)\b|\W*$|[.?!,;])|hr\b|payroll\b|head office\b)"
)
"""Who was not asked, where it is no person with a name."""
_A_GUESS = re.compile(
    r"^(?:and |so |but |then )*(?:is it (?:that|because)|are you (?:\w+ )?(?:afraid|worried|scared|nervous)|do you (?:think|fear|worry|believe)|would i)\b[^?]*\?$"
)
"""A question about what the boss fears; what is feared in it is no threat."""

_OF_THE_BOSS = re.compile(r"\W*(?:(?:and|but|so|well)\b,? )?you\b", re.I)
"""How a sentence begins that says what the boss has not done."""


class Conduct(Questions):
    """Looks at one turn of the user's at a time."""

    def is_odd(self, said: str) -> bool:
        """Whether nobody would say this to a manager: commands to a program, or another language."""
        return bool(self._found("odd", said)) or not looks_english(said)

    def knows_nothing(self, said: str) -> bool:
        """Whether every sentence of the turn only says that its speaker does not know."""
        parts = [part.text for part in sentences(said)]
        return bool(parts) and all(self._found("unknowing", part) for part in parts)

    def takes_back(self, said: str, earlier: Sequence[str]) -> tuple[str, ...]:
        """The user's earlier words that the turn takes back, and the words that do it; empty where it takes nothing back.

        Words of taking back ("I made that up") refer to what was said last, unless they share a word with something before;
        that something is not so ("it wasn't true") takes back only what the user had claimed, and never beside "True, …"; that
        nobody was asked takes back only that somebody had agreed, and said honestly, or as they were to be the first to hear, only
        that in so many words. What is said of somebody whom only this turn brings in takes back nothing, and hard words that are
        taken back were no promise; nor does a refusal, where the turn goes on with who does it instead.
        """
        if earlier and (_A_THREAT.search(said.replace("’", "'")) or threatening(earlier[-1])):
            return ()  # whoever takes a threat back breaks no word
        stated = _stated(earlier)
        last: set[str] = set()
        for part in (part.text for part in sentences(said)) if stated else ():
            named = set(names_in(f"And {part}"))
            last = named or last
            if _ONLY_IF.search(part.replace("’", "'")):
                continue  # what is to happen if somebody says no says of nobody that they did
            plainly = self._found("retracts", part)
            if named <= (new := _unheard_of(last, earlier)) and new and not (plainly and "i" in words(part)):
                continue
            unasked = self._matches("unasked", self._of_the_plan(part)) and not (
                self._matches("wonders", part) or _another_body(part, stated)
            )
            refused = self._matches("refused", part) and not is_filled(_behind(said, self._claims["refused"]))
            if not plainly and (
                not (unasked or refused or self._matches("claims", part)) or self._matches("agrees", said)
            ):
                continue
            told = "asked" if self._matches("honest", said) else "agreed"
            claimed = [old for old in stated if not unasked or plainly or self._matches(told, _nameless(old))]
            shared = [
                old
                for old in claimed
                if stems(old) & stems(part)
                and not (self._matches("claims", old) or self._matches("unasked", old))
            ]
            if plainly and not shared and is_hard(earlier[-1]):
                continue
            if unasked and not (shared or names_in(part)):
                shared = claimed[-1:]  # "I haven't asked her yet": whoever was said to have agreed
            if not plainly and last:
                # What is said of one person takes back nothing that was said of another.
                shared = [old for old in shared if _of_them(old, last)]
            if refused and not unasked:
                shared = _rested_on(part, stated)
            if shared or plainly:
                return max(shared or stated[-1:], key=lambda old: len(stems(old) & stems(part))), part
        return ()

    def _of_the_plan(self, sentence: str) -> str:
        """The sentence without what it says of the talk itself ("I haven't heard a yes from you"), which takes nothing back."""
        return self._claims["of_the_talk"].sub("", plain(sentence))

    def of_somebody(self, sentence: str) -> bool:
        """Whether it is that somebody has not been asked, or has said no, and not that something was untrue."""
        return not self._found("retracts", sentence) and any(
            self._matches(name, sentence) for name in ("unasked", "refused")
        )

    def softened(self, said: str, earlier: Sequence[str]) -> str:
        """The sentence that makes an offer softer: somebody whom the user counts on has not been asked, or may not want to.

        Empty where the turn says what happens if they do not, and where nobody was named.
        """
        # "If she says no, then what?" says nothing of what happens then, and asks for it.
        told = " ".join(part.text for part in sentences(said) if not part.text.endswith("?"))
        if self._matches("otherwise", _nameless(told)):
            return ""
        stated = _stated(earlier)
        named = any(map(names_in, (*stated, said)))
        return next(
            (
                part.text
                for part in sentences(said)
                if not (part.text.endswith("?") or _OF_THE_BOSS.match(part.text))
                and (named or names_in(part.text))
                and (
                    (
                        (
                            self._matches("unasked", self._of_the_plan(part.text))
                            or self._matches("to_be_asked", _nameless(part.text))
                        )
                        and not _another_body(part.text, stated)
                    )
                    or (named and self._matches("if_willing", _nameless(part.text)))
                )
            ),
            "",
        )

    def postpones(self, said: str) -> str:
        """The sentence that offers to put the ask off; empty for none, and where something is proposed in its place."""
        if "?" in said or self._withdrawals["instead"].search(plain(said)):
            return ""
        rule = self._withdrawals["postpones"]
        found = (part.text for part in sentences(said) if rule.search(plain(part.text)))
        return next((part for part in found if not any(map(_some_day, find_spans(part)))), "")

    def withdrawn(self, said: str) -> bool:
        """Whether the turn plainly takes the ask back, with nothing proposed in its place."""
        text, rules = plain(said), self._withdrawals
        if "?" in said or rules["instead"].search(text):
            return False
        half = {match.group() for match in rules["half"].finditer(text)}
        return bool(rules["plain"].search(text)) or len(half) > 1

    def tone(self, said: str, put_off: str = "") -> Mapping[str, str]:
        """Flattery, pressure, jabs and threats in the turn, each with the words that they are in.

        The keys: ``flattery``, ``pressure``, ``jab``, ``over_head``, and the kinds of :class:`assistant.listening.threats.Threat`.

        :param put_off: what the boss had said to put it off.
        """
        found = {
            name: part
            for part, text in reversed([(one.text, plain(one.text)) for one in sentences(said)])
            for name, rule in self._tones.items()
            if rule.search(text) and not _A_GUESS.search(text)
        }
        menace, words_of_it = threat(said), jab(said, put_off)
        if words_of_it and not _A_GUESS.search(words_of_it.lower().replace("’", "'")):
            found["jab"] = words_of_it
        return found | ({menace.kind: menace.words} if menace else {})

    def asks_anew(self, said: str, ask: str, earlier: Sequence[str]) -> bool:
        """Whether the turn leaves the ask on the table for another one.

        What is to be instead of something else than the ask is none; nor is what an apology wishes, where it drops hard words.
        """
        new, known = stems(said), stems(" ".join([ask, *earlier]))
        unlike = len(new) >= _FEW and len(new & known) < _UNLIKE * len(new)
        rules, turned = self._turning, plain(said)
        turned = rules["instead_of"].sub(
            lambda of: of.group() if stems(of.group()) & stems(ask) else "", turned
        )
        if apologises(said) or any(map(is_hard, earlier[-1:])):
            turned = rules["hard_words"].sub("", turned)
        return unlike and self._found("asks_anew", turned) and not self.concedes(said)

    def concedes(self, said: str) -> bool:
        """Whether a sentence gives way on the ask: later, less of it, on trial."""
        rule = self._concedes
        return any(rule.search(plain(part.text)) for part in sentences(said))

    def restates(self, said: str, ask: str) -> bool:
        """Whether the turn is the ask once more, and says so."""
        new = stems(said)
        return self._found("restates", said) and len(new & stems(ask)) >= _ALIKE * len(new)

    def hedged(self, said: str) -> bool:
        """Whether somebody asks for something with one hedge after the other."""
        return len(list(self._rules["hedged"].finditer(plain(said)))) > 1

    def _matches(self, name: str, said: str) -> bool:
        """Whether the rule ``name`` of what takes something back is met."""
        return bool(self._claims[name].search(plain(said)))

    @cached_property
    def _concedes(self) -> re.Pattern[str]:
        return re.compile(table("conduct")["asks_anew"]["concedes"])

    @cached_property
    def _turning(self) -> dict[str, re.Pattern[str]]:
        return {
            name: re.compile(table("conduct")["asks_anew"][name]) for name in ("instead_of", "hard_words")
        }

    @cached_property
    def _claims(self) -> dict[str, re.Pattern[str]]:
        return {name: re.compile(table("conduct")["retracts"][name]) for name in _TAKEN_BACK}

    @cached_property
    def _withdrawals(self) -> dict[str, re.Pattern[str]]:
        rules = table("conduct")["withdraws"]
        return {name: re.compile(rules[name], re.M) for name in ("plain", "half", "instead", "postpones")}

    @cached_property
    def _tones(self) -> dict[str, re.Pattern[str]]:
        return {name: re.compile(words) for name, words in table("conduct")["tone"].items()} | {
            "over_head": re.compile(table("conduct")["ultimatum"]["over_head"])
        }

    def _found(self, name: str, said: str) -> bool:
        return bool(self._rules[name].search(plain(said)))

    @cached_property
    def _rules(self) -> dict[str, re.Pattern[str]]:
        rules = table("conduct")
        return {
            name: re.compile(rules[name]["words"], re.M)
            for name in ("odd", "unknowing", "retracts", "asks_anew", "restates", "hedged")
        }


def _behind(said: str, words: re.Pattern[str]) -> str:
    """What stands in ``said`` behind ``words``."""
    found = words.search(plain(said))
    return said[found.end() :] if found else ""


def _another_body(sentence: str, stated: Sequence[str]) -> bool:
    """Whether it is an office, a firm or the like that was not asked, of which the user had said nothing."""
    body = _BODY.search(plain(sentence))
    return body is not None and stems(body[1]).isdisjoint(stems(" ".join(stated)))


def _unheard_of(who: set[str], earlier: Sequence[str]) -> set[str]:
    """Those of ``who`` whom no earlier turn has named."""
    said = set(words(" ".join(earlier)))
    return {name for name in who if said.isdisjoint(words(name))}


def _of_them(old: str, who: set[str]) -> bool:
    """Whether a sentence is of one of those named, or names nobody."""
    said = words(old)
    return not names_in(f"And {old}") or any(word in said for name in who for word in words(name))


def _rested_on(refusal: str, stated: Sequence[str]) -> list[str]:
    """What was last said of whoever has refused, of the last who was named where it has no name; nothing where it names another."""
    who = set(names_in(f"And {refusal}"))
    of_them = [old for old in stated if (named := set(names_in(f"And {old}"))) and (not who or who & named)]
    return of_them[-1:] if len(who) < 2 else []


def _some_day(span: Span) -> bool:
    """Whether the span is a day that one could meet on, and no whole season or year."""
    return span.kind == "date" and not _SEASON.fullmatch(span.text)


def _stated(earlier: Sequence[str]) -> list[str]:
    """What the user has stated so far, sentence by sentence."""
    return [part.text for turn in earlier for part in sentences(turn) if not part.text.endswith("?")]


def _nameless(text: str) -> str:
    for name in names_in(text):
        text = text.replace(name, "<name>")
    return text


def corrects_a_day(said: str) -> bool:
    """Whether all days of the turn stand where it says that they meant something else ("No, 2 August was for the next one")."""
    dated = [p.text for p in sentences(said) if any(s.kind in ("date", "time") for s in find_spans(p.text))]
    return bool(dated) and all(_CORRECTS.search(part.replace("’", "'")) for part in dated)


def undated(said: str) -> str:
    """The turn without its days."""
    plain = said
    for span in reversed(find_spans(said)):
        if span.kind in ("date", "time"):
            plain = _BEFORE_A_DAY.sub("", plain[: span.start].rstrip()) + plain[span.end :]
    return plain.strip()


def bare_date(said: str) -> bool:
    """Whether nothing is left of the turn but "I see" and a date: who does what, and why it helps, is not said."""
    plain = said.replace("’", "'")
    if "?" in plain or not any(span.kind in ("date", "time") for span in find_spans(plain)):
        return False
    for span in reversed(find_spans(plain)):
        if span.kind in ("date", "time", "duration", "number"):
            plain = plain[: span.start] + " " + plain[span.end :]
    left = [word for word in words(_SEEN.sub(" ", plain)) if word not in FUNCTION_WORDS and word not in _THIN]
    return len(left) < _SCANT


def adds_nothing(said: str, earlier: Sequence[str]) -> bool:
    """Whether the user had used nearly all content words of the turn before, in whatever order."""
    new = stems(said)
    known = set().union(*map(stems, earlier)) if earlier else set()
    return len(new) >= _FEW and len(new & known) >= FAMILIAR * len(new)


def repeats(said: str, earlier: Sequence[str]) -> bool:
    """Whether most of the turn's word triples were said before; a turn of under four words must recur whole."""
    new = _triples(said)
    return any(len(new & old) >= REPEATED * len(new) for old in map(_triples, earlier)) if new else False


def _triples(text: str) -> set[tuple[str, ...]]:
    tokens = words(text)
    size = 3 if len(tokens) >= 4 else max(1, len(tokens))
    return {tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1)}
