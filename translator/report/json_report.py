"""migration_report.json: stable, and the same for the same input (no times, no machine's paths)."""

from __future__ import annotations

from typing import Any

from translator.diagnostics import Diagnostic
from translator.report.result import DagResult, FileResult, Report, TaskResult

SCHEMA = 1


def build(report: Report) -> dict[str, Any]:
    """The document."""
    return {
        "schema": SCHEMA,
        "summary": _summary(report),
        "files": [_file(file) for file in report.files],
        "diagnostics": [
            *({"path": d.span.path} | diagnostic(d) for d in report.source_findings),
            *({"output": d.span.path} | diagnostic(d) for d in report.output_findings),
        ],
    }


def _summary(report: Report) -> dict[str, Any]:
    return {
        "files": len(report.files),
        **report.statuses(),
        "ignored": report.ignored,
        "dags": report.dag_count,
        "tasks": sum(report.supports().values()),
        "support": report.supports(),
        "severities": report.severities(),
        "codes": report.codes(),
    }


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
