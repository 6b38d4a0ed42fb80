"""Whether a task's result counts key by key: `multiple_outputs`, given or inferred.

Airflow infers it for `@task` functions from the return annotation: `dict`, `Mapping[...]` and their
like, but no union (semantics, section 3.1).
"""

from __future__ import annotations

import re

from translator import ir

MAPPINGS = frozenset(
    [
        "dict",
        "Dict",
        "Mapping",
        "MutableMapping",
        "OrderedDict",
        "defaultdict",
        "DefaultDict",
        "Counter",
        "ChainMap",
    ]
)
_HEAD = re.compile(r"^[\"']?\s*([\w.]+)\s*(\[.*\])?\s*[\"']?$", re.S)


def has_multiple_outputs(task: ir.Task) -> bool:
    """Whether each key of the task's result is an XCom of its own."""
    given = task.args.get("multiple_outputs")
    if given is not None:
        return given.value is True
    returns = task.function.returns if task.function and task.taskflow else None
    if returns is None:
        return False
    head = _HEAD.match(returns)
    return head is not None and head[1].rsplit(".", 1)[-1] in MAPPINGS
