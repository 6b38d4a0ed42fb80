"""Facts about the module level of the DAG file, computed when first asked for."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Iterator

from translator.load.scope import Binding
from translator.load.walk import children

BODIES = ("body", "orelse", "finalbody")


class ModuleFacts:
    """Which statement binds a module-level name last."""

    def __init__(self, tree: ast.Module) -> None:
        self._units: list[int] = []
        self._last: dict[str, int] = {}
        for unit in _units(tree.body):
            self._units.append(unit.lineno)
            for name in stored_names(unit):
                self._last[name] = unit.lineno

    def is_last(self, binding: Binding) -> bool:
        """Whether no later statement of the module binds the name again."""
        index = bisect_right(self._units, binding.line) - 1
        unit = self._units[index] if index >= 0 else 0
        return self._last.get(binding.name, unit) <= unit


def _units(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The top-level statements, those of a top-level `with` one by one."""
    for statement in body:
        if isinstance(statement, ast.With):
            yield from _units(statement.body)
        else:
            yield statement


def stored_names(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement binds at its own level."""
    todo: list[ast.AST] = [statement]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.alias):
            yield node.asname or node.name.partition(".")[0]
        elif isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Store):
                yield node.id
        elif not isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp):
            todo.extend(children(node))
