"""Airflow's run values (`ds`, `logical_date`, `next_ds`, ...) as names at the top of the flow.

Airflow 3: logical_date is the moment the schedule fires, the data interval is empty.
Airflow 1.10 and 2: it is the start of the interval that ends when the schedule fires.
Prefect: `flow_run.scheduled_start_time`, so the flow takes an optional `logical_date` and computes
the rest. A run that is given a `logical_date` is one that was started by hand: its interval is the
last that was complete then. They differ in a run that is started by hand without a logical_date
under 1.10 and 2: it gets the date of the interval before, Airflow the moment itself (AP603).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from translator.lower.context_types import LowerContext
from translator.lower.flow.gather import Gather
from translator.lower.flow.params import flow_parameters, parameter_name, params_text
from translator.lower.flow.past_runs import PAST, past_lines
from translator.lower.flow.periods import Period, period_of
from translator.lower.flow.run_identity import IDENTITY, OF_RUNS, dates_for, identity_lines
from translator.plan import Block, FlowParameter, Import, Line
from translator.rules.schedule import DATA_INTERVAL

FORMATS: Mapping[str, str] = {
    "ds": "{}.strftime('%Y-%m-%d')",
    "ds_nodash": "{}.strftime('%Y%m%d')",
    "ts": "{}.isoformat()",
    "ts_nodash": "{}.strftime('%Y%m%dT%H%M%S')",
    "ts_nodash_with_tz": "{}.isoformat().replace('-', '').replace(':', '')",
}
"""Text made of the logical date."""

SHIFTED: Mapping[str, tuple[int, str]] = {
    "yesterday_ds": (-1, FORMATS["ds"]),
    "yesterday_ds_nodash": (-1, FORMATS["ds_nodash"]),
    "tomorrow_ds": (1, FORMATS["ds"]),
    "tomorrow_ds_nodash": (1, FORMATS["ds_nodash"]),
}
"""The same, some days off: gone in Airflow 3."""

BEFORE: Mapping[str, str] = {
    "prev_execution_date": "{}",
    "prev_ds": FORMATS["ds"],
    "prev_ds_nodash": FORMATS["ds_nodash"],
}
"""Made of the run before."""

AFTER: Mapping[str, str] = {
    "next_execution_date": "{}",
    "next_ds": FORMATS["ds"],
    "next_ds_nodash": FORMATS["ds_nodash"],
}
"""Made of the run after, which is dated by the end of this run's interval."""

START, END = "data_interval_start", "data_interval_end"
OBJECTS = frozenset(
    {"logical_date", "execution_date", START, END, "prev_execution_date", "next_execution_date"}
)
"""Dates that user code sees as objects: pendulum's, as in Airflow."""

DATED = frozenset().union(FORMATS, SHIFTED, BEFORE, AFTER, OBJECTS)
OTHERS = frozenset({"conf", "params"})
RUN_VALUES = DATED | OTHERS | IDENTITY | PAST
"""All names that `Code.context` may hold."""

NO_KEYS = frozenset({"conf", *OF_RUNS.values()})
"""Those that are no keys of Airflow's context, or mean something else there."""

REMOVED_IN_3 = frozenset({"execution_date", "prev_execution_date_success"}).union(
    SHIFTED, BEFORE, AFTER
)
"""What Airflow 3 no longer has."""

CONF = FlowParameter("conf", "dict[str, Any] | None", "None", frozenset({Import("typing", "Any")}))
LOGICAL_DATE = FlowParameter(
    "logical_date", "datetime | None", "None", frozenset({Import("datetime", "datetime")})
)

PARTITION = {
    "partition_key": FlowParameter("partition_key", "str | None", "None"),
    "partition_date": FlowParameter(
        "partition_date", "datetime | None", "None", frozenset({Import("datetime", "datetime")})
    ),
}
"""Airflow 3.2: what the timetable of the DAG gives a run, None where it gives nothing."""

ALIASES: Mapping[str, str] = {"dag_run.conf": "conf"}


@dataclass(frozen=True, slots=True)
class Preamble:
    """The head of a flow: its parameters, and the lines that define run values."""

    parameters: tuple[FlowParameter, ...] = ()
    body: tuple[Block, ...] = ()
    imports: frozenset[Import] = frozenset()
    names: frozenset[str] = frozenset()
    requirements: frozenset[str] = frozenset()


def run_value_exists(name: str, major: int) -> bool:
    """Whether Airflow's context has `name` and we can define it."""
    return ALIASES.get(name, name) in RUN_VALUES and not (major >= 3 and name in REMOVED_IN_3)


def flow_names(ctx: LowerContext) -> frozenset[str]:
    """Names that the head of a flow may define: no task function can have them."""
    declared = {param.name for param in ctx.dag.params}
    declared |= {parameter.name for parameter in ctx.dag.parameters}
    return RUN_VALUES | {parameter_name(name) for name in declared}


