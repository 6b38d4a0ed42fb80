"""Statements with a body: if, for, while, with, try, match."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from translator.load.language import contexts, ladders, patterns, raising, statements, unset
from translator.load.language.choices import merge
from translator.load.language.convert import why
from translator.load.language.empty_defaults import report_empty_loop
from translator.load.language.frames import ONGOING, Guard, Iteration, LoopSite, same_unknown
from translator.load.language.iteration import close_generator, iterator
from translator.load.language.limits import Raised
from translator.load.language.operations import report_condition
from translator.load.language.scope import IN_LOOP, IN_WITH, PLAIN, Binding
from translator.load.language.signals import BREAK, CONTINUE, RAISED, Rest, Return, Signal
from translator.load.language.values import (
    GeneratorValue,
    InstanceValue,
    IteratorValue,
    Known,
    ListValue,
    UnknownValue,
    Value,
)
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

LOOP_COST = 5
"""Steps of one iteration, beside those of its body."""
SYMBOLIC = 2
"""Iterations of a loop over something unknown."""


def if_(ev: Evaluator, node: ast.If) -> Signal | None:
    """`if`: one branch where the condition is known, both where it isn't."""
    if _is_type_checking(node.test):
        return ev.exec_block(node.orelse)
    test = ev.eval(node.test)
    truth = ev.truth(test)
    if truth is None:
        truth = _decided(ev, test)
    if truth is None:
        truth = unset.decided(ev, test, node.body, node.orelse)
    ev.taken.setdefault(node, set()).update((True, False) if truth is None else (truth,))
    if truth is not None:
        return ev.exec_block(node.body if truth else node.orelse)
    return unknown_if(ev, node, node.test, test, node.body, node.orelse)


def _decided(ev: Evaluator, test: Value) -> bool | None:
    """What a condition around says of the very same value."""
    guards = (frame for frame in ev.stack if isinstance(frame, Guard))
    return next((guard.branch for guard in guards if same_unknown(guard.value, test)), None)


def _is_type_checking(test: ast.expr) -> bool:
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", "")
    return name == "TYPE_CHECKING"


def unknown_if(
    ev: Evaluator,
    node: ast.AST,
    condition: ast.expr,
    test: Value,
    body: Sequence[ast.stmt],
    orelse: Sequence[ast.stmt],
) -> Signal | None:
    """Both branches, each from the same names; then what is certain is kept."""
    scope, before, effects = ev.scope, dict(ev.scope.vars), ev.effects
    outcomes: list[tuple[Guard, Signal | None, dict[str, Binding]]] = []
    for branch, block in ((True, body), (False, orelse)):
        scope.vars = dict(before)
        guard = Guard(node, condition, test, branch, scope, ev.clock)
        guard.twin = outcomes[0][0] if outcomes else None
        outcomes.append((guard, _branch(ev, guard, block), scope.vars))
    if ev.effects != effects:
        report_condition(ev, condition, test)
    (guard, first, yes), (other, second, no) = outcomes
    if first is None and second is None:
        scope.vars = _merged(ev, before, (guard, yes), (other, no), test)
        return None
    for signal, going, survivor, names in ((first, second, other, no), (second, first, guard, yes)):
        if going is None and signal is not None:
            scope.vars = names
            _end_branch(ev, signal, guard if survivor is other else other)
            return Rest(survivor)
    return _both_ended(ev, outcomes, test)


def _branch(ev: Evaluator, guard: Guard, block: Sequence[ast.stmt]) -> Signal | None:
    with ev.framed(guard):
        try:
            return ev.exec_block(block)
        except Raised:
            return RAISED


def _end_branch(ev: Evaluator, signal: Signal, guard: Guard) -> None:
    """A branch returned: its value is one of those that the function may return."""
    if isinstance(signal, Return):
        ev.scope.returns.append(((guard,), signal.value))


def _both_ended(
    ev: Evaluator, outcomes: list[tuple[Guard, Signal | None, dict[str, Binding]]], test: Value
) -> Signal:
    (guard, first, yes), (other, second, no) = outcomes
    assert first is not None
    assert second is not None
    if isinstance(first, Return) and isinstance(second, Return):
        options = [((guard,), first.value), ((other,), second.value)]
        return Return(merge(ev, options, why(test)))
    ev.scope.vars = yes if second is RAISED else no
    _end_branch(ev, first, guard)
    _end_branch(ev, second, other)
    return second if first is RAISED or isinstance(first, Return) else first


