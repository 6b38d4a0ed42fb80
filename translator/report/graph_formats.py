"""`airflow2prefect graph`: the graphs of several files in one document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
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


def json_pieces(files: Iterable[LoadedFile]) -> Iterator[str]:
    """The document of `graph --format json`, file by file, so that none is kept."""
    before = f'{{\n  "schema": {SCHEMA},\n  "files": ['
    end = "]\n}\n"
    for loaded in files:
        text = json.dumps(_file(loaded), indent=2, ensure_ascii=False)
        yield f"{before}\n    " + text.replace("\n", "\n    ")
        before, end = ",", "\n  ]\n}\n"
    yield end if before == "," else before + end


def _file(loaded: LoadedFile) -> dict[str, Any]:
    found = [diagnostic(one) for one in loaded.diagnostics]
    return graph_exports.file_json(loaded.file) | {"diagnostics": found}


def text_pieces(files: Iterable[LoadedFile], form: str) -> Iterator[str]:
    """All DAGs as `mermaid`, `dot` or `text`, DAG by DAG.

    Graphviz reads several graphs in one file. A Mermaid document holds one, so several become
    Markdown with a heading and a fenced diagram each.
    """
    dags = (dag for loaded in files for dag in loaded.file.dags)
    drawn = ((dag, graph_exports.EXPORTS[form](dag)) for dag in dags)
    ahead = list(islice(drawn, 2))
    fenced = form == "mermaid" and len(ahead) > 1
    for number, (dag, text) in enumerate(chain(ahead, drawn)):
        between = "\n" if number else ""
        heading = f"## {dag.dag_id}\n\n```mermaid\n{text}```\n" if fenced else text
        yield between + heading
