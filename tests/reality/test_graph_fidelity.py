"""Our graph of a DAG file is the one that Airflow's own DagBag builds."""

import importlib
import os
from pathlib import Path

import pytest

from tests.reality.generate import generated
from tests.reality.graph_cases import CASES, CASES_2
from tests.reality.graphs import airflow_graphs, compare, versions
from translator.diagnostics import Severity

pytestmark = pytest.mark.airflow

EXAMPLES = ("airflow.example_dags", "airflow.providers.standard.example_dags")


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


SEEDS = range(80)


@pytest.fixture(scope="session")
def random_files(request, tmp_path_factory):
    """The folder of the generated files and what Airflow made of it."""
    folder = tmp_path_factory.mktemp("generated")
    for seed in SEEDS:
        (folder / f"g{seed}.py").write_text(generated(seed))
    return folder, airflow_graphs(folder, request.config.cache, key=versions())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_generated_file_is_read_as_airflow_reads_it(random_files, seed):
    """What Airflow refuses (a circle, most often) is refused here, too."""
    folder, files = random_files
    theirs = files[f"g{seed}.py"]
    differences, said = compare(folder, f"g{seed}.py", theirs)
    if theirs["error"] is not None:
        assert [one for one in said if one.level is Severity.ERROR], theirs["error"]
    else:
        assert differences == []
        assert [str(one) for one in said] == []


def test_most_generated_files_are_accepted(random_files):
    _, files = random_files
    assert sum(theirs["error"] is None for theirs in files.values()) > 0.8 * len(SEEDS)


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


AIRFLOW_2 = os.environ.get("AIRFLOW2_PYTHON", "")


@pytest.fixture(scope="session")
def cases_2(request, tmp_path_factory):
    """The cases as they are written for Airflow 2, and what 2.10 made of them."""
    if not AIRFLOW_2:
        pytest.skip("AIRFLOW2_PYTHON names no interpreter with Airflow 2.10")
    folder = tmp_path_factory.mktemp("graph_cases_2")
    for name, text in CASES_2.items():
        (folder / f"{name}.py").write_text(text)
    return folder, airflow_graphs(folder, request.config.cache, AIRFLOW_2)


@pytest.mark.airflow2
@pytest.mark.parametrize("name", CASES_2)
def test_a_case_is_read_as_airflow_2_reads_it(cases_2, name):
    folder, files = cases_2
    theirs = files[f"{name}.py"]
    assert theirs["error"] is None, "Airflow does not load this case"
    differences, diagnostics = compare(folder, f"{name}.py", theirs)
    assert differences == []
    assert [str(one) for one in diagnostics] == []
