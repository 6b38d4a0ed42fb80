"""Trigger rules and skips on which versions of Airflow disagree (semantics, 1.6, 2.2 and 11.3).

The flow follows Airflow 3.3, and in mapped groups what is documented: a decision skips the tasks of
its own index.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from translator import ir
from translator.graph import DagGraph
from translator.lower.context_types import LowerContext
from translator.lower.flow.decisions import (
    BRANCHES,
    LATEST_ONLY,
    SHORT_CIRCUITS,
    classes,
    mapped_group,
)
from translator.lower.flow.trigger_rules import EAGER, rule_of, runs_are_known
from translator.plan import TaskUse
from translator.rules.trigger_rules import VERSION_RULE

BRANCHING = BRANCHES | {LATEST_ONLY}
DECIDERS = BRANCHING | SHORT_CIRCUITS


def report_versions(ctx: LowerContext, uses: Mapping[str, TaskUse]) -> None:
    """Tell where the flow does what only one major version does."""
    graph = DagGraph(ctx.dag)
    for task in ctx.dag.tasks:
        checks = _in_airflow_3 if ctx.dag.major >= 3 else _in_airflow_2
        for detail in checks(task, graph, uses):
            ctx.report(VERSION_RULE, task.span, detail, task)


def _in_airflow_3(task: ir.Task, graph: DagGraph, uses: Mapping[str, TaskUse]) -> Iterator[str]:
    """A decision in a mapped group: up to 3.3 it skips nothing there, by a defect."""
    around = mapped_group(task, graph)
    below = (graph.tasks[down] for down in graph.downstream(task.task_id))
    if around and classes(task) & DECIDERS and around in (mapped_group(d, graph) for d in below):
        yield (
            f"{task.task_id} skips the tasks of its own index; "
            "Airflow 3.2 and 3.3 skip none in a mapped group"
        )


def _in_airflow_2(task: ir.Task, graph: DagGraph, uses: Mapping[str, TaskUse]) -> Iterator[str]:
    deciders = [up for up in graph.upstream(task.task_id) if classes(graph.tasks[up]) & DECIDERS]
    if rule_of(task) in EAGER and mapped_group(task, graph):
        yield "in a mapped group Airflow 2 looks at all its instances, Airflow 3 at one"
    if rule_of(task) == "always" and (deciders or _stopped(task, graph, uses)):
        yield f"{task.task_id} runs; Airflow 2 marks it skipped afterwards, Airflow 3 does not"
    branches = [up for up in deciders if classes(graph.tasks[up]) & BRANCHING]
    if (
        branches
        and runs_are_known(task, graph)
        and not runs_are_known(graph.tasks[branches[0]], graph)
    ):
        yield f"{task.task_id} is skipped; Airflow 2 does not skip the runs of a mapped task"


def _stopped(task: ir.Task, graph: DagGraph, uses: Mapping[str, TaskUse]) -> bool:
    """Whether a short circuit at a distance reaches a task."""
    above = (uses[up] for up in graph.ancestors(task.task_id))
    return any(up.decides == "short_circuit" and up.ignore_rules for up in above)
