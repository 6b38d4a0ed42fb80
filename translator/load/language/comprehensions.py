"""Comprehensions and generator expressions, with a loop frame an iteration."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from translator.load.language import flow, operations, statements
from translator.load.language.convert import why
from translator.load.language.frames import Guard, Iteration, LoopSite
from translator.load.language.ladders import may_build
from translator.load.language.scope import Scope
from translator.load.language.values import (
    DictValue,
    GeneratorValue,
    IteratorValue,
    Known,
    ListValue,
    SetValue,
    UnknownValue,
    Value,
)
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


class _State:
    """Whether something unknown was iterated over."""

    __slots__ = ("reason",)

    def __init__(self) -> None:
        self.reason: str | None = None


def _run(
    ev: Evaluator, generators: list[ast.comprehension], element: Callable[[], None]
) -> str | None:
    """Run the loops; the reason when one of them was over something unknown."""
    state = _State()
    scope = Scope("comprehension", ev.scope)
    scope.function = ev.scope.function
    effects = ev.effects
    with ev.inside(scope):
        _loop(ev, generators, 0, element, state)
    if state.reason is not None and ev.effects != effects:
        detail = f"the iterable comes from {state.reason}"
        ev.report(rules.UNKNOWN_ITERABLE, detail, generators[0].iter)
        return None
    return state.reason


def _loop(
    ev: Evaluator,
    generators: list[ast.comprehension],
    depth: int,
    element: Callable[[], None],
    state: _State,
) -> None:
    if depth == len(generators):
        element()
        return
    loop = generators[depth]
    value = ev.eval(loop.iter)
    found = flow.elements_of(ev, value)
    if found is None:
        state.reason = state.reason or why(value)
    count = flow.count_of(value, found)
    site = LoopSite(loop, loop.target, loop.iter, ev.scope, ev.clock, value, count)
    index = 0
    for item in flow.symbolic(value) if found is None else found:
        turn = Iteration(site, index)
        index += 1
        ev.charge(flow.LOOP_COST)
        with ev.framed(turn):
            statements.assign_to(ev, loop.target, item, None, turn)
            _filtered(ev, loop, generators, depth, element, state)
    site.settle(index)


def _filtered(
    ev: Evaluator,
    loop: ast.comprehension,
    generators: list[ast.comprehension],
    depth: int,
    element: Callable[[], None],
    state: _State,
) -> None:
    """The `if` parts; an unknown one lets the element through, guarded."""
    guards: list[Guard] = []
    for condition in loop.ifs:
        test = ev.eval(condition)
        truth = ev.truth(test)
        if truth is False:
            return
        if truth is None:
            state.reason = state.reason or why(test)
            guards.append(Guard(condition, condition, test, True, ev.scope, ev.clock))
    effects = ev.effects
    with ev.framed(*guards):
        _loop(ev, generators, depth + 1, element, state)
    if guards and ev.effects != effects:
        operations.report_condition(ev, guards[0].test, guards[0].value)


def list_comprehension(ev: Evaluator, node: ast.ListComp) -> Value:
    """`[x for y in z]`."""
    return _list(ev, node, node.elt)


def _list(ev: Evaluator, node: ast.expr, element: ast.expr) -> Value:
    items: list[Value] = []
    origin = ev.origin(node)
    generators: list[ast.comprehension] = node.generators  # type: ignore[attr-defined]
    reason = _run(ev, generators, lambda: items.append(ev.eval(element)))
    if reason is not None:
        return UnknownValue(reason, origin)
    return ListValue(items, origin)


def generator_expression(ev: Evaluator, node: ast.GeneratorExp) -> Value:
    """`(x for y in z)`, evaluated at once unless an element may be a task."""
    if may_build(ev, node):
        return _in_steps(ev, node)
    value = _list(ev, node, node.elt)
    if isinstance(value, ListValue):
        return IteratorValue(iter(value.items), value.origin)
    return value


def _in_steps(ev: Evaluator, node: ast.GeneratorExp) -> Value:
    scope = ev.scope

    def run(receive: Callable[[Value], Value]) -> Value:
        with ev.inside(scope):
            _run(ev, node.generators, lambda: _hand_over(ev, node.elt, receive))
        return Known(None)

    return GeneratorValue(run, ev.origin(node))


def _hand_over(ev: Evaluator, element: ast.expr, receive: Callable[[Value], Value]) -> None:
    value, scope = ev.eval(element), ev.scope
    receive(value)
    ev.scope = scope


def set_comprehension(ev: Evaluator, node: ast.SetComp) -> Value:
    """`{x for y in z}`."""
    value = _list(ev, node, node.elt)
    return SetValue(value.items, value.origin) if isinstance(value, ListValue) else value


def dict_comprehension(ev: Evaluator, node: ast.DictComp) -> Value:
    """`{k: v for y in z}`."""
    result = DictValue(origin=ev.origin(node))
    reason = _run(ev, node.generators, lambda: result.store(ev.eval(node.key), ev.eval(node.value)))
    return result if reason is None else UnknownValue(reason, result.origin)
