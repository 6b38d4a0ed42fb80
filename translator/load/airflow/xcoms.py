"""XCom references: `task.output`, the result of a TaskFlow call, `.map`, `.zip`, `.concat`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from translator import ir
from translator.load.airflow.nodes import Node, Resolved, native, refuse, state_of
from translator.load.airflow.tasks import TaskObject
from translator.load.language.values import Arguments, Known, UnknownValue, Value

if TYPE_CHECKING:
    from translator.load.airflow.dags import DagObject
    from translator.load.airflow.edges import LabelObject
    from translator.load.language.evaluator import Evaluator

PROXIED = ("is_setup", "is_teardown", "on_failure_fail_dagrun")


class XComBase(Resolved):
    """What all XCom references share: edges go to the tasks they read from."""

    __slots__ = ()

    def roots(self, ev: Evaluator) -> Sequence[Node]:
        """The tasks it reads from."""
        return list(self.references())

    def leaves(self, ev: Evaluator) -> Sequence[Node]:
        """The tasks it reads from."""
        return list(self.references())

    def owner(self) -> DagObject | None:
        """The DAG of the first task."""
        for task in self.references():
            return task.dag
        return None

    def relate(
        self, ev: Evaluator, other: Value, *, upstream: bool, label: LabelObject | None = None
    ) -> None:
        """As if the tasks stood there."""
        for task in self.references():
            task.relate(ev, other, upstream=upstream, label=label)

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """`.map`, `.zip`, `.concat`."""
        match name:
            case "map":
                return native(name, self._map)
            case "zip" | "concat":
                return native(name, self._combine, name)
        return super().get(ev, name)

    def iterate(self, ev: Evaluator) -> list[Value] | None:
        """It can't be iterated over."""
        refuse(ev, "an XCom is not iterable while the DAG is built", self.owner())
        return []

    def _map(self, ev: Evaluator, args: Arguments) -> Value:
        function = args.get("f", 0)
        return XComTransformObject("map", (self,), function)

    def _combine(self, ev: Evaluator, args: Arguments, kind: Literal["zip", "concat"]) -> Value:
        others = tuple(value for value in args.positional if isinstance(value, XComBase))
        if len(others) != len(args.positional):
            refuse(ev, f"{kind} of something that is no XCom", self.owner())
        return XComTransformObject(kind, (self, *others), fillvalue=args.get("fillvalue"))


class XComObject(XComBase):
    """One XCom of one task."""

    __slots__ = ("key", "task")

    def __init__(self, task: TaskObject, key: str = ir.RETURN_VALUE) -> None:
        super().__init__()
        self.task = task
        self.key = key

    def __repr__(self) -> str:
        return f"<XCom {self.task.task_id}[{self.key}]>"

    def equals(self, other: Value) -> bool:
        """The same XCom of the same task."""
        if not isinstance(other, XComObject):
            return False
        return self.task is other.task and self.key == other.key

    def references(self) -> Iterator[TaskObject]:
        """Its task."""
        yield self.task

    def ref(self, ev: Evaluator) -> ir.Ref | None:
        """The task's XCom."""
        return ir.XComRef(self.task.task_id, self.key)

    def item(self, ev: Evaluator, key: Value) -> Value:
        """`xcom["key"]` is another key of the same task."""
        if isinstance(key, Known) and isinstance(key.value, str):
            return XComObject(self.task, key.value)
        if isinstance(key, Known):
            refuse(ev, f"an XCom is only indexed by str, not {key.value!r}", self.task.dag)
        return UnknownValue("an XCom whose key is only known at run time")

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """Its own attributes, the task's for setup and teardown."""
        match name:
            case "operator":
                return self.task
            case "key":
                return Known(self.key)
            case "as_setup" | "as_teardown":
                return native(name, self._mark, name)
            case "is_setup" | "is_teardown" | "on_failure_fail_dagrun":
                return self.task.get(ev, name)
        return super().get(ev, name)

    def set(self, ev: Evaluator, name: str, value: Value) -> None:
        """Only what is the task's is passed on."""
        if name in PROXIED:
            self.task.set(ev, name, value)
        elif name == "operator":
            refuse(ev, "the operator of an XCom is replaced", self.task.dag)

    def _mark(self, ev: Evaluator, args: Arguments, name: str) -> Value:
        if name == "as_setup":
            self.task.mark_setup(ev)
        else:
            self.task.teardown_of(ev, args)
        return self

    def enter(self, ev: Evaluator) -> Value:
        """`with setup() >> teardown():`."""
        return self.task.enter(ev)

    def exit(self, ev: Evaluator) -> None:
        """The end of the `with`."""
        state_of(ev).scope.pop(ev)

    def named(self, ev: Evaluator, name: str) -> None:
        """The task is known by it."""
        self.task.named(ev, name)

    def text(self, ev: Evaluator) -> Value | None:
        """`str(xcom)`: a template, which makes no dependency."""
        if self.task.symbolic or self.task.dag is None:
            return None
        call = f"task_ids='{self.task.task_id}', dag_id='{self.task.dag.dag_id}', key='{self.key}'"
        return Known(f"{{{{ task_instance.xcom_pull({call}) }}}}")

    def is_instance(self, name: str) -> bool | None:
        """It is an XComArg."""
        return name.endswith("XComArg")


class XComTransformObject(XComBase):
    """`xcom.map(f)`, `xcom.zip(...)`, `xcom.concat(...)`."""

    __slots__ = ("fillvalue", "function", "kind", "sources")

    def __init__(
        self,
        kind: Literal["map", "zip", "concat"],
        sources: tuple[XComBase, ...],
        function: Value | None = None,
        fillvalue: Value | None = None,
    ) -> None:
        super().__init__()
        self.kind = kind
        self.sources = sources
        self.function = function
        self.fillvalue = fillvalue

    def references(self) -> Iterator[TaskObject]:
        """The tasks of all sources."""
        for source in self.sources:
            yield from source.references()

    def ref(self, ev: Evaluator) -> ir.Ref | None:
        """What is computed."""
        refs = tuple(source.ref(ev) for source in self.sources)
        sources = tuple(ref for ref in refs if isinstance(ref, ir.XComRef | ir.XComTransform))
        function = None if self.function is None else ev.function(self.function)
        fill = ir.UNKNOWN if self.fillvalue is None else ev.plain(self.fillvalue)
        return ir.XComTransform(self.kind, sources, function, fill)
