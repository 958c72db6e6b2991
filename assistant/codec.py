"""Domain values to JSON values and back, by pydantic on the dataclasses themselves."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


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
