"""AP5xx: trigger rules and branching."""

from __future__ import annotations

from translator.diagnostics import Rule, Severity

PLAIN_TIER = Rule(
    "AP501",
    Severity.ERROR,
    "The plain tier cannot express this DAG",
    why="",
    fix="",
)

RACE = Rule(
    "AP502",
    Severity.WARNING,
    "Airflow's outcome depends on timing here",
    why="",
    fix="",
)

UNSUPPORTED_BRANCH = Rule(
    "AP503",
    Severity.ERROR,
    "This branch has no translation",
    why="",
    fix="",
)

UNKNOWN_RULE = Rule(
    "AP504",
    Severity.ERROR,
    "Not a trigger rule",
    why="",
    fix="",
)

EAGER_RULE = Rule(
    "AP505",
    Severity.WARNING,
    "Airflow fires this rule before all upstream tasks have ended",
    why="",
    fix="",
)

UNSUPPORTED_SETUP = Rule(
    "AP506",
    Severity.ERROR,
    "This setup or teardown has no translation",
    why="",
    fix="",
)

VERSION_RULE = Rule(
    "AP507",
    Severity.WARNING,
    "Airflow versions disagree on this rule",
    why="",
    fix="",
)
