"""Whether a cron text is one that Airflow takes.

Airflow checks every schedule with `croniter(text)` when it takes a DAG
(`airflow.timetables._cron.CronMixin.validate`); what is wrong there is an import error.
"""

from __future__ import annotations

import re

DAY, MONTH, WEEKDAY = 2, 3, 4
RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 6), (0, 59), (1970, 2099))
"""Lowest and highest number of each field; the sixth are seconds, the seventh years."""
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
NAMES = {MONTH: MONTHS, WEEKDAY: [*WEEKDAYS, "7"]}
LAST = "l"
"""The last day of the month, by itself or as the end of a range."""
PRESETS = frozenset(
    ["@midnight", "@hourly", "@daily", "@weekly", "@monthly", "@yearly", "@annually"]
)
FIELD = re.compile(r"\S+", re.ASCII)
STEPPED = re.compile(r"([^-]+)-([^-/]+)(?:/(\d+))?", re.ASCII)
NTH_WEEKDAY = re.compile(r"(\w+(?:-\w+)?)#([1-5])|l(\d)", re.ASCII)
NEAREST_WEEKDAY = re.compile(r"(\d+)w|w(\d+)", re.ASCII)
HASHED = re.compile(r"([hr])(\(\d+-\d+\))?(/\d+)?", re.ASCII)


def problem(text: str) -> str | None:
    """Why it is no cron text, None when it is one."""
    lowered = text.lower()
    if lowered in PRESETS:
        return None
    fields = FIELD.findall(lowered)
    if len(fields) not in (5, 6, 7):
        return f"the cron text {text!r} does not have 5, 6 or 7 fields"
    for index, field in enumerate(fields):
        if not _is_field(index, field):
            return f"the cron text {text!r} has the wrong field {field!r}"
    return None


def _is_field(index: int, field: str) -> bool:
    hashed = HASHED.fullmatch(field)
    if hashed:
        return hashed[1] == "r"  # What is hashed needs an id, which Airflow does not give.
    if "?" in field:
        return field == "?" and index in (DAY, WEEKDAY)
    if index == DAY and (nearest := NEAREST_WEEKDAY.fullmatch(field)):
        return 1 <= int(nearest[1] or nearest[2]) <= 31
    return all(_is_part(index, part) for part in field.split(","))


def _is_part(index: int, part: str) -> bool:
    """One of the parts between commas: `*`, `5`, `1-5`, `*/5`, `mon`, `5#2`."""
    if index == WEEKDAY and (nth := NTH_WEEKDAY.fullmatch(part)):
        part = nth[1] or nth[3]
    lowest, highest = RANGES[index]
    if part == "*":
        return True
    written = re.sub(r"^\*/", f"{lowest}-{highest}/", part)
    stepped = STEPPED.fullmatch(written) or STEPPED.fullmatch(
        re.sub(r"^(.+)/(.+)$", rf"\1-{highest}/\2", part)
    )
    if not stepped:
        return _is_last(index, part) or _is_number(index, part)
    first, last, step = stepped.groups()
    bounds = _is_number(index, first) and (_is_last(index, last) or _is_number(index, last))
    return bounds and (step is None or int(step) > 0)


def _is_last(index: int, text: str) -> bool:
    return index == DAY and text == LAST


def _is_number(index: int, text: str) -> bool:
    """Whether it is a number of the field, or the name of one."""
    if text in NAMES.get(index, ()):
        return True
    lowest, highest = RANGES[index]
    return bool(re.fullmatch(r"\d+", text, re.ASCII)) and lowest <= int(text) <= highest
