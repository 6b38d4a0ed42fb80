"""A method as a callable: `python_callable=job.run`.

The task function is the body of the method, and the flow passes the object: `run(job, ds)`. The
class stays as it is. A method that only works inside its class (`super()`, `self.__secret`), or
one of a class that builds DAGs, is left to a person (AP204).
"""

from __future__ import annotations

import re
from dataclasses import replace

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.names import is_free_word

_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ONLY_INSIDE = re.compile(r"\bsuper\(|\b__class__\b|\.__\w+(?<!__)\b")


def is_method(function: ir.Function) -> bool:
    """Whether its first parameter is the object (or class) that it was read from."""
    return function.owner is not None and "0" in function.bound and bool(function.parameters)


def method_problem(function: ir.Function, file: ir.DagFile) -> str | None:
    """Why a method can't be a function of its own; `file` is where its class stands."""
    if _ONLY_INSIDE.search(function.source):
        return f"{function.owner}.{function.name} only works inside its class"
    statements = [s for s in file.statements if function.owner in s.defines]
    if any(s.builds or (s.airflow and function.module) for s in statements):
        return f"{function.owner}, whose method {function.name} it is, uses Airflow itself"
    return None


def as_function(function: ir.Function) -> tuple[ir.Function, dict[str, str]]:
    """The method with a better name than `self` for its object, and how that was called."""
    old = function.parameters[0].name
    new = _WORDS.sub("_", function.owner or "").lower()
    tree = syntax.Tree.parse(function.source)
    if not is_free_word(new) or re.search(rf"\b{new}\b", function.source):
        return function, {}
    for node in tree.walk():
        if isinstance(node, cst.Name) and node.value == old and not _is_attribute(tree, node):
            tree.replace(node, cst.Name(new))
    first = replace(function.parameters[0], name=new)
    source = syntax.code(tree.apply()).strip("\n")
    renamed = replace(function, source=source, parameters=(first, *function.parameters[1:]))
    return renamed, {old: new}


def _is_attribute(tree: syntax.Tree, node: cst.Name) -> bool:
    """`self` in `other.self` or in `run(self=1)` is another name."""
    parent = tree.parent(node)
    if isinstance(parent, cst.Attribute):
        return parent.attr is node
    return isinstance(parent, cst.Arg) and parent.keyword is node
