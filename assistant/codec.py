"""Domain values to JSON values and back, by pydantic on the dataclasses themselves."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def to_json(value: Any) -> Any:
    """``value`` (a domain dataclass or anything made of them) as JSON values; sets become sorted lists."""
    return _sorted_sets(_adapter(type(value)).dump_python(value, mode="python"))


def from_json(kind: type[T], data: Any) -> T:
    """The value of type ``kind`` that :func:`to_json` turned into ``data``."""
    result: T = _adapter(kind).validate_python(data, strict=False)
    return result


def _sorted_sets(value: Any) -> Any:
    """JSON values in a stable order, so that equal values give equal bytes."""
    if isinstance(value, dict):
        return {str(key): _sorted_sets(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(str(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [_sorted_sets(item) for item in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
