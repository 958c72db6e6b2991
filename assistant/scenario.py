"""JSON to :class:`Scenario`: checked with pydantic at the edge, every complaint in the user's words.

The keys are those of docs/scenario.md. Unknown keys are ignored with a note; judgements made for evals
(``must_*``, ``advice_ids``, ``warn``, ``not_yet``) are never read.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant import domain
from assistant.domain import TEMPERAMENTS, Scenario
from assistant.errors import InputError, ScenarioError
from assistant.text.clean import MAX_CHARS, clean

_JUDGEMENTS = re.compile(r"^(id|must_\w+|advice_ids|warn|not_yet)$")
_MARKUP = re.compile(r"[<>{}\\|`]|\.\.|://|(?<![sdwSDW])/|/(?![oO]\b)")
MAX_BYTES = 1_000_000


def _cleaned(value: str, what: str = "It", limit: int = MAX_CHARS) -> str:
    try:
        return clean(value, what=what, limit=limit, mend="Fill it in.")
    except InputError as error:  # pydantic collects only ValueErrors
        raise ValueError(str(error)) from error


def _plain_name(value: str) -> str:
    """A name as people have it: letters of any script, no markup, no path."""
    name = _cleaned(value, "The name", 120)
    if "\n" in name or _MARKUP.search(name):
        raise ValueError(f"{name[:40]!r} is not a plain name: leave out markup, slashes and line breaks")
    return name


def _role(value: str) -> str:
    role = _cleaned(value, "The role", 200)
    if re.search(r"[<>{}\\`\n]", role):
        raise ValueError(f"{role[:40]!r} is not a plain role: leave out markup and line breaks")
    return role


def _short(value: str) -> str:
    return _cleaned(value, limit=400) if value.strip() else ""


def _long(value: str) -> str:
    return _cleaned(value) if value.strip() else ""


def _spoken(value: str) -> str:
    return _cleaned(value)


def _as_temperament(value: object) -> object:
    return (
        value.strip().lower().replace("_", "-").replace("skeptical", "sceptical")
        if isinstance(value, str)
        else value
    )


def _temperament(value: str) -> str:
    if value not in TEMPERAMENTS:
        raise ValueError(f"{value!r} is none of {', '.join(TEMPERAMENTS)}")
    return value


def _lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


_WORK_MODES: Mapping[str, frozenset[str]] = {
    "office": frozenset({"field", "on site", "onsite", "on the road", "in person", "shop floor", "workshop"}),
    "hybrid": frozenset({"mixed", "partly remote", "partly at home"}),
    "remote": frozenset({"home", "at home", "from home", "home office", "telework"}),
}
"""Other words for where somebody works; what counts is whether the two meet face to face, on a call, or both."""


def _work_mode(value: object) -> object:
    """The mode that the value names, by another word too.

    :raises ValueError: for a word that says neither.
    """
    plain = value.strip().lower().replace("-", " ") if isinstance(value, str) else value
    if not isinstance(plain, str) or plain in ("", *_WORK_MODES):
        return plain
    mode = next((mode for mode, others in _WORK_MODES.items() if plain in others), None)
    if mode is None:
        raise ValueError(
            f"{value!r} is none of {', '.join(_WORK_MODES)}: write office where you meet your boss in person "
            "(on the road and on site too), remote where you only meet on calls, hybrid for both"
        )
    return mode


def _empty_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _iso_date(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
        raise ValueError(f"{value!r} is no date: write it as YYYY-MM-DD, for example 2027-06-14")
    return value


def _clock(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value.strip()):
        raise ValueError(f"{value!r} is no time of day: write it as HH:MM, for example 09:30")
    return value.strip().rjust(5, "0") if isinstance(value, str) else value


def _minutes(value: object) -> object:
    if isinstance(value, (int, float)) and not 5 <= value <= 480:
        raise ValueError(
            f"{value} is no length for a talk: give the minutes as a number from 5 to 480, best 30 or 45"
        )
    return value


def _zone(value: str) -> str:
    if value:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(
                f"{value!r} is no time zone: write its IANA name, for example Europe/Paris, or leave it out"
            ) from error
    return value


Name = Annotated[str, AfterValidator(_plain_name)]
Role = Annotated[str, AfterValidator(_role)]
Short = Annotated[str, AfterValidator(_short)]
Long = Annotated[str, AfterValidator(_long)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="allow", str_strip_whitespace=True)


class _User(_Part):
    name: Name
    role: Role
    organisation: Short = ""
    sector: Short = ""
    size: Annotated[Literal["", "small", "medium", "large"], BeforeValidator(_lower)] = ""
    work_mode: Annotated[Literal["", "office", "hybrid", "remote"], BeforeValidator(_work_mode)] = ""
    country: Short = ""
    tenure: Short = ""


class _Manager(_Part):
    name: Name
    role: Short = ""
    temperament: Annotated[str, BeforeValidator(_as_temperament), AfterValidator(_temperament)] = "busy"
    trust: Annotated[Literal["high", "medium", "low"], BeforeValidator(_lower)] = "medium"


class _Meeting(_Part):
    date: Annotated[dt.date | None, BeforeValidator(_iso_date), BeforeValidator(_empty_is_none)] = None
    start: Annotated[dt.time | None, BeforeValidator(_clock), BeforeValidator(_empty_is_none)] = None
    minutes: Annotated[int | None, BeforeValidator(_minutes), BeforeValidator(_empty_is_none)] = None
    place: Short = ""
    link: Short = ""
    timezone: Annotated[str, AfterValidator(_zone)] = ""


class _Note(_Part):
    text: Long
    private: bool = False


def _notes(value: object) -> object:
    if not isinstance(value, list):
        raise ValueError("write it as a list of sentences in quotes, even if there is only one")
    return [{"text": item} if isinstance(item, str) else item for item in value]


Notes = Annotated[list[_Note], BeforeValidator(_notes), Field(max_length=50)]


class _Scenario(_Part):
    user: _User
    manager: _Manager
    preferred_ask: Annotated[str, AfterValidator(_spoken)]
    evidence: Notes = Field(default_factory=list)
    options: Notes = Field(default_factory=list)
    constraints: Notes = Field(default_factory=list)
    special: list[Short] = Field(default_factory=list, max_length=50)
    meeting: _Meeting = Field(default_factory=_Meeting)
    contract: Long = ""
    notes: Long = ""


def load_scenario(data: Mapping[str, Any]) -> tuple[Scenario, list[str]]:
    """A checked scenario and the notes on what was ignored.

    :param data: the decoded JSON object.
    :raises ScenarioError: every wrong field, each with what to write instead.
    """
    if not isinstance(data, Mapping):
        raise ScenarioError(
            "A scenario must be one JSON object with the keys user, manager and preferred_ask."
        )
    try:
        parsed = _Scenario.model_validate(dict(data))
    except ValidationError as error:
        raise ScenarioError(
            "The scenario cannot be used yet: " + "; ".join(_complaints(error)) + "."
        ) from error
    return _to_domain(parsed), _ignored(parsed)


def read_scenario(path: Path) -> tuple[Scenario, list[str]]:
    """The scenario in a JSON file; errors name the file."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ScenarioError(
                f"{path.name} is larger than {MAX_BYTES // 1000} kB; a scenario is a few paragraphs of JSON."
            )
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ScenarioError(
            f"{path.name} cannot be read ({error.strerror}). Give the path of a scenario file.",
            code="not_found",
        ) from error
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{path.name} is not UTF-8 text. Save it as UTF-8 and try again.") from error
    except RecursionError as error:
        raise ScenarioError(f"{path.name} is nested too deeply to be a scenario.") from error
    except ValueError as error:
        raise ScenarioError(_no_json(path.name, error)) from error
    return load_scenario(data)


