"""AP7xx: files, names and output."""

from __future__ import annotations

from translator.diagnostics import Rule, Severity

UNREADABLE = Rule(
    "AP701",
    Severity.ERROR,
    "The file cannot be read",
    why="",
    fix="",
)

ENCODING = Rule(
    "AP702",
    Severity.ERROR,
    "The file cannot be decoded",
    why="",
    fix="",
)

TOO_LARGE = Rule(
    "AP703",
    Severity.ERROR,
    "The file is over the size limit",
    why="",
    fix="",
)

SYMLINK_LOOP = Rule(
    "AP704",
    Severity.WARNING,
    "A symbolic link leads back to where it came from",
    why="",
    fix="",
)

BINARY = Rule(
    "AP705",
    Severity.WARNING,
    "The file is not text",
    why="",
    fix="",
)

DUPLICATE_DAG_ID = Rule(
    "AP706",
    Severity.ERROR,
    "Two DAGs have the same id",
    why="",
    fix="",
)

RENAMED = Rule(
    "AP707",
    Severity.INFO,
    "A name was changed to be a Python identifier of its own",
    why="Task ids and DAG ids become names of Python functions. Two ids may give the same name "
    "(`load-a` and `load_a`), or one that Python, Prefect or the module's own code already uses. "
    "Runs keep the id that Airflow showed, through `name=`.",
    fix="Nothing has to be done. Rename the function if you like; only the flow in the same module "
    "refers to it.",
    before="BashOperator(task_id=\"print\", bash_command=\"...\")",
    after="@task(name=\"print\")\ndef print_task(): ...",
)

EDITED = Rule(
    "AP708",
    Severity.ERROR,
    "The output was edited after it was generated",
    why="",
    fix="",
)

FOREIGN = Rule(
    "AP709",
    Severity.ERROR,
    "A file that was not generated stands in the way",
    why="",
    fix="",
)

OUTSIDE = Rule(
    "AP710",
    Severity.ERROR,
    "The output would leave the output folder",
    why="",
    fix="",
)

COLLISION = Rule(
    "AP711",
    Severity.ERROR,
    "Two sources would be written to the same file",
    why="",
    fix="",
)

IGNORE_SYNTAX = Rule(
    "AP712",
    Severity.WARNING,
    "An .airflowignore reads differently as glob and as regexp",
    why="",
    fix="",
)

STALE = Rule(
    "AP713",
    Severity.WARNING,
    "A file generated earlier has no source any more",
    why="",
    fix="",
)

UNWRITABLE = Rule(
    "AP714",
    Severity.ERROR,
    "The output cannot be written",
    why="",
    fix="",
)
