"""A small reader of operator calls: `ir` objects for tests of `lower`, without the loader."""

from __future__ import annotations

import ast
import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from translator import ir
from translator.diagnostics import Sink, Span
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.names import NameTable
from translator.lower.operators.dispatch import lower_task
from translator.mappings import load_mappings
from translator.plan import TaskDef, Tier

STANDARD = "airflow.providers.standard"
CLASSES = {one.rsplit(".", 1)[-1]: one for one in load_mappings().operators}
NAMES = {"timedelta": datetime.timedelta, "datetime": datetime.datetime}
MAPPINGS = load_mappings()


def span(node: ast.AST) -> Span:
    return Span(
        "dag.py", node.lineno, node.col_offset + 1, node.end_lineno, node.end_col_offset + 1
    )


def expr(code: str, value: Any = None, loops: Mapping[str, Any] | None = None) -> ir.Expr:
    """An expression, evaluated with what `loops` says about loop variables."""
    names = {n.id for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Name)}
    if value is None:
        try:
            value = eval(code, {**NAMES, **(loops or {})})
        except NameError:
            value = ir.UNKNOWN
    inside = frozenset({1}) if names & set(loops or {}) else frozenset()
    return ir.Expr(code, Span("dag.py"), value, frozenset(names) - set(loops or {}), inside)


def task(source: str, loops: Mapping[str, Any] | None = None, **fields: Any) -> ir.Task:
    """The task that an operator's call makes, in one iteration of a loop over `loops`."""
    call = ast.parse(source).body[0].value
    assert isinstance(call, ast.Call)
    args = {
        kw.arg: expr(ast.get_source_segment(source, kw.value), None, loops) for kw in call.keywords
    }
    name = call.func.id
    frames = ()
    if loops:
        loop = ir.Loop(1, ", ".join(loops), expr("ITEMS"), 0, 2, Span("dag.py"), dict(loops))
        frames = (loop,)
    retries = args["retries"].value if "retries" in args else 0
    return ir.Task(
        **{
            "task_id": args["task_id"].value,
            "operator": CLASSES.get(name, f"example.{name}"),
            "span": span(call),
            "site": 1 if loops else hash(source),
            "args": args,
            "retries": retries,
            "trigger_rule": args["trigger_rule"].value if "trigger_rule" in args else "all_success",
            "frames": frames,
            **fields,
        }
    )


def context(
    *tasks: ir.Task,
    edges: tuple[tuple[str, str], ...] = (),
    major: Literal[1, 2, 3] = 3,
    tier: Tier = "plain",
    schedule: ir.Schedule | None = None,
    text: str = "",
    args: Mapping[str, str] | None = None,
    **dag: Any,
) -> LowerContext:
    """The context of a DAG with these tasks."""
    sink = Sink()
    one = ir.Dag(
        dag_id="example",
        span=Span("dag.py"),
        schedule=schedule or ir.Schedule("none"),
        tasks=tasks,
        edges=tuple(ir.Edge(*edge) for edge in edges),
        args={name: expr(code) for name, code in (args or {}).items()},
        major=major,
        **dag,
    )
    file = ir.DagFile("dag.py", text, "ok", (one,), major=major)
    return LowerContext(file, one, tier, sink, NameTable(sink), MAPPINGS)


def lower(
    source: str, *, loops: Mapping[str, Any] | None = None, **how: Any
) -> tuple[Lowered, LowerContext]:
    """One operator call, lowered, in a DAG that also has the upstream tasks of `up`."""
    up = how.pop("up", ())
    own = task(source, loops, **how.pop("fields", {}))
    others = [task(f"BashOperator(task_id={name!r}, bash_command='true')") for name in up]
    ctx = context(*others, own, edges=tuple((name, own.task_id) for name in up), text=source, **how)
    return lower_task(own, ctx), ctx


def definition(source: str, **how: Any) -> str:
    """The source of the task function made for a call."""
    lowered, _ = lower(source, **how)
    assert lowered.definition is not None
    return lowered.definition.source


def decorator(source: str, **how: Any) -> dict[str, str]:
    """The decorator's arguments, as text."""
    lowered, _ = lower(source, **how)
    assert isinstance(lowered.definition, TaskDef)
    return {name: code.text for name, code in lowered.definition.decorator.items()}


def codes(source: str, **how: Any) -> list[str]:
    """The codes of what lowering a call reports."""
    _, ctx = lower(source, **how)
    return [one.code for one in ctx.sink.sorted()]


def renamed(one: ir.Task, **changes: Any) -> ir.Task:
    return replace(one, **changes)
