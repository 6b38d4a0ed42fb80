"""A lambda as a `def`, so that it can be a task with a name."""

from __future__ import annotations

import libcst as cst

from translator.lower import syntax

# Methods and functions that are called for what they do: their None is not worth returning.
PROCEDURES = frozenset({"print", "xcom_push", "info", "warning", "error", "debug"})


def lambda_to_def(source: str, name: str) -> str:
    """The source of a function that does what the lambda does."""
    node = syntax.expression(source.strip())
    assert isinstance(node, cst.Lambda)
    params = node.params
    body = node.body
    result: cst.BaseSmallStatement = cst.Expr(body) if _procedure(body) else cst.Return(body)
    block = cst.IndentedBlock([cst.SimpleStatementLine([result])])
    return syntax.code(cst.FunctionDef(cst.Name(name), params, block))


def _procedure(body: cst.BaseExpression) -> bool:
    match body:
        case (
            cst.Call(func=cst.Name(value=name))
            | cst.Call(func=cst.Attribute(attr=cst.Name(value=name)))
        ):
            return name in PROCEDURES
    return False
