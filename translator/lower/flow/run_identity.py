"""What identifies a run: `run_id`, and `run_type`, `external_trigger`, `start_date` of `dag_run`.

Airflow: a run is named `<type>__<date>` (`DagRun.generate_run_id`, `Timetable.generate_run_id`).
1.10 and 2.x take the logical date, 3.x the moment from which the run may start (`run_after`).
Prefect: `auto_scheduled` tells a run of the schedule from one that was started by hand,
`created_by` one that an automation made for an asset.
They differ in: a run that got an id of its own when it was triggered (AP312); two runs by hand for
one date have one id here, and are one run in Airflow.
"""

from __future__ import annotations

from collections.abc import Mapping

from translator import ir
from translator.lower.deployment.asset_triggers import asset_or_time
from translator.lower.flow.gather import Gather

RUN_ID, RUN_TYPE = "run_id", "run_type"
EXTERNAL, STARTED = "external_trigger", "run_started"

OF_RUNS: Mapping[str, str] = {
    "run_type": RUN_TYPE,
    "external_trigger": EXTERNAL,
    "start_date": STARTED,
}
"""Attributes of `dag_run` -> the name that the flow gives them; none is a key of the context."""

IDENTITY = frozenset({RUN_ID, *OF_RUNS.values()})
"""All names that this file defines."""

LAST_MAJOR: Mapping[str, int] = {EXTERNAL: 2}
FIRST_MAJOR: Mapping[str, int] = {RUN_TYPE: 2}
"""Versions of Airflow that have an attribute, where not all have it."""

SCHEDULED = "flow_run.scheduled_start_time"
RUN = "FlowRunContext.get()"


def exists(name: str, major: int) -> bool:
    """Whether Airflow's `dag_run` has what the flow calls `name`."""
    return FIRST_MAJOR.get(name, 1) <= major <= LAST_MAJOR.get(name, major)


def dates_for(wanted: frozenset[str], major: int) -> frozenset[str]:
    """The dates that the lines for `wanted` read."""
    return frozenset({"ts"} if RUN_ID in wanted and major < 3 else ())


def identity_lines(dag: ir.Dag, wanted: frozenset[str], out: Gather) -> list[str]:
    """The lines at the head of a flow that define the `wanted` names."""
    lines = []
    if wanted & {RUN_ID, RUN_TYPE, EXTERNAL}:
        lines.append(f"{RUN_TYPE} = {run_type(dag, f'{_run(out)}.flow_run')}")
    if RUN_ID in wanted:
        lines.append(f"{RUN_ID} = {run_id(dag, RUN_TYPE, _date(dag, out))}")
    if EXTERNAL in wanted:
        lines.append(f'{EXTERNAL} = {RUN_TYPE} == "manual"')
    if STARTED in wanted:
        lines.append(f"{STARTED} = {_run(out)}.start_time")
    return lines


def run_type(dag: ir.Dag, run: str) -> str:
    """Code for the type of `run`, the code of a `FlowRun`."""
    planned = f'"scheduled" if {run}.auto_scheduled else "manual"'
    if not _has_assets(dag):
        return planned
    word = "asset" if dag.major >= 3 else "dataset"
    triggered = f'{run}.created_by and {run}.created_by.type == "AUTOMATION"'
    return f'"{word}_triggered" if {triggered} else {planned}'


def run_id(dag: ir.Dag, kind: str, date: str) -> str:
    """Code for the id of a run of the type `kind` and with the text `date` (both code)."""
    if dag.schedule.kind == "assets" and dag.major >= 3:
        # Such a run has no logical date: a random text tells runs of one moment apart.
        return f'f"{{{kind}}}__{{{date}}}_{{flow_run.id[:8]}}"'
    return f'f"{{{kind}}}__{{{date}}}"'


def _has_assets(dag: ir.Dag) -> bool:
    return dag.schedule.kind == "assets" or asset_or_time(dag.schedule) is not None


def _run(out: Gather) -> str:
    out.need("prefect.context", "FlowRunContext")
    return RUN


def _date(dag: ir.Dag, out: Gather) -> str:
    if dag.major < 3:
        return "ts"
    out.need("prefect.runtime", "flow_run")
    return f"{SCHEDULED}.isoformat()"
