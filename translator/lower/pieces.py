"""The user's own code as text: what is kept word for word, and the comments around it."""

from __future__ import annotations

from collections.abc import Iterator

from translator import ir
from translator.lines import dedent
from translator.lower.imports import plain_comments
from translator.lower.selection import flatten
from translator.plan import Kept


def statement_text(statement: ir.Statement, lines: list[str]) -> str:
    """A statement with the comments above it, at the left margin."""
    first = lines[statement.start_line - 1]
    margin = len(first) - len(first.lstrip())
    above = [line.strip() for line in lines[statement.first_line - 1 : statement.start_line - 1]]
    code = "\n".join(lines[statement.start_line - 1 : statement.last_line])
    return "\n".join((*plain_comments(above), dedent(code, margin) if margin else code))


def header(file: ir.DagFile, lines: list[str]) -> tuple[str, ...]:
    """Comment lines at the very top: above the docstring, or a block of their own."""
    count = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if not count or not file.statements:
        return ()
    first = file.statements[0]
    apart = first.kind == "docstring" or first.first_line > count + 1 or lines[0].startswith("#!")
    return plain_comments(lines[:count]) if apart else ()


def loose_comments(
    file: ir.DagFile, kept: set[ir.Statement], lines: list[str]
) -> tuple[list[Kept], dict[int, tuple[str, ...]]]:
    """Comment blocks that stand apart from any statement.

    Those before a kept statement stay there; those before a DAG go above its flow (by the line of
    the statement that builds it); those before code that is gone go with it.
    """
    pieces: list[Kept] = []
    above: dict[int, tuple[str, ...]] = {}
    for statement, line, block in _blocks(file, lines):
        if statement in kept:
            pieces.append(Kept("\n".join(block), line))
        elif statement.builds and statement.kind != "function":
            above[statement.start_line] = (*above.get(statement.start_line, ()), *block)
    return pieces, above


def _blocks(
    file: ir.DagFile, lines: list[str]
) -> Iterator[tuple[ir.Statement, int, tuple[str, ...]]]:
    end = len(header(file, lines))
    for statement in flatten(file.statements):
        gap = range(end + 1, statement.first_line)
        block = plain_comments(
            lines[n - 1].strip() for n in gap if lines[n - 1].lstrip().startswith("#")
        )
        if block:
            first = next(n for n in gap if lines[n - 1].lstrip().startswith("#"))
            yield statement, first, block
        end = max(end, statement.last_line)
