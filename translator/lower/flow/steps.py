"""From tasks and their uses to steps: what every task needs, before anything is arranged.

Edges become entries of `wait_for`, placeholders become data. An EmptyOperator that only joins
(`TaskUse.definition` is None) is looked through; where it joins several tasks for several others it
stays as a named list of futures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from translator import ir
from translator.graph import DagGraph
from translator.lower.context_types import LowerContext
from translator.lower.flow.blocks import (
    LEAVES,
    STRICT,
    Arm,
    Data,
    DecisionKind,
    Ending,
    How,
    Need,
    Nest,
    Scope,
    ScopeKey,
    Slot,
    Statement,
    Step,
    Submit,
)
from translator.lower.flow.completion import completed
from translator.lower.flow.conditional_waits import ConditionalWaits
from translator.lower.flow.groups import Grouping
from translator.lower.flow.loops import loops_gone, scopes_of, site_of
from translator.lower.flow.teardown_scopes import with_scopes
from translator.lower.flow.trigger_rules import combine, plain_needs, rule_needs
from translator.lower.flow.values import Values
from translator.lower.literals import settled
from translator.plan import Code, TaskUse


def slots(use: TaskUse) -> Iterator[tuple[str, Code]]:
    """The pieces of code of a use, by argument: positional ones are "0", "1", ..."""
    yield from ((str(index), code) for index, code in enumerate(use.args))
    yield from use.kwargs.items()
    yield from ((f"*{name}", code) for name, code in use.mapped.items())
    if use.mapped_kwargs is not None:
        yield "**", use.mapped_kwargs
    yield from ((f"={name}", code) for name, code in use.options.items())


def xcoms(use: TaskUse) -> Iterator[tuple[Slot, ir.XComRef | ir.XComTransform]]:
    """The XComs a use reads."""
    for name, code in slots(use):
        for placeholder, ref in code.refs.items():
            if isinstance(ref, ir.XComRef | ir.XComTransform):
                yield (name, placeholder), ref


@dataclass(frozen=True)
class StepBuilder:
    """Makes the steps of one DAG."""

    ctx: LowerContext
    uses: Mapping[str, TaskUse]
    graph: DagGraph
    arms: Mapping[str, tuple[Arm, ...]]
    endings: Mapping[str, str]
    """Plain tier: the tasks that run for some outcomes of a decision only."""

    @property
    def rules(self) -> bool:
        """Whether trigger rules are the helper's business."""
        return self.ctx.tier == "rules"

    @cached_property
    def grouping(self) -> Grouping:
        """The mapped groups."""
        return Grouping(self.ctx.dag, self.graph, self.uses)

    def build(self) -> dict[str, Step]:
        """All steps by id, in the order of creation, the list of leaves last."""
        found: dict[str, Step] = {}
        for task in self.ctx.dag.tasks:
            found |= {step.step_id: step for step in self._conditional(task)}
            if self.uses[task.task_id].definition is not None:
                for step in self._task_steps(task):
                    found.setdefault(step.step_id, step)
            elif task.task_id in self.named_joints:
                found[task.task_id] = self._joint(task)
        found[LEAVES] = self._leaves()
        wanted = {need.step for step in found.values() for need in step.waits}
        for name in [one for one in found if self.conditional.owns(one) and one not in wanted]:
            del found[name]
        found = with_scopes(found, self.graph, rules=self.rules)
        bounded = bool(self.ctx.dag.args.keys() & {"max_active_tasks", "concurrency"})
        return completed(found, rules=self.rules, bounded=bounded)

    def _conditional(self, task: ir.Task) -> Iterator[Step]:
        """The lists of what is only waited for under a condition."""
        for step in self.conditional.steps(task, self.scopes):
            needs = [resolved for need in step.waits for resolved in self._resolved(need)]
            yield replace(step, waits=_strictest([*self._sources(needs, set()), *needs]))

    @cached_property
    def conditional(self) -> ConditionalWaits:
        """The edges that hold under conditions only."""
        return ConditionalWaits(self.ctx.dag)

    # Tasks --------------------------------------------------------------------------------------

    def _task_steps(self, task: ir.Task) -> Iterator[Step]:
        step = self._bare(task)
        made, data = self.read[task.task_id]
        yield from made
        yield replace(
            step,
            waits=self._without_data(self.needs(task), data, task),
            data=data,
            over=tuple(self.map_sources(task.task_id)),
            decides=self.deciders.get(task.task_id),
        )

    def _bare(self, task: ir.Task) -> Step:
        return Step(
            step_id=task.task_id,
            kind="task",
            site=site_of(task, self.ctx.dag),
            scopes=self.scopes(task),
            use=settled(
                self.uses[task.task_id], loops_gone(task, self.ctx.dag), self.ctx.file.constants
            ),
            task=task,
            many=self.values.mapped(task.task_id),
        )

    @cached_property
    def values(self) -> Values:
        """The values that tasks read."""
        return Values(self.ctx, self.uses)

    @cached_property
    def read(self) -> dict[str, tuple[list[Step], dict[Slot, Data]]]:
        """By task: the steps made for what it reads, and what stands behind its placeholders."""
        return {task.task_id: self._read(task) for task in self.ctx.dag.tasks}

    def _read(self, task: ir.Task) -> tuple[list[Step], dict[Slot, Data]]:
        made: list[Step] = []
        data: dict[Slot, Data] = {}
        direct = frozenset(self.graph.upstream(task.task_id))
        for slot, ref in xcoms(self.uses[task.task_id]):
            over = slot[0].startswith("*")
            steps, data[slot] = self.values.source(ref, self._bare(task), direct, over)
            made += steps
        return made, data

    def scopes(self, task: ir.Task) -> tuple[Scope, ...]:
        """The statements around a task: the arm of a decision, loops, conditions, mapped groups."""
        scopes = self.grouping.wrap(task, scopes_of(task, self.ctx.dag))
        heads: list[Scope] = []
        key: ScopeKey = ()
        for arm in self.arms.get(task.task_id, ()):
            key = (*key, "arm", arm.decision, arm.kind, arm.outcomes)
            heads.append(Scope(key, "arm", 0, arm))
        if rule := self.endings.get(task.task_id):
            key = (*key, "ending", task.task_id)
            heads.append(Scope(key, "ending", 0, Ending(rule)))
        return (*heads, *(replace(s, key=(*key, *s.key)) for s in scopes))

    @cached_property
    def deciders(self) -> dict[str, DecisionKind]:
        """The tasks that an `if` asks about."""
        return {arm.decision: arm.kind for chain in self.arms.values() for arm in chain}

    def map_sources(self, task_id: str) -> list[str]:
        """The steps whose one value is iterated over when this task is mapped."""
        made, data = self.read[task_id]
        many = {step.step_id for step in made if step.many}
        found = [one.step for (name, _), one in data.items() if name.startswith("*")]
        return [s for s in dict.fromkeys(found) if s not in many and not self._is_many(s)]

    def _is_many(self, step_id: str) -> bool:
        return step_id in self.uses and self.values.mapped(step_id)

    # Data ---------------------------------------------------------------------------------------

    def _without_data(
        self, needs: tuple[Need, ...], data: Mapping[Slot, Data], task: ir.Task
    ) -> tuple[Need, ...]:
        """`needs` without those that passing the data brings anyway.

        A task that is mapped over the runs of another one still waits for all of them; in the
        rules tier the helper sees to that.
        """
        brought: set[str] = set()
        for (name, _), one in data.items():
            over = name.startswith("*") and not self.rules
            if one.bare and one.key is None and not (over and self._is_many(one.step)):
                brought.add(one.step)
        if not self.rules:
            made, _ = self.read[task.task_id]
            brought |= {one.step for step in made for one in step.data.values()}
        return tuple(n for n in needs if n.how != STRICT or n.step not in brought)

    # Order --------------------------------------------------------------------------------------

    def needs(self, task: ir.Task) -> tuple[Need, ...]:
        """The entries of `wait_for`, joints resolved, without doubles."""
        if self.rules:
            own = rule_needs(task, self.graph, self.uses)
        else:
            own = plain_needs(task, self.graph, self.arms)
        own = self.conditional.needs(task.task_id, own)
        found = [resolved for need in own for resolved in self._resolved(need)]
        inside = {arm.decision for arm in self.arms.get(task.task_id, ())}
        return _strictest([*self._sources(found, inside), *found])

    def _sources(self, needs: list[Need], inside: set[str]) -> list[Need]:
        """What mapped tasks were mapped over: where that failed, there are no runs to wait for.

        In the rules tier there is always a run; in an `if` on the runs, there are some.
        """
        if self.rules:
            return []
        found = [
            (n, self.map_sources(n.step))
            for n in needs
            if n.step in self.uses and n.step not in inside
        ]
        return [Need(source, need.how) for need, sources in found for source in sources]

    def _resolved(self, need: Need) -> list[Need]:
        if self.conditional.owns(need.step):
            return [need]
        if self.uses[need.step].definition is not None or need.step in self.named_joints:
            return [need]
        inner = self.needs(self.ctx.dag.task(need.step))
        return [Need(one.step, combine(need.how, one.how)) for one in inner]

    @cached_property
    def named_joints(self) -> frozenset[str]:
        """Vanished tasks that join several tasks for several others."""
        if self.rules:
            return frozenset()
        return frozenset(
            task.task_id
            for task in self.ctx.dag.tasks
            if self.uses[task.task_id].definition is None
            and len(self.graph.downstream(task.task_id)) > 1
            and self._joins(task)
        )

    def _joins(self, task: ir.Task) -> bool:
        """Whether several statements are joined: the runs of one loop are one list already."""
        ups = [self.ctx.dag.task(up) for up in self.graph.upstream(task.task_id)]
        return len({site_of(up, self.ctx.dag) for up in ups}) > 1

    def _joint(self, task: ir.Task) -> Step:
        return Step(
            step_id=task.task_id,
            kind="join",
            site=site_of(task, self.ctx.dag),
            scopes=self.scopes(task),
            waits=self.needs(task),
            use=self.uses[task.task_id],
            task=task,
            many=True,
        )

    def _leaves(self) -> Step:
        found: list[Need] = []
        for leaf in (*self.graph.effective_leaves(), *self.graph.possible_leaves()):
            for arm in self.arms.get(leaf, ()):
                empty = arm.kind == "not_empty"
                sources = self.map_sources(arm.decision) if empty else [arm.decision]
                found += [Need(source) for source in sources]
            needs = self._resolved(Need(leaf))
            found += [*self._sources(needs, set()), *needs]
        return Step(LEAVES, "leaves", LEAVES, waits=_strictest(found))


def _strictest(needs: list[Need]) -> tuple[Need, ...]:
    """Without doubles; a strict need makes a lenient one for the same step needless."""
    kinds: dict[str, list[How]] = {}
    for need in needs:
        kinds.setdefault(need.step, []).append(need.how)
    kept = [
        Need(step, how)
        for step, hows in kinds.items()
        for how in dict.fromkeys(hows)
        if how == STRICT or STRICT not in hows or how.kind not in ("lenient", "required")
    ]
    return tuple(kept)


def codes_in(statement: Statement) -> Iterator[Code]:
    """The code of everything that is submitted in a statement."""
    match statement:
        case Submit(unit=unit):
            for step in unit.steps.values():
                yield from (code for _, code in slots(step.use)) if step.use else ()
        case Nest(body=body):
            for inner in body:
                yield from codes_in(inner)
