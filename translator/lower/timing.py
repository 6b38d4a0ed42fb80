"""Where Airflow's outcome, or its moment, depends on which upstream task ends first."""

from __future__ import annotations

from translator import ir
from translator.diagnostics import Severity
from translator.graph import DagGraph
from translator.lower.branching import skippable_tasks
from translator.lower.context_types import LowerContext
from translator.lower.decisions import BRANCHES, SHORT_CIRCUITS, classes
from translator.lower.trigger_rules import rule_of
from translator.rules.trigger_rules import EAGER_RULE, RACE

EAGER = frozenset({"one_failed", "one_success", "one_done"})
"""Rules that Airflow decides before all upstream tasks have ended."""


def report_timing(ctx: LowerContext, graph: DagGraph) -> None:
    """Say which tasks may be decided otherwise, or later, than in Airflow."""
    for task_id, task in graph.tasks.items():
        ups = graph.upstream(task_id)
        if rule_of(task) in EAGER and len(ups) > 1:
            detail = f"{task_id} ({rule_of(task)}) runs when all of {', '.join(ups)} have ended"
            late = _decided_late(task, graph)
            detail += f"; what {late} leaves out is skipped even then" if late else ""
            ctx.report(EAGER_RULE, task.span, detail, task, None if late else Severity.INFO)
        elif rule_of(task) == "all_success" and _races(task, graph, ctx):
            detail = f"{task_id}, when one upstream task is skipped and another one fails"
            ctx.report(RACE, task.span, detail, task, Severity.INFO)


def _decided_late(task: ir.Task, graph: DagGraph) -> str:
    """A decision before which Airflow may have started the task; "" where there is none."""
    ups = graph.upstream(task.task_id)
    above = graph.ancestors(task.task_id)
    for up in graph.tasks:
        if up in above and classes(graph.tasks[up]) & (BRANCHES | SHORT_CIRCUITS):
            earlier = graph.ancestors(up)
            if any(other in earlier for other in ups):
                return up
    return ""


def _races(task: ir.Task, graph: DagGraph, ctx: LowerContext) -> bool:
    """Whether one upstream task may be skipped while another one fails.

    What a decision directly upstream leaves out is skipped in any case.
    """
    ups = graph.upstream(task.task_id)
    deciders = {up for up in ups if classes(graph.tasks[up]) & (BRANCHES | SHORT_CIRCUITS)}
    return len(ups) > 1 and bool(set(ups) & skippable_tasks(graph, ctx.file, deciders))
