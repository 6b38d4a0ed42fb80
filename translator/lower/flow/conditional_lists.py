"""A list that only an `if` fills is written as one expression: `[a_run] if FULL else []`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from translator import ir
from translator.lower.flow.blocks import Assign, Nest, Statement, Submit

_PRIMARY = re.compile(r"[\w.]+(\([\w.'\", ]*\))?")


@dataclass(frozen=True, slots=True)
class ConditionalList:
    """The list, the condition, and the joint that fills it."""

    name: str
    test: ir.Expr
    branch: bool
    submit: Submit


def conditional_lists(statements: Iterable[Statement]) -> Iterator[Statement | ConditionalList]:
    """The statements, an empty list and the `if` that fills it put together."""
    waiting: Assign | None = None
    for statement in statements:
        if waiting is not None:
            joined = _joined(waiting, statement)
            yield joined or waiting
            waiting = None
            if joined is not None:
                continue
        if isinstance(statement, Assign) and statement.kind == "list" and not statement.refs:
            waiting = statement
        else:
            yield statement
    if waiting is not None:
        yield waiting


def _joined(empty: Assign, statement: Statement) -> ConditionalList | None:
    header = statement.scope.header if isinstance(statement, Nest) else None
    if not isinstance(statement, Nest) or not isinstance(header, ir.Condition):
        return None
    match statement.body:
        case (Submit(target=None, stores=(store,)) as submit,) if (
            submit.unit.first.kind == "join" and store.name == empty.name and store.key is None
        ):
            return ConditionalList(empty.name, header.test, header.branch, submit)
    return None


def negated(code: str) -> str:
    """`not code`."""
    return f"not {code}" if _PRIMARY.fullmatch(code) else f"not ({code})"
