"""A schedule of assets (2.x: datasets) becomes a trigger of the deployment.

Airflow: a task that succeeds updates its outlets; a DAG runs when all of its assets (`&`), or one
of them (`|`), have been updated since its last run. Prefect: the task sends an event (`outlets`),
and a trigger of the deployment waits for it; a compound trigger waits for several.
They differ in: an alias, a watcher and an asset that is only known by its name, which have no
counterpart (AP601).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from translator import ir
from translator.lower.context_types import LowerContext
from translator.plan import Trigger
from translator.rules.schedule import ASSET_SCHEDULE, UNSUPPORTED_SCHEDULE

EVENT = "prefect.asset.materialization.succeeded"
ASSET_OR_TIME = ("AssetOrTimeSchedule", "DatasetOrTimeSchedule")


def asset_key(ref: ir.AssetRef) -> str | None:
    """What an asset is called in events: its URI; None where it has none of its own."""
    if ref.kind != "asset" or ref.uri is None or ref.watchers:
        return None
    uri = ref.uri if "://" in ref.uri else f"asset://{ref.uri.lstrip('/')}"
    return re.sub(r"\s+", "-", uri)


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
    made = _trigger(wanted) if wanted is not None else None
    if made is None:
        ctx.report(UNSUPPORTED_SCHEDULE, span, _written(schedule, wanted))
        return ()
    ctx.report(ASSET_SCHEDULE, span, _text(wanted))
    return (made,)


def _condition(value: Any) -> ir.AssetRef | None:
    """A single condition; several assets in a list mean all of them."""
    if isinstance(value, ir.AssetRef):
        return value
    if isinstance(value, list | tuple) and all(isinstance(one, ir.AssetRef) for one in value):
        return ir.AssetRef("all", members=tuple(value))
    return None


def _trigger(ref: ir.AssetRef) -> Trigger | None:
    """One trigger of prefect.yaml; None where a part of the condition has no counterpart."""
    if ref.kind in ("all", "any"):
        inner = [_trigger(member) for member in ref.members]
        if not inner or None in inner:
            return None
        return {"type": "compound", "require": ref.kind, "triggers": inner}
    key = asset_key(ref)
    return None if key is None else _event(key)


def _event(key: str) -> Mapping[str, Any]:
    return {"type": "event", "match": {"prefect.resource.id": key}, "expect": [EVENT]}


def _text(ref: ir.AssetRef | None) -> str:
    """The condition in words."""
    if ref is None:
        return ""
    if ref.kind in ("all", "any"):
        sign = " and " if ref.kind == "all" else " or "
        return sign.join(f"({_text(one)})" if one.members else _text(one) for one in ref.members)
    name = ref.uri or ref.name or "?"
    return f"alias {name}" if ref.kind == "alias" else name


def _written(schedule: ir.Schedule, wanted: ir.AssetRef | None) -> str:
    return _text(wanted) or schedule.written or schedule.kind
