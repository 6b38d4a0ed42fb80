"""A DAG as a graph: order, reachability, groups, leaves, setup scope, and what may be skipped.

networkx stays in this file. Everything is computed when asked for and kept, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

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


MOST_SEEN = 4_000_000
"""Tasks that are walked over to answer what is upstream or downstream: about a second."""


class TooLargeError(Exception):
    """Translating the graph would take too many steps."""


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
        return list(self._neighbours[0][task_id])

    def downstream(self, task_id: str) -> list[str]:
        """Direct downstream tasks, in the order of creation."""
        return list(self._neighbours[1][task_id])

    @cached_property
    def _neighbours(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """What is directly upstream and downstream of each task."""
        ups, downs = self.digraph.predecessors, self.digraph.successors
        return tuple({one: self._sorted(ask(one)) for one in self.digraph} for ask in (ups, downs))  # type: ignore[return-value]

    def ancestors(self, task_id: str) -> frozenset[str]:
        """Everything upstream. Raises TooLargeError."""
        return self._reached(task_id, self._neighbours[0])

    def descendants(self, task_id: str) -> frozenset[str]:
        """Everything downstream. Raises TooLargeError."""
        return self._reached(task_id, self._neighbours[1])

    def _reached(self, start: str, neighbours: Mapping[str, list[str]]) -> frozenset[str]:
        found: set[str] = set()
        todo = [start]
        while todo:
            new = [one for one in neighbours[todo.pop()] if one not in found]
            found.update(new)
            todo += new
        self._seen[0] += len(found)
        if self._seen[0] > MOST_SEEN:
            raise TooLargeError(f"{len(self.tasks)} tasks that depend on each other in many ways")
        return frozenset(found) - {start}

    @cached_property
    def _seen(self) -> list[int]:
        """How many tasks were walked over so far."""
        return [0]

    def cycle(self) -> list[str] | None:
        """The tasks of one cycle, or None."""
        try:
            return [up for up, *_ in nx.find_cycle(self.digraph)]
        except nx.NetworkXNoCycle:
            return None

    def order(self) -> list[str]:
        """Topological order; ties by creation. Raises ValueError on a cycle."""
        return list(self._order)

    @cached_property
    def _order(self) -> tuple[str, ...]:
        try:
            return tuple(nx.lexicographical_topological_sort(self.digraph, key=self.position.get))
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
