"""`try` around imports: which of its branches build the graph, and whether that is certain.

An import of something outside the tree is taken to succeed. That is no guess about the graph as
long as only names differ; where tasks are made in one of the branches, it is, and it is said.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from translator.load.airflow.names import is_airflow
from translator.load.language.values import AirflowObject, ClassValue, ExternalValue, FunctionValue
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


def report_guess(ev: Evaluator, node: ast.Try, built: bool) -> None:
    """Say that the first branch was read, where the other one would give another graph."""
    if not any(_takes_import_error(one) and not _gives_up(one) for one in node.handlers):
        return
    if not built and not any(_builds(ev, handler) for handler in node.handlers):
        return
    for outside in _outside(ev, node.body):
        detail = f"{outside} is taken to be there; without it, the graph is another one"
        ev.report(rules.UNRESOLVED_IMPORT, detail, node)
        return


def _outside(ev: Evaluator, body: list[ast.stmt]) -> Iterator[str]:
    """What is imported right here and may not be there: neither in the tree nor Airflow's own."""
    from translator.load.language.modules import locate

    for statement in body:
        modules: list[str] = []
        if isinstance(statement, ast.Import):
            modules = [alias.name for alias in statement.names]
            modules = [one for one in modules if _package(one) not in sys.stdlib_module_names]
        elif isinstance(statement, ast.ImportFrom) and not statement.level:
            modules = [statement.module or ""]
        modules = [module for module in modules if not is_airflow(module)]
        yield from (module for module in modules if locate(ev, module) is None)


def _package(module: str) -> str:
    return module.partition(".")[0]


def _takes_import_error(handler: ast.ExceptHandler) -> bool:
    names = ("ImportError", "ModuleNotFoundError", "Exception", "BaseException")
    return handler.type is None or any(
        isinstance(node, ast.Name) and node.id in names for node in ast.walk(handler.type)
    )


def _gives_up(handler: ast.ExceptHandler) -> bool:
    """Whether it ends in `raise`: without the import there is no graph at all."""
    return isinstance(handler.body[-1], ast.Raise)


def _builds(ev: Evaluator, handler: ast.ExceptHandler) -> bool:
    """Whether a handler that was not evaluated calls anything that may make a task."""
    return any(may_build(ev, statement) for statement in handler.body)


def may_build(ev: Evaluator, code: ast.AST) -> bool:
    """Whether code that was not evaluated calls anything that may make a task."""
    calls = (node for node in ast.walk(code) if isinstance(node, ast.Call))
    return any(_may_build(ev, call.func) for call in calls)


def _may_build(ev: Evaluator, function: ast.expr) -> bool:
    while isinstance(function, ast.Attribute | ast.Call):
        function = function.value if isinstance(function, ast.Attribute) else function.func
    value = ev.lookup(function.id) if isinstance(function, ast.Name) else None
    if isinstance(value, ExternalValue):
        return is_airflow(value.name) and "AirflowException" not in value.name
    return isinstance(value, FunctionValue | ClassValue | AirflowObject)
