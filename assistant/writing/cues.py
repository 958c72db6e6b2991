"""The wordings by which private matters are found, and how clauses hang together. Patterns only.

Recall comes before precision: a harmless sentence that is held back is shown to the user with the reason, a private one
that slips through is in the boss's hands. Words with a plain trade meaning (to interview customers, an offer from a
supplier, sick leave in the team) count only when they are about the user.
"""

from __future__ import annotations

import re


def _cues(*alternatives: str) -> re.Pattern[str]:
    """One pattern for ``alternatives``: whole words, any case, straight or curly apostrophes."""
    joined = "|".join(alternatives).replace("'", "['’]")
    return re.compile(rf"\b(?:{joined})(?!\w)", re.I)


_EMPLOYER = r"(?:bank|company|firm|employer|hospital|school|shop|studio|agency|restaurant|hotel|organi[sz]ation|garage|practice|club|office|place|team abroad)"

SEARCH = _cues(
    r"(?:i'm|i am|i've been|i have been|i was|been|started|keep) (?:\w+ )?interviewing",
    r"interviewing (?:with|at|elsewhere|for (?:another|other|jobs?|posts?))",
    r"(?:i've|i have|i) (?:had |have |got )?(?:\w+ ){0,3}interviews?(?! with (?:customers|users|clients|patients|families|candidates))(?= (?:with|at|on|next|this|lined|coming|elsewhere)|[.,;]|$)",
    r"interviews? (?:with|at|for) (?:another|other|a competitor|a rival|two|three)",
    r"job interviews?",
    r"head-?hunt\w*",
    r"(?:an?|the|my|two|some|several) recruiters? (?:called|rang|wrote|contacted|ha[sv]e|keeps?|approached|got in touch|messaged|offered|told)",
    r"(?:to|with|from|by) (?:an? |the |local |two |some )*(?:recruiters?|headhunters?)",
    rf"(?:with|from|at|to|for|by) (?:another|other|an? (?:competing|rival)) {_EMPLOYER}s?",
    rf"(?:an)?other (?:{_EMPLOYER}|jobs?|offers?)s? (?:ha[sv]e|offered|wants?|called|offers?|would)",
    r"(?:job|outside|competing|counter-?|external|better|written|firm) ?offers?(?= (?:from|of|on|in|at|and|elsewhere)|[.,;]|$)",
    r"(?:i've|i have|i|i've got|got|have) (?:\w+ ){0,3}offers? (?:from|at|elsewhere|on the table|in hand|of a job)",
    r"another offer",
    r"(?:made|sent|gave|given|offered|promised) me (?:an offer|a job|a post\b(?! here)|\S+ (?:more )?elsewhere|\d+ ?% more|more money|a contract)",
    r"in the (?:last|final|second) round",
    r"(?:last|final|second) round (?:with|at|of interviews)",
    r"look(?:ing|ed)? (?:around(?= (?:for|elsewhere|outside)|[.,;]|$)|elsewhere|outside)",
    r"look(?:ing|ed)? for (?:another|a new|other|a different) (?:jobs?|position|post|employer|work|roles?|place)",
    r"search\w* for (?:a|another|new) (?:job|post|role|employer|work)",
    r"job[- ]?(?:hunt|search)\w*",
    rf"appl(?:y|ied|ying|ications?) (?:elsewhere|outside|(?:to|at|with) (?:another|other|the competition|(?:a|the|our) (?:competitor|rival|{_EMPLOYER} (?:across|down|over|next))))",
    r"(?:going|go|work|move|jobs?|options?|something|working|moving|paid|pay|pays) elsewhere",
    r"(?:competitors?|rivals?) (?:\w+ )?(?:ha[sv]e (?:made|offered|asked|called|approached)|offered|wants? me|called|pays?)",
    r"match (?:it|the offer|their|what they)",
    r"new employer",
    r"(?:to|for|with|at|by|join(?:ing)?) (?:a|the|our|another|one of our) (?:direct )?(?:competitors?|rivals?)(?! (?:products?|prices?|analysis))",
    r"(?:find|finding|get|getting|take|taking) (?:another|a new|a different|some other) (?:job|employer|post elsewhere)",
    r"outside (?:the |this )?(?:search|offer|option|job)s?",
    r"my (?:cv|resume|résumé|linkedin)(?= (?:is|out|up)|[.,;]|$)",
    r"updat\w+ my (?:cv|resume|résumé|linkedin)",
    r"(?:think|thinking|thought|dream\w*|consider\w*|talk\w*) (?:of |about )?(?:leaving|quitting|resigning|handing in|giving notice|moving on)",
    r"one foot out",
    r"(?:my )?way out of here",
    r"exit plan",
    r"go(?:ing)? freelance",
    r"(?:start|starting|open|opening|set|setting) (?:up )?(?:my own|on my own)",
    r"(?:quietly|secretly) (?:looking|talking|speaking|applying|asking)",
)
LEAVING = _cues(
    r"(?:i'm|i am|i'd be|i will be|i'll be|me|my) (?:leaving|quitting|resigning|going to (?:leave|quit|resign))(?! (?:it|the|my|this|that|him|her|you|at|early))",
    r"(?:if|when|before|after|once|unless) i (?:leave|quit|resign|left|go for good)",
    r"i(?:'ll| will| might| may| would|'d| could| shall| want to| have to| plan to)? (?:quit|resign|walk(?= (?:away|out)|[.,;!]|$))",
    r"i(?:'ll| will| might| may| would|'d| could| shall| want to| have to| plan to)? leave(?= (?:the|this) (?:company|firm|organi[sz]ation|bank|hospital|school|shop|job|place|business|trade)|[.,;!?]| for good| next| altogether|$)",
    r"i (?:\w+ )?resign\w*",
    r"my resignation",
    r"who resigned",
    r"(?:hand|handed|handing|put|putting) in (?:my )?(?:notice|resignation)",
    r"(?:my|give|giving|gave|serve|work out) (?:my )?notice(?! board)",
    r"(?:last|final) working day",
    r"considering leaving",
    r"walked out by",
    r"severance",
)
ULTIMATUM = _cues(
    r"or (?:else )?(?:i'll|i will|i shall|i'm|i am|i) (?:leave|leaving|quit|resign\w*|go(?! back)|going(?! back)|walk|look|looking|off|out|gone)",
    r"or else(?=[.!]|$)",
    r"otherwise i(?:'ll|'d|'m| will| would| shall| am)? (?:\w+ )?(?:leave|quit|resign|go(?! back)|walk|look)",
    r"take it or leave it",
    r"(?:final|last) (?:warning|chance)",
    r"ultimatum",
    r"(?:he|she|you|they) ha(?:s|ve) until",
    r"deadline for (?:him|her|you)",
    r"threat(?:en)?\w* (?:to|him|her|you|them)",
)
HEALTH = _cues(
    r"burn(?:ed|t|ing)?[- ]?out",
    r"my (?:sick leave|illness|health|knees?|migraines?|pregnancy|diagnosis|operation|surgery|therapy|therapist|medication|condition|disability|doctor|gp|depression|anxiety|adhd|autism|cancer|miscarriage|divorce|debts?|psychologist|psychiatrist)",
    r"my back (?:hurts|is|can|won|problem|pain|injury|gives|operation|surgery)",
    r"i(?:'m| am|'ve been| have been| was|'d been|'m so| am so) (?:ill|sick(?! and tired of waiting)|off sick|pregnant|exhausted|depressed|anxious|signed off|unwell|autistic|disabled|on medication|in therapy|not sleeping|diagnosed|expecting a baby)",
    r"(?:can't|cannot|can not|couldn't|struggl\w+ to) cope",
    r"panic attacks?",
    r"ivf",
    r"chemo\w*",
    r"can(?:'t|not) sleep",
    r"sleepless",
    r"(?:nervous )?breakdown of nerves|nervous breakdown",
    r"suicid\w*",
    r"self-harm",
    r"my mental health",
)
GRIEVANCE = _cues(
    r"unfair\w*",
    r"not fair",
    r"fed up",
    r"sick (?:and tired )?of",
    r"tired of",
    r"had enough",
    r"overlooked",
    r"passed (?:me )?over",
    r"(?:take|taken|takes|took) (?:me )?for granted",
    r"favou?rit(?:es|ism)",
    r"humiliat\w*",
    r"overrul\w*",
    r"(?:shout|yell|scream|snap|swore|sneer)(?:ed|s|ing)? at (?:me|us)",
    r"bull(?:ied|ying)",
    r"harass\w*",
    r"blam(?:ed|es|ing) (?:me|us|it on me)",
    r"(?:we|i) (?:argued|quarrell?ed|fell out|clashed)",
    r"(?:had|have|having) (?:a|an|that|another) (?:row|quarrel|fight|argument|falling[- ]out)",
    r"quarrel\w*",
    r"(?:hardly|barely|never|not|don't|stopped) (?:really )?(?:spoken|spoke|speak|talked|talking|speaking)",
    r"ignor(?:es|ed|ing) (?:me|us|my)",
    r"(?:i )?feel (?:ignored|overlooked|used|invisible|stuck|forgotten|cheated|let down|pushed aside)",
    r"undervalued",
    r"unappreciated",
    r"never (?:thanked|said thank|thanks?|once|noticed|even)",
    r"(?:thanks?|notices?|appreciates?|praises?) (?:me )?never",
    r"(?:nobody|no one) (?:ever )?(?:tells me|asks me|asked me|told me|thanks|notices|appreciates|listens)",
    r"owes? me",
    r"i(?:'m| am)? (?:deserve|owed|entitled|angry|furious|bitter|resentful|bored|frustrated|unhappy|miserable|stuck)",
    r"clear the air",
    r"get(?:ting)? it over with",
    r"(?:i|we) (?:hate|resent|can't stand|despise)",
    r"(?:isn't|wasn't|is not|was not|not) (?:quite |really |exactly )?what i(?:'d| had)? (?:imagined|expected|hoped|signed up|wanted|thought)",
    r"(?:different|new|another|something else) (?:each|every) time",
    r"mov(?:e|ed|es|ing) the goal ?posts",
    r"keeps? (?:changing|moving|putting me off|fobbing)",
    r"put(?:ting)? me off",
    r"(?:second|third|fourth|fifth|umpteenth) time (?:that )?(?:you|he|she|they|i)",
    r"(?:promoted|chose|picked|preferred|appointed|hired|gave it to|took) \S+ (?:\w+ )?(?:instead of|over|ahead of|before) me",
    r"lied to",
    r"(?:where|when|because) i(?:'d| had)? (?:voted (?:no|against)|warned|objected|been right|said so)",
    r"i(?:'d| had)? told (?:you|him|her|them) so",
    r"(?:took|takes?|taking|stole|steals?) (?:the |all the |my )?(?:credit|ideas?)",
    r"disrespect\w*",
    r"undermin\w+ me",
    r"micromanag\w*",
    r"toxic (?:boss|team|atmosphere|place|culture|workplace)",
    r"incompeten\w+",
    r"betray\w*",
    r"broken promises?",
    r"broke (?:his|her|the|your) (?:word|promise)",
    r"strung (?:me )?along",
    r"behind my back",
    r"in front of (?:everyone|everybody|the (?:parents|team|whole|others|staff|customers|guests|class))",
    r"got (?:it|the (?:job|post|role)) instead of me",
    r"do(?:es)? half (?:of )?(?:my|the) work",
)
DOUBT = _cues(
    r"nothing (?:more|else|much) to (?:say|add)",
    r"(?:don't|do not) know how to (?:say|put)",
    r"never ?mind",
    r"i'?m (?:probably|maybe) wasting your time",
)
PAY_DATES = _cues(
    r"bonus\w*",
    r"vest(?:s|ing)",
    r"share plan",
    r"stock options?",
    r"notice period",
    r"severance",
    r"non-?compete",
    r"my contract",
)
OWN_WAY = _cues(
    r"(?<!parental )(?<!study )(?<!annual )(?<!unpaid )(?<!sick )(?<!maternity )(?<!on )leave",
    r"quit",
    r"resign",
    r"go (?:freelance|solo|independent)",
    r"start my own",
    r"another employer",
)