def lower_run_values(
    ctx: LowerContext, requested: frozenset[str], asked: frozenset[str] = frozenset()
) -> Preamble:
    """Flow parameters and definitions for the run values that the flow's body reads.

    `asked`: `conf` and `logical_date`, where hooks look for them in the flow's parameters.
    """
    wanted = frozenset(ALIASES.get(name, name) for name in requested)
    out = Gather()
    lines: list[str] = []
    parameters = list(flow_parameters(ctx, stars="params" in wanted))
    dag_names = frozenset[str]().union(*(names for _, names in parameters))
    signature = [parameter for parameter, _ in parameters]
    if "conf" in wanted or ("params" in wanted and not ctx.dag.params):
        lines.append("conf = conf or {}")
        wanted |= {"conf"}
    if "conf" in wanted | asked:
        signature.append(CONF)
    wanted |= dates_for(wanted, ctx.dag.major)
    wanted |= {"logical_date"} if wanted & PAST else frozenset()
    if wanted & DATED or "logical_date" in asked:
        signature.append(LOGICAL_DATE)
    signature += [parameter for name, parameter in PARTITION.items() if name in wanted]
    if wanted & DATED:
        lines += _dates(ctx, wanted & DATED, out)
    lines += identity_lines(ctx.dag, wanted, out)
    lines += past_lines(period_of(ctx.dag), wanted & PAST, out)
    if "params" in wanted:
        lines.append(f"params = {params_text(ctx, with_conf='conf' in wanted)}")
    imports = frozenset(out.imports).union(*(one.imports for one in signature))
    return Preamble(
        parameters=tuple(sorted(signature, key=lambda one: bool(one.default))),
        body=tuple(Line(line) for line in lines),
        imports=imports,
        names=dag_names,
        requirements=_requirements(imports),
    )


def _dates(ctx: LowerContext, wanted: frozenset[str], out: Gather) -> list[str]:
    """The lines for dates; where only one value is wanted, a single line."""
    period = period_of(ctx.dag)
    if period != Period():
        ctx.report(DATA_INTERVAL, ctx.dag.span, ", ".join(sorted(wanted)))
    out.need("prefect.runtime", "flow_run")
    objects = bool(wanted & OBJECTS)
    if objects:
        out.need("pendulum")
    if period != Period() and wanted & {START, END, *AFTER}:
        return _with_interval(wanted, period, objects, out)
    base = _object(f"logical_date or {period.before(SCHEDULED, out)}", objects)
    derived = sorted(wanted - {"logical_date"}, key=_rank)
    if len(derived) == 1 and "logical_date" not in wanted:
        moment = base if objects else f"({base})"
        return [f"{derived[0]} = {_definition(derived[0], moment, period, out)}"]
    lines = [f"{name} = {_definition(name, 'logical_date', period, out)}" for name in derived]
    return [f"logical_date = {base}", *lines]


def _with_interval(wanted: frozenset[str], period: Period, objects: bool, out: Gather) -> list[str]:
    """The interval ends with the tick before the run; a run is dated by its start."""
    end = period.aligned(f"(logical_date or {SCHEDULED})", out)
    lines = [f"{END} = {_object(_bare(end), objects)}"]
    start = period.before(END, out)
    if START in wanted:
        lines.append(f"{START} = {_as_object(start)}")
    derived = sorted(wanted - {"logical_date", START, END}, key=_rank)
    if wanted & {"logical_date", *derived} - AFTER.keys():
        moment = f"logical_date or {START if START in wanted else start}"
        lines.append(f"logical_date = {_object(moment, objects)}")
    return lines + [
        f"{name} = {_definition(name, 'logical_date', period, out)}" for name in derived
    ]


SCHEDULED = "flow_run.scheduled_start_time"


def _object(moment: str, objects: bool) -> str:
    return f"pendulum.instance({moment})" if objects else moment


def _bare(code: str) -> str:
    return code[1:-1] if code.startswith("(") and code.endswith(")") else code


def _rank(name: str) -> int:
    order = ["execution_date", *sorted(OBJECTS - {"execution_date"})]
    return [*order, *FORMATS, *BEFORE, *AFTER, *SHIFTED].index(name)


def _definition(name: str, moment: str, period: Period, out: Gather) -> str:
    if name in {"execution_date", START, END}:
        return moment
    if name in FORMATS:
        return FORMATS[name].format(moment)
    if name in SHIFTED:
        days, form = SHIFTED[name]
        out.need("datetime", "timedelta")
        sign = "+" if days > 0 else "-"
        return form.format(f"({moment} {sign} timedelta(days=1))")
    if name in AFTER:
        return AFTER[name].format(moment if period == Period() else END)
    form, before = BEFORE[name], period.before(moment, out, tick=False)
    if form == "{}":
        return _as_object(before)
    return form.format(before if period.fixed is None or period.cron else f"({before})")


def _as_object(shifted: str) -> str:
    """croniter gives a plain datetime."""
    return f"pendulum.instance({shifted})" if shifted.startswith("croniter(") else shifted


def _requirements(imports: frozenset[Import]) -> frozenset[str]:
    lines = {"croniter": "croniter>=2.0", "pendulum": "pendulum>=3.0"}
    return frozenset(lines[one.module] for one in imports if one.module in lines)
