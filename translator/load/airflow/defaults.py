"""`default_args`: which values a task inherits (`get_merged_defaults`, `_apply_defaults`).

From weak to strong: the DAG's, those of the groups from outside in, the operator's own
`default_args`, explicit arguments. A name counts only where the class's signature has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.load.airflow.nodes import mark_incomplete
from translator.load.airflow.operator_facts import accepts
from translator.load.language.values import DictValue, Known, UnknownValue, Value
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.airflow.dags import DagObject
    from translator.load.airflow.groups import GroupObject
    from translator.load.language.evaluator import Evaluator

NEVER = frozenset({"task_id", "dag", "task_group", "default_args", "kwargs"})


def merge_defaults(ev: Evaluator, outer: dict[str, Value], own: Value | None) -> dict[str, Value]:
    """`outer` overridden by a `default_args` value."""
    return {**outer, **entries_of(ev, own)}


def entries_of(ev: Evaluator, value: Value | None) -> dict[str, Value]:
    """The items of a dict with plain keys, a copy as of now."""
    if value is None or (isinstance(value, Known) and not value.value):
        return {}
    if not isinstance(value, DictValue):
        reason = value.reason if isinstance(value, UnknownValue) else "default_args"
        ev.report(rules.UNKNOWN_ARGUMENTS, f"default_args come from {reason}")
        mark_incomplete(ev)
        return {}
    if value.open:
        ev.report(rules.UNKNOWN_ARGUMENTS, f"default_args come from {value.open}")
    found = {}
    for key, item in value.pairs():
        if isinstance(key, Known) and isinstance(key.value, str):
            found[key.value] = item
    return found


def merged_defaults(
    ev: Evaluator, dag: DagObject | None, group: GroupObject | None, own: Value | None
) -> dict[str, Value]:
    """All defaults that hold for a task made now."""
    if dag is None:
        return entries_of(ev, own)
    around = group.defaults if group is not None else {}
    return {**dag.defaults, **around, **entries_of(ev, own)}


def applicable(operator: str, defaults: dict[str, Value], given: object) -> dict[str, Value]:
    """Those that the signature of a class outside the tree takes and that are not given."""
    taken = set(given) if isinstance(given, dict | set | frozenset) else set()
    return {
        name: value
        for name, value in defaults.items()
        if name not in taken and name not in NEVER and accepts(operator, name)
    }
