"""Which top-level statements of the user's module the emitted module keeps.

Kept: what emitted tasks and flows read, what that reads in turn, and code that has nothing to do
with Airflow. Gone: whatever only built the DAG (`default_args`, ids, factories), and functions
that became tasks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import libcst as cst

from translator import ir
from translator.lower.callbacks.callback_values import callback_functions
from translator.lower.custom.operator_classes import operator_names
from translator.lower.custom.operator_init import NotPlainError
from translator.lower.free_names import free_names
from translator.lower.statements import flatten

_SUBJECT = re.compile(r"\s*(?:del\s+)?([A-Za-z_]\w*)")
_MAIN = re.compile(
    r"""if\s*\(?\s*(__name__\s*==\s*["']__main__|["']__main__["']\s*==\s*__name__)"""
)

_QUOTE = re.compile(r"\s*[rRuU]?[\"']")

# Shows a DAG to Airflow under a name, or does nothing at all.
_IDLE = re.compile(r"\s*((globals|vars)\(\)|\w+\s*(#.*)?$)")

# A change of a container, and nothing else: without the container it is nothing at all.
_MUTATOR = re.compile(
    r"\s*[A-Za-z_]\w*(\[[^\]]*\])*\.(append|extend|insert|update|add|setdefault|pop|popitem|remove|"
    r"discard|clear|sort|reverse)\("
)

# Kinds of statement that may change an object they read, without binding its name.
_MUTATING = frozenset({"expression", "for", "with", "if", "try", "other", "assign"})


@dataclass(frozen=True, slots=True)
class Selection:
    """The statements to keep, in source order, and every name that they and the flows read."""

    statements: tuple[ir.Statement, ...]
    names: frozenset[str]


def is_main_block(statement: ir.Statement, lines: Sequence[str]) -> bool:
    """Whether it is `if __name__ == "__main__":`."""
    return statement.kind == "if" and bool(_MAIN.match(lines[statement.start_line - 1]))


def is_bare_text(statement: ir.Statement, lines: Sequence[str]) -> bool:
    """Whether it is a string and nothing else: a comment in all but name."""
    first = lines[statement.start_line - 1]
    if statement.kind != "expression" or not _QUOTE.match(first):
        return False
    return bare_text(statement, lines) is not None


def bare_text(statement: ir.Statement, lines: Sequence[str]) -> str | None:
    """The text of a statement that is a string and nothing else."""
    code = "\n".join(lines[statement.start_line - 1 : statement.last_line])
    try:
        node = cst.parse_expression(code.strip())
    except cst.ParserSyntaxError:
        return None
    plain = isinstance(node, cst.SimpleString | cst.ConcatenatedString)
    value = node.evaluated_value if plain else None  # type: ignore[attr-defined]
    return value if isinstance(value, str) else None


def converted_functions(file: ir.DagFile) -> frozenset[str]:
    """Module-level functions that are the code of a task or a hook."""
    return frozenset(
        task.function.name
        for dag in file.dags
        for task in dag.tasks
        if task.function and task.function.owner is None and not task.function.module
    ) | frozenset(function.name for function in callback_functions(file))


def helper_functions(file: ir.DagFile) -> frozenset[str]:
    """Functions that are the code of a task and are called by other code as well."""
    converted = converted_functions(file)
    read: set[str] = set()
    for statement in flatten(file.statements):
        if (statement.kind == "function" and statement.defines & converted) or (
            statement.kind in {"function", "class"} and not statement.builds
        ):
            read |= statement.uses
    read = read.union(*_read_by_nested(file))
    decorated = {one.name for one in callback_functions(file)}
    called = frozenset().union(*(free_names(one.source) for one in file.functions.values()))
    classes = (s.uses for s in flatten(file.statements) if s.kind == "class")
    return (converted & read) - (decorated - called.union(*classes))


def _read_by_nested(file: ir.DagFile) -> Iterator[frozenset[str]]:
    """What the code of tasks reads that is defined in a function which builds."""
    functions = {task.function for dag in file.dags for task in dag.tasks if task.function}
    for function in functions:
        if function.owner is not None and not function.module:
            yield free_names(function.source)


def _without_airflow(statement: ir.Statement, file: ir.DagFile) -> ir.Statement:
    """An operator class with the names that it reads once it is without Airflow."""
    custom = next((file.operators[n] for n in statement.defines if n in file.operators), None)
    if statement.kind != "class" or custom is None:
        return statement
    try:
        return replace(statement, uses=operator_names(custom))
    except NotPlainError:
        return statement


class Selector:
    """Chooses among the statements of one file."""

    def __init__(self, file: ir.DagFile) -> None:
        self._lines = file.lines
        every = [
            _without_airflow(s, file)
            for s in flatten(file.statements)
            if s.kind not in {"docstring", "import"}
        ]
        if file.dags:
            every = [s for s in every if not is_bare_text(s, self._lines)]
        self._all = [s for s in every if not is_main_block(s, self._lines)]
        self._plain = [s for s in self._all if not s.builds]
        opened = [s for s in file.statements if s.kind in {"with", "if"} and s.builds]
        readers = [*self._all, *opened]
        self._read = Counter(name for one in readers for name in one.uses)
        """How many statements read a name."""
        self._converted = converted_functions(file)
        self._airflow = frozenset(
            name.local for s in flatten(file.statements) for name in s.imports if name.canonical
        )
        self._data = self._defined(s for s in self._plain if s.kind not in {"function", "class"})
        bound = self._defined(opened) - self._defined(self._plain)
        self._built = self._defined(s for s in self._all if s.builds) | bound
        self._makers: dict[str, list[ir.Statement]] = {}
        """What is kept with a name: the statements that define it, or may change its data."""
        for one in self._plain:
            for name in one.defines | self._may_change(one):
                self._makers.setdefault(name, []).append(one)

    def select(self, needed: frozenset[str]) -> Selection:
        """The statements that `needed` asks for, and those that stand for themselves."""
        kept, names = self._closure(needed)
        while alone := [s for s in self._plain if s not in kept and self._stands_alone(s, kept)]:
            kept, names = self._closure(names.union(*(s.uses | s.defines for s in alone)), alone)
        return Selection(tuple(s for s in self._plain if s in kept), names)

    def _closure(
        self, needed: frozenset[str], sure: Iterable[ir.Statement] = ()
    ) -> tuple[set[ir.Statement], frozenset[str]]:
        kept, names = set(sure), set[str]()
        todo = [*needed, *(name for one in kept for name in one.uses)]
        while todo:
            name = todo.pop()
            if name in names:
                continue
            names.add(name)
            for one in self._makers.get(name, ()):
                if one not in kept:
                    kept.add(one)
                    todo += one.uses
        return kept, frozenset(names)

    def _may_change(self, statement: ir.Statement) -> frozenset[str]:
        """Data that is another one without the statement; not where that needs what is gone."""
        return frozenset() if statement.uses & self._built else self._changes(statement)

    def _changes(self, statement: ir.Statement) -> frozenset[str]:
        """Data of the module that a statement may change in place."""
        if statement.kind not in _MUTATING:
            return frozenset()
        if statement.kind in {"expression", "assign", "other"}:
            found = _SUBJECT.match(self._lines[statement.start_line - 1])
            subject = frozenset({found[1]} if found else ())
            return (subject & self._data) - statement.defines
        return statement.uses & self._data

    def _stands_alone(self, statement: ir.Statement, kept: set[ir.Statement]) -> bool:
        """Whether it is the user's own code that the DAG's construction has no part in."""
        if statement.airflow or statement.uses & self._built or "__all__" in statement.defines:
            return False
        if statement.kind == "function" and statement.defines & self._converted:
            return False
        if self._only_changes(statement):
            return False
        return not any(self._read[name] > (name in statement.uses) for name in statement.defines)

    def _only_changes(self, statement: ir.Statement) -> bool:
        """Whether all it does is to change data of the module in place."""
        if not self._changes(statement):
            return False
        first = self._lines[statement.start_line - 1]
        return statement.kind == "assign" or bool(_MUTATOR.match(first))

    def lost(self, selection: Selection) -> Iterator[ir.Statement]:
        """Statements that did something with Airflow beyond building the graph, and are gone."""
        kept = set(selection.statements)
        for one in self._plain:
            gone = one not in kept and one.kind in _MUTATING and not one.imports
            acts = not one.defines or one.kind in {"for", "with", "if"}
            if (
                gone
                and acts
                and not _IDLE.match(self._lines[one.start_line - 1])
                and one.reached & (self._airflow | self._built)
            ):
                yield one

    @staticmethod
    def _defined(statements: Iterable[ir.Statement]) -> frozenset[str]:
        return frozenset(name for s in statements for name in s.defines)
