"""Logical lines of Python text: indent without touching strings, find what stands where."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

PRAGMA = re.compile(r"#\s*(noqa|type:|pylint:|isort:|fmt:|ruff:|mypy:|flake8|pyright)", re.I)
"""A comment that tells a tool about its line: it says nothing without that line."""

_SILENT = {tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER}


@dataclass(frozen=True, slots=True)
class Logical:
    """One logical line: a simple statement or the header of a compound one."""

    first: int
    last: int
    depth: int
    start: str
    """Its first tokens, up to three, separated by blanks: `def`, `async def`, `@`."""


@lru_cache(maxsize=4)
def tokens(text: str) -> tuple[tokenize.TokenInfo, ...]:
    """The tokens of a text; several passes over one file share them.

    Raises:
        tokenize.TokenError: it ends inside of a bracket or a string.
    """
    return tuple(tokenize.generate_tokens(io.StringIO(text).readline))


def logical_lines(text: str) -> Iterator[Logical]:
    """The logical lines of a module, or of statements."""
    depth, words, first = 0, list[str](), 0
    for token in tokens(text):
        if token.type == tokenize.INDENT:
            depth += 1
        elif token.type == tokenize.DEDENT:
            depth -= 1
        elif token.type == tokenize.NEWLINE:
            yield Logical(first, token.start[0], depth, " ".join(words[:3]))
            words = []
        elif token.type not in _SILENT:
            first = first if words else token.start[0]
            words.append(token.string)


def count_logical(text: str) -> int:
    """How many logical lines `text` has; it may be a header without its body."""
    return sum(1 for _ in logical_lines(text))


def indent(text: str, prefix: str = "    ") -> str:
    """Indent `text`, except lines that lie inside a string."""
    inside = string_lines(text) if "'''" in text or '"""' in text or "\\\n" in text else set()
    lines = text.split("\n")
    return "\n".join(
        line if number in inside or not line.strip() else prefix + line
        for number, line in enumerate(lines, start=1)
    )


def dedent(text: str, width: int) -> str:
    """Take `width` columns off every line that does not begin inside a string."""
    inside = string_lines(text) if "'''" in text or '"""' in text or "\\\n" in text else set()
    return "\n".join(
        line if number in inside or line[:width].strip() else line[width:]
        for number, line in enumerate(text.split("\n"), start=1)
    )


def comments_in(text: str) -> list[str]:
    """The comments of a statement, in order."""
    return [token.string for token in tokens(text) if token.type == tokenize.COMMENT]


def string_lines(text: str) -> set[int]:
    """Numbers of the lines that begin inside a string."""
    inside: set[int] = set()
    opened: list[int] = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        name = tokenize.tok_name[token.type]
        if name in {"FSTRING_START", "TSTRING_START"}:
            opened.append(token.start[0])
        elif name in {"FSTRING_END", "TSTRING_END"}:
            inside.update(range(opened.pop() + 1, token.end[0] + 1))
        elif token.type == tokenize.STRING:
            inside.update(range(token.start[0] + 1, token.end[0] + 1))
    return inside
