"""A flow whose tasks depend on the run before raises until somebody has decided (AP604).

Airflow: a task with `depends_on_past` waits for good where its own run before did not succeed
(`PrevDagrunDep`); with `wait_for_downstream` also where one behind that did not. A flow that just
ran would load what must not be loaded yet.
"""

from __future__ import annotations

from dataclasses import replace

from translator import ir
from translator.lower.context_types import FlowBody, LowerContext
from translator.lower.flow.flow_body import raising
from translator.rules.schedule import DEPENDS_ON_PAST

ARGUMENTS = ("depends_on_past", "wait_for_downstream")


def without_past_runs(ctx: LowerContext, body: FlowBody) -> FlowBody:
    """The body, which raises first where a task looks at the run before."""
    needed = next((text for task in ctx.dag.tasks if (text := _needed(task))), None)
    if needed is None:
        return body
    message = f"{DEPENDS_ON_PAST.code} {DEPENDS_ON_PAST.title}: {needed}"
    return replace(body, body=(raising(message), *body.body))


def _needed(task: ir.Task) -> str | None:
    for name in ARGUMENTS:
        given = task.argument(name)
        if given is not None and not (given.known and not given.value):
            return f"{name}={given.code}"
    return None
