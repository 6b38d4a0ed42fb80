"""Which XComs a task pushes, as far as its text shows."""

from __future__ import annotations

import re

from translator import ir
from translator.ir import RETURN_VALUE
from translator.lower import syntax
from translator.lower.syntax import Tree
from translator.lower.xcom.outputs import has_multiple_outputs

# Operators without an XCom.
NOTHING = frozenset({"EmptyOperator"})

# Operators whose output is their only XCom.
ONE_RESULT = frozenset({"BashOperator", "_BashDecoratedOperator"})

# Functions that only show the context they are given.
SHOWING = frozenset({"print", "pprint", "pp"})

_PUSHES = re.compile(r"xcom_push\(\s*(?:key\s*=\s*)?([\"'])([^\"']*)\1")
_ANY_PUSH = re.compile(r"xcom_push\(")
_HANDED_ON = re.compile(
    r"(\w+)\((?:[^()]*,)?\s*(?:\w+=)?(?:\*\*)?(?:context|ctx|kwargs|ti|task_instance)\s*[,)]"
)


def never_pushes(task: ir.Task, key: str) -> bool:
    """Whether it is plain to see that a task has no such XCom."""
    if _kind(task) in NOTHING:
        return True
    switch = task.argument("do_xcom_push")
    if key == RETURN_VALUE:
        return switch is not None and switch.value is False
    function = task.function
    if has_multiple_outputs(task):
        return False
    if function is None:
        return _kind(task) in ONE_RESULT
    keys = literal_keys(function)
    return keys is not None and key not in keys


def literal_keys(function: ir.Function) -> frozenset[str] | None:
    """The keys that a callable pushes; None where one is computed, or pushed by somebody else."""
    if function.module or "get_current_context" in function.source:
        return None
    every = (function, *function.reached)
    source = "\n".join(map(_body, every))
    literal = [text for _, text in _PUSHES.findall(source)]
    handed = set(_HANDED_ON.findall(source)) - {one.name for one in every} - SHOWING
    if len(literal) != len(_ANY_PUSH.findall(source)) or handed:
        return None
    return frozenset(literal)


def _body(function: ir.Function) -> str:
    """The source without its signature, which names the context too."""
    if function.name == "<lambda>":
        return function.source.partition(":")[2]
    return syntax.code(Tree.parse(function.source).function.body)


def _kind(task: ir.Task) -> str:
    return task.operator.rsplit(".", 1)[-1]


def missing_key(task: ir.Task, dag: ir.Dag) -> str | None:
    """What is wrong with an argument `result["key"]` of a task: Airflow fails the task for it."""
    mapped = task.mapped.arguments.values() if task.mapped else ()
    exprs = (*task.call_args, *task.call_kwargs.values(), *task.args.values(), *mapped)
    for ref in (ref for expr in exprs for ref in expr.refs.values()):
        if not isinstance(ref, ir.XComRef) or ref.key == RETURN_VALUE:
            continue
        up = next((one for one in dag.tasks if one.task_id == ref.task_id), None)
        if up is not None and up.mapped is None and never_pushes(up, ref.key):
            return f"{ref.task_id!r} pushes no {ref.key!r}"
    return None


def surely_pushes(task: ir.Task, key: str) -> bool:
    """Whether every run that ends well pushes this XCom."""
    function = task.function
    if key == RETURN_VALUE and _kind(task) in ONE_RESULT:
        return not never_pushes(task, key)
    if function is None or key != RETURN_VALUE or function.name == "<lambda>":
        return False
    last = function.source.rstrip().split("\n")[-1].strip()
    return last.startswith("return ") and last != "return None"


def ancestors(dag: ir.Dag, task_id: str) -> frozenset[str]:
    """All tasks that end before this one starts, as far as edges say."""
    found: set[str] = set()
    todo = [task_id]
    while todo:
        ups = set(dag.upstream.get(todo.pop(), ())) - found
        found |= ups
        todo += ups
    return frozenset(found)
