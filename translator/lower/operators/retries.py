"""Airflow's `retries`, `retry_delay` and timeouts become arguments of Prefect's `@task`.

Airflow: tries = retries + 1; a fixed delay of 300 s unless told otherwise, or one that doubles
(BaseOperator, semantics 5.5). Prefect: `retries=`, `retry_delay_seconds=` (0 unless told
otherwise), `timeout_seconds=`. They differ in: the default delay, so it is always written; a delay
that grows has a jitter in Airflow (AP210); a timeout can't interrupt a thread (AP211).
"""

from __future__ import annotations

import math
from datetime import timedelta

import libcst as cst

from translator import ir
from translator.lower.code import code_of, join_code, literal
from translator.lower.context_types import LowerContext
from translator.plan import Code
from translator.rules.operators import (
    INERT_ARGUMENT,
    JITTER,
    MAX_RETRY_DELAY,
    TIMEOUT_THREAD,
    UNMAPPED_ARGUMENT,
)

DEFAULT_RETRY_DELAY = 300.0
MAX_DELAYS = 50
"""Prefect takes no longer list; the last delay is repeated."""
MAX_TASK_RETRY_DELAY = 86400.0
"""Airflow's own upper bound ([core] max_task_retry_delay)."""


def lower_retries(task: ir.Task, ctx: LowerContext) -> dict[str, Code]:
    """`retries` and `retry_delay_seconds`; empty when it never retries."""
    retries = _retries(task)
    if retries is None:
        return {}
    return {"retries": retries, "retry_delay_seconds": _delays(task, ctx)}


def lower_timeout(task: ir.Task, ctx: LowerContext) -> dict[str, Code]:
    """`timeout_seconds` from `execution_timeout`."""
    timeout = task.argument("execution_timeout")
    if timeout is None or timeout.value is None:
        return {}
    ctx.report(TIMEOUT_THREAD, timeout.span, timeout.code, task)
    return {"timeout_seconds": seconds_code(timeout)}


def seconds_code(expr: ir.Expr) -> Code:
    """A `timedelta` (or a number of seconds) in seconds; as written where a loop gives it."""
    seconds = seconds_of(expr.value)
    if seconds is not None and not expr.loops:
        return literal(plain_number(seconds))
    if isinstance(expr.value, int | float):
        return code_of(expr)
    atom = isinstance(cst.parse_expression(expr.code), cst.Call | cst.Name | cst.Subscript)
    return join_code(("{}" if atom else "({})") + ".total_seconds()", [code_of(expr)])


def seconds_of(value: object) -> float | None:
    """Seconds of a known `timedelta` or number, else None."""
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return None


def plain_number(seconds: float) -> int | float:
    """`300.0` as `300`."""
    return int(seconds) if seconds == int(seconds) else seconds


def _retries(task: ir.Task) -> Code | None:
    given = task.argument("retries")
    if given is not None and given.loops and type(given.value) is int:
        return code_of(given)
    if task.retries is not None:
        return literal(task.retries) if task.retries > 0 else None
    return code_of(given) if given is not None else None


def _delays(task: ir.Task, ctx: LowerContext) -> Code:
    given = task.argument("retry_delay")
    delay = DEFAULT_RETRY_DELAY if given is None else seconds_of(given.value)
    factor = _backoff(task)
    if factor is None:
        _report_unused_cap(task, ctx)
    elif delay is not None and task.retries is not None:
        return _growing(task, ctx, delay, factor)
    else:
        _report_unknown(task, ctx)
    if given is not None and (delay is None or given.loops):
        return seconds_code(given)
    return literal(plain_number(delay if delay is not None else DEFAULT_RETRY_DELAY))


def _backoff(task: ir.Task) -> float | None:
    """The factor by which delays grow: 2 for True (2.x), a number in 3.x; None: they don't."""
    given = task.argument("retry_exponential_backoff")
    if given is None or not given.known or not given.value:
        return None
    return 2.0 if given.value is True else float(given.value)


def _growing(task: ir.Task, ctx: LowerContext, delay: float, factor: float) -> Code:
    """The lower bounds of Airflow's delays, up to `max_retry_delay`."""
    given = task.argument("max_retry_delay")
    cap = seconds_of(given.value) if given is not None else None
    if given is not None and given.value is not None and cap is None:
        ctx.report(MAX_RETRY_DELAY, given.span, given.code, task)
    limit = min(MAX_TASK_RETRY_DELAY, cap if cap is not None else MAX_TASK_RETRY_DELAY)
    count = min(task.retries or 0, MAX_DELAYS)
    steps = [min(limit, max(1, math.ceil(delay * factor**n))) for n in range(count)]
    while len(steps) > 1 and steps[-1] == steps[-2]:
        steps.pop()
    ctx.report(JITTER, task.span, "Airflow waits up to twice as long", task)
    numbers = [plain_number(step) for step in steps]
    return literal(numbers[0] if len(numbers) == 1 else numbers)


def _report_unused_cap(task: ir.Task, ctx: LowerContext) -> None:
    given = task.argument("max_retry_delay")
    if given is not None and given.value is not None:
        detail = "max_retry_delay without retry_exponential_backoff"
        ctx.report(INERT_ARGUMENT, given.span, detail, task)


def _report_unknown(task: ir.Task, ctx: LowerContext) -> None:
    given = task.argument("retry_exponential_backoff")
    span = given.span if given is not None else task.span
    ctx.report(UNMAPPED_ARGUMENT, span, "retry_exponential_backoff of unknown delays", task)
