"""Sensors of Airflow's own: files, commands, moments, days of the week.

Each one is a task that polls (see `polling`). PythonSensor is with the callables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import time

from translator import ir
from translator.lower.callables.exceptions import FINAL_MODULE, FINAL_NAME
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.flow.sites import finish
from translator.lower.operators.bash import RUN_BASH
from translator.lower.operators.fields import Fields
from translator.lower.operators.manual import refused
from translator.lower.operators.polling import Loop, is_set, polling
from translator.lower.sharing.drafts import Draft
from translator.lower.templates.compiler import Untranslatable
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
    try:
        before, waiting = SENSORS[_kind(task)](fields)
        fields.check_mapped()
        loop = polling(fields, waiting, endless=_is_endless(task))
    except Untranslatable as problem:
        return refused(task, ctx, problem)
    return finished(fields, before, loop)


def _kind(task: ir.Task) -> str:
    return task.operator.rsplit(".", 1)[-1].removesuffix("Async")


def is_deferred(task: ir.Task) -> bool:
    """Whether Airflow waits for it in the triggerer."""
    return is_set(task, "deferrable") or task.operator.endswith("Async")


def _is_endless(task: ir.Task) -> bool:
    """Whether Airflow waits for a moment without heeding `timeout`."""
    return _kind(task) in {"TimeSensor", "DateTimeSensor"} and is_deferred(task)


def lower_wait(task: ir.Task, ctx: LowerContext, mapping: OperatorMapping) -> Lowered:
    """WaitSensor: a task that sleeps."""
    fields = Fields(task, ctx)
    try:
        pause = delta_code(fields, "time_to_wait")
        fields.check_mapped()
    except Untranslatable as problem:
        return refused(task, ctx, problem)
    simple = pause.startswith("timedelta(") or pause.isidentifier()
    length = pause if simple else f"({pause})"
    loop = Loop((f"time.sleep({length}.total_seconds())",), frozenset({Import("time")}))
    return finished(fields, (), loop)


def finished(fields: Fields, before: tuple[str, ...], loop: Loop) -> Lowered:
    """The task of a sensor: what comes before its loop, and the loop."""
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
    """A command that ends with exit code 0; any other means not yet, or only one does."""
    command = fields.template("bash_command")
    call = f"run_bash({command}{fields.keywords(env=fields.template('env'))}"
    fields.body.imports.add(RUN_BASH)
    given = fields.given("retry_exit_code")
    if given is not None:
        return _bash_answer(fields, call, given)
    lines = (
        "def succeeded():",
        "    try:",
        f"        {call})",
        "    except RuntimeError:",
        "        return False",
        "    return True",
        "",
    )
    return lines, "not succeeded()"


def _bash_answer(fields: Fields, call: str, given: ir.Expr) -> Waiting:
    """`retry_exit_code`: every other code is an error that no retry mends."""
    if not isinstance(given.value, int) or is_set(fields.task, "soft_fail"):
        raise Untranslatable(f"retry_exit_code={given.code}", UNMAPPED_ARGUMENT)
    fields.body.imports.add(Import("prefect.states", "State"))
    if fields.task.retries == 0:
        return (), f"isinstance({call}, skip_on={given.value}), State)"
    fields.body.imports.add(Import(FINAL_MODULE, FINAL_NAME))
    lines = (
        "def succeeded():",
        "    try:",
        f"        return not isinstance({call}, skip_on={given.value}), State)",
        "    except RuntimeError as error:",
        f"        raise {FINAL_NAME}(str(error)) from error",
        "",
    )
    return lines, "not succeeded()"


def _moment(fields: Fields, target: str) -> Waiting:
    fields.body.imports.add(Import("pendulum"))
    return (f"target = {target}", *_at_once(fields)), 'pendulum.now("UTC") <= target'


def _at_once(fields: Fields) -> tuple[str, ...]:
    """A deferrable TimeDeltaSensor returns True where it has nothing to wait for."""
    if not (_kind(fields.task) == "TimeDeltaSensor" and is_deferred(fields.task)):
        return ()
    return ('if pendulum.now("UTC") > target:', "    return True")


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
    delta = delta_code(fields, "delta")
    name = "data_interval_end"
    end = fields.body.inline(Code(name, context=frozenset({name})))
    return _moment(fields, f"{end} + {delta}")


def delta_code(fields: Fields, name: str) -> str:
    """A `timedelta`; a number, or text that comes to one, is minutes."""
    source, given = fields.template(name), fields.given(name)
    if source is None:
        raise Untranslatable(name, UNKNOWN_ARGUMENT_VALUE)
    if given is None or not isinstance(given.value, int | float | str):
        return source
    fields.body.imports.add(Import("datetime", "timedelta"))
    minutes = source if isinstance(given.value, int) else f"int({source})"
    return f"timedelta(minutes={minutes})"


def _day_of_week(fields: Fields) -> Waiting:
    """One of these days; Airflow asks which one it is in UTC."""
    return (), f"{today(fields, 'UTC')} not in {week_days(fields)}"


def today(fields: Fields, timezone: str) -> str:
    """The name of the day: now, or that of the logical date."""
    if uses_logical_date(fields.task):
        name = "logical_date"
        moment = fields.body.inline(Code(name, context=frozenset({name})))
    else:
        fields.body.imports.add(Import("pendulum"))
        moment = f"pendulum.now({timezone!r})"
    return f"{moment}.strftime('%A')"


def uses_logical_date(task: ir.Task) -> bool:
    """Whether an operator looks at the logical date and not at the clock."""
    return any(is_set(task, name) for name in LOGICAL_DATE)


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


LOGICAL_DATE = ("use_task_logical_date", "use_task_execution_day", "use_task_execution_date")
"""The argument and its older names."""

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

SENSORS: Mapping[str, Callable[[Fields], Waiting]] = {
    "FileSensor": _file,
    "BashSensor": _bash,
    "DateTimeSensor": _date_time,
    "TimeSensor": _time,
    "TimeDeltaSensor": _time_delta,
    "DayOfWeekSensor": _day_of_week,
}
