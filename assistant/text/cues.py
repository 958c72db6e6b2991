"""Cues: patterns that hint at what a text does. Cheap counts, never verdicts; trained models weigh them.

Each cue is counted over the whole text, and again over its *live* sentences only: those that are not denied, left
open, taken back or told of somebody else, so that "I don't know who would cover" differs from "Ana covers".
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from assistant.text.segment import sentences

MONTH = r"jan(?:uary)?|feb(?:ruary)?|march|april|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tue|tues|wed|thu|thurs|fri|sat|sun)(?=\s|,|\.|$)"
NUMBER = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred|half|third|quarter|dozen"
UNIT = r"minutes?|hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|years?|yrs?|terms?|quarters?|shifts?|nights?|mornings?|afternoons?|evenings?|swings?|seasons?|cycles?|rounds?"
SEASON = r"spring|summer|autumn|winter|easter|christmas|xmas|ramadan|eid|diwali|thanksgiving|new year|half[- ]term|harvest|term|holidays?|year[- ]end|month[- ]end|quarter"

PATTERNS: dict[str, str] = {
    "digits": r"\d+",
    "money": r"[£$€₹]\s?\d|\b\d+(?:[.,]\d+)?\s?(?:k|lakhs?|euros?|pounds?|dollars?|quid|bucks|rand|crore)\b|\b(?:an|per) hour\b",
    "percent": r"%|\bper ?cent\b|\bpercent\b",
    "number_words": rf"\b(?:{NUMBER})\b",
    "month": rf"\b(?:{MONTH})\b",
    "weekday": rf"\b(?:{DAY})\b",
    "season": rf"\b(?:{SEASON})\b",
    "duration": rf"\b(?:\d+|a|an|{NUMBER}|couple of|few)[- ](?:\w+ )?(?:{UNIT})\b",
    "bound": r"\b(?:from|by|until|till|til|before|after|starting|start|beginning|through|up to|end of|as of|within)\b",
    "vague_time": r"\b(?:soon|some ?day|eventually|at some point|one day|sometime|in the future|down the (?:line|road)|when(?:ever)? (?:you|things|it)|later on|in due course)\b",
    "recurring": rf"\b(?:every|each|per|a|weekly|monthly|alternate|other)\s(?:{UNIT}|{DAY})\b|\bweekly\b|\bmonthly\b",
    "clock": r"\b\d{1,2}(?::\d\d|\s?[ap]\.?m\.?)\b|\bnoon\b|\bmidnight\b",
    "ask_direct": r"\b(?:i(?:'d| would) (?:like|love|want|propose|ask)|i (?:want|propose|ask|request|wish|suggest|am asking|need)|i'm (?:asking|proposing|applying)|(?:could|can|may|might) (?:i|we|you)|would you|will you|let me|let's|give me|put me|move me|make me|release me|send me|allow me|i am wanting|please (?:let|give|allow|consider|put|move)|kindly)\b",
    "request_noun": r"\b(?:request|proposal|ask|application|prayer)\b",
    "role": r"\b(?:promotion|promoted|role|title|grade|post|position|lead|senior|deputy|supervisor|manager|assistant|secondment|transfer|project|course|training|shadow\w*|acting|act as|part[- ]time|remote|home|rota|roster)\b",
    "vague_wish": r"\b(?:more responsibility|grow|growth|bigger|broader|wider|more scope|next level|develop(?:ment)?|challenge|opportunit\w+|progress|move up|step up|recognition|recognised|recognized|excited|stretch|something (?:new|different|more|else)|somehow|whatever|anything)\b",
    "cover": r"\b(?:cover(?:s|ed|ing)?|hand(?:s|ed|ing)? (?:over|it|them|my)|handover|take(?:s|n)? (?:over|my|on my|the)|took my|swap(?:s|ped)?|backfill|look(?:s)? after|hold(?:s)? (?:the|my)|mind(?:s)? (?:the|my)|fill(?:s)? in|stand(?:s)? in|step(?:s)? in|pick(?:s)? up|does my|do my|run(?:s)? my|has (?:my|the)|in my place|instead of me|trained (?:up )?\w+)\b",
    "keep_doing": r"\b(?:i(?:'d| would|'ll| will|'m)? (?:still )?(?:keep|stay|finish|carry on|remain|continue)|still do|keep (?:my|the|doing)|rest of (?:the|my)|remains? with me|nothing (?:slips|drops|stops))\b",
    "named": r"(?<=[a-z,;] )[A-Z][a-zà-ÿ]{2,}\b",
    "measure": r"\b(?:judge|judged|measure[sd]?|success|target|count(?:s|ed)?|track|score|benchmark|criteria|kpi|threshold|look at the|check (?:the|if|whether)|compare|if (?:it|they|the \w+|that|we|not|more|fewer|less)|at least|no more than|fewer than|less than|more than|under|below|above|over)\b",
    "next_step": r"\b(?:decide|decision|yes or no|a yes|answer|tell me|let me know|meet|meeting|sit down|review|look (?:at it )?again|talk (?:it|about|through)|discuss|agree|approve|sign|confirm|say (?:yes|no|so)|catch up|minutes|get back to me|put (?:it|me) (?:in|down|forward))\b",
    "benefit": r"\b(?:sav(?:e|es|ed|ing|ings)|costs?|cheaper|cut(?:s|ting)?|fewer|less|faster|quicker|sooner|errors?|mistakes|complaints?|customers?|clients?|patients?|pupils|guests|revenue|sales|income|margin|profit|overtime|agency|waste|delays?|backlog|queue|turnover|retention|quality|risk|safety|downtime|productivity|capacity|bookings?|orders?|returns?|downtime|audit)\b",
    "stop_loss": r"\b(?:lose|losing|lost|stops?|avoid|prevent|no longer|without (?:paying|waiting)|instead of|rather than|comes? back|walk(?:s|ing)? (?:out|away)|paying (?:for|twice)|free(?:s|ing|d)? up)\b",
    "mechanism": r"\b(?:because|so that|so (?:we|you|the|they|nobody|no one)|which means|that means|meaning|that way|by \w+ing|then (?:we|you|the|they)|would (?:mean|let|free|give|cut|save|stop)|as a result|therefore|hence|since we|due to)\b",
    "evidence": r"\b(?:i(?:'ve| have)|i (?:ran|run|did|built|made|cut|took|trained|closed|led|wrote|got|set|brought|found|fixed|covered|did|handled|delivered|saved|kept|sold|passed)|since|last (?:year|month|week|quarter|summer|winter|spring|autumn|time|season)|in (?:19|20)\d\d|ago|already|twice|went (?:from|down|up)|down from|from \d+ to \d+|so far|on record)\b",
    "alignment": r"\b(?:you (?:said|told|want|need|wanted|asked|worry|mentioned|keep|have to|must|know)|you're (?:short|paying|looking)|your (?:target|goal|plan|board|boss|own|budget|priority|problem|worry)|we(?:'re| are) (?:short|behind|losing|missing)|we (?:need|lack|lost|have no|must)|the (?:board|team|branch|company|firm|trust|school|audit|department) (?:needs?|wants?|must|has|have|is|are)|goal|strategy|priority|target|shortage|vacan\w+|nobody (?:else|here|can)|no one (?:else|here|can))\b",
    "risk": r"\b(?:risks?|worr(?:y|ied)|concern|i know|i understand|i realise|i realize|if it (?:doesn't|does not|goes|fails|slips)|goes wrong|doesn't work|not working|go(?:es)? back|hand it back|take it back|call(?:ed)? me back|stop it|downside|in case|except|trial|pilot|try (?:it|me|this)|no extra|costs? (?:you )?nothing|without extra|budget|freeze|only (?:when|if|after)|can be (?:pulled|called))\b",
    "grievance": r"\b(?:unfair|fair|deserve[sd]?|owed?|owe|fed up|sick of|tired of|had enough|ignored|overlooked|passed over|taken for granted|favourit\w+|favorit\w+|not once|nobody (?:thanks|notices|cares)|everyone else|everybody else|some of us|always (?:me|the)|never (?:once|get|got|even)|how come|joke|insult\w*|ridiculous|disgrace|shame|promised|rubbish|bloody|murder|apparently|funny how|must be nice|wonder(?:ful)?ly|thanks for nothing|as usual)\b",
    "comparison": r"\b(?:than me|than i (?:do|am|get)|gave (?:it|him|her)|(?:he|she|they) got|got (?:it|promoted|the)|while i|and i'm (?:still|the)|half the|twice as|other people|colleagues|same as)\b",
    "ultimatum": r"\b(?:or (?:i(?:'ll| will|'m)?|else|you)|otherwise|i(?:'ll| will| shall) (?:leave|go|quit|walk|resign|look|have to)|resign\w*|quit(?:ting)?|notice|p45|another offer|other offers?|offer from|offered me|recruiter|headhunter|competitor|elsewhere|walk out|(?:last|final) (?:chance|time)|union|lawyer|tribunal|waiting for my answer|look around|keep my options)\b",
    "sarcasm": r"\b(?:of course|obviously|naturally|no doubt|i suppose|great|brilliant|lovely|congratulations|how (?:nice|lovely|generous|kind)|surprise|genius|bravo|very nice|sure)\b|\"[^\"]{1,30}\"",
    "personal": r"\b(?:my (?:cv|career|rent|mortgage|kids?|wife|husband|mum|mother|family|ex|health|back|commute|portfolio|degree|dream|wedding|marriage)|for me|childcare|school run|home|i feel|i'm (?:bored|tired|ready|keen)|bored|passion\w*|dream|happy|motivat\w+|fulfil\w*|ambition)\b",
    "jargon": r"\b(?:leverag\w+|synerg\w+|strategic\w*|stakeholders?|align\w*|remit|holistic|value[- ]add|transform\w*|elevat\w+|impactful|ecosystem|thought leader\w*|journey|empower\w*|optimi[sz]\w+|end[- ]to[- ]end|best[- ]in[- ]class|agenda|framework|cross[- ]functional|trajectory|visibility|bandwidth|deliverables?|uplift|scal(?:e|able|ing)|maximi[sz]\w+|drive\b|proactive\w*|dynamic)\b",
    "unsure": r"\b(?:don't know|do not know|not sure|no idea|dunno|haven't (?:asked|thought|decided|worked)|have not (?:asked|thought|decided)|i guess|maybe|perhaps|might|kind of|kinda|sort of|probably|we'll see|i think|or something|hopefully|hoping|i hope)\b",
    "hypothetical": r"\b(?:if i (?:were|was|had|got|could)|suppose|imagine|would have|could have|had meant|was going to|i was thinking|wouldn't it be|in theory|in an ideal|one could|ideally|were i to)\b",
    "denied": r"\b(?:not|no|never|n't|nothing|nobody|none|without|neither|nor|cannot|can't|won't|don't|doesn't|didn't|isn't|haven't|wouldn't)\b|\w+n't\b",
    "withdrawn": r"\b(?:never ?mind|forget (?:it|that|i)|ignore (?:this|that|it|me)|not asking|thought better|no need|don't want (?:it|to) (?:any ?more|now)|leave it|drop it|doesn't matter|scrap that|only (?:saying|mentioned)|let it go|fine as (?:i am|it is)|happy (?:where|as) i)\b",
    "thanks": r"\b(?:thanks?|thank you|grateful|appreciate|honou?red?|blessings?|respected|dear)\b",
    "acknowledge": r"\b(?:i (?:know|see|understand|hear|get (?:it|that))|fair (?:enough|point)|you're right|you are right|that's (?:fair|true|right)|true|of course|agreed|i accept|makes sense|quite right|point taken|right[,.]|yes[,.]|yeah|okay|ok|no argument|sure|exactly)\b",
    "question_open": r"\b(?:what|which|who|when|how|where|why)\b[^.!?\n]{0,120}\?",
    "question_any": r"\?",
    "policy_in": r"\b(?:hr|policy|rules?|handbook|union|procedure|process|agreement|form|panel|board|director|head office|finance|within|allowed|allows|clause|existing|no extra (?:cost|money|budget)|costs? nothing|unpaid|own (?:time|money|pocket)|your boss|with you in the room)\b",
    "phased": r"\b(?:trial|pilot|try|phase[ds]?|phasing|start(?:ing)? (?:with|small)|first|then|step by step|one (?:day|shift|morning|afternoon)|just (?:one|two|the)|half|project|temporary|reversible|swap back|go back|instead)\b",
    "milestone": r"\b(?:once|when i(?:'ve| have)|if i (?:pass|get|hit|do|can)|as soon as|by then|sign(?:ed)? (?:me )?off|pass(?:ed)?|exam|certificate|target|zero|clean|without a (?:single )?(?:mistake|error|complaint)|until (?:it's|i've|you|the)|number)\b",
    "commit": r"\b(?:i(?:'ll| will|'d| would|'m going to| shall| can) \w+|i've (?:asked|spoken|booked|agreed|written|checked|talked)|has (?:agreed|said)|is (?:ready|willing|happy))\b",
    "reassure": r"\b(?:i'm (?:not (?:going|leaving)|staying|here)|not (?:going anywhere|leaving|looking)|i (?:want to|intend to|plan to|will) stay|my home|loyal|promise|you have my word|assure|trust me|don't worry|no problem|believe me|i swear|give you my word)\b",
    "first_person": r"\b(?:i|me|my|mine|i'm|i'd|i'll|i've|myself)\b",
    "second_person": r"\b(?:you|your|yours|you're|you'd|you'll|you've)\b",
    "we": r"\b(?:we|us|our|ours|we're|we'd|we'll|we've)\b",
    "third_person": r"\b(?:he|she|they|him|her|them|his|their)\b",
    "past": r"\b(?:was|were|had|did|been|went|got|gave|took|said|told|\w{3,}ed)\b",
    "future": r"\b(?:will|shall|'ll|going to|gonna|would|'d)\b|'(?:ll|d)\b",
    "exclaim": r"!|\b[A-Z]{4,}\b",
}

_FLAGS = {"named": re.UNICODE, "exclaim": re.UNICODE}
_COMPILED = {name: re.compile(pattern, _FLAGS.get(name, re.I)) for name, pattern in PATTERNS.items()}
_DEAD = re.compile(
    r"\b(?:don't know|do not know|not sure|no idea|dunno|haven't (?:asked|thought|decided|worked)|have not (?:asked|decided)|"
    r"had meant|was going to|would have|could have|if i (?:were|was|had)|suppose|imagine|never ?mind|forget (?:it|that)|"
    r"ignore (?:this|that)|thought better|brother|sister|cousin|friend|mate's|neighbou?r|used to|wherever|whenever|whatever)\b",
    re.I,
)
NAMES: tuple[str, ...] = (
    "log_words",
    "log_sentences",
    "words_a_sentence",
    "dead_share",
    *PATTERNS,
    *(f"live_{name}" for name in PATTERNS),
)
"""What the columns of :func:`cues` are, in order."""
_LONGEST = 6000


def hinted(text: str, *names: str) -> bool:
    """Whether any of the cues in ``names`` stands in ``text``."""
    text = text[:_LONGEST].replace("’", "'")
    return any(_COMPILED[name].search(text) for name in names)


def cues(text: str) -> list[float]:
    """The cues of ``text``, one number for each of :data:`NAMES`: logarithms of counts, so that much is not better."""
    return list(_cues(text))


@lru_cache(maxsize=64)  # listener and scorer count those of the same turn
def _cues(text: str) -> tuple[float, ...]:
    text = text[:_LONGEST].replace("’", "'")
    parts = [part.text for part in sentences(text)]
    live = "\n".join(part for part in parts if not _DEAD.search(part))
    size = len(text.split())
    head = [
        math.log1p(size),
        math.log1p(len(parts)),
        math.log1p(size / max(1, len(parts))),
        1 - len(live) / max(1, len(text)),
    ]
    counted = [
        math.log1p(len(pattern.findall(whole))) for whole in (text, live) for pattern in _COMPILED.values()
    ]
    return (*head, *counted)
