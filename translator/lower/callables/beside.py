"""Code that is kept as a comment: what it reads stays in the module, or is said above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from translator import ir
from translator.lower.airflow_names import file_imports, is_airflow
from translator.lower.callables.services import VARIABLE_NAME
from translator.lower.module.pieces import statement_text


def names_beside(
    file: ir.DagFile, names: frozenset[str] | set[str]
) -> tuple[frozenset[str], tuple[str, ...]]:
    """Names that the code reads of the module's, and the lines above it that say the others."""
    imported = file_imports(file)
    lost = {name for name in names - imported.keys() if _is_lost(file, name)}
    shown = names.union(*(one.uses for one in _definitions(file, lost)))
    lines = [*_imports(imported, shown)]
    source = file.text.split("\n")
    for statement in _definitions(file, lost):
        lines += statement_text(statement, source).split("\n")
    return frozenset(names - lost).difference(imported), tuple(lines)


def _definitions(file: ir.DagFile, names: frozenset[str] | set[str]) -> list[ir.Statement]:
    return [one for one in file.statements if one.defines & names]


def _is_lost(file: ir.DagFile, name: str, depth: int = 8) -> bool:
    """Whether making the value of a constant takes something of Airflow's."""
    airflow = {one.local for s in file.statements for one in s.imports if one.canonical} - {
        local for local, dotted in file_imports(file).items() if dotted == VARIABLE_NAME
    }
    made = [one for one in _definitions(file, {name}) if one.kind != "function"]
    reads = frozenset().union(*(one.uses for one in made))
    if reads & airflow:
        return True
    return depth > 0 and any(_is_lost(file, one, depth - 1) for one in reads - {name})


def _imports(imported: Mapping[str, str], names: Iterable[str]) -> Iterator[str]:
    """What the code needs of the file's imports, as lines above it."""
    found = sorted((imported[name], name) for name in names if name in imported)
    for dotted, local in found:
        if is_airflow(dotted):
            continue
        module, _, name = dotted.rpartition(".")
        alias = "" if name == local else f" as {local}"
        yield f"from {module} import {name}{alias}" if module else f"import {name}{alias}"