BOSS_NOUN = re.compile(
    r"\b(?:my|the) (?:boss|manager|line manager|supervisor)\b(?!['’]s (?:office|room))", re.I
)
THIRD = re.compile(r"\b(?:he|she|him|her|hers|his)\b", re.I)
YOU = re.compile(r"\byou(?:rs?)?\b(?! (?:know|see)[,.])", re.I)
PERSON_NOUN = re.compile(
    r"\b(?:a|an|the|my|our|one|another|new|student|each|every)\s(?:[\w-]+ )?(?:colleague|assistant|apprentice|trainee|moderator|intern|deputy|"
    r"daughter|son|client|customer|patient|guest|student|teacher|nurse|doctor|driver|cook|chef|clerk|junior|newcomer|person|resident|pupil|"
    r"lad|girl|man|woman|consultant)\b",
    re.I,
)
WORD_NAMES = frozenset(
    "will may mark grace hope young long good small best art bill rose dean chance june april august faith joy max king rich".split()
)
"""Names that are words too."""

_TENDS = (
    "answer bake chair check clean close cook cover deal do drive fill handle help hold keep lead look man manage mind open pick plan run serve "
    "sit staff stand stay step supervise take teach tend watch work write"
).split()
"""What somebody does with the work of somebody else, as plain verbs."""


