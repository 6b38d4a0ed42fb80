"""Which Airflow a file was written for, by its imports and the arguments that changed names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from translator.load.sources.walk import walk

if TYPE_CHECKING:
    from translator.load.sources.source import SourceFile
    from translator.load.sources.tree import SourceTree

Major = Literal[1, 2, 3]

MOST_MODULES = 50
"""Modules of the tree that are asked when the file itself says nothing."""

OF_3 = re.compile(r"^airflow\.(sdk|providers\.standard|assets|task)\b")
OF_2 = re.compile(
    r"^airflow\.(decorators|datasets|utils\.(task_group|edgemodifier|trigger_rule\.TriggerRule|"
    r"setup_teardown)|providers|io|notifications|"
    r"operators\.(bash|python|empty|dummy|branch|datetime|email|weekday|latest_only|subdag|smooth|"
    r"trigger_dagrun|generic_transfer|sql)\b|"
    r"sensors\.(base|bash|python|external_task|filesystem|date_time|weekday|time_delta|sql)\b|"
    r"hooks\.base\b|models\.(baseoperator\.(chain|chain_linear|cross_downstream)|param))"
)
OF_1 = re.compile(
    r"^airflow\.(contrib|operators\.(\w+_(operator|hook|plugin)|[A-Z]\w*|docker_operator|sensors)|"
    r"sensors\.(\w+_sensor|base_sensor_operator|[A-Z]\w*)|hooks\.\w+_hook|"
    r"utils\.(helpers|decorators\.apply_defaults))"
)
IMPORTS = (ast.Import, ast.ImportFrom)
BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
KEYWORDS_OF: dict[str, Major] = {
    "provide_context": 1,
    "schedule_interval": 2,
    "concurrency": 2,
    "timetable": 2,
    "fail_stop": 2,
    "default_view": 2,
    "execution_date": 2,
    "task_concurrency": 2,
    "fail_fast": 3,
    "deadline": 3,
}


class Clues:
    """The imports of a file, functions included, and the telling keywords that its calls have."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.imports = list(_imports(source.tree))

    def keywords(self) -> set[Major]:
        """The majors that the keywords of calls belong to."""
        if not any(word in self.source.text for word in KEYWORDS_OF):
            return set()
        used = {node.arg for node in walk(self.source.tree) if isinstance(node, ast.keyword)}
        return {major for word, major in KEYWORDS_OF.items() if word in used}

    def imported(self) -> Iterator[str]:
        """Dotted names of everything imported."""
        for node in self.imports:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif not node.level and node.module:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _imports(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """All import statements: only statements are looked at, as no expression has any."""
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, IMPORTS):
            yield node
        for field in BLOCKS:
            todo += getattr(node, field, ())


def guess_major(clues: Clues) -> Major | None:
    """None where nothing tells; what only a newer major has wins over old names."""
    names = [name for name in clues.imported() if name.startswith("airflow")]
    if any(OF_3.match(name) for name in names):
        return 3
    keywords = clues.keywords()
    if any(OF_2.match(name) for name in names):
        return 3 if 3 in keywords else 2
    if any(OF_1.match(name) for name in names):
        return 1
    return min(keywords, default=None)


def major_of_tree(clues: Clues, source: SourceFile, tree: SourceTree) -> Major | None:
    """The newest major that the modules of the tree which a file imports ask for."""
    todo, seen = [(clues, source.path)], {source.path}
    newest: Major | None = None
    while todo:
        found, importer = todo.pop(0)
        for path in _modules(found, importer, tree):
            helper = tree.source(path) if path not in seen and len(seen) < MOST_MODULES else None
            seen.add(path)
            if helper is None or not helper.parses:
                continue
            inner = Clues(helper)
            newest = _newer(newest, guess_major(inner))
            if newest == 3:
                return newest
            todo.append((inner, path))
    return newest


def _newer(one: Major | None, other: Major | None) -> Major | None:
    return other if one is None or (other is not None and other > one) else one


def _modules(clues: Clues, importer: str, tree: SourceTree) -> Iterator[str]:
    for dotted in clues.imported():
        for name in (dotted, dotted.rpartition(".")[0]):
            place = tree.find(name, importer) if name else None
            if place is not None and place.path is not None:
                yield place.path
                break
