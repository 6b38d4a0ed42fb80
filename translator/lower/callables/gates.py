"""`@task.run_if` and `@task.skip_if`: a condition at the top of the task function that skips.

Airflow: the condition gets the context before the task executes; where it says no, the task is
skipped (semantics, section 2.4). A condition that only returns something (and perhaps a message) is
written into the function, a longer one as an inner function; the others are calls of code that
expects a context (AP203).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.callables.inlined_helpers import returned
from translator.lower.callables.rewrite import quoted
from translator.lower.free_names import free_names
from translator.lower.syntax import Tree
from translator.lower.xcom.pushes import own_returns

# Stand-ins until the function is rewritten.
CONTEXT = "__gate_context__"
SKIP = "__gate_skip__"


def with_gates(function: ir.Function, gates: Sequence[ir.Gate]) -> ir.Function | None:
    """The function with its conditions in front; None where one can't be written down."""
    blocks = [_block(gate, function) for gate in reversed(gates)]
    if None in blocks or function.name == "<lambda>":
        return None
    lines = [line for block in blocks for line in syntax.statements(block or "")]
    tree = Tree.parse(function.source)
    at = 1 if tree.function.get_docstring(clean=False) is not None else 0
    body = tree.body.with_changes(body=[*tree.body.body[:at], *lines, *tree.body.body[at:]])
    source = syntax.code(tree.function.with_changes(body=body)).strip("\n")
    return dataclasses.replace(function, source=source)


def _block(gate: ir.Gate, function: ir.Function) -> str | None:
    """The statements that skip the task where its condition says so."""
    condition = gate.condition.function
    if condition is None or condition.module or len(condition.parameters) != 1:
        return None
    found = returned(condition)
    if found is None:
        return _inner(gate, condition, function)
    body = found.visit(_Renamed(condition.parameters[0].name))
    match body:
        case cst.Tuple(elements=[cst.Element(value=test), cst.Element(value=message)]):
            return _skipping(gate, test, syntax.code(message))
        case cst.BaseExpression() if not isinstance(body, cst.Tuple):
            return _skipping(gate, body, _message(gate))
    return None


def _inner(gate: ir.Gate, condition: ir.Function, function: ir.Function) -> str | None:
    """A condition of several statements, as a function inside the task's."""
    if condition.decorators or condition.is_async or condition.is_generator or condition.closure:
        return None
    if condition.name == "<lambda>" or condition.name in free_names(function.source):
        return None
    tree = Tree.parse(condition.source)
    if any(isinstance(node.value, cst.Tuple) for node in own_returns(tree)):
        return None
    body = tree.body.visit(_Renamed(condition.parameters[0].name))
    inner = tree.function.with_changes(body=body, params=cst.Parameters(), returns=None)
    asked = cst.Call(cst.Name(condition.name))
    return f"{syntax.code(inner)}\n{_skipping(gate, asked, _message(gate))}"


def _skipping(gate: ir.Gate, test: cst.BaseExpression, message: str) -> str:
    text = syntax.code(test)
    if gate.kind == "run_if":
        text = f"not {text}" if _binds_tightly(test) else f"not ({text})"
    return f"if {text}:\n    raise {SKIP}({message})\n"


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
