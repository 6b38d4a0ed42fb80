"""The layout of a source file: its top-level statements, for deciding what of them is kept.

`translator.ir` has these names as well; it is the one to import them from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal


@dataclass(frozen=True, slots=True)
class ImportedName:
    """One name an import statement binds."""

    local: str
    module: str
    """Absolute dotted module (relative imports resolved against the tree)."""
    name: str | None
    """None for `import module`."""
    alias: str | None
    canonical: str | None
    """Canonical Airflow name when it is Airflow's; None otherwise."""
    in_tree: str | None = None
    """Path, relative to the source root, of the tree's module it comes from."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One top-level statement of a DAG file, for deciding what of it is kept."""

    first_line: int
    """Counting the comment lines directly above it."""
    start_line: int
    """The statement (or its first decorator) itself."""
    last_line: int
    kind: Literal[
        "docstring",
        "import",
        "function",
        "class",
        "assign",
        "expression",
        "with",
        "for",
        "if",
        "try",
        "other",
    ]
    defines: frozenset[str] = frozenset()
    uses: frozenset[str] = frozenset()
    """Free names it reads, anywhere inside."""
    reached: frozenset[str] = frozenset()
    """Those of `uses` that stand outside of branches which are known not to be taken."""
    imports: tuple[ImportedName, ...] = ()
    builds: bool = False
    """Evaluating it made (or changed) a DAG, task, edge or group, or it defines a decorated task,
    task group, DAG or a factory that did: it belongs to DAG construction."""
    airflow: bool = False
    """It mentions an Airflow name (in a function body too)."""
    body: tuple[Statement, ...] = ()
    """The statements inside a compound one that builds (`with DAG(...):`, `if`, `for`, `try`):
    module-level names are defined there too. Only for those that run at module level."""
    blocks: int = 1
    """How many blocks a compound statement has: 2 for `if` with `else`, or `try` with `except`."""


class FileText:
    """What is asked of the text of a file again and again: found once."""

    text: str
    statements: tuple[Statement, ...]

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text."""
        return tuple(self.text.split("\n"))

    @cached_property
    def imports(self) -> tuple[ImportedName, ...]:
        """Everything that the file imports at module level."""
        found: list[ImportedName] = []
        todo = list(reversed(self.statements))
        while todo:
            one = todo.pop()
            found += one.imports
            todo += reversed(one.body)
        return tuple(found)
