"""Names of the DAG's construction that the code of a task reads.

`dag` and `first_task` are objects of Airflow's at module level: a callable may read them when it
runs. A flow has nothing of the kind, so such a name stands for a value that raises (AP204).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from translator import ir
from translator.diagnostics import Sink, Span
from translator.lower.free_names import free_names
from translator.lower.statements import flatten
from translator.plan import Import, Kept, Module
from translator.rules.operators import AIRFLOW_IN_CODE

_UNTRANSLATED = Import("untranslated", "Untranslated")


def with_built_names(module: Module, file: ir.DagFile, bound: frozenset[str], sink: Sink) -> Module:
    """The module with a value that raises for each such name; `bound`: what it has already."""
    taken = bound | {task.name for task in module.tasks} | {flow.name for flow in module.flows}
    places = _built(file)
    read = set(_read(module)) & places.keys() - taken
    said = "which code of a task reads, belongs to the building of the DAG"
    return _with_stand_ins(module, {name: places[name] for name in read}, said, file, sink)


def with_lost_names(module: Module, names: Iterable[str], file: ir.DagFile, sink: Sink) -> Module:
    """The module with a value that raises for each name that it reads and nothing defines."""
    places = {
        name: statement.start_line
        for statement in reversed([*file.statements, *flatten(file.statements)])
        for name in statement.defines
    }
    said = "which the flow reads, only exists while the DAG is built"
    return _with_stand_ins(module, {name: places.get(name, 1) for name in names}, said, file, sink)


def _with_stand_ins(
    module: Module, places: Mapping[str, int], said: str, file: ir.DagFile, sink: Sink
) -> Module:
    pieces = []
    for name in sorted(places, key=lambda one: (places[one], one)):
        sink.add(AIRFLOW_IN_CODE, Span(file.path, places[name]), f"{name}, {said}")
        code = f'{name} = Untranslated("AP204 {name} belongs to the building of the DAG")'
        pieces.append(Kept(code, places[name]))
    if not pieces:
        return module
    return replace(
        module,
        kept=tuple(sorted((*module.kept, *pieces), key=lambda one: one.line)),
        imports=module.imports | {_UNTRANSLATED},
        support=module.support | {"untranslated"},
    )


def _read(module: Module) -> Iterator[str]:
    """What code outside of the flows reads from its module."""
    for task in module.tasks:
        local = {one.alias or one.name or one.module.split(".")[0] for one in task.imports}
        yield from free_names(task.source) - local
    for piece in module.kept:
        yield from free_names(piece.text)


def _built(file: ir.DagFile) -> dict[str, int]:
    """Names that only statements which build a DAG define, and where."""
    opened = [s for s in file.statements if s.kind == "with" and s.builds]
    statements = [*opened, *flatten(file.statements)]
    own = {name for s in statements if not s.builds for name in s.defines}
    return {
        name: statement.start_line
        for statement in reversed(statements)
        if statement.builds and statement.kind not in {"function", "class"}
        for name in statement.defines - own
    }
