"""Task groups: a mapped group is a loop over its elements, any other group is only a comment.

Airflow: `group.expand(name=names)` runs the whole sub-graph once for each element.
Prefect: `for name in names:` around the submits; what stands outside waits for the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from translator import ir
from translator.graph import DagGraph
from translator.lower.code import code_of
from translator.lower.flow.blocks import Elements, Scope
from translator.lower.flow.decisions import mapped_group, whole_refs
from translator.plan import Code, TaskUse


@dataclass(frozen=True)
class Grouping:
    """The mapped groups of one DAG, as statements around their tasks."""

    dag: ir.Dag
    graph: DagGraph
    uses: Mapping[str, TaskUse]

    def wrap(self, task: ir.Task, scopes: tuple[Scope, ...]) -> tuple[Scope, ...]:
        """`scopes` with the loop of the mapped group that `task` is in, if it is in one."""
        group = mapped_group(task, self.graph)
        if group is None:
            return scopes
        depth = self._depth(group)
        outer, inner = scopes[:depth], scopes[depth:]
        head = self._scope(group, outer[-1].key if outer else ())
        return (*outer, head, *(replace(s, key=("in", head.key, s.key)) for s in inner))

    def _depth(self, group: ir.Group) -> int:
        """How many loops and conditions stand around the whole group."""
        members = [self.dag.task(member) for member in self.graph.members(group.group_id)]
        frames = [[f for f in m.frames if not isinstance(f, ir.Call)] for m in members]
        depth = 0
        for level in zip(*frames, strict=False):
            if any(frame != level[0] for frame in level):
                break
            depth += 1
        return depth - sum(not isinstance(f, ir.Call) for f in self.dag.frames)

    def _scope(self, group: ir.Group, outer: object) -> Scope:
        return Scope(("elements", outer, group.span), "elements", 0, elements_of(group))


def elements_of(group: ir.Group) -> Elements:
    """The loop header of a mapped group."""
    assert group.mapped is not None
    mapped = group.mapped
    codes: tuple[Code, ...]
    if mapped.kind == "expand_kwargs":
        assert mapped.kwargs is not None
        codes = (_code(mapped.kwargs),)
    else:
        codes = tuple(_code(expr) for expr in mapped.arguments.values())
    refs = [ref for code in codes for ref in code.refs.values()]
    sources = dict.fromkeys(r.task_id for r in refs if isinstance(r, ir.XComRef))
    return Elements(group.group_id, tuple(mapped.arguments), codes, tuple(sources))


def _code(expr: ir.Expr) -> Code:
    """What is run over. A list with results in it is none: Airflow itself does not resolve those.

    Airflow: `MappedArgument.resolve` resolves the whole argument, not its elements.
    """
    code = code_of(expr)
    return code if whole_refs(expr) or not code.refs else Code("__ref_0__")
