"""A callable that is a generator function becomes a plain one.

Airflow: runs the generator to its end for the asset metadata that it yields, drops everything else
that it yields, and takes what it returns (semantics, section 3.2).
Prefect: a task may be a generator, but its result is what it yields. So `yield x` becomes `x`, or
goes where that does nothing; metadata of assets is said to their events (`asset_events`). What
depends on the generator (`yield from`, a value that is sent) stays a person's work (AP204).
"""

from __future__ import annotations

import libcst as cst

from translator.lower.callables.asset_events import is_metadata
from translator.lower.callables.rewrite import Rewrite
from translator.rules.operators import AIRFLOW_IN_CODE

IDLE = (cst.Name, cst.BaseString, cst.BaseNumber)


def without_yields(state: Rewrite) -> None:
    """Turn every `yield` of the function into a statement, or say why that can't be."""
    yields = [n for n in state.tree.walk() if isinstance(n, cst.Yield)]
    own = [node for node in yields if not state.tree.in_nested(node)]
    if state.function.is_async or not all(_dropped(state, node) for node in own):
        state.block(AIRFLOW_IN_CODE, f"{state.function.name} is a generator")
        return
    for node in own:
        _replace(state, node)


def _dropped(state: Rewrite, node: cst.Yield) -> bool:
    """Whether nothing gets the value, neither Airflow nor the function."""
    if isinstance(node.value, cst.From) or not isinstance(state.tree.parent(node), cst.Expr):
        return False
    if is_metadata(state, node.value):
        return True
    called = node.value.func if isinstance(node.value, cst.Call) else None
    return called is None or state.resolver.airflow_name(called) is None


def _replace(state: Rewrite, node: cst.Yield) -> None:
    line = state.tree.line(node)
    if node.value is not None and not isinstance(node.value, IDLE):
        state.tree.edit(node, lambda new: new.value)  # type: ignore[attr-defined]
    elif line is not None and len(line.body) == 1:
        state.tree.remove(line)
    else:
        state.tree.replace(node, cst.Name("None"))
