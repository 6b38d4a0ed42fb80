"""A DAG as a graph: order, reachability, groups, leaves, setup scope, and what may be skipped.

networkx stays in this file. Everything is computed when asked for and kept, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx

from translator import ir

# Rules by which one skipped upstream task is enough to skip (none failed, others succeeded).
SKIPS_ON_ANY = frozenset(
    {"all_success", "none_skipped", "all_failed", "all_done_min_one_success"},
)
# Rules by which a task is skipped only when all its upstream tasks are.
SKIPS_ON_ALL = frozenset(
    {
        "one_success",
        "none_failed_min_one_success",
        "none_failed_or_skipped",
        "one_done",
        "all_done_setup_success",
    }
)
# Rules that end skipped although nothing upstream was: the states are inspected.
SKIPS_BY_ITSELF = frozenset({"all_failed", "one_failed", "all_skipped"})


def _may_be_absent(down: ir.Task, task: ir.Task) -> bool:
    """Whether `down` is in a loop of unknown length that `task` is not in."""
    around = {loop.site for loop in task.loops}
    return any(loop.count is None and loop.site not in around for loop in down.loops)


Branches = frozenset[tuple[int, bool]]


def _conditions(frames: Iterable[ir.Frame]) -> Branches:
    return frozenset((f.site, f.branch) for f in frames if isinstance(f, ir.Condition))


def _may_all_fail(ways: Sequence[Branches]) -> bool:
    """Whether none of several sets of conditions need hold; one condition's branches cover all."""
    only = {branch for way in ways if len(way) == 1 for branch in way}
    return all(ways) and not any((site, not branch) in only for site, branch in only)


