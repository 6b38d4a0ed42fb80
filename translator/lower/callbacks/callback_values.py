"""Which functions the callbacks of tasks and DAGs are: one callable, or a list of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from translator import ir
from translator.lower import syntax

TASK_CALLBACKS = (
    "on_retry_callback",
    "on_execute_callback",
    "on_failure_callback",
    "on_success_callback",
    "on_skipped_callback",
)

DAG_CALLBACKS = ("on_failure_callback", "on_success_callback", "sla_miss_callback")


@dataclass(frozen=True, slots=True)
class Callback:
    """One callable that Airflow calls with the context."""

    expr: ir.Expr
    code: str
    function: ir.Function | None
    """None: it is not a function of the file's."""


def callbacks_of(expr: ir.Expr | None, file: ir.DagFile) -> list[Callback]:
    """The callables of one argument, in order."""
    if expr is None or expr.value in (None, []):
        return []
    if expr.function is not None:
        return [Callback(expr, expr.code, expr.function)]
    node = syntax.expression(expr.code)
    if isinstance(node, cst.List | cst.Tuple):
        codes = [syntax.code(element.value) for element in node.elements]
    else:
        codes = [expr.code]
    return [Callback(expr, code, file.functions.get(code)) for code in codes]


def callback_functions(file: ir.DagFile) -> Iterator[ir.Function]:
    """The module-level functions of the file that Airflow calls back."""
    for dag in file.dags:
        given = [dag.args.get(name) for name in DAG_CALLBACKS]
        given += [task.argument(name) for task in dag.tasks for name in TASK_CALLBACKS]
        for expr in given:
            for callback in callbacks_of(expr, file):
                function = callback.function
                if function is not None and not (function.owner or function.module):
                    yield function


def tasks_with(function: ir.Function, file: ir.DagFile) -> Iterator[tuple[ir.Dag, ir.Task]]:
    """The tasks that have this callback."""
    for dag in file.dags:
        for task in dag.tasks:
            given = (task.argument(name) for name in TASK_CALLBACKS)
            found = (one.function for expr in given for one in callbacks_of(expr, file))
            if any(one is not None and one.span == function.span for one in found):
                yield dag, task
