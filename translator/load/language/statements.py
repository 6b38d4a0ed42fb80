"""Statements: one function a node type, found through the table `STATEMENTS`.

A statement returns None, or a signal that ends the block it is in.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from translator.load.language import calls, classes, flow, items, modules
from translator.load.language.choices import merge
from translator.load.language.convert import why
from translator.load.language.frames import Iteration
from translator.load.language.limits import OverBudget, Raised
from translator.load.language.operations import OPERATORS
from translator.load.language.raising import raise_
from translator.load.language.scope import IN_LOOP, Binding, Scope
from translator.load.language.signals import BREAK, CONTINUE, RAISED, Rest, Return, Signal
from translator.load.language.values import (
    Arguments,
    ChoiceValue,
    ClassValue,
    DictValue,
    FunctionValue,
    Known,
    ListValue,
    ObjectValue,
    OpaqueValue,
    Origin,
    SetValue,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

__all__ = ["RAISED", "Return", "Signal", "bind", "exec_block"]


def exec_block(ev: Evaluator, body: Sequence[ast.stmt]) -> Signal | None:
    """Run statements until one of them ends the block."""
    for index, statement in enumerate(body):
        signal = execute(ev, statement)
        if signal is None:
            continue
        if isinstance(signal, Rest):
            return flow.rest_of_block(ev, signal, body[index + 1 :])
        return signal
    return None


def execute(ev: Evaluator, statement: ast.stmt) -> Signal | None:
    """Run one statement."""
    ev.steps -= 1
    if ev.steps < 0:
        raise OverBudget(f"more than {ev.options.steps} steps")
    ev.statement = statement
    try:
        return STATEMENTS[type(statement)](ev, statement)
    except Raised as raised:
        raised.node = raised.node or statement
        raised.module = raised.module or ev.scope.module
        raise


def bind(
    ev: Evaluator,
    name: str,
    value: Value,
    node: ast.AST | None = None,
    scope: Scope | None = None,
) -> Binding:
    """Bind a name; `global` and `nonlocal` are honoured."""
    target = _owner(scope or ev.scope, name)
    binding = Binding(name, value, target, ev.clock + 1)
    if node is not None:
        binding.origin = Origin(node, ev.scope, ev.clock)
    ev.clock += 1
    if target.kind == "module":
        binding.top = ev.top
        binding.line = 0 if ev.statement is None else ev.statement.lineno
        binding.nesting = ev.nesting if ev.scope is target else IN_LOOP
        if value.home is None or (target is ev.main and value.home.owner is not target):
            value.home = binding
    target.put(binding)
    return binding


def _owner(scope: Scope, name: str) -> Scope:
    """The scope that an assignment in `scope` binds in."""
    if scope.global_names is not None and name in scope.global_names:
        return scope.module
    if scope.nonlocal_names is not None and name in scope.nonlocal_names:
        outer = scope.parent
        while outer is not None:
            if name in outer.vars:
                return outer
            outer = outer.parent
    return scope


def assign(ev: Evaluator, node: ast.Assign) -> None:
    """`a = b = value`."""
    value = ev.eval(node.value)
    for target in node.targets:
        assign_to(ev, target, value, node.value)


def assign_to(
    ev: Evaluator,
    target: ast.expr,
    value: Value,
    node: ast.AST | None,
    turn: Iteration | None = None,
) -> None:
    """Assign to any kind of target; `turn` is the iteration that it is the target of."""
    if isinstance(target, ast.Name):
        binding = bind(ev, target.id, value, node)
        binding.iteration = turn
        if turn is not None:
            turn.names[target.id] = value
        if isinstance(value, ObjectValue):
            value.named(ev, target.id)
    elif isinstance(target, ast.Attribute):
        ev.set_attribute(ev.eval(target.value), target.attr, value)
    elif isinstance(target, ast.Subscript):
        items.set_item(ev, ev.eval(target.value), ev.eval(target.slice), value)
    elif isinstance(target, ast.Tuple | ast.List):
        unpack(ev, target, value, node, turn)
    elif isinstance(target, ast.Starred):
        assign_to(ev, target.value, value, node, turn)


def unpack(
    ev: Evaluator,
    target: ast.Tuple | ast.List,
    value: Value,
    node: ast.AST | None,
    turn: Iteration | None,
) -> None:
    """`a, *b = value`."""
    parts = _parts(ev, target, value)
    nodes: list[ast.AST | None] = [None] * len(parts)
    if isinstance(node, ast.Tuple | ast.List) and len(node.elts) == len(parts):
        nodes = list(node.elts)
    for one, part, written in zip(target.elts, parts, nodes, strict=True):
        assign_to(ev, one, part, written, turn)
        if written is None and turn is None and part.origin is not None:
            _keep_origin(ev, one, part.origin)


def _keep_origin(ev: Evaluator, target: ast.expr, origin: Origin) -> None:
    if isinstance(target, ast.Name):
        binding = ev.scope.vars.get(target.id)
        if binding is not None:
            binding.origin = origin


def _parts_of_choice(
    ev: Evaluator, target: ast.Tuple | ast.List, value: ChoiceValue
) -> list[Value]:
    """Each part is a choice among those of the options, under the same conditions."""
    options = [(guards, _parts(ev, target, option)) for guards, option in value.options]
    return [
        merge(ev, [(guards, parts[index]) for guards, parts in options], why(value), value.origin)
        for index in range(len(target.elts))
    ]


def _parts(ev: Evaluator, target: ast.Tuple | ast.List, value: Value) -> list[Value]:
    """As many values as the target has elements."""
    count = len(target.elts)
    if isinstance(value, ChoiceValue):
        return _parts_of_choice(ev, target, value)
    found = ev.iterate(value)
    if found is None:
        return [UnknownValue(f"an element of {why(value)}") for _ in range(count)]
    starred = [i for i, one in enumerate(target.elts) if isinstance(one, ast.Starred)]
    if not starred:
        if len(found) != count:
            raise Raised(ValueError(f"expected {count} values to unpack, got {len(found)}"))
        return found
    at, after = starred[0], count - starred[0] - 1
    if len(found) < count - 1:
        raise Raised(ValueError(f"expected at least {count - 1} values to unpack"))
    middle = ListValue(found[at : len(found) - after])
    return [*found[:at], middle, *found[len(found) - after :]]


def annotated(ev: Evaluator, node: ast.AnnAssign) -> None:
    """`a: int = value`; a bare annotation matters in a dataclass only."""
    if node.value is not None:
        assign_to(ev, node.target, ev.eval(node.value), node.value)
    if ev.scope.kind == "class" and isinstance(node.target, ast.Name):
        classes.note_field(ev, node)


def augmented(ev: Evaluator, node: ast.AugAssign) -> None:
    """`a += b`; lists, dicts and sets change in place."""
    op = OPERATORS[type(node.op)]
    current = ev.eval(_as_loaded(node.target))
    other = ev.eval(node.value)
    if _changes_in_place(ev, op, current, other):
        return
    result = ev.binary(op, current, other, node)
    assign_to(ev, node.target, result, node)


def _as_loaded(target: ast.expr) -> ast.expr:
    """The target of an augmented assignment, to be read: the context does not matter here."""
    return target


def _changes_in_place(ev: Evaluator, op: str, current: Value, other: Value) -> bool:
    if isinstance(current, ListValue) and op == "+":
        found = ev.iterate(other)
        if found is None:
            current.open = True
            found = [UnknownValue(f"an element of {why(other)}")]
        current.items.extend(found)
        items.changed(ev, current)
        return True
    if isinstance(current, DictValue) and op == "|":
        items.update_dict(ev, current, other)
        items.changed(ev, current)
        return True
    if isinstance(current, SetValue) and isinstance(other, SetValue) and op == "|":
        for key, item in other.entries.items():
            current.entries.setdefault(key, item)
        items.changed(ev, current)
        return True
    return False


def expression(ev: Evaluator, node: ast.Expr) -> None:
    """An expression for its effect; a docstring is none."""
    if isinstance(node.value, ast.Constant):
        return
    result = ev.eval(node.value)
    if isinstance(node.value, ast.Call):
        ev.hooks.for_effect(ev, result)


def function_def(ev: Evaluator, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    """`def`, with its decorators."""
    scope = ev.scope
    if scope.kind == "class" and scope.parent is not None:
        scope = scope.parent
    function = FunctionValue(node, scope, ev.origin(node))
    calls.evaluate_defaults(ev, function)
    if ev.scope.kind == "class":
        function.owner = ev.scope.cls
    bind(ev, node.name, decorate(ev, function, node.decorator_list))


def decorate(ev: Evaluator, target: Value, decorators: list[ast.expr]) -> Value:
    """Apply decorators; one that is not known leaves the target as it is."""
    value = target
    for node in reversed(decorators):
        decorator = ev.eval(node)
        origin = ev.origin(node)
        args = Arguments(node, [value], {}, origin=origin)
        result = ev.call(decorator, args)
        if not isinstance(result, OpaqueValue | UnknownValue):
            value = result
        elif isinstance(value, ClassValue):
            value.facts["open"] = True
    return value


def class_def(ev: Evaluator, node: ast.ClassDef) -> None:
    """`class`."""
    value = classes.define(ev, node)
    bind(ev, node.name, decorate(ev, value, node.decorator_list))


def return_(ev: Evaluator, node: ast.Return) -> Signal:
    """`return value`."""
    return Return(Known(None) if node.value is None else ev.eval(node.value))


def delete(ev: Evaluator, node: ast.Delete) -> None:
    """`del a, b[c]`."""
    for target in node.targets:
        if isinstance(target, ast.Name):
            _owner(ev.scope, target.id).vars.pop(target.id, None)
        elif isinstance(target, ast.Subscript):
            items.del_item(ev, ev.eval(target.value), ev.eval(target.slice))


def global_(ev: Evaluator, node: ast.Global) -> None:
    """`global a`."""
    ev.scope.global_names = {*(ev.scope.global_names or ()), *node.names}


def nonlocal_(ev: Evaluator, node: ast.Nonlocal) -> None:
    """`nonlocal a`."""
    ev.scope.nonlocal_names = {*(ev.scope.nonlocal_names or ()), *node.names}


def assert_(ev: Evaluator, node: ast.Assert) -> None:
    """`assert test`: a test that is known to fail raises."""
    if ev.truth(ev.eval(node.test)) is False:
        raise Raised(AssertionError("" if node.msg is None else ast.unparse(node.msg)))


def nothing(ev: Evaluator, node: ast.stmt) -> None:
    """`pass`: nothing that matters for the graph."""


def break_(ev: Evaluator, node: ast.Break) -> Signal:
    """`break`."""
    return BREAK


def continue_(ev: Evaluator, node: ast.Continue) -> Signal:
    """`continue`."""
    return CONTINUE


def type_alias(ev: Evaluator, node: Any) -> None:
    """`type X = ...`."""
    bind(ev, node.name.id, UnknownValue("a type alias"))


class _Table(dict[type, Callable[["Evaluator", Any], "Signal | None"]]):
    def __missing__(self, key: type) -> Callable[[Evaluator, Any], Signal | None]:
        return type_alias if key.__name__ == "TypeAlias" else nothing


STATEMENTS = _Table(
    {
        ast.Assign: assign,
        ast.AnnAssign: annotated,
        ast.AugAssign: augmented,
        ast.Expr: expression,
        ast.FunctionDef: function_def,
        ast.AsyncFunctionDef: function_def,
        ast.ClassDef: class_def,
        ast.Return: return_,
        ast.Delete: delete,
        ast.Global: global_,
        ast.Nonlocal: nonlocal_,
        ast.Pass: nothing,
        ast.Assert: assert_,
        ast.Break: break_,
        ast.Continue: continue_,
        ast.Raise: raise_,
        ast.Import: modules.import_,
        ast.ImportFrom: modules.import_from,
        ast.If: flow.if_,
        ast.For: flow.for_,
        ast.AsyncFor: flow.for_,
        ast.While: flow.while_,
        ast.With: flow.with_,
        ast.AsyncWith: flow.with_,
        ast.Try: flow.try_,
        ast.Match: flow.match_,
    }
)
if hasattr(ast, "TryStar"):
    STATEMENTS[ast.TryStar] = flow.try_
