"""What can stand beside `>>`: the edge algebra that tasks, XComs, groups and labels share.

Airflow: `DependencyMixin` and `DAGNode._set_relatives`. Both ends of an edge are asked: the left
one to relate itself to the right one, the right one what of it is meant (`roots`, `leaves`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from translator import ir
from translator.diagnostics import Rule, Span
from translator.load.airflow import edge_conditions
from translator.load.language.convert import why
from translator.load.language.frames import CallFrame, Guard, Iteration
from translator.load.language.values import (
    AirflowObject,
    Arguments,
    ChoiceValue,
    DictValue,
    GeneratorValue,
    Guards,
    IteratorValue,
    Known,
    ListValue,
    NativeFunction,
    SetValue,
    TupleValue,
    UnknownMember,
    Value,
)
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.airflow.dags import DagObject
    from translator.load.airflow.edges import LabelObject
    from translator.load.airflow.state import AirflowState
    from translator.load.airflow.tasks import TaskObject
    from translator.load.language.evaluator import Evaluator


def state_of(ev: Evaluator) -> AirflowState:
    """What the evaluation knows of Airflow's objects."""
    state: AirflowState = ev.airflow
    return state


def refuse(
    ev: Evaluator,
    detail: str,
    dag: DagObject | None = None,
    *,
    rule: Rule = rules.REFUSED,
    span: Span | None = None,
) -> None:
    """Airflow raises here; the evaluation goes on, and the DAG is known to be wrong."""
    dag_id = None if dag is None else dag.dag_id
    ev.sink.add(rule, span or ev.here(), detail, dag_id=dag_id)
    mark_incomplete(ev, dag)


def mark_incomplete(ev: Evaluator, dag: DagObject | None = None) -> None:
    """Something of this DAG (else of the current one) is not known."""
    dag = dag or state_of(ev).current_dag
    if dag is not None:
        dag.complete = False


def unknown_dependency(ev: Evaluator, reason: str, dag: DagObject | None) -> None:
    """An end of an edge is only known at run time."""
    dag_id = None if dag is None else dag.dag_id
    ev.sink.add(rules.UNKNOWN_DEPENDENCY, ev.here(), reason, dag_id=dag_id)
    mark_incomplete(ev, dag)


def touch(ev: Evaluator) -> None:
    """Something of Airflow's is made or changed here."""
    ev.touch()
    mark_line(ev)


def mark_line(ev: Evaluator) -> None:
    """The current statement of the DAG file builds, and so do the calls around it."""
    lines, main = state_of(ev).lines, ev.main
    if ev.scope.module is main and ev.statement is not None:
        lines.add(ev.statement.lineno)
    for frame in ev.stack:
        if isinstance(frame, CallFrame) and frame.scope.module is main:
            lines.add(getattr(frame.node, "lineno", 0))


def uncertain(ev: Evaluator) -> bool:
    """Whether an unknown loop or an unknown condition is around."""
    return any(
        isinstance(frame, Guard) or (isinstance(frame, Iteration) and frame.site.count is None)
        for frame in ev.stack
    )


def in_open_loop(ev: Evaluator) -> bool:
    """Whether a loop over unknown data is around."""
    return any(isinstance(frame, Iteration) and frame.open for frame in ev.stack)


def frames_of(ev: Evaluator) -> tuple[ir.Frame, ...]:
    """The frames around, without the calls of `@dag` and `@task_group` functions."""
    structural = state_of(ev).structural
    if not structural:
        return ev.frames
    kept = zip(ev.stack, ev.frames, strict=True)
    return tuple(
        made
        for frame, made in kept
        if not (isinstance(frame, CallFrame) and frame.node in structural)
    )


