"""Airflow's run values (`ds`, `logical_date`, `next_ds`, ...) as names at the top of the flow.

Airflow 3: logical_date is the moment the schedule fires, the data interval is empty.
Airflow 1.10 and 2: it is the start of the interval that ends when the schedule fires.
Prefect: `flow_run.scheduled_start_time`, so the flow takes an optional `logical_date` and computes
the rest. They differ in a run that is started by hand without a logical_date under 1.10 and 2: it
gets the date of the interval before, Airflow the moment itself (AP603).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from translator.lower.context_types import LowerContext
from translator.lower.gather import Gather
from translator.lower.params import flow_parameters, parameter_name, params_text
from translator.lower.periods import Period, period_of
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

NEIGHBOURS: Mapping[str, tuple[str, str]] = {
    "prev_execution_date": ("before", "{}"),
    "prev_ds": ("before", FORMATS["ds"]),
    "prev_ds_nodash": ("before", FORMATS["ds_nodash"]),
    "next_execution_date": ("after", "{}"),
    "next_ds": ("after", FORMATS["ds"]),
    "next_ds_nodash": ("after", FORMATS["ds_nodash"]),
    "data_interval_end": ("after", "{}"),
}
"""Made of the run before or after."""

SAME = frozenset({"execution_date", "data_interval_start"})
"""Other names for the logical date."""

OBJECTS = SAME | {"logical_date", "data_interval_end", "prev_execution_date", "next_execution_date"}
"""Dates that user code sees as objects: pendulum's, as in Airflow."""

DATED = frozenset(FORMATS) | frozenset(SHIFTED) | frozenset(NEIGHBOURS) | OBJECTS
OTHERS = frozenset({"run_id", "conf", "params"})
RUN_VALUES = DATED | OTHERS
"""All names that `Code.context` may hold."""

REMOVED_IN_3 = (
    frozenset(SHIFTED) | (frozenset(NEIGHBOURS) - {"data_interval_end"}) | {"execution_date"}
)
"""What Airflow 3 no longer has."""

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


def lower_run_values(ctx: LowerContext, requested: frozenset[str]) -> Preamble:
    """Flow parameters and definitions for the run values that the flow's body reads."""
    wanted = frozenset(ALIASES.get(name, name) for name in requested)
    out = Gather()
    lines: list[str] = []
    parameters = list(flow_parameters(ctx))
    dag_names = frozenset[str]().union(*(names for _, names in parameters))
    signature = [parameter for parameter, _ in parameters]
    if "conf" in wanted or ("params" in wanted and not ctx.dag.params):
        any_import = frozenset({Import("typing", "Any")})
        signature.append(FlowParameter("conf", "dict[str, Any] | None", "None", any_import))
        lines.append("conf = conf or {}")
        wanted |= {"conf"}
    if wanted & DATED:
        date_import = frozenset({Import("datetime", "datetime")})
        signature.append(FlowParameter("logical_date", "datetime | None", "None", date_import))
        lines += _dates(ctx, wanted & DATED, out)
    if "run_id" in wanted:
        out.need("prefect.runtime", "flow_run")
        lines.append("run_id = flow_run.id")
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
    base = f"logical_date or {period.before('flow_run.scheduled_start_time', out)}"
    objects = bool(wanted & OBJECTS)
    if objects:
        out.need("pendulum")
        base = f"pendulum.instance({base})"
    derived = sorted(wanted - {"logical_date"}, key=_rank)
    if len(derived) == 1 and "logical_date" not in wanted:
        moment = base if objects else f"({base})"
        return [f"{derived[0]} = {_definition(derived[0], moment, period, out)}"]
    lines = [f"{name} = {_definition(name, 'logical_date', period, out)}" for name in derived]
    return [f"logical_date = {base}", *lines]


def _rank(name: str) -> int:
    order = [*sorted(SAME), *sorted(OBJECTS - SAME), *FORMATS, *NEIGHBOURS, *SHIFTED]
    return order.index(name)


def _definition(name: str, moment: str, period: Period, out: Gather) -> str:
    if name in SAME:
        return moment
    if name in FORMATS:
        return FORMATS[name].format(moment)
    if name in SHIFTED:
        days, form = SHIFTED[name]
        out.need("datetime", "timedelta")
        sign = "+" if days > 0 else "-"
        return form.format(f"({moment} {sign} timedelta(days=1))")
    direction, form = NEIGHBOURS[name]
    shifted = period.before(moment, out) if direction == "before" else period.after(moment, out)
    if form == "{}":
        return _as_object(shifted, moment, period)
    return form.format(f"({shifted})" if period.fixed else shifted)


def _as_object(shifted: str, moment: str, period: Period) -> str:
    """croniter gives a plain datetime."""
    if period.cron is not None and shifted != moment:
        return f"pendulum.instance({shifted})"
    return shifted


def _requirements(imports: frozenset[Import]) -> frozenset[str]:
    lines = {"croniter": "croniter>=2.0", "pendulum": "pendulum>=3.0"}
    return frozenset(lines[one.module] for one in imports if one.module in lines)
