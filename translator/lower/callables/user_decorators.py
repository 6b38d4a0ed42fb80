"""The user's own decorators stay on a task function; Airflow's go."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.airflow_names import canonical, is_airflow

# They say how a class hands out a function; the function itself does not need them.
OF_METHODS = frozenset({"staticmethod", "classmethod"})

# Where the decorators live that make a function a task, a setup, ...
TASK_DECORATORS = ("airflow.sdk.", "airflow.decorators.")


@dataclass(frozen=True, slots=True)
class Decorators:
    """The decorators of a callable, told apart."""

    kept: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """Airflow's, but not known to be harmless: `provide_session`."""


def decorators_of(
    function: ir.Function,
    imports: Mapping[str, str],
    taskflow: bool,
    building: Collection[str] = (),
) -> Decorators:
    """What becomes of the decorators of `function`.

    One of `building`, the user's functions that make tasks, got the function as those below it
    left it: it and those above are gone with the DAG's construction.
    """
    kept: list[str] = []
    unknown: list[str] = []
    makers = [i for i, source in enumerate(function.decorators) if _head(source) in building]
    below = makers[-1] + 1 if makers else 0
    for source in function.decorators[below:]:
        if function.owner and source in OF_METHODS:
            continue
        name = _name(source, imports)
        if name is None or not is_airflow(name):
            if not (taskflow and _of_a_dag(source)):
                kept.append(source)
        elif not name.startswith(TASK_DECORATORS):
            unknown.append(name)
    return Decorators(tuple(kept), tuple(unknown))


def makes_task(source: str, imports: Mapping[str, str]) -> bool:
    """Whether a decorator is Airflow's `@task`, `@task.branch`, `@setup`, ..."""
    name = _name(source.strip(), imports)
    return name is not None and name.startswith(TASK_DECORATORS)


def _head(source: str) -> str | None:
    node = syntax.expression(source.removeprefix("@"))
    while isinstance(node, cst.Call):
        node = node.func
    return syntax.dotted(node)


def _name(source: str, imports: Mapping[str, str]) -> str | None:
    head = _head(source)
    if head is None:
        return None
    first, _, rest = head.partition(".")
    target = imports.get(first)
    if target is None:
        return None
    return canonical(f"{target}.{rest}") if rest else target


def _of_a_dag(source: str) -> bool:
    """`@dag.task`, `@my_dag.task.branch(...)`."""
    head = _head(source) or ""
    return head.split(".")[1:2] == ["task"]