def _no_json(name: str, error: ValueError) -> str:
    """What is wrong with a text that should be JSON, for people."""
    where = f" (look at line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
    return f"{name} is not valid JSON{where}. It must be one object in braces, as docs/scenario.md shows; a comma or quote may be missing."


def dump_scenario(scenario: Scenario) -> dict[str, Any]:
    """The JSON object that :func:`load_scenario` reads back to the same scenario."""
    meeting = scenario.meeting
    notes = {
        name: [
            {"text": note.text, "private": True} if note.private else note.text
            for note in getattr(scenario, name)
        ]
        for name in ("evidence", "options", "constraints")
    }
    return {
        "user": vars(scenario.user).copy(),
        "manager": vars(scenario.manager).copy(),
        "preferred_ask": scenario.preferred_ask,
        **notes,
        "special": list(scenario.special),
        "meeting": {
            "date": meeting.date.isoformat() if meeting.date else None,
            "start": meeting.start.strftime("%H:%M") if meeting.start else None,
            "minutes": meeting.minutes,
            "place": meeting.place,
            "link": meeting.link,
            "timezone": meeting.timezone,
        },
        "contract": scenario.contract,
        "notes": scenario.notes,
    }


def _to_domain(parsed: _Scenario) -> Scenario:
    def notes(items: list[_Note]) -> tuple[domain.Note, ...]:
        return tuple(domain.Note(item.text, item.private) for item in items if item.text)

    def known(part: _Part) -> dict[str, Any]:
        return part.model_dump(exclude=set(part.model_extra or ()))

    return Scenario(
        user=domain.User(**known(parsed.user)),
        manager=domain.Manager(**known(parsed.manager)),
        meeting=domain.Meeting(**known(parsed.meeting)),
        preferred_ask=parsed.preferred_ask,
        evidence=notes(parsed.evidence),
        options=notes(parsed.options),
        constraints=notes(parsed.constraints),
        special=tuple(item.lower().replace(" ", "_").replace("-", "_") for item in parsed.special if item),
        contract=parsed.contract,
        notes=parsed.notes,
    )


