"""Comments whose code is gone stay: each moves to what its code became.

Most comments travel with the function, the task or the statement that they belong to. Those that
stood at a `>>`, in an argument of an operator, in `default_args`, or apart in the body of a DAG
have nothing of that kind in the emitted module. They go where the reader looks for them: to the
submit of the task that they were about (an edge: to the task that waits), else to the flow. A
string that stands alone is a comment as well.

Gone for good: comments of imports that are gone, and arguments of Airflow's that were commented
out.
"""

from __future__ import annotations

import re
import tokenize
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from inspect import cleandoc

from translator import ir
from translator.lines import tokens
from translator.lower.module.comment_places import Anchor, anchors, placed
from translator.lower.module.imports import plain_comments
from translator.lower.module.selection import bare_text, is_bare_text
from translator.lower.statements import flatten
from translator.plan import Block, Kept, Line, Module, Suite

_ARGUMENT = re.compile(r"""#\s*(['"]\w+['"]\s*:|\w+\s*=(?!=)|\*\*\w+\s*,?$)""")
_AIRFLOW = re.compile(r"#.*\bairflow\b.*\bimport\b|#.*\bimport\b.*\bairflow\b|#\s*ap:\s*ignore")
_WORDS = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment of the source."""

    line: int
    text: str
    alone: bool
    """Nothing else stands on its line."""


def with_comments(module: Module, file: ir.DagFile) -> Module:
    """`module` with the comments of the source that nothing else took along."""
    found = [one for one in _comments(file.text) if plain_comments([one.text])]
    found = sorted([*found, *_bare_texts(file)], key=lambda one: one.line)
    lost = _lost(found, module, file) if found else set()
    blocks = [lines for block in _blocks(found) if (lines := _of_block(block, lost))]
    places = anchors(file) if blocks else []
    for block in reversed(blocks):
        module = _with_block(module, file, block, places, below=False)
    for block in blocks:
        module = _with_block(module, file, block, places, below=True)
    return module


def _lost(found: list[Comment], module: Module, file: ir.DagFile) -> set[int]:
    """Lines of comments that people should see, and that the module does not have yet."""
    there = Counter(text for part in _texts(module) for text in _told(part))
    lost = set()
    for one in found:
        text = _bare(one.text)
        if there[text] > 0:
            there[text] -= 1
        elif _WORDS.search(text) and not _goes(one, file):
            lost.add(one.line)
    return lost


def _of_block(block: list[Comment], lost: set[int]) -> list[Comment]:
    """What is lost of a block; with its frame where all of its words are."""
    words = [one for one in block if _WORDS.search(one.text)]
    if words and all(one.line in lost for one in words):
        return block
    return [one for one in block if one.line in lost]


def _comments(text: str) -> list[Comment]:
    if "#" not in text:
        return []
    lines = text.split("\n")
    try:
        return [
            Comment(row, token.string, not lines[row - 1][:column].strip())
            for token in tokens(text)
            if token.type == tokenize.COMMENT
            for row, column in [token.start]
        ]
    except (tokenize.TokenError, SyntaxError):
        return []


def _bare_texts(file: ir.DagFile) -> Iterator[Comment]:
    """Strings that stand alone between the statements, line by line."""
    lines = file.text.split("\n")
    for statement in flatten(file.statements):
        if is_bare_text(statement, lines):
            text = cleandoc(bare_text(statement, lines) or "")
            for number, line in enumerate(text.split("\n")):
                yield Comment(statement.start_line + number, f"# {line}".rstrip(), alone=True)


def _bare(comment: str) -> str:
    return comment.lstrip("#! ").strip()


def _told(text: str) -> Iterator[str]:
    """What stands behind each `#` of a text: code that was commented out has comments too."""
    for line in text.split("\n"):
        at = line.find("#")
        while at >= 0:
            if line[at + 1 : at + 2] != "#":
                yield _bare(line[at:])
            at = line.find("#", at + 1)


def _texts(module: Module) -> Iterator[str]:
    """Every text of the module that may have comments."""
    yield from module.header
    yield from module.main
    yield from (piece.text for piece in module.kept)
    yield from (line for lines in module.import_comments.values() for line in lines)
    for task in module.tasks:
        yield from (*task.comments, task.source)
    for flow in module.flows:
        yield from flow.comments
        yield from _block_texts(flow.body)


def _block_texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Line():
                yield from (*block.comments, block.text)
            case Suite():
                yield from block.comments
                yield from _block_texts(block.body)


def _goes(comment: Comment, file: ir.DagFile) -> bool:
    """Whether it was about something that has no place in the flow."""
    if _AIRFLOW.match(comment.text):
        return True
    statement = _statement(file.statements, comment.line)
    if statement is None:
        return False
    if statement.kind == "import" or (statement.kind == "try" and statement.imports):
        return statement.first_line > 1
    inside = statement.start_line < comment.line <= statement.last_line
    return inside and bool(_ARGUMENT.match(comment.text))


def _statement(statements: Iterable[ir.Statement], line: int) -> ir.Statement | None:
    """The innermost statement that a line belongs to, comments above it included."""
    for one in statements:
        if one.first_line <= line <= one.last_line:
            return _statement(one.body, line) or one
    return None


def _blocks(found: list[Comment]) -> list[list[Comment]]:
    """Comments on lines that follow each other belong together."""
    blocks: list[list[Comment]] = []
    for one in found:
        last = blocks[-1][-1] if blocks else None
        if last and last.alone and one.alone and one.line == last.line + 1:
            blocks[-1].append(one)
        else:
            blocks.append([one])
    return blocks


def _with_block(
    module: Module, file: ir.DagFile, block: list[Comment], places: list[Anchor], *, below: bool
) -> Module:
    """`module` with a block of comments, if it goes below (above) what its place has already."""
    texts = tuple(one.text for one in block)
    line = block[0].line
    header, apart = line == 1, _apart(file, block)
    if not header and not apart:
        return placed(module, file, line, texts, places, below=below)
    if below:
        return module
    if header:
        return replace(module, header=(*texts, "", *module.header))
    kept = (*module.kept, Kept("\n".join(texts), line))
    return replace(module, kept=tuple(sorted(kept, key=lambda one: one.line)))


def _apart(file: ir.DagFile, block: list[Comment]) -> bool:
    """Whether a block stands for itself at module level, before anything of a DAG."""
    if not all(one.alone for one in block) or _statement(file.statements, block[0].line):
        return False
    after = next((s for s in file.statements if s.first_line > block[-1].line), None)
    building = any(s.builds and s.last_line < block[0].line for s in file.statements)
    return after is not None and not after.builds and not building
