"""From units to statements: where each stands, and how it names the futures it needs.

A future is a variable inside its loop; outside it is an element of a list (all runs are needed), of
a dict (each run is needed by another run), or the `previous` of the next iteration. What fits none
of these is irregular, and its loop is unrolled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from translator.lower.flow.blocks import (
    Arm,
    Assign,
    How,
    Key,
    Nest,
    Ref,
    Scope,
    Statement,
    Store,
    Submit,
    Unit,
)
from translator.lower.flow.keys import key_for, key_names, singled_out, unknown
from translator.lower.flow.loops import runs_of
from translator.lower.flow.ordering import IrregularError, Scheduler
from translator.lower.flow.variables import Variables

Path = tuple[int, ...]


@dataclass(eq=False)
class Block:
    """A statement with a body; `Place` says which units stand in it."""

    scope: Scope | None
    depth: int
    items: list[Block | Unit] = field(default_factory=list)
    before: list[Assign] = field(default_factory=list)
    last: list[Assign] = field(default_factory=list)
    first_arm: Block | None = None
    """The first `if` beside it about the same decision."""


@dataclass(frozen=True)
class Needed:
    """What the runs of one unit need of another: paths of `up` by path of the needing step."""

    up: Unit
    how: How
    paths: dict[Path, list[Path]]


def _in_condition(up: Unit, shared: int) -> bool:
    """Whether a unit may not run at all: no run of it can be asked for by name."""
    return any(scope.kind == "condition" for scope in up.first.scopes[shared:])


@dataclass
class Arranger:
    """Arranges the units of one flow."""

    units: Sequence[Unit]
    variables: Variables
    share_arms: bool = True
    """One list `taken` for all tasks of a decision; else a list for each."""
    _chains: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    _arms: dict[tuple[int, str], Block] = field(default_factory=dict)
    _where: dict[str, tuple[Unit, Path]] = field(default_factory=dict)
    _targets: dict[str, str] = field(default_factory=dict)
    _stores: dict[str, dict[Store, None]] = field(default_factory=dict)
    _carries: dict[tuple[object, ...], str] = field(default_factory=dict)
    _lists: dict[object, str] = field(default_factory=dict)
    _dicts: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)
    _submits: dict[str, Submit] = field(default_factory=dict)

    def arrange(self) -> tuple[Statement, ...]:
        """The statements of the flow body. Raises IrregularError where loops have to go."""
        for unit in self.units:
            for path, step in unit.steps.items():
                self._where[step.step_id] = (unit, path)
        root = Block(None, 0)
        self._place(root, self.units, (), Scheduler(self.units))
        for unit in self._in_order(root):
            self._submits[unit.name] = self._submit(unit)
        runs = runs_of(self.units)
        return tuple(self._statements(root, runs))

    # Places -------------------------------------------------------------------------------------

    def _place(
        self, block: Block, units: Sequence[Unit], chain: tuple[Block, ...], order: Scheduler
    ) -> None:
        for part in order.parts(units, block.depth):
            if not part.nested:
                block.items.append(part.units[0])
                self._chains[part.units[0].name] = chain
                continue
            scope = part.units[0].first.scopes[block.depth]
            inner = Block(scope, block.depth + 1)
            block.items.append(inner)
            if isinstance(scope.header, Arm):
                self._arms.setdefault((id(block), scope.header.decision), inner)
                inner.first_arm = self._arms[id(block), scope.header.decision]
            self._place(inner, part.units, (*chain, inner), order)

    def _in_order(self, block: Block) -> Iterator[Unit]:
        for item in block.items:
            if isinstance(item, Block):
                yield from self._in_order(item)
            else:
                yield item

    def _shared(self, unit: Unit, up: Unit) -> int:
        """How many statements stand around both."""
        pairs = zip(self._chains[unit.name], self._chains[up.name], strict=False)
        return next((i for i, (a, b) in enumerate(pairs) if a is not b), self._least(unit, up))

    def _least(self, unit: Unit, up: Unit) -> int:
        return min(len(self._chains[unit.name]), len(self._chains[up.name]))

    # Submits ------------------------------------------------------------------------------------

    def _submit(self, unit: Unit) -> Submit:
        waits: dict[Ref, None] = {}
        for ref in self._waits(unit):
            waits[ref] = None
        data = {slot: self._data(unit, slot) for slot in unit.first.data}
        return Submit(unit, waits=tuple(waits), data=data)

    def _data(self, unit: Unit, slot: tuple[str, str]) -> Ref:
        wanted = {path: step.data[slot] for path, step in unit.steps.items()}
        kinds = {(data.key, data.bare) for data in wanted.values()}
        if len(kinds) > 1:
            raise IrregularError((unit,))
        data = next(iter(wanted.values()))
        found = {path: self._where[d.step] for path, d in wanted.items()}
        ups = {up.name: up for up, _ in found.values()}
        if len(ups) == 1:
            needed = Needed(
                next(iter(ups.values())), How(), {p: [at] for p, (_, at) in found.items()}
            )
            refs = self._refs(unit, needed)
            if refs is not None and len(refs) == 1 and self._single(unit, needed.up, refs[0]):
                return Ref(refs[0].name, refs[0].kind, refs[0].key, data=data)
        return Ref(self._carried_value(unit, found), data=data)

    def _single(self, unit: Unit, up: Unit, ref: Ref) -> bool:
        """Whether a reference is to one future, or to all those of a mapped group."""
        shared = self._shared(unit, up)
        return ref.kind != "all" or _over_elements(self._chains[up.name][shared])

    def _waits(self, unit: Unit) -> Iterator[Ref]:
        partial: list[Needed] = []
        carried: list[Needed] = []
        for needed in self._needed(unit):
            if self._carry_depth(unit, needed) is not None:
                carried.append(needed)
            elif not all(needed.paths.values()):
                partial.append(needed)
            else:
                refs = self._refs(unit, needed)
                if refs is None:
                    raise IrregularError((unit, needed.up))
                yield from refs
        if partial and len(carried) != 1:
            raise IrregularError((unit, *(needed.up for needed in partial)))
        for needed in carried:
            yield self._carry(unit, needed, partial)

    def _needed(self, unit: Unit) -> list[Needed]:
        """The entries of `wait_for` of all runs, by the unit they wait for."""
        found: dict[tuple[str, How], Needed] = {}
        for path, step in unit.steps.items():
            for need in step.waits:
                up, at = self._where[need.step]
                key = (up.name, need.how)
                if key not in found:
                    found[key] = Needed(up, need.how, {p: [] for p in unit.steps})
                found[key].paths[path].append(at)
        return list(found.values())

    # References ---------------------------------------------------------------------------------

    def _refs(self, unit: Unit, needed: Needed) -> list[Ref] | None:
        """How `unit` names what it needs of `needed.up`; None: it can't."""
        up, shared = needed.up, self._shared(unit, needed.up)
        if self._same_run(needed, shared) and len(up.keys) == shared:
            return [Ref(self._target(up), "one", how=needed.how)]
        if self._every_run(needed, shared):
            return [Ref(self._list(up, shared), "all", how=needed.how)]
        if self._last_run(needed, shared):
            return [Ref(self._target(up), "one", how=needed.how)]
        if carried := self._last_carried(needed, shared):
            return [Ref(carried, "all", how=needed.how)]
        if single := self._keyed(unit, needed, shared):
            return [single]
        return self._listed(needed, shared)

    @staticmethod
    def _same_run(needed: Needed, shared: int) -> bool:
        return all(ats == [path[:shared]] for path, ats in needed.paths.items())

    @staticmethod
    def _every_run(needed: Needed, shared: int) -> bool:
        return all(
            sorted(ats) == sorted(at for at in needed.up.steps if at[:shared] == path[:shared])
            for path, ats in needed.paths.items()
        )

    def _last_run(self, needed: Needed, shared: int) -> bool:
        """The last run of a loop that surely has one: its variable is still there."""
        scopes = needed.up.first.scopes[shared:]
        if shared or any(scope.kind != "loop" or unknown(scope) for scope in scopes):
            return False
        if singled_out(needed.up, self.units) != {max(needed.up.steps)}:
            return False
        return all(ats == [max(needed.up.steps)] for ats in needed.paths.values())

    def _last_carried(self, needed: Needed, shared: int) -> str | None:
        """The `previous` of a loop that may have no run: it then holds the last one, if any."""
        up = needed.up
        if shared or len(up.keys) != 1 or any(a != [max(up.steps)] for a in needed.paths.values()):
            return None
        carries = self._carries.items()
        return next((name for key, name in carries if key[:2] == (up.name, 0)), None)

    def _keyed(self, unit: Unit, needed: Needed, shared: int) -> Ref | None:
        """One run each: `loaded[table]`."""
        if any(len(ats) != 1 for ats in needed.paths.values()) or _in_condition(needed.up, shared):
            return None
        for name, values in self._key_names(needed.up, shared):
            wanted = {path: values[ats[0]] for path, ats in needed.paths.items()}
            key = key_for(unit, wanted)
            if key is not None:
                store = self._dict(needed.up, shared, name)
                return Ref(store, "key", key, needed.how)
        return None

    def _key_names(self, up: Unit, shared: int) -> Iterator[tuple[str, dict[Path, Any]]]:
        """The targets that a dict of the runs of `up` can have for keys: one it has already."""
        held = self._dicts.get((up.name, shared))
        for name, values in key_names(up, shared):
            if held is None or held[1] == name:
                yield name, values

    def _listed(self, needed: Needed, shared: int) -> list[Ref] | None:
        """The same few runs for all: `loaded["a"], loaded["b"]`, or `loaded[0]`."""
        choices = {tuple(ats) for ats in needed.paths.values()}
        if len(choices) > 1 or shared or any(unknown(s) for s in needed.up.first.scopes):
            return None
        if _in_condition(needed.up, shared):
            return None
        ats = next(iter(choices))
        for name, values in self._key_names(needed.up, shared):
            store = self._dict(needed.up, shared, name)
            return [Ref(store, "key", Key(value=values[at]), needed.how) for at in ats]
        order = sorted(needed.up.steps)
        store = self._list(needed.up, shared)
        return [Ref(store, "index", Key(value=order.index(at)), needed.how) for at in ats]

    # The iteration before -----------------------------------------------------------------------

    def _carry_depth(self, unit: Unit, needed: Needed) -> int | None:
        """The loop whose previous iteration is needed, if that is what is needed."""
        depth = len(needed.up.keys) - 1
        if depth < 0 or self._shared(unit, needed.up) <= depth or len(unit.steps) < 2:
            return None
        for path, ats in needed.paths.items():
            before = (*path[:depth], path[depth] - 1)
            if ats != ([before] if before in needed.up.steps else []):
                return None
        return depth

    def _carry(self, unit: Unit, needed: Needed, first: list[Needed]) -> Ref:
        depth = self._carry_depth(unit, needed)
        assert depth is not None
        block = self._chains[unit.name][depth]
        start: list[Ref] = []
        for initial in first:
            start += self._initial(unit, initial, depth)
        key = (needed.up.name, depth, tuple(start))
        if key not in self._carries:
            name = self._carries[key] = self.variables.claim("previous")
            block.before.append(Assign(name, tuple(start)))
            block.last.append(Assign(name, (Ref(self._target(needed.up)),)))
        return Ref(self._carries[key], "all", how=needed.how)

    def _initial(self, unit: Unit, needed: Needed, depth: int) -> list[Ref]:
        """What the first iteration needs instead of one before it, named outside of the loop."""
        for path, ats in needed.paths.items():
            if bool(ats) != (path[depth] == 0):
                raise IrregularError((unit,))
        outer = {path[:depth]: ats for path, ats in needed.paths.items() if ats}
        narrowed = Needed(needed.up, How(), {path: list(ats) for path, ats in outer.items()})
        shared = min(self._shared(unit, needed.up), depth)
        if self._same_run(narrowed, shared) and len(needed.up.keys) == shared:
            return [Ref(self._target(needed.up))]
        if self._every_run(narrowed, shared):
            return [Ref(self._list(needed.up, shared), "all")]
        raise IrregularError((unit,))

    def _carried_value(self, unit: Unit, found: dict[Path, tuple[Unit, Path]]) -> str:
        """A variable that holds the first value before the loop and each result in it."""
        depth = len(unit.keys) - 1
        later = {p: (up, at) for p, (up, at) in found.items() if depth >= 0 and p[depth] > 0}
        first = {p: (up, at) for p, (up, at) in found.items() if p not in later}
        ups = {up.name: up for up, _ in later.values()}
        starts = {up.name: up for up, _ in first.values()}
        if len(ups) != 1 or len(starts) != 1:
            raise IrregularError((unit,))
        up, start = next(iter(ups.values())), next(iter(starts.values()))
        near = all(at == (*p[:depth], p[depth] - 1) for p, (_, at) in later.items())
        outside = all(at == p[:depth] for p, (_, at) in first.items())
        if not (near and outside and self._shared(unit, up) > depth):
            raise IrregularError((unit,))
        return self._carry_value(unit, up, start, depth)

    def _carry_value(self, unit: Unit, up: Unit, start: Unit, depth: int) -> str:
        key = ("value", up.name, start.name, depth)
        if key not in self._carries:
            block = self._chains[unit.name][depth]
            name = self._carries[key] = self.variables.claim("current")
            block.before.append(Assign(name, (Ref(self._target(start)),), "one"))
            block.last.append(Assign(name, (Ref(self._target(up)),), "one"))
        return self._carries[key]

    # Names --------------------------------------------------------------------------------------

    def _target(self, unit: Unit) -> str:
        if unit.name not in self._targets:
            self._targets[unit.name] = self.variables.future(unit)
        return self._targets[unit.name]

    def _list(self, up: Unit, shared: int) -> str:
        """The list (or the dict, where there is one) of the runs of `up`."""
        block = self._chains[up.name][shared]
        if self.share_arms and block.first_arm:
            return self._collection(("arms", id(block.first_arm)), up, shared, None)
        if (up.name, shared) in self._dicts:
            return self._dicts[up.name, shared][0]
        return self._collection((up.name, shared), up, shared, None)

    def _dict(self, up: Unit, shared: int, name: str) -> str:
        """The dict of the runs of `up`, by the values of the target `name`."""
        if (up.name, shared) not in self._dicts:
            key = (up.name, shared)
            self._dicts[key] = (self._collection(key, up, shared, Key(name)), name)
        return self._dicts[up.name, shared][0]

    def _collection(self, key: object, up: Unit, shared: int, item: Key | None) -> str:
        """A variable that is filled where `up` is submitted; a list becomes a dict for keys."""
        block = self._chains[up.name][shared]
        if key not in self._lists:
            wanted = "taken" if isinstance(key, tuple) and key[0] == "arms" else None
            self._lists[key] = self.variables.collection(up, wanted)
            kind: Literal["list", "runs"] = "runs" if _over_elements(block) else "list"
            first = block.first_arm or block
            first.before.append(Assign(self._lists[key], kind=kind))
        name = self._lists[key]
        stores = self._stores.setdefault(up.name, {})
        if item is not None:
            stores.pop(Store(name), None)
            block.before[:] = [
                Assign(name, kind="dict") if one.name == name else one for one in block.before
            ]
        stores[Store(name, item)] = None
        return name

    # Statements ---------------------------------------------------------------------------------

    def _statements(self, block: Block, runs: Any) -> Iterator[Statement]:
        for item in block.items:
            if isinstance(item, Unit):
                submit = self._submits[item.name]
                stores = tuple(self._stores.get(item.name, ()))
                kept_twice = len(stores) > 1
                target = self._target(item) if kept_twice else self._targets.get(item.name)
                yield Submit(item, target, stores, submit.waits, submit.data)
                continue
            assert item.scope is not None
            yield from item.before
            body = (*self._statements(item, runs), *item.last)
            by_path = {
                path: tuple(found[i] for i in sorted(found))
                for path, found in runs[item.scope.key].items()
            }
            yield Nest(item.scope, body, by_path)


def _over_elements(block: Block) -> bool:
    return block.scope is not None and block.scope.kind == "elements"
