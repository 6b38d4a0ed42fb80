"""The sample DAGs: our graph is Airflow's, and both orchestrators end with the same states."""

import json
from pathlib import Path

import pytest

from tests.reality.graphs import airflow_graphs, compare, versions
from translator.load.sources.tree import SourceTree
from translator.pipeline import load_source
from translator.verification import verify_folder
from translator.verify.airflow_side import Run

SAMPLES = Path(__file__).parents[2] / "sample_dags"
FILES = sorted(path.name for path in SAMPLES.glob("*.py"))

# Airflow 3 has none of the modules that these import: their graph is compared with this one.
LEGACY = {
    "legacy_sales_report.py": {
        "dag_id": "legacy_sales_report",
        "schedule": "30 6 * * *",
        "tasks": {"start", "fetch_sales", "summarize", "write_headline", "archive"},
        "edges": {
            ("start", "fetch_sales"),
            ("fetch_sales", "summarize"),
            ("summarize", "write_headline"),
            ("summarize", "archive"),
        },
    },
    "legacy_warehouse_load.py": {
        "dag_id": "legacy_warehouse_load",
        "schedule": "0 0 * * *",
        "tasks": {"choose_mode", "full_load", "delta_load", "done", "vacuum"}
        | {f"load_{t}_{m}" for t in ("customers", "orders", "products") for m in ("full", "delta")},
        "edges": {
            ("choose_mode", "full_load"),
            ("choose_mode", "delta_load"),
            ("done", "vacuum"),
        }
        | {
            edge
            for t in ("customers", "orders", "products")
            for m in ("full", "delta")
            for edge in ((f"{m}_load", f"load_{t}_{m}"), (f"load_{t}_{m}", "done"))
        },
    },
}
MODERN = [name for name in FILES if name not in LEGACY]


def test_every_sample_says_what_it_shows():
    assert len(FILES) >= 14
    for name in FILES:
        first = (SAMPLES / name).read_text().splitlines()[0]
        assert first.startswith(('"""', "# ")), name
        assert len(first) > 20, name


@pytest.mark.parametrize("name", LEGACY)
def test_a_legacy_sample_has_the_expected_graph(name):
    file, _ = load_source((SAMPLES / name).read_text(), name, tree=SourceTree(SAMPLES))
    (dag,) = file.dags
    assert {
        "dag_id": dag.dag_id,
        "schedule": dag.schedule.value,
        "tasks": {task.task_id for task in dag.tasks},
        "edges": {(edge.up, edge.down) for edge in dag.edges},
    } == LEGACY[name]
    assert dag.major in (1, 2)


@pytest.fixture(scope="session")
def graphs(request):
    return airflow_graphs(SAMPLES, request.config.cache, key=versions())


@pytest.mark.airflow
@pytest.mark.parametrize("name", MODERN)
def test_a_sample_has_the_graph_that_airflow_builds(graphs, name):
    differences, _ = compare(SAMPLES, name, graphs[name])
    assert differences == []


@pytest.fixture(scope="session")
def verified(once, sides):
    def run():
        found = verify_folder(SAMPLES, sides, run=Run("", logical_date="2024-03-05T00:00:00+00:00"))
        return {one.dag_id: one.as_json() for one in found}

    return once("samples", run)


# The DAGs of the modern files; a file can hold several.
DAG_IDS = sorted({Path(name).stem for name in MODERN} - {"source_factory"})
DAG_IDS += ["ingest_crm", "ingest_shop"]


@pytest.mark.airflow
@pytest.mark.prefect
@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_a_sample_ends_under_prefect_as_under_airflow(verified, dag_id):
    found = verified[dag_id]
    assert found["equivalent"] is True, json.dumps(found, indent=1)
    assert found["tasks"]
