"""Runs the arranged flow body symbolically and compares it with the steps it was made from.

Correctness must not hang on how prettily the body was arranged: every loop is run with the
iterations that Airflow saw, every future is the id of its step, every list and dict is filled as
the emitted code fills it. What each submitted step then waits for and reads must be what it needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from translator.lower.flow.blocks import (
    Assign,
    Guard,
    How,
    Key,
    Nest,
    Ref,
    Scope,
    Slot,
    Statement,
    Step,
    Submit,
)
from translator.lower.flow.keys import all_values


@dataclass(frozen=True, slots=True)
class Ran:
    """What one simulated step waited for and read."""

    waits: frozenset[tuple[str, How]]
    data: Mapping[Slot, str]


class MismatchError(Exception):
    """The arranged body does not do what the steps say."""


@dataclass
class Simulation:
    """One symbolic run of a flow body."""

    ran: dict[str, Ran] = field(default_factory=dict)
    _names: dict[str, Any] = field(default_factory=dict)

    def run(self, statements: Iterable[Statement], scopes: tuple[Scope, ...] = ()) -> None:
        """Run the statements inside the given runs of their surrounding statements."""
        for statement in statements:
            match statement:
                case Submit():
                    self._submit(statement, scopes)
                case Assign():
                    self._names[statement.name] = self._assigned(statement, scopes)
                case Nest():
                    self._nest(statement, scopes)

    def _nest(self, nest: Nest, scopes: tuple[Scope, ...]) -> None:
        if isinstance(nest.scope.header, Guard) and not _passes(nest.scope.header, scopes):
            return
        path = tuple(scope.index for scope in scopes)
        for scope in nest.runs.get(path, ()):
            self.run(nest.body, (*scopes, scope))

    def _submit(self, submit: Submit, scopes: tuple[Scope, ...]) -> None:
        path = tuple(scope.index for scope in scopes)
        step = submit.unit.steps.get(path)
        if step is None:
            raise MismatchError(f"{submit.unit.name} has no run {path}")
        if step.step_id in self.ran:
            raise MismatchError(f"{step.step_id} is submitted twice")
        waits = [pair for ref in submit.waits for pair in self._waited(ref, scopes)]
        data = {slot: self._one(ref, scopes) for slot, ref in submit.data.items()}
        self.ran[step.step_id] = Ran(frozenset(waits), data)
        self._keep(submit, step.step_id, scopes)

    def _keep(self, submit: Submit, step_id: str, scopes: tuple[Scope, ...]) -> None:
        if submit.target:
            self._names[submit.target] = step_id
        for store in submit.stores:
            held = self._names.get(store.name)
            if isinstance(held, list):
                held.append(step_id)
            elif isinstance(held, dict) and store.key is not None:
                held[_key(store.key, scopes)] = step_id
            else:
                raise MismatchError(f"{store.name} is not there to keep {step_id}")

    def _assigned(self, assign: Assign, scopes: tuple[Scope, ...]) -> Any:
        if assign.kind == "dict":
            return {}
        if assign.kind == "one":
            return self._one(assign.refs[0], scopes)
        return [step for ref in assign.refs for step, _ in self._waited(ref, scopes)]

    def _waited(self, ref: Ref, scopes: tuple[Scope, ...]) -> list[tuple[str, How]]:
        held = self._value(ref, scopes)
        if isinstance(held, dict):
            held = list(held.values())
        return [(step, ref.how) for step in (held if isinstance(held, list) else [held])]

    def _one(self, ref: Ref, scopes: tuple[Scope, ...]) -> str:
        held = self._value(ref, scopes)
        if ref.kind == "all" and isinstance(held, list) and len(held) == 1:
            # The runs of a mapped group: one symbolic element.
            held = held[0]
        if not isinstance(held, str):
            raise MismatchError(f"{ref.name} is no single future")
        return held

    def _value(self, ref: Ref, scopes: tuple[Scope, ...]) -> Any:
        if ref.name not in self._names:
            raise MismatchError(f"{ref.name} is not defined")
        held = self._names[ref.name]
        if ref.kind not in ("key", "index"):
            return held
        try:
            return held[_key(ref.key, scopes)]
        except (LookupError, TypeError) as error:
            raise MismatchError(f"{ref.name} has no such element") from error


def _key(key: Key | None, scopes: tuple[Scope, ...]) -> Any:
    if key is None or key.name is None:
        return key.value if key else None
    return _values(scopes).get(key.name)


def _values(scopes: tuple[Scope, ...]) -> dict[str, Any]:
    return all_values(Step("", "task", None, scopes))


def _passes(guard: Guard, scopes: tuple[Scope, ...]) -> bool:
    return (_values(scopes).get(guard.name) in guard.members) != guard.negated


def check(statements: Iterable[Statement], steps: Mapping[str, Step]) -> None:
    """Raise MismatchError unless the statements submit exactly `steps`, as they need it."""
    simulation = Simulation()
    simulation.run(statements)
    missing = steps.keys() - simulation.ran.keys()
    if missing:
        raise MismatchError(f"never submitted: {', '.join(sorted(missing))}")
    for step_id, step in steps.items():
        ran = simulation.ran[step_id]
        if ran.waits != {(need.step, need.how) for need in step.waits}:
            raise MismatchError(f"{step_id} waits for {sorted(ran.waits, key=str)}")
        if dict(ran.data) != {slot: data.step for slot, data in step.data.items()}:
            raise MismatchError(f"{step_id} reads {dict(ran.data)}")
