"""PythonSensor and `@task.sensor`: a task that calls the user's check until it is content.

Airflow: pokes every `poke_interval` seconds (60) until `timeout` (7 days) has passed, then fails
for good, or ends skipped with `soft_fail`. A `PokeReturnValue` brings an XCom (section 9).
Prefect: the same loop inside the task, the check as an inner function.
They differ in: `mode="reschedule"` frees Airflow's worker between two pokes, the loop keeps its
thread.
"""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.callables import Rewritten
from translator.lower.exceptions import FINAL_MODULE, FINAL_NAME, RETRYABLE
from translator.lower.syntax import Tree
from translator.lower.xcom_pushes import own_returns
from translator.plan import Code, Import, Tier

SENSORS = frozenset({"PythonSensor", "DecoratedSensorOperator"})
POKE_INTERVAL = 60
TIMEOUT = 7 * 24 * 3600

SOURCE = """\
deadline = time.monotonic() + {timeout}
while {test}:
    if time.monotonic() > deadline:
        {expired}
    {sleep}({interval})
"""
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
        Unpollable: an argument of the sensor is not known.
    """
    if rewritten.manual:
        return rewritten
    tree = Tree.parse(rewritten.source)
    valued = _valued(tree)
    poke = "await poke()" if tree.function.asynchronous else "poke()"
    skips = _flag(task, "soft_fail")
    final = not skips and task.retries != 0
    text = (VALUE_SOURCE if valued else SOURCE).format(
        timeout=_seconds(task, "timeout", TIMEOUT),
        interval=_seconds(task, "poke_interval", POKE_INTERVAL),
        poke=poke,
        sleep="await asyncio.sleep" if tree.function.asynchronous else "time.sleep",
        test=f"not {poke}",
        expired=_expired(task, skips, final, tier),
    )
    decorator = dict(rewritten.decorator)
    if final:
        decorator["retry_condition_fn"] = Code(RETRYABLE)
    return dataclasses.replace(
        rewritten,
        source=_wrapped(tree, valued, text),
        imports=rewritten.imports | _imports(tree, skips, final, tier),
        support=rewritten.support | _support(skips, final, tier),
        decorator=decorator,
        may_skip=rewritten.may_skip or skips,
    )


def _flag(task: ir.Task, name: str) -> bool:
    given = task.argument(name)
    return given is not None and given.value is True


def _seconds(task: ir.Task, name: str, default: int) -> str:
    given = task.argument(name)
    if given is None:
        return str(default)
    match given.value:
        case timedelta() as span:
            seconds = span.total_seconds()
        case bool() | None:
            raise Unpollable(f"{name}={given.code}")
        case int() | float() as seconds:
            pass
        case _:
            raise Unpollable(f"{name}={given.code}")
    return str(int(seconds)) if seconds == int(seconds) else str(seconds)


def _expired(task: ir.Task, skips: bool, final: bool, tier: Tier) -> str:
    message = '"the condition was not met in time"'
    if skips:
        plain = f'return Completed(name="Skipped", message={message})'
        return plain if tier == "plain" else f"raise Skip({message})"
    return f"raise {FINAL_NAME if final else 'TimeoutError'}({message})"


def _imports(tree: Tree, skips: bool, final: bool, tier: Tier) -> set[Import]:
    needed = {Import("time")} | ({Import("asyncio")} if tree.function.asynchronous else set())
    if skips:
        plain = Import("prefect.states", "Completed")
        return needed | {plain if tier == "plain" else Import("trigger_rules", "Skip")}
    if final:
        return needed | {Import(FINAL_MODULE, FINAL_NAME), Import(FINAL_MODULE, RETRYABLE)}
    return needed


def _support(skips: bool, final: bool, tier: Tier) -> set[str]:
    if skips:
        return {"trigger_rules"} if tier == "rules" else set()
    return {FINAL_MODULE} if final else set()


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
