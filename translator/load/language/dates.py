"""Dates and times: the standard library's, pendulum's and Airflow's constructors and arithmetic.

pendulum values become aware datetimes of the standard library; what depends on the clock is
unknown.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from translator.load.language.convert import NotKnown, from_python, lift, safely, to_python, why
from translator.load.language.limits import Raised
from translator.load.language.values import Arguments, Known, OpaqueValue, UnknownValue, Value

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

UTC = dt.timezone.utc
RELATIVE = "dateutil.relativedelta.relativedelta"
DURATION_UNITS = ("years", "months", "weeks", "days", "hours", "minutes", "seconds", "microseconds")


def zone(name: Any) -> dt.tzinfo:
    """A time zone by name, number of hours or as it is. Raises ValueError."""
    if isinstance(name, dt.tzinfo):
        return name
    if isinstance(name, int | float):
        return dt.timezone(dt.timedelta(hours=name))
    try:
        return zoneinfo.ZoneInfo(str(name))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        if str(name).upper() in ("UTC", "Z"):
            return UTC
        raise ValueError(f"unknown time zone {name!r}") from error


def _aware(*parts: int, tz: Any = "UTC", tzinfo: Any = None, fold: int = 0, **named: int) -> Any:
    """`pendulum.datetime(...)`, `timezone.datetime(...)`: UTC unless told otherwise."""
    chosen = tzinfo if tzinfo is not None else tz
    numbers = [part for part in parts if isinstance(part, int)]
    if len(parts) > len(numbers):
        chosen = parts[len(numbers)]
    made = dt.datetime(*numbers, **named)  # type: ignore[arg-type]
    return made.replace(tzinfo=None if chosen is None else zone(chosen), fold=fold)


def _parse(text: Any, tz: Any = "UTC", **_: Any) -> Any:
    """`pendulum.parse(text)`."""
    if isinstance(text, dt.date):
        return text
    cleaned = str(text).strip().replace("Z", "+00:00").replace("/", "-")
    made = dt.datetime.fromisoformat(cleaned)
    return made if made.tzinfo else made.replace(tzinfo=zone(tz))


def _strptime(text: Any, form: Any) -> Any:
    return dt.datetime.strptime(text, form)


def _instance(value: Any, tz: Any = "UTC") -> Any:
    return value if value.tzinfo else value.replace(tzinfo=zone(tz))


def _unknown_now(name: str) -> Callable[[Evaluator, Arguments], Value]:
    def call(ev: Evaluator, args: Arguments) -> Value:
        return UnknownValue(f"{name}()")

    return call


def _opaque(name: str) -> Callable[[Evaluator, Arguments], Value]:
    def call(ev: Evaluator, args: Arguments) -> Value:
        return OpaqueValue(name, args)

    return call


def duration(ev: Evaluator, args: Arguments) -> Value:
    """`pendulum.duration(days=1)`: a timedelta unless it counts months."""
    if {"years", "months"} & args.keywords.keys():
        return OpaqueValue(RELATIVE, args)
    return lift(dt.timedelta)(ev, args)


def shift(ev: Evaluator, op: str, left: Value, right: Value) -> Value | None:
    """A date plus or minus a relativedelta; None: not that."""
    if isinstance(left, OpaqueValue) and op == "+":
        left, right = right, left
    if not (isinstance(left, Known) and isinstance(right, OpaqueValue) and right.name == RELATIVE):
        return None
    if not isinstance(left.value, dt.date) or op not in "+-":
        return None
    try:
        parts = {name: to_python(ev, value) for name, value in right.arguments.keywords.items()}
    except NotKnown as unknown:
        return UnknownValue(unknown.reason)
    return safely(ev, moved, left.value, 1 if op == "+" else -1, parts)


def moved(date: Any, sign: int, parts: dict[str, Any]) -> Any:
    """`date` moved by the parts of a relativedelta (or of pendulum's `add`)."""
    absolute = {key: value for key, value in parts.items() if key in _ABSOLUTE}
    months = sign * (12 * parts.get("years", 0) + parts.get("months", 0))
    if absolute:
        date = date.replace(**absolute)
    if months:
        total = date.year * 12 + date.month - 1 + months
        year, month = divmod(total, 12)
        date = date.replace(year=year, month=month + 1, day=min(date.day, _days(year, month + 1)))
    rest = {key: sign * value for key, value in parts.items() if key in DURATION_UNITS[2:]}
    return date + dt.timedelta(**rest)


_ABSOLUTE = ("year", "month", "day", "hour", "minute", "second", "microsecond")


def _days(year: int, month: int) -> int:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return (following - dt.timedelta(days=1)).day


def attribute(value: Any, name: str) -> Value | None:
    """Attributes that pendulum values and exceptions have beyond the standard library's."""
    if isinstance(value, zoneinfo.ZoneInfo) and name == "name":
        return Known(value.key)
    if isinstance(value, dt.datetime) and name in ("timezone", "tz"):
        return Known(value.tzinfo)
    if isinstance(value, dt.datetime) and name == "timezone_name":
        return Known(str(value.tzinfo))
    if isinstance(value, slice | BaseException) and name in ("start", "stop", "step", "args"):
        return from_python(getattr(value, name, None))
    return None


def _moving(sign: int) -> Callable[[Evaluator, Any, Arguments], Value]:
    def call(ev: Evaluator, date: Any, args: Arguments) -> Value:
        try:
            parts = {name: to_python(ev, value) for name, value in args.keywords.items()}
            if args.positional:
                parts["years"] = to_python(ev, args.positional[0])
        except NotKnown as unknown:
            return UnknownValue(unknown.reason)
        return safely(ev, moved, date, sign, parts)

    return call


def _in_zone(ev: Evaluator, date: Any, args: Arguments) -> Value:
    tz = args.plain("tz", 0)
    if not isinstance(date, dt.datetime):
        return UnknownValue("a date in a time zone")
    return safely(ev, lambda: date.astimezone(zone(tz)))


def _start_of(ev: Evaluator, date: Any, args: Arguments) -> Value:
    unit = args.plain("unit", 0)
    fields = {"year": 1, "month": 2, "day": 3, "hour": 4, "minute": 5}
    if unit not in fields or not isinstance(date, dt.datetime):
        return UnknownValue(f"the start of {unit}")
    first = {"month": 1, "day": 1, "hour": 0, "minute": 0, "second": 0, "microsecond": 0}
    later = list(first)[fields[unit] - 1 :]
    return Known(date.replace(**{name: first[name] for name in later}))  # type: ignore[arg-type]


def _to_text(form: str) -> Callable[[Evaluator, Any, Arguments], Value]:
    def call(ev: Evaluator, date: Any, args: Arguments) -> Value:
        return safely(ev, date.strftime, form)

    return call


METHODS: dict[str, Callable[[Evaluator, Any, Arguments], Value]] = {
    "add": _moving(1),
    "subtract": _moving(-1),
    "in_timezone": _in_zone,
    "in_tz": _in_zone,
    "start_of": _start_of,
    "to_date_string": _to_text("%Y-%m-%d"),
    "to_datetime_string": _to_text("%Y-%m-%d %H:%M:%S"),
}
"""Methods of pendulum's dates."""


def _zone_call(ev: Evaluator, args: Arguments) -> Value:
    name = args.plain("name", 0, args.plain("key", None, "UTC"))
    if not isinstance(name, str | int | float):
        return UnknownValue(why(args.positional[0]) if args.positional else "a time zone")
    try:
        return Known(zone(name))
    except ValueError as error:
        raise Raised(error) from None


CALLS: dict[str, Callable[[Evaluator, Arguments], Value]] = {
    "datetime.datetime": lift(dt.datetime),
    "datetime.date": lift(dt.date),
    "datetime.time": lift(dt.time),
    "datetime.timedelta": lift(dt.timedelta),
    "datetime.timezone": lift(dt.timezone),
    "datetime.datetime.strptime": lift(_strptime),
    "datetime.datetime.fromisoformat": lift(dt.datetime.fromisoformat),
    "datetime.date.fromisoformat": lift(dt.date.fromisoformat),
    "datetime.datetime.combine": lift(dt.datetime.combine),
    "datetime.datetime.fromtimestamp": _unknown_now("datetime.fromtimestamp"),
    "pendulum.datetime": lift(_aware),
    "pendulum.DateTime": lift(lambda *a, **k: _aware(*a, **{"tz": None, **k})),
    "pendulum.naive": lift(dt.datetime),
    "pendulum.date": lift(dt.date),
    "pendulum.time": lift(dt.time),
    "pendulum.duration": duration,
    "pendulum.Duration": duration,
    "pendulum.parse": lift(_parse),
    "pendulum.instance": lift(_instance),
    "pendulum.timezone": _zone_call,
    "pendulum.Timezone": _zone_call,
    "pendulum.tz.timezone": _zone_call,
    "pendulum.tz.timezone.Timezone": _zone_call,
    "pytz.timezone": _zone_call,
    "dateutil.tz.gettz": _zone_call,
    "zoneinfo.ZoneInfo": _zone_call,
    "dateutil.parser.parse": lift(lambda text, **_: dt.datetime.fromisoformat(str(text))),
    "airflow.sdk.timezone.datetime": lift(_aware),
    "airflow.sdk.timezone.parse": lift(_parse),
    "airflow.sdk.timezone.make_aware": lift(_instance),
    "airflow.sdk.timezone.convert_to_utc": lift(_instance),
    RELATIVE: _opaque(RELATIVE),
    "airflow.utils.dates.days_ago": _opaque("airflow.utils.dates.days_ago"),
} | {
    name: _unknown_now(name)
    for name in (
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "datetime.datetime.today",
        "datetime.date.today",
        "pendulum.now",
        "pendulum.today",
        "pendulum.yesterday",
        "pendulum.tomorrow",
        "airflow.sdk.timezone.utcnow",
        "time.time",
    )
}

VALUES: dict[str, Callable[[Evaluator], Value]] = {
    "datetime.timezone.utc": lambda ev: Known(UTC),
    "datetime.UTC": lambda ev: Known(UTC),
    "datetime.datetime.min": lambda ev: Known(dt.datetime.min),
    "datetime.datetime.max": lambda ev: Known(dt.datetime.max),
    "datetime.time.min": lambda ev: Known(dt.time.min),
    "datetime.time.max": lambda ev: Known(dt.time.max),
    "pendulum.UTC": lambda ev: Known(zone("UTC")),
    "pytz.utc": lambda ev: Known(zone("UTC")),
    "pytz.UTC": lambda ev: Known(zone("UTC")),
    "dateutil.tz.UTC": lambda ev: Known(zone("UTC")),
    "airflow.sdk.timezone.utc": lambda ev: Known(zone("UTC")),
}
