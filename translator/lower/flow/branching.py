"""Decisions of the plain tier: which tasks stand in which `if`, and whether that is exact.

Airflow skips tasks when a branch, a short circuit, a task that skips itself or an empty mapping
says so, and lets every trigger rule look at the skips. In the plain tier an untaken task is simply
not run. All combinations of outcomes are played through with Airflow's rules; plain code is exact
when the tasks that run depend on decisions as nested `if`s do. Otherwise the rules tier is needed.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from translator import ir
from translator.graph import DagGraph
from translator.lower.flow.blocks import CALLED, Arm
from translator.lower.flow.decisions import (
    GO,
    NOTHING,
    Decision,
    decisions,
    mapped_group,
    spares_teardowns,
)
from translator.lower.flow.trigger_rules import decide, rule_of
from translator.lower.flow.waiting import held_up, mappings

MAX_COMBINATIONS = 64

Combination = tuple[str, ...]


class NotPlainError(Exception):
    """Why the plain tier would get a DAG wrong, or would serialise it."""


@dataclass(frozen=True)
class Decided:
    """What the decisions of one DAG do to its tasks."""

    graph: DagGraph
    decisions: tuple[Decision, ...]
    endings: frozenset[str] = frozenset()

    def play(
        self, combination: Combination, failed: frozenset[str] = frozenset()
    ) -> Mapping[str, str]:
        """The states of all tasks for one outcome of each decision, if only `failed` fail."""
        key = (combination, failed)
        if key not in self._played:
            self._played[key] = self._play(combination, failed)
        return self._played[key]

    @cached_property
    def _played(self) -> dict[tuple[Combination, frozenset[str]], Mapping[str, str]]:
        return {}

    def _play(self, combination: Combination, failed: frozenset[str]) -> dict[str, str]:
        outcomes: dict[str, list[tuple[Decision, str]]] = {}
        for decision, outcome in zip(self.decisions, combination, strict=True):
            outcomes.setdefault(decision.task_id, []).append((decision, outcome))
        forced: set[str] = set()
        states: dict[str, str] = {}
        for task_id in self.graph.order():
            ups = {up: states[up] for up in self.graph.upstream(task_id)}
            setups = frozenset(up for up in ups if self.graph.tasks[up].is_setup)
            state = decide(rule_of(self.graph.tasks[task_id]), ups, setups)
            if task_id in forced:
                state = "K"
            if state == "S" and task_id in failed:
                state = "F"
            states[task_id] = state
            for decision, outcome in outcomes.get(task_id, ()):
                if states[task_id] == "S":
                    self._apply(decision, outcome, states, forced)
        return states

    def _apply(
        self, decision: Decision, outcome: str, states: dict[str, str], forced: set[str]
    ) -> None:
        task_id = decision.task_id
        match decision.kind:
            case "branch":
                forced |= set(self.graph.downstream(task_id)) - self.followed(task_id, outcome)
            case "short_circuit" if outcome == NOTHING:
                below = self.graph.descendants(task_id) if decision.ignore_rules else None
                direct = self.graph.downstream(task_id) if below is None else below
                spared = spares_teardowns(self.graph.tasks[task_id])
                teardowns = {t for t in direct if spared and self.graph.tasks[t].is_teardown}
                forced |= set(direct) - teardowns
            case "not_skipped" | "not_empty" if outcome == NOTHING:
                states[task_id] = "K"

    def followed(self, branch: str, outcome: str) -> set[str]:
        """The direct children of a branch that its outcome follows."""
        if outcome in self.graph.groups:
            chosen = set(self.graph.group_roots(outcome))
        elif outcome in self.graph.tasks:
            chosen = {outcome}
        elif outcome == NOTHING:
            chosen = set()
        else:
            raise NotPlainError(f"{branch} may return {outcome!r}, which is no task")
        for one in list(chosen):
            chosen |= self.graph.descendants(one)
        return chosen & set(self.graph.downstream(branch))

    @cached_property
    def combinations(self) -> list[Combination]:
        """All combinations of outcomes."""
        choices: list[tuple[str, ...]] = []
        for decision in self.decisions:
            if decision.outcomes is None:
                raise NotPlainError(f"what {decision.task_id} returns is only known at run time")
            choices.append(decision.outcomes)
        found = list(itertools.islice(itertools.product(*choices), MAX_COMBINATIONS + 1))
        if len(found) > MAX_COMBINATIONS:
            raise NotPlainError("too many decisions")
        return found

    @cached_property
    def plays(self) -> list[tuple[Combination, Mapping[str, str]]]:
        """What happens for each combination when nothing fails."""
        return [(combination, self.play(combination)) for combination in self.combinations]

    # Arms ---------------------------------------------------------------------------------------

    @cached_property
    def arms(self) -> dict[str, tuple[Arm, ...]]:
        """The `if`s around each task, outermost first. Raises NotPlainError."""
        found: dict[str, tuple[Arm, ...]] = {}
        for task_id in self.graph.order():
            if task_id in self.endings:
                continue
            if any(play[task_id] == "U" for _, play in self.plays):
                raise NotPlainError(f"{task_id} may not be due although nothing failed")
            found[task_id] = self._chain(task_id, found)
        return found

    def _runs(self, task_id: str) -> frozenset[Combination]:
        own = [i for i, d in enumerate(self.decisions) if d.task_id == task_id and _self_skip(d)]
        return frozenset(
            combination
            for combination, play in self.plays
            if play[task_id] == "S"
            or (any(combination[i] == NOTHING for i in own) and self._due(task_id, play))
        )

    def _due(self, task_id: str, play: Mapping[str, str]) -> bool:
        """Whether a task that then skips itself was run at all."""
        ups = {up: play[up] for up in self.graph.upstream(task_id)}
        return decide(rule_of(self.graph.tasks[task_id]), ups) == "S"

    def _chain(self, task_id: str, found: Mapping[str, tuple[Arm, ...]]) -> tuple[Arm, ...]:
        runs = self._runs(task_id)
        if len(runs) == len(self.combinations):
            return ()
        for chain in self._candidates(task_id, found):
            if self._covered(chain) == runs:
                return chain
        raise NotPlainError(f"{task_id} depends on several decisions")

    def _candidates(
        self, task_id: str, found: Mapping[str, tuple[Arm, ...]]
    ) -> Iterator[tuple[Arm, ...]]:
        """Chains of `if`s: the chain of a decision upstream, with one outcome or more of it."""
        for index, decision in reversed(list(enumerate(self.decisions))):
            if task_id not in self._below[decision.task_id]:
                continue
            outer = found[decision.task_id]
            wanted = self._outcomes(index, self._runs(task_id), self._covered(outer))
            if wanted:
                yield (*outer, Arm(decision.task_id, decision.kind, wanted))
            if outer:
                yield outer

    @cached_property
    def _below(self) -> dict[str, frozenset[str]]:
        """What is downstream of each decision."""
        return {one.task_id: self.graph.descendants(one.task_id) for one in self.decisions}

    def _outcomes(
        self, index: int, runs: frozenset[Combination], within: frozenset[Combination]
    ) -> tuple[str, ...]:
        choices = self.decisions[index].outcomes or ()
        return tuple(c for c in choices if any(r[index] == c for r in runs & within))

    def _covered(self, chain: tuple[Arm, ...]) -> frozenset[Combination]:
        """The combinations in which the tasks of a chain run."""
        if chain not in self._inside:
            self._inside[chain] = self._combinations_in(chain)
        return self._inside[chain]

    @cached_property
    def _inside(self) -> dict[tuple[Arm, ...], frozenset[Combination]]:
        return {}

    def _combinations_in(self, chain: tuple[Arm, ...]) -> frozenset[Combination]:
        names = [(d.task_id, d.kind) for d in self.decisions]
        tests = [(names.index((arm.decision, arm.kind)), arm.outcomes) for arm in chain]
        return frozenset(
            c for c in self.combinations if all(c[i] in outcomes for i, outcomes in tests)
        )

    # Exactness ----------------------------------------------------------------------------------

    def check(self) -> None:
        """Raise NotPlainError where nested `if`s would not end every task in Airflow's state."""
        for decision in self._used():
            self._check_place(decision)
        self._check_concurrency()
        for task_id, chain in self.arms.items():
            self._check_rule(task_id, chain)
            self._check_failures(task_id, chain)

    def _used(self) -> list[Decision]:
        used = {(a.decision, a.kind) for chain in self.arms.values() for a in chain}
        return [d for d in self.decisions if (d.task_id, d.kind) in used]

    def _check_place(self, decision: Decision) -> None:
        task = self.graph.tasks[decision.task_id]
        if task.loops or mapped_group(task, self.graph) is not None:
            raise NotPlainError(f"{decision.task_id} decides in a loop or a mapped group")
        if task.mapped is not None and decision.kind != "not_empty":
            raise NotPlainError(f"{decision.task_id} is mapped and decides")
        if sum(d.task_id == decision.task_id for d in self._used()) > 1:
            raise NotPlainError(f"{decision.task_id} decides in two ways")

    def _check_concurrency(self) -> None:
        """Two waits that don't depend on each other would be one after the other."""
        called = [d.task_id for d in self._used() if d.kind in CALLED]
        waits = [(task_id, frozenset({task_id})) for task_id in called]
        looks = [(task_id, frozenset(self.graph.upstream(task_id))) for task_id in self.endings]
        for left, right in held_up(self.graph, [*waits, *mappings(self.graph), *looks]):
            raise NotPlainError(f"{left} and {right} would wait for each other")

    def _check_rule(self, task_id: str, chain: tuple[Arm, ...]) -> None:
        """Rules that look at skips are exact only where `wait_for` says the same."""
        rule = rule_of(self.graph.tasks[task_id])
        ups = self.graph.upstream(task_id)
        absent = [u for u in ups if not self._covered(chain) <= self._runs(u)]
        skipped = [u for u in ups if any(play[u] == "K" for _, play in self.plays)]
        if rule in ("one_success", "none_failed_min_one_success", "none_failed", "all_done"):
            if rule == "one_success" and len(ups) > 1 and not self._one_each(ups, chain):
                raise NotPlainError(f"{task_id} has the rule {rule}")
            return
        if rule in ("all_success", "always") or (not skipped and not absent):
            return
        raise NotPlainError(f"{task_id} has the rule {rule} and upstream tasks that may be skipped")

    def _one_each(self, ups: list[str], chain: tuple[Arm, ...]) -> bool:
        inside = self._covered(chain)
        plays = [play for combination, play in self.plays if combination in inside]
        return all(sum(play[up] == "S" for up in ups) == 1 for play in plays)

    def _check_failures(self, task_id: str, chain: tuple[Arm, ...]) -> None:
        """When a decision fails, what it decides about must not run."""
        for arm in chain:
            failed = frozenset({arm.decision})
            combination = next(iter(sorted(self._covered(chain))))
            if arm.kind == "not_empty":
                failed = frozenset(self.graph.upstream(arm.decision))
            if failed and self.play(combination, failed)[task_id] == "S":
                raise NotPlainError(f"{task_id} runs although {arm.decision} failed")


