"""`Label`, `chain`, `chain_linear` and `cross_downstream`.

A label waits until both of its sides are known. Where they are in different groups it stands for
the whole group of each side, which changes the graph: `g.a >> Label("l") >> z` leads from the
leaves of `g` to `z` (`EdgeModifier._convert_streams_to_task_groups`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from translator.load.airflow.groups import GroupObject
from translator.load.airflow.nodes import Node, nodes_in, options_of, refuse
from translator.load.airflow.tasks import TaskObject
from translator.load.airflow.xcoms import XComObject
from translator.load.language.choices import contradicts
from translator.load.language.values import (
    Arguments,
    ChoiceValue,
    Guards,
    Known,
    ListValue,
    TupleValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.airflow.dags import DagObject
    from translator.load.language.evaluator import Evaluator


class LabelObject(Node):
    """`Label("text")`."""

    __slots__ = ("downs", "text_", "ups")

    def __init__(self, text: str | None) -> None:
        super().__init__()
        self.text_ = text
        self.ups: list[Node] = []
        self.downs: list[Node] = []

    def roots(self, ev: Evaluator) -> Sequence[Node]:
        """What has been set downstream of it so far."""
        return [task for node in self.downs for task in _operators(ev, node, leaves=False)]

    def leaves(self, ev: Evaluator) -> Sequence[Node]:
        """What has been set upstream of it so far."""
        return [task for node in self.ups for task in _operators(ev, node, leaves=True)]

    def owner(self) -> DagObject | None:
        """The DAG of its first side."""
        for node in (*self.ups, *self.downs):
            return node.owner()
        return None

    def relate(
        self, ev: Evaluator, other: Value, *, upstream: bool, label: LabelObject | None = None
    ) -> None:
        """Save the side; when both are there, make the edges."""
        mine, opposite = (self.ups, self.downs) if upstream else (self.downs, self.ups)
        mine.extend(nodes_in(ev, other, self.owner()))
        if self.ups and self.downs:
            self._widen()
            opposite = self.downs if upstream else self.ups
        for node in list(opposite):
            node.relate(ev, other, upstream=upstream, label=self)

    def related(
        self, ev: Evaluator, other: Node, *, upstream: bool, label: LabelObject | None = None
    ) -> None:
        """The other side leads here: the same as `relate`."""
        self.relate(ev, other, upstream=upstream)

    def _widen(self) -> None:
        """Put whole groups in the place of tasks when the sides are in different groups."""
        if len({_group_key(node) for node in (*self.ups, *self.downs)} - {None}) != 1:
            self.ups = [_widened(node) for node in self.ups]
            self.downs = [_widened(node) for node in self.downs]


def _operators(ev: Evaluator, node: Node, *, leaves: bool) -> Sequence[Node]:
    if isinstance(node, TaskObject | LabelObject):
        return [node]
    return node.leaves(ev) if leaves else node.roots(ev)


def _group_key(node: Node) -> str | None:
    """`EdgeModifier`: the id of the group around a task (a group counts by the group around it)."""
    inner = node.task if isinstance(node, XComObject) else node
    if isinstance(inner, TaskObject | GroupObject) and inner.group is not None:
        return inner.group.group_id or "root"
    if isinstance(inner, GroupObject):
        return inner.group_id
    return None


def _widened(node: Node) -> Node:
    """Only operators and groups are widened, XComs are not."""
    if isinstance(node, TaskObject | GroupObject) and node.group is not None:
        return node if node.group.is_root else node.group
    return node


def call_label(ev: Evaluator, args: Arguments) -> Value:
    """`Label(text)`, `EdgeModifier(label=...)`."""
    text = args.plain("label", 0)
    return LabelObject(text if isinstance(text, str) else None)


def call_chain(ev: Evaluator, args: Arguments) -> Value:
    """`chain(*tasks)`: pairwise between neighbours."""
    for up, down in zip(args.positional, args.positional[1:], strict=False):
        for guards, one, other in _options(up, down):
            with ev.framed(*(guard for guard in guards if guard not in ev.stack)):
                _chain_two(ev, one, other)
    _incomplete(ev, args)
    return Known(None)


def _options(up: Value, down: Value) -> Iterator[tuple[Guards, Value, Value]]:
    """Both sides, those apart that are only there under a condition; lists pair up as they are."""
    for guards, one in options_of(up) if isinstance(up, ChoiceValue) else [((), up)]:
        for more, other in options_of(down) if isinstance(down, ChoiceValue) else [((), down)]:
            if not contradicts(guards, more):
                yield (*guards, *(g for g in more if g not in guards)), one, other


def _chain_two(ev: Evaluator, up: Value, down: Value) -> None:
    if isinstance(up, Node):
        up.relate(ev, down, upstream=False)
    elif isinstance(down, Node):
        down.relate(ev, up, upstream=True)
    elif isinstance(up, ListValue | TupleValue) and isinstance(down, ListValue | TupleValue):
        if len(up.items) != len(down.items) and not (_open(up) or _open(down)):
            refuse(ev, f"chain of {len(up.items)} and {len(down.items)} tasks")
            return
        for one, other in zip(up.items, down.items, strict=False):
            for node in nodes_in(ev, one, None):
                node.relate(ev, other, upstream=False)
    else:
        for node in nodes_in(ev, up, None):
            node.relate(ev, down, upstream=False)


def _open(value: Value) -> bool:
    return isinstance(value, ListValue) and value.open


def call_chain_linear(ev: Evaluator, args: Arguments) -> Value:
    """`chain_linear(*tasks)`: everything of one element before everything of the next."""
    for up, down in zip(args.positional, args.positional[1:], strict=False):
        if isinstance(up, LabelObject) or isinstance(down, LabelObject):
            refuse(ev, "labels are not supported by chain_linear")
            continue
        for node in nodes_in(ev, up, None):
            node.relate(ev, down, upstream=False)
    if len(args.positional) < 2 and args.complete:
        refuse(ev, "chain_linear sets no dependencies")
    _incomplete(ev, args)
    return Known(None)


def call_cross_downstream(ev: Evaluator, args: Arguments) -> Value:
    """`cross_downstream(from_tasks, to_tasks)`."""
    ups, downs = args.get("from_tasks", 0), args.get("to_tasks", 1)
    if ups is not None and downs is not None:
        for node in nodes_in(ev, ups, None):
            node.relate(ev, downs, upstream=False)
    _incomplete(ev, args)
    return Known(None)


def _incomplete(ev: Evaluator, args: Arguments) -> None:
    """A `*` of something unknown was among the tasks."""
    from translator.load.airflow.nodes import unknown_dependency

    if not args.complete:
        unknown_dependency(ev, "tasks after `*`", None)
