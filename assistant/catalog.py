"""Folders of data to domain objects: id = file stem. Loaded once, checked on loading.

``knowledge/`` and ``prompts/`` lie beside this package in a checkout and inside it (``_data/``) in a wheel.
A malformed file raises :class:`CatalogError` naming the file and what to mend.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from assistant.domain import (
    CIRCUMSTANCES,
    ConcernType,
    Guidance,
    Line,
    Outcome,
    RubricElement,
    Source,
    Temperament,
    WordingPair,
)
from assistant.errors import CatalogError

_SLOT = re.compile(r"\{(\w+)\}")
_FRAME_SLOT = re.compile(r"\{([^{}]+)\}")

SLOTS = frozenset(
    {
        "user",
        "organisation",
        "date",
        "amount",
        "person",
        "phrase",
        "earlier_date",
        "earlier_person",
        "condition",
        "fact",
        "sum",
        "document",
        "quote",
        "before",
        "now",
        "choice",
        "deal",
    }
)
"""What a written line may be filled with; a line is only said when all of its slots are known in the room."""


FRAME_SLOTS = frozenset(
    {"evidence", "benefit", "cover", "measure", "change", "trial", "rule", "person", "start", "end", "review", "amount"}
)  # fmt: skip
"""What a frame (a wording for the user) may be filled with, from the user's own facts alone.