def _ignored(parsed: _Scenario) -> list[str]:
    found = [key for key in parsed.model_extra or {} if not _JUDGEMENTS.match(key)]
    for name in ("user", "manager", "meeting"):
        found += [f"{name}.{key}" for key in getattr(parsed, name).model_extra or {}]
    return [f"The key {key!r} is not known and was ignored." for key in found]


_MEND = {
    "model_type": "write it as an object in braces, with its own keys",
    "dict_type": "write it as an object in braces, with its own keys",
    "list_type": "write it as a list in square brackets",
    "string_type": "write it as a text in quotes",
    "int_parsing": "write it as a whole number",
    "int_type": "write it as a whole number",
    "int_from_float": "write it as a whole number",
    "bool_parsing": "write true or false",
    "too_long": "at most 50 entries",
    "date_from_datetime_parsing": "there is no such day; write it as YYYY-MM-DD, for example 2027-06-14",
    "date_parsing": "there is no such day; write it as YYYY-MM-DD, for example 2027-06-14",
    "date_type": "write it as YYYY-MM-DD, for example 2027-06-14",
    "time_parsing": "write it as HH:MM, for example 09:30",
    "time_type": "write it as HH:MM, for example 09:30",
}
"""What to write instead, for complaints that pydantic words for programmers."""


def _complaints(error: ValidationError) -> list[str]:
    out = []
    for item in error.errors(include_url=False):
        where = ".".join(str(part) for part in item["loc"])
        if item["type"] == "missing":
            out.append(f"{where} is missing")
        elif isinstance((item.get("ctx") or {}).get("error"), (ValueError, InputError)):
            out.append(f"{where}: {item['ctx']['error']}")
        else:
            out.append(f"{where}: {_MEND.get(item['type'], item['msg'][0].lower() + item['msg'][1:])}")
    return [line.rstrip(".") for line in out[:8]]
