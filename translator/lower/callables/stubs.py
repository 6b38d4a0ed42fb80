"""Functions that raise: what of a callable can't be translated stands in them as a comment.

Where only Airflow's own classes stand in the way (a hook), the comment is the code as it would be
in Prefect: its XComs are parameters and results, and the flow passes them already. Whoever replaces
the hook has nothing else to do.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

import libcst as cst

from translator.lower import syntax
from translator.lower.callables.beside import names_beside
from translator.lower.callables.rewrite import Rewrite, raise_text
from translator.lower.free_names import free_names
from translator.lower.syntax import Tree
from translator.plan import Import
from translator.rules.data import CONNECTION
from translator.rules.operators import AIRFLOW_IN_CODE

READABLE = (CONNECTION, AIRFLOW_IN_CODE)


def is_readable(state: Rewrite) -> bool:
    """Whether a blocked function reads well but for Airflow's names in it."""
    own = state.function.span.path == state.file.path and state.function.name != "<lambda>"
    return own and bool(state.blockers) and all(one.rule in READABLE for one in state.blockers)


def commented(state: Rewrite, function: cst.FunctionDef) -> tuple[cst.FunctionDef, frozenset[str]]:
    """The rewritten function with its body as a comment, and the names to keep in the module."""
    source = syntax.code(function)
    kept, above = names_beside(state.file, free_names(source))
    lines = [*sorted(map(_import_line, state.imports)), *above]
    state.imports.clear()
    state.support.clear()
    state.gives_up = False
    body = function.body
    assert isinstance(body, cst.IndentedBlock)
    return _raising(state, function, body, lines), kept


def blocked(state: Rewrite, function: cst.FunctionDef) -> cst.FunctionDef:
    """The docstring, a raise, and the original body as a comment."""
    state.inputs.clear()
    state.imports.clear()
    state.support.clear()
    state.gives_up = False
    written = state.function
    tree = state.tree if written.name == "<lambda>" else Tree.parse(written.source)
    return _raising(state, function, tree.body, ())


def _raising(
    state: Rewrite, function: cst.FunctionDef, body: cst.IndentedBlock, above: Iterable[str]
) -> cst.FunctionDef:
    first = state.blockers[0]
    statements = list(body.body)
    docstring = statements[:1] if function.get_docstring(clean=False) is not None else []
    rest = body.with_changes(body=statements[len(docstring) :], header=cst.TrailingWhitespace())
    lines = [*above, *_dedented(syntax.code(rest))]
    raising = syntax.statement(raise_text(first.rule, first.detail))
    block = cst.IndentedBlock([*docstring, raising], footer=[*map(syntax.comment, lines)])
    return function.with_changes(body=block)


def _dedented(text: str) -> list[str]:
    return textwrap.dedent(text).strip("\n").split("\n")


def _import_line(one: Import) -> str:
    alias = f" as {one.alias}" if one.alias else ""
    return (
        f"from {one.module} import {one.name}{alias}" if one.name else f"import {one.module}{alias}"
    )