The first seven are whole sentences of the user's; a frame with one is used only where there is one. The others are parts
of a sentence, and give the question that stands in the blank where nothing is known: ``{person|who?}``.
"""


def data_root() -> Path:
    """The folder that holds ``knowledge`` and ``prompts``."""
    packed = Path(__file__).parent / "_data"
    return packed if packed.is_dir() else Path(__file__).parent.parent


@cache
def sources() -> Mapping[str, Source]:
    """The source documents by id (``knowledge/sources.toml``)."""
    return {key: Source(id=key, **value) for key, value in table("sources").items()}


@cache
def concerns() -> Mapping[str, ConcernType]:
    """All concern types by id."""
    leaving = {path.stem: path for path in _files("departures", "*.toml")}
    found = {path.stem: _concern(path) for path in _files("concerns", "*.toml")}
    return {
        name: replace(kind, departing=_departing(kind, leaving[name])) if name in leaving else kind
        for name, kind in found.items()
    }


@cache
def temperaments() -> Mapping[str, Temperament]:
    """All temperaments by id."""
    found = (_temperament(path) for path in _files("temperaments", "*.toml"))
    return {one.id: replace(one, departing=_parting(one)) for one in found}


@cache
def rubric() -> Mapping[str, RubricElement]:
    """The rubric elements by id."""
    return {path.stem: _element(path) for path in _files("rubric", "*.toml")}


@cache
def guidance() -> Mapping[str, Guidance]:
    """All guidance by guidance id; a file that carries several ids stands under each."""
    found: dict[str, Guidance] = {}
    for path in _files("guidance", "*.md"):
        piece = _guidance(path)
        for gid in piece.ids:
            if gid in found:
                raise CatalogError(f"{path.name}: the guidance id {gid!r} is already taken by another file.")
            found[gid] = piece
    return found


@cache
def table(name: str) -> Mapping[str, Any]:
    """A knowledge file of one table (``knowledge/<name>.toml``), its expressions in named parts put together."""
    path = data_root() / "knowledge" / f"{name}.toml"
    with _naming(path):
        whole: Mapping[str, Any] = _whole(_toml(path))
    return whole


def _whole(value: Any) -> Any:
    """``value`` with each regular expression that is written in named parts put together."""
    if not isinstance(value, Mapping):
        return value
    if value.keys() in ({"any_of"}, {"whole_words"}, {"in_order"}):
        return _expression(value)
    return {key: _whole(part) for key, part in value.items()}


def _expression(part: Any) -> str:
    """A regular expression of its parts: a list or ``any_of`` are alternatives, ``whole_words`` those that are words, ``in_order`` a chain."""
    match part:
        case str():
            return part
        case list():
            return _alternatives(part)
        case {"any_of": parts}:
            return _alternatives(parts)
        case {"whole_words": words}:
            return rf"\b(?:{_alternatives(words)})\b"
        case {"in_order": parts}:
            return "".join(
                one if isinstance(one, str) else f"(?:{_expression(one)})" for one in parts.values()
            )
    raise ValueError(f"{part!r} is no part of a regular expression.")


def _alternatives(parts: Any) -> str:
    return "|".join(_expression(one) for one in (parts.values() if isinstance(parts, Mapping) else parts))


def split_front_matter(path: Path) -> tuple[dict[str, Any], str]:
    """The YAML between two ``---`` lines at the top of a Markdown file, and the body after it."""
    import yaml

    text = path.read_text(encoding="utf-8")
    parts = text.split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise CatalogError(f"{path.name}: it must begin with a front matter between two lines of '---'.")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        meta = yaml.load(parts[1], Loader=loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise CatalogError(f"{path.name}: the front matter is not valid YAML: {error}") from error
    if not isinstance(meta, dict):
        raise CatalogError(f"{path.name}: the front matter must be a mapping of names to values.")
    return meta, parts[2].strip()


def _files(kind: str, pattern: str) -> Iterator[Path]:
    folder = data_root() / "knowledge" / kind
    paths = sorted(folder.glob(pattern))
    if not paths:
        raise CatalogError(f"No {kind} found in {folder}; reinstall Onward.")
    return iter(paths)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CatalogError(f"{path.name}: {error}") from error


def _frames(path: Path, table: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    for text in (text for texts in table.values() for text in texts):
        unknown = {slot.partition("|")[0] for slot in _FRAME_SLOT.findall(text)} - FRAME_SLOTS
        if unknown:
            raise CatalogError(
                f"{path.name}: frame {text!r} has the unknown slot(s) {sorted(unknown)}; known: {sorted(FRAME_SLOTS)}."
            )
    return {move: tuple(texts) for move, texts in table.items()}


def _lines(
    path: Path, table: Mapping[str, Any], home: str = "", first: int = 0
) -> Mapping[str, tuple[Line, ...]]:
    """The lines of a table by key; their ids begin with ``home`` (else the file's name) and count from ``first``."""
    return {
        key: tuple(_line(path, key, n, item, home) for n, item in enumerate(items, first))
        for key, items in table.items()
    }


def _line(path: Path, key: str, number: int, item: str | Mapping[str, Any], home: str = "") -> Line:
    text = item if isinstance(item, str) else item["text"]
    only = () if isinstance(item, str) else item.get("for", ())
    of = "" if isinstance(item, str) else item.get("of", "")
    slots = frozenset(_SLOT.findall(text))
    if slots - SLOTS:
        raise CatalogError(
            f"{path.name}: line {text!r} has the unknown slot(s) {sorted(slots - SLOTS)}; known: {sorted(SLOTS)}."
        )
    return Line(
        id=f"{home or path.stem}/{key}/{number}", text=text, slots=slots, temperaments=frozenset(only), of=of
    )


def _concern(path: Path) -> ConcernType:
    data = _toml(path)
    with _naming(path):
        return ConcernType(
            id=path.stem,
            title=data["title"],
            worry=data["worry"],
            next_step=data["next_step"],
            guidance_ids=tuple(data["guidance"]),
            answered_by=tuple(data["answered_by"]),
            cues=tuple(data["cues"]),
            conditions=tuple(data["conditions"]),
            lines=_lines(path, data["lines"]),
            frames=_frames(path, data["frames"]),
            pay_conditions=tuple(data.get("pay_conditions", ())),
            apart={name: tuple(some) for name, some in data.get("apart", {}).items()},
            settled_by=tuple(data.get("settled_by", ())),
            plainly=_whole(data.get("plainly", {})),
            fully=_whole(data.get("fully", {})),
            moot=_whole(data.get("moot", {})),
            together=_whole(data.get("together", {})),
            met_by=_whole(data.get("met_by", {})),
            above=tuple(data.get("above", ())),
        )


_DEPARTING = 1000
"""The number that the lines for a departure count from, so that an id names one line."""


def _departing(kind: ConcernType, path: Path) -> ConcernType:
    """The worry as it is where somebody leaves (``knowledge/departures/<id>.toml``)."""
    data = _toml(path)
    with _naming(path):
        return replace(
            kind,
            title=data.get("title", kind.title),
            worry=data["worry"],
            next_step=data["next_step"],
            guidance_ids=tuple(data["guidance"]),
            answered_by=tuple(data["answered_by"]),
            conditions=tuple(data["conditions"]),
            lines=_lines(path, data["lines"], kind.id, _DEPARTING),
            frames=_frames(path, data["frames"]),
            plainly=_either(kind.plainly, data, "plainly"),
            fully=_either(kind.fully, data, "fully"),
            moot=_whole(data.get("moot", {})),
            together=_whole(data.get("together", {})),
            met_by=_whole(data.get("met_by", {})),
            about=data["about"],
            bring=data["bring"],
            ask_back=data["ask_back"],
        )


def _either(rules: Mapping[str, str], data: Mapping[str, Any], key: str) -> Mapping[str, str]:
    """The expressions of a worry with those that it has besides in a departure, as far as the move speaks to it there."""
    more = _whole(data.get(key, {}))
    return {
        move: "|".join(filter(None, (rules.get(move), more.get(move))))
        for move in (*data["answered_by"], "question")
        if move in rules or move in more
    }


def _parting(temperament: Temperament) -> Temperament:
    """The manager as they are to somebody who leaves (``knowledge/departure.toml``)."""
    path = data_root() / "knowledge" / "departure.toml"
    data = _toml(path)
    with _naming(path):
        lines = _lines(path, data["lines"], temperament.id, _DEPARTING)
        mine = {
            key: tuple(one for one in group if not one.temperaments or temperament.id in one.temperaments)
            for key, group in lines.items()
        }
        return replace(
            temperament,
            yields=Outcome.AGREED,
            sure_from=0,
            stays=float(data["stays"][temperament.id]),
            lines={**temperament.lines, **mine},
            tell_own_boss={
                **temperament.tell_own_boss,
                **{key: tuple(value) for key, value in data["tell_own_boss"].items()},
            },
        )


def _temperament(path: Path) -> Temperament:
    data = _toml(path)
    with _naming(path):
        return Temperament(
            id=path.stem,
            title=data["title"],
            description=data["description"],
            concerns=int(data["concerns"]),
            patience=int(data["patience"]),
            yields=Outcome(data["yields"]),
            favours=tuple(data["favours"]),
            cares_about=tuple(data["cares_about"]),
            tell_own_boss={key: tuple(value) for key, value in data["tell_own_boss"].items()},
            lines=_lines(path, data["lines"]),
            pins=frozenset(data["pins"]),
            cites=float(data.get("cites", 0)),
            sure_from=int(data.get("sure_from", 0)),
        )


def _element(path: Path) -> RubricElement:
    data = _toml(path)
    with _naming(path):
        return RubricElement(
            id=path.stem,
            title=data["title"],
            meaning=data["meaning"],
            why=data["why"],
            advice=tuple(data["advice"]),
            pairs=tuple(WordingPair(**pair) for pair in data["pairs"]),
            blank=data["blank"],
            blanks=data.get("blanks", {}),
            guidance_ids=tuple(data["guidance"]),
            weight=float(data["weight"]),
        )


def _guidance(path: Path) -> Guidance:
    meta, body = split_front_matter(path)
    with _naming(path):
        source = str(meta["source"])
        if source not in sources():
            raise CatalogError(f"{path.name}: unknown source {source!r}; known: {', '.join(sources())}.")
        for_whom = dict(meta.get("for_whom") or {})
        if unknown := sorted(set(for_whom) - set(CIRCUMSTANCES)):
            raise CatalogError(
                f"{path.name}: for_whom names {', '.join(unknown)}; known: {', '.join(CIRCUMSTANCES)}."
            )
        return Guidance(
            ids=tuple(meta["ids"]),
            title=meta["title"],
            source=source,
            short=meta["short"],
            what=body,
            why=meta["why"],
            said_well=meta["said_well"],
            said_badly=meta["said_badly"],
            for_whom=for_whom,
            different_if=meta.get("different_if", ""),
            fits_when=meta.get("fits_when", ""),
            situations=tuple(meta.get("situations", ())),
            questions=tuple(meta.get("questions", ())),
            also=tuple(str(word) for word in meta.get("also", ())),
            not_when=meta.get("not_when", ""),
            differs=tuple(meta.get("differs", ())),
            see=tuple(meta.get("see", ())),
            warning=bool(meta.get("warning", False)),
            when=tuple(frozenset(alternative) for alternative in meta.get("when", ())),
            weight=float(meta.get("weight", 0)),
        )


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Turns a missing or wrong key into a CatalogError that names the file."""
    try:
        yield
    except KeyError as error:
        raise CatalogError(f"{path.name}: the key {error} is missing.") from error
    except (TypeError, ValueError) as error:
        raise CatalogError(f"{path.name}: {error}") from error
