"""The statements of a DAG file: what each defines and uses, and whether it builds a DAG."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from translator import ir
from translator.load.airflow import names
from translator.load.airflow.custom import operator_classes
from translator.load.language.modules import locate
from translator.load.sources.free_names import Names, names_of
from translator.load.sources.plugins import shown_by_plugin
from translator.load.sources.walk import children

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

Kind = Literal[
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
KINDS: dict[type[ast.stmt], Kind] = {
    ast.Import: "import",
    ast.ImportFrom: "import",
    ast.FunctionDef: "function",
    ast.AsyncFunctionDef: "function",
    ast.ClassDef: "class",
    ast.Assign: "assign",
    ast.AnnAssign: "assign",
    ast.AugAssign: "assign",
    ast.Expr: "expression",
    ast.With: "with",
    ast.AsyncWith: "with",
    ast.For: "for",
    ast.AsyncFor: "for",
    ast.If: "if",
    ast.Try: "try",
}
COMPOUND = (ast.With, ast.AsyncWith, ast.For, ast.AsyncFor, ast.If, ast.Try, ast.While, ast.Match)


class Layout:
    """Reads the statements of the file that an evaluator has run."""

    def __init__(
        self, ev: Evaluator, lines: set[int], imports: list[ast.Import | ast.ImportFrom]
    ) -> None:
        self.ev = ev
        self.lines = sorted(lines)
        """Lines of the file that made or changed something of Airflow's."""
        self.airflow = frozenset(_airflow_names(imports))
        """Names in the file that are Airflow's."""
        self.operators = operator_classes(ev).keys()

    def statements(self) -> tuple[ir.Statement, ...]:
        """All top-level statements."""
        building = self.ev.main.building
        return tuple(
            self._statement(node, builds=index in building, first=index == 0)
            for index, node in enumerate(self.ev.source.tree.body)
        )

    def _statement(
        self, node: ast.stmt, *, builds: bool = False, first: bool = False
    ) -> ir.Statement:
        start = first_line(node)
        last = node.end_lineno or start
        operator = isinstance(node, ast.ClassDef) and node.name in self.operators
        builds = not operator and (builds or self._holds(start, last))
        body = self._body(node) if builds else ()
        found = Names(_header(node)) if body else names_of(node)
        uses = frozenset(found.reads.union(*(one.uses for one in body)))
        imports = tuple(self._imports(node))
        return ir.Statement(
            first_line=start - len(self.ev.source.comments_above(start)),
            start_line=start,
            last_line=last,
            kind="docstring" if first and _is_docstring(node) else KINDS.get(type(node), "other"),
            defines=frozenset(found.binds.union(*(one.defines for one in body))),
            uses=uses,
            reached=uses & self._reached(node),
            imports=imports,
            builds=builds,
            airflow=operator or bool(uses & self.airflow) or any(one.canonical for one in imports),
            body=body,
            blocks=sum(map(bool, blocks(node))),
        )

    def _reached(self, node: ast.stmt) -> set[str]:
        """Names that it reads outside of branches which are known not to be taken."""
        if not isinstance(node, ast.If):
            return Names([node]).reads
        taken = self.ev.taken.get(node, {True, False})
        found = Names([node.test]).reads
        for branch, block in ((True, node.body), (False, node.orelse)):
            if branch in taken:
                found = found.union(*(self._reached(inner) for inner in block))
        return found

    def _holds(self, start: int, last: int) -> bool:
        """Whether one of the lines is between two."""
        index = bisect_left(self.lines, start)
        return index < len(self.lines) and self.lines[index] <= last

    def _body(self, node: ast.stmt) -> tuple[ir.Statement, ...]:
        """The statements inside a compound statement, in the order written."""
        if not isinstance(node, COMPOUND):
            return ()
        return tuple(self._statement(inner) for block in blocks(node) for inner in block)

    def _imports(self, node: ast.stmt) -> Iterator[ir.ImportedName]:
        """The names that import statements at module level bind, nested ones included."""
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield self._module(alias)
        elif isinstance(node, ast.ImportFrom):
            module = absolute_module(self.ev, node)
            for alias in node.names:
                yield self._name(module, alias, node.level > 0)
        elif isinstance(node, COMPOUND):
            for block in blocks(node):
                for inner in block:
                    yield from self._imports(inner)

    def _module(self, alias: ast.alias) -> ir.ImportedName:
        local = alias.asname or alias.name.partition(".")[0]
        canonical = names.canonical(alias.name) if names.is_airflow(alias.name) else None
        return ir.ImportedName(
            local, alias.name, None, alias.asname, canonical, self._place(alias.name)
        )

    def _name(self, module: str, alias: ast.alias, relative: bool) -> ir.ImportedName:
        local = alias.asname or alias.name
        if shown := shown_by_plugin(self.ev, module, alias.name):
            found, own = shown
            return ir.ImportedName(local, own, alias.name, alias.asname, None, found.path)
        dotted = f"{module}.{alias.name}"
        is_airflow = names.is_airflow(module) and not relative
        canonical = names.canonical(dotted) if is_airflow else None
        place = self._place(dotted) or self._place(module)
        return ir.ImportedName(local, module, alias.name, alias.asname, canonical, place)

    def _place(self, dotted: str) -> str | None:
        found = locate(self.ev, dotted) if dotted.strip(".") else None
        return None if found is None else found.path


def absolute_module(ev: Evaluator, node: ast.ImportFrom) -> str:
    """The dotted module of a `from` import, a relative one from the place of the file."""
    if not node.level:
        return node.module or ""
    folder = ev.source.path.split("/")[: -node.level]
    return ".".join((*folder, *(node.module or "").split("."))).strip(".")


def first_line(node: ast.stmt) -> int:
    """The line of the statement, or of its first decorator."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)])


def blocks(node: ast.stmt) -> Iterator[Sequence[ast.stmt]]:
    """The blocks of a compound statement."""
    yield getattr(node, "body", [])
    for handler in getattr(node, "handlers", []):
        yield handler.body
    for case in getattr(node, "cases", []):
        yield case.body
    yield getattr(node, "orelse", [])
    yield getattr(node, "finalbody", [])


def _is_docstring(node: ast.stmt) -> bool:
    constant = node.value if isinstance(node, ast.Expr) else None
    return isinstance(constant, ast.Constant) and isinstance(constant.value, str)


def _header(node: ast.stmt) -> Iterator[ast.AST]:
    """What a compound statement has outside of its blocks: conditions, targets, handlers."""
    for child in children(node):
        if isinstance(child, ast.ExceptHandler):
            yield ast.ExceptHandler(child.type, child.name, [])
        elif isinstance(child, ast.match_case):
            yield child.pattern
            if child.guard is not None:
                yield child.guard
        elif not isinstance(child, ast.stmt):
            yield child


def _airflow_names(imports: list[ast.Import | ast.ImportFrom]) -> Iterator[str]:
    for node in imports:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if names.is_airflow(alias.name):
                    yield alias.asname or alias.name.partition(".")[0]
        elif not node.level and names.is_airflow(node.module or ""):
            yield from (alias.asname or alias.name for alias in node.names)
