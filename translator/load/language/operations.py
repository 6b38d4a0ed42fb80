"""Operators, comparison and formatting of values."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from translator.load.language import dates, iteration
from translator.load.language.choices import distribute
from translator.load.language.convert import NotKnown, from_python, guard_size, safely, to_python
from translator.load.language.items import del_item, get_item, set_item, update_dict
from translator.load.language.limits import OverBudget, Raised
from translator.load.language.values import (
    AirflowObject,
    ChoiceValue,
    Container,
    DictValue,
    InstanceValue,
    Known,
    ListValue,
    ObjectValue,
    OpaqueValue,
    SetValue,
    TupleValue,
    UnknownValue,
    Value,
    key_of,
)
from translator.load.options import MAX_ITEMS
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator
    from translator.load.language.scope import Scope

__all__ = ["binary", "compare", "del_item", "get_item", "set_item", "unary", "update_dict"]

OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitOr: "|",
    ast.BitAnd: "&",
    ast.BitXor: "^",
    ast.MatMult: "@",
}
PYTHON: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "<<": operator.lshift,
    ">>": operator.rshift,
    "|": operator.or_,
    "&": operator.and_,
    "^": operator.xor,
}
SPECIAL: dict[str, str] = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "/": "truediv",
    "//": "floordiv",
    "%": "mod",
    "**": "pow",
    "<<": "lshift",
    ">>": "rshift",
    "|": "or",
    "&": "and",
    "^": "xor",
    "@": "matmul",
}
UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
}


MAX_BITS = 20_000
"""Of a computed number."""
WIDE = re.compile(r"\d{6,}")
"""A width in a format that would make a huge text."""


def binary(ev: Evaluator, op: str, left: Value, right: Value, node: ast.AST) -> Value:
    """`left op right`."""
    if type(left) is Known and type(right) is Known:
        return plain_binary(ev, op, left.value, right.value, node)
    if isinstance(left, ChoiceValue):
        return distribute(ev, left, lambda value: binary(ev, op, value, right, node))
    if isinstance(right, ChoiceValue):
        return distribute(ev, right, lambda value: binary(ev, op, left, value, node))
    if isinstance(left, ObjectValue):
        result = left.binary(ev, op, right, False)
        if result is not None:
            return result
    if isinstance(right, ObjectValue):
        result = right.binary(ev, op, left, True)
        if result is not None:
            return result
    return _structured(ev, op, left, right, node)


def _structured(ev: Evaluator, op: str, left: Value, right: Value, node: ast.AST) -> Value:
    """Containers, instances with special methods, dates and what is not known."""
    origin = ev.origin(node)
    if isinstance(left, InstanceValue) or isinstance(right, InstanceValue):
        result = _special(ev, op, left, right)
        if result is not None:
            return result
    if isinstance(left, Known) and op == "%" and isinstance(left.value, str):
        return _percent(ev, left.value, right, node)
    result = _containers(ev, op, left, right)
    if result is not None:
        result.origin = origin
        return result
    if isinstance(right, OpaqueValue) or isinstance(left, OpaqueValue):
        result = dates.shift(ev, op, left, right)
        if result is not None:
            result.origin = origin
            return result
    unknown = right if isinstance(left, Known | Container | TupleValue) else left
    if op in (">>", "<<"):
        ev.hooks.unknown_shift(ev, left, right)
    return UnknownValue(iteration.reason(unknown), origin)


def plain_binary(ev: Evaluator, op: str, left: Any, right: Any, node: ast.AST) -> Value:
    """An operator on plain values, kept from making huge ones."""
    if op in ("*", "**", "<<"):
        _guard_growth(op, left, right)
    elif op == "%" and isinstance(left, str):
        return _percent(ev, left, Known(right), node)
    function = PYTHON.get(op)
    if function is None:
        return UnknownValue(f"the operator {op}", ev.origin(node))
    try:
        result = function(left, right)
    except Exception as error:
        raise Raised(error) from None
    guard_size(ev, result)
    return from_python(result, ev.origin(node))


def _guard_growth(op: str, left: Any, right: Any) -> None:
    """Refuse what would fill the memory before it is computed."""
    sizes = [len(x) for x in (left, right) if isinstance(x, str | bytes)]
    numbers = [x for x in (left, right) if isinstance(x, int)]
    if op == "*" and sizes and numbers and sizes[0] * abs(numbers[0]) > 50 * MAX_ITEMS:
        raise OverBudget("a huge text")
    if len(numbers) < 2:
        return
    bits = left.bit_length()
    grown = {"*": bits + right.bit_length(), "**": bits * abs(right), "<<": bits + abs(right)}[op]
    if grown > MAX_BITS:
        raise OverBudget("a huge number")


def _special(ev: Evaluator, op: str, left: Value, right: Value) -> Value | None:
    """`__add__`, then `__radd__`, of the user's classes."""
    for value, other, prefix in ((left, right, "__"), (right, left, "__r")):
        if isinstance(value, InstanceValue):
            method = ev.class_attribute(value.cls, f"{prefix}{SPECIAL[op]}__", value)
            if method is not None:
                return ev.call_values(method, other)
    plain = [_plain_member(left) or left, _plain_member(right) or right]
    return None if plain == [left, right] else ev.binary(op, plain[0], plain[1])


