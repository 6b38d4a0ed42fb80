"""Trigger rules and edges become entries of `wait_for`.

Airflow: a rule looks at the states of the direct upstream tasks (`TriggerRuleDep`).
Plain tier: Prefect runs a task when everything in `wait_for` is COMPLETED and leaves it NotReady
otherwise, which is `all_success` and, where a skip is COMPLETED or an untaken task is absent,
`none_failed`; `allow_failure(f)` is `all_done`; no `wait_for` is `always`.
Rules tier: every direct upstream task stands in `wait_for` as it is, and the emitted helper decides
by the rule on the decorator. Decisions, and setups at a distance, stand there in a wrapper.
"""

from __future__ import annotations

from collections.abc import Mapping

from translator import ir
from translator.graph import DagGraph
from translator.lower.callables.outcomes import outcomes
from translator.lower.flow.blocks import LENIENT, SELF, STRICT, Arm, How, Need
from translator.lower.flow.decisions import spares_teardowns
from translator.plan import TaskUse

# Old names, and what they mean.
ALIASES = {"dummy": "always", "none_failed_or_skipped": "none_failed_min_one_success"}

RULES = frozenset(
    {
        "all_success",
        "all_failed",
        "all_done",
        "all_done_min_one_success",
        "all_done_setup_success",
        "all_skipped",
        "always",
        "none_failed",
        "none_failed_min_one_success",
        "none_skipped",
        "one_done",
        "one_failed",
        "one_success",
    }
)

# Rules whose plain form is `allow_failure` around everything (and a question before, see endings).
DONE_RULES = frozenset({"all_done", "all_failed", "one_failed"})
# Rules that let a task run although something upstream did not succeed: data may be missing.
RELAXED = RULES - {"all_success", "none_failed", "none_failed_min_one_success"}


# Rules that Airflow decides before all upstream tasks have ended, if one has ended that way.
EAGER = frozenset({"one_failed", "one_success", "one_done"})


def rule_of(task: ir.Task) -> str:
    """The rule under its present name."""
    return ALIASES.get(task.trigger_rule, task.trigger_rule)


def combine(outer: How, inner: How) -> How:
    """The way to wait for something through a task that only joins: the more lenient one."""
    return LENIENT if LENIENT in (outer, inner) else inner if outer == STRICT else outer


def decide(rule: str, states: Mapping[str, str], setups: frozenset[str] = frozenset()) -> str:
    """What a rule makes of the final states of the direct upstream tasks (`TriggerRuleDep`).

    States are S (success), F (failed), K (skipped), U (upstream_failed); so is the answer, where S
    means that the task runs. A failure beats a skip, however they were timed.
    """
    count = {state: list(states.values()).count(state) for state in "SFKU"}
    s, f, k, u = (count[state] for state in "SFKU")
    if not states or rule in ("always", "all_done"):
        return "S"
    match rule:
        case "all_success":
            return "U" if f or u else "K" if k else "S"
        case "all_failed":
            return "K" if s or k else "S"
        case "one_success":
            return "S" if s else "K" if k == len(states) else "U"
        case "one_failed":
            return "S" if f or u else "K"
        case "one_done":
            return "S" if s or f else "K"
        case "none_failed":
            return "U" if f or u else "S"
        case "none_failed_min_one_success":
            return "U" if f or u else "K" if k == len(states) else "S"
        case "none_skipped":
            return "K" if k else "S"
        case "all_skipped":
            return "K" if s or f or u else "S"
        case "all_done_min_one_success":
            return "K" if k else "S" if s else "U"
    return _decide_teardown(states, setups)


def _decide_teardown(states: Mapping[str, str], setups: frozenset[str]) -> str:
    own = [state for task_id, state in states.items() if task_id in setups]
    if own and all(state == "K" for state in own):
        return "K"
    return "U" if own and "S" not in own else "S"


# Plain tier --------------------------------------------------------------------------------------


def plain_needs(
    task: ir.Task, graph: DagGraph, arms: Mapping[str, tuple[Arm, ...]]
) -> tuple[Need, ...]:
    """What a task of the plain tier waits for."""
    ups = graph.upstream(task.task_id)
    rule = rule_of(task)
    if rule == "always":
        return ()
    if rule == "all_done_setup_success":
        return tuple(Need(up, STRICT if graph.tasks[up].is_setup else LENIENT) for up in ups)
    how = LENIENT if rule in DONE_RULES else STRICT
    found = [Need(up, how) for up in ups]
    found[:0] = [Need(d, how) for d in _decisions(task, ups, arms)]
    found += [Need(setup) for setup in distant_setups(task, graph)]
    return tuple(found)


def _decisions(task: ir.Task, ups: list[str], arms: Mapping[str, tuple[Arm, ...]]) -> list[str]:
    """Decisions about upstream tasks, for a task that runs whatever is decided.

    When the decision itself failed, what depends on it is absent and this task must not run.
    """
    own = arms.get(task.task_id, ())
    decided = [arm.decision for up in ups for arm in arms.get(up, ()) if arm not in own]
    inside = {arm.decision for arm in own}
    return [d for d in dict.fromkeys(decided) if d not in inside]


def distant_setups(task: ir.Task, graph: DagGraph) -> list[str]:
    """Setups that are not direct upstream and whose failure the rules in between could hide."""
    direct = set(graph.upstream(task.task_id))
    if rule_of(task) == "always":
        return []
    return [
        setup
        for setup in graph.setups_of(task.task_id)
        if setup not in direct and _relaxed_between(setup, task.task_id, graph)
    ]


