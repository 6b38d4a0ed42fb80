"""Runs in Airflow's own interpreter: loads a folder with DagBag and prints its graphs as JSON.

`python graph_probe.py FOLDER` prints
`{"version": ..., "files": {path: {"error": ..., "dags": [...]}}}` with paths relative to FOLDER. It
needs nothing of this project, no database and no configuration.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def airflow_home() -> Iterator[None]:
    """Airflow's home: the one that the caller gave, else one that is gone afterwards."""
    if "AIRFLOW_HOME" in os.environ:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="graph_probe_") as home:
        os.environ["AIRFLOW_HOME"] = home
        yield


def prepare(folder: Path) -> None:
    """Point Airflow at the folder, before it is imported."""
    os.environ["AIRFLOW__CORE__DAGS_FOLDER"] = str(folder)
    os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
    os.environ["AIRFLOW__CORE__UNIT_TEST_MODE"] = "False"
    os.environ["AIRFLOW__LOGGING__LOGGING_LEVEL"] = "CRITICAL"
    os.environ["AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT"] = "120"
    sys.path.insert(0, str(folder))


def load(folder: Path) -> dict[str, Any]:
    """All files of the folder."""
    import airflow

    bag = dag_bag(folder)
    files: dict[str, Any] = {}
    for dag in bag.dags.values():
        place = str(Path(dag.fileloc).resolve().relative_to(folder))
        files.setdefault(place, {"error": None, "dags": []})["dags"].append(describe(dag))
    for path, error in bag.import_errors.items():
        place = path if not os.path.isabs(path) else str(Path(path).resolve().relative_to(folder))
        files.setdefault(place, {"dags": []})["error"] = error
    return {"version": airflow.__version__, "files": files}


def dag_bag(folder: Path) -> Any:
    """A DagBag of the folder, of whichever major this is."""
    try:
        from airflow.dag_processing.dagbag import DagBag
    except ImportError:
        from airflow.models.dagbag import DagBag
        from airflow.utils import db

        db.initdb()  # SubDagOperator and DatasetAlias ask it while a file is loaded.
        return DagBag(str(folder), include_examples=False, safe_mode=False, read_dags_from_db=False)
    return DagBag(str(folder), safe_mode=False, bundle_path=folder)


def describe(dag: Any) -> dict[str, Any]:
    """One DAG."""
    return {
        "dag_id": dag.dag_id,
        "tasks": {task.task_id: describe_task(task) for task in dag.tasks},
        "edges": sorted(
            [task.task_id, down] for task in dag.tasks for down in task.downstream_task_ids
        ),
        "groups": describe_groups(dag.task_group),
        "schedule": describe_schedule(dag),
        "params": sorted(dag.params),
        "default_args": sorted(dag.default_args),
        "tags": sorted(dag.tags or ()),
    }


def describe_task(task: Any) -> dict[str, Any]:
    """One task."""
    return {
        "operator": operator_of(task),
        "trigger_rule": str(getattr(task.trigger_rule, "value", task.trigger_rule)),
        "retries": task.retries,
        "mapped": is_mapped(task),
        "group": group_of(task),
        "setup": bool(task.is_setup),
        "teardown": bool(task.is_teardown),
        "fails_run": bool(getattr(task, "on_failure_fail_dagrun", False)),
    }


def is_mapped(task: Any) -> bool:
    """Whether it is expanded; 2.x has no attribute for it."""
    return "MappedOperator" in type(task).__name__


def operator_of(task: Any) -> str:
    """The fully qualified class, of a mapped task the one that it maps."""
    cls = type(task)
    if is_mapped(task) and not isinstance(task.operator_class, dict):
        cls = task.operator_class
    module = cls.__module__
    source = getattr(sys.modules.get(module), "__file__", None)
    if module.startswith("unusual_prefix_") and source:
        module = Path(source).stem
    return f"{module}.{cls.__qualname__}"


def group_of(task: Any) -> str | None:
    """The id of the group around a task."""
    group = task.task_group
    return None if group is None else group.group_id


def describe_groups(root: Any) -> dict[str, Any]:
    """All groups below the root."""
    found = {}
    for child in root.children.values():
        if hasattr(child, "children"):
            outer = child.parent_group
            mapped = type(child).__name__ == "MappedTaskGroup"
            parent = None if outer is None else outer.group_id
            found[child.group_id] = {"parent": parent, "mapped": mapped}
            found.update(describe_groups(child))
    return found


def describe_schedule(dag: Any) -> dict[str, Any]:
    """The timetable's class and what it repeats."""
    table = dag.timetable
    zone = getattr(dag.timezone, "name", None) or str(dag.timezone)
    value = getattr(table, "expression", None) or getattr(table, "_expression", None)
    delta = getattr(table, "delta", None) or getattr(table, "_delta", None)
    if value is None and delta is not None:
        value = delta.total_seconds() if hasattr(delta, "total_seconds") else str(delta)
    return {"timetable": type(table).__name__, "value": value, "timezone": zone}


def main() -> None:
    """Print the graphs of a folder; what Airflow itself prints goes to stderr."""
    folder = Path(sys.argv[1]).resolve()
    out, sys.stdout = sys.stdout, sys.stderr
    with airflow_home():
        prepare(folder)
        found = load(folder)
    json.dump(found, out)
    out.flush()


if __name__ == "__main__":
    main()
