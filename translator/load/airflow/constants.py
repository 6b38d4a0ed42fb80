"""Enumerations of Airflow whose members are plain strings: trigger and weight rules, states."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from translator.load.airflow.operators import OLD_TRIGGER_RULES, TRIGGER_RULES
from translator.load.language.values import Arguments, Known, Value

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

STATES = (
    "success",
    "failed",
    "running",
    "queued",
    "skipped",
    "upstream_failed",
    "up_for_retry",
    "up_for_reschedule",
    "scheduled",
    "removed",
    "restarting",
    "deferred",
    "shutdown",
)
MEMBERS: dict[str, tuple[str, ...]] = {
    "airflow.sdk.TriggerRule": (*sorted(TRIGGER_RULES), *OLD_TRIGGER_RULES),
    "airflow.sdk.WeightRule": ("downstream", "upstream", "absolute"),
    "airflow.sdk.TaskInstanceState": STATES,
    "airflow.sdk.DagRunState": STATES[:4],
    "airflow.utils.state.State": STATES,
    "airflow.sdk.State": STATES,
}
"""Enumeration -> values of its members; a member's name is its value in capitals."""


def _constant(value: str) -> Callable[[Evaluator], Value]:
    return lambda ev: Known(value)


def _member(ev: Evaluator, args: Arguments) -> Value:
    return args.positional[0] if args.positional else Known(None)


VALUES: dict[str, Callable[[Evaluator], Value]] = {
    f"{enumeration}.{value.upper()}": _constant(value)
    for enumeration, values in MEMBERS.items()
    for value in values
}

CALLS: dict[str, Callable[[Evaluator, Arguments], Value]] = dict.fromkeys(MEMBERS, _member)
"""`TriggerRule("all_done")`."""