def _plain_member(value: Value) -> Value | None:
    """The value of a member of an enum that is a str or int as well."""
    if not isinstance(value, InstanceValue) or value.key is None:
        return None
    return value.attributes["value"] if value.cls.facts.get("plain") else None


def _containers(ev: Evaluator, op: str, left: Value, right: Value) -> Value | None:
    """`+`, `*`, `|` and so on of lists, tuples, dicts and sets."""
    if isinstance(left, ListValue | TupleValue):
        if op == "+" and isinstance(right, ListValue | TupleValue):
            if isinstance(left, ListValue) is not isinstance(right, ListValue):
                raise Raised(TypeError("can only concatenate list to list, tuple to tuple"))
            return _sequence(ev, left, left.items + right.items)
        if op == "*" and isinstance(right, Known) and isinstance(right.value, int):
            ev.charge(len(left.items) * max(right.value, 0))
            return _sequence(ev, left, left.items * right.value)
    if isinstance(right, ListValue | TupleValue) and isinstance(left, Known) and op == "*":
        return _containers(ev, op, right, left)
    if isinstance(left, DictValue) and isinstance(right, DictValue) and op == "|":
        result = DictValue(left.pairs())
        result.open = left.open
        update_dict(ev, result, right)
        return result
    if isinstance(left, SetValue) and isinstance(right, SetValue):
        return set_operation(op, left, right)
    return None


