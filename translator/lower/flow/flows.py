"""One DAG → one flow: its tasks, its body, its head.

This file only knows the order of the steps; each construct has a file of its own.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass

from translator import ir
from translator.lower.callbacks.hooks import Hook
from translator.lower.callbacks.options import file_hooks
from translator.lower.context_types import FlowBody, LowerContext
from translator.lower.deployment.deployments import lower_deployment
from translator.lower.flow.dates import Preamble, flow_names, lower_run_values
from translator.lower.flow.differences import report_differences
from translator.lower.flow.flow_body import lower_flow
from translator.lower.flow.flow_options import flow_options
from translator.lower.flow.past_runs_needed import without_past_runs
from translator.lower.flow.version_rules import report_versions
from translator.lower.operators.arguments_inside import called_definitions
from translator.lower.operators.computed import computed_definitions
from translator.lower.operators.dispatch import lower_task
from translator.lower.operators.subdags import is_subdag
from translator.lower.xcom.unpushed import without_unpushed
from translator.plan import Code, Deployment, Flow, TaskDef, TaskUse


@dataclass(frozen=True, slots=True)
class LoweredDag:
    """A DAG as a flow, the task functions it submits, and what each Airflow task became."""

    flow: Flow
    definitions: Mapping[str, TaskDef]
    uses: Mapping[str, TaskUse]
    deployment: Deployment | None
    """None: another flow calls it."""
    requirements: frozenset[str]
    head: int = 0
    """How many blocks of the flow's body define run values."""
    hooks: tuple[Hook, ...] = ()
    """The functions that its tasks and it have as hooks, and those of the DAGs before it."""


def lower_dag(ctx: LowerContext) -> LoweredDag:
    """The flow of one DAG."""
    name = ctx.names.for_flow(ctx.dag, dag_function(ctx))
    ctx.names.reserve(flow_names(ctx), "the head of a flow")
    lowered = {task.task_id: lower_task(task, ctx) for task in ctx.dag.tasks}
    uses = without_unpushed(ctx, {task_id: one.use for task_id, one in lowered.items()})
    definitions = {
        one.definition.name: one.definition for one in lowered.values() if one.definition
    }
    report_differences(ctx, uses)
    report_versions(ctx, uses)
    body = without_past_runs(ctx, lower_flow(ctx, uses, definitions))
    asked = frozenset[str]().union(*(hook.asked for hook in file_hooks(ctx)))
    preamble = lower_run_values(ctx, body.context, asked)
    definitions |= computed_definitions(ctx) | dict(body.definitions)
    definitions = called_definitions(ctx) | definitions
    return LoweredDag(
        flow=_flow(ctx, name, body, preamble),
        definitions=definitions,
        uses=uses,
        deployment=None if is_subdag(ctx.dag, ctx.file) else lower_deployment(ctx, name),
        requirements=preamble.requirements | _mapped_requirements(ctx),
        head=len(preamble.body),
        hooks=file_hooks(ctx),
    )


def dag_function(ctx: LowerContext) -> str:
    """The name of the `@dag` function, where one DAG alone came from it; "" otherwise."""
    name = ctx.dag.function
    function = ctx.file.functions.get(name or "")
    if name is None or function is None or sum(dag.function == name for dag in ctx.file.dags) > 1:
        return ""
    decorators = (text.split("(")[0].rsplit(".", 1)[-1] for text in function.decorators)
    return name if any(one.lstrip("@") == "dag" for one in decorators) else ""


def _mapped_requirements(ctx: LowerContext) -> frozenset[str]:
    """What the mappings of the DAG's operators ask to be installed."""
    entries = (ctx.mappings.get(task.operator) for task in ctx.dag.tasks)
    return frozenset(line for entry in entries if entry for line in entry.requirements)


def _flow(ctx: LowerContext, name: str, body: FlowBody, preamble: Preamble) -> Flow:
    decorator = {**flow_options(ctx), **body.decorator}
    return Flow(
        dag_id=ctx.dag.dag_id,
        name=name,
        body=(*preamble.body, *body.body),
        parameters=preamble.parameters,
        decorator=decorator | description(ctx.dag, decorator),
        docstring=docstring(ctx.dag),
        tier=ctx.tier,
        imports=body.imports | preamble.imports,
        names=body.names | preamble.names,
        support=body.support,
        span=ctx.dag.span,
        comments=ctx.dag.comments,
    )


def docstring(dag: ir.Dag) -> str | None:
    """The flow's docstring: the `@dag` function's, else `doc_md`, else `description`."""
    if _is_module_docstring(dag):
        return None
    text = dag.doc or _known_text(dag, "doc_md") or _known_text(dag, "description")
    return inspect.cleandoc(text) if text else None


def description(dag: ir.Dag, decorator: Mapping[str, Code]) -> dict[str, Code]:
    """`description=__doc__` where the DAG showed its module's docstring."""
    if _is_module_docstring(dag) and "description" not in decorator:
        return {"description": Code("__doc__")}
    return {}


def _is_module_docstring(dag: ir.Dag) -> bool:
    written = dag.args.get("doc_md")
    return written is not None and written.code == "__doc__"


def _known_text(dag: ir.Dag, name: str) -> str | None:
    written = dag.args.get(name)
    return written.value if written and isinstance(written.value, str) else None
