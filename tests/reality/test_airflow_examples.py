"""Airflow's own example DAGs: translated without a fault of ours, importable, equivalent."""

import json
import subprocess

import pytest

from tests.equivalence.check import errors_of
from tests.equivalence.corpus import LOGICAL_DATE
from tests.reality.examples import PACKAGES, folder_of, recorded
from translator.verification import compare_all, emit, translations
from translator.verify.airflow_side import Run

pytestmark = pytest.mark.airflow

IMPORT_ALL = """
import importlib.util, json, sys, traceback
from pathlib import Path
folder = Path(sys.argv[1])
sys.path.insert(0, str(folder))
found = {}
for name in json.load(sys.stdin):
    try:
        spec = importlib.util.spec_from_file_location(Path(name).stem, folder / name)
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
    except ModuleNotFoundError as error:
        found[name] = f"missing {error.name}"
    except BaseException as error:
        found[name] = traceback.format_exc(limit=-2)
sys.stdout = sys.__stdout__
print(json.dumps(found))
"""

# Third-party packages that an example itself imports and that are no test dependency.
THIRD_PARTY = {"pandas", "kubernetes", "airflow", "s3fs", "pyarrow", "requests"}

# Different in every run, only in a place that no task reads, or for what else is in the folder.
NOT_COMPARED = {
    "tutorial": "prints the time of day",
    "example_bash_operator": "prints the folder that it is in",
    "example_branch_datetime_operator_2": "decides by the time of day",
    "example_branch_operator": "chooses at random",
    "example_branch_python_operator_decorator": "chooses at random",
    "example_external_task": "waits for a run of another flow; Airflow's test run does not",
    "read_asset_event": "its asset has two names in the folder: for Airflow one is inactive",
    "read_asset_event_from_classic": "its asset has two names in the folder, as above",
}


@pytest.fixture(scope="session")
def translated():
    return {package: translations(folder_of(package), folder_of(package)) for package in PACKAGES}


@pytest.fixture(scope="session")
def every(translated):
    return [one for found in translated.values() for one in found]


def test_no_example_is_a_fault_of_ours(every):
    faults = {
        one.path: (one.traceback or "")[-600:]
        for one in every
        if any(found.code.startswith("AP9") for found in one.diagnostics)
    }
    assert faults == {}
    assert len(every) > 60


def test_what_is_not_translated_has_a_code(every):
    for one in every:
        if one.text is None:
            assert [found.code for found in one.diagnostics if str(found.level) == "error"], (
                one.path
            )
        elif "NotImplementedError" in one.text:
            assert any(found.code in one.text for found in one.diagnostics), one.path


def test_no_emitted_module_imports_airflow_unless_it_says_so(every):
    for one in every:
        imports = [line for line in (one.text or "").splitlines() if " airflow" in line]
        imports = [line for line in imports if line.lstrip().startswith(("import ", "from "))]
        if any(line.split()[1].split(".")[0] == "airflow" for line in imports):
            assert "AP205" in {found.code for found in one.diagnostics}, one.path


@pytest.mark.prefect
@pytest.mark.parametrize("package", PACKAGES)
def test_every_output_imports_with_prefect(translated, package, tmp_path, prefect_python):
    emitted = emit(translated[package], folder_of(package), tmp_path)
    names = sorted({subject.module for subject in emitted.subjects.values()})
    done = subprocess.run(
        [prefect_python, "-c", IMPORT_ALL, str(tmp_path)],
        input=json.dumps(names),
        capture_output=True,
        text=True,
        check=True,
    )
    problems = json.loads(done.stdout.splitlines()[-1])
    missing = {f"missing {name}" for name in THIRD_PARTY}
    assert {name: text for name, text in problems.items() if text not in missing} == {}
    assert len(names) > 10


@pytest.fixture(scope="session")
def compared(translated, tmp_path_factory, sides, once):
    """DAG id → comparison of Airflow's recording with the emitted flow, run by Prefect."""
    if recorded() is None:
        pytest.skip("other versions of Airflow's packages than were recorded")

    def compute():
        answers, found = recorded(), {}
        for package, made in translated.items():
            emitted = emit(made, folder_of(package), tmp_path_factory.mktemp("examples"))
            runs = {
                dag_id: Run(dag_id, logical_date=LOGICAL_DATE)
                for dag_id in emitted.subjects
                if answers[dag_id]["state"]
            }
            found |= {
                one.dag_id: one.as_json() for one in compare_all(emitted, answers, runs, sides)
            }
        return found

    return once("examples", compute)


@pytest.mark.prefect
def test_examples_end_under_prefect_as_under_airflow(translated, compared):
    told = {
        dag.dag_id: errors_of(one)
        for found in translated.values()
        for one in found
        for dag in one.file.dags
    }
    silent = {
        dag_id: one["reason"]
        for dag_id, one in compared.items()
        if one["equivalent"] is not True and not told[dag_id] and dag_id not in NOT_COMPARED
    }
    assert silent == {}
    assert sum(one["equivalent"] is True for one in compared.values()) > 80
