"""Pulls in a loop over known task ids: one parameter holds all of them, by task id.

`for table in TABLES: ti.xcom_pull(task_ids=f"extract_{table}")` reads as many tasks as there are
tables; the flow passes `{"extract_a": ..., "extract_b": ...}`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

import libcst as cst

from translator.lower import syntax
from translator.lower.rewrite import Rewrite, Sharer
from translator.lower.static import Lookup, evaluate

LIMIT = 200


def possible_ids(state: Rewrite, ids: cst.BaseExpression, sharer: Sharer) -> tuple[str, ...] | None:
    """All task ids that the expression takes in the loops around it; None where unknown."""
    names = {node.value for node in syntax.walk(ids) if isinstance(node, cst.Name)}
    loops = [
        known
        for outer in state.tree.above(ids)
        for known in _targets(state, outer, sharer)
        if known and names & known[0].keys()
    ]
    if not loops:
        return None
    found: list[str] = []
    for several in itertools.islice(itertools.product(*loops), LIMIT + 1):
        known = {name: value for one in several for name, value in one.items()}
        value = evaluate(ids, _lookup(state, sharer, known))
        if not isinstance(value, str) or len(found) == LIMIT:
            return None
        found.append(value)
    return tuple(dict.fromkeys(found))


def _lookup(state: Rewrite, sharer: Sharer, known: dict[str, Any]) -> Lookup:
    look = state.lookup(sharer)
    return lambda name: known[name] if name in known else look(name)


def _targets(state: Rewrite, node: cst.CSTNode, sharer: Sharer) -> Iterator[list[dict[str, Any]]]:
    """The loops that a node opens: their variables, iteration by iteration."""
    loops: list[cst.For | cst.CompFor] = []
    match node:
        case cst.For():
            loops = [node]
        case (
            cst.GeneratorExp(for_in=first) | cst.ListComp(for_in=first) | cst.SetComp(for_in=first)
        ):
            loops = list(_nested(first))
        case cst.DictComp(for_in=first):
            loops = list(_nested(first))
    for loop in loops:
        values = evaluate(loop.iter, state.lookup(sharer))
        if isinstance(values, list | dict):
            yield [known for value in values if (known := _bound(loop.target, value))]


def _bound(target: cst.BaseAssignTargetExpression, value: Any) -> dict[str, Any]:
    """What one iteration gives to the target; nothing where that isn't plain."""
    if isinstance(target, cst.Name):
        return {target.value: value}
    names = syntax.target_names(target)
    if isinstance(target, cst.Tuple) and isinstance(value, list) and len(value) == len(names):
        return dict(zip(names, value, strict=True))
    return {}


def _nested(loop: cst.CompFor) -> Iterator[cst.CompFor]:
    yield loop
    if loop.inner_for_in is not None:
        yield from _nested(loop.inner_for_in)


def shared_name(ids: tuple[str, ...]) -> str:
    """A name for the dict: after what the ids have in common."""
    words = zip(*(re.split(r"\W|_", one.rsplit(".", 1)[-1]) for one in ids), strict=False)
    common = itertools.takewhile(lambda word: len(set(word)) == 1, words)
    return "_".join([*(word[0] for word in common if word[0]), "results"])
