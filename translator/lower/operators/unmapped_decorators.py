"""`@task.docker`, `@task.kubernetes` and the like: the function as a task that raises first.

Airflow: runs the function in a container or another environment. Prefect: a task runs where its
flow does. The function is translated as that of any task and keeps its place in the graph; where
the flow's work pool gives it the environment, taking the `raise` away is all that is left to do.
"""

from __future__ import annotations

import dataclasses

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.airflow_names import file_imports
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.operators.manual import lower_manual
from translator.lower.operators.python_operators import lower_python_task
from translator.lower.syntax import Tree
from translator.rules.operators import DECORATOR_UNMAPPED

PLAIN = "airflow.providers.standard.decorators.python._PythonDecoratedOperator"


def lower_elsewhere(task: ir.Task, ctx: LowerContext) -> Lowered:
    """The task of a function that runs in an environment of its own."""
    if task.function is None or task.function.name == "<lambda>":
        return lower_manual(task, ctx, DECORATOR_UNMAPPED, task.operator)
    ctx.report(DECORATOR_UNMAPPED, task.span, task.operator, task)
    lowered = lower_python_task(dataclasses.replace(task, operator=PLAIN), ctx)
    if lowered.definition is None or lowered.definition.manual:
        return lowered
    return Lowered(
        dataclasses.replace(
            lowered.definition,
            source=_raising(lowered.definition.source, task),
            names=lowered.definition.names | _names(task, ctx),
            manual=True,
        ),
        dataclasses.replace(lowered.use, support="manual"),
    )


def _raising(source: str, task: ir.Task) -> str:
    """The function with a `raise` before its first statement, after the docstring."""
    tree = Tree.parse(source)
    body = list(tree.body.body)
    count = 1 if tree.function.get_docstring(clean=False) is not None else 0
    title = f"{DECORATOR_UNMAPPED.code} {DECORATOR_UNMAPPED.title}: {task.operator}"
    line = syntax.statement(f"raise NotImplementedError({title!r})")
    first = syntax.with_leading(line, [syntax.comment(one) for one in _decorators(task)])
    block = cst.IndentedBlock([*body[:count], first, *body[count:]])
    return syntax.code(tree.function.with_changes(body=block)).strip("\n")


def _decorators(task: ir.Task) -> tuple[str, ...]:
    """The decorators as comment lines."""
    assert task.function is not None
    written = [f"@{one.removeprefix('@')}" for one in task.function.decorators]
    return tuple(line for one in written for line in one.split("\n"))


def _names(task: ir.Task, ctx: LowerContext) -> frozenset[str]:
    """Names of the module that the decorator's arguments read."""
    used = frozenset(name for expr in task.args.values() for name in expr.names)
    return used.difference(file_imports(ctx.file))
