"""Names that a function only assigns: what they may stand for."""

from __future__ import annotations

import libcst as cst

from translator.lower.syntax import Tree

MUTATORS = frozenset(
    [
        "add",
        "append",
        "clear",
        "discard",
        "extend",
        "insert",
        "pop",
        "popitem",
        "remove",
        "reverse",
        "setdefault",
        "sort",
        "update",
    ]
)


def assigned(tree: Tree, name: str) -> list[cst.BaseExpression] | None:
    """All that a function assigns to a name of its own; None where it is bound otherwise too."""
    found: list[cst.BaseExpression] = []
    for node in tree.walk() if tree.bindings[name] else ():
        match node:
            case (
                cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=own))], value=value)
                | cst.AnnAssign(target=cst.Name(value=own), value=cst.BaseExpression() as value)
            ) if own == name:
                found.append(value)
            case cst.Attribute(value=cst.Name(value=own), attr=cst.Name(value=method)) if (
                own == name and method in MUTATORS
            ):
                return None
            case (
                cst.AssignTarget(target=cst.Subscript(value=cst.Name(value=own)))
                | cst.Del(target=cst.Subscript(value=cst.Name(value=own)))
            ) if own == name:
                return None
    return found if found and len(found) == tree.bindings[name] else None
