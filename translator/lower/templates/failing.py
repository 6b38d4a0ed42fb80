"""What in a template can't fail, and so may be computed in the flow; all else is in the task.

Airflow renders a template when its task starts: an error in it fails that task and no other.
"""

from __future__ import annotations

from jinja2 import nodes

TEXT_METHODS = frozenset(
    {"capitalize", "endswith", "lower", "replace", "split", "startswith", "strip", "title", "upper"}
)
"""Methods of a text that can't fail."""

DATE_PARTS = frozenset(
    {"year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "timezone"}
)
DATE_METHODS = frozenset(
    {"add", "date", "end_of", "format", "isoformat", "isoweekday", "start_of", "strftime"}
    | {"subtract", "time", "timestamp", "to_date_string", "to_datetime_string", "weekday"}
    | {"to_iso8601_string", "utcoffset", "dumps", "uuid4", "uuid1", "relativedelta"}
)
"""Attributes and methods of a date, or of a module among the macros, that are there."""


def is_whole(node: nodes.Node) -> bool:
    """Whether it is a number, written out, that `range` takes."""
    return isinstance(node, nodes.Const) and isinstance(node.value, int)


def never_fails(node: nodes.For) -> bool:
    """Whether there are elements, and each has as many parts as the target."""
    match node.iter:
        case nodes.List() | nodes.Tuple():
            return isinstance(node.target, nodes.Name)
        case nodes.Call(node=nodes.Getattr(attr="items"), args=[]):
            return isinstance(node.target, nodes.Tuple) and len(node.target.items) == 2
        case nodes.Call(node=nodes.Name(name="range"), args=[nodes.Const(value=int())]):
            return isinstance(node.target, nodes.Name)
    return False
