"""What may stand for an Airflow object inside a value: references, free of any syntax tree.

`translator.ir` has these names as well; it is the one to import them from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from translator.ir import Edge, Function, Task


class Unknown:
    """The one value `UNKNOWN`: the loader could not know it without executing the file."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> bool:
        raise TypeError("UNKNOWN has no truth value; compare with `is UNKNOWN`")


UNKNOWN = Unknown()

RETURN_VALUE = "return_value"
EVERY_KEY = "\0every"
"""As the key of an XComRef: all that the task pushed, by key."""


# What may stand inside `Expr.value` beside plain Python values.
@dataclass(frozen=True, slots=True)
class XComRef:
    """The XCom of a task: `task.output`, a TaskFlow call's result, `result["key"]`."""

    task_id: str
    key: str = RETURN_VALUE


@dataclass(frozen=True, slots=True)
class XComTransform:
    """`XComArg.map/zip/concat`: computed from other XComs when it is read."""

    kind: Literal["map", "zip", "concat"]
    sources: tuple[XComRef | XComTransform, ...]
    function: Function | None = None
    fillvalue: Any = UNKNOWN


@dataclass(frozen=True, slots=True)
class GroupArgument:
    """A parameter of an expanded task group: one element per mapped instance."""

    group_id: str
    name: str


@dataclass(frozen=True, slots=True)
class DagParamRef:
    """A parameter of a `@dag` function, or `dag.param(name)`: resolved when the DAG runs."""

    name: str


@dataclass(frozen=True, slots=True)
class TaskRef:
    """An operator object itself (not its output)."""

    task_id: str


@dataclass(frozen=True, slots=True)
class GroupRef:
    """A task group object itself."""

    group_id: str


@dataclass(frozen=True, slots=True)
class DagRef:
    """A DAG object itself."""

    dag_id: str


@dataclass(frozen=True, slots=True)
class AssetRef:
    """An Asset (2.x: Dataset), an alias, or a condition over several (`all`, `any`)."""

    kind: Literal["asset", "alias", "all", "any"]
    name: str | None = None
    uri: str | None = None
    members: tuple[AssetRef, ...] = ()
    watchers: int = 0


@dataclass(frozen=True, slots=True)
class Opaque:
    """A call of something outside the folder (`V1Pod(...)`, a timetable, `Param(...)`)."""

    name: str
    """Fully qualified canonical name."""
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class NameRef:
    """An imported object that was only named (`TriggerRule.ALL_DONE` is a plain str instead)."""

    name: str


Ref = XComRef | XComTransform | GroupArgument | DagParamRef | TaskRef | GroupRef | DagRef | AssetRef


class DagIndex:
    """What is asked of the tasks and edges of a DAG again and again: found once."""

    tasks: tuple[Task, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Task]:
        """The tasks by their ids."""
        return {task.task_id: task for task in reversed(self.tasks)}

    @cached_property
    def upstream(self) -> Mapping[str, tuple[str, ...]]:
        """The direct upstream tasks of those that have any, in the order of the edges."""
        return _grouped((edge.down, edge.up) for edge in self.edges)

    @cached_property
    def downstream(self) -> Mapping[str, tuple[str, ...]]:
        """The direct downstream tasks of those that have any, in the order of the edges."""
        return _grouped((edge.up, edge.down) for edge in self.edges)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


@dataclass(frozen=True, slots=True)
class PlainObject:
    """A class of the user's, or an instance of one, as data."""

    attributes: Mapping[str, Any] = field(hash=False)
    """Those that are known and plain."""
