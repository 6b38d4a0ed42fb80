"""Expressions: one function a node type, found through the table `EXPRESSIONS`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from translator.load.airflow import naming
from translator.load.language import (
    calls,
    comprehensions,
    environment,
    external,
    iteration,
    namespaces,
    operations,
    stdlib,
    unset,
)
from translator.load.language.choices import merge
from translator.load.language.convert import NotKnown, to_python
from translator.load.language.frames import Guard
from translator.load.language.modules import LazyImport
from translator.load.language.operations import OPERATORS, UNARY
from translator.load.language.unset import UnsetValue
from translator.load.language.values import (
    AirflowObject,
    ChoiceValue,
    DictValue,
    ExternalValue,
    FunctionValue,
    Known,
    ListValue,
    Origin,
    SetValue,
    TupleValue,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


AGAIN = (UnknownValue, UnsetValue)
"""Unknown values that may be read at many places."""


def constant(ev: Evaluator, node: ast.Constant) -> Value:
    """A literal."""
    return Known(node.value, Origin(node, ev.scope, ev.clock))


def lookup(ev: Evaluator, name: str) -> Value | None:
    """The value of a name, None when nothing defines it."""
    binding = ev.scope.find(name)
    if binding is not None:
        value = binding.value
        if type(value) is LazyImport:
            value = binding.value = value.resolve(ev)
        return value
    if name in stdlib.BUILTINS:
        return stdlib.builtin(name)
    if ev.major == 1 and name in stdlib.PYTHON_2:
        return stdlib.builtin(stdlib.PYTHON_2[name])
    return _module_name(ev, name)


def _module_name(ev: Evaluator, name: str) -> Value | None:
    """`__file__` and the like, and names that an unknown star import may have brought."""
    module = ev.scope.module
    if name == "__file__":
        return Known(ev.tree.pretended(module.source.path))
    if name == "__name__":
        return Known(module.name or naming.module_name(ev.tree.pretended(module.source.path)))
    if name == "__doc__":
        return Known(ast.get_docstring(module.source.tree, clean=False))
    if module.stars:
        return external.from_star(ev, module.stars, name)
    if module.open is not None:
        return UnknownValue(f"{name!r} may come from {module.open}")
    return None


def name(ev: Evaluator, node: ast.Name) -> Value:
    """A name that is read."""
    value = lookup(ev, node.id)
    kind = type(value)
    if kind is Known:
        return Known(value.value, Origin(node, ev.scope, ev.clock))  # type: ignore[union-attr]
    if value is None:
        return UnknownValue(f"{node.id!r} is not defined", ev.origin(node))
    if isinstance(value, UnknownValue) and type(value) in AGAIN:
        return value.again(ev.origin(node))
    return value


def elements(ev: Evaluator, nodes: list[ast.expr]) -> list[Value] | str:
    """The values of a display with `*`; a reason when one of those is unknown."""
    items: list[Value] = []
    for node in nodes:
        if not isinstance(node, ast.Starred):
            items.append(ev.eval(node))
            continue
        spread = ev.eval(node.value)
        known = ev.iterate(spread)
        if known is None:
            return iteration.reason(spread)
        items.extend(known)
    return items


def list_display(ev: Evaluator, node: ast.List) -> Value:
    """`[a, *b]`."""
    items = elements(ev, node.elts)
    origin = ev.origin(node)
    return UnknownValue(items, origin) if isinstance(items, str) else ListValue(items, origin)


def tuple_display(ev: Evaluator, node: ast.Tuple) -> Value:
    """`a, *b`."""
    items = elements(ev, node.elts)
    origin = ev.origin(node)
    return UnknownValue(items, origin) if isinstance(items, str) else TupleValue(items, origin)


def set_display(ev: Evaluator, node: ast.Set) -> Value:
    """`{a, *b}`."""
    items = elements(ev, node.elts)
    origin = ev.origin(node)
    return UnknownValue(items, origin) if isinstance(items, str) else SetValue(items, origin)


def dict_display(ev: Evaluator, node: ast.Dict) -> Value:
    """`{a: b, **c}`."""
    result = DictValue(origin=ev.origin(node))
    for key, value in zip(node.keys, node.values, strict=True):
        if key is not None:
            result.store(ev.eval(key), ev.eval(value))
        else:
            operations.update_dict(ev, result, ev.eval(value))
    return result


CONVERSIONS: dict[int, Callable[[Any], str]] = {ord("s"): str, ord("r"): repr, ord("a"): ascii}


def joined(ev: Evaluator, node: ast.JoinedStr) -> Value:
    """An f-string."""
    result = unset.through(_concatenated, *(ev.eval(part) for part in node.values))
    result.origin = ev.origin(node)
    return result


def _concatenated(*parts: Value) -> Value:
    unknown = next((part for part in parts if not isinstance(part, Known)), None)
    if unknown is not None:
        return UnknownValue(iteration.reason(unknown))
    return Known("".join(part.value for part in parts if isinstance(part, Known)))


def formatted(ev: Evaluator, node: ast.FormattedValue) -> Value:
    """`{value!r:spec}` in an f-string."""
    value = ev.eval(node.value)
    spec = ev.eval(node.format_spec) if node.format_spec is not None else Known("")
    if node.conversion in CONVERSIONS and node.conversion != ord("s"):
        try:
            value = Known(CONVERSIONS[node.conversion](to_python(ev, value)))
        except NotKnown as unknown:
            return UnknownValue(unknown.reason)
    return unset.through(lambda one: operations.format_value(ev, one, spec), value)


def binop(ev: Evaluator, node: ast.BinOp) -> Value:
    """`a + b`; chains are walked without recursion, they can be thousands long."""
    chain = [node]
    while isinstance(chain[-1].left, ast.BinOp):
        chain.append(chain[-1].left)
    left = ev.eval(chain[-1].left)
    for one in reversed(chain):
        ev.step()
        left = unset.through(_operator(ev, one), left, ev.eval(one.right))
        if isinstance(left, UnknownValue):
            left.origin = ev.origin(one)
    return left


def _operator(ev: Evaluator, node: ast.BinOp) -> Callable[[Value, Value], Value]:
    op = OPERATORS[type(node.op)]
    return lambda left, right: operations.binary(ev, op, left, right, node)


def boolop(ev: Evaluator, node: ast.BoolOp) -> Value:
    """`a and b`, `a or b`: an operand of unknown truth leaves both outcomes open."""
    stops = isinstance(node.op, ast.Or)
    outcomes: list[tuple[tuple[Any, ...], Value]] = []
    unknown: Value | None = None
    left_out: Value | None = None
    for operand in node.values:
        value = ev.eval(operand)
        truth = ev.truth(value)
        if stops and operand is not node.values[-1] and unset.replaced(ev, value, operand):
            left_out = value
            continue
        if truth is None:
            unknown = unknown or value
        if truth is not (not stops) or operand is node.values[-1]:
            outcomes.append(((), value))
        if truth is stops:
            break
    if unknown is None:
        return unset.condition(left_out, outcomes[-1][1])
    if len(outcomes) > 1 and ev.truth(outcomes[-1][1]) is stops:
        settled = _settled(outcomes, stops)
        if settled is not None:
            return settled
    return merge(ev, outcomes, iteration.reason(unknown), ev.origin(node))


def _settled(outcomes: list[tuple[tuple[Any, ...], Value]], stops: bool) -> Value | None:
    """`unknown and False` is falsy whatever it is; `unknown or True` is truthy."""
    last = outcomes[-1][1]
    return last if isinstance(last, Known) and last.value is stops else None


def unary(ev: Evaluator, node: ast.UnaryOp) -> Value:
    """`not a`, `-a`."""
    value = ev.eval(node.operand)
    if isinstance(node.op, ast.Not):
        result = unset.through(lambda one: _negated(ev, one), value)
        result.origin = ev.origin(node)
        return result
    return operations.unary(ev, UNARY[type(node.op)], value, node)


def _compared(ev: Evaluator, op: type[ast.cmpop], left: Value, right: Value) -> Value:
    if op in (ast.In, ast.NotIn) and environment.is_environ(right):
        return environment.contains(ev, left, op is ast.In)
    return operations.compare(ev, op, left, right)


def _negated(ev: Evaluator, value: Value) -> Value:
    truth = ev.truth(value)
    return UnknownValue(iteration.reason(value)) if truth is None else Known(not truth)


def compare(ev: Evaluator, node: ast.Compare) -> Value:
    """`a < b <= c`."""
    left = ev.eval(node.left)
    result: Value = Known(True)
    for op, right_node in zip(node.ops, node.comparators, strict=True):
        right = ev.eval(right_node)
        result = unset.through(partial(_compared, ev, type(op)), left, right)
        if ev.truth(result) is not True:
            break
        left = right
    result.origin = ev.origin(node)
    return result


def conditional(ev: Evaluator, node: ast.IfExp) -> Value:
    """`a if test else b`."""
    test = ev.eval(node.test)
    truth = ev.truth(test)
    if truth is None:
        truth = unset.decided(ev, test, [node.body], [node.orelse])
    if truth is not None:
        return ev.eval(node.body if truth else node.orelse)
    outcomes: list[tuple[tuple[Any, ...], Value]] = []
    before = ev.effects
    for branch, part in ((True, node.body), (False, node.orelse)):
        guard = Guard(node, node.test, test, branch, ev.scope, ev.clock)
        guard.twin = outcomes[0][0][0] if outcomes else None
        with ev.framed(guard):
            outcomes.append(((guard,), ev.eval(part)))
    if ev.effects != before:
        operations.report_condition(ev, node.test, test)
    return merge(ev, outcomes, iteration.reason(test), ev.origin(node))


def attribute(ev: Evaluator, node: ast.Attribute) -> Value:
    """`a.b`."""
    value = ev.attribute(ev.eval(node.value), node.attr)
    return located(ev, value, node)


def located(ev: Evaluator, value: Value, node: ast.expr) -> Value:
    """A plain or unknown value as the result of this very expression."""
    kind = type(value)
    if kind is Known:
        return Known(value.value, Origin(node, ev.scope, ev.clock))  # type: ignore[attr-defined]
    if isinstance(value, UnknownValue) and type(value) in AGAIN:
        return value.again(ev.origin(node))
    if value.origin is None and not isinstance(value, AirflowObject | ChoiceValue):
        value.origin = ev.origin(node)
    return value


def subscript(ev: Evaluator, node: ast.Subscript) -> Value:
    """`a[b]`; a type such as `list[str]` stays what it is."""
    value = ev.eval(node.value)
    if isinstance(value, ExternalValue) and value.name not in (
        environment.ENVIRON,
        namespaces.MODULES,
    ):
        return value
    return located(ev, operations.get_item(ev, value, ev.eval(node.slice)), node)


def slice_(ev: Evaluator, node: ast.Slice) -> Value:
    """`a:b:c`."""
    parts = [
        Known(None) if part is None else ev.eval(part)
        for part in (node.lower, node.upper, node.step)
    ]
    try:
        return Known(slice(*(to_python(ev, part) for part in parts)))
    except NotKnown as unknown:
        return UnknownValue(unknown.reason)


def lambda_(ev: Evaluator, node: ast.Lambda) -> Value:
    """`lambda a: b`."""
    function = FunctionValue(node, ev.scope, ev.origin(node))
    calls.evaluate_defaults(ev, function)
    return function


def named(ev: Evaluator, node: ast.NamedExpr) -> Value:
    """`(name := value)`: bound outside of comprehensions."""
    value = ev.eval(node.value)
    scope = ev.scope
    while scope.kind == "comprehension" and scope.parent is not None:
        scope = scope.parent
    assert isinstance(node.target, ast.Name)
    ev.bind(node.target.id, value, node.value, scope)
    if isinstance(value, AirflowObject):
        value.named(ev, node.target.id)
    return value


def await_(ev: Evaluator, node: ast.Await) -> Value:
    """`await x`."""
    return UnknownValue("an awaited value", ev.origin(node))


def starred(ev: Evaluator, node: ast.Starred) -> Value:
    """`*x` where it can't be spread."""
    return ev.eval(node.value)


