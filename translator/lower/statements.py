"""The statements of a DAG file in the order in which they run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from translator import ir


def flatten(statements: Iterable[ir.Statement]) -> Iterator[ir.Statement]:
    """The statements that run at module level; those in the body of a `with DAG(...)` too."""
    for statement in statements:
        if _opens(statement):
            yield from flatten(statement.body)
        else:
            yield statement


def _opens(statement: ir.Statement) -> bool:
    """Whether its body runs as if it stood outside: `with DAG(...)`, or an `if` around it all."""
    if not (statement.builds and statement.body):
        return False
    guarded = statement.kind == "if" and statement.blocks == 1 and "__name__" not in statement.uses
    return statement.kind == "with" or guarded
