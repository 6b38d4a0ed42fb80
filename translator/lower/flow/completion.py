"""Everything that a flow submits ends before the flow does.

Airflow runs every task that is due, whatever the run's outcome is already.
Prefect ends a flow when the futures it returns have ended, and cancels what has not begun by then.
They differ in: a task that waits for several others is NotReady as soon as one of them has failed,
so its end says nothing about the others; nor does that of a task which the end of one of them may
start; a clean-up at the end is no part of the outcome at all.
What the returned leaves don't cover is returned with them where its failure fails the run anyway;
for the rest the flow waits.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from graphlib import TopologicalSorter

from translator.lower.flow.blocks import (
    CALLED,
    LEAVES,
    STRICT,
    WAITS,
    Arm,
    Need,
    Step,
    excludes,
)
from translator.lower.flow.trigger_rules import EAGER, rule_of

CONDITIONAL = frozenset({"arm", "ending", "condition", "elements"})
"""Statements whose body need not run."""


@dataclass(frozen=True)
class Completion:
    """Which steps of a flow have surely ended when it returns."""

    steps: Mapping[str, Step]
    """All of them, `LEAVES` among them."""
    rules: bool
    """Rules tier: the helper waits for everything, except under the rule `always`."""
    bounded: bool
    """Whether tasks may have to wait for a free worker."""

    def completed(self) -> dict[str, Step]:
        """The steps, with more leaves and a step that waits, where something is uncovered."""
        missing = self._missing()
        returned = [Need(step) for step in missing if self._fails_run(step)]
        waited = [Need(step) for step in missing if not self._fails_run(step)]
        found = dict(self.steps)
        leaves = found.pop(LEAVES)
        if waited:
            found[WAITS] = Step(WAITS, "waits", WAITS, waits=tuple(waited))
        found[LEAVES] = replace(leaves, waits=tuple(dict.fromkeys((*returned, *leaves.waits))))
        return found

    # Covered --------------------------------------------------------------------------------------

    def _missing(self) -> list[str]:
        """What has to be waited for in addition, in the order of the steps."""
        covered = self._covered(self._awaited())
        added: dict[str, None] = {}
        for step_id in reversed(self._in_order):
            if step_id not in covered and not self._runs_anyway(self.steps[step_id]):
                runs = self._runs[self._unit(self.steps[step_id])]
                added.update(dict.fromkeys(runs))
                self._cover(runs, covered)
        return [step_id for step_id in self.steps if step_id in added]

    def uncovered(self, ended: Iterable[str], wanted: Collection[str]) -> list[str]:
        """Those of `wanted` that need not have ended when `ended` have; the last ones suffice."""
        covered = self._covered(ended)
        found: list[str] = []
        for step_id in reversed(self._in_order):
            if step_id in wanted and step_id not in covered:
                found.append(step_id)
                self._cover([step_id], covered)
        return found[::-1]

    def _covered(self, ended: Iterable[str]) -> set[str]:
        covered: set[str] = set()
        self._cover(ended, covered)
        return covered

    def _awaited(self) -> Iterator[str]:
        """What the flow body itself waits for: leaves, decisions, what is mapped over."""
        for step in self.steps.values():
            yield from [step.step_id] if step.step_id == LEAVES else step.awaits

    def _cover(self, ended: Iterable[str], covered: set[str]) -> None:
        """Add what has surely ended once `ended` have."""
        stack = list(ended)
        while stack:
            step_id = stack.pop()
            if step_id not in covered:
                covered.add(step_id)
                stack += self._waits_out(self.steps[step_id])

    def _waits_out(self, step: Step) -> list[str]:
        """The needs of a step that have all ended when it has."""
        needs = self._tasks_needed(step)
        if step.kind in ("leaves", "join", "waits"):
            return needs
        if self._begins_early(step):
            return [one.step for one in step.waits if one.how.kind in ("required", "ended")]
        if self.rules:
            return needs
        open_ones = [one for one in needs if self.steps[one].decides not in CALLED]
        together = any(itertools.starmap(self._may_meet, itertools.combinations(open_ones, 2)))
        together = together or any(self._may_be_more(self.steps[one], step) for one in open_ones)
        return [] if together and self._strict(step) & set(needs) else needs

    def _begins_early(self, step: Step) -> bool:
        """Whether a task may begin before all that it waits for has ended."""
        if step.task is None:
            return False
        if rule_of(step.task) == "always":
            return self.rules
        looks = self.rules or any(scope.kind == "ending" for scope in step.scopes)
        several = len(step.needs) > 1 or any(self.steps[one].many for one in step.needs)
        return looks and several and rule_of(step.task) in EAGER

    def _may_meet(self, left: str, right: str) -> bool:
        """Whether two steps can be submitted in one run: not on two paths of a branch."""
        arms = [
            [scope.header for scope in self.steps[one].scopes if isinstance(scope.header, Arm)]
            for one in (left, right)
        ]
        return not any(excludes([a], b) for a, b in itertools.product(*arms))

    def _may_be_more(self, need: Step, step: Step) -> bool:
        """Whether a step waits for a loop of one run: whoever gives it another makes it several."""
        inside = {scope.key for scope in step.scopes}
        looped = any(scope.kind == "loop" and scope.key not in inside for scope in need.scopes)
        return looped and len(self._runs[self._unit(need)]) == 1

    def _tasks_needed(self, step: Step) -> list[str]:
        """What it waits for, without what another of its needs waits for strictly."""
        found = dict.fromkeys(need.step for need in step.waits)
        found.update(dict.fromkeys(data.step for data in step.data.values()))
        above = 0
        for one in found:
            above |= self._above[one]
        return [one for one in found if not above & self._bit[one]]

    def _strict(self, step: Step) -> set[str]:
        """The needs that must succeed; a list of runs counts as several."""
        if self._begins_early(step):
            return set()
        strict = {need.step for need in step.waits if need.how == STRICT}
        return strict | {data.step for data in step.data.values()}

    def _runs_anyway(self, step: Step) -> bool:
        """Whether a task begins as soon as it is submitted, and is not tried again.

        Where the flow says how often, the number is data, which may be another in a like flow.
        """
        if step.kind != "task" or step.decides in CALLED:
            return True
        said = step.use is not None and "retries" in step.use.options
        tried_once = step.task is None or (step.task.retries == 0 and not said)
        return not self.bounded and not step.needs and tried_once and not step.many

    # Structure ------------------------------------------------------------------------------------

    @cached_property
    def _in_order(self) -> list[str]:
        """The steps, each after what it needs."""
        needs = {step_id: step.needs for step_id, step in self.steps.items()}
        return list(TopologicalSorter(needs).static_order())

    @cached_property
    def _above(self) -> dict[str, int]:
        """By step: everything that must have succeeded before it, as bits of one number."""
        found: dict[str, int] = {}
        for step_id in self._in_order:
            found[step_id] = 0
            for one in self._strict(self.steps[step_id]):
                found[step_id] |= found[one] | self._bit[one]
        return found

    @cached_property
    def _bit(self) -> dict[str, int]:
        return {step_id: 1 << index for index, step_id in enumerate(self.steps)}

    @staticmethod
    def _unit(step: Step) -> object:
        return (step.kind, step.site, step.keys)

    @cached_property
    def _runs(self) -> dict[object, list[str]]:
        """The runs of one statement: all are waited for, or none."""
        found: dict[object, list[str]] = {}
        for step_id, step in self.steps.items():
            found.setdefault(self._unit(step), []).append(step_id)
        return found

    # Outcome --------------------------------------------------------------------------------------

    def _fails_run(self, step_id: str) -> bool:
        """Whether the run has failed when this step has, whatever else happens."""
        return not self.rules and step_id in self._decisive

    @cached_property
    def _decisive(self) -> set[str]:
        """The leaves, and what must succeed for one of them to run."""
        found = {need.step for need in self.steps[LEAVES].waits}
        for step_id in reversed(self._in_order):
            if step_id in found and step_id != LEAVES:
                found |= {n for n in self._strict(self.steps[step_id]) if self._due(step_id, n)}
        return found

    def _due(self, step_id: str, need: str) -> bool:
        """Whether a step is due whenever its need was."""
        inside = {scope.key for scope in self.steps[need].scopes}
        scopes = self.steps[step_id].scopes
        return all(s.key in inside for s in scopes if s.kind in CONDITIONAL)


def completed(steps: Mapping[str, Step], *, rules: bool, bounded: bool) -> dict[str, Step]:
    """`steps`, so that everything has ended when the flow returns."""
    return Completion(steps, rules, bounded).completed()
