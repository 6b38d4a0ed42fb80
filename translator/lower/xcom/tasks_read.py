"""Which tasks a task reads XComs of, as far as its arguments and its source show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator import ir
from translator.graph import DagGraph

_PULL = re.compile(r"xcom_pull\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_KEY = re.compile(r"""\bkey\s*=\s*["'][^"']*["']""")
_LITERAL = re.compile(r"""(?:^|task_ids\s*=)\s*[\[(]?\s*["']""")
"""A pull whose task ids are written out."""
_ATTRIBUTE = re.compile(r"\bself\.(\w+)")
_QUOTED = re.compile(r"""["']([^"']+)["']""")


def read_from(task: ir.Task, graph: DagGraph) -> set[str]:
    """The tasks whose XComs a task reads, as far as its arguments and its source show."""
    found: set[str] = set()
    for expr in _expressions(task):
        found |= {ref.task_id for ref in expr.refs.values() if isinstance(ref, ir.XComRef)}
        found |= _pulled(expr.code, graph)
    if task.function is not None:
        for one in (task.function, *task.function.reached):
            found |= _pulled(one.source, graph)
            if _looks_up(one.source):
                found |= graph.ancestors(task.task_id)
    if task.custom is not None:
        found |= _pulled_by_object(task.custom)
    return found & graph.tasks.keys()


def _pulled_by_object(custom: ir.CustomOperator) -> set[str]:
    """What the pulls in a class name, as they stand there or by way of an attribute."""
    found: set[str] = set()
    for one in (custom, *custom.parents):
        for call in _PULL.findall(one.source):
            found.update(_QUOTED.findall(call))
            values = (custom.attributes.get(name) for name in _ATTRIBUTE.findall(call))
            found.update(value for value in values if isinstance(value, str))
    return found


def _expressions(task: ir.Task) -> Iterator[ir.Expr]:
    yield from task.args.values()
    yield from task.call_args
    yield from task.call_kwargs.values()
    if task.mapped is not None:
        yield from task.mapped.arguments.values()
        if task.mapped.kwargs is not None:
            yield task.mapped.kwargs


def _looks_up(source: str) -> bool:
    """Whether the id of a task is computed where it is pulled from."""
    calls = (call for call in _PULL.findall(source) if call.strip())
    return any(not _LITERAL.search(call) for call in calls)


def _pulled(source: str, graph: DagGraph) -> set[str]:
    words = {word for call in _PULL.findall(source) for word in _QUOTED.findall(_KEY.sub("", call))}
    return words & graph.tasks.keys()
