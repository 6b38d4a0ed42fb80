"""How much work a loaded file is to translate: counted, not timed, so it is the same everywhere.

One unit is about 50 microseconds of CPU time (measured over files of many shapes); most of it goes
into formatting and checking what is emitted, which grows with the tokens of the source and with
the tasks. A file is to take about two seconds at most.
"""

from __future__ import annotations

import tokenize

from translator import ir
from translator.lines import tokens

MOST = 40_000
"""Units that one file may take."""
PER_DAG, PER_CALL, PER_TASK, PER_EDGE = 35, 10, 10, 1
"""Units of a DAG, of a call that makes tasks, of a task, of an edge."""


def too_large(file: ir.DagFile) -> str:
    """How large the file is, where it would take too long; "" where it would not."""
    tasks = sum(len(dag.tasks) for dag in file.dags)
    edges = sum(len(dag.edges) for dag in file.dags)
    calls = len({task.site for dag in file.dags for task in dag.tasks})
    work = PER_DAG * len(file.dags) + PER_CALL * calls + PER_TASK * tasks + PER_EDGE * edges
    if work <= MOST:
        work += _tokens(file.text)
    if work <= MOST:
        return ""
    made = f"{len(file.dags)} DAGs, {tasks} tasks, {edges} edges, {len(file.lines)} lines"
    return f"{made} in one file; split it"


def _tokens(text: str) -> int:
    """How many tokens the text has (it parses, so it can be read)."""
    try:
        return len(tokens(text))
    except (tokenize.TokenError, SyntaxError):
        return text.count("\n")
