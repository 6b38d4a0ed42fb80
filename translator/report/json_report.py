"""migration_report.json: stable, and the same for the same input (no times, no machine's paths)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from translator.diagnostics import Diagnostic, Severity
from translator.report.result import (
    STATUSES,
    SUPPORTS,
    DagResult,
    FileResult,
    Report,
    TaskResult,
)

SCHEMA = 1


def build(report: Report, earlier: Iterable[dict[str, Any]] = ()) -> dict[str, Any]:
    """The document; `earlier`: entries of files that were converted before, and not this time."""
    files = sorted([*map(_file, report.files), *earlier], key=lambda file: str(file["source"]))
    others = [
        *({"path": d.span.path} | diagnostic(d) for d in report.source_findings),
        *({"output": d.span.path} | diagnostic(d) for d in report.output_findings),
    ]
    return {
        "schema": SCHEMA,
        "summary": {**_counts(files), "ignored": report.ignored, **_found(files, others)},
        "files": files,
        "diagnostics": others,
    }


def _counts(files: list[dict[str, Any]]) -> dict[str, Any]:
    statuses = Counter(file["status"] for file in files)
    dags = [dag for file in files for dag in file["dags"]]
    supports = Counter(task["support"] for dag in dags for task in dag["tasks"])
    return {
        "files": len(files),
        **{status: statuses[status] for status in STATUSES},
        "dags": len(dags),
        "tasks": supports.total(),
        "support": {support: supports[support] for support in SUPPORTS},
    }


def _found(files: list[dict[str, Any]], others: list[dict[str, Any]]) -> dict[str, Any]:
    """At how many places each severity and code occurs.

    Files share the findings of a helper module, and the tasks of a loop those of its line.
    """
    placed = [{"path": file["source"]} | one for file in files for one in file["diagnostics"]]
    found = {_place(one): one for one in (*placed, *others)}.values()
    severities = Counter(one["severity"] for one in found)
    codes = Counter(one["code"] for one in found)
    return {
        "severities": {str(one): severities[str(one)] for one in sorted(Severity, reverse=True)},
        "codes": dict(sorted(codes.items(), key=lambda item: (-item[1], item[0]))),
    }


def _place(finding: dict[str, Any]) -> str:
    """What tells two findings apart that are not the same one said of several tasks."""
    whose = ("dag_id", "task_id")
    return json.dumps({k: v for k, v in finding.items() if k not in whose}, sort_keys=True)


def _file(file: FileResult) -> dict[str, Any]:
    return {
        "source": file.source,
        "outputs": list(file.outputs),
        "status": file.status,
        "dags": [_dag(dag) for dag in file.dags],
        "diagnostics": [_of_file(file, found) for found in file.diagnostics],
    }


def _of_file(file: FileResult, found: Diagnostic) -> dict[str, Any]:
    elsewhere = {} if found.span.path == file.source else {"path": found.span.path}
    return elsewhere | diagnostic(found)


def _dag(dag: DagResult) -> dict[str, Any]:
    return {
        "dag_id": dag.dag_id,
        "flow": dag.flow,
        "tier": dag.tier,
        "tasks": [_task(task) for task in dag.tasks],
    }


def _task(task: TaskResult) -> dict[str, Any]:
    return {
        "task_id": task.task_id,
        "operator": task.operator,
        "support": task.support,
        "source_line": task.source_line,
        "output_lines": list(task.output_lines) if task.output_lines else None,
    }


def diagnostic(found: Diagnostic) -> dict[str, Any]:
    """One finding, without the path of its file."""
    whose = {"dag_id": found.dag_id, "task_id": found.task_id}
    return {
        "code": found.code,
        "severity": str(found.level),
        "line": found.span.line,
        "column": found.span.column,
        "message": found.message,
        **{key: value for key, value in whose.items() if value is not None},
    }