@dataclass(frozen=True)
class DagGraph:
    """The tasks and edges of one DAG."""

    dag: ir.Dag

    @cached_property
    def digraph(self) -> nx.DiGraph[str]:
        """Nodes in the order of creation, with the task as attribute `task`."""
        graph: nx.DiGraph[str] = nx.DiGraph()
        for task in self.dag.tasks:
            graph.add_node(task.task_id, task=task)
        for edge in self.dag.edges:
            graph.add_edge(edge.up, edge.down, data=edge.data, label=edge.label)
        return graph

    @cached_property
    def tasks(self) -> dict[str, ir.Task]:
        """Tasks by id, in the order of creation."""
        return {task.task_id: task for task in self.dag.tasks}

    @cached_property
    def position(self) -> dict[str, int]:
        """Index of creation by task id."""
        return {task_id: index for index, task_id in enumerate(self.tasks)}

    def upstream(self, task_id: str) -> list[str]:
        """Direct upstream tasks, in the order of creation."""
        return self._sorted(self.digraph.predecessors(task_id))

    def downstream(self, task_id: str) -> list[str]:
        """Direct downstream tasks, in the order of creation."""
        return self._sorted(self.digraph.successors(task_id))

    def ancestors(self, task_id: str) -> frozenset[str]:
        """Everything upstream."""
        return frozenset(nx.ancestors(self.digraph, task_id))

    def descendants(self, task_id: str) -> frozenset[str]:
        """Everything downstream."""
        return frozenset(nx.descendants(self.digraph, task_id))

    def cycle(self) -> list[str] | None:
        """The tasks of one cycle, or None."""
        try:
            return [up for up, *_ in nx.find_cycle(self.digraph)]
        except nx.NetworkXNoCycle:
            return None

    def order(self) -> list[str]:
        """Topological order; ties by creation. Raises ValueError on a cycle."""
        try:
            return list(nx.lexicographical_topological_sort(self.digraph, key=self.position.get))
        except nx.NetworkXUnfeasible as error:
            raise ValueError(f"cycle through {self.cycle()}") from error

    # Groups -------------------------------------------------------------------------------------

    @cached_property
    def groups(self) -> dict[str, ir.Group]:
        """Groups by id."""
        return {group.group_id: group for group in self.dag.groups}

    def enclosing(self, group_id: str | None) -> list[ir.Group]:
        """The group and those around it, outermost first."""
        found: list[ir.Group] = []
        while group_id is not None:
            group = self.groups[group_id]
            found.insert(0, group)
            group_id = group.parent
        return found

    def members(self, group_id: str) -> list[str]:
        """Tasks of the group and of the groups in it."""
        return [
            task.task_id
            for task in self.dag.tasks
            if any(group.group_id == group_id for group in self.enclosing(task.group))
        ]

    def group_roots(self, group_id: str) -> list[str]:
        """Members without an upstream task in the group."""
        members = self.members(group_id)
        inside = set(members)
        return [m for m in members if not inside & set(self.digraph.predecessors(m))]

    def group_leaves(self, group_id: str) -> list[str]:
        """Members without a downstream task in the group; teardowns are looked through."""
        members = [m for m in self.members(group_id) if not self.tasks[m].is_teardown]
        inside = set(members)
        return [m for m in members if not inside & set(self.digraph.successors(m))]

    # Run state ----------------------------------------------------------------------------------

    def ignorable(self, task_id: str) -> bool:
        """A teardown whose failure does not fail the run."""
        task = self.tasks[task_id]
        return task.is_teardown and not task.on_failure_fail_dagrun

    def effective_leaves(self) -> list[str]:
        """The tasks whose states make the run's (`DagRun._tis_for_dagrun_state`)."""
        leaves = [
            task_id
            for task_id in self.tasks
            if not self.ignorable(task_id)
            and all(self.ignorable(down) for down in self.digraph.successors(task_id))
        ]
        if leaves:
            return leaves
        return [task_id for task_id in self.tasks if not self.digraph.out_degree(task_id)]

    def possible_leaves(self) -> list[str]:
        """Tasks that end the graph where loops of unknown length have no run at all.

        Only those whose failure reaches the run either way, as nothing downstream looks past it.
        """
        return [
            task_id
            for task_id, task in self.tasks.items()
            if self.digraph.out_degree(task_id)
            and self._may_end_there(task)
            and {self.tasks[d].trigger_rule for d in self.descendants(task_id)} == {"all_success"}
        ]

    def _may_end_there(self, task: ir.Task) -> bool:
        """Whether all that follows a task may be absent, or not follow it."""
        sure = [
            edge
            for edge in self._edges_from[task.task_id]
            if not _may_be_absent(self.tasks[edge.down], task)
        ]
        own = _conditions(task.frames)
        ways = [
            _conditions((*self.tasks[edge.down].frames, *way)) - own
            for edge in sure
            for way in edge.when or ((),)
        ]
        return _may_all_fail(ways)

    @cached_property
    def _edges_from(self) -> Mapping[str, list[ir.Edge]]:
        found: dict[str, list[ir.Edge]] = {}
        for edge in self.dag.edges:
            found.setdefault(edge.up, []).append(edge)
        return found

    # Setup and teardown -------------------------------------------------------------------------

    def setups_of(self, task_id: str) -> list[str]:
        """Setups upstream that `task_id` depends on, at any distance.

        Airflow (`get_upstreams_only_setups`): those without a teardown, or with one downstream of
        the task. A teardown depends on none beyond its direct upstream.
        """
        if self.tasks[task_id].is_teardown or not self._setups:
            return []
        below = self.descendants(task_id)
        return self._sorted(
            up for up in self.ancestors(task_id) & self._setups if self._covers(up, below)
        )

    @cached_property
    def _setups(self) -> frozenset[str]:
        return frozenset(name for name, task in self.tasks.items() if task.is_setup)

    def _covers(self, setup: str, below: frozenset[str]) -> bool:
        teardowns = {
            down for down in self.digraph.successors(setup) if self.tasks[down].is_teardown
        }
        return not teardowns or bool(teardowns & below)

    # May-skip -----------------------------------------------------------------------------------

    def may_skip(self, sources: Iterable[str]) -> frozenset[str]:
        """Tasks that can end skipped when those of `sources` can, by their trigger rules."""
        skipped = set(sources)
        for task_id in self.order():
            ups = set(self.digraph.predecessors(task_id))
            if ups and self._skips(self.tasks[task_id].trigger_rule, ups, skipped):
                skipped.add(task_id)
        return frozenset(skipped)

    @staticmethod
    def _skips(rule: str, ups: set[str], skipped: set[str]) -> bool:
        if rule in SKIPS_BY_ITSELF:
            return True
        if rule in SKIPS_ON_ANY:
            return bool(ups & skipped)
        return rule in SKIPS_ON_ALL and ups <= skipped

    def _sorted(self, task_ids: Iterable[str]) -> list[str]:
        return sorted(task_ids, key=self.position.__getitem__)


# Export ------------------------------------------------------------------------------------------


def file_json(file: ir.DagFile) -> dict[str, Any]:
    """One entry of `files` in the output of `graph --format json`, without its diagnostics."""
    return {"path": file.path, "status": file.status, "dags": [dag_json(dag) for dag in file.dags]}


def dag_json(dag: ir.Dag) -> dict[str, Any]:
    """One DAG as plain JSON data."""
    unknown = {task.task_id for task in dag.tasks if task.symbolic}
    return {
        "dag_id": dag.dag_id,
        "line": dag.span.line,
        "complete": dag.complete,
        "schedule": {"kind": dag.schedule.kind, "value": _plain(dag.schedule.value)},
        "tasks": [_task_json(task) for task in dag.tasks if not task.symbolic],
        "edges": [[edge.up, edge.down] for edge in dag.edges if not {edge.up, edge.down} & unknown],
        "families": _families(dag),
        "conditional_edges": [
            {"edge": [edge.up, edge.down], "when": condition_text(edge)}
            for edge in dag.edges
            if edge.when and not {edge.up, edge.down} & unknown
        ],
    }


