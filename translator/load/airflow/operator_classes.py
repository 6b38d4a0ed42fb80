"""Which operators of Airflow's own are kinds of which: `isinstance(task, PythonOperator)`.

Of other providers' operators the bases are not known.
"""

from __future__ import annotations

PYTHON, BRANCH = "PythonOperator", "BaseBranchOperator"

BASES: dict[str, frozenset[str]] = {
    "BashOperator": frozenset(),
    "BranchDateTimeOperator": frozenset({BRANCH}),
    "BranchDayOfWeekOperator": frozenset({BRANCH}),
    "BranchPythonOperator": frozenset({BRANCH, PYTHON}),
    "EmailOperator": frozenset(),
    "EmptyOperator": frozenset(),
    "ExternalPythonOperator": frozenset({PYTHON}),
    "LatestOnlyOperator": frozenset({BRANCH}),
    "PythonOperator": frozenset(),
    "PythonVirtualenvOperator": frozenset({PYTHON}),
    "ShortCircuitOperator": frozenset({PYTHON}),
    "TriggerDagRunOperator": frozenset(),
}
"""Providers standard 1.21; `DummyOperator` is read as `EmptyOperator`."""

ALL = frozenset({"BaseOperator", "AbstractOperator", "DAGNode", "DependencyMixin"})
OTHER = frozenset({"DAG", "TaskGroup", "XComArg", "PlainXComArg", "BaseHook"})
SENSOR = "BaseSensorOperator"


def is_operator(operator: str, name: str) -> bool | None:
    """Whether an operator of the class `operator` is one of `name`'s; None: not known.

    Args:
        operator: canonical dotted name of its class.
        name: canonical dotted name of the class that is asked for.
    """
    kind, last = operator.rpartition(".")[2], name.rpartition(".")[2]
    if operator == name or last in ALL:
        return True
    if last in OTHER:
        return False
    if kind not in BASES or not operator.startswith("airflow."):
        return None
    if last in BASES or last in (SENSOR, BRANCH):
        return last in BASES[kind]
    return None
