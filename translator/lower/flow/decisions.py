"""Which tasks decide about others: branches, short circuits, tasks that may skip, mappings.

Read off Airflow's operators alone: the tier is chosen before any task is lowered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from translator import ir
from translator.graph import DagGraph
from translator.lower.callables.outcomes import Outcome, outcomes, returns_elements
from translator.lower.callables.skips import SKIP_CLASS, can_skip
from translator.lower.flow.blocks import DecisionKind
from translator.lower.operators import bash

STANDARD = "airflow.providers.standard"

BRANCHES = frozenset(
    {
        f"{STANDARD}.operators.python.BranchPythonOperator",
        f"{STANDARD}.operators.python.BranchPythonVirtualenvOperator",
        f"{STANDARD}.operators.python.BranchExternalPythonOperator",
        f"{STANDARD}.decorators.branch_python._BranchPythonDecoratedOperator",
        f"{STANDARD}.decorators.branch_virtualenv._BranchPythonVirtualenvDecoratedOperator",
        f"{STANDARD}.decorators.branch_external_python._BranchExternalPythonDecoratedOperator",
        f"{STANDARD}.operators.branch.BaseBranchOperator",
        f"{STANDARD}.operators.branch.BranchMixIn",
        f"{STANDARD}.operators.weekday.BranchDayOfWeekOperator",
        f"{STANDARD}.operators.datetime.BranchDateTimeOperator",
        f"{STANDARD}.operators.hitl.HITLBranchOperator",
        "airflow.providers.common.sql.operators.sql.BranchSQLOperator",
        "airflow.sdk.bases.branch.BaseBranchOperator",
        "airflow.sdk.BaseBranchOperator",
        "airflow.operators.branch.BaseBranchOperator",
    }
)
SHORT_CIRCUITS = frozenset(
    {
        f"{STANDARD}.operators.python.ShortCircuitOperator",
        f"{STANDARD}.decorators.short_circuit._ShortCircuitDecoratedOperator",
        f"{STANDARD}.operators.hitl.ApprovalOperator",
    }
)
LATEST_ONLY = f"{STANDARD}.operators.latest_only.LatestOnlyOperator"

NOTHING = "\0nothing"
"""The outcome by which a decision lets nothing run."""
GO = "\0go"
"""The other outcome of a short circuit, a task that may skip, a mapping."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A task that decides which others run."""

    task_id: str
    kind: DecisionKind
    outcomes: tuple[str, ...] | None
    """None: not known, or not one id each."""
    ignore_rules: bool = False


def classes(task: ir.Task) -> frozenset[str]:
    """The operator's class, and the classes it derives from as far as they are known."""
    return frozenset({task.operator, *(task.custom.bases if task.custom else ())})


def decisions(graph: DagGraph, file: ir.DagFile) -> list[Decision]:
    """The decisions of a DAG that have something to decide, in the order of creation."""
    found: list[Decision] = []
    for task_id, task in graph.tasks.items():
        if graph.downstream(task_id):
            found += _decisions_of(task, graph, file)
    return found


def _decisions_of(task: ir.Task, graph: DagGraph, file: ir.DagFile) -> list[Decision]:
    names = classes(task)
    found: list[Decision] = []
    if names & BRANCHES:
        found.append(Decision(task.task_id, "branch", _branch_outcomes(task, graph)))
    elif names & SHORT_CIRCUITS or LATEST_ONLY in names:
        found.append(
            Decision(task.task_id, "short_circuit", (GO, NOTHING), ignores_rules(task, names))
        )
    if may_skip(task, file):
        found.append(Decision(task.task_id, "not_skipped", (GO, NOTHING)))
    if task.mapped is not None and may_be_empty(task.mapped, graph):
        found.append(Decision(task.task_id, "not_empty", (GO, NOTHING)))
    return found


def _branch_outcomes(task: ir.Task, graph: DagGraph) -> tuple[str, ...] | None:
    """The ids it may return; direct children that none of them leads to are outcomes as well.

    They never run, but the flow says when they would.
    """
    found = _written_outcomes(task)
    if found is None:
        return None
    named = [NOTHING if outcome is None else outcome for outcome in found]
    reached = {*named, *(t for one in named if one in graph.tasks for t in graph.descendants(one))}
    reached |= {t for one in named if one in graph.groups for t in graph.members(one)}
    return (*named, *(t for t in graph.downstream(task.task_id) if t not in reached))


