"""AP9xx: the compiler's own faults."""

from __future__ import annotations

from translator.diagnostics import Rule, Severity

INTERNAL = Rule(
    "AP901",
    Severity.ERROR,
    "The compiler failed on this file",
    why="An exception inside the compiler, no fault of the DAG. Nothing was written for this "
    "file; the other files of the batch were translated.",
    fix="Run again with `-v` to see the traceback, and report it with the DAG file, or the part of "
    "it that is left when what does not matter is taken out.",
    before="airflow2prefect convert dags/etl.py --out flows",
    after="airflow2prefect convert dags/etl.py --dry-run -vv",
)

BAD_OUTPUT = Rule(
    "AP902",
    Severity.ERROR,
    "The generated module did not pass its own checks",
    why="Before a module is written it is compiled, formatted, and searched for names that nothing "
    "defines. This one failed, so it was not written. If the DAG file itself reads a name that it "
    "never defines, the same happens.",
    fix="Look at the names in the message. If the DAG file defines them, it is a fault of the "
    "compiler: report it with the file.",
    before="airflow2prefect convert dags/etl.py --out flows",
    after="airflow2prefect convert dags/etl.py --dry-run -vv",
)
