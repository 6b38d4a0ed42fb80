"""From values to plain Python and back, for functions that the evaluator may really call."""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from translator.load.language.limits import OverBudget, Raised
from translator.load.language.values import (
    DictValue,
    ExternalValue,
    InstanceValue,
    IteratorValue,
    Known,
    ListValue,
    ObjectValue,
    OpaqueValue,
    Origin,
    SetValue,
    TupleValue,
    UnknownValue,
    Value,
)
from translator.load.options import MAX_ITEMS

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


CONTAINERS = (list, tuple, dict, set, frozenset, types.GeneratorType, map, filter, zip)
"""What is taken apart; anything else is one plain value."""


class NotKnown(Exception):
    """A value is not plain Python."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def to_python(ev: Evaluator, value: Value) -> Any:
    """The plain Python value. Raises NotKnown."""
    kind = type(value)
    if kind is Known:
        return value.value  # type: ignore[attr-defined]
    if isinstance(value, ListValue | TupleValue | SetValue):
        ev.charge(1 + len(value.items) // 2)
        if isinstance(value, ListValue) and value.open:
            raise NotKnown("a list of unknown length")
        items = [to_python(ev, item) for item in value.items]
        if isinstance(value, ListValue):
            return items
        return tuple(items) if isinstance(value, TupleValue) else _set(items)
    if isinstance(value, DictValue):
        if value.open is not None:
            raise NotKnown(value.open)
        ev.charge(len(value.entries))
        return {to_python(ev, k): to_python(ev, v) for k, v in value.pairs()}
    return _object(ev, value)


def _set(items: list[Any]) -> set[Any]:
    try:
        return set(items)
    except TypeError:
        raise NotKnown("a set of things that are not plain") from None


def _object(ev: Evaluator, value: Value) -> Any:
    if isinstance(value, InstanceValue) and value.key is not None and value.cls.facts.get("plain"):
        return to_python(ev, value.attributes["value"])
    if isinstance(value, ObjectValue):
        text = value.text(ev)
        if isinstance(text, Known):
            return text.value
    raise NotKnown(why(value))


def why(value: Value) -> str:
    """The reason why a value is not known, as a phrase."""
    if isinstance(value, UnknownValue):
        return value.reason
    if isinstance(value, ExternalValue | OpaqueValue):
        return value.name
    if isinstance(value, DictValue) and value.open is not None:
        return value.open
    if isinstance(value, InstanceValue):
        return value.opaque or f"an instance of {value.cls.name}"
    return f"a {type(value).__name__.removesuffix('Value').lower() or 'value'}"


def from_python(
    value: Any, origin: Origin | None = None, seen: dict[int, Value] | None = None
) -> Value:
    """The value for a plain Python object; containers are taken apart, aliases stay aliases."""
    if not isinstance(value, CONTAINERS):
        return Known(value, origin)
    seen = {} if seen is None else seen
    found = seen.get(id(value))
    if found is None:
        found = seen[id(value)] = _container(value, origin, seen)
    return found


def _container(value: Any, origin: Origin | None, seen: dict[int, Value]) -> Value:
    if isinstance(value, list):
        return ListValue([from_python(item, None, seen) for item in value], origin)
    if isinstance(value, tuple):
        return TupleValue([from_python(item, None, seen) for item in value], origin)
    if isinstance(value, dict):
        pairs = (
            (from_python(key, None, seen), from_python(item, None, seen))
            for key, item in value.items()
        )
        return DictValue(pairs, origin)
    if isinstance(value, set | frozenset):
        result = SetValue((from_python(item) for item in sorted(value, key=repr)), origin)
        result.frozen = isinstance(value, frozenset)
        return result
    return IteratorValue((from_python(item) for item in value), origin)


def safely(ev: Evaluator, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Value:
    """Call a harmless Python function on plain values; what it raises is the program's."""
    try:
        result = function(*args, **kwargs)
    except (RecursionError, MemoryError):
        raise
    except Exception as error:
        raise Raised(error) from None
    guard_size(ev, result)
    return from_python(result)


def guard_size(ev: Evaluator, value: Any) -> None:
    """Charge for large results."""
    if isinstance(value, str | bytes | list | tuple | dict | set):
        ev.charge(len(value) // 2000)
        if len(value) > 50 * MAX_ITEMS:
            raise OverBudget(f"a value of {len(value)} elements")


def lift(function: Callable[..., Any]) -> Callable[[Evaluator, Any], Value]:
    """A model of a Python function that only needs plain values."""

    def call(ev: Evaluator, args: Any) -> Value:
        if not args.complete:
            return UnknownValue(why(args.starred[0]) if args.starred else "unknown arguments")
        try:
            positional = [to_python(ev, value) for value in args.positional]
            keywords = {name: to_python(ev, value) for name, value in args.keywords.items()}
        except NotKnown as unknown:
            return UnknownValue(unknown.reason)
        return safely(ev, function, *positional, **keywords)

    return call
