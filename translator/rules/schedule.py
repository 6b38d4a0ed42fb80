"""AP6xx: schedules and DAG options."""

from __future__ import annotations

from translator.diagnostics import Rule, Severity

UNSUPPORTED_SCHEDULE = Rule(
    "AP601",
    Severity.ERROR,
    "This schedule has no translation",
    why="",
    fix="",
)

CATCHUP = Rule(
    "AP602",
    Severity.WARNING,
    "Prefect does not catch up missed runs",
    why="",
    fix="",
)

DATA_INTERVAL = Rule(
    "AP603",
    Severity.INFO,
    "Airflow runs a cron schedule at the end of its interval",
    why="",
    fix="",
)

DEPENDS_ON_PAST = Rule(
    "AP604",
    Severity.ERROR,
    "Runs that depend on the run before have no translation yet",
    why="",
    fix="",
)

CALLBACK = Rule(
    "AP605",
    Severity.ERROR,
    "A callback has no translation yet",
    why="",
    fix="",
)

EMAIL = Rule(
    "AP606",
    Severity.WARNING,
    "E-mail on failure becomes an automation that has to be set up",
    why="",
    fix="",
)

POOL = Rule(
    "AP607",
    Severity.WARNING,
    "A pool becomes a concurrency limit that has to be set up",
    why="",
    fix="",
)

DAG_ARGUMENT = Rule(
    "AP608",
    Severity.WARNING,
    "A DAG argument has no translation",
    why="",
    fix="",
)

INERT_DAG_ARGUMENT = Rule(
    "AP609",
    Severity.INFO,
    "A DAG argument has no effect in Prefect and was left out",
    why="",
    fix="",
)

START_DATE = Rule(
    "AP610",
    Severity.INFO,
    "The start date lies in the future or moves",
    why="",
    fix="",
)

SLA = Rule(
    "AP611",
    Severity.WARNING,
    "An SLA has no counterpart in the flow",
    why="",
    fix="",
)

END_DATE = Rule(
    "AP612",
    Severity.WARNING,
    "A deployment schedule has no end date",
    why="",
    fix="",
)

UNKNOWN_SCHEDULE = Rule(
    "AP613",
    Severity.ERROR,
    "The schedule is only known at run time",
    why="",
    fix="",
)
