"""The user's own code as text: what is kept word for word, and the comments around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from translator import ir
from translator.lines import dedent
from translator.lower.module.imports import plain_comments
from translator.plan import Kept


def statement_text(statement: ir.Statement, lines: Sequence[str]) -> str:
    """A statement with the comments above it, at the left margin."""
    first = lines[statement.start_line - 1]
    margin = len(first) - len(first.lstrip())
    above = [line.strip() for line in lines[statement.first_line - 1 : statement.start_line - 1]]
    code = "\n".join(lines[statement.start_line - 1 : statement.last_line])
    return "\n".join((*plain_comments(above), dedent(code, margin) if margin else code))


def header(file: ir.DagFile, lines: Sequence[str]) -> tuple[str, ...]:
    """Comment lines at the very top: above the docstring, or a block of their own."""
    count = _header_lines(file, lines)
    blank = [""] if count and lines[count : count + 1] == [""] else []
    return (*plain_comments(lines[:count]), *blank)


def _header_lines(file: ir.DagFile, lines: Sequence[str]) -> int:
    count = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if not count or not file.statements:
        return 0
    first = file.statements[0]
    apart = first.kind == "docstring" or first.first_line > count or lines[0].startswith("#!")
    return count if apart else 0


def loose_comments(file: ir.DagFile, kept: set[ir.Statement]) -> list[Kept]:
    """Comment blocks that stand apart from any statement, before statements that are kept.

    Those before code that is gone go with it.
    """
    blocks = _blocks(file)
    return [Kept("\n".join(block), line) for statement, line, block in blocks if statement in kept]


def comments_above_dags(file: ir.DagFile) -> dict[int, tuple[str, ...]]:
    """Comment blocks that stand apart before a DAG, by the line of the statement that builds it."""
    return {
        statement.start_line: block
        for statement, _, block in _blocks(file)
        if statement.builds and statement.kind != "function"
    }


def _blocks(file: ir.DagFile) -> Iterator[tuple[ir.Statement, int, tuple[str, ...]]]:
    lines = file.lines
    end = _header_lines(file, lines)
    for statement, last in _walk(file.statements):
        gap = range(end + 1, statement.first_line)
        commented = [n for n in gap if lines[n - 1].lstrip().startswith("#")]
        if block := plain_comments(lines[n - 1].strip() for n in commented):
            yield statement, commented[0], block
        end = max(end, last)


def _walk(statements: tuple[ir.Statement, ...]) -> Iterator[tuple[ir.Statement, int]]:
    """Statements with the last line of what comes before the next: of a DAG's `with`, its head."""
    for statement in statements:
        opened = statement.kind == "with" and statement.builds and statement.body
        yield statement, statement.start_line if opened else statement.last_line
        if opened:
            yield from _walk(statement.body)
