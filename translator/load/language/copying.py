"""`copy.copy` and `copy.deepcopy`, and the copies that calls give out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.load.language.limits import OverBudget
from translator.load.language.values import (
    Arguments,
    DictValue,
    InstanceValue,
    ListValue,
    SetValue,
    TupleValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


def copy(ev: Evaluator, args: Arguments) -> Value:
    """`copy.copy(x)`."""
    return _copied(ev, args.positional[0], deep=False, depth=0, seen={})


def deepcopy(ev: Evaluator, args: Arguments) -> Value:
    """`copy.deepcopy(x)`."""
    return _copied(ev, args.positional[0], deep=True, depth=0, seen={})


def own(ev: Evaluator, value: Value) -> Value:
    """The same value as another object, which is written as the call that gave it."""
    return _copied(ev, value, deep=False, depth=0, seen={})


def _copied(ev: Evaluator, value: Value, deep: bool, depth: int, seen: dict[Value, Value]) -> Value:
    if value in seen:
        return seen[value]
    if depth and not deep:
        return value
    if depth > 200:
        raise OverBudget("a structure nested too deeply")
    ev.step()
    result = _shell(value)
    seen[value] = result

    def inner(one: Value) -> Value:
        return _copied(ev, one, deep, depth + 1, seen)

    if isinstance(value, ListValue) and isinstance(result, ListValue):
        result.items = [inner(item) for item in value.items]
        result.open = value.open
    elif isinstance(value, DictValue) and isinstance(result, DictValue):
        result.entries = {key: (k, inner(v)) for key, (k, v) in value.entries.items()}
        result.open, result.default_factory = value.open, value.default_factory
    elif isinstance(value, TupleValue) and isinstance(result, TupleValue):
        result.items = [inner(item) for item in value.items]
        result.fields, result.cls = value.fields, value.cls
    elif isinstance(value, SetValue) and isinstance(result, SetValue):
        result.entries = dict(value.entries)
    elif isinstance(value, InstanceValue) and isinstance(result, InstanceValue):
        result.attributes = {name: inner(one) for name, one in value.attributes.items()}
    return result


def _shell(value: Value) -> Value:
    """An empty value of the same kind, or the value itself where it can't change."""
    if isinstance(value, ListValue):
        return ListValue([])
    if isinstance(value, DictValue):
        return DictValue()
    if isinstance(value, TupleValue):
        return TupleValue([])
    if isinstance(value, SetValue):
        return SetValue()
    if isinstance(value, InstanceValue) and value.key is None:
        return InstanceValue(value.cls)
    return value
