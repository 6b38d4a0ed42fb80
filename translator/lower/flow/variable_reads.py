"""`Variable.get(...)` where a DAG is built: in arguments of operators, in loops, in conditions.

Airflow reads the Variable each time it parses the file; the flow reads Prefect's each time it runs.
Names and defaults are those that `services` gives the same call inside a callable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

import libcst as cst

from translator import ir
from translator.diagnostics import Severity, Sink
from translator.lower import syntax
from translator.lower.airflow_names import file_imports
from translator.lower.callables.context import Resolver
from translator.lower.callables.services import VARIABLE_NAME, prefect_variable, variable_finding
from translator.lower.free_names import free_names
from translator.rules.data import VARIABLE

PREFECT = {"Variable": "prefect.variables:Variable"}


def with_prefect_variables(file: ir.DagFile, sink: Sink) -> ir.DagFile:
    """The file, with every such read in an expression of its DAGs as Prefect's (AP305)."""
    imports = file_imports(file)
    if VARIABLE_NAME not in imports.values() and "airflow.models" not in imports.values():
        return file
    found: ir.DagFile = replace(file, dags=_Change(Resolver(imports), sink).of(file.dags))
    return found


@dataclass(slots=True)
class _Change:
    """A walk over what the loader found; objects that are shared stay shared."""

    resolver: Resolver
    sink: Sink
    done: dict[int, Any] = field(default_factory=dict)

    def of(self, node: Any) -> Any:
        """`node` with all expressions in it changed; itself where none of them is."""
        if id(node) not in self.done:
            self.done[id(node)] = self._changed(node)
        return self.done[id(node)]

    def _changed(self, node: Any) -> Any:
        match node:
            case tuple():
                items = [self.of(one) for one in node]
                same = all(a is b for a, b in zip(items, node, strict=True))
                return node if same else tuple(items)
            case Mapping():
                named = {key: self.of(one) for key, one in node.items()}
                return node if all(named[key] is node[key] for key in node) else named
            case ir.Expr():
                return self._inside(self._expression(node))
            case _ if is_dataclass(node):
                return self._inside(node)
        return node

    def _inside(self, node: Any) -> Any:
        values = {one.name: getattr(node, one.name) for one in fields(node)}
        changed = {name: self.of(value) for name, value in values.items() if name != "value"}
        different = {name: new for name, new in changed.items() if new is not values[name]}
        return replace(node, **different) if different else node

    def _expression(self, expr: ir.Expr) -> ir.Expr:
        if "Variable" not in expr.code and not expr.names & self._aliases():
            return expr
        reads = _Reads(self.resolver)
        code = syntax.code(cst.parse_expression(expr.code).visit(reads))  # type: ignore[arg-type]
        for detail, severity in reads.found:
            self.sink.add(VARIABLE, expr.span, detail, severity=severity)
        if not reads.found:
            return expr
        names = expr.names & free_names(code) - PREFECT.keys()
        return replace(expr, code=code, names=names, imports={**expr.imports, **PREFECT})

    def _aliases(self) -> set[str]:
        return {name for name, full in self.resolver.imports.items() if full == VARIABLE_NAME}


class _Reads(cst.CSTTransformer):
    """Changes the calls, and notes what is to be told about them."""

    def __init__(self, resolver: Resolver) -> None:
        super().__init__()
        self.resolver = resolver
        self.found: list[tuple[str, Severity | None]] = []

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        """`Variable.get(...)`."""
        match original_node.func:
            case cst.Attribute(value=owner, attr=cst.Name(value="get")):
                if self.resolver.airflow_name(owner) == VARIABLE_NAME:
                    return self._get(updated_node)
        return updated_node

    def _get(self, node: cst.Call) -> cst.BaseExpression:
        made = prefect_variable(node)
        if made is None:
            return node
        call, key = made
        self.found.append(variable_finding(key))
        return call
