"""Random DAGs end under Prefect as they do under Airflow: both really run.

`RANDOM_AIRFLOW_DAGS` says how many, `RANDOM_SEED` from which on. By itself they are the same ones
in every run: what is red must be red again after the next change.
"""

import os

import pytest

from tests.equivalence.corpus import LOGICAL_DATE
from tests.equivalence.random_dags import text, write
from translator.graph import DagGraph
from translator.pipeline import translate_source
from translator.verification import verify_folder
from translator.verify.airflow_side import Run

COUNT = int(os.environ.get("RANDOM_AIRFLOW_DAGS", "12"))
SEED = int(os.environ.get("RANDOM_SEED", "739951000"))


def races(graph, tasks):
    """Whether a skip and a failure meet: Airflow then takes what it sees first (AP502)."""
    for name, task in graph.tasks.items():
        setups = graph.setups_of(name)
        found = {state for up in (*graph.upstream(name), *setups) for state in states(tasks[up])}
        mixed = "skipped" in found and found & {"failed", "upstream_failed"}
        if mixed and (setups or task.mapped or task.trigger_rule == "all_success"):
            return True
    return False


def states(pair):
    """Airflow's states of the instances of one task."""
    return pair.airflow if isinstance(pair.airflow, list) else [pair.airflow]


def told(translation, graph, tasks):
    """Whether all that differ may begin before a decision, or stand below such a task (AP505)."""
    late = {one.task_id for one in translation.diagnostics if one.code == "AP505"}
    differing = [name for name, pair in tasks.items() if pair.airflow != pair.prefect]
    return bool(late) and all(name in late or graph.ancestors(name) & late for name in differing)


def test_the_same_seed_gives_the_same_file():
    assert text(7) == text(7)
    assert len({text(seed).partition("with DAG")[2] for seed in range(50)}) == 50


@pytest.mark.airflow
@pytest.mark.prefect
def test_random_dags_end_as_in_airflow(tmp_path, sides):
    write(tmp_path, SEED, COUNT)
    different = {}
    for one in verify_folder(tmp_path, sides, run=Run("", {}, LOGICAL_DATE)):
        if one.equivalent is None:
            assert one.reason.startswith("Airflow"), one.reason
        elif not one.equivalent:
            found = translate_source((tmp_path / f"{one.dag_id}.py").read_text("utf-8"))
            graph = DagGraph(found.file.dags[0])
            if not races(graph, one.tasks) and not told(found, graph, one.tasks):
                different[one.dag_id] = one.differences
    assert different == {}
