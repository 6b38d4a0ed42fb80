"""Arguments that are all the results of a mapped task: a list here, a lazy sequence in Airflow.

Airflow (2.10 and 3.3 alike) gives a LazyXComSequence: `len`, `in`, an index, a slice, a loop and
`==` do what a list does; it is no list for `isinstance`, its text says how many items there are,
and it can't be added to, changed or written as JSON. Prefect gives a list.
They differ in: just that, which is told (AP313) where the code shows it.
"""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from translator import ir
from translator.ir import RETURN_VALUE
from translator.lower import syntax
from translator.lower.callables.assigned import MUTATORS
from translator.lower.callables.callable_names import own_arguments
from translator.lower.callables.rewrite import Rewrite, Sharer
from translator.lower.xcom.targets import is_many, mapped_group_of
from translator.rules.data import XCOM_STORED

OWN_METHODS = MUTATORS | {"copy"}
"""What a list can do and a sequence cannot."""


def tell_lazy(state: Rewrite) -> None:
    """Report what the callable does with such arguments that Airflow's sequence does otherwise."""
    names = {name for sharer in state.sharers for name in _lazy(sharer)}
    names = {name for name in names if not state.tree.bindings[name]}
    for node in state.tree.walk() if names else ():
        for name, what in _uses(node, names):
            detail = (
                f"{name} is a list here, and no list in Airflow: {syntax.one_line(node)} {what}"
            )
            state.find(XCOM_STORED, detail)


def _lazy(sharer: Sharer) -> Iterator[str]:
    """The parameters that get the results of a mapped task."""
    task = sharer.task
    if task.function is None or task.mapped is not None:
        return
    ordered = [p.name for p in task.function.parameters if p.kind != "keyword_only"]
    given = dict(zip(ordered, task.call_args, strict=False)) | dict(task.call_kwargs)
    for name in own_arguments(task) & given.keys():
        if _is_lazy(given[name].value, sharer):
            yield name


def _is_lazy(ref: object, sharer: Sharer) -> bool:
    if not isinstance(ref, ir.XComRef) or ref.key != RETURN_VALUE:
        return False
    if not is_many(sharer.dag, ref.task_id):
        return False
    group = mapped_group_of(sharer.dag, ref.task_id)
    return group is None or group != mapped_group_of(sharer.dag, sharer.task.task_id)


def _uses(node: cst.CSTNode, names: set[str]) -> Iterator[tuple[str, str]]:
    """The names whose difference a node shows, and what it is in Airflow."""
    match node:
        case cst.Call(func=cst.Name(value="isinstance"), args=[cst.Arg(value=value), cst.Arg()]):
            types = {n.value for n in syntax.walk(node.args[1]) if isinstance(n, cst.Name)}
            if "list" in types and "Sequence" not in types:
                yield from _named(value, names, "is False there")
        case cst.Call(func=cst.Name(value="type" | "str" | "repr"), args=[cst.Arg(value=value)]):
            yield from _named(value, names, "is another there")
        case cst.FormattedStringExpression(expression=value):
            yield from _named(value, names, "is another text there")
        case cst.Call(func=func, args=[cst.Arg(value=value), *_]) if syntax.dotted(func) in {
            "json.dumps",
            "dumps",
        }:
            yield from _named(value, names, "fails there")
        case cst.BinaryOperation(left=left, operator=cst.Add() | cst.Multiply(), right=right):
            yield from _named(left, names, "fails there")
            yield from _named(right, names, "fails there")
        case cst.Call(func=cst.Attribute(value=owner, attr=cst.Name(value=method))):
            if method in OWN_METHODS:
                yield from _named(owner, names, "fails there")


def _named(node: cst.CSTNode, names: set[str], what: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, cst.Name) and node.value in names:
        yield node.value, what
