"""SARIF 2.1.0, which code hosts and editors show beside the lines of the source.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from translator.diagnostics import Diagnostic, Rule, Severity, Span
from translator.report.paths import displayed
from translator.report.result import Report

SCHEMA_URI = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def build(report: Report, version: str, rules: Mapping[str, Rule]) -> dict[str, Any]:
    """The document: all of `rules` that were found, and where."""
    placed = [*_placed(report)]
    codes = sorted({found.code for found, _ in placed})
    driver = {
        "name": "airflow2prefect",
        "version": version,
        "rules": [_rule(rules[code]) for code in codes],
    }
    results = [_result(found, uri, codes) for found, uri in placed]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [run]}


def _placed(report: Report) -> list[tuple[Diagnostic, str]]:
    """Each finding with the address of its file."""
    outputs = set(report.output_findings)
    out = report.out or report.root
    return [
        (found, _uri(out if found in outputs else report.root, found.span.path))
        for found in (place.finding for place in report.places())
    ]


def _uri(folder: Path, path: str) -> str:
    """Relative where the file is below the working folder: a repository's viewer wants it so."""
    shown = displayed(folder, path)
    return quote(shown) if not shown.startswith(("/", "..")) else (folder / path).resolve().as_uri()


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why or rule.title},
        "help": {"text": rule.fix or rule.title},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(found: Diagnostic, uri: str, codes: Sequence[str]) -> dict[str, Any]:
    physical = {"artifactLocation": {"uri": uri}, "region": _region(found.span)}
    return {
        "ruleId": found.code,
        "ruleIndex": codes.index(found.code),
        "level": LEVELS[found.level],
        "message": {"text": found.message},
        "locations": [{"physicalLocation": physical}],
    }


def _region(span: Span) -> dict[str, int]:
    region = {"startLine": span.line, "startColumn": span.column}
    if (span.end_line, span.end_column) > (span.line, span.column):
        region |= {"endLine": span.end_line, "endColumn": span.end_column}
    return region
