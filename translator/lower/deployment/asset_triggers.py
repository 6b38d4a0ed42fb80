"""A schedule of assets (2.x: datasets) becomes a trigger of the deployment.

Airflow: a task that succeeds updates its outlets; a DAG runs when all of its assets (`&`), or one
of them (`|`), have been updated since its last run. Prefect: the task sends an event (`outlets`),
and a trigger of the deployment waits for it; a compound trigger waits for several.
They differ in: a watcher and an asset that is only known by its name, which have no counterpart
(AP601), and an alias: in Airflow any update of an asset that was once updated under the alias
counts, in Prefect an update under the alias (AP617).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from translator import ir
from translator.lower.context_types import LowerContext
from translator.lower.deployment.asset_keys import alias_key, asset_key, resolved
from translator.plan import Trigger
from translator.rules.schedule import ALIAS_SCHEDULE, ASSET_SCHEDULE, UNSUPPORTED_SCHEDULE

EVENT = "prefect.asset.materialization.succeeded"
ASSET_OR_TIME = ("AssetOrTimeSchedule", "DatasetOrTimeSchedule")


def asset_or_time(schedule: ir.Schedule) -> tuple[Any, Any] | None:
    """Timetable and assets of a schedule that has both."""
    value = schedule.value
    if not isinstance(value, ir.Opaque) or value.name.rsplit(".", 1)[-1] not in ASSET_OR_TIME:
        return None
    return value.kwargs.get("timetable"), value.kwargs.get("assets", value.kwargs.get("datasets"))


def lower_triggers(ctx: LowerContext) -> tuple[Trigger, ...]:
    """The triggers of the deployment; none for a DAG that runs by the clock."""
    schedule, both = ctx.dag.schedule, asset_or_time(ctx.dag.schedule)
    if both is None and (schedule.kind != "assets" or schedule.value is None):
        return ()
    wanted = _condition(both[1] if both is not None else schedule.value)
    span = schedule.span or ctx.dag.span
    made = _trigger(wanted, ctx.file) if wanted is not None else None
    if made is None:
        ctx.report(UNSUPPORTED_SCHEDULE, span, _written(schedule, wanted))
        return ()
    ctx.report(ASSET_SCHEDULE, span, _text(wanted))
    for alias in _aliases(wanted):
        ctx.report(ALIAS_SCHEDULE, span, alias)
    return (made,)


def _condition(value: Any) -> ir.AssetRef | None:
    """A single condition; several assets in a list mean all of them."""
    if isinstance(value, ir.AssetRef):
        return value
    if isinstance(value, list | tuple) and all(isinstance(one, ir.AssetRef) for one in value):
        return ir.AssetRef("all", members=tuple(value))
    return None


def _aliases(ref: ir.AssetRef | None) -> list[str]:
    if ref is None:
        return []
    inner = [name for member in ref.members for name in _aliases(member)]
    return [*inner, ref.name] if ref.kind == "alias" and ref.name else inner


def _trigger(ref: ir.AssetRef, file: ir.DagFile) -> Trigger | None:
    """One trigger of prefect.yaml; None where a part of the condition has no counterpart."""
    if ref.kind in ("all", "any"):
        inner = [_trigger(member, file) for member in ref.members]
        if not inner or None in inner:
            return None
        return {"type": "compound", "require": ref.kind, "triggers": inner}
    ref = resolved(ref, file)
    if (alias := alias_key(ref)) is not None:
        return _event("match_related", alias)
    key = asset_key(ref)
    return None if key is None else _event("match", key)


def _event(match: str, key: str) -> Mapping[str, Any]:
    return {"type": "event", match: {"prefect.resource.id": key}, "expect": [EVENT]}


def _text(ref: ir.AssetRef | None) -> str:
    """The condition in words."""
    if ref is None:
        return ""
    if ref.kind in ("all", "any"):
        sign = " and " if ref.kind == "all" else " or "
        return sign.join(f"({_text(one)})" if one.members else _text(one) for one in ref.members)
    name = ref.uri or ref.name or "?"
    if ref.watchers:
        return f"{name} (updated by an AssetWatcher)"
    return f"alias {name}" if ref.kind == "alias" else name


def _written(schedule: ir.Schedule, wanted: ir.AssetRef | None) -> str:
    return _text(wanted) or schedule.written or schedule.kind