def _third(verb: str) -> str:
    return f"{verb}es" if verb.endswith(("ch", "sh", "o")) else verb + "s"


PLAIN_VERB = {_third(verb): verb for verb in _TENDS}
"""The form with "she" of each, and the plain form."""
TENDS = "|".join([*PLAIN_VERB, *_TENDS])
PERSON = (
    r"(?!(?:I|We|You|He|She|It|They|The|An?|This|That|These|Those|There|My|Our|Your|His|Her|Their|On|In|At|As|If|So|Nobody|Somebody|"
    r"Someone|Everybody|Everyone|Who|Which|What|Both|Each|Every|Then|Please)\b|\w+days?\b)[A-ZÀ-ÞŁŚŻ][\w'’-]+"
)
"""A word that may be somebody's name, inside a pattern that minds capitals."""

SUBORDINATE = re.compile(
    r"^(?:because|since|if|unless|while|although|though|who|whom|which|that|until|till|when|then|as|than|or)\b",
    re.I,
)
JOINER = re.compile(r"^(?:and|but|so|or|then|also)\b[, ]*", re.I)
STANDS_ALONE = re.compile(
    r"^(?:(?i:i\b|i['’]|we\b|we['’]|you\b|let|could|can|would|give|put|move|my|our|the|a|an|this|these|there|nobody|it\b)|[A-ZÀ-Þ]\w+)"
)
BULLET = re.compile(r"^\s*(?:[-*•–—+>#]+|\d+[.)])\s+")
GREETING = re.compile(
    r"^(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day))\b(?: (?:mr|mrs|ms|mx|dr|prof)\.)?[^,.!?:;]{0,40}[,!:–—-]\s*",
    re.I,
)
SIGN_OFF = re.compile(
    r"^(?:(?:kind|best|warm|with kind) regards|regards|best(?: wishes)?|thanks|many thanks|thank you|cheers|yours(?: \w+)?|sincerely)\b[\w ,]{0,40}[.!]?$",
    re.I,
)

