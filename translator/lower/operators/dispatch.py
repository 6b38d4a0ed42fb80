"""Each Airflow task goes to what its operator's mapping names: a handler or a template.

A handler is a function of `lower`, in the table below; a template is a file with the body of the
task function. An operator without a mapping is a task that raises (AP201).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from translator import ir
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.custom.tasks import lower_custom
from translator.lower.operators.bash import lower_bash
from translator.lower.operators.branch_operators import (
    lower_branch_datetime,
    lower_branch_day_of_week,
    lower_latest_only,
)
from translator.lower.operators.emails import lower_email
from translator.lower.operators.empty import lower_empty
from translator.lower.operators.external_tasks import lower_external_task
from translator.lower.operators.manual import lower_manual
from translator.lower.operators.options import report_arguments
from translator.lower.operators.sensors import lower_sensor, lower_wait
from translator.lower.operators.subdags import lower_subdag
from translator.lower.operators.trigger_dagrun import lower_trigger_dagrun
from translator.lower.operators.unmapped import lower_unmapped
from translator.lower.operators.unmapped_decorators import lower_elsewhere
from translator.lower.templates.bodies import lower_template
from translator.lower.xcom.pushed_keys import missing_key
from translator.lower.xcom.targets import over_a_group
from translator.mappings import OperatorMapping
from translator.rules.data import MISSING_KEY
from translator.rules.mapping import UNSUPPORTED_MAPPING
from translator.rules.operators import (
    UNMAPPED_ARGUMENT,
    UNMAPPED_OPERATOR,
)

Handler = Callable[[ir.Task, LowerContext, OperatorMapping], Lowered]


def _python(task: ir.Task, ctx: LowerContext, mapping: OperatorMapping) -> Lowered:
    from translator.lower.operators.python_operators import lower_python_task

    return lower_python_task(task, ctx)


HANDLERS: Mapping[str, Handler] = {
    "python": _python,
    "bash": lower_bash,
    "empty": lower_empty,
    "sensor": lower_sensor,
    "wait": lower_wait,
    "external_task": lower_external_task,
    "latest_only": lower_latest_only,
    "branch_day_of_week": lower_branch_day_of_week,
    "branch_datetime": lower_branch_datetime,
    "trigger_dagrun": lower_trigger_dagrun,
    "subdag": lower_subdag,
    "email": lower_email,
}

OWN_REPORT: Mapping[str, tuple[str, ...]] = {"python": ("map_index_template",)}
"""Arguments that a handler reports itself, where nothing comes of them."""


def lower_task(task: ir.Task, ctx: LowerContext) -> Lowered:
    """The task function of an Airflow task, and how the flow submits it."""
    if missing := missing_key(task, ctx.dag):
        return lower_manual(task, ctx, MISSING_KEY, missing)
    if never := over_a_group(task, ctx.dag):
        return lower_manual(task, ctx, UNSUPPORTED_MAPPING, never)
    mapping = ctx.mappings.get(task.operator)
    if mapping is None:
        return _unmapped(task, ctx)
    report_arguments(task, ctx, {*mapping.arguments, *OWN_REPORT.get(mapping.handler or "", ())})
    if mapping.support == "manual":
        return lower_manual(task, ctx, UNMAPPED_OPERATOR, f"{task.operator}: {mapping.summary}")
    if task.gates and mapping.handler != "python":
        return lower_manual(task, ctx, UNMAPPED_ARGUMENT, "run_if, skip_if")
    if (before := task.argument("pre_execute")) is not None and before.value is not None:
        return lower_manual(task, ctx, UNMAPPED_ARGUMENT, f"pre_execute={before.code}")
    if mapping.handler is not None:
        return HANDLERS[mapping.handler](task, ctx, mapping)
    return lower_template(task, ctx, mapping)


def _unmapped(task: ir.Task, ctx: LowerContext) -> Lowered:
    if task.custom is not None:
        found = lower_custom(task, ctx)
        return lower_task(found, ctx) if isinstance(found, ir.Task) else found
    if task.taskflow:
        return lower_elsewhere(task, ctx)
    return lower_unmapped(task, ctx, UNMAPPED_OPERATOR, task.operator)