def _merged(
    ev: Evaluator,
    before: dict[str, Binding],
    yes: tuple[Guard, dict[str, Binding]],
    no: tuple[Guard, dict[str, Binding]],
    test: Value,
) -> dict[str, Binding]:
    """The names after both branches."""
    result = {**no[1], **yes[1]}
    for name, binding in yes[1].items():
        other = no[1].get(name)
        if other is None or other is binding:
            continue
        options = [((yes[0],), binding.value), ((no[0],), other.value)]
        value = merge(ev, options, why(test))
        ev.clock += 1
        merged = Binding(name, value, binding.owner, ev.clock)
        merged.choice = (yes[0], binding, other)
        merged.previous = before.get(name)
        merged.line = binding.line
        merged.nesting, merged.top = max(binding.nesting, other.nesting), ev.top
        result[name] = merged
    return result


def rest_of_block(ev: Evaluator, rest: Rest, body: Sequence[ast.stmt]) -> Signal | None:
    """The statements after an `if` one branch of which ended the block."""
    effects = ev.effects
    with ev.framed(rest.guard):
        signal = ev.exec_block(body)
    if ev.effects != effects:
        report_condition(ev, rest.guard.test, rest.guard.value)
    return signal


def for_(ev: Evaluator, node: ast.For | ast.AsyncFor) -> Signal | None:
    """`for`: one pass an element, two symbolic ones where they are not known."""
    value = ev.eval(node.iter)
    stamp, scope = ev.clock, ev.scope
    found = elements_of(ev, value)
    elements = symbolic(value) if found is None else found
    site = LoopSite(node, node.target, node.iter, scope, stamp, value, count_of(value, found))
    if site.count == 0 and ev.assumed:
        report_empty_loop(ev, node)
    effects, nesting = ev.effects, ev.nesting
    ev.nesting = IN_LOOP
    try:
        signal = _iterations(ev, node, site, elements)
    finally:
        ev.nesting = nesting
    if signal is not None and isinstance(node.iter, ast.Call) and isinstance(value, GeneratorValue):
        close_generator(value)
    if found is None and ev.effects != effects:
        ev.report(rules.UNKNOWN_ITERABLE, f"the iterable comes from {why(value)}", node)
    if signal is None and node.orelse:
        return ev.exec_block(node.orelse)
    return None if signal is BREAK else signal


def elements_of(ev: Evaluator, value: Value) -> Iterable[Value] | None:
    """The elements of an iterable; those of a range or an iterator one by one."""
    if isinstance(value, Known) and isinstance(value.value, range):
        return Numbers(value.value)
    if isinstance(value, IteratorValue | GeneratorValue | InstanceValue):
        return iterator(ev, value)
    return ev.iterate(value)


def count_of(value: Value, elements: Iterable[Value] | None) -> int | None:
    """How many iterations a loop has; None: not known."""
    if elements is None or (isinstance(value, ListValue) and value.open):
        return None
    return len(elements) if isinstance(elements, Sequence) else ONGOING


