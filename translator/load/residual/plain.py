"""From a value to what `ir.Expr.value` holds: plain Python with `ir` refs inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translator import ir
from translator.load.language.values import (
    AirflowObject,
    BoundMethod,
    ChoiceValue,
    ClassValue,
    DictValue,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
    OpaqueValue,
    PartialValue,
    SetValue,
    TupleValue,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

MAX_DEPTH = 40


def plain(ev: Evaluator, value: Value, depth: int = 0) -> Any:
    """The plain Python value; `ir.UNKNOWN` where any part of it is not known."""
    if isinstance(value, Known):
        return value.value
    if depth > MAX_DEPTH or isinstance(value, UnknownValue | ChoiceValue):
        return ir.UNKNOWN
    if isinstance(value, AirflowObject):
        ref = value.ref(ev)
        return ir.UNKNOWN if ref is None else ref
    if isinstance(value, ListValue | TupleValue | SetValue):
        return _sequence(ev, value, depth)
    if isinstance(value, DictValue):
        return _dict(ev, value, depth)
    return _object(ev, value, depth)


def _sequence(ev: Evaluator, value: ListValue | TupleValue | SetValue, depth: int) -> Any:
    ev.charge(1 + len(value.items) // 4)
    if isinstance(value, TupleValue) and value.cls is not None:
        return ir.UNKNOWN
    items = [plain(ev, item, depth + 1) for item in value.items]
    if any(item is ir.UNKNOWN for item in items) or getattr(value, "open", False):
        return ir.UNKNOWN
    if isinstance(value, SetValue):
        try:
            return frozenset(items) if value.frozen else set(items)
        except TypeError:
            return ir.UNKNOWN
    return items if isinstance(value, ListValue) else tuple(items)


def _dict(ev: Evaluator, value: DictValue, depth: int) -> Any:
    if value.open is not None:
        return ir.UNKNOWN
    ev.charge(1 + len(value.entries) // 4)
    result: dict[Any, Any] = {}
    for key, item in value.pairs():
        plain_key, plain_item = plain(ev, key, depth + 1), plain(ev, item, depth + 1)
        if plain_key is ir.UNKNOWN or plain_item is ir.UNKNOWN:
            return ir.UNKNOWN
        try:
            result[plain_key] = plain_item
        except TypeError:
            return ir.UNKNOWN
    return result


def _object(ev: Evaluator, value: Value, depth: int) -> Any:
    if isinstance(value, ExternalValue):
        return ir.NameRef(value.name)
    if isinstance(value, OpaqueValue):
        return _opaque(ev, value, depth)
    if isinstance(value, InstanceValue):
        if value.key is not None and value.cls.facts.get("plain"):
            return plain(ev, value.attributes["value"], depth + 1)
        return ir.UNKNOWN
    if isinstance(value, FunctionValue | PartialValue | BoundMethod):
        found = ev.function(value)
        return ir.UNKNOWN if found is None else found
    return ir.UNKNOWN


def _opaque(ev: Evaluator, value: OpaqueValue, depth: int) -> Any:
    args = value.arguments
    if not args.complete:
        return ir.UNKNOWN
    positional = tuple(plain(ev, item, depth + 1) for item in args.positional)
    keywords = {name: plain(ev, item, depth + 1) for name, item in args.keywords.items()}
    if ir.UNKNOWN in [x for x in (*positional, *keywords.values()) if x is ir.UNKNOWN]:
        return ir.UNKNOWN
    return ir.Opaque(value.name, positional, keywords)


def holds_airflow(value: Value) -> bool:
    """Whether a task, XCom, group or the like is in it."""
    if isinstance(value, Known | UnknownValue):
        return False
    seen: set[Value] = set()
    todo = [value]
    while todo:
        one = todo.pop()
        if isinstance(one, AirflowObject):
            return True
        if one not in seen and not isinstance(one, Known | UnknownValue):
            seen.add(one)
            todo += _parts(one)
    return False


def _parts(value: Value) -> list[Value]:
    if isinstance(value, ListValue | TupleValue | SetValue):
        return value.items
    if isinstance(value, DictValue):
        return [part for pair in value.pairs() for part in pair]
    if isinstance(value, OpaqueValue):
        return [*value.arguments.positional, *value.arguments.keywords.values()]
    if isinstance(value, PartialValue):
        return [*value.positional, *value.keywords.values()]
    if isinstance(value, ClassValue):
        return []
    return []
