"""AP1xx: reading a DAG file."""

from __future__ import annotations

from translator.diagnostics import Rule, Severity

SYNTAX_ERROR = Rule(
    "AP101",
    Severity.ERROR,
    "The file is not valid Python",
    why="",
    fix="",
)

PYTHON_2 = Rule(
    "AP102",
    Severity.ERROR,
    "The file is written in Python 2",
    why="",
    fix="",
)

NEWER_SYNTAX = Rule(
    "AP103",
    Severity.ERROR,
    "The file uses syntax newer than the running Python",
    why="",
    fix="",
)

UNKNOWN_ITERABLE = Rule(
    "AP104",
    Severity.WARNING,
    "A loop runs over data that is only known at run time",
    why="",
    fix="",
)

UNKNOWN_CONDITION = Rule(
    "AP105",
    Severity.WARNING,
    "A condition is only known at run time",
    why="",
    fix="",
)

UNKNOWN_NAME = Rule(
    "AP106",
    Severity.ERROR,
    "A DAG id or task id is only known at run time",
    why="",
    fix="",
)

UNRESOLVED_IMPORT = Rule(
    "AP107",
    Severity.WARNING,
    "An import that builds the graph is not in the source tree",
    why="",
    fix="",
)

UNSUPPORTED_STATEMENT = Rule(
    "AP108",
    Severity.WARNING,
    "A statement that builds the graph is not understood",
    why="",
    fix="",
)

BUDGET = Rule(
    "AP109",
    Severity.ERROR,
    "The file does too much at load time",
    why="",
    fix="",
)

RECURSION = Rule(
    "AP110",
    Severity.ERROR,
    "Functions call each other too deeply at load time",
    why="",
    fix="",
)

ASSUMED_DEFAULT = Rule(
    "AP111",
    Severity.INFO,
    "A value of the environment was taken from its default",
    why="",
    fix="",
)

UNKNOWN_SETTING = Rule(
    "AP112",
    Severity.WARNING,
    "A Variable, environment variable or setting is not known",
    why="",
    fix="",
)

CYCLE = Rule(
    "AP113",
    Severity.ERROR,
    "The tasks depend on each other in a circle",
    why="",
    fix="",
)

DUPLICATE_TASK = Rule(
    "AP114",
    Severity.ERROR,
    "Two tasks have the same id",
    why="",
    fix="",
)

REFUSED = Rule(
    "AP115",
    Severity.ERROR,
    "Airflow itself refuses this DAG",
    why="",
    fix="",
)

UNKNOWN_DEPENDENCY = Rule(
    "AP116",
    Severity.WARNING,
    "A dependency is only known at run time",
    why="",
    fix="",
)

UNKNOWN_ARGUMENTS = Rule(
    "AP117",
    Severity.WARNING,
    "Arguments are only known at run time",
    why="",
    fix="",
)

LOAD_ERROR = Rule(
    "AP118",
    Severity.ERROR,
    "The file fails when it is loaded",
    why="",
    fix="",
)
