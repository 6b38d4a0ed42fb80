"""Calls whose value is known before a callable runs: built-in functions, methods of plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any

from translator.ir import UNKNOWN, PlainObject

MOST = 200
"""Elements of a range that are worth knowing."""


class Namespace(Enum):
    """Where a function stands that is no method."""

    BUILT_IN = "builtins"


BUILT_IN = Namespace.BUILT_IN

TEXT_METHODS = frozenset(
    [
        "capitalize",
        "casefold",
        "endswith",
        "format",
        "join",
        "lower",
        "lstrip",
        "partition",
        "removeprefix",
        "removesuffix",
        "replace",
        "rpartition",
        "rsplit",
        "rstrip",
        "split",
        "startswith",
        "strip",
        "swapcase",
        "title",
        "upper",
        "zfill",
    ]
)


def called(owner: Any, name: str, args: Sequence[Any], named: Mapping[str, Any]) -> Any:
    """The value of `name(...)`, or of `owner.name(...)`; UNKNOWN where it isn't known."""
    if isinstance(owner, Mapping) and name == "get" and not named:
        return _got(owner, *args)
    if any(value is UNKNOWN for value in (owner, *args, *named.values())):
        return UNKNOWN
    try:
        match owner:
            case Namespace.BUILT_IN if name in BUILTINS:
                return BUILTINS[name](*args, **named)
            case str() if name in TEXT_METHODS:
                found = getattr(owner, name)(*args, **named)
                return list(found) if isinstance(found, tuple) else found
            case dict() if name in VIEWS and not args:
                return VIEWS[name](owner)
    except (TypeError, ValueError, LookupError, AttributeError):
        return UNKNOWN
    return UNKNOWN


def member(owner: Any, name: str) -> Any:
    """`owner.name` of an object that is data."""
    return owner.attributes.get(name, UNKNOWN) if isinstance(owner, PlainObject) else UNKNOWN


def _got(owner: Mapping[str, Any], *args: Any) -> Any:
    """`owner.get(key)`; of what is known in part, the default is not the answer."""
    if not args or any(value is UNKNOWN for value in args):
        return UNKNOWN
    default = args[1] if len(args) > 1 else None
    return owner.get(args[0], default if isinstance(owner, dict) else UNKNOWN)


def _range(*args: int) -> Any:
    found = range(*args)
    return list(found) if len(found) <= MOST else UNKNOWN


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, str | int) else UNKNOWN


def _pairs(values: Any, start: int = 0) -> list[list[Any]]:
    return [list(pair) for pair in enumerate(_items(values), start)]


def _zipped(*several: Any) -> list[list[Any]]:
    return [list(group) for group in zip(*map(_items, several), strict=False)]


def _items(values: Any) -> list[Any]:
    if not isinstance(values, list | tuple | dict | str):
        raise TypeError("nothing to run through")
    return list(values)


BUILTINS: dict[str, Callable[..., Any]] = {
    "dict": lambda *args, **named: dict(*map(dict, args), **named),
    "enumerate": _pairs,
    "int": lambda value: int(value),
    "len": lambda values: len(_items(values)),
    "list": _items,
    "max": lambda *args: max(*args),
    "min": lambda *args: min(*args),
    "range": _range,
    "reversed": lambda values: _items(values)[::-1],
    "sorted": lambda values, reverse=False: sorted(_items(values), reverse=reverse),
    "str": _text,
    "tuple": _items,
    "zip": _zipped,
}
VIEWS: dict[str, Callable[[dict[Any, Any]], list[Any]]] = {
    "items": lambda owner: [list(item) for item in owner.items()],
    "keys": list,
    "values": lambda owner: list(owner.values()),
}
