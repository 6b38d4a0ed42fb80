"""What a branch callable can return, as far as its source tells.

The flow compares the choice with task ids; where all of them are known, the branch is an `if` over
exactly those.
"""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from translator import ir
from translator.ir import UNKNOWN
from translator.lower import syntax
from translator.lower.callables.lambdas import lambda_to_def
from translator.lower.callables.static import Lookup, evaluate, module_constant
from translator.lower.context_types import LowerContext
from translator.lower.syntax import Tree
from translator.lower.xcom.pushes import own_returns


class _Unknown(Exception):
    """A returned value that is not known."""


def possible_choices(function: ir.Function, ctx: LowerContext) -> tuple[str, ...] | None:
    """All ids that the callable can return, in order; None where they are not all known."""
    try:
        found = [one for value in _returned(function) for one in _ids(value, function, ctx)]
    except _Unknown:
        return None
    return tuple(dict.fromkeys(found))


def returns_lists(function: ir.Function) -> bool:
    """Whether the callable may return several ids at once."""
    return any(not _is_one(value) for value in _returned(function))


def _tree(function: ir.Function) -> Tree:
    source = function.source
    return Tree.parse(lambda_to_def(source, "choose") if function.name == "<lambda>" else source)


def _returned(function: ir.Function) -> Iterator[cst.BaseExpression]:
    """The expressions of all return statements, local names followed to what they are given."""
    tree = _tree(function)
    for node in own_returns(tree):
        if node.value is not None:
            yield from _alternatives(node.value, tree, frozenset())


def _alternatives(
    value: cst.BaseExpression, tree: Tree, seen: frozenset[str]
) -> Iterator[cst.BaseExpression]:
    match value:
        case cst.IfExp(body=body, orelse=orelse):
            yield from _alternatives(body, tree, seen)
            yield from _alternatives(orelse, tree, seen)
        case cst.BooleanOperation(operator=cst.Or(), left=left, right=right):
            yield from _alternatives(left, tree, seen)
            yield from _alternatives(right, tree, seen)
        case cst.Name(value=name) if name in tree.bindings and name not in seen:
            assigned = list(_assigned(name, tree))
            if len(assigned) != tree.bindings[name]:
                yield value
                return
            for one in assigned:
                yield from _alternatives(one, tree, seen | {name})
        case _:
            yield value


def _assigned(name: str, tree: Tree) -> Iterator[cst.BaseExpression]:
    for node in tree.walk():
        match node:
            case cst.Assign(
                targets=[cst.AssignTarget(target=cst.Name(value=target))], value=value
            ) if target == name:
                yield value


def _is_one(value: cst.BaseExpression) -> bool:
    if isinstance(value, cst.Name):
        return value.value == "None"
    return isinstance(value, cst.SimpleString | cst.ConcatenatedString | cst.FormattedString)


def _ids(value: cst.BaseExpression, function: ir.Function, ctx: LowerContext) -> list[str]:
    found: list[str] = []
    for look in _lookups(function, ctx):
        result = evaluate(value, look)
        if result is None:
            continue
        if isinstance(result, str):
            found.append(result)
        elif isinstance(result, list) and all(isinstance(one, str) for one in result):
            found += result
        else:
            found += _looked_up(value)
    return found


def _looked_up(value: cst.BaseExpression) -> list[str]:
    """`{"a": "x", "b": "y"}[key]`: all values of the dict."""
    match value:
        case cst.Subscript(value=cst.Dict(elements=elements)):
            texts = [syntax.string(e.value) for e in elements if isinstance(e, cst.DictElement)]
            if len(texts) == len(elements) and None not in texts:
                return [text for text in texts if text is not None]
    raise _Unknown


def _lookups(function: ir.Function, ctx: LowerContext) -> list[Lookup]:
    """How each task of the DAG that runs the callable sees its names."""
    tasks = [t for t in ctx.dag.tasks if t.function == function]
    return [_lookup(task, function, ctx) for task in tasks] or [_lookup(None, function, ctx)]


def _lookup(task: ir.Task | None, function: ir.Function, ctx: LowerContext) -> Lookup:
    def look(name: str) -> object:
        if task is not None and name in task.call_kwargs:
            return task.call_kwargs[name].value
        if name in function.closure:
            return function.closure[name].value
        if any(parameter.name == name for parameter in function.parameters):
            return UNKNOWN
        return module_constant(ctx.file, name)

    return look
