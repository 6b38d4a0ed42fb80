"""A sensor is a loop inside its task: look, wait `poke_interval`, give up after `timeout`.

Airflow: 60 s between two pokes, 7 days until the timeout, which is final whatever `retries` says;
`soft_fail` makes it a skip (semantics, sections 2.4 and 9).
They differ in: `mode="reschedule"` and `deferrable` free Airflow's worker between two pokes, the
loop keeps its thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from translator import ir
from translator.lower.callables.exceptions import FINAL_MODULE, FINAL_NAME, RETRYABLE
from translator.lower.code import code_of
from translator.lower.operators.fields import Fields
from translator.lower.operators.retries import plain_number, seconds_of
from translator.lower.templates.compiler import Untranslatable
from translator.plan import Code, Import, Tier
from translator.rules.operators import UNMAPPED_ARGUMENT

POKE_INTERVAL = 60.0
TIMEOUT = 7 * 24 * 3600.0
MESSAGE = "the condition was not met in time"


@dataclass(frozen=True, slots=True)
class Loop:
    """The lines of a loop, and what they need."""

    lines: tuple[str, ...]
    imports: frozenset[Import]
    support: frozenset[str] = frozenset()
    decorator: Mapping[str, Code] = field(default_factory=dict)
    may_skip: bool = False


def polling(fields: Fields, waiting: str, *, endless: bool = False) -> Loop:
    """A loop that goes on while `waiting` (an expression) holds.

    Raises:
        Untranslatable: an argument steers the loop in a way that it does not go.
    """
    task, ctx = fields.task, fields.ctx
    if lost := unpollable(task):
        raise Untranslatable(lost, UNMAPPED_ARGUMENT)
    skips = is_set(task, "soft_fail") and not endless
    final = not is_set(task, "soft_fail") and task.retries != 0
    needed, support = needs(ctx.tier, skips, final)
    sleep = f"    time.sleep({_seconds(fields, 'poke_interval', POKE_INTERVAL)})"
    timely = (
        "    if time.monotonic() > deadline:",
        f"        {expired(ctx.tier, skips, final)}",
    )
    if endless:
        return Loop((f"while {waiting}:", sleep), frozenset({Import("time")}))
    return Loop(
        lines=(
            f"deadline = time.monotonic() + {_seconds(fields, 'timeout', TIMEOUT)}",
            f"while {waiting}:",
            *timely,
            sleep,
        ),
        imports=frozenset({Import("time"), *needed}),
        support=support,
        decorator={"retry_condition_fn": Code(RETRYABLE)} if final else {},
        may_skip=skips,
    )


def unpollable(task: ir.Task) -> str | None:
    """An argument that no loop of ours does justice to."""
    if lost := next((name for name in ("silent_fail", "never_fail") if is_set(task, name)), None):
        return f"{lost}=True"
    limit = task.argument("execution_timeout")
    if is_set(task, "soft_fail") and limit is not None and limit.value is not None:
        return "soft_fail makes a skip of the execution_timeout too"
    return None


def is_set(task: ir.Task, name: str) -> bool:
    """Whether an argument is True."""
    given = task.argument(name)
    return given is not None and given.value is True


def _seconds(fields: Fields, name: str, default: float) -> str:
    given = fields.given(name)
    if given is None:
        return str(plain_number(default))
    seconds = seconds_of(given.value)
    if seconds is not None:
        return str(plain_number(seconds))
    return fields.body.inline(code_of(given))


def expired(tier: Tier, skips: bool, final: bool, message: str = MESSAGE) -> str:
    """The statement that ends a sensor which has waited too long."""
    if skips and tier == "plain":
        return f'return Completed(name="Skipped", message={message!r})'
    error = "Skip" if skips else FINAL_NAME if final else "TimeoutError"
    return f"raise {error}({message!r})"


def needs(tier: Tier, skips: bool, final: bool) -> tuple[frozenset[Import], frozenset[str]]:
    """Imports and support modules of that statement."""
    if skips and tier == "plain":
        return frozenset({Import("prefect.states", "Completed")}), frozenset()
    if skips:
        return frozenset({Import("trigger_rules", "Skip")}), frozenset({"trigger_rules"})
    if final:
        names = frozenset({Import(FINAL_MODULE, FINAL_NAME), Import(FINAL_MODULE, RETRYABLE)})
        return names, frozenset({FINAL_MODULE})
    return frozenset(), frozenset()