def _self_skip(decision: Decision) -> bool:
    return decision.kind in ("not_skipped", "not_empty")


def find_arms(
    graph: DagGraph, file: ir.DagFile, without: frozenset[str] = frozenset()
) -> dict[str, tuple[Arm, ...]]:
    """The `if`s around each task; nothing for tasks that always run. Raises NotPlainError.

    `without`: tasks that decide in Airflow but not in the translation (they have none).
    """
    found = [one for one in decisions(graph, file) if one.task_id not in without]
    decided = Decided(graph, tuple(found), frozenset(endings(graph, file)))
    decided.check()
    return {task_id: chain for task_id, chain in decided.arms.items() if chain}


ENDING_RULES = frozenset({"one_failed", "all_failed"})


def endings(graph: DagGraph, file: ir.DagFile) -> dict[str, str]:
    """Tasks at the end of the DAG that look for failures, with their rule.

    The flow waits for what they wait for and asks. With several such tasks only where they wait for
    the same and have the same rule: else one would hold up the other.
    """
    found = {t: rule_of(one) for t, one in graph.tasks.items() if rule_of(one) in ENDING_RULES}
    if len(set(found.values())) != 1:
        return {}
    skippable = skippable_tasks(graph, file)
    waited = {frozenset(graph.upstream(task_id)) for task_id in found}
    simple = all(_ends(graph.tasks[task_id], graph) for task_id in found)
    decided = set().union(*waited) & skippable or left_out(graph, file) & found.keys()
    return found if simple and len(waited) == 1 and not decided else {}


