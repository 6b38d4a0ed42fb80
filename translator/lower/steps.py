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
from translator.lower.blocks import (
    STRICT,
    Arm,
    Data,
    DecisionKind,
    How,
    Need,
    Scope,
    ScopeKey,
    Slot,
    Step,
)
from translator.lower.context_types import LowerContext
from translator.lower.groups import Grouping
from translator.lower.loops import scopes_of, site_of
from translator.lower.trigger_rules import combine, plain_needs, rule_needs
from translator.plan import Code, TaskUse

LEAVES = "\0leaves"


def slots(use: TaskUse) -> Iterator[tuple[str, Code]]:
    """The pieces of code of a use, by argument: positional ones are "0", "1", ..."""
    yield from ((str(index), code) for index, code in enumerate(use.args))
    yield from use.kwargs.items()
    yield from ((f"*{name}", code) for name, code in use.mapped.items())
    if use.mapped_kwargs is not None:
        yield "**", use.mapped_kwargs
    yield from ((f"={name}", code) for name, code in use.options.items())


def xcoms(use: TaskUse) -> Iterator[tuple[Slot, ir.XComRef]]:
    """The XComs a use reads."""
    for name, code in slots(use):
        for placeholder, ref in code.refs.items():
            if isinstance(ref, ir.XComRef):
                yield (name, placeholder), ref


@dataclass(frozen=True)
class StepBuilder:
    """Makes the steps of one DAG."""

    ctx: LowerContext
    uses: Mapping[str, TaskUse]
    graph: DagGraph
    arms: Mapping[str, tuple[Arm, ...]]
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
            if self.uses[task.task_id].definition is not None:
                for step in self._task_steps(task):
                    found.setdefault(step.step_id, step)
            elif task.task_id in self.named_joints:
                found[task.task_id] = self._joint(task)
        found[LEAVES] = self._leaves()
        return found

    # Tasks --------------------------------------------------------------------------------------

    def _task_steps(self, task: ir.Task) -> Iterator[Step]:
        use = self.uses[task.task_id]
        data: dict[Slot, Data] = {}
        for slot, ref in xcoms(use):
            if pick := self._pick(ref):
                yield pick
                data[slot] = Data(pick.step_id)
            else:
                data[slot] = self._data(task, ref)
        yield Step(
            step_id=task.task_id,
            kind="task",
            site=site_of(task, self.ctx.dag),
            scopes=self.scopes(task),
            waits=self._without_data(self.needs(task), data, task),
            data=data,
            use=use,
            task=task,
            many=bool(use.mapped) or use.mapped_kwargs is not None,
            blocks=bool(self.map_sources(use)) or task.task_id in self.deciders,
            decides=self.deciders.get(task.task_id),
        )

    def scopes(self, task: ir.Task) -> tuple[Scope, ...]:
        """The statements around a task: the arm of a decision, loops, conditions, mapped groups."""
        scopes = self.grouping.wrap(task, scopes_of(task, self.ctx.dag))
        heads: list[Scope] = []
        key: ScopeKey = ()
        for arm in self.arms.get(task.task_id, ()):
            key = (*key, "arm", arm.decision, arm.kind, arm.outcomes)
            heads.append(Scope(key, "arm", 0, arm))
        return (*heads, *(replace(s, key=(*key, *s.key)) for s in scopes))

    @cached_property
    def deciders(self) -> dict[str, DecisionKind]:
        """The tasks that an `if` asks about."""
        return {arm.decision: arm.kind for chain in self.arms.values() for arm in chain}

    def map_sources(self, use: TaskUse) -> list[str]:
        """The tasks whose one value is iterated over when this one is mapped."""
        codes = [*use.mapped.values(), *([use.mapped_kwargs] if use.mapped_kwargs else [])]
        refs = [ref for code in codes for ref in code.refs.values()]
        found = [ref.task_id for ref in refs if isinstance(ref, ir.XComRef)]
        return [up for up in dict.fromkeys(found) if not self.is_many(up)]

    def is_many(self, task_id: str) -> bool:
        """Whether the result of this task is a list of results of its own runs."""
        use = self.uses[task_id]
        return bool(use.mapped) or use.mapped_kwargs is not None

    # Data ---------------------------------------------------------------------------------------

    def _pick(self, ref: ir.XComRef) -> Step | None:
        """The step that takes one key out of a result: the plain tier has no other way."""
        if self.rules or not self._keyed(ref):
            return None
        up = self.ctx.dag.task(ref.task_id)
        use = TaskUse(
            task_id=f"{ref.task_id}[{ref.key}]",
            definition="pick",
            args=(
                Code("__ref_0__", refs={"__ref_0__": ir.XComRef(ref.task_id)}),
                Code(repr(ref.key)),
            ),
        )
        return Step(
            step_id=use.task_id,
            kind="pick",
            site=(site_of(up, self.ctx.dag), ref.key),
            scopes=self.scopes(up),
            data={("0", "__ref_0__"): Data(ref.task_id)},
            use=use,
            task=up,
            many=self.is_many(ref.task_id),
        )

    def _keyed(self, ref: ir.XComRef) -> bool:
        return ref.key != ir.RETURN_VALUE or self.uses[ref.task_id].result == "keys"

    def _data(self, task: ir.Task, ref: ir.XComRef) -> Data:
        if not self.rules:
            return Data(ref.task_id)
        direct = ref.task_id in self.graph.upstream(task.task_id)
        return Data(ref.task_id, ref.key if self._keyed(ref) else None, bare=direct)

    def _without_data(
        self, needs: tuple[Need, ...], data: Mapping[Slot, Data], task: ir.Task
    ) -> tuple[Need, ...]:
        """`needs` without those that passing the data brings anyway."""
        brought = {d.step for d in data.values() if d.bare and d.key is None}
        brought |= {ref.task_id for _, ref in xcoms(self.uses[task.task_id]) if not self.rules}
        return tuple(n for n in needs if n.how != STRICT or n.step not in brought)

    # Order --------------------------------------------------------------------------------------

    def needs(self, task: ir.Task) -> tuple[Need, ...]:
        """The entries of `wait_for`, joints resolved, without doubles."""
        if self.rules:
            own = rule_needs(task, self.graph, self.uses)
        else:
            own = plain_needs(task, self.graph, self.arms)
        found = [resolved for need in own for resolved in self._resolved(need)]
        inside = {arm.decision for arm in self.arms.get(task.task_id, ())}
        return _strictest([*self._sources(found, inside), *found])

    def _sources(self, needs: list[Need], inside: set[str]) -> list[Need]:
        """What mapped tasks were mapped over: where that failed, there are no runs to wait for.

        In the rules tier there is always a run; in an `if` on the runs, there are some.
        """
        if self.rules:
            return []
        found = [(n, self.map_sources(self.uses[n.step])) for n in needs if n.step not in inside]
        return [Need(source, need.how) for need, sources in found for source in sources]

    def _resolved(self, need: Need) -> list[Need]:
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
        for leaf in self.graph.effective_leaves():
            for arm in self.arms.get(leaf, ()):
                empty = arm.kind == "not_empty"
                sources = self.map_sources(self.uses[arm.decision]) if empty else [arm.decision]
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
