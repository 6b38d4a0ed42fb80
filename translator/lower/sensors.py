"""Sensors of Airflow's own: files, commands, moments, days of the week.

Each one is a task that polls (see `polling`). PythonSensor is with the callables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import time

from translator import ir
from translator.lower.bash import RUN_BASH
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.fields import Fields
from translator.lower.manual import manual_task
from translator.lower.polling import Loop, is_set, polling
from translator.lower.sites import Draft, finish
from translator.lower.templates import Untranslatable
from translator.mappings import OperatorMapping
from translator.plan import Code, Import
from translator.rules.data import CONNECTION
from translator.rules.operators import UNKNOWN_ARGUMENT_VALUE, UNMAPPED_ARGUMENT

Waiting = tuple[tuple[str, ...], str]
"""Lines before the loop, and the condition under which it goes on."""


def lower_sensor(task: ir.Task, ctx: LowerContext, mapping: OperatorMapping) -> Lowered:
    """A task that polls."""
    fields = Fields(task, ctx)
    fields.body.taken |= {"deadline", "target", "arrived", "succeeded", "time", "pendulum"}
    kind = task.operator.rsplit(".", 1)[-1].removesuffix("Async")
    try:
        before, waiting = SENSORS[kind](fields)
        fields.check_mapped()
    except Untranslatable as problem:
        ctx.report(problem.rule, task.span, problem.detail, task)
        return manual_task(task, ctx, f"{problem.rule.code} {problem.rule.title}: {problem.detail}")
    return _finished(fields, before, polling(fields, waiting))


def _finished(fields: Fields, before: tuple[str, ...], loop: Loop) -> Lowered:
    body = fields.body
    draft = Draft(
        lines=(*before, *loop.lines),
        parameters=fields.parameters,
        args=body.arguments(),
        mapped=fields.mapped,
        mapped_kwargs=fields.mapped_kwargs,
        imports=frozenset(body.imports) | loop.imports,
        names=frozenset(body.names),
        support_files=loop.support | ({"run_bash"} if RUN_BASH in body.imports else frozenset()),
        may_skip=loop.may_skip,
        decorator=loop.decorator,
    )
    return finish(fields.task, fields.ctx, draft)


def _file(fields: Fields) -> Waiting:
    """A file, or a folder with a file in it."""
    path = fields.template("filepath")
    given = fields.given("filepath")
    if path is None or given is None:
        raise Untranslatable("filepath", UNKNOWN_ARGUMENT_VALUE)
    if isinstance(given.value, str) and not given.value.startswith(("/", "{{")):
        raise Untranslatable(f"the base path of {given.value!r} is a connection's", CONNECTION)
    fields.body.imports |= {Import("glob"), Import("pathlib", "Path")}
    recursive = ", recursive=True" if is_set(fields.task, "recursive") else ""
    lines = (
        "def arrived():",
        f"    paths = map(Path, glob.glob({path}{recursive}))",
        "    return any(p.is_file() or any(q.is_file() for q in p.rglob('*')) for p in paths)",
        "",
    )
    return lines, "not arrived()"


def _bash(fields: Fields) -> Waiting:
    """A command that ends with exit code 0."""
    if given := fields.given("retry_exit_code"):
        raise Untranslatable(f"retry_exit_code={given.code}", UNMAPPED_ARGUMENT)
    command = fields.template("bash_command", (".sh", ".bash"))
    fields.body.imports.add(RUN_BASH)
    lines = (
        "def succeeded():",
        "    try:",
        f"        run_bash({command}{fields.keywords(env=fields.template('env'))})",
        "    except RuntimeError:",
        "        return False",
        "    return True",
        "",
    )
    return lines, "not succeeded()"


def _moment(fields: Fields, target: str) -> Waiting:
    fields.body.imports.add(Import("pendulum"))
    return (f"target = {target}",), 'pendulum.now("UTC") <= target'


def _date_time(fields: Fields) -> Waiting:
    """A moment, as a datetime or as text."""
    given = fields.given("target_time")
    if given is None:
        raise Untranslatable("target_time", UNKNOWN_ARGUMENT_VALUE)
    source = fields.template("target_time")
    is_text = isinstance(given.value, str) or not given.known
    return _moment(fields, f"pendulum.{'parse' if is_text else 'instance'}({source})")


def _time(fields: Fields) -> Waiting:
    """A time of the day, in the DAG's timezone."""
    given = fields.given("target_time")
    zone = repr(fields.ctx.dag.schedule.timezone)
    if given is None:
        raise Untranslatable("target_time", UNKNOWN_ARGUMENT_VALUE)
    if not isinstance(given.value, time):
        return _moment(fields, _combined(fields, zone))
    parts = [given.value.hour, given.value.minute, given.value.second]
    return _moment(fields, f"pendulum.now({zone}).at({', '.join(map(str, parts))})")


def _combined(fields: Fields, zone: str) -> str:
    """A time that is only known when it is computed, today."""
    source = fields.value("target_time")
    fields.body.imports.add(Import("datetime", "datetime"))
    return f"pendulum.instance(datetime.combine(pendulum.now({zone}), {source}), tz={zone})"


def _time_delta(fields: Fields) -> Waiting:
    """So long after the end of the data interval."""
    delta = fields.template("delta")
    if delta is None:
        raise Untranslatable("delta", UNKNOWN_ARGUMENT_VALUE)
    name = "data_interval_end"
    end = fields.body.inline(Code(name, context=frozenset({name})))
    return _moment(fields, f"{end} + {delta}")


def _day_of_week(fields: Fields) -> Waiting:
    """One of these days, in the DAG's timezone."""
    return (), f"{today(fields)} not in {week_days(fields)}"


def today(fields: Fields) -> str:
    """The name of the day: now, or that of the logical date."""
    if is_set(fields.task, "use_task_logical_date") or is_set(
        fields.task, "use_task_execution_day"
    ):
        name = "logical_date"
        moment = fields.body.inline(Code(name, context=frozenset({name})))
    else:
        fields.body.imports.add(Import("pendulum"))
        moment = f"pendulum.now({fields.ctx.dag.schedule.timezone!r})"
    return f"{moment}.strftime('%A')"


def week_days(fields: Fields) -> str:
    """The days of `week_day`, as a set of names."""
    given = fields.given("week_day")
    values = given.value if given is not None else None
    days = values if isinstance(values, list | tuple | set | frozenset) else [values]
    names = {_day(day) for day in days}
    if not names <= set(DAYS):
        raise Untranslatable(f"week_day={given.code if given else None}", UNKNOWN_ARGUMENT_VALUE)
    return f"{{{', '.join(repr(day) for day in DAYS if day in names)}}}"


def _day(value: object) -> str:
    """`WeekDay.MONDAY`, `"monday"` → `Monday`."""
    text = value.name.rsplit(".", 1)[-1] if isinstance(value, ir.NameRef) else str(value)
    return text.capitalize()


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

SENSORS: Mapping[str, Callable[[Fields], Waiting]] = {
    "FileSensor": _file,
    "BashSensor": _bash,
    "DateTimeSensor": _date_time,
    "TimeSensor": _time,
    "TimeDeltaSensor": _time_delta,
    "DayOfWeekSensor": _day_of_week,
}
