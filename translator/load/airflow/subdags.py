"""`SubDagOperator` (up to 2.x): a DAG as a task; its tasks are a group of the outer DAG.

The sub-DAG stays a DAG of its own here; the operator's task stands for it, as in Airflow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.load.airflow import operators
from translator.load.airflow.dags import DagObject
from translator.load.airflow.nodes import refuse, unknown_dependency
from translator.load.language.values import Arguments, Value

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


def create_subdag(ev: Evaluator, name: str, args: Arguments) -> Value:
    """The operator's task; the sub-DAG is remembered under its task."""
    task = operators.create_operator(ev, name, args)
    subdag = args.get("subdag")
    if not isinstance(subdag, DagObject):
        unknown_dependency(ev, "the sub-DAG of a SubDagOperator", getattr(task, "dag", None))
    else:
        subdag.raw["is_subdag"] = task
        owner = getattr(task, "dag", None)
        expected = f"{owner.dag_id}.{getattr(task, 'task_id', '')}" if owner else None
        if expected is not None and subdag.dag_id != expected and not subdag.symbolic:
            refuse(ev, f"the sub-DAG must be called {expected!r}, not {subdag.dag_id!r}", owner)
    return task
