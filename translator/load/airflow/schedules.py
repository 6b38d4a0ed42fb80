"""When a DAG runs: every form of `schedule=` (also `schedule_interval=` and `timetable=`).

Airflow: `_create_timetable`, `DAG._default_timetable`. Presets become cron; the timezone is that of
`start_date`, else UTC.
"""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from translator import ir
from translator.diagnostics import Severity
from translator.load.airflow import assets, cron
from translator.load.airflow.nodes import refuse
from translator.load.airflow.tasks import class_name
from translator.load.language import unset
from translator.load.language.convert import why
from translator.load.language.values import (
    ExternalValue,
    InstanceValue,
    Known,
    ListValue,
    OpaqueValue,
    SetValue,
    TupleValue,
    Value,
)
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.airflow.dags import DagObject
    from translator.load.language.evaluator import Evaluator

NAMES = ("schedule", "schedule_interval", "timetable")
PRESETS = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@quarterly": "0 0 1 */3 *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
WORDS = {"@once": "once", "@continuous": "continuous", "@none": "none", "None": "none"}


def read_schedule(ev: Evaluator, dag: DagObject) -> ir.Schedule:
    """The schedule of a DAG."""
    timezone = timezone_of(ev, dag)
    given = [name for name in NAMES if name in dag.raw and not _is_none(dag.raw[name])]
    name = given[0] if given else next((n for n in NAMES if n in dag.raw), None)
    if name is None:
        return ir.Schedule("unset", timezone=timezone)
    expr = dag.args.get(name)
    written, span = (None, None) if expr is None else (expr.code, expr.span)
    schedule = unset.taken(ev, dag.raw[name], "the schedule", span or dag.span) or dag.raw[name]
    kind, value = classify(ev, schedule)
    if (problem := refusal(ev, schedule)) is not None:
        refuse(ev, problem, dag, span=span or dag.span)
    elif kind == "unknown":
        detail = f"schedule: {why(dag.raw[name])}"
        ev.sink.add(
            rules.UNKNOWN_ARGUMENTS, dag.span, detail, severity=Severity.INFO, dag_id=dag.dag_id
        )
    return ir.Schedule(kind, value, written, timezone, span)


def _is_none(value: Value) -> bool:
    return isinstance(value, Known) and value.value is None


def classify(ev: Evaluator, value: Value) -> tuple[str, Any]:
    """Kind and value of an `ir.Schedule`."""
    if (ref := assets.schedule_of(value)) is not None:
        return "assets", ref
    if isinstance(value, Known):
        return _plain(value.value)
    if isinstance(value, OpaqueValue):
        return _opaque(ev, value)
    if isinstance(value, InstanceValue):
        return "timetable", ir.Opaque(class_name(ev, value.cls))
    if isinstance(value, ExternalValue) and "imetable" in value.name:
        return "timetable", ir.Opaque(value.name)
    if isinstance(value, ListValue | TupleValue | SetValue) and not value.items:
        return "none", None
    return "unknown", None


def _plain(value: Any) -> tuple[str, Any]:
    if value is None:
        return "none", None
    if isinstance(value, timedelta):
        return "interval", value.total_seconds()
    if isinstance(value, str):
        text = " ".join(value.split())
        if text in WORDS:
            return WORDS[text], None
        return "cron", PRESETS.get(text, text)
    if type(value).__name__ == "relativedelta":
        return "relativedelta", dict(vars(value))
    return "unknown", None


def _opaque(ev: Evaluator, value: OpaqueValue) -> tuple[str, Any]:
    plain = ev.plain(value)
    if value.name.rpartition(".")[2] == "relativedelta":
        kwargs = dict(plain.kwargs) if isinstance(plain, ir.Opaque) else {}
        return ("unknown", None) if ir.UNKNOWN in kwargs.values() else ("relativedelta", kwargs)
    if isinstance(plain, ir.Opaque):
        return "timetable", plain
    return "timetable", ir.Opaque(value.name)


def refusal(ev: Evaluator, value: Value) -> str | None:
    """Why Airflow does not take a schedule, None where it does or where it is not known."""
    if isinstance(value, Known):
        return _plain_refusal(value.value)
    if isinstance(value, ListValue | TupleValue):
        if any(isinstance(item, Known) for item in value.items):
            return "a list in schedule= may only have assets"
        return None
    plain = ev.plain(value) if isinstance(value, OpaqueValue) else None
    if isinstance(plain, ir.Opaque) and "Cron" in plain.name.rpartition(".")[2]:
        given = [*plain.args, plain.kwargs.get("cron")]
        found = (cron.problem(text) for text in given if isinstance(text, str))
        return next((one for one in found if one is not None), None)
    return None


def _plain_refusal(value: Any) -> str | None:
    if isinstance(value, str):
        once = value in ("@once", "@continuous")
        return None if once else cron.problem(PRESETS.get(value, value))
    if isinstance(value, timedelta):
        return None if value > timedelta(0) else f"the schedule {value!r} is not positive"
    if isinstance(value, int | float):
        return f"{value!r} is no schedule"
    return None


def timezone_of(ev: Evaluator, dag: DagObject) -> str:
    """The timezone of `start_date` (the DAG's, else that in `default_args`), else UTC."""
    for value in (dag.raw.get("start_date"), dag.defaults.get("start_date")):
        if value is None or _is_none(value):
            continue
        if isinstance(value, Known) and isinstance(value.value, datetime):
            return _name(value.value.tzinfo)
        plain = ev.plain(value)
        if isinstance(plain, ir.Opaque):
            return _opaque_zone(plain)
    return "UTC"


def _opaque_zone(plain: ir.Opaque) -> str:
    """The zone in `pendulum.datetime(..., tz="Europe/Paris")`, `datetime(..., tzinfo=...)`."""
    for key in ("tz", "tzinfo", "timezone"):
        zone = plain.kwargs.get(key)
        if isinstance(zone, str):
            return zone
        if isinstance(zone, ir.Opaque) and zone.args and isinstance(zone.args[0], str):
            return zone.args[0]
        if isinstance(zone, tzinfo):
            return _name(zone)
    return "UTC"


def _name(zone: tzinfo | None) -> str:
    if zone is None:
        return "UTC"
    name = getattr(zone, "key", None) or getattr(zone, "name", None) or str(zone)
    return "UTC" if name in ("UTC", "utc", "Z", "+00:00", "UTC+00:00") else str(name)