def _written_outcomes(task: ir.Task) -> tuple[Outcome, ...] | None:
    if task.function is not None:
        return outcomes(task.function)
    given = [task.argument(f"follow_task_ids_if_{answer}") for answer in ("true", "false")]
    values = [expr.value for expr in given if expr is not None]
    singles = [one[0] for one in values if isinstance(one, list | tuple) and len(one) == 1]
    named = [value for value in singles or values if isinstance(value, str)]
    return tuple(dict.fromkeys(named)) if len(named) == len(given) else None


def ignores_rules(task: ir.Task, names: frozenset[str]) -> bool:
    """Whether what a short circuit stops is everything below it, whatever the rules."""
    if LATEST_ONLY in names:
        return False
    written = task.argument("ignore_downstream_trigger_rules")
    return written is None or written.value is not False


def spares_teardowns(task: ir.Task) -> bool:
    """Whether what a task leaves out may not be a teardown: LatestOnly is a branch in Airflow."""
    return bool(classes(task) & SHORT_CIRCUITS)


# Skips -------------------------------------------------------------------------------------------


def may_skip(task: ir.Task, file: ir.DagFile) -> bool:
    """Whether the task's own code can end it skipped, as far as its source shows."""
    if task.gates or _true(task, "soft_fail") or _true(task, "skip_when_already_exists"):
        return True
    if _true(task, "never_fail") or task.argument("skipped_states"):
        return True
    if task.function is not None and can_skip(task.function, file):
        return True
    return (task.custom is not None and _object_skips(task.custom)) or _exit_skips(task)


def _object_skips(custom: ir.CustomOperator) -> bool:
    """A class of the user's that skips, or that is a sensor which does so in the end."""
    soft = custom.base_args.get("soft_fail")
    if soft is not None and soft.value is not False and soft.value is not None:
        return True
    return any(SKIP_CLASS in one.source for one in (custom, *custom.parents))


def _true(task: ir.Task, name: str) -> bool:
    written = task.argument(name)
    return written is not None and written.value is not False and written.value is not None


def _exit_skips(task: ir.Task) -> bool:
    """A command with the exit code that means "skip" in its text."""
    if task.argument("bash_command") is not None:
        return bash.may_skip(task)
    if task.argument("skip_on_exit_code") is not None:
        return bool(bash.skip_codes(task))
    source = task.function.source if task.function else ""
    return task.operator.endswith("_BashDecoratedOperator") and bool(_SKIP_CODE.search(source))


_SKIP_CODE = re.compile(rf"\b{bash.SKIP_CODE}\b")


def may_be_empty(mapped: ir.Mapped, graph: DagGraph) -> bool:
    """Whether a mapping may have nothing to run over.

    Over the runs of another mapped task it is empty when that one is: no decision of its own.
    """
    exprs = [*mapped.arguments.values(), *([mapped.kwargs] if mapped.kwargs else [])]
    return any(_may_be_empty(expr, graph) for expr in exprs)


def mapped_over(task: ir.Task, graph: DagGraph) -> list[ir.Task]:
    """The tasks whose results a mapped task (or the mapped group around it) iterates over."""
    group = mapped_group(task, graph)
    mapped = task.mapped or (group.mapped if group else None)
    if mapped is None:
        return []
    exprs = [*mapped.arguments.values(), *([mapped.kwargs] if mapped.kwargs else [])]
    refs = [ref for expr in exprs for ref in whole_refs(expr)]
    found = dict.fromkeys(ref.task_id for ref in refs if ref.key == ir.RETURN_VALUE)
    return [graph.tasks[up] for up in found if up in graph.tasks]


def whole_refs(expr: ir.Expr) -> list[ir.XComRef]:
    """The XComs that an expression is made of; those that are elements of a list don't count."""
    if isinstance(expr.value, list | tuple | dict):
        return []
    return [ref for ref in expr.refs.values() if isinstance(ref, ir.XComRef)]


def unmappable(graph: DagGraph) -> list[str]:
    """Tasks that are mapped over and may return what Airflow doesn't map over: it fails them."""
    found = {
        up.task_id
        for task in graph.tasks.values()
        for up in mapped_over(task, graph)
        if up.mapped is None and up.function and not returns_elements(up.function.source)
    }
    return [task_id for task_id in graph.tasks if task_id in found]


def mapped_group(task: ir.Task, graph: DagGraph) -> ir.Group | None:
    """The mapped group around a task (Airflow allows no nesting)."""
    return next((g for g in graph.enclosing(task.group) if g.mapped), None)


def _may_be_empty(expr: ir.Expr, graph: DagGraph) -> bool:
    match expr.value:
        case list() | tuple() | dict() if len(expr.value):
            return False
        case ir.XComRef(task_id=task_id):
            up = graph.tasks.get(task_id)
            return up is None or up.mapped is None
    return True
