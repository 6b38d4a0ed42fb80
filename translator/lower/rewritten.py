"""Kept statements, rewritten where they use Airflow.

Code free of Airflow is kept as it is. A helper function that mentions Airflow goes through the same
rewriting as the code of a task; what resists raises when it is called (AP204).
"""

from __future__ import annotations

from dataclasses import dataclass

from translator import ir
from translator.diagnostics import Sink, Span
from translator.lower.helper_functions import rewrite_helper
from translator.lower.pieces import statement_text
from translator.plan import Import, Kept
from translator.rules.operators import AIRFLOW_IN_CODE


@dataclass(frozen=True, slots=True)
class Piece:
    """A kept piece of the module and the imports that rewriting it brought."""

    kept: Kept
    origin: tuple[ir.Statement, ...]
    imports: frozenset[Import] = frozenset()


def lower_statement(statement: ir.Statement, file: ir.DagFile, sink: Sink) -> Piece:
    """One kept statement as text."""
    text = statement_text(statement, file.text.split("\n"))
    line = statement.first_line
    if not statement.airflow:
        return Piece(Kept(text, line), (statement,))
    rewritten = rewrite_helper(text, statement, file, sink)
    if rewritten is None:
        return Piece(Kept(_stub(statement, text, file, sink), line), (statement,))
    return Piece(Kept(rewritten.source, line), (statement,), rewritten.imports)


def _stub(statement: ir.Statement, text: str, file: ir.DagFile, sink: Sink) -> str:
    """Code in place of the statement that raises when its names are used."""
    names = ", ".join(sorted(statement.defines)) or "this statement"
    sink.add(AIRFLOW_IN_CODE, Span(file.path, statement.start_line), names)
    message = f"AP204 {names} uses Airflow itself: see the comment"
    original = "\n".join(f"    # {line}".rstrip() for line in text.split("\n"))
    functions = [
        f'def {name}(*args, **kwargs):\n{original}\n    raise NotImplementedError("{message}")'
        for name in sorted(statement.defines)
    ]
    return "\n\n\n".join(functions)
