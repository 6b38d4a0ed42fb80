"""What is read from a task that stores no result is None.

Airflow: a task with `do_xcom_push=False` runs, but its return value is not kept; in 1.10 neither is
the last line of a BashOperator without `xcom_push=True` (`BashOperator.xcom_push_flag`). In the
flow the reader gets `None` for it; the edge between the two stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from translator import ir
from translator.lower.context_types import LowerContext
from translator.plan import Code, TaskUse

BASH = frozenset(
    {
        "airflow.providers.standard.operators.bash.BashOperator",
        "airflow.operators.bash_operator.BashOperator",
    }
)


def without_unpushed(ctx: LowerContext, uses: Mapping[str, TaskUse]) -> dict[str, TaskUse]:
    """The uses, with None in the place of results that are not stored."""
    silent = frozenset(task.task_id for task in ctx.dag.tasks if _silent(task, ctx.dag.major))
    return {task_id: _use(use, silent) if silent else use for task_id, use in uses.items()}


def _silent(task: ir.Task, major: int) -> bool:
    given = task.argument("do_xcom_push")
    if given is not None and given.value is False:
        return True
    asked = task.argument("xcom_push")
    return major == 1 and task.operator in BASH and (asked is None or asked.value is False)


def _use(use: TaskUse, silent: frozenset[str]) -> TaskUse:
    return replace(
        use,
        args=tuple(_code(code, silent) for code in use.args),
        kwargs={name: _code(code, silent) for name, code in use.kwargs.items()},
    )


def _code(code: Code, silent: frozenset[str]) -> Code:
    gone = {
        name
        for name, ref in code.refs.items()
        if isinstance(ref, ir.XComRef) and ref.task_id in silent and ref.key == ir.RETURN_VALUE
    }
    text = code.text
    for name in gone:
        text = text.replace(name, "None")
    refs = {name: ref for name, ref in code.refs.items() if name not in gone}
    return replace(code, text=text, refs=refs) if gone else code
