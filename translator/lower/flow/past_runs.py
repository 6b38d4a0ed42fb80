"""`prev_start_date_success` and its kin: the last run before this one that succeeded.

Airflow: `TaskInstance.get_previous_dagrun(state=SUCCESS)`, the successful run with the latest
logical date before this one's; the values are None where there is none.
Prefect: the emitted helper `previous_runs` asks the server for the runs of the flow.
They differ in: the moment of asking, which is the start of the flow, not of each task.
"""

from __future__ import annotations

from collections.abc import Mapping

from translator.lower.flow.gather import Gather
from translator.lower.flow.periods import Period

MODULE = "previous_runs"
LAST = "previous_success"

PLAIN: Mapping[str, str] = {
    "prev_start_date_success": "start",
    "prev_end_date_success": "end",
    "prev_execution_date_success": "date",
}
"""Keys of the context -> attribute of the helper's `PastRun`."""

START, END = "prev_data_interval_start_success", "prev_data_interval_end_success"

PAST = frozenset({*PLAIN, START, END})
"""All keys; each may be None."""


def past_lines(period: Period, wanted: frozenset[str], out: Gather) -> list[str]:
    """The lines at the head of a flow that define the `wanted` keys, after `logical_date`."""
    if not wanted:
        return []
    out.need(MODULE, "last_success")
    before = period.before("moment", out)
    dated = "" if before == "moment" else f", lambda moment: {before}"
    lines = [f"{LAST} = last_success(logical_date{dated})"]
    lines += [f"{name} = {LAST} and {LAST}.{PLAIN[name]}" for name in PLAIN if name in wanted]
    if wanted & {START, END}:
        lines.append(f"{END} = {LAST} and {_object(period.aligned(f'{LAST}.moment', out), out)}")
    if START in wanted:
        lines.append(f"{START} = {END} and {_object(period.before(END, out), out)}")
    return lines


def _object(code: str, out: Gather) -> str:
    """croniter gives a plain datetime."""
    if not code.startswith("croniter("):
        return code
    out.need("pendulum")
    return f"pendulum.instance({code})"
