"""Trigger rules on the decorators of the rules tier, and the branches that may be chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from translator.graph import DagGraph
from translator.lower.context_types import LowerContext
from translator.lower.flow.decisions import NOTHING, Decision, decisions, unmappable
from translator.lower.flow.trigger_rules import rule_of
from translator.plan import Code, TaskDef, TaskUse


def with_rules(
    ctx: LowerContext, uses: Mapping[str, TaskUse], defs: Mapping[str, TaskDef]
) -> tuple[dict[str, TaskUse], dict[str, TaskDef]]:
    """Uses and definitions with the rules of the tasks.

    A function has the rule of most of its tasks; the others get `.with_options(trigger_rule=...)`.
    Where several DAGs of a file use a function, the first one settles its rule.
    """
    if ctx.tier == "plain":
        return dict(uses), {name: _with_rule(one, "all_success") for name, one in defs.items()}
    found: dict[str, TaskDef] = {}
    for name, definition in defs.items():
        key = ("trigger_rule", name)
        if key not in ctx.shared:
            ctx.shared[key] = _with_rule(definition, _most_common(ctx, uses, name))
        found[name] = replace(definition, trigger_rule=ctx.shared[key].trigger_rule)
    return {t: _with_option(ctx, use, found) for t, use in uses.items()}, _checked(ctx, uses, found)


def _with_rule(definition: TaskDef, rule: str) -> TaskDef:
    return definition if definition.trigger_rule == rule else replace(definition, trigger_rule=rule)


def _most_common(ctx: LowerContext, uses: Mapping[str, TaskUse], name: str) -> str:
    rules = [rule_of(t) for t in ctx.dag.tasks if uses[t.task_id].definition == name]
    return Counter(rules).most_common(1)[0][0] if rules else "all_success"


def _with_option(ctx: LowerContext, use: TaskUse, defs: Mapping[str, TaskDef]) -> TaskUse:
    rule = rule_of(ctx.dag.task(use.task_id))
    if use.definition is None or defs[use.definition].trigger_rule == rule:
        return use
    return replace(use, options={**use.options, "trigger_rule": Code(f'"{rule}"')})


def _checked(
    ctx: LowerContext, uses: Mapping[str, TaskUse], defs: dict[str, TaskDef]
) -> dict[str, TaskDef]:
    """What the helper checks of results, because Airflow does.

    A branch that returns an id the DAG has not fails (it is told which there are, where its answers
    are only known at run time); so does a task that is mapped over and returns no list.
    """
    graph = DagGraph(ctx.dag)
    known: dict[str, dict[str, None]] = {}
    for decision in decisions(graph, ctx.file):
        name = uses[decision.task_id].definition
        if decision.kind == "branch" and name is not None and not _all_known(decision, graph):
            ids = known.setdefault(name, {})
            ids.update(dict.fromkeys(valid_ids(decision.task_id, graph)))
    for name, ids in known.items():
        branches = Code(repr(tuple(ids)))
        defs[name] = _with_argument(defs[name], "branches", branches)
    for task_id in unmappable(graph):
        name = uses[task_id].definition
        if name is not None:
            defs[name] = _with_argument(defs[name], "mappable", Code("True"))
    return defs


def _with_argument(definition: TaskDef, name: str, code: Code) -> TaskDef:
    return replace(definition, decorator={**definition.decorator, name: code})


def _all_known(decision: Decision, graph: DagGraph) -> bool:
    valid = {NOTHING, *graph.tasks, *graph.groups}
    return decision.outcomes is not None and set(decision.outcomes) <= valid


def valid_ids(branch: str, graph: DagGraph) -> list[str]:
    """The tasks and groups after a branch that it may name."""
    below = graph.descendants(branch)
    tasks = [task_id for task_id in graph.tasks if task_id in below]
    return [*tasks, *(g for g in graph.groups if below & set(graph.members(g)))]