def nodes_in(ev: Evaluator, value: Value, dag: DagObject | None) -> list[Node]:
    """The ends of edges that `value` (a task, a group, a sequence of them) stands for."""
    if isinstance(value, ListValue | TupleValue):
        return [node for item in value.items for node in nodes_in(ev, item, dag)]
    if isinstance(value, ChoiceValue):
        mark_incomplete(ev, dag)
        return [node for _, option in value.options for node in nodes_in(ev, option, dag)]
    if isinstance(value, Node):
        return [value]
    if isinstance(value, SetValue | IteratorValue | GeneratorValue) and ev.major < 3:
        items = ev.iterate(value)
        if items is not None:
            return [node for item in items for node in nodes_in(ev, item, dag)]
    _no_node(ev, value, dag)
    return []


def options_of(value: Value) -> Iterator[tuple[Guards, Value]]:
    """The ends of edges, those apart that are only there under a condition."""
    if isinstance(value, ChoiceValue):
        yield from value.options
    elif isinstance(value, ListValue | TupleValue) and _has_choice(value):
        for item in value.items:
            yield from options_of(item)
    else:
        yield (), value


def _has_choice(value: Value) -> bool:
    if isinstance(value, ListValue | TupleValue):
        return any(_has_choice(item) for item in value.items)
    return isinstance(value, ChoiceValue)


def _no_node(ev: Evaluator, value: Value, dag: DagObject | None) -> None:
    steps = IteratorValue | GeneratorValue
    if isinstance(value, Known | AirflowObject | DictValue | SetValue | steps):
        shown = repr(value.value) if isinstance(value, Known) else type(value).__name__
        refuse(ev, f"a dependency on {shown}, which is no task", dag)
        return
    unknown_dependency(ev, why(value), dag)


class Node(AirflowObject):
    """A task, an XCom, a group or a label."""

    __slots__ = ()

    def roots(self, ev: Evaluator) -> Sequence[Node]:
        """What an edge that leads to it leads to."""
        return ()

    def leaves(self, ev: Evaluator) -> Sequence[Node]:
        """What an edge that starts at it starts at."""
        return ()

    def owner(self) -> DagObject | None:
        """The DAG it belongs to."""
        return None

    def relate(
        self, ev: Evaluator, other: Value, *, upstream: bool, label: LabelObject | None = None
    ) -> None:
        """`set_upstream(other)` or `set_downstream(other)`."""
        raise NotImplementedError

    def related(
        self, ev: Evaluator, other: Node, *, upstream: bool, label: LabelObject | None = None
    ) -> None:
        """The other side of `relate`, told before the edges are made."""

    def binary(self, ev: Evaluator, op: str, other: Value, reflected: bool) -> Value | None:
        """`>>` and `<<`: the value is the other side, except where that is a plain list."""
        if op not in (">>", "<<"):
            return None
        for guards, one in options_of(other):
            with ev.framed(*(guard for guard in guards if guard not in ev.stack)):
                self.relate(ev, one, upstream=(op == "<<") != reflected)
        return self if reflected else other

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """The methods that all of them have."""
        match name:
            case "set_upstream" | "set_downstream":
                return native(name, self._set_relatives, name == "set_upstream")
            case "__rshift__" | "__lshift__":
                return native(name, self._shift, ">>" if name == "__rshift__" else "<<")
        return None

    def _set_relatives(self, ev: Evaluator, args: Arguments, upstream: bool) -> Value:
        from translator.load.airflow.edges import LabelObject

        others = args.positional[:1] or list(args.keywords.values())[:1]
        given = args.get("edge_modifier", 1)
        label = given if isinstance(given, LabelObject) else None
        for other in others:
            for guards, one in options_of(other):
                with ev.framed(*(guard for guard in guards if guard not in ev.stack)):
                    self.relate(ev, one, upstream=upstream, label=label)
        return Known(None)

    def _shift(self, ev: Evaluator, args: Arguments, op: str) -> Value:
        return self.binary(ev, op, args.positional[0], False) or Known(None)


def native(name: str, function: Any, *bound: Any) -> NativeFunction:
    """A method of one of our objects: `function(ev, args, *bound)`."""
    return NativeFunction(name, lambda ev, args: function(ev, args, *bound))


