"""The order of statements: dependencies first, then what can start at once, then source order.

Airflow has no order but the edges. A flow is written top to bottom: a statement stands after what
it needs; a statement that makes the flow wait (a decision, a mapping over a result) stands after
everything that can be submitted without it, and after those that wait for less. A loop stays whole
where it can; it is split where an outside task stands between two parts of one body.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from translator.lower.flow.blocks import Step, Unit


class IrregularError(Exception):
    """The units named can't be written as they are: their loops have to be unrolled."""

    def __init__(self, units: Iterable[Unit]) -> None:
        super().__init__("irregular")
        self.units = tuple(units)


@dataclass(frozen=True)
class Part:
    """Units to be written one after the other inside one statement (or a single unit)."""

    units: tuple[Unit, ...]
    nested: bool
    """Whether a statement stands around them at this depth."""


@dataclass
class Scheduler:
    """Orders the units of one flow, level by level."""

    units: Sequence[Unit]
    _needs: dict[str, set[str]] = field(default_factory=dict)
    _by_step: dict[str, Unit] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for unit in self.units:
            for step in unit.steps.values():
                self._by_step[step.step_id] = unit
        for unit in self.units:
            needed = {n for step in unit.steps.values() for n in step.needs}
            self._needs[unit.name] = {self._by_step[n].name for n in needed} - {unit.name}

    def parts(self, units: Sequence[Unit], depth: int) -> list[Part]:
        """`units`, all inside the same statements down to `depth`, as parts in order."""
        nodes = self._nodes(units, depth)
        while cyclic := self._cyclic(nodes):
            split = self._split(nodes, cyclic, depth)
            if len(split) == len(nodes):
                raise IrregularError(unit for index in cyclic for unit in nodes[index].units)
            nodes = split
        return self._merged(self._sorted(nodes), depth)

    # Nodes --------------------------------------------------------------------------------------

    def _nodes(self, units: Sequence[Unit], depth: int) -> list[Part]:
        """One node a statement: whole loops where their parts fit together."""
        heads: dict[object, list[Unit]] = {}
        for unit in units:
            nested = len(unit.keys) > depth
            heads.setdefault(unit.keys[depth] if nested else unit.name, []).append(unit)
        nodes: list[Part] = []
        for found in heads.values():
            nested = len(found[0].keys) > depth
            if nested and not self.fit(found, depth):
                nodes += [self._alone(unit, depth) for unit in found]
            else:
                nodes.append(Part(tuple(found), nested))
        return nodes

    def _alone(self, unit: Unit, depth: int) -> Part:
        if not self.fit((unit,), depth):
            raise IrregularError((unit,))
        return Part((unit,), True)

    def fit(self, units: Sequence[Unit], depth: int) -> bool:
        """Whether the units can stand in one body: nothing needs a later or a distant iteration."""
        inside = {unit.name for unit in units}
        for unit in units:
            for step in unit.steps.values():
                for need in step.needs:
                    up = self._by_step[need]
                    if up.name in inside and not _near(up, need, step, depth):
                        return False
        return True

    def _split(self, nodes: list[Part], cyclic: set[int], depth: int) -> list[Part]:
        split: list[Part] = []
        for index, node in enumerate(nodes):
            if index in cyclic and len(node.units) > 1:
                split += self._knots(node.units, depth)
            else:
                split.append(node)
        return split

    def _knots(self, units: tuple[Unit, ...], depth: int) -> list[Part]:
        """Units apart, but together where they need each other (over iterations)."""
        single = [Part((unit,), True) for unit in units]
        knots: list[Part] = []
        for component in _components(self._edges(single)):
            knot = tuple(units[i] for i in sorted(component))
            if not self.fit(knot, depth):
                raise IrregularError(knot)
            knots.append(Part(knot, True))
        return knots

    # Order --------------------------------------------------------------------------------------

    def _edges(self, nodes: Sequence[Part]) -> list[set[int]]:
        """For each node the nodes that it needs."""
        owner = {unit.name: i for i, node in enumerate(nodes) for unit in node.units}
        edges: list[set[int]] = []
        for index, node in enumerate(nodes):
            needed = {owner[n] for u in node.units for n in self._needs[u.name] if n in owner}
            edges.append(needed - {index})
        return edges

    def _cyclic(self, nodes: list[Part]) -> set[int]:
        found = [c for c in _components(self._edges(nodes)) if len(c) > 1]
        return set().union(*found)

    def _sorted(self, nodes: list[Part]) -> list[Part]:
        """Topological order; what waits for a blocking statement last, else source order."""
        edges = self._edges(nodes)
        waits = self._waits(nodes, edges)
        users: list[list[int]] = [[] for _ in nodes]
        for index, needed in enumerate(edges):
            for one in needed:
                users[one].append(index)
        missing = [len(needed) for needed in edges]
        keys = [(waits[i], node.units[0].order, i) for i, node in enumerate(nodes)]
        ready = [key for key in keys if not missing[key[2]]]
        heapq.heapify(ready)
        done: list[int] = []
        while ready:
            done.append(heapq.heappop(ready)[2])
            for user in users[done[-1]]:
                missing[user] -= 1
                if not missing[user]:
                    heapq.heappush(ready, keys[user])
        return [nodes[i] for i in done]

    def _waits(self, nodes: Sequence[Part], edges: Sequence[set[int]]) -> list[int]:
        """How much must have ended before each node is reached, and left behind."""
        found = [max(self._wait(unit) for unit in node.units) for node in nodes]
        for component in _needs_first(edges):
            most = max(found[i] for one in component for i in (one, *edges[one]))
            for one in component:
                found[one] = most
        return found

    def _wait(self, unit: Unit) -> int:
        """How many units must have ended before the flow gets past this one."""
        if unit.first.kind in ("waits", "leaves"):
            return len(self.units)
        found: set[str] = set()
        left = {self._by_step[one].name for s in unit.steps.values() for one in s.awaits}
        while left:
            found |= left
            left = set().union(*(self._needs[name] for name in left)) - found
        return len(found)

    def _merged(self, nodes: list[Part], depth: int) -> list[Part]:
        """Neighbours of one loop become one part again where they fit."""
        merged: list[Part] = []
        for node in nodes:
            last = merged[-1] if merged else None
            if last and _same_statement(last, node, depth):
                together = (*last.units, *node.units)
                if self.fit(together, depth):
                    merged[-1] = Part(together, True)
                    continue
            merged.append(node)
        return merged


