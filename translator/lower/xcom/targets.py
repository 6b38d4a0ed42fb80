"""What one `xcom_pull` reads, for one task, and what the flow passes for it.

Airflow 3 gives the bare value of a task that is mapped over one element, Airflow 2 a list of one;
a list of task ids gives the results of mapped tasks one by one, and in Airflow 2 leaves out the
tasks that pushed nothing (semantics, section 3.4).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from translator import ir
from translator.ir import RETURN_VALUE
from translator.lower.callables.outcomes import may_return_none
from translator.lower.code import dict_code, join_code, list_code, xcom_code
from translator.lower.xcom.outputs import has_multiple_outputs
from translator.lower.xcom.pushed_keys import literal_keys, never_pushes
from translator.plan import Code
from translator.references import EVERY_KEY

Indexes = int | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What one call pulls, for one task."""

    dag: ir.Dag
    task_ids: str | tuple[str, ...]
    key: str = RETURN_VALUE
    empty: frozenset[str] = frozenset()
    """Tasks that never push it: the value is None."""
    indexes: Indexes | None = None
    """`map_indexes`, where they are known, and the number of runs too."""
    own: bool = False
    """Of a task in the same mapped group: what its run for the same element pushed."""
    all: bool = False
    """All results of a mapped task, whatever their number."""

    def __hash__(self) -> int:
        return hash((self.task_ids, self.key, self.indexes, self.own, self.all))

    @property
    def ids(self) -> tuple[str, ...]:
        """All task ids."""
        return (self.task_ids,) if isinstance(self.task_ids, str) else self.task_ids

    @property
    def mapped(self) -> bool:
        """Whether it reads results of a mapped task."""
        return any(one not in self.empty and is_many(self.dag, one) for one in self.ids)

    def code(self) -> Code:
        """What the flow passes."""
        if isinstance(self.task_ids, str):
            return self._whole(self.task_ids)
        ids = self.task_ids
        if self.dag.major == 2:
            ids = tuple(one for one in ids if one not in self.empty)
        return list_code(map(self._listed, ids), "()" if self.dag.major == 1 else "[]")

    def by_id(self) -> Code:
        """All of them in a dict."""
        return dict_code({task_id: self._one(task_id) for task_id in self.ids})

    def one(self, position: int) -> Code:
        """What the flow passes for one of several tasks."""
        return self._one(self.ids[position])

    def _whole(self, task_id: str) -> Code:
        if self.indexes is not None and task_id not in self.empty:
            return self._indexed(task_id, self.indexes)
        one = self._one(task_id)
        if task_id in self.empty or self.own or self.all or self.dag.major < 3:
            return one
        return join_code("{}[0]", [one]) if runs(self.dag, task_id) == 1 else one

    def _listed(self, task_id: str) -> Code:
        one = self._one(task_id)
        spread = task_id not in self.empty and is_many(self.dag, task_id)
        return join_code("*{}", [one]) if spread else one

    def _indexed(self, task_id: str, indexes: Indexes) -> Code:
        known = runs(self.dag, task_id) or 0
        if isinstance(indexes, int):
            here = 0 <= indexes < known
            return join_code(f"{{}}[{indexes}]", [self._one(task_id)]) if here else Code("None")
        found = [one for one in indexes if 0 <= one < known]
        return list_code(join_code(f"{{}}[{i}]", [self._one(task_id)]) for i in found)

    def _one(self, task_id: str) -> Code:
        if task_id in self.empty:
            return Code("None")
        if self.key == EVERY_KEY and pushes_no_key(self.dag.task(task_id)):
            return dict_code({RETURN_VALUE: xcom_code(task_id)})
        return xcom_code(task_id, self.key)


def pushes_no_key(task: ir.Task) -> bool:
    """Whether a task has no XCom beside what it returns."""
    plain = task.function is not None and not has_multiple_outputs(task)
    return plain and task.function is not None and literal_keys(task.function) == frozenset()


def empty_of(dag: ir.Dag, ids: tuple[str, ...], key: str) -> frozenset[str]:
    """Of some task ids, those that have no such XCom."""
    known = {task.task_id for task in dag.tasks}
    return frozenset(
        one
        for one in ids
        if one not in known or (key != EVERY_KEY and never_pushes(dag.task(one), key))
    )


# Mapped tasks -------------------------------------------------------------------------------------


def mapping_of(dag: ir.Dag, task_id: str) -> ir.Mapped | None:
    """The mapping of a task, or of the group around it."""
    task = dag.task(task_id)
    group = mapped_group_of(dag, task_id)
    return task.mapped or (group.mapped if group else None)


def mapped_group_of(dag: ir.Dag, task_id: str) -> ir.Group | None:
    """The mapped group around a task."""
    groups: Mapping[str, ir.Group] = {group.group_id: group for group in dag.groups}
    name = dag.task(task_id).group
    while name is not None and name in groups:
        if groups[name].mapped is not None:
            return groups[name]
        name = groups[name].parent
    return None


def over_a_group(task: ir.Task, dag: ir.Dag) -> str | None:
    """Why a task never runs: it is mapped over the result of a mapped group that it is not in."""
    mapped = task.mapped
    exprs = [*mapped.arguments.values(), *filter(None, [mapped.kwargs])] if mapped else []
    for ref in (ref for expr in exprs for ref in expr.refs.values()):
        if not isinstance(ref, ir.XComRef) or dag.task(ref.task_id).mapped is not None:
            continue
        group = mapped_group_of(dag, ref.task_id)
        if group is not None and mapped_group_of(dag, task.task_id) != group:
            return f"over {ref.task_id!r} of a mapped group, where Airflow never runs it"
    return None


def is_many(dag: ir.Dag, task_id: str) -> bool:
    """Whether a task runs once for each of several elements."""
    return mapping_of(dag, task_id) is not None


def runs(dag: ir.Dag, task_id: str) -> int | None:
    """How often a mapped task runs, where that is written; None for any other."""
    mapped = mapping_of(dag, task_id)
    if mapped is None:
        return None
    lengths = list(_lengths(mapped))
    return None if None in lengths else math.prod(one or 0 for one in lengths)


def _lengths(mapped: ir.Mapped) -> Iterator[int | None]:
    exprs = [mapped.kwargs] if mapped.kwargs is not None else list(mapped.arguments.values())
    for expr in exprs:
        known = expr.known and isinstance(expr.value, list | tuple | dict)
        yield len(expr.value) if known else None


def sparse(dag: ir.Dag, task_id: str) -> bool:
    """Whether some of the runs of a mapped task may return nothing."""
    function = dag.task(task_id).function
    return function is not None and (
        function.name == "<lambda>" or may_return_none(function.source)
    )