def _sequence(ev: Evaluator, like: ListValue | TupleValue, items: list[Value]) -> Value:
    ev.charge(len(items) // 8)
    return ListValue(items) if isinstance(like, ListValue) else TupleValue(items)


def set_operation(op: str, left: SetValue, right: SetValue) -> Value | None:
    """`|`, `&`, `-`, `^` of sets, in the order of insertion."""
    if op == "|":
        return SetValue(left.items + right.items)
    if op == "&":
        return SetValue(item for key, item in left.entries.items() if key in right.entries)
    if op == "-":
        return SetValue(item for key, item in left.entries.items() if key not in right.entries)
    if op == "^":
        both = left.entries.keys() & right.entries.keys()
        return SetValue(item for item in left.items + right.items if key_of(item) not in both)
    return None


def _percent(ev: Evaluator, template: str, right: Value, node: ast.AST) -> Value:
    """`"..." % values`."""
    try:
        values = to_python(ev, right)
    except NotKnown as unknown:
        return UnknownValue(unknown.reason, ev.origin(node))
    if "%" in template and (WIDE.search(template) or ("*" in template and "%*" in template)):
        raise OverBudget("a huge text")
    result = safely(ev, operator.mod, template, values)
    result.origin = ev.origin(node)
    return result


def unary(ev: Evaluator, function: Callable[[Any], Any], value: Value, node: ast.AST) -> Value:
    """`-value`, `+value`, `~value`."""
    if isinstance(value, ObjectValue) and function is operator.invert:
        return value.binary(ev, "~", value, False) or UnknownValue("~", ev.origin(node))
    try:
        plain = to_python(ev, value)
    except NotKnown as unknown:
        return UnknownValue(unknown.reason, ev.origin(node))
    result = safely(ev, function, plain)
    result.origin = ev.origin(node)
    return result


ORDER: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


UNSURE = (UnknownValue, OpaqueValue, ChoiceValue)
"""What may turn out to be anything."""


def compare(ev: Evaluator, op: type[ast.cmpop], left: Value, right: Value) -> Value:
    """One comparison; the result is a bool or unknown."""
    if op in ORDER:
        return _ordered(ev, ORDER[op], left, right)
    answer: bool | None
    if op in (ast.Eq, ast.NotEq):
        answer = equal(ev, left, right)
    elif op in (ast.Is, ast.IsNot):
        answer = identical(ev, left, right)
    else:
        answer = iteration.contains(ev, right, left)
    if answer is None:
        unknown = left if isinstance(right, Known | Container | TupleValue) else right
        return UnknownValue(iteration.reason(unknown))
    return Known(answer is (op in (ast.Eq, ast.Is, ast.In)))


def _ordered(
    ev: Evaluator, function: Callable[[Any, Any], Any], left: Value, right: Value
) -> Value:
    try:
        plain = to_python(ev, left), to_python(ev, right)
    except NotKnown as unknown:
        return UnknownValue(unknown.reason)
    return safely(ev, function, *plain)


def equal(ev: Evaluator, left: Value, right: Value) -> bool | None:
    """`left == right`; None: not known."""
    if left is right:
        return None if isinstance(left, UnknownValue | OpaqueValue | ChoiceValue) else True
    if isinstance(left, InstanceValue) or isinstance(right, InstanceValue):
        return _instances_equal(ev, left, right)
    if isinstance(left, AirflowObject):
        return None if isinstance(right, UNSURE) else left.equals(right)
    if isinstance(right, AirflowObject):
        return None if isinstance(left, UNSURE) else right.equals(left)
    try:
        one, other = to_python(ev, left), to_python(ev, right)
    except NotKnown:
        return _structurally_equal(ev, left, right)
    try:
        return bool(one == other)
    except RecursionError:
        raise
    except Exception as error:
        raise Raised(error) from None


def _structurally_equal(ev: Evaluator, left: Value, right: Value) -> bool | None:
    if isinstance(left, ListValue | TupleValue) and isinstance(right, ListValue | TupleValue):
        if type(left) is not type(right) or len(left.items) != len(right.items):
            return False
        answers = [equal(ev, a, b) for a, b in zip(left.items, right.items, strict=True)]
        return False if False in answers else None if None in answers else True
    if isinstance(left, ObjectValue) and isinstance(right, ObjectValue):
        return False
    unknown = (UnknownValue, ChoiceValue, OpaqueValue, ObjectValue, DictValue, SetValue)
    if isinstance(left, unknown) or isinstance(right, unknown):
        return None
    return key_of(left) == key_of(right)


def _instances_equal(ev: Evaluator, left: Value, right: Value) -> bool | None:
    for value, other in ((left, right), (right, left)):
        if not isinstance(value, InstanceValue):
            continue
        method = ev.class_attribute(value.cls, "__eq__", value)
        if method is not None:
            return ev.truth(ev.call_values(method, other))
        plain = _plain_member(value)
        if plain is not None:
            return equal(ev, plain, other)
    if isinstance(left, InstanceValue) and isinstance(right, InstanceValue):
        if left.cls is right.cls and left.cls.facts.get("dataclass"):
            names = left.attributes
            answers = [equal(ev, names[n], right.attributes.get(n, Known(None))) for n in names]
            return False if False in answers else None if None in answers else True
        return False
    return None if isinstance(left, UnknownValue) or isinstance(right, UnknownValue) else False


def identical(ev: Evaluator, left: Value, right: Value) -> bool | None:
    """`left is right`; None: not known."""
    if left is right:
        return True
    for value in (left, right):
        if isinstance(value, UnknownValue | ChoiceValue):
            return None
    if isinstance(left, Known) and isinstance(right, Known):
        singleton = (left.value, right.value)
        return singleton[0] is singleton[1] or (
            type(left.value) is type(right.value) and bool(left.value == right.value)
        )
    return key_of(left) == key_of(right)


def format_value(ev: Evaluator, value: Value, spec: Value) -> Value:
    """`format(value, spec)`."""
    if not isinstance(spec, Known):
        return UnknownValue(iteration.reason(spec))
    if WIDE.search(spec.value):
        raise OverBudget("a huge text")
    if type(value) is Known:
        return safely(ev, format, value.value, spec.value)
    # `format()` of a `class Color(str, Enum)` is its value up to Python 3.11, `str()` is its name.
    member = _plain_member(value)
    if member is not None:
        return format_value(ev, member, spec)
    shown = ev.text(value)
    if isinstance(shown, Known) and spec.value:
        return safely(ev, format, shown.value, spec.value)
    return shown


def report_condition(
    ev: Evaluator, node: ast.expr, test: Value, scope: Scope | None = None
) -> None:
    """Something was built under a condition that is not known; `scope` is where that stands."""
    with ev.inside(scope or ev.scope):
        ev.report(rules.UNKNOWN_CONDITION, f"it depends on {iteration.reason(test)}", node)
