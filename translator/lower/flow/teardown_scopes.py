"""A teardown waits for everything between its setups and itself.

Airflow: a teardown looks at its direct upstream, and from 3.3 on waits for the tasks in its scope
(`_evaluate_teardown_scope`). Prefect: it waits for what stands in `wait_for`. Most of the scope has
ended by then; what a task with the rule `always` stands behind need not have, nor, in the plain
tier, what a task has not waited for because something else failed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from translator.graph import DagGraph
from translator.lower.flow.blocks import LENIENT, How, Need, Step
from translator.lower.flow.completion import Completion


def with_scopes(steps: Mapping[str, Step], graph: DagGraph, *, rules: bool) -> dict[str, Step]:
    """The steps, with teardowns that wait for their whole scope."""
    found = dict(steps)
    completion = Completion(found, rules, bounded=True)
    how = How("ended") if rules else LENIENT
    for step_id, step in steps.items():
        if step.kind != "task" or step.task is None or not step.task.is_teardown:
            continue
        scope = _scope(step_id, graph) & steps.keys()
        own = {need.step for need in step.waits} | {data.step for data in step.data.values()}
        if missing := completion.uncovered(own, scope):
            needs = (Need(one, how) for one in missing)
            found = {**found, step_id: replace(step, waits=(*step.waits, *needs))}
            completion = Completion(found, rules, bounded=True)
    return found


def _scope(teardown: str, graph: DagGraph) -> set[str]:
    above = graph.ancestors(teardown)
    setups = (up for up in graph.upstream(teardown) if graph.tasks[up].is_setup)
    return {task for setup in setups for task in graph.descendants(setup) & above}
