"""Our graph of a DAG file is the one that Airflow's own DagBag builds."""

import importlib
from pathlib import Path

import pytest

from tests.reality.graph_cases import CASES
from tests.reality.graphs import airflow_graphs, compare, versions

pytestmark = pytest.mark.airflow

EXAMPLES = ("airflow.example_dags", "airflow.providers.standard.example_dags")
NO_DAG = {
    # Needs a package that is not installed; Airflow finds no DAG in it either.
    "example_kubernetes_executor.py",
    "example_local_kubernetes_executor.py",
}


def folder_of(package):
    return Path(importlib.import_module(package).__file__).parent


@pytest.fixture(scope="session")
def examples(request):
    """Package -> folder and what Airflow made of it."""
    found = {}
    for package in EXAMPLES:
        folder = folder_of(package)
        cache = request.config.cache
        found[package] = folder, airflow_graphs(folder, cache, key=versions())
    return found


@pytest.mark.parametrize("package", EXAMPLES)
def test_example_dags_are_read_as_airflow_reads_them(examples, package):
    folder, files = examples[package]
    problems = {}
    for path, theirs in files.items():
        differences, _ = compare(folder, path, theirs)
        if differences:
            problems[path] = differences
    assert problems == {}
    assert sum(len(theirs["dags"]) for theirs in files.values()) > 15


@pytest.mark.parametrize("package", EXAMPLES)
def test_example_dags_are_known_completely(examples, package):
    folder, files = examples[package]
    said = {}
    for path, theirs in files.items():
        diagnostics = [one for one in compare(folder, path, theirs)[1] if one.level >= 2]
        if diagnostics:
            said[path] = [str(one) for one in diagnostics]
    assert said == {}


@pytest.fixture(scope="session")
def cases(request, tmp_path_factory):
    """The folder of the written cases and what Airflow made of it."""
    folder = tmp_path_factory.mktemp("graph_cases")
    for name, text in CASES.items():
        (folder / f"{name}.py").write_text(text)
    return folder, airflow_graphs(folder, request.config.cache, key=versions())


@pytest.mark.parametrize("name", CASES)
def test_a_written_case_is_read_as_airflow_reads_it(cases, name):
    folder, files = cases
    theirs = files[f"{name}.py"]
    assert theirs["error"] is None, "Airflow does not load this case"
    differences, diagnostics = compare(folder, f"{name}.py", theirs)
    assert differences == []
    assert [str(one) for one in diagnostics] == []
