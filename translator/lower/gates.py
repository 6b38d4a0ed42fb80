"""`@task.run_if` and `@task.skip_if`: a condition at the top of the task function that skips.

Airflow: the condition gets the context before the task executes; where it says no, the task is
skipped (semantics, section 2.4). A lambda is written into the function; other conditions are calls
of code that expects a context (AP203).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.inlined_helpers import returned
from translator.lower.rewrite import quoted
from translator.lower.syntax import Tree

# Stand-ins until the function is rewritten.
CONTEXT = "__gate_context__"
SKIP = "__gate_skip__"


def with_gates(function: ir.Function, gates: Sequence[ir.Gate]) -> ir.Function | None:
    """The function with its conditions in front; None where one can't be written down."""
    tests = [_test(gate) for gate in gates]
    if None in tests or function.name == "<lambda>":
        return None
    lines = [
        line
        for gate, test in zip(reversed(gates), reversed(tests), strict=True)
        for line in syntax.statements(f"if {test}:\n    raise {SKIP}({_message(gate)})\n")
    ]
    tree = Tree.parse(function.source)
    at = 1 if tree.function.get_docstring(clean=False) is not None else 0
    body = tree.body.with_changes(body=[*tree.body.body[:at], *lines, *tree.body.body[at:]])
    source = syntax.code(tree.function.with_changes(body=body)).strip("\n")
    return dataclasses.replace(function, source=source)


def _test(gate: ir.Gate) -> str | None:
    """The condition under which the task is skipped."""
    condition = gate.condition.function
    if condition is None or condition.module or len(condition.parameters) != 1:
        return None
    found = returned(condition)
    if found is None or isinstance(found, cst.Tuple):
        return None
    body = found.visit(_Renamed(condition.parameters[0].name))
    assert isinstance(body, cst.BaseExpression)
    text = syntax.code(body)
    if gate.kind == "skip_if":
        return text
    return f"not {text}" if _binds_tightly(body) else f"not ({text})"


def _binds_tightly(node: cst.BaseExpression) -> bool:
    return isinstance(node, cst.Name | cst.Call | cst.Attribute | cst.Subscript)


def _message(gate: ir.Gate) -> str:
    if gate.message is not None and isinstance(gate.message.value, str):
        return quoted(gate.message.value)
    return quoted(f"{gate.kind}: {gate.condition.code}")


class _Renamed(cst.CSTTransformer):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        return cst.Name(CONTEXT) if updated_node.value == self._name else updated_node
