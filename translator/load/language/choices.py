"""Values that depend on a condition that only a run could tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from translator.load.language.values import (
    ChoiceValue,
    Guards,
    Known,
    Origin,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

MAX_OPTIONS = 16


def merge(
    ev: Evaluator,
    outcomes: Sequence[tuple[Guards, Value]],
    reason: str,
    origin: Origin | None = None,
) -> Value:
    """What a name is after branches that bound it differently."""
    options = list(_flat(outcomes))
    first = options[0][1]
    if all(value is first for _, value in options):
        return first
    if all(isinstance(value, Known) for _, value in options) and _equal(options):
        return first
    plain = all(isinstance(value, Known | UnknownValue) for _, value in options)
    if plain or len(options) > MAX_OPTIONS:
        return UnknownValue(reason, origin)
    return ChoiceValue(options, origin)


def _flat(outcomes: Sequence[tuple[Guards, Value]]) -> Sequence[tuple[Guards, Value]]:
    found: list[tuple[Guards, Value]] = []
    for guards, value in outcomes:
        if isinstance(value, ChoiceValue):
            found += [((*guards, *inner), one) for inner, one in value.options]
        else:
            found.append((guards, value))
    return found


def _equal(options: Sequence[tuple[Guards, Value]]) -> bool:
    plain = [value.value for _, value in options if isinstance(value, Known)]
    try:
        return all(type(one) is type(plain[0]) and one == plain[0] for one in plain)
    except Exception:
        return False


def distribute(ev: Evaluator, choice: ChoiceValue, action: Callable[[Value], Value]) -> Value:
    """Apply `action` to every option, under its conditions."""
    outcomes: list[tuple[Guards, Value]] = []
    for guards, value in choice.options:
        if contradicts(guards, ev.stack):
            continue
        new = [guard for guard in guards if guard not in ev.stack]
        with ev.framed(*new):
            outcomes.append((guards, action(value)))
    return merge(ev, outcomes, "a condition that is only known at run time", choice.origin)


def contradicts(guards: Guards, around: Sequence[object]) -> bool:
    """Whether an option belongs to the other branch of a condition that is around."""
    return any(guard.opposite(frame) for guard in guards for frame in around)