def unsupported(ev: Evaluator, node: ast.expr) -> Value:
    """A node that a newer Python has."""
    return UnknownValue(f"a {type(node).__name__} expression", ev.origin(node))


class _Table(dict[type, Callable[["Evaluator", Any], Value]]):
    def __missing__(self, key: type) -> Callable[[Evaluator, Any], Value]:
        return unsupported


EXPRESSIONS = _Table(
    {
        ast.Constant: constant,
        ast.Name: name,
        ast.List: list_display,
        ast.Tuple: tuple_display,
        ast.Set: set_display,
        ast.Dict: dict_display,
        ast.JoinedStr: joined,
        ast.FormattedValue: formatted,
        ast.BinOp: binop,
        ast.BoolOp: boolop,
        ast.UnaryOp: unary,
        ast.Compare: compare,
        ast.IfExp: conditional,
        ast.Call: calls.call_node,
        ast.Attribute: attribute,
        ast.Subscript: subscript,
        ast.Slice: slice_,
        ast.Lambda: lambda_,
        ast.NamedExpr: named,
        ast.ListComp: comprehensions.list_comprehension,
        ast.SetComp: comprehensions.set_comprehension,
        ast.DictComp: comprehensions.dict_comprehension,
        ast.GeneratorExp: comprehensions.generator_expression,
        ast.Yield: calls.yield_,
        ast.YieldFrom: calls.yield_from,
        ast.Await: await_,
        ast.Starred: starred,
    }
)
