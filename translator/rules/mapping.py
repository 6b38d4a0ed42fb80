"""AP4xx: dynamic task mapping."""

from __future__ import annotations

from translator.diagnostics import Rule, Severity

UNSUPPORTED_MAPPING = Rule(
    "AP401",
    Severity.ERROR,
    "This form of mapping has no translation",
    why="",
    fix="",
)

UNROLLED_LOOP = Rule(
    "AP402",
    Severity.WARNING,
    "A loop was unrolled",
    why="",
    fix="",
)

EMPTY_MAPPING = Rule(
    "AP403",
    Severity.INFO,
    "A mapping over nothing is skipped in Airflow",
    why="",
    fix="",
)
