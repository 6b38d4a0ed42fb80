"""Which functions of the user's a callable calls: in its file, and in other modules of the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from translator import ir
from translator.lower.free_names import free_names
from translator.lower.statements import flatten

Load = Callable[[str], ir.DagFile | None]
"""A module of the tree by its path."""

Found = tuple[ir.DagFile, ir.Function]
"""A function, and the file that it stands in."""


def function_of(dotted: str, file: ir.DagFile, load: Load) -> Found | None:
    """The function that a dotted name means at module level of `file`."""
    first, _, rest = dotted.partition(".")
    own = file.functions.get(first)
    if own is not None:
        return None if rest or own.module else (file, own)
    one = _imported(file, first)
    if one is None or one.in_tree is None:
        return None
    name = rest.rpartition(".")[2] if _is_module(one, one.in_tree) else one.name or ""
    home = load(one.in_tree)
    function = home.functions.get(name) if home is not None else None
    if home is None or function is None or function.module:
        return None
    return home, function


def _is_module(one: ir.ImportedName, path: str) -> bool:
    """Whether an import binds the module at `path` itself, not something in it."""
    place = PurePosixPath(path).with_suffix("")
    parts = place.parent.parts if place.name == "__init__" else place.parts
    return one.name is None or parts[-1] != one.module.rpartition(".")[2]


def _imported(file: ir.DagFile, name: str) -> ir.ImportedName | None:
    imports = (one for s in flatten(file.statements) for one in s.imports)
    return next((one for one in imports if one.local == name), None)


def with_reached(file: ir.DagFile, load: Load) -> ir.DagFile:
    """The file, whose callables know the functions that they call, directly or not.

    The modules that these stand in count as modules that the file uses.
    """
    places: dict[str, None] = dict.fromkeys(file.helpers)
    dags = []
    for dag in file.dags:
        tasks = []
        for task in dag.tasks:
            found = list(_reached(task.function, file, load)) if task.function else []
            places |= dict.fromkeys(home.path for home, _ in found if home.path != file.path)
            tasks.append(_with(task, tuple(function for _, function in found)))
        dags.append(replace(dag, tasks=tuple(tasks)))
    return replace(file, dags=tuple(dags), helpers=tuple(places))


def _with(task: ir.Task, reached: tuple[ir.Function, ...]) -> ir.Task:
    if not reached or task.function is None:
        return task
    return replace(task, function=replace(task.function, reached=reached))


def _reached(function: ir.Function, file: ir.DagFile, load: Load) -> Iterator[Found]:
    home = file if not function.module else _home(function, file, load)
    todo = [] if home is None else [(home, function)]
    seen = {(place.path, one.name) for place, one in todo}
    while todo:
        place, current = todo.pop()
        for name in sorted(free_names(current.source)):
            beside = current.closure.get(name)
            if beside is None:
                found = function_of(name, place, load)
            else:
                found = (place, beside.function) if beside.function is not None else None
            if found is not None and (found[0].path, found[1].name) not in seen:
                seen.add((found[0].path, found[1].name))
                todo.append(found)
                yield found


def _home(function: ir.Function, file: ir.DagFile, load: Load) -> ir.DagFile | None:
    """The file of a callable out of another module."""
    path = function.span.path
    return load(path) if path in file.helpers else None
