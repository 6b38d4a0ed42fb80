"""Task groups: `with TaskGroup(...)`, `@task_group`, mapped groups.

Airflow: `TaskGroup`. Edges of a group lead to its roots and from its leaves as they are at the
time of the statement. An empty group passes edges on in 3.x; in 2.x they are lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from translator import ir
from translator.diagnostics import Span
from translator.load.airflow.nodes import (
    Node,
    native,
    nodes_in,
    refuse,
    state_of,
    touch,
)
from translator.load.airflow.tasks import TaskObject
from translator.load.airflow.user_class import UserPart
from translator.load.language.values import Arguments, DictValue, Known, UnknownValue, Value

if TYPE_CHECKING:
    from translator.load.airflow.dags import DagObject
    from translator.load.airflow.edges import LabelObject
    from translator.load.airflow.mapped import ExpandInput
    from translator.load.language.evaluator import Evaluator


class GroupObject(Node):
    """A task group; the root group of a DAG has no label."""

    __slots__ = (
        "args",
        "children",
        "dag",
        "defaults",
        "frames",
        "function_ir",
        "group",
        "kind",
        "label",
        "mapped",
        "prefix",
        "span",
        "symbolic",
        "unknown",
        "upstream_tasks",
        "used",
        "user",
        "variable",
    )

    def __init__(
        self,
        label: str | None = None,
        dag: DagObject | None = None,
        group: GroupObject | None = None,
    ) -> None:
        super().__init__()
        self.used: set[str] = set()
        """Ids in use in the whole DAG (shared by all its groups)."""
        self.settle(label, dag, group)
        self.user = UserPart()
        self.unknown = False
        """What is in it is not known."""
        self.prefix = True
        self.symbolic = False
        self.children: dict[str, TaskObject | GroupObject] = {}
        self.defaults: dict[str, Value] = {}
        self.args: dict[str, ir.Expr] = {}
        self.mapped: ExpandInput | None = None
        self.function_ir: ir.Function | None = None
        self.span = Span("")
        self.frames: tuple[ir.Frame, ...] = ()
        self.upstream_tasks: dict[TaskObject, None] = {}
        """Tasks that were set upstream of the group as a whole."""
        self.kind = "group"
        self.variable: str | None = None

    def settle(self, label: str | None, dag: DagObject | None, group: GroupObject | None) -> None:
        """Give it its place; `group` is the one around it."""
        self.label, self.dag, self.group = label, dag, group
        if group is not None:
            self.used = group.used

    def __repr__(self) -> str:
        return f"<Group {self.group_id}>"

    @property
    def is_root(self) -> bool:
        """Whether it is the root group of a DAG."""
        return not self.label

    @property
    def group_id(self) -> str | None:
        """The full id."""
        outer = self.group
        if self.label and outer is not None and outer.prefix and outer.label:
            return outer.child_id(self.label)
        return self.label

    def child_id(self, label: str) -> str:
        """The full id of a child."""
        group_id = self.group_id if self.prefix else None
        return f"{group_id}.{label}" if group_id else label

    def add(self, ev: Evaluator, child: TaskObject | GroupObject, key: str) -> bool:
        """Put a task or group into it; False when the id is taken."""
        if key in self.children and self.children[key] is not child:
            return False
        self.children[key] = child
        child.group = self
        return True

    def tasks(self) -> Iterator[TaskObject]:
        """All tasks in it and in the groups inside, in order."""
        for child in self.children.values():
            if isinstance(child, GroupObject):
                yield from child.tasks()
            else:
                yield child

    def around(self) -> Iterator[GroupObject]:
        """Itself and the groups around it, innermost first."""
        group: GroupObject | None = self
        while group is not None:
            yield group
            group = group.group

    @property
    def mapped_around(self) -> bool:
        """Whether it or a group around it is mapped."""
        return any(group.mapped is not None for group in self.around())

    # As a node ---------------------------------------------------------------------------------

    def owner(self) -> DagObject | None:
        """Its DAG."""
        return self.dag

    def roots(self, ev: Evaluator) -> Sequence[Node]:
        """Tasks without an upstream inside the group."""
        tasks = dict.fromkeys(self.tasks())
        return [task for task in tasks if not any(up in tasks for up in task.upstream)]

    def leaves(self, ev: Evaluator) -> Sequence[Node]:
        """Tasks without a downstream inside the group; a teardown stands for what is before it."""
        return list(dict.fromkeys(self._leaves()))

    def _leaves(self) -> Iterator[TaskObject]:
        tasks = dict.fromkeys(self.tasks())
        for task in tasks:
            if any(down in tasks for down in task.downstream):
                continue
            if task.is_teardown:
                yield from _before_teardown(task, tasks)
            else:
                yield task

    def _starts(self, ev: Evaluator) -> Sequence[Node]:
        """What an edge from the group starts at: its leaves, or what was before an empty one."""
        if ev.major < 3 or self.unknown:
            return self.leaves(ev)
        for group in self.around():
            found = group.leaves(ev) or list(group.upstream_tasks)
            if found:
                return found
        return ()

    def relate(
        self, ev: Evaluator, other: Value, *, upstream: bool, label: LabelObject | None = None
    ) -> None:
        """Edges to all roots, or from all leaves."""
        starts = [] if upstream else self._starts(ev)
        for end in nodes_in(ev, other, self.dag):
            self.related(ev, end, upstream=upstream, label=label)
        for node in self.roots(ev) if upstream else starts:
            node.relate(ev, other, upstream=upstream)
        touch(ev)

    def related(
        self, ev: Evaluator, other: Node, *, upstream: bool, label: LabelObject | None = None
    ) -> None:
        """Remember the tasks before the group, and what the edge is called."""
        text = None if label is None or self.dag is None else label.text_
        if isinstance(other, GroupObject):
            self._label(
                text, other.join_id(down=upstream), self.join_id(down=not upstream), upstream
            )
            return
        for task in other.roots(ev):
            if isinstance(task, TaskObject):
                if upstream:
                    self.upstream_tasks.setdefault(task)
                self._label(text, task.task_id, self.join_id(down=not upstream), upstream)

    def _label(self, text: str | None, other: str, own: str, upstream: bool) -> None:
        if text is not None and self.dag is not None:
            self.dag.edge_labels[(other, own) if upstream else (own, other)] = text

    def join_id(self, *, down: bool) -> str:
        """The node that stands for the group's ends in Airflow's labels of edges."""
        return f"{self.group_id}.{'downstream' if down else 'upstream'}_join_id"

    # As an object ------------------------------------------------------------------------------

    def enter(self, ev: Evaluator) -> Value:
        """`with group:`."""
        state_of(ev).group_stack.append(self)
        return self

    def exit(self, ev: Evaluator) -> None:
        """The end of the `with`; a mapped group runs after what it is mapped over."""
        state = state_of(ev)
        if self.mapped is not None:
            for task in dict.fromkeys(self.mapped.references()):
                self.relate(ev, task, upstream=True)
        if self in state.group_stack:
            state.group_stack.remove(self)

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """Its attributes."""
        own = self.user.get(ev, self, name)
        if own is not None:
            return own
        match name:
            case "group_id" | "node_id":
                return UnknownValue("a group id") if self.symbolic else Known(self.group_id)
            case "label":
                return Known(self.label)
            case "dag":
                return self.dag
            case "parent_group" | "task_group":
                return self.group or Known(None)
            case "children":
                pairs = [(Known(key), child) for key, child in self.children.items()]
                return DictValue(pairs)
            case "get_child_by_label":
                return native(name, lambda ev, args: self.item(ev, args.positional[0]))
            case "add":
                return native(name, self._add)
            case "prefix_group_id":
                return Known(self.prefix)
            case "child_id":
                return native(name, self._child_id)
        return super().get(ev, name)

    def _child_id(self, ev: Evaluator, args: Arguments) -> Value:
        label = args.plain("label", 0)
        return Known(self.child_id(label)) if isinstance(label, str) else UnknownValue("a task id")

    def _add(self, ev: Evaluator, args: Arguments) -> Value:
        task = args.positional[0] if args.positional else None
        if isinstance(task, TaskObject):
            if task.group is not None:
                task.group.children.pop(task.task_id, None)
            self.add(ev, task, task.task_id)
        return task or Known(None)

    def item(self, ev: Evaluator, key: Value) -> Value:
        """`group["label"]`."""
        if isinstance(key, Known) and isinstance(key.value, str):
            found = self.children.get(self.child_id(key.value))
            if found is not None:
                return found
            if not self.symbolic:
                refuse(ev, f"group {self.group_id!r} has no {key.value!r}", self.dag)
        return UnknownValue("a child of a task group")

    def iterate(self, ev: Evaluator) -> list[Value] | None:
        """Its tasks."""
        return list(self.tasks())

    def set(self, ev: Evaluator, name: str, value: Value) -> None:
        """`self.x = ...` in a subclass."""
        self.user.attributes[name] = value

    def named(self, ev: Evaluator, name: str) -> None:
        """Remember the first name."""
        self.variable = self.variable or name

    def is_instance(self, name: str) -> bool | None:
        """It is a TaskGroup."""
        last = name.rpartition(".")[2]
        return last in ("TaskGroup", "DAGNode", "DependencyMixin")

    def ref(self, ev: Evaluator) -> ir.Ref | None:
        """The group itself."""
        return ir.GroupRef(self.group_id or "")


def _before_teardown(
    task: TaskObject, tasks: dict[TaskObject, None], depth: int = 0
) -> Iterator[TaskObject]:
    """The last tasks before a teardown that nothing but teardowns follows."""
    for up in task.upstream:
        if up not in tasks or depth > len(tasks):
            continue
        if up.is_teardown:
            yield from _before_teardown(up, tasks, depth + 1)
        elif up.is_setup:
            continue
        elif not any(
            down is not task and down in tasks and not down.is_teardown for down in up.downstream
        ):
            yield up