def _same_statement(left: Part, right: Part, depth: int) -> bool:
    if not (left.nested and right.nested):
        return False
    return left.units[0].keys[depth] == right.units[0].keys[depth]


def _near(up: Unit, need: str, step: Step, depth: int) -> bool:
    """Whether `step` needs the same iteration of `up`, or the one before."""
    path = up.paths[need]
    if path[:depth] != step.path[:depth]:
        return True
    return step.path[depth] - path[depth] in (0, 1)


def _components(edges: Sequence[set[int]]) -> list[set[int]]:
    """Strongly connected components, in the order of nodes."""
    return sorted(_needs_first(edges), key=min)


def _needs_first(edges: Sequence[set[int]]) -> list[set[int]]:
    """Strongly connected components, each after all those that it has edges to (Tarjan)."""
    found: list[set[int]] = []
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    path: list[int] = []
    for root in range(len(edges)):
        todo = [(root, iter(edges[root]))] if root not in number else []
        while todo:
            node, following = todo[-1]
            if node not in number:
                number[node] = low[node] = len(number)
                path.append(node)
            step = next((n for n in following if n not in number or n in low), None)
            if step is not None and step not in number:
                todo.append((step, iter(edges[step])))
            elif step is not None:
                low[node] = min(low[node], number[step])
            else:
                todo.pop()
                if todo:
                    low[todo[-1][0]] = min(low[todo[-1][0]], low[node])
                if low[node] == number[node]:
                    found.append(set())
                    while node in low:
                        found[-1].add(path[-1])
                        del low[path.pop()]
    return found
