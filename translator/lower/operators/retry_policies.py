"""`retry_policy=ExceptionRetryPolicy(rules=[...])` becomes a `retry_condition_fn`.

Airflow: the first rule that matches the exception says whether the task fails at once or is
retried, and after which delay. Prefect: a function says whether to retry; the delay is the same
for all exceptions, so a rule with a delay of its own is told (AP203).
"""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from typing import Any

from translator import ir
from translator.lower.context_types import LowerContext
from translator.lower.operators.retries import DEFAULT_RETRY_DELAY, seconds_of
from translator.plan import Code
from translator.rules.operators import UNMAPPED_ARGUMENT

POLICY = "ExceptionRetryPolicy"
ACTION = ".RetryAction."


@dataclass(frozen=True, slots=True)
class _Rule:
    exception: type[BaseException]
    fails: bool
    delay: float | None


def lower_retry_policy(task: ir.Task, ctx: LowerContext) -> dict[str, Code]:
    """`retry_condition_fn` from `retry_policy`; empty where there is none, or nothing to say."""
    given = task.argument("retry_policy")
    if given is None or given.value is None or task.retries == 0:
        return {}
    rules = _rules(given.value)
    if rules is None or _entangled(rules):
        ctx.report(UNMAPPED_ARGUMENT, given.span, f"retry_policy={given.code}", task)
        return {}
    if any(one.delay not in (None, _delay(task)) for one in rules if not one.fails):
        ctx.report(UNMAPPED_ARGUMENT, given.span, "retry_delay of a rule of retry_policy", task)
    names = [one.exception.__name__ for one in rules if one.fails]
    if not names:
        return {}
    listed = names[0] if len(names) == 1 else f"({', '.join(names)})"
    text = f"lambda task, task_run, state: not isinstance(state.data, {listed})"
    return {"retry_condition_fn": Code(text)}


def _delay(task: ir.Task) -> float | None:
    given = task.argument("retry_delay")
    return DEFAULT_RETRY_DELAY if given is None else seconds_of(given.value)


def _rules(policy: Any) -> list[_Rule] | None:
    """The rules of a policy; None where one is not known well enough."""
    if not isinstance(policy, ir.Opaque) or not policy.name.endswith(POLICY):
        return None
    given = policy.args[0] if policy.args else policy.kwargs.get("rules")
    if not isinstance(given, list | tuple):
        return None
    found = [_rule(one) for one in given]
    return None if None in found else [one for one in found if one is not None]


def _rule(value: Any) -> _Rule | None:
    if not isinstance(value, ir.Opaque) or value.args:
        return None
    named, action = value.kwargs.get("exception"), value.kwargs.get("action")
    exception = _exception(named)
    if exception is None or not isinstance(action, ir.NameRef) or ACTION not in action.name:
        return None
    delay = value.kwargs.get("retry_delay")
    return _Rule(exception, action.name.endswith(".FAIL"), seconds_of(delay))


def _exception(named: Any) -> type[BaseException] | None:
    name = named.name if isinstance(named, ir.NameRef) else named
    if not isinstance(name, str):
        return None
    found = getattr(builtins, name.removeprefix("builtins."), None)
    return found if isinstance(found, type) and issubclass(found, BaseException) else None


def _entangled(rules: list[_Rule]) -> bool:
    """Whether a rule to retry hides a part of a later one to fail."""
    return any(
        not early.fails and late.fails and issubclass(early.exception, late.exception)
        for position, early in enumerate(rules)
        for late in rules[position + 1 :]
    )
