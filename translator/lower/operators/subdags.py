"""SubDagOperator (up to Airflow 2): a task that runs the flow of the sub-DAG.

Airflow: the operator starts a run of the sub-DAG, of the same date, waits for it, and fails unless
it succeeds; the sub-DAG has no schedule of its own. Prefect: the task calls the other flow, which
ends by the states of its last tasks (and does not raise when it fails, for it returns them).
They differ in: a retry, which in Airflow runs what has failed in the sub-DAG and in Prefect all of
it (AP218).
`propagate_skipped_state` looks at the sub-DAG's last tasks and is left to a person (AP203).
"""

from __future__ import annotations

from collections.abc import Sequence

from translator import ir
from translator.diagnostics import Severity
from translator.lower.code import code_of, run_value
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.flow.sites import finish
from translator.lower.operators.bodies import Body
from translator.lower.operators.manual import lower_manual
from translator.lower.sharing.drafts import Draft
from translator.mappings import OperatorMapping
from translator.plan import Flow, Line
from translator.rules.operators import SUBDAG_RETRIES, UNKNOWN_ARGUMENT_VALUE, UNMAPPED_ARGUMENT
from translator.rules.schedule import DATA_INTERVAL

SUBDAG = "airflow.operators.subdag.SubDagOperator"
REFUSED = ("propagate_skipped_state", "soft_fail")
INTERVAL = ("data_interval_", "next_")
"""Run values of a sub-DAG that come from the interval of the run around it."""


def sub_dags_first(file: ir.DagFile) -> Sequence[ir.Dag]:
    """The DAGs of a file, those that others run as tasks before these.

    A sub-DAG's id is that of the DAG around it and more: the longest is the innermost.
    """
    return sorted(file.dags, key=lambda dag: -len(dag.dag_id) if is_subdag(dag, file) else 0)


def subdag_id(task: ir.Task) -> str | None:
    """The id of the DAG that a SubDagOperator runs."""
    given = task.args.get("subdag") if task.operator == SUBDAG else None
    value = None if given is None else given.value
    return value.dag_id if isinstance(value, ir.DagRef) else None


def is_subdag(dag: ir.Dag, file: ir.DagFile) -> bool:
    """Whether it runs as a task of another DAG: it has no schedule then."""
    return any(subdag_id(task) == dag.dag_id for one in file.dags for task in one.tasks)


def lower_subdag(task: ir.Task, ctx: LowerContext, mapping: OperatorMapping) -> Lowered:
    """A task that calls the flow of the sub-DAG."""
    flow = ctx.flows.get(subdag_id(task) or "")
    if flow is None or task.mapped is not None:
        given = task.args.get("subdag")
        detail = f"subdag={given.code if given else None}"
        return lower_manual(task, ctx, UNKNOWN_ARGUMENT_VALUE, detail)
    for name in REFUSED:
        if (given := task.argument(name)) is not None and given.value not in (None, False):
            return lower_manual(task, ctx, UNMAPPED_ARGUMENT, f"{name}={given.code}")
    if task.retries != 0:
        ctx.report(SUBDAG_RETRIES, task.span, flow.dag_id, task)
    _report_interval(task, ctx, flow)
    body = Body(task)
    body.taken |= {"state", flow.name}
    passed = [f"{name}={source}, " for name, source in _passed(task, flow, body)]
    draft = Draft(
        (
            f"state = {flow.name}({''.join(passed)}return_state=True)",
            "if not state.is_completed():",
            f'    raise RuntimeError(f"{_braced(flow.dag_id)} ended as {{state.name}}")',
        ),
        tuple(body.parameters),
        args=body.arguments(),
        imports=frozenset(body.imports),
        names=frozenset(body.names),
    )
    return finish(task, ctx, draft)


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _passed(task: ir.Task, flow: Flow, body: Body) -> list[tuple[str, str]]:
    """What the flow of the sub-DAG takes from the run around it."""
    names = {one.name for one in flow.parameters}
    found = []
    conf = task.argument("conf")
    if "conf" in names and conf is not None and conf.value is not None:
        found.append(("conf", body.inline(code_of(conf))))
    if "logical_date" in names:
        found.append(("logical_date", body.inline(run_value("logical_date"))))
    return found


def _report_interval(task: ir.Task, ctx: LowerContext, flow: Flow) -> None:
    lines = [block.text for block in flow.body if isinstance(block, Line)]
    if any(line.startswith(INTERVAL) for line in lines):
        detail = f"the interval of {flow.dag_id} is made from its own schedule"
        ctx.report(DATA_INTERVAL, task.span, detail, task, Severity.WARNING)
