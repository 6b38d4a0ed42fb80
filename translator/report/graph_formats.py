"""`airflow2prefect graph`: the graphs of several files in one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from translator import graph_exports, ir
from translator.diagnostics import Diagnostic
from translator.report.json_report import diagnostic

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """One file after loading, with what was found in it."""

    file: ir.DagFile
    diagnostics: tuple[Diagnostic, ...] = ()


def as_json(files: Sequence[LoadedFile]) -> dict[str, Any]:
    """The document of `graph --format json`."""
    return {"schema": SCHEMA, "files": [_file(loaded) for loaded in files]}


def _file(loaded: LoadedFile) -> dict[str, Any]:
    found = [diagnostic(one) for one in loaded.diagnostics]
    return graph_exports.file_json(loaded.file) | {"diagnostics": found}


def as_text(files: Sequence[LoadedFile], form: str) -> str:
    """All DAGs as `mermaid`, `dot` or `text`.

    Graphviz reads several graphs in one file. A Mermaid document holds one, so several become
    Markdown with a heading and a fenced diagram each.
    """
    dags = [dag for loaded in files for dag in loaded.file.dags]
    drawn = [graph_exports.EXPORTS[form](dag) for dag in dags]
    if form == "mermaid" and len(dags) != 1:
        drawn = [
            f"## {dag.dag_id}\n\n```mermaid\n{text}```\n"
            for dag, text in zip(dags, drawn, strict=True)
        ]
    return "\n".join(drawn)
