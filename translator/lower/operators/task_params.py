"""`params` of a single task, over those of the DAG.

Airflow: a task sees the DAG's params, over them its own, over both what the run is given. In the
flow the task gets `params | {...} | conf`. In 1.10 the run doesn't override them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from translator import ir
from translator.lower.code import code_of, join_code, literal, run_value
from translator.plan import Code


def params_code(task: ir.Task, major: int) -> Code:
    """What the flow passes to a task that reads `params`."""
    own = own_params(task)
    if own is None:
        return run_value("params")
    if major == 1:
        return join_code("{} | {}", [run_value("params"), _display(own)])
    return join_code("{} | {} | {}", [run_value("params"), _display(own), run_value("conf")])


def own_params(task: ir.Task) -> ir.Expr | None:
    """The task's own `params`, where it has some."""
    given = task.argument("params")
    return None if given is None or (given.known and not given.value) else given


def default_of(value: Any) -> Any:
    """The value of a `Param(...)`, or the plain value."""
    if isinstance(value, ir.Opaque):
        return value.args[0] if value.args else value.kwargs.get("default")
    return value


def _display(own: ir.Expr) -> Code:
    values = own.value
    if isinstance(values, Mapping) and any(isinstance(v, ir.Opaque) for v in values.values()):
        return literal({name: default_of(value) for name, value in values.items()})
    return code_of(own)
