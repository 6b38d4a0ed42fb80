"""XComs that were pushed before a failure, or a skip, and that somebody reads then.

Airflow: each push is stored at once and stays, whatever becomes of the task.
Prefect: a task that raises returns nothing. In the rules tier `with keeping(xcoms):` hands on what
is there with the exception, and a task whose rule lets it run reads it.
"""

from __future__ import annotations

import libcst as cst

from translator.graph import DagGraph
from translator.lower import syntax
from translator.lower.callables.rewrite import Rewrite, Sharer
from translator.lower.xcom.tasks_read import read_from

KEEPING = ("kept_values", "keeping")


def keeps(state: Rewrite) -> bool:
    """Whether a task that may run after a failure, or a skip, reads what the callable pushes."""
    return state.tier == "rules" and any(_read_leniently(sharer) for sharer in state.sharers)


def _read_leniently(sharer: Sharer) -> bool:
    graph = DagGraph(sharer.dag)
    return any(
        task.trigger_rule != "all_success" and sharer.task.task_id in read_from(task, graph)
        for task in sharer.dag.tasks
    )


def kept_pushes(function: cst.FunctionDef, name: str) -> cst.FunctionDef:
    """The body inside `with keeping(xcoms):`, behind the docstring and `xcoms = {}`."""
    block = function.body
    assert isinstance(block, cst.IndentedBlock)
    first = 1 if function.get_docstring(clean=False) is None else 2
    item = cst.WithItem(syntax.expression(f"{KEEPING[1]}({name})"))
    inside = cst.With([item], cst.IndentedBlock(block.body[first:]))
    return function.with_changes(body=block.with_changes(body=[*block.body[:first], inside]))