def condition_text(edge: ir.Edge) -> str:
    """The conditions under which an edge holds, as Python."""
    ways = [" and ".join(_tests(way)) for way in edge.when]
    return " or ".join(ways)


def _tests(way: Iterable[ir.Frame]) -> list[str]:
    conditions = [frame for frame in way if isinstance(frame, ir.Condition)]
    return [c.test.code if c.branch else f"not ({c.test.code})" for c in conditions]


def _families(dag: ir.Dag) -> list[dict[str, Any]]:
    """Tasks of a loop whose length or ids are unknown: each call once, no task id invented."""
    first = {task.site: task for task in reversed(dag.tasks) if task.symbolic}
    return [
        {"pattern": task.task_id} | {k: v for k, v in _task_json(task).items() if k != "task_id"}
        for task in reversed(first.values())
    ]


def _task_json(task: ir.Task) -> dict[str, Any]:
    return {
        "task_id": task.task_id,
        "operator": task.operator,
        "trigger_rule": task.trigger_rule,
        "retries": task.retries,
        "mapped": task.mapped is not None,
        "group": task.group,
        "line": task.span.line,
    }


def _plain(value: Any) -> Any:
    """`value` as JSON data; what has no JSON form as its text."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case ir.AssetRef(name=name, uri=uri, kind=kind, members=members):
            return {"kind": kind, "name": name, "uri": uri, "members": [_plain(m) for m in members]}
        case ir.Opaque(name=name, args=args, kwargs=kwargs):
            return {"name": name, "args": _plain(args), "kwargs": _plain(kwargs)}
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    return str(value)


def mermaid(dag: ir.Dag) -> str:
    """A Mermaid flowchart, groups as subgraphs."""
    numbers = {task.task_id: f"t{index}" for index, task in enumerate(dag.tasks)}
    lines = ["flowchart LR"]
    lines += _mermaid_group(dag, None, numbers, 1)
    for edge in dag.edges:
        shown = edge.label or condition_text(edge)
        label = f"|{_escaped(shown)}|" if shown else ""
        arrow = "-.->" if edge.when else "-->"
        lines.append(f"  {numbers[edge.up]} {arrow}{label} {numbers[edge.down]}")
    return "\n".join(lines) + "\n"


def _mermaid_group(
    dag: ir.Dag, group_id: str | None, numbers: Mapping[str, str], depth: int
) -> list[str]:
    pad = "  " * depth
    lines = [
        f'{pad}{numbers[task.task_id]}["{_escaped(task.task_id)}"]'
        for task in dag.tasks
        if task.group == group_id
    ]
    for index, group in enumerate(dag.groups):
        if group.parent == group_id:
            lines.append(f'{pad}subgraph g{index}["{_escaped(group.group_id)}"]')
            lines += _mermaid_group(dag, group.group_id, numbers, depth + 1)
            lines.append(f"{pad}end")
    return lines


def _escaped(text: str) -> str:
    return text.replace('"', "#quot;").replace("|", "#124;")


def dot(dag: ir.Dag) -> str:
    """A Graphviz digraph."""
    lines = [f"digraph {_quoted(dag.dag_id)} {{", "  rankdir=LR;"]
    lines += [f"  {_quoted(task.task_id)};" for task in dag.tasks]
    for edge in dag.edges:
        shown = edge.label or condition_text(edge)
        attributes = [f"label={_quoted(shown)}"] if shown else []
        attributes += ["style=dashed"] if edge.when else []
        more = f" [{', '.join(attributes)}]" if attributes else ""
        lines.append(f"  {_quoted(edge.up)} -> {_quoted(edge.down)}{more};")
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def text(dag: ir.Dag) -> str:
    """One line a task: what it waits for, and its rule where it is not the usual one."""
    graph = DagGraph(dag)
    lines = [f"{dag.dag_id} ({len(dag.tasks)} tasks, {len(dag.edges)} edges)"]
    for task_id in _order_or_creation(graph):
        ups = ", ".join(graph.upstream(task_id))
        rule = graph.tasks[task_id].trigger_rule
        note = "" if rule == "all_success" else f" [{rule}]"
        lines.append(f"  {task_id}{note}" + (f" <- {ups}" if ups else ""))
    return "\n".join(lines) + "\n"


def _order_or_creation(graph: DagGraph) -> list[str]:
    return list(graph.tasks) if graph.cycle() else graph.order()


EXPORTS: Mapping[str, Callable[[ir.Dag], str]] = {"mermaid": mermaid, "dot": dot, "text": text}
