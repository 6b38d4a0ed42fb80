"""Expressions that can be evaluated earlier or later without a difference."""

from __future__ import annotations

import libcst as cst

from translator.lower import syntax

# Calls that neither change anything nor depend on anything but their arguments.
PURE_CALLS = frozenset(
    [
        "abs",
        "bool",
        "dict",
        "enumerate",
        "float",
        "frozenset",
        "int",
        "isinstance",
        "len",
        "list",
        "max",
        "min",
        "range",
        "repr",
        "reversed",
        "round",
        "set",
        "sorted",
        "str",
        "sum",
        "tuple",
        "zip",
    ]
)


def is_pure(value: cst.BaseExpression) -> bool:
    """Whether evaluating it earlier or later makes no difference to its neighbours."""
    return not any(_acts(node) for node in syntax.walk(value))


def _acts(node: cst.CSTNode) -> bool:
    if isinstance(node, cst.Await | cst.Yield | cst.NamedExpr):
        return True
    match node:
        case cst.Call(func=cst.Name(value=name)):
            return name not in PURE_CALLS
        case cst.Call(func=cst.Attribute(attr=attr)):
            return attr.value not in {"get", "keys", "values", "items", "strip", "lower", "upper"}
        case cst.Call():
            return True
    return False