class Numbers(Sequence[Value]):
    """The elements of a range."""

    def __init__(self, numbers: range) -> None:
        self.numbers = numbers

    def __len__(self) -> int:
        first, step = self.numbers.start, self.numbers.step
        return min(max(0, -(-(self.numbers.stop - first) // step)), sys.maxsize)

    def __getitem__(self, index: Any) -> Any:
        return Known(self.numbers[index])


def symbolic(value: Value) -> list[Value]:
    """The elements that stand for those of an unknown iterable."""
    return [UnknownValue(f"an element of {why(value)}") for _ in range(SYMBOLIC)]


def _iterations(
    ev: Evaluator, node: ast.For | ast.AsyncFor, site: LoopSite, elements: Iterable[Value]
) -> Signal | None:
    index = 0
    try:
        for element in elements:
            index += 1
            signal = _iteration(ev, node, Iteration(site, index - 1), element)
            if signal is not None and signal is not CONTINUE:
                index += 1
                return signal
    finally:
        site.settle(index)
    return None


def _iteration(
    ev: Evaluator, node: ast.For | ast.AsyncFor, turn: Iteration, element: Value
) -> Signal | None:
    ev.charge(LOOP_COST)
    ev.stack.append(turn)
    try:
        statements.assign_to(ev, node.target, element, None, turn)
        return ev.exec_block(node.body)
    finally:
        ev.stack.pop()


def while_(ev: Evaluator, node: ast.While) -> Signal | None:
    """`while`: as long as the condition is known to hold; once where it isn't known."""
    nesting = ev.nesting
    ev.nesting = IN_LOOP
    try:
        signal = _while(ev, node)
    finally:
        ev.nesting = nesting
    return None if signal is BREAK else signal


def _while(ev: Evaluator, node: ast.While) -> Signal | None:
    while True:
        test = ev.eval(node.test)
        truth = ev.truth(test)
        if truth is None:
            return unknown_if(ev, node, node.test, test, node.body, ())
        if not truth:
            return ev.exec_block(node.orelse)
        signal = ev.exec_block(node.body)
        if signal is not None and signal is not CONTINUE:
            return signal


def with_(ev: Evaluator, node: ast.With | ast.AsyncWith) -> Signal | None:
    """`with`: enters and leaves what it can, in order."""
    nesting = ev.nesting
    if ev.nesting == PLAIN:
        ev.nesting = IN_WITH
    try:
        return _with_items(ev, node.items, node.body)
    finally:
        ev.nesting = nesting


def _with_items(
    ev: Evaluator, with_items: Sequence[ast.withitem], body: Sequence[ast.stmt]
) -> Signal | None:
    if not with_items:
        return ev.exec_block(body)
    first, rest = with_items[0], with_items[1:]
    manager = ev.eval(first.context_expr)

    def inside(entered: Value) -> Signal | None:
        if first.optional_vars is not None:
            statements.assign_to(ev, first.optional_vars, entered, first.context_expr)
        return _with_items(ev, rest, body)

    return contexts.run(ev, manager, inside)


def try_(ev: Evaluator, node: ast.Try) -> Signal | None:
    """`try`: the happy path, unless the body is known to raise."""
    try:
        signal = _guarded(ev, node)
    except Raised:
        ended = ev.exec_block(node.finalbody)
        if ended is not None:
            return ended
        raise
    ended = ev.exec_block(node.finalbody)
    return signal if ended is None else ended


def _guarded(ev: Evaluator, node: ast.Try) -> Signal | None:
    scope, effects = ev.scope, ev.effects
    ev.handlers = [*ev.handlers, node]
    try:
        signal = ev.exec_block(node.body)
    except Raised as raised:
        ev.scope = scope
        return _handle(ev, node, raised)
    finally:
        ev.handlers = ev.handlers[:-1]
    if signal is None:
        signal = ev.exec_block(node.orelse)
    ladders.report_guess(ev, node, ev.effects != effects)
    return signal


def _handle(ev: Evaluator, node: ast.Try, raised: Raised) -> Signal | None:
    for handler in node.handlers:
        if raising.catches(ev, handler, raised):
            if handler.name is not None:
                ev.bind(handler.name, raising.bound_error(raised))
            return _handler_body(ev, handler, raised)
    raise raised


def _handler_body(ev: Evaluator, handler: ast.ExceptHandler, raised: Raised) -> Signal | None:
    try:
        return ev.exec_block(handler.body)
    except Raised as again:
        if isinstance(again.node, ast.Raise) and again.node.exc is None:
            raise raised from None
        raise


def match_(ev: Evaluator, node: ast.Match) -> Signal | None:
    """`match`: the first case that fits; every case that may fit where it isn't known."""
    subject = ev.eval(node.subject)
    return _cases(ev, node, subject, node.cases)


def _cases(
    ev: Evaluator, node: ast.Match, subject: Value, cases: Sequence[ast.match_case]
) -> Signal | None:
    for index, case in enumerate(cases):
        answer = patterns.matches(ev, case.pattern, subject)
        test: Value = subject
        if answer and case.guard is not None:
            test = ev.eval(case.guard)
            answer = ev.truth(test)
        if answer:
            return ev.exec_block(case.body)
        if answer is None:
            later = ast.Match(node.subject, list(cases[index + 1 :]))
            ast.copy_location(later, node)
            rest: list[ast.stmt] = [later] if later.cases else []
            return unknown_if(ev, node, node.subject, test, case.body, rest)
    return None
