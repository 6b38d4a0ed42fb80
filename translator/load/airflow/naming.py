"""Ids: TaskFlow's and the group decorator's `__1` suffixes, and names for ids nobody knows yet."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

from translator import ir

MODULE = "unusual_prefix_"
"""What Airflow puts before the name of the module of a DAG file."""
SUFFIX = re.compile(r"__\d+$")
GROUP_KEY = re.compile(r"^[\w-]+$")
KEY = re.compile(r"^[\w.-]+$")
MAX_KEY, MAX_GROUP_KEY = 250, 200
INTERPOLATION = re.compile(r"^[rR]?[fF][rR]?(\"\"\"|'''|\"|')(.*)\1$", re.DOTALL)


def module_name(path: str) -> str:
    """The `__name__` of a DAG file (`get_unique_dag_module_name`); `path` is absolute."""
    digest = hashlib.sha1(path.encode(), usedforsecurity=False).hexdigest()
    return f"{MODULE}{digest}_{PurePosixPath(path).stem}"


def unique_task_id(task_id: str, full_id: str, taken: Collection[str]) -> str:
    """The id of a TaskFlow call: `f`, `f__1`, `f__2` (`get_unique_task_id`).

    `full_id` has the prefix of the group, `task_id` and the answer have not.
    """
    if full_id not in taken:
        return task_id
    pattern = re.compile(rf"^{SUFFIX.split(full_id)[0]}__(\d+)$")
    found = (pattern.match(other) for other in taken)
    highest = max((int(match.group(1)) for match in found if match), default=0)
    return f"{SUFFIX.split(task_id)[0]}__{highest + 1}"


def unique_group_id(label: str, full_id: str, taken: Iterable[str]) -> str:
    """The label of a task group called again: its base with the next suffix."""
    taken = set(taken)
    if full_id not in taken:
        return label
    base = SUFFIX.split(label)[0]
    pattern = re.compile(rf"^{base}__(\d+)$")
    suffixes = sorted(int(match.group(1)) for other in taken if (match := pattern.match(other)))
    return f"{base}__{suffixes[-1] + 1}" if suffixes else f"{label}__1"


def key_problem(key: str, *, group: bool = False) -> str | None:
    """Why Airflow refuses an id, None when it does not."""
    limit, pattern = (MAX_GROUP_KEY, GROUP_KEY) if group else (MAX_KEY, KEY)
    if len(key) > limit:
        return f"the id has more than {limit} characters"
    if not pattern.match(key):
        dots = "" if group else ", dots"
        allowed = f"letters, digits, dashes{dots} and underscores"
        return f"the id {key!r} has other characters than {allowed}"
    return None


def pattern_of(expr: ir.Expr | None, default: str) -> str:
    """What stands for an id that is only known at run time: `load_{table}`."""
    if expr is None:
        return default
    code = " ".join(expr.code.split())
    match = INTERPOLATION.match(code)
    return match.group(2) if match else f"{{{code}}}"


def free_name(name: str, taken: Collection[str]) -> str:
    """`name`, with a number in brackets where it is taken."""
    if name not in taken:
        return name
    number = 1
    while f"{name}[{number}]" in taken:
        number += 1
    return f"{name}[{number}]"
