"""One source file: its text, its syntax tree (parsed once), places and pieces of it."""

from __future__ import annotations

import ast
import re
import sys
import warnings
from functools import cached_property
from typing import Any

from translator.diagnostics import Rule, Span
from translator.rules import load as rules

NEWLINE = re.compile(r"\r\n|\r|\n")
PYTHON_2 = re.compile(
    r"^\s*(print\s+[^\s(=]|print\s*$|exec\s+['\"]|raise\s+\w+\s*,|except\s+[\w.]+\s*,\s*\w+\s*:)",
    re.MULTILINE,
)
MIN_SYNTAX_LINES = re.compile(
    r"^\s*(match\s.+:\s*$|except\s*\*|type\s+\w+(\[.*\])?\s*=|(class|def)\s+\w+\s*\[)", re.MULTILINE
)


class SourceFile:
    """A Python file; `path` is relative to the source root, with `/`."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text.removeprefix("\ufeff")

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree. Raises SyntaxError, ValueError, RecursionError or MemoryError."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(self.text, self.path)
            # Only the compiler knows of a `return` outside of a function and the like.
            compile(tree, self.path, "exec", dont_inherit=True)
            return tree

    @property
    def parses(self) -> bool:
        """Whether it is Python that this interpreter can read."""
        try:
            return self.tree is not None
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends, as the parser counts them."""
        return self.text.split("\n") if "\r" not in self.text else NEWLINE.split(self.text)

    @cached_property
    def ascii(self) -> bool:
        """Whether a column in bytes is one in characters."""
        return self.text.isascii()

    def column(self, line: int, offset: int) -> int:
        """The 0-based column in characters of a utf-8 offset."""
        if self.ascii:
            return offset
        text = self.lines[line - 1]
        return offset if text.isascii() else len(text.encode()[:offset].decode(errors="replace"))

    def span(self, node: Any) -> Span:
        """The place of a node; the whole file for a node without a place."""
        line = getattr(node, "lineno", None)
        if line is None:
            return Span(self.path)
        end = node.end_lineno or line
        first = self.column(line, node.col_offset)
        last = self.column(end, node.end_col_offset or 0)
        return Span(self.path, line, first + 1, end, last + 1)

    def segment(self, node: Any) -> str:
        """The text of a node, as written."""
        first: int = node.lineno
        last: int = node.end_lineno
        start = self.column(first, node.col_offset)
        end = self.column(last, node.end_col_offset)
        if first == last:
            return self.lines[first - 1][start:end]
        middle = self.lines[first : last - 1]
        return "\n".join((self.lines[first - 1][start:], *middle, self.lines[last - 1][:end]))

    def comments_above(self, line: int) -> tuple[str, ...]:
        """The comment lines directly above a line, without indentation."""
        found: list[str] = []
        for index in range(line - 2, -1, -1):
            stripped = self.lines[index].strip()
            if not stripped.startswith("#") or '"""' in stripped or "'''" in stripped:
                break
            found.append(stripped)
        return tuple(reversed(found))


def syntax_problem(source: SourceFile, error: Exception) -> tuple[Rule, Span, str]:
    """The rule, place and detail for a file that does not parse."""
    if not isinstance(error, SyntaxError):
        if isinstance(error, RecursionError | MemoryError):
            return rules.RECURSION, Span(source.path), "it is nested too deeply to be parsed"
        return rules.SYNTAX_ERROR, Span(source.path), str(error)
    line, column = max(error.lineno or 1, 1), max(error.offset or 1, 1)
    span = Span(source.path, line, column, line, column)
    if PYTHON_2.search(source.text):
        return rules.PYTHON_2, span, error.msg
    if _is_newer(source, line):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        return rules.NEWER_SYNTAX, span, f"{error.msg} (read with Python {version})"
    return rules.SYNTAX_ERROR, span, error.msg


def _is_newer(source: SourceFile, line: int) -> bool:
    """Whether the line looks like syntax that a later Python knows."""
    around = "\n".join(source.lines[max(line - 2, 0) : line])
    return bool(MIN_SYNTAX_LINES.search(around))
