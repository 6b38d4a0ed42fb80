"""Modules of the same tree that emitted modules import: copied, or cleaned of Airflow.

A module free of Airflow is copied byte for byte. One that uses Airflow is treated as the user's
part of a DAG file is: what is asked for and what that reads is kept, functions are rewritten, and
what resists raises when it is called (AP204).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from translator import ir
from translator.diagnostics import Sink
from translator.lower.module.assembly import module_of
from translator.lower.module.imports import keep_imports
from translator.lower.statements import flatten
from translator.plan import Import, Module

Load = Callable[[str], ir.DagFile | None]
"""The layout of a module of the tree by path; None where there is no such module."""


@dataclass(frozen=True, slots=True)
class Helper:
    """One file that stands beside the emitted modules."""

    path: str
    module: Module | None = None
    """What to emit; None: the file is copied as it is."""
    source: str = ""
    """The text of the file."""


@dataclass(slots=True)
class _Wanted:
    """Which names are read from which module of the tree."""

    load: Load
    moved: Mapping[str, frozenset[str]]
    names: dict[str, set[str]] = field(default_factory=dict)
    queue: list[str] = field(default_factory=list)

    def add(self, path: str, names: Iterable[str]) -> None:
        known = self.names.get(path)
        if known is None or not known.issuperset(names):
            self.names.setdefault(path, set()).update(names)
            self.queue.append(path)
        if known is None:
            self._packages(path)

    def _packages(self, path: str) -> None:
        for folder in PurePosixPath(path).parents:
            package = str(folder / "__init__.py")
            if folder.name and package != path and self.load(package) is not None:
                self.add(package, ())


def lower_helpers(
    file: ir.DagFile,
    module: Module,
    load: Load,
    sink: Sink,
    moved: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Helper, ...]:
    """The files of the tree that `module`, the translation of `file`, needs, and theirs.

    Args:
        file: the DAG file.
        module: its translation.
        load: a module of the tree by its path.
        sink: for what is found.
        moved: by path, the functions that stand in `module` now.
    """
    wanted = _Wanted(load, moved or {})
    _ask(file, module.imports, wanted)
    _ask_for_ours(file, module, wanted)
    found: dict[str, Helper] = {}
    while wanted.queue:
        path = wanted.queue.pop(0)
        helper = load(path)
        if helper is not None:
            found[path] = _helper(helper, frozenset(wanted.names[path]), wanted, sink)
    data = {path: Helper(path) for path in file.helpers if not path.endswith(".py")}
    return tuple(one for _, one in sorted((found | data).items()))


def _helper(file: ir.DagFile, names: frozenset[str], wanted: _Wanted, sink: Sink) -> Helper:
    if not any(_mentions_airflow(statement) for statement in flatten(file.statements)):
        every = frozenset(one.local for s in flatten(file.statements) for one in s.imports)
        _ask(file, keep_imports(file, every).imports, wanted)
        return Helper(file.path)
    file = _without(file, wanted.moved.get(file.path, frozenset()) - names)
    plain = [s for s in flatten(file.statements) if not (s.airflow or s.builds)]
    own = frozenset(name for s in plain if s.kind != "import" for name in s.defines)
    module = module_of(_with_task_code(file, names), own | names, sink)
    _ask(file, module.imports, wanted)
    return Helper(file.path, module, file.text)


def _without(file: ir.DagFile, moved: frozenset[str]) -> ir.DagFile:
    """The module without functions that went to the DAG file, and that nothing here calls."""
    kept = [s for s in flatten(file.statements) if not (s.kind == "function" and s.defines & moved)]
    called = frozenset().union(*(s.uses for s in kept))
    gone = moved - called
    statements = tuple(
        s for s in file.statements if not (s.kind == "function" and s.defines & gone)
    )
    return replace(file, statements=statements)


def _with_task_code(file: ir.DagFile, names: frozenset[str]) -> ir.DagFile:
    """The module with the functions that tasks call as plain code: `@task` was only a decorator."""
    statements = tuple(
        replace(one, builds=False) if one.kind == "function" and one.defines & names else one
        for one in file.statements
    )
    return replace(file, statements=statements)


def _ask_for_ours(file: ir.DagFile, module: Module, wanted: _Wanted) -> None:
    """Note what tasks and flows import from modules of the tree that a helper led to."""
    places = {PurePosixPath(path).with_suffix("").parts: path for path in file.helpers}
    for one, text in _imports_of_ours(module):
        for parts, path in places.items():
            dotted = tuple(one.module.split("."))
            if parts[-len(dotted) :] == dotted:
                wanted.add(path, [one.name] if one.name else _attributes(one, text))
            elif parts[-len(dotted) - 1 :] == (*dotted, one.name):
                wanted.add(path, _attributes(one, text))


def _attributes(module: Import, text: str) -> list[str]:
    """What `text` reads of an imported module: `helpers.total()` asks for `total`."""
    local = re.escape(module.alias or module.name or module.module)
    return re.findall(rf"(?<![\w.]){local}\.(\w+)", text)


def _imports_of_ours(module: Module) -> Iterator[tuple[Import, str]]:
    """The imports of tasks, flows and hooks, and the code that needs them."""
    kept = "\n".join(piece.text for piece in module.kept)
    yield from ((one, kept) for one in module.imports)
    for task in module.tasks:
        yield from ((one, task.source) for one in task.imports)
    for flow in module.flows:
        yield from ((one, "") for one in flow.imports)
        for code in flow.decorator.values():
            yield from ((one, code.text) for one in code.imports)


def _mentions_airflow(statement: ir.Statement) -> bool:
    return statement.airflow or any(one.canonical for one in statement.imports)


def _ask(file: ir.DagFile, imports: frozenset[Import], wanted: _Wanted) -> None:
    """Note what `file` reads from other modules of the tree through the imports that it keeps."""
    kept: Mapping[tuple[str, str], Import] = {(one.module, one.name): one for one in imports}
    for statement in flatten(file.statements):
        for one in statement.imports:
            if one.in_tree and (one.module, one.name or "") in kept:
                wanted.add(one.in_tree, [one.name] if one.name else [])
