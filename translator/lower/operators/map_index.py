"""`ti.map_index`: the number of a task's run among those of the mapped task, or mapped group.

Airflow: 0, 1, ... in the order of the elements; -1 where nothing is mapped.
Prefect: a task doesn't know; the flow counts with `enumerate` and passes the number.
"""

from __future__ import annotations

from translator import ir
from translator.lower.callables.rewrite import Feed, Rewrite
from translator.lower.code import ref_code
from translator.plan import Code

INDEX = "\0index"
"""Name of the `GroupArgument` that stands for it; without a group where the task is mapped."""


def map_index_code(task: ir.Task, dag: ir.Dag) -> Code:
    """What the flow passes as the map index of a task."""
    if task.mapped is not None:
        return ref_code(ir.GroupArgument("", INDEX))
    groups = {group.group_id: group for group in dag.groups}
    name = task.group
    while name is not None and name in groups:
        if groups[name].mapped is not None:
            return ref_code(ir.GroupArgument(name, INDEX))
        name = groups[name].parent
    return Code("-1")


def map_index_parameter(state: Rewrite) -> str:
    """The parameter of a callable that holds it."""
    holds = ("map", "index")
    if holds not in state.held:
        name = state.held[holds] = state.fresh("map_index", "run_index")
        state.inputs[name] = Feed(lambda sharer, _: map_index_code(sharer.task, sharer.dag))
    return state.held[holds]


def is_index(ref: ir.Ref | None) -> bool:
    """Whether a reference is to the map index."""
    return isinstance(ref, ir.GroupArgument) and ref.name == INDEX


def counts(code: Code, group_id: str) -> bool:
    """Whether code reads the map index of a group ("": of the mapped task itself)."""
    refs = code.refs.values()
    return any(is_index(ref) and getattr(ref, "group_id", None) == group_id for ref in refs)