def link(
    ev: Evaluator,
    node: TaskObject,
    other: Value,
    *,
    upstream: bool,
    label: LabelObject | None = None,
    data: bool = False,
) -> None:
    """Make the edges between a task and everything that `other` stands for."""
    from translator.load.airflow.tasks import TaskObject

    found: list[TaskObject] = []
    for end in nodes_in(ev, other, node.dag):
        end.related(ev, node, upstream=not upstream, label=label)
        for task in end.leaves(ev) if upstream else end.roots(ev):
            if isinstance(task, TaskObject):
                found.append(task)
            else:
                refuse(ev, f"a dependency on a {type(task).__name__}", node.dag)
    if _share_dag(ev, node, found):
        for task in found:
            up, down = (task, node) if upstream else (node, task)
            add_edge(ev, up, down, label=label, data=data)


def _share_dag(ev: Evaluator, node: TaskObject, others: list[TaskObject]) -> bool:
    """Tasks without a DAG join that of the other side; two DAGs are an error."""
    dags = {task.dag: None for task in (node, *others) if task.dag is not None}
    if len(dags) > 1:
        names = " and ".join(repr(dag.dag_id) for dag in dags)
        refuse(ev, f"a dependency between tasks of {names}", next(iter(dags)))
        return False
    if not dags:
        if others:
            refuse(ev, "a dependency between tasks that have no DAG yet")
        return False
    dag = next(iter(dags))
    for task in (node, *others):
        if task.dag is None:
            dag.add_task(ev, task)
    return True


def add_edge(
    ev: Evaluator,
    up: TaskObject,
    down: TaskObject,
    *,
    label: LabelObject | None = None,
    data: bool = False,
) -> None:
    """`up` runs before `down`."""
    ways = state_of(ev).edge_ways
    if ways or any(isinstance(frame, Guard) for frame in ev.stack):
        edge_conditions.note(ev, ways, up, down, known=up in down.upstream)
    up.downstream.setdefault(down)
    down.upstream[up] = down.upstream.get(up, False) or data
    dag = up.dag or down.dag
    if dag is not None:
        if label is not None:
            dag.edge_labels[(up.task_id, down.task_id)] = label.text_
        if uncertain(ev):
            dag.complete = False
    touch(ev)


def references(value: Value) -> Iterator[TaskObject]:
    """The tasks whose XComs are "deeply" in a value (`XComArg.iter_xcom_references`)."""
    from translator.load.airflow.tasks import TaskObject

    if isinstance(value, ListValue | TupleValue | SetValue):
        for item in value.items:
            yield from references(item)
    elif isinstance(value, DictValue):
        for _, item in value.pairs():
            yield from references(item)
    elif isinstance(value, ChoiceValue):
        for _, option in value.options:
            yield from references(option)
    elif isinstance(value, Resolved):
        yield from value.references()
    elif isinstance(value, TaskObject):
        for item in value.template_values():
            yield from references(item)


class Attribute(UnknownMember):
    """An attribute of a task of whose class nothing is known: it may be an XCom."""

    __slots__ = ()


def _attributes(value: Value) -> Iterator[Attribute]:
    """The attributes of tasks that are "deeply" in a value."""
    if isinstance(value, ListValue | TupleValue | SetValue):
        for item in value.items:
            yield from _attributes(item)
    elif isinstance(value, DictValue):
        for _, item in value.pairs():
            yield from _attributes(item)
    elif isinstance(value, Attribute):
        yield value


class Resolved(Node):
    """Something that is resolved when the task runs (`ResolveMixin`)."""

    __slots__ = ()

    def references(self) -> Iterator[TaskObject]:
        """The tasks it reads from."""
        return iter(())


def depend_on(ev: Evaluator, node: Node, value: Value) -> None:
    """The dependencies that XComs in an argument make (`XComArg.apply_upstream_relationship`)."""
    from translator.load.airflow.tasks import TaskObject

    for task in dict.fromkeys(references(value)):
        if isinstance(node, TaskObject):
            link(ev, node, task, upstream=True, data=True)
        else:
            node.relate(ev, task, upstream=True)
    for attribute in _attributes(value):
        unknown_dependency(ev, attribute.reason, node.owner())