def left_out(graph: DagGraph, file: ir.DagFile) -> set[str]:
    """Tasks that a branch or short circuit may leave out, whatever their rule says."""
    return {
        down
        for one in decisions(graph, file)
        if one.kind in ("branch", "short_circuit")
        for down in (graph.descendants if one.ignore_rules else graph.downstream)(one.task_id)
    }


def _ends(task: ir.Task, graph: DagGraph) -> bool:
    if graph.downstream(task.task_id) or not graph.upstream(task.task_id) or task.mapped:
        return False
    if not all(_counts_alike(up, rule_of(task), graph) for up in graph.upstream(task.task_id)):
        return False
    data = any(edge.data for edge in graph.dag.edges if edge.down == task.task_id)
    inside = [task.task_id, *graph.upstream(task.task_id)]
    grouped = any(mapped_group(graph.tasks[t], graph) for t in inside)
    framed = any(not isinstance(frame, ir.Call) for frame in task.frames[len(graph.dag.frames) :])
    return not (data or grouped or framed or graph.setups_of(task.task_id))


def _counts_alike(up: str, rule: str, graph: DagGraph) -> bool:
    """Whether asking what stands before a task that only joins is asking the task itself."""
    task = graph.tasks[up]
    if not task.operator.endswith((".EmptyOperator", ".DummyOperator")):
        return True
    plain = rule == "one_failed" and rule_of(task) == "all_success"
    return plain and all(_counts_alike(one, rule, graph) for one in graph.upstream(up))


