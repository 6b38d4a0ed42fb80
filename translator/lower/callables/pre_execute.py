"""`pre_execute` of a Python task: its statements go to the top of the callable.

Airflow: the function gets the context before the task executes; what it raises, skips included,
ends the task. Prefect has no such hook. A function that returns early, or whose names get in the
way, is left to a person (AP203).
"""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.names import slug
from translator.lower.syntax import Tree

ARGUMENT = "pre_execute"
CONTEXT = "context"


def with_pre_execute(file: ir.DagFile) -> ir.DagFile:
    """The file, with the functions that run before callables written into them."""
    dags = tuple(replace(dag, tasks=tuple(map(_task, dag.tasks))) for dag in file.dags)
    return file if dags == file.dags else replace(file, dags=dags)


def _task(task: ir.Task) -> ir.Task:
    given = task.argument(ARGUMENT)
    if given is None or given.function is None or task.function is None:
        return task
    function = _joined(task, given.function, task.function)
    if function is None:
        return task
    args = {name: expr for name, expr in task.args.items() if name != ARGUMENT}
    inherited = {name: expr for name, expr in task.inherited.items() if name != ARGUMENT}
    return replace(task, args=args, inherited=inherited, function=function)


def _joined(task: ir.Task, hook: ir.Function, function: ir.Function) -> ir.Function | None:
    """The callable with the statements of the hook in front; None where they can't be."""
    both = (hook, function)
    if any(one.module or one.closure or one.is_generator or one.name == "<lambda>" for one in both):
        return None
    if hook.decorators or hook.is_async or len(hook.parameters) != 1:
        return None
    first, tree = Tree.parse(hook.source), Tree.parse(function.source)
    if _returns(first) or _clash(first, hook, tree, function):
        return None
    lines = [line.visit(_Renamed(hook.parameters[0].name)) for line in _statements(first)]
    at = len(tree.body.body) - len(_statements(tree))
    body = tree.body.with_changes(body=[*tree.body.body[:at], *lines, *_statements(tree)])
    joined = tree.function.with_changes(body=body)
    return _named(task, function, joined, hook.parameters[0].name in _read(first))


def _named(
    task: ir.Task, function: ir.Function, node: cst.FunctionDef, context: bool
) -> ir.Function:
    """A function of its own for this task."""
    name = slug(task.task_id, "task")
    node = node.with_changes(name=cst.Name(name))
    given = function.parameters
    if context and not any(p.kind == "var_keyword" for p in given):
        star = cst.Param(cst.Name(CONTEXT), star="**")
        node = node.with_changes(params=node.params.with_changes(star_kwarg=star))
        given = (*given, ir.Parameter(CONTEXT, "var_keyword"))
    return replace(
        function, name=name, source=syntax.code(node).strip("\n"), parameters=given, span=task.span
    )


def _statements(tree: Tree) -> list[cst.BaseStatement]:
    """The body without its docstring."""
    lines = list(tree.body.body)
    return lines[1:] if tree.function.get_docstring(clean=False) is not None else lines


def _read(tree: Tree) -> set[str]:
    return {node.value for node in syntax.walk(tree.function.body) if isinstance(node, cst.Name)}


def _returns(tree: Tree) -> bool:
    return any(isinstance(node, cst.Return) for node in tree.walk())


def _clash(first: Tree, hook: ir.Function, tree: Tree, function: ir.Function) -> bool:
    """Whether a name means one thing in the hook and another in the callable."""
    own = {parameter.name for parameter in function.parameters} | set(tree.bindings)
    star = next((p.name for p in function.parameters if p.kind == "var_keyword"), CONTEXT)
    if hook.parameters[0].name in _read(first) and (star != CONTEXT or CONTEXT in tree.bindings):
        return True
    return not own.isdisjoint({*first.bindings, *_read(first)} - {hook.parameters[0].name})


class _Renamed(cst.CSTTransformer):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        return cst.Name(CONTEXT) if updated_node.value == self._name else updated_node
