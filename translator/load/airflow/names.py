"""One canonical name for everything that Airflow has called differently over three majors.

The data is `operator_mappings/airflow_names.json`: old dotted name -> Airflow 3 name, null where it
was removed. A name that is not in it stays as it was written.
"""

from __future__ import annotations

import json
from functools import lru_cache

from translator.resources import data_folder

REMOVED = {
    "airflow.operators.subdag_operator.SubDagOperator": "airflow.operators.subdag.SubDagOperator",
    "airflow.operators.subdag.SubDagOperator": "airflow.operators.subdag.SubDagOperator",
    "airflow.operators.SubDagOperator": "airflow.operators.subdag.SubDagOperator",
}
"""Removed in Airflow 3: the last name that it had."""

FLAT_PACKAGES = (
    "airflow.operators",
    "airflow.sensors",
    "airflow.hooks",
    "airflow.contrib.operators",
    "airflow.contrib.sensors",
    "airflow.contrib.hooks",
)

_PACKAGES = """
    api api_connexion api_fastapi api_internal assets callbacks cli configuration contrib
    dag_processing datasets decorators example_dags exceptions executors hooks io jobs kubernetes
    lineage listeners macros metrics migrations models notifications operators plugins_manager
    policies providers sdk secrets security sensors serialization settings stats task task_runner
    template templates ti_deps timetables traces triggers typing_compat utils version www
"""
AIRFLOW_PACKAGES = frozenset(_PACKAGES.split())
"""What `airflow.<name>` is Airflow's own, even where the source tree has a folder `airflow`."""


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str | None], dict[str, str]]:
    """The exact names, and the modules that moved as a whole."""
    path = data_folder("operator_mappings") / "airflow_names.json"
    names: dict[str, str | None] = json.loads(path.read_text(encoding="utf-8"))["names"]
    modules = {key[:-2]: value for key, value in names.items() if key.endswith(".*") and value}
    return names, modules


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """The Airflow 3 name of a dotted name; the name itself where there is none."""
    if not name.startswith("airflow."):
        return name
    names, modules = _tables()
    if name in REMOVED:
        return REMOVED[name]
    # All sensors were once in one module: `airflow.operators.sensors.TimeDeltaSensor`.
    flat = name.replace("airflow.operators.sensors.", "airflow.sensors.", 1)
    found = names.get(name) or _flat().get(flat)
    if found is not None:
        return found
    return _in_parent(name, names, modules)


@lru_cache(maxsize=1)
def _flat() -> dict[str, str]:
    """Classes as 1.10 also had them, without their module: `airflow.operators.BashOperator`."""
    names, _ = _tables()
    found: dict[str, str] = {}
    for old, new in names.items():
        package, _, last = old.rpartition(".")
        parent = package.rpartition(".")[0]
        if new is not None and parent in FLAT_PACKAGES and last[:1].isupper():
            found.setdefault(f"{parent}.{last}", new)
    return found


def _in_parent(name: str, names: dict[str, str | None], modules: dict[str, str]) -> str:
    """An attribute of something that moved: `airflow.models.DAG.get_dag`."""
    parent, _, last = name.rpartition(".")
    while parent.count("."):
        if parent in modules:
            return canonical(f"{modules[parent]}.{last}")
        found = names.get(parent)
        if found is not None:
            return f"{found}.{last}"
        parent, _, before = parent.rpartition(".")
        last = f"{before}.{last}"
    return name


def is_airflow(name: str) -> bool:
    """Whether a dotted name is of Airflow itself or of a provider."""
    first, _, rest = name.partition(".")
    return first == "airflow" and (not rest or rest.partition(".")[0] in AIRFLOW_PACKAGES)


def is_removed(name: str) -> bool:
    """Whether Airflow 3 has no such thing any more."""
    names, _ = _tables()
    return name in names and names[name] is None
