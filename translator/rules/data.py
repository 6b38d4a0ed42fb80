"""AP3xx: XCom, Variables, Connections, templates."""

from __future__ import annotations

from translator.diagnostics import Rule, Severity

DYNAMIC_PULL = Rule(
    "AP301",
    Severity.ERROR,
    "An xcom_pull cannot be traced to its task",
    why="",
    fix="",
)

DYNAMIC_PUSH = Rule(
    "AP302",
    Severity.ERROR,
    "An xcom_push has a key that is only known at run time",
    why="",
    fix="",
)

UNORDERED_PULL = Rule(
    "AP303",
    Severity.WARNING,
    "An XCom is read from a task that need not have finished",
    why="",
    fix="",
)

UNSUPPORTED_TEMPLATE = Rule(
    "AP304",
    Severity.ERROR,
    "A template has no translation",
    why="",
    fix="",
)

VARIABLE = Rule(
    "AP305",
    Severity.INFO,
    "An Airflow Variable becomes a Prefect Variable",
    why="",
    fix="",
)

CONNECTION = Rule(
    "AP306",
    Severity.ERROR,
    "A Connection has no translation yet",
    why="",
    fix="",
)

CONTEXT_KEY = Rule(
    "AP307",
    Severity.ERROR,
    "A context variable has no translation",
    why="",
    fix="",
)

CONTEXT_ESCAPES = Rule(
    "AP308",
    Severity.ERROR,
    "The context is passed on as a whole",
    why="",
    fix="",
)

XCOM_LOST = Rule(
    "AP309",
    Severity.WARNING,
    "An XCom that nobody reads is not kept",
    why="",
    fix="",
)

TEMPLATE_FILE = Rule(
    "AP310",
    Severity.ERROR,
    "A template file cannot be read",
    why="",
    fix="",
)

XCOM_VERSION = Rule(
    "AP311",
    Severity.WARNING,
    "Airflow versions disagree on what this XCom is",
    why="",
    fix="",
)

CONTEXT_DIFFERS = Rule(
    "AP312",
    Severity.WARNING,
    "A context variable has another value in Prefect",
    why="Prefect has a counterpart, but not the same value: a flow run has an id and a name of its "
    "own, and params of a single task are not overridden by what the run is given.",
    fix="Check that nothing compares the value with a text that only Airflow makes.",
    before='bash_command="echo {{ run_id }}"  # manual__2024-01-01T00:00:00+00:00',
    after="run_id = flow_run.id  # 0b6b5b0e-...",
)
