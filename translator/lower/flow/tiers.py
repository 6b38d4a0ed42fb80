"""Plain or rules: which tier a file is translated in.

Plain Prefect unless it would be wrong or would serialise what Airflow runs side by side: rules that
look at states, skips that reach where an `if` doesn't, independent decisions, values that may be
missing. One tier for a whole file: all its flows share the functions of the module.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from translator import ir
from translator.diagnostics import Sink
from translator.graph import DagGraph
from translator.lower.callables.outcomes import may_return_none
from translator.lower.callables.skips import needs_rules_tier
from translator.lower.custom.operator_classes import operator_needs_rules
from translator.lower.flow.branching import NotPlainError, endings, find_arms, guaranteed
from translator.lower.flow.decisions import (
    decisions,
    mapped_group,
    mapped_over,
    may_be_empty,
    may_skip,
    unmappable,
)
from translator.lower.flow.element_functions import element_functions, skips_elements
from translator.lower.flow.flow_options import fails_fast
from translator.lower.flow.trigger_rules import RULES, rule_of
from translator.lower.xcom.tasks_read import read_from
from translator.plan import Tier
from translator.rules.trigger_rules import PLAIN_TIER, UNKNOWN_RULE

# Rules that plain code can say (`branching` checks the first ones against the decisions).
PLAIN_RULES = frozenset(
    {
        "all_success",
        "all_done",
        "always",
        "none_failed",
        "none_failed_min_one_success",
        "one_success",
    }
)


def choose_tier(file: ir.DagFile, requested: Literal["auto", "plain", "rules"], sink: Sink) -> Tier:
    """The tier of a file; with "plain", what it would get wrong is an error (AP501)."""
    tier: Tier = "rules" if requested == "rules" else "plain"
    for dag in file.dags:
        _check_rules(dag, sink)
        for reason in reasons(dag, file) if requested != "rules" else ():
            if requested == "auto":
                return "rules"
            sink.add(PLAIN_TIER, dag.span, reason, dag_id=dag.dag_id)
    return tier


def _check_rules(dag: ir.Dag, sink: Sink) -> None:
    for task in dag.tasks:
        if rule_of(task) not in RULES:
            detail = f"{task.trigger_rule!r} of {task.task_id}"
            sink.add(UNKNOWN_RULE, task.span, detail, dag_id=dag.dag_id, task_id=task.task_id)


def reasons(dag: ir.Dag, file: ir.DagFile) -> Iterator[str]:
    """Why plain code would get a DAG wrong; nothing when it would not."""
    graph = DagGraph(dag)
    if graph.cycle():
        return
    if fails_fast(dag) is not None:
        yield "a failure stops the run"
    yield from _skips(graph, file)
    yield from _pushing(graph, file)
    yield from _rules(graph, file)
    yield from _compacted(graph)
    yield from _spread(graph)
    yield from _mapped_groups(graph, file)
    yield from _data(graph, file)
    try:
        find_arms(graph, file)
    except NotPlainError as error:
        yield str(error)


def _skips(graph: DagGraph, file: ir.DagFile) -> Iterator[str]:
    for task_id, task in graph.tasks.items():
        if task.function is not None and needs_rules_tier(task.function, file):
            yield f"{task_id} is skipped where no return can stand for it"
        if task.custom is not None and operator_needs_rules(task.custom):
            yield f"{task_id} is skipped where no return can stand for it"
        if any(skips_elements(function) for function in element_functions(task)):
            yield f"{task_id} is skipped for some elements of what it is mapped over"


def _pushing(graph: DagGraph, file: ir.DagFile) -> Iterator[str]:
    """Decisions that return a dict of XComs, which an `if` doesn't look into."""
    for decision in decisions(graph, file):
        function = graph.tasks[decision.task_id].function
        if (
            decision.kind in ("branch", "short_circuit")
            and function
            and any("xcom_push" in one.source for one in (function, *function.reached))
        ):
            yield f"{decision.task_id} decides and pushes XComs"


def _rules(graph: DagGraph, file: ir.DagFile) -> Iterator[str]:
    decided = bool(decisions(graph, file))
    ending = endings(graph, file)
    for task_id, task in graph.tasks.items():
        if task_id in ending:
            continue
        rule, ups = rule_of(task), graph.upstream(task_id)
        if rule == "all_done_setup_success":
            if sum(graph.tasks[up].is_setup for up in ups) > 1:
                yield f"{task_id} tears down several setups"
        elif ups and (rule not in PLAIN_RULES or (_inspects(rule, ups, graph) and not decided)):
            yield f"{task_id} has the rule {rule}"
        if rule != "all_success" and task.mapped is not None and ups:
            yield f"{task_id} is mapped and has the rule {rule}"


def _inspects(rule: str, ups: list[str], graph: DagGraph) -> bool:
    """Whether a rule says something else than all_success here: runs of a mapped task count."""
    several = len(ups) > 1 or any(_has_runs(graph.tasks[up], graph) for up in ups)
    return rule == "one_success" and several


def _has_runs(task: ir.Task, graph: DagGraph) -> bool:
    return task.mapped is not None or mapped_group(task, graph) is not None


def _compacted(graph: DagGraph) -> Iterator[str]:
    """A mapping over runs that may return nothing: Airflow leaves those out."""
    for task_id, task in graph.tasks.items():
        for up in mapped_over(task, graph):
            if up.mapped and up.function and may_return_none(up.function.source):
                yield f"{task_id} is mapped over runs of {up.task_id}, which may return nothing"
    for source in unmappable(graph):
        yield f"{source} need not return a list to map over"


def _spread(graph: DagGraph) -> Iterator[str]:
    """Runs whose results the flow itself would have to look into: `.map` takes only futures."""
    for task_id, task in graph.tasks.items():
        arguments = task.mapped.arguments.keys() if task.mapped else frozenset[str]()
        alone = bool(arguments) and not arguments & {"op_args", "op_kwargs"}
        for up in () if alone else mapped_over(task, graph):
            if _has_runs(up, graph):
                yield f"{task_id} takes its arguments from each run of {up.task_id}"


def _mapped_groups(graph: DagGraph, file: ir.DagFile) -> Iterator[str]:
    for group_id, group in graph.groups.items():
        if group.mapped is None:
            continue
        members = set(graph.members(group_id))
        below = {d for m in members for d in graph.downstream(m)} - members
        if below and may_be_empty(group.mapped, graph):
            yield f"the group {group_id} may have nothing to run over"
        for member in members:
            if may_skip(graph.tasks[member], file) or rule_of(graph.tasks[member]) != "all_success":
                yield f"{member} is in a mapped group"
    for task_id, task in graph.tasks.items():
        if task.mapped is not None and may_skip(task, file) and graph.downstream(task_id):
            yield f"runs of the mapped {task_id} may be skipped"


# Data --------------------------------------------------------------------------------------------


def _data(graph: DagGraph, file: ir.DagFile) -> Iterator[str]:
    """Values of tasks that need not have succeeded: Airflow delivers None, Prefect nothing."""
    sure = guaranteed(graph, file)
    for task_id, task in graph.tasks.items():
        for up in sorted(read_from(task, graph)):
            if up != task_id and not sure(task_id, up):
                yield f"{task_id} reads {up}, which need not have succeeded"
