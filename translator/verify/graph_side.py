"""Compare our graphs with those that Airflow's own DagBag builds; no task is run."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from translator import ir
from translator.verify.airflow_side import SETTINGS, ProbeError, clean_environment
from translator.verify.compare import Comparison, Pair

PROBE = Path(__file__).with_name("graph_probe.py")


def airflow_graphs(python: str | Path, folder: Path) -> dict[str, Any]:
    """What DagBag builds of every file of `folder`, by relative path.

    Raises:
        ProbeError: the interpreter has no Airflow, or it gave no answer.
    """
    with tempfile.TemporaryDirectory(prefix="airflow2prefect-") as home:
        environment = clean_environment() | SETTINGS | {"AIRFLOW_HOME": home}
        done = subprocess.run(
            [str(python), str(PROBE), str(folder.resolve())],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise ProbeError(f"the Airflow probe failed:\n{done.stderr.strip()[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)["files"]
    return found


def compare_graph(dag: ir.Dag, theirs: Mapping[str, Any]) -> Comparison:
    """Tasks, edges, trigger rules and mapping of one DAG."""
    lines = list(_differences(dag, theirs))
    tasks = {
        task.task_id: Pair(*(("there",) * 2))
        for task in dag.tasks
        if task.task_id in theirs["tasks"]
    }
    return Comparison(
        dag.dag_id, not lines, "; ".join(lines[:3]) or None, run=Pair(None, None), tasks=tasks
    )


def _differences(dag: ir.Dag, theirs: Mapping[str, Any]) -> Iterator[str]:
    ours = {task.task_id: task for task in dag.tasks}
    for task_id in sorted(ours.keys() ^ theirs["tasks"].keys()):
        yield f"task {task_id} is only {'ours' if task_id in ours else 'theirs'}"
    for task_id in sorted(ours.keys() & theirs["tasks"].keys()):
        mine, its = ours[task_id], theirs["tasks"][task_id]
        if mine.trigger_rule != its["trigger_rule"]:
            yield f"{task_id}: {mine.trigger_rule}, not {its['trigger_rule']}"
        if (mine.mapped is not None) != its["mapped"]:
            yield f"{task_id}: {'not ' if mine.mapped is None else ''}mapped"
    edges = {(edge.up, edge.down) for edge in dag.edges}
    wanted = {(up, down) for up, down in theirs["edges"]}
    for up, down in sorted(edges ^ wanted):
        yield f"edge {up} -> {down} is only {'ours' if (up, down) in edges else 'theirs'}"
