"""What ends an evaluation early, and what an evaluated program raises."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from translator.diagnostics import Rule
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.language.scope import ModuleScope
    from translator.load.language.values import Value


class Stop(Exception):
    """The evaluation of the whole file ends here, with a diagnostic."""

    rule: Rule

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class OverBudget(Stop):
    """More steps, or larger values, than a DAG file may need."""

    rule = rules.BUDGET


class TooDeep(Stop):
    """Functions call each other too deeply."""

    rule = rules.RECURSION


class Raised(Exception):
    """An exception of the evaluated program."""

    def __init__(self, error: BaseException, value: Value | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        """A Python exception of the same type, or `UserError`."""
        self.value = value
        """The instance, for an exception class of the user's."""
        self.node: ast.AST | None = None
        self.module: ModuleScope | None = None
        """Where it was raised."""


class UserError(Exception):
    """Stands for an exception whose class is the user's, or outside the tree."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name

    def __str__(self) -> str:
        return f"{self.name}: {self.args[0]}"