def skippable_tasks(
    graph: DagGraph, file: ir.DagFile, without: Collection[str] = ()
) -> frozenset[str]:
    """Tasks that may end skipped; `without`: by other decisions than these."""
    sources: set[str] = set()
    for decision in decisions(graph, file):
        if decision.task_id in without:
            continue
        own = decision.kind in ("not_skipped", "not_empty")
        sources |= {decision.task_id} if own else graph.descendants(decision.task_id)
    return graph.may_skip(sources)


def guaranteed(graph: DagGraph, file: ir.DagFile) -> Callable[[str, str], bool]:
    """Whether the second of two tasks has surely succeeded when the first one runs."""
    skippable = skippable_tasks(graph, file)
    found: dict[str, int] = {}  # by task the others, as bits of one number
    for task_id in graph.order():
        rule = rule_of(graph.tasks[task_id])
        found[task_id] = 0
        for up in graph.upstream(task_id):
            if _strict(rule, up in skippable) or _only_setup(task_id, up, graph):
                found[task_id] |= found[up] | 1 << graph.position[up]
    bits = {task_id: 1 << index for task_id, index in graph.position.items()}
    return lambda task_id, up: bool(found[task_id] & bits.get(up, 0))


def _only_setup(task_id: str, up: str, graph: DagGraph) -> bool:
    """Whether `up` is what a teardown tears down: without it the teardown does not run."""
    setups = [one for one in graph.upstream(task_id) if graph.tasks[one].is_setup]
    return rule_of(graph.tasks[task_id]) == "all_done_setup_success" and setups == [up]


def _strict(rule: str, may_skip: bool) -> bool:
    if rule == "all_success":
        return True
    return rule in ("none_failed", "none_failed_min_one_success") and not may_skip


__all__ = ["GO", "NOTHING", "Decided", "NotPlainError", "find_arms", "guaranteed"]