ASKS = re.compile(
    r"\b(?:i(?:['’]d| would) (?:like|love|want|propose|suggest|rather)|i (?:want|propose|suggest|wish|ask(?! you for)|request)|let (?:me|us)|let['’]s|give me|put me|move me|make me|send me|"
    r"(?:could|can|may|might) (?:i|we|it|you)|would you (?:let|give)|i(?:['’]m| am) (?:going to apply|asking|proposing|applying|ready)|my (?:proposal|request|idea) is|please)\b",
    re.I,
)
THEIRS = re.compile(
    r"\b(?:loans?|debts?|mortgage|daughter|son|wife|husband|brother|sister|divorce|(?:has|have|had) lost|retir\w+)\b",
    re.I,
)
WORRIED = re.compile(
    r"\b(?:he|she|they) (?:(?:also|still|only|always) )?(?:wonders?|worr(?:y|ies|ied)|fears?|doubts?|(?:is|are) (?:afraid|worried|unsure|not sure))\b.*\b(?:I|I['’]\w+|me|my)\b",
    re.I,
)
"""What troubles the boss about the user: no opinion of the user's about the boss."""
TOLD = re.compile(
    r"\b(?:he|she) (?:says|said|told me)\b.*\b(?:board|owners?|directors?|head office|management|partners|governors)\b",
    re.I,
)
