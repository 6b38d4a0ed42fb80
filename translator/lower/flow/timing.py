"""Where Airflow's outcome, or its moment, depends on which upstream task ends first."""

from __future__ import annotations

from translator import ir
from translator.diagnostics import Severity
from translator.graph import DagGraph
from translator.lower.context_types import LowerContext
from translator.lower.flow.branching import skippable_tasks
from translator.lower.flow.decisions import (
    BRANCHES,
    LATEST_ONLY,
    SHORT_CIRCUITS,
    classes,
    ignores_rules,
)
from translator.lower.flow.trigger_rules import EAGER, rule_of
from translator.rules.trigger_rules import EAGER_RULE, RACE

BRANCHING = BRANCHES | {LATEST_ONLY}


def report_timing(ctx: LowerContext, graph: DagGraph) -> None:
    """Say which tasks may end otherwise, or begin later, than in Airflow."""
    passed_by = _passed_by(graph)
    for task_id, task in graph.tasks.items():
        if rule_of(task) in EAGER and (decision := _decided_late(task, graph)):
            ctx.report(EAGER_RULE, task.span, _early(task, decision, graph), task)
        elif passed_by and (circuit := _not_awaited(task, graph, passed_by)):
            detail = f"{task_id} waits for {circuit}; in Airflow it may have begun by then"
            ctx.report(EAGER_RULE, task.span, detail, task, Severity.WARNING)
        elif rule_of(task) == "all_success" and _races(task, graph, ctx):
            detail = f"{task_id}, when one upstream task is skipped and another one fails"
            ctx.report(RACE, task.span, detail, task, Severity.INFO)


def _decided_late(task: ir.Task, graph: DagGraph) -> str:
    """A decision that may leave a task out after it has begun; "" where there is none."""
    ups = graph.upstream(task.task_id)
    if len(ups) < 2:
        return ""
    branches = [up for up in ups if classes(graph.tasks[up]) & BRANCHING]
    above = graph.ancestors(task.task_id)
    circuits = [up for up in graph.tasks if up in above and _is_circuit(graph.tasks[up])]
    return next(iter((*branches, *circuits)), "")


def _passed_by(graph: DagGraph) -> list[str]:
    """The short circuits that may skip a task which Airflow has begun without them."""
    if not any(rule_of(task) == "always" for task in graph.tasks.values()):
        return []
    return [task_id for task_id, task in graph.tasks.items() if _skips_all(task)]


def _not_awaited(task: ir.Task, graph: DagGraph, circuits: list[str]) -> str:
    """A short circuit above that Airflow does not wait for, as a task in between always runs."""
    if rule_of(task) == "always":
        return ""
    awaited, todo = set[str](), [task.task_id]
    while todo:
        ups = set() if rule_of(graph.tasks[one := todo.pop()]) == "always" else graph.upstream(one)
        todo += [up for up in ups if up not in awaited]
        awaited.update(ups)
    above = graph.ancestors(task.task_id) - awaited
    return next((up for up in circuits if up in above), "")


def _skips_all(task: ir.Task) -> bool:
    return _is_circuit(task) and ignores_rules(task, classes(task))


def _is_circuit(task: ir.Task) -> bool:
    return bool(classes(task) & SHORT_CIRCUITS)


def _early(task: ir.Task, decision: str, graph: DagGraph) -> str:
    name = f"{task.task_id} ({rule_of(task)})"
    if graph.dag.major < 3:
        return f"{name} begins when {decision} has decided"
    return f"{name} is skipped when {decision} leaves it out, unless it has begun by then"


def _races(task: ir.Task, graph: DagGraph, ctx: LowerContext) -> bool:
    """Whether one upstream task may be skipped while another one fails.

    What a decision directly upstream leaves out is skipped in any case.
    """
    ups = graph.upstream(task.task_id)
    deciders = {up for up in ups if classes(graph.tasks[up]) & (BRANCHES | SHORT_CIRCUITS)}
    return len(ups) > 1 and bool(set(ups) & skippable_tasks(graph, ctx.file, deciders))
