"""Values of expressions inside a callable that are known before it runs.

What names an XCom has to be known: text and lists of it, out of literals, constants of the module
and arguments that are literals themselves. Tuples and generators are lists here.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import libcst as cst

from translator import ir
from translator.ir import UNKNOWN, PlainObject
from translator.lower import syntax
from translator.lower.callables.static_calls import BUILT_IN, called, member

Lookup = Callable[[str], Any]

MOST = 200
"""Elements of a comprehension that are worth knowing."""

OPERATORS: dict[type[cst.CSTNode], Callable[[Any, Any], Any]] = {
    cst.Add: operator.add,
    cst.Subtract: operator.sub,
    cst.Multiply: operator.mul,
    cst.FloorDivide: operator.floordiv,
    cst.Modulo: operator.mod,
    cst.Equal: operator.eq,
    cst.NotEqual: operator.ne,
    cst.LessThan: operator.lt,
    cst.LessThanEqual: operator.le,
    cst.GreaterThan: operator.gt,
    cst.GreaterThanEqual: operator.ge,
    cst.Is: operator.is_,
    cst.IsNot: operator.is_not,
    cst.In: lambda one, several: one in several,
    cst.NotIn: lambda one, several: one not in several,
}


def evaluate(node: cst.CSTNode, lookup: Lookup) -> Any:
    """The value of `node`, or UNKNOWN."""
    if isinstance(node, cst.SimpleString | cst.ConcatenatedString):
        text = syntax.string(node)
        if text is not None:
            return text
    match node:
        case cst.Name(value=name):
            return {"None": None, "True": True, "False": False}.get(name, lookup(name))
        case cst.Integer(value=digits):
            return int(digits.replace("_", ""), 0)
        case cst.UnaryOperation(operator=cst.Minus(), expression=cst.Integer() as number):
            return -evaluate(number, lookup)
        case cst.UnaryOperation(operator=cst.Not(), expression=inner):
            value = evaluate(inner, lookup)
            return UNKNOWN if value is UNKNOWN else not value
        case cst.List(elements=elements) | cst.Tuple(elements=elements):
            return _sequence(elements, lookup)
        case cst.Dict(elements=elements):
            return _mapping(elements, lookup)
        case cst.FormattedString(parts=parts):
            return _formatted(parts, lookup)
        case cst.Attribute(value=owner, attr=cst.Name(value=name)):
            return member(evaluate(owner, lookup), name)
        case cst.Call():
            return _call(node, lookup)
        case cst.Subscript(value=owner, slice=[cst.SubscriptElement(slice=key)]):
            return _item(evaluate(owner, lookup), key, lookup)
    return _composed(node, lookup)


def _composed(node: cst.CSTNode, lookup: Lookup) -> Any:
    match node:
        case cst.ListComp(elt=element, for_in=loop) | cst.GeneratorExp(elt=element, for_in=loop):
            return _each(element, loop, lookup)
        case cst.DictComp(key=key, value=value, for_in=loop):
            keys, values = _each(key, loop, lookup), _each(value, loop, lookup)
            known = keys is not UNKNOWN and values is not UNKNOWN
            return dict(zip(keys, values, strict=True)) if known else UNKNOWN
        case cst.IfExp(test=test, body=body, orelse=orelse):
            decided = evaluate(test, lookup)
            return UNKNOWN if decided is UNKNOWN else evaluate(body if decided else orelse, lookup)
        case cst.BinaryOperation(left=left, operator=how, right=right):
            return _operation(how, evaluate(left, lookup), evaluate(right, lookup))
        case cst.Comparison(left=left, comparisons=[cst.ComparisonTarget(how, right)]):
            return _operation(how, evaluate(left, lookup), evaluate(right, lookup))
        case cst.BooleanOperation(left=left, operator=how, right=right):
            first = evaluate(left, lookup)
            if first is UNKNOWN or bool(first) is isinstance(how, cst.Or):
                return first
            return evaluate(right, lookup)
    return UNKNOWN


def _operation(how: cst.CSTNode, left: Any, right: Any) -> Any:
    call = OPERATORS.get(type(how))
    known = left is not UNKNOWN and right is not UNKNOWN
    if call is None or not known or isinstance(left, PlainObject):
        return UNKNOWN
    if isinstance(how, cst.Multiply) and not (isinstance(left, int) and isinstance(right, int)):
        return UNKNOWN
    if isinstance(how, cst.Modulo) and isinstance(left, str) and isinstance(right, list):
        right = tuple(right)
    try:
        return call(left, right)
    except (TypeError, ValueError, ZeroDivisionError):
        return UNKNOWN


# Containers --------------------------------------------------------------------------------------


def _sequence(elements: Sequence[cst.BaseElement], lookup: Lookup) -> Any:
    values: list[Any] = []
    for element in elements:
        value = evaluate(element.value, lookup)
        if not isinstance(element, cst.StarredElement):
            values.append(value)
        elif isinstance(value, list):
            values += value
        else:
            return UNKNOWN
    return UNKNOWN if any(value is UNKNOWN for value in values) else values


def _mapping(elements: Sequence[cst.BaseDictElement], lookup: Lookup) -> Any:
    """A dict; its values may stay UNKNOWN, its keys may not."""
    found: dict[Any, Any] = {}
    for element in elements:
        value = evaluate(element.value, lookup)
        if isinstance(element, cst.DictElement):
            key = evaluate(element.key, lookup)
            if not isinstance(key, str | int):
                return UNKNOWN
            found[key] = value
        elif isinstance(value, dict):
            found |= value
        else:
            return UNKNOWN
    return found


def _item(owner: Any, key: cst.BaseSlice, lookup: Lookup) -> Any:
    """`owner[key]`, where it is known: a `Mapping` that is no dict is known in part only."""
    if isinstance(key, cst.Slice):
        return _part(owner, key, lookup)
    assert isinstance(key, cst.Index)
    at = evaluate(key.value, lookup)
    sequence = isinstance(owner, list | tuple | str) and isinstance(at, int)
    try:
        known = (isinstance(owner, Mapping) or sequence) and at is not UNKNOWN
        return owner[at] if known else UNKNOWN
    except (LookupError, TypeError):
        return UNKNOWN


def _part(owner: Any, key: cst.Slice, lookup: Lookup) -> Any:
    written = (key.lower, key.upper, key.step)
    ends = [None if one is None else evaluate(one, lookup) for one in written]
    known = isinstance(owner, list | tuple | str) and all(
        isinstance(one, int | None) for one in ends
    )
    return owner[slice(*ends)] if known else UNKNOWN


def _each(element: cst.BaseExpression, loop: cst.CompFor, lookup: Lookup) -> Any:
    """`[f"load_{table}" for table in TABLES]`."""
    rounds = _rounds(loop, lookup)
    if rounds is None:
        return UNKNOWN
    found = [evaluate(element, inner) for inner in rounds]
    return UNKNOWN if any(value is UNKNOWN for value in found) else found


def _rounds(loop: cst.CompFor, lookup: Lookup) -> list[Lookup] | None:
    """The names in each round of the loops of a comprehension; None where that is not known."""
    values = elements_of(evaluate(loop.iter, lookup))
    if values is None or loop.asynchronous is not None:
        return None
    found: list[Lookup] = []
    for value in values:
        names = bound(loop.target, value)
        inner = within(lookup, names)
        tests = [evaluate(one.test, inner) for one in loop.ifs]
        if not names or any(test is UNKNOWN for test in tests):
            return None
        if all(tests):
            more = [inner] if loop.inner_for_in is None else _rounds(loop.inner_for_in, inner)
            if more is None:
                return None
            found += more
    return found if len(found) <= MOST else None


def elements_of(value: Any) -> list[Any] | None:
    """What a loop runs through; None where that is not known."""
    known = isinstance(value, list | tuple | dict | str) and len(value) <= MOST
    return list(value) if known else None


def bound(target: cst.BaseAssignTargetExpression, value: Any) -> dict[str, Any]:
    """What one round gives to the target of a loop; nothing where that isn't plain."""
    if isinstance(target, cst.Name):
        return {target.value: value}
    if not isinstance(target, cst.Tuple) or not isinstance(value, list | tuple):
        return {}
    if len(value) != len(target.elements):
        return {}
    found: dict[str, Any] = {}
    for element, one in zip(target.elements, value, strict=True):
        assert isinstance(element.value, cst.BaseAssignTargetExpression)
        names = bound(element.value, one)
        if not names or isinstance(element, cst.StarredElement):
            return {}
        found |= names
    return found


