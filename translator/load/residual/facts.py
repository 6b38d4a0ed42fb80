"""Facts about the module level of the DAG file, computed when first asked for."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Iterator

from translator.load.language.scope import Binding
from translator.load.sources.free_names import names_of


class ModuleFacts:
    """Which statement binds a module-level name last."""

    def __init__(self, tree: ast.Module) -> None:
        self._units: list[int] = []
        self._last: dict[str, int] = {}
        for unit in _units(tree.body):
            self._units.append(unit.lineno)
            for name in names_of(unit).binds:
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
