"""Models that say what they are told, for tests of what is made of an answer."""

import json
from collections.abc import Callable

from assistant.domain import Usage
from assistant.trust import cases


class Scripted:
    """Answers with each text in turn, the last one again and again; an exception is raised. Keeps what it was sent."""

    def __init__(self, *answers, name="scripted"):
        self.id, self.answers, self.sent, self.schemas = name, list(answers), [], []

    def stream(self, messages, *, max_tokens, schema=None, told=None):
        self.sent.append(messages)
        self.schemas.append(schema)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Callable):
            answer = answer(messages)
        if isinstance(answer, Exception):
            raise answer
        yield from (answer[n : n + 7] for n in range(0, len(answer), 7))
        if told:
            told(Usage(self.id, "as the provider sees it", 100, 80, 20, 1.0, 0.5, None, False))


def moves(level, **quotes):
    return json.dumps({"moves": [{"name": k, "quote": v} for k, v in quotes.items()], "level": level})


def elements(specificity, business_framing, **quotes):
    found = [{"name": k, "quote": v} for k, v in quotes.items()]
    return json.dumps({"elements": found, "specificity": specificity, "business_framing": business_framing})


def knows_the_judgements(messages):
    """The answer of a model that judges every case of the quiz as it was judged; any words of a case do as a quote."""
    asked = messages[1]["content"]
    for case in cases.replies():
        if f"<reply>{case.reply}</reply>" in asked:
            return moves(case.level, **dict.fromkeys(case.moves, _start(case.reply)))
    for case in cases.asks():
        if f"<draft>{case.text}</draft>" in asked:
            quotes = dict.fromkeys(case.elements, _start(case.text))
            return elements(round(case.specificity), round(case.business_framing), **quotes)
    return "I cannot tell."


def _start(text):
    return " ".join(text.split()[:2])
