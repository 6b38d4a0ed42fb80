"""Which XComs a task pushes, as far as its text shows."""

from __future__ import annotations

from translator import ir
from translator.ir import RETURN_VALUE
from translator.lower.outputs import has_multiple_outputs

# Operators without an XCom.
NOTHING = frozenset({"EmptyOperator"})

# Operators whose output is their only XCom.
ONE_RESULT = frozenset({"BashOperator", "_BashDecoratedOperator"})

# Parameters through which a helper may push.
HANDLES = frozenset({"ti", "task_instance", "context"})


def never_pushes(task: ir.Task, key: str) -> bool:
    """Whether it is plain to see that a task has no such XCom."""
    if _kind(task) in NOTHING:
        return True
    switch = task.argument("do_xcom_push")
    if key != RETURN_VALUE and _kind(task) in ONE_RESULT:
        return True
    if key == RETURN_VALUE:
        return switch is not None and switch.value is False
    function = task.function
    if function is None or has_multiple_outputs(task):
        return False
    return "xcom_push" not in function.source and not _hands_on(function)


def _kind(task: ir.Task) -> str:
    return task.operator.rsplit(".", 1)[-1]


def _hands_on(function: ir.Function) -> bool:
    """Whether others may push in its name: it has the context, or can ask for it."""
    has = any(p.kind == "var_keyword" or p.name in HANDLES for p in function.parameters)
    return has or "context" in function.source or bool(function.module)


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
        current = todo.pop()
        ups = {edge.up for edge in dag.edges if edge.down == current} - found
        found |= ups
        todo += ups
    return frozenset(found)