def _relaxed_between(setup: str, task_id: str, graph: DagGraph) -> bool:
    between = graph.descendants(setup) & graph.ancestors(task_id)
    return any(rule_of(graph.tasks[t]) != "all_success" for t in {*between, task_id})


# Rules tier --------------------------------------------------------------------------------------


def rule_needs(task: ir.Task, graph: DagGraph, uses: Mapping[str, TaskUse]) -> tuple[Need, ...]:
    """What a task of the rules tier waits for: its upstream, decisions and setups marked."""
    found = [Need(up, _asked(task, up, graph, uses)) for up in graph.upstream(task.task_id)]
    direct = {need.step for need in found}
    found += [Need(stop, How("gate")) for stop in _stops(task, graph, uses) if stop not in direct]
    found += [Need(setup, How("required")) for setup in distant_setups(task, graph)]
    return (*found, *_late_decisions(task, found, graph))


def _late_decisions(task: ir.Task, needs: list[Need], graph: DagGraph) -> list[Need]:
    """What has to be decided before a task that may begin early.

    Airflow 2 marks the task skipped whenever it is left out, Airflow 3 unless it has begun.
    """
    if graph.dag.major >= 3 or rule_of(task) not in EAGER or len(needs) == 1:
        return []
    decided = [need.step for need in needs if need.how.kind in ("chosen", "passed", "gate")]
    return [Need(step, How("ended")) for step in decided]


def _asked(task: ir.Task, up: str, graph: DagGraph, uses: Mapping[str, TaskUse]) -> How:
    """How a direct upstream task is waited for: a decision is asked, others are not."""
    use = uses[up]
    if graph.tasks[up].is_setup and rule_of(task) == "all_done_setup_success":
        return How("setup")
    if graph.tasks[up].mapped is not None or _decides_elsewhere(up, task, graph):
        return STRICT
    if use.decides == "short_circuit":
        spared = task.is_teardown and spares_teardowns(graph.tasks[up])
        return STRICT if spared else How("passed")
    if use.decides == "branch":
        ids = followed_by(task.task_id, up, graph)
        return How("chosen", ids)
    return STRICT


def _decides_elsewhere(up: str, task: ir.Task, graph: DagGraph) -> bool:
    """Whether a task decides in a mapped group: each run for its own index, for no task outside."""
    around = _mapped_group(graph.tasks[up], graph)
    return around is not None and around != _mapped_group(task, graph)


def _mapped_group(task: ir.Task, graph: DagGraph) -> ir.Group | None:
    return next((group for group in graph.enclosing(task.group) if group.mapped), None)


def runs_are_known(task: ir.Task, graph: DagGraph) -> bool:
    """Whether a task is mapped over what stands in the file, itself or by its group.

    Its runs are there from the start: Airflow 3 skips none of them from a distance.
    """
    group = _mapped_group(task, graph)
    mapped = task.mapped or (group.mapped if group else None)
    if mapped is None:
        return False
    exprs = [*mapped.arguments.values(), *([mapped.kwargs] if mapped.kwargs else [])]
    return not any(expr.refs for expr in exprs)


def followed_by(task_id: str, branch: str, graph: DagGraph) -> tuple[str, ...]:
    """The ids by which `branch` follows its direct child `task_id`.

    Itself, anything between the two that leads to it, and groups with such a task among their
    roots (`SkipMixin.skip_all_except`). Where the answers are known, only those are asked for.
    """
    named = _answers(graph.tasks[branch])
    leading = graph.ancestors(task_id) & (graph.descendants(branch) | (named or frozenset()))
    wanted = {task_id, *leading}
    groups = [g for g in graph.groups if wanted & set(graph.group_roots(g))]
    others = [*(t for t in graph.tasks if t in leading), *groups]
    if named is None:
        return (SELF, *others)
    asked = [one for one in others if one in named]
    return (SELF, *asked) if task_id in named or not asked else tuple(asked)


def _answers(branch: ir.Task) -> frozenset[str] | None:
    """The ids that a branch may return, where its source says."""
    found = outcomes(branch.function) if branch.function else None
    return None if found is None else frozenset(one for one in found if one is not None)


def _stops(task: ir.Task, graph: DagGraph, uses: Mapping[str, TaskUse]) -> list[str]:
    """Short circuits at a distance that skip this task whatever its rule says."""
    if _spared(task, graph):
        return []
    circuits = [
        up for up in graph.tasks if uses[up].decides == "short_circuit" and uses[up].ignore_rules
    ]
    above = graph.ancestors(task.task_id) if circuits else frozenset()
    return [
        up
        for up in circuits
        if up in above
        and graph.tasks[up].mapped is None
        and _mapped_group(graph.tasks[up], graph) is None
        and not _skipped_anyway(task, up, graph)
    ]


def _spared(task: ir.Task, graph: DagGraph) -> bool:
    """Whether no short circuit at a distance skips a task."""
    if task.is_teardown or rule_of(task) == "always":
        return True
    return graph.dag.major >= 3 and runs_are_known(task, graph)


def _skipped_anyway(task: ir.Task, stop: str, graph: DagGraph) -> bool:
    """Whether all that is upstream is skipped too, and a skip is enough for the rule."""
    below = {up for up in graph.descendants(stop) if not _spared(graph.tasks[up], graph)}
    ups = set(graph.upstream(task.task_id))
    return rule_of(task) == "all_success" and ups <= {stop, *below}
