"""The values of loop targets: what tells the runs of a statement apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from translator import ir
from translator.lower.flow.blocks import Key, Scope, Step, Unit

Path = tuple[int, ...]


def unknown(scope: Scope) -> bool:
    """Whether it is a loop over something unknown."""
    return isinstance(scope.header, ir.Loop) and scope.header.count is None


def values_of(scope: Scope) -> dict[str, Any]:
    """The values of a loop's targets in one iteration; symbols where they are unknown."""
    if not isinstance(scope.header, ir.Loop):
        return {}
    loop = scope.header
    if loop.count is None:
        return {loop.target: f"\0{loop.target}{loop.index}"} if loop.target.isidentifier() else {}
    return dict(loop.values)


def all_values(step: Step) -> dict[str, Any]:
    """The values of all loop targets around a step."""
    found: dict[str, Any] = {}
    for scope in step.scopes:
        found.update(values_of(scope))
    return found


def key_names(up: Unit, shared: int) -> Iterator[tuple[str, dict[Path, Any]]]:
    """Loop targets that tell the runs of `up` apart, with their values."""
    names = [name for scope in up.first.scopes[shared:] for name in values_of(scope)]
    for name in dict.fromkeys(names):
        values = {path: all_values(step).get(name) for path, step in up.steps.items()}
        if not all(isinstance(v, str | int) and not isinstance(v, bool) for v in values.values()):
            continue
        if len(set(values.values())) == len(values):
            yield name, values


def key_for(unit: Unit, wanted: dict[Path, Any]) -> Key | None:
    """How `unit` writes the key: a loop target of its own, or a literal."""
    for name in all_values(unit.first):
        if all(all_values(unit.steps[p]).get(name) == value for p, value in wanted.items()):
            return Key(name)
    values = set(wanted.values())
    if len(values) == 1 and "\0" not in str(next(iter(values))):
        return Key(value=next(iter(values)))
    return None


def singled_out(up: Unit, units: Iterable[Unit]) -> set[Path]:
    """The runs of `up` that are needed by themselves outside of its loop."""
    names = {step.step_id: path for path, step in up.steps.items()}
    found: set[Path] = set()
    for unit in units:
        if unit.keys[:1] != up.keys[:1]:
            for step in unit.steps.values():
                waited = {names[need.step] for need in step.waits if need.step in names}
                found |= waited if len(waited) < len(names) else set()
                found |= {names[one.step] for one in step.data.values() if one.step in names}
    return found
