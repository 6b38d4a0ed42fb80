"""Pulls in a loop over known task ids: one parameter holds all of them, by task id.

`for table in TABLES: ti.xcom_pull(task_ids=f"extract_{table}")` reads as many tasks as there are
tables; the flow passes `{"extract_a": ..., "extract_b": ...}`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any, Literal

import libcst as cst

from translator.lower import syntax
from translator.lower.callables.assigned import assigned
from translator.lower.callables.rewrite import Rewrite, Sharer
from translator.lower.callables.static import (
    Lookup,
    alternatives,
    bound,
    elements_of,
    evaluate,
)
from translator.lower.syntax import Tree
from translator.lower.xcom.pushes import own_returns
from translator.references import RETURN_VALUE, UNKNOWN, XComRef

LIMIT = 200
DEEPEST = 5
"""Names assigned by names: so many are followed."""

Kind = Literal["text", "list", "unknown"]

TEXT_METHODS = frozenset({"format", "lower", "upper", "replace", "strip", "join"})


def possible_ids(state: Rewrite, ids: cst.BaseExpression, sharer: Sharer) -> tuple[str, ...] | None:
    """All task ids that an expression takes, where it takes several; None where unknown."""
    if evaluate(ids, state.lookup(sharer)) is not UNKNOWN:
        return None
    found = known_values(state, ids, sharer)
    return None if found is None or not all(isinstance(one, str) for one in found) else found


def known_values(
    state: Rewrite, node: cst.BaseExpression, sharer: Sharer
) -> tuple[Any, ...] | None:
    """All values that an expression takes, in the loops around it; None where unknown."""
    found: list[Any] = []
    for written in _written(state, node, sharer):
        values = _in_loops(state, written, _loops(state, (node, written), sharer), sharer)
        if values is None:
            return None
        found += [value for value in values if value not in found]
    return tuple(found) if len(found) <= LIMIT else None


def _written(
    state: Rewrite, node: cst.BaseExpression, sharer: Sharer, depth: int = 0
) -> Iterator[cst.BaseExpression]:
    """What an expression stands for: the arms of a choice, all that a name is assigned."""
    for one in alternatives(node, state.lookup(sharer)):
        own = assigned(state.tree, one.value) if isinstance(one, cst.Name) else None
        if own is None or depth == DEEPEST:
            yield one
        for value in (own or ()) if depth < DEEPEST else ():
            yield from _written(state, value, sharer, depth + 1)


def _in_loops(
    state: Rewrite, node: cst.BaseExpression, loops: list[list[dict[str, Any]]], sharer: Sharer
) -> list[Any] | None:
    found: list[Any] = []
    for several in itertools.islice(itertools.product(*loops), LIMIT + 1):
        known = {name: value for one in several for name, value in one.items()}
        value = evaluate(node, _lookup(state, sharer, known))
        if value is UNKNOWN or len(found) == LIMIT:
            return None
        if value not in found:
            found.append(value)
    return found


def _loops(
    state: Rewrite, nodes: tuple[cst.BaseExpression, ...], sharer: Sharer
) -> list[list[dict[str, Any]]]:
    """The loops whose variables an expression reads; a parameter runs through what it is given."""
    names = set().union(*(_read(state, node) for node in nodes))
    around = {id(one): one for node in nodes for one in state.tree.above(node)}
    loops = [
        known
        for outer in around.values()
        for known in _targets(state, outer, sharer)
        if known and names & known[0].keys()
    ]
    given = state.given or {}
    own = [name for name in sorted(names & given.keys()) if not state.tree.bindings[name]]
    return loops + [
        [{name: value} for value in given[name]] for name in own if len(given[name]) > 1
    ]


def _read(state: Rewrite, node: cst.CSTNode, depth: int = 0) -> set[str]:
    """The names in an expression, and in what its own names are assigned."""
    names = {one.value for one in syntax.walk(node) if isinstance(one, cst.Name)}
    for name in sorted(names) if depth < DEEPEST else ():
        for value in assigned(state.tree, name) or ():
            names |= _read(state, value, depth + 1)
    return names


def _lookup(state: Rewrite, sharer: Sharer, known: dict[str, Any]) -> Lookup:
    """Values of names in one round of the loops."""
    look = state.lookup(sharer)

    def find(name: str, inside: frozenset[str] = frozenset()) -> Any:
        if name in known:
            return known[name]
        own = assigned(state.tree, name) or ()
        if len(own) == 1 and name not in inside:
            return evaluate(own[0], lambda other: find(other, inside | {name}))
        return look(name)

    return find


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
        values = elements_of(evaluate(loop.iter, state.lookup(sharer)))
        if values is not None:
            yield [known for value in values if (known := bound(loop.target, value))]


def _nested(loop: cst.CompFor) -> Iterator[cst.CompFor]:
    yield loop
    if loop.inner_for_in is not None:
        yield from _nested(loop.inner_for_in)


def kind_of(state: Rewrite, ids: cst.BaseExpression) -> Kind:
    """Whether an expression gives one task id or several, as far as that can be seen."""
    match ids:
        case cst.FormattedString() | cst.SimpleString() | cst.BinaryOperation() | cst.Attribute():
            return "text"
        case cst.Call(func=cst.Attribute(attr=cst.Name(value=name))) if name in TEXT_METHODS:
            return "text"
        case cst.ListComp() | cst.List() | cst.Tuple():
            return "list"
        case cst.Call(func=cst.Name(value="list" | "sorted" | "tuple")):
            return "list"
        case cst.Name(value=name):
            if (own := assigned(state.tree, name)) is not None:
                return _common({kind_of(state, value) for value in own if value is not ids})
            return "text" if _is_target(state, ids, name) else _passed_kind(state, name)
        case cst.IfExp(body=body, orelse=orelse):
            return _common({kind_of(state, body), kind_of(state, orelse)})
    return "text"


def _common(kinds: set[Kind]) -> Kind:
    return kinds.pop() if len(kinds) == 1 else "unknown"


def _is_target(state: Rewrite, node: cst.CSTNode, name: str) -> bool:
    """Whether the name runs through something, element by element."""
    for outer in state.tree.above(node):
        inner = getattr(outer, "for_in", outer)
        if isinstance(inner, cst.For | cst.CompFor) and name in syntax.target_names(inner.target):
            return True
    return False


def _passed_kind(state: Rewrite, name: str) -> Kind:
    """What the tasks pass for a parameter: what another task returns."""
    if state.given is not None:
        text = all(isinstance(value, str) for value in state.given.get(name, (None,)))
        return "text" if text else "unknown"
    return _common({_returned_kind(sharer, name) for sharer in state.sharers})


def _returned_kind(sharer: Sharer, name: str) -> Kind:
    task = sharer.task
    names = [parameter.name for parameter in task.function.parameters] if task.function else []
    given = dict(zip(names, task.call_args, strict=False)) | dict(task.call_kwargs)
    ref = given[name].value if name in given else None
    if isinstance(ref, str):
        return "text"
    if not isinstance(ref, XComRef) or ref.key != RETURN_VALUE:
        return "unknown"
    function = sharer.dag.task(ref.task_id).function
    if function is None or function.name == "<lambda>":
        return "unknown"
    values = [node.value for node in own_returns(Tree.parse(function.source))]
    if all(isinstance(value, cst.SimpleString | cst.FormattedString) for value in values):
        return "text"
    return "list" if all(isinstance(v, cst.List | cst.ListComp) for v in values) else "unknown"


def shared_name(ids: tuple[str, ...]) -> str:
    """A name for the dict: after what the ids have in common."""
    words = zip(*(re.split(r"\W|_", one.rsplit(".", 1)[-1]) for one in ids), strict=False)
    common = itertools.takewhile(lambda word: len(set(word)) == 1, words)
    return "_".join([*(word[0] for word in common if word[0]), "results"])
