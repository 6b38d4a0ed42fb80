"""AP2xx: operators and their arguments."""

from __future__ import annotations

from translator.diagnostics import Rule, Severity

UNMAPPED_OPERATOR = Rule(
    "AP201",
    Severity.ERROR,
    "No translation for this operator",
    why="",
    fix="",
)

UNKNOWN_CALLABLE = Rule(
    "AP202",
    Severity.ERROR,
    "The callable cannot be found in the source tree",
    why="",
    fix="",
)

UNMAPPED_ARGUMENT = Rule(
    "AP203",
    Severity.WARNING,
    "An operator argument has no translation",
    why="",
    fix="",
)

AIRFLOW_IN_CODE = Rule(
    "AP204",
    Severity.ERROR,
    "The code uses Airflow itself",
    why="",
    fix="",
)

HOSTED_OPERATOR = Rule(
    "AP205",
    Severity.WARNING,
    "The Airflow class is kept and called inside a task",
    why="",
    fix="",
)

UNKNOWN_ARGUMENT_VALUE = Rule(
    "AP206",
    Severity.ERROR,
    "An argument could not be followed to its value",
    why="",
    fix="",
)

CUSTOM_OPERATOR = Rule(
    "AP207",
    Severity.ERROR,
    "A custom operator class cannot be translated",
    why="",
    fix="",
)

DECORATOR_UNMAPPED = Rule(
    "AP208",
    Severity.ERROR,
    "No translation for this task decorator",
    why="",
    fix="",
)

MAX_RETRY_DELAY = Rule(
    "AP209",
    Severity.WARNING,
    "Prefect has no upper bound for a retry delay",
    why="",
    fix="",
)

JITTER = Rule(
    "AP210",
    Severity.INFO,
    "Retry delays differ in their jitter",
    why="",
    fix="",
)

TIMEOUT_THREAD = Rule(
    "AP211",
    Severity.INFO,
    "A timeout does not interrupt code that blocks in a thread",
    why="",
    fix="",
)

INERT_ARGUMENT = Rule(
    "AP212",
    Severity.INFO,
    "An argument has no effect in Prefect and was left out",
    why="",
    fix="",
)