def within(lookup: Lookup, names: Mapping[str, Any]) -> Lookup:
    """A look-up that knows some names more."""
    return lambda name: names[name] if name in names else lookup(name)


# Text and calls ----------------------------------------------------------------------------------


def _formatted(parts: Sequence[cst.BaseFormattedStringContent], lookup: Lookup) -> Any:
    texts: list[str] = []
    for part in parts:
        if isinstance(part, cst.FormattedStringText):
            texts.append(part.value.replace("{{", "{").replace("}}", "}"))
            continue
        assert isinstance(part, cst.FormattedStringExpression)
        value = evaluate(part.expression, lookup)
        spec = _formatted(part.format_spec or (), lookup)
        if part.conversion or not isinstance(value, str | int) or spec is UNKNOWN:
            return UNKNOWN
        try:
            texts.append(format(value, spec))
        except ValueError:
            return UNKNOWN
    return "".join(texts)


def _call(node: cst.Call, lookup: Lookup) -> Any:
    if any(arg.star for arg in node.args):
        return UNKNOWN
    positional = [evaluate(arg.value, lookup) for arg in node.args if arg.keyword is None]
    named = {arg.keyword.value: evaluate(arg.value, lookup) for arg in node.args if arg.keyword}
    match node.func:
        case cst.Name(value=name):
            return called(BUILT_IN, name, positional, named)
        case cst.Attribute(value=owner, attr=cst.Name(value=name)):
            return called(evaluate(owner, lookup), name, positional, named)
    return UNKNOWN


def module_constant(file: ir.DagFile, name: str) -> Any:
    """What a module-level name of the DAG file stands for, or UNKNOWN."""
    return file.constants.get(name, UNKNOWN)


def alternatives(node: cst.BaseExpression, lookup: Lookup) -> Iterator[cst.BaseExpression]:
    """The expressions that a choice may come to."""
    if isinstance(node, cst.IfExp) and evaluate(node.test, lookup) is UNKNOWN:
        for one in (node.body, node.orelse):
            yield from alternatives(one, lookup)
    else:
        yield node
