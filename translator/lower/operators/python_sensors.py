"""PythonSensor and `@task.sensor`: a task that calls the user's check until it is content.

Airflow: pokes every `poke_interval` seconds (60) until `timeout` (7 days) has passed, then fails
for good, or ends skipped with `soft_fail`. A `PokeReturnValue` brings an XCom (section 9).
Prefect: the same loop inside the task, the check as an inner function.
They differ in: `mode="reschedule"` frees Airflow's worker between two pokes, the loop keeps its
thread.
"""

from __future__ import annotations

import dataclasses

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.callables.exceptions import RETRYABLE
from translator.lower.callables.functions import Rewritten
from translator.lower.operators.polling import (
    POKE_INTERVAL,
    TIMEOUT,
    expired,
    is_set,
    needs,
    unpollable,
)
from translator.lower.operators.retries import plain_number, seconds_of
from translator.lower.syntax import Tree
from translator.lower.xcom.pushes import own_returns
from translator.plan import Code, Import, Tier

SOFTENED = ("AirflowFailException", "AirflowSensorTimeout")
"""What `soft_fail` makes a skip, beside a timeout of the sensor itself."""
SENSORS = frozenset({"PythonSensor", "DecoratedSensorOperator"})

SOURCE = """\
deadline = time.monotonic() + {timeout}
while not {poke}:
    if time.monotonic() > deadline:
        {expired}
    {sleep}({interval})
"""
# In the plain tier a skip is a state that the check returns, and a state is true.
SKIPPING_SOURCE = (
    SOURCE.replace("{poke}", "(answer := {poke})")
    + """\
if isinstance(answer, State):
    return answer
"""
)
VALUE_SOURCE = """\
deadline = time.monotonic() + {timeout}
while True:
    done, value = {poke}
    if done:
        return value
    if time.monotonic() > deadline:
        {expired}
    {sleep}({interval})
"""


class Unpollable(Exception):
    """Why a sensor has no translation."""


def as_sensor(task: ir.Task, rewritten: Rewritten, tier: Tier) -> Rewritten:
    """The rewritten check, inside a task function that repeats it.

    Raises:
        Unpollable: an argument of the sensor is not known, or its check ends in a way that the loop
            can't follow.
    """
    if rewritten.manual:
        return rewritten
    if lost := unpollable(task):
        raise Unpollable(lost)
    tree = Tree.parse(rewritten.source)
    valued = _valued(tree)
    returns_state = rewritten.may_skip and tier == "plain"
    skips = is_set(task, "soft_fail")
    if valued and returns_state:
        raise Unpollable("it returns a PokeReturnValue, or skips")
    if skips and _gives_up(task) and not rewritten.may_skip:
        raise Unpollable(f"soft_fail turns {' and '.join(SOFTENED)} into a skip")
    final = not skips and task.retries != 0
    imports, support = needs(tier, skips, final)
    if returns_state:
        imports |= {Import("prefect.states", "State")}
    source = VALUE_SOURCE if valued else SKIPPING_SOURCE if returns_state else SOURCE
    return dataclasses.replace(
        rewritten,
        source=_wrapped(tree, valued, _filled(source, task, tree, expired(tier, skips, final))),
        imports=rewritten.imports | imports | _clocks(tree),
        support=rewritten.support | support,
        decorator=dict(rewritten.decorator)
        | ({"retry_condition_fn": Code(RETRYABLE)} if final else {}),
        may_skip=rewritten.may_skip or skips,
    )


def _gives_up(task: ir.Task) -> bool:
    """Whether the check raises what `soft_fail` makes a skip."""
    return task.function is not None and any(name in task.function.source for name in SOFTENED)


def _filled(source: str, task: ir.Task, tree: Tree, late: str) -> str:
    awaited = tree.function.asynchronous is not None
    return source.format(
        timeout=_seconds(task, "timeout", TIMEOUT),
        interval=_seconds(task, "poke_interval", POKE_INTERVAL),
        poke="await poke()" if awaited else "poke()",
        sleep="await asyncio.sleep" if awaited else "time.sleep",
        expired=late,
    )


def _clocks(tree: Tree) -> frozenset[Import]:
    """`time` for the deadline, and what the loop sleeps with."""
    sleeper = "time" if tree.function.asynchronous is None else "asyncio"
    return frozenset({Import("time"), Import(sleeper)})


def _seconds(task: ir.Task, name: str, default: float) -> str:
    given = task.argument(name)
    if given is None or given.value is None:
        return str(plain_number(default))
    seconds = seconds_of(given.value)
    if seconds is None:
        raise Unpollable(f"{name}={given.code}")
    return str(plain_number(seconds))


def _valued(tree: Tree) -> bool:
    """Whether the check returns PokeReturnValue, here a pair, everywhere."""
    pairs = [is_pair(node.value) for node in own_returns(tree)]
    if any(pairs) and not all(pairs):
        raise Unpollable("it returns a PokeReturnValue in some places only")
    return bool(pairs) and all(pairs)


def is_pair(value: cst.CSTNode | None) -> bool:
    """Whether this is what `PokeReturnValue(...)` was rewritten to."""
    return isinstance(value, cst.Tuple) and len(value.elements) == 2 and bool(value.lpar)


def _wrapped(tree: Tree, valued: bool, text: str) -> str:
    """The function with its body as an inner `poke`, and the loop after it."""
    function = tree.function
    body = list(tree.body.body)
    docstring = body[:1] if function.get_docstring(clean=False) is not None else []
    inner = cst.FunctionDef(
        cst.Name("poke"),
        cst.Parameters(),
        tree.body.with_changes(body=body[len(docstring) :]),
        asynchronous=function.asynchronous,
        leading_lines=[cst.EmptyLine(indent=False)] if docstring else [],
    )
    loop = syntax.statements(text)
    first = syntax.with_leading(loop[0], [cst.EmptyLine(indent=False)])
    block = cst.IndentedBlock([*docstring, inner, first, *loop[1:]])
    return syntax.code(function.with_changes(body=block, returns=None)).strip("\n")
