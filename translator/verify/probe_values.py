"""Values that cross from a probe to the comparison: anything XCom can hold, as plain JSON.

Both probes import this file, each in its own interpreter, so it needs nothing beyond the standard
library. What JSON has no form for becomes `{"__type__": name, "value": ...}`; tuples are lists,
because Airflow itself does not keep them apart in every version.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

MAX_TEXT = 20_000


def jsonable(value: Any) -> Any:
    """`value` in plain JSON types; equal values give equal results on both sides."""
    match value:
        case None | bool() | int() | str():
            return scalar(value)
        case float() | Decimal():
            return number(float(value))
        case datetime():
            return tagged("datetime", in_utc(value).isoformat())
        case date() | time():
            return tagged(type(value).__name__, value.isoformat())
        case timedelta():
            return tagged("timedelta", value.total_seconds())
        case Mapping():
            return {str(key): jsonable(item) for key, item in value.items()}
        case Set():
            return tagged("set", sorted((jsonable(item) for item in value), key=json.dumps))
        case bytes():
            return tagged("bytes", value.hex())
        case Sequence():
            return [jsonable(item) for item in value]
        case _:
            return tagged(type(value).__name__, repr(value)[:MAX_TEXT])


def scalar(value: Any) -> Any:
    """Subclasses of str and int (enums, lazy strings) lose their class, as in XCom."""
    if value is None or isinstance(value, bool):
        return value
    return int(value) if isinstance(value, int) else str.__str__(value)


def number(value: float) -> Any:
    """A float that JSON can hold; infinities and NaN are tagged."""
    return value if math.isfinite(value) else tagged("float", str(value))


def in_utc(value: datetime) -> datetime:
    """The same instant in UTC; a naive datetime is taken as UTC, as Airflow does."""
    zoned = value if value.tzinfo else value.replace(tzinfo=timezone.utc)
    zoned = zoned.astimezone(timezone.utc)
    return datetime.combine(zoned.date(), zoned.time(), timezone.utc)


def tagged(name: str, value: Any) -> dict[str, Any]:
    """A value of a type that JSON does not have."""
    return {"__type__": name, "value": value}
