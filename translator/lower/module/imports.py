"""The user's imports that the emitted module still needs.

Airflow's go. `from x import a, b` shrinks to what is read; comments travel with the import they
stand above. What Python 2 needed (`from __future__ import print_function`) goes as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from translator import ir
from translator.lines import PRAGMA, comments_in
from translator.lower.names import reachable
from translator.lower.statements import flatten
from translator.plan import Import

# Markers that Airflow's documentation cuts its examples out by.
_MARKER = re.compile(r"#\s*\[(START|END)\b")


@dataclass(frozen=True, slots=True)
class KeptImports:
    """Imports of the user's that stay."""

    imports: frozenset[Import]
    comments: dict[Import, tuple[str, ...]]
    own: frozenset[str]
    """Top-level names of modules of the same source tree."""
    helpers: tuple[str, ...]
    """Paths of the tree's modules they come from."""


def keep_imports(file: ir.DagFile, names: frozenset[str]) -> KeptImports:
    """The imports of `file` that bind one of `names`."""
    imports: set[Import] = set()
    comments: dict[Import, tuple[str, ...]] = {}
    bound: list[ir.ImportedName] = []
    for statement in flatten(file.statements):
        if statement.kind != "import":
            continue
        kept = [one for one in statement.imports if is_kept(one, names)]
        bound += kept
        imports |= {as_import(one, file) for one in kept}
        if kept and (lines := statement_comments(statement, file)):
            comments[as_import(kept[0], file)] = lines
    own = frozenset(one.module.split(".")[0] for one in bound if one.in_tree)
    helpers = tuple(sorted({one.in_tree for one in bound if one.in_tree}))
    return KeptImports(frozenset(imports), comments, own, helpers)


def is_kept(one: ir.ImportedName, names: frozenset[str]) -> bool:
    """Whether the emitted module still wants what this import binds."""
    if one.module == "__future__":
        return one.name == "annotations"
    if one.canonical is not None:
        return False
    return one.name == "*" or one.local in names


def as_import(one: ir.ImportedName, file: ir.DagFile) -> Import:
    """The import as it is emitted."""
    return Import(reachable(one.module, file.path), one.name or "", one.alias or "")


def statement_comments(statement: ir.Statement, file: ir.DagFile) -> tuple[str, ...]:
    """Comments of an import: those above it or inside it, and one at its end (after two blanks)."""
    lines = [line.strip() for line in file.lines]
    above = lines[statement.first_line - 1 : statement.start_line - 1]
    code = lines[statement.start_line - 1 : statement.last_line]
    inside = plain_comments(comments_in("\n".join(code) + "\n"))
    if len(code) == 1:
        inside = tuple(f"  {comment}" for comment in inside)
    return (*plain_comments(above), *inside)


def plain_comments(comments: Iterable[str]) -> tuple[str, ...]:
    """Comments that speak to people."""
    return tuple(c for c in comments if not PRAGMA.match(c) and not _MARKER.match(c))
