"""`pytest --update-golden` writes what comes out instead of comparing it.

Airflow and Prefect are asked in subprocesses: `AIRFLOW_PYTHON` and `PREFECT_PYTHON` name other
interpreters than the one that runs the tests.
"""

import contextlib
import json
import os
import sys
import time

import pytest
from hypothesis import settings

# The same examples in every run, unless more of them are asked for: `RANDOM_DAGS=5000 pytest ...`.
settings.register_profile("same", derandomize=True)
if "RANDOM_DAGS" not in os.environ:
    settings.load_profile("same")


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected files")


@pytest.fixture
def update_golden(request):
    return request.config.getoption("--update-golden")


# What is slow and the same for every worker of a run ---------------------------------------------


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory, request):
    """A folder that all pytest-xdist workers of one run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if hasattr(request.config, "workerinput") else base) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@contextlib.contextmanager
def exclusive(lock, patience=1200):
    """Only one worker at a time: a folder is the lock."""
    deadline = time.monotonic() + patience
    while True:
        try:
            lock.mkdir()
            break
        except FileExistsError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
    try:
        yield
    finally:
        lock.rmdir()


@pytest.fixture(scope="session")
def once(shared_folder):
    """`once(name, compute)`: what `compute` returns (JSON), computed by one worker for all."""

    def result(name, compute):
        path = shared_folder / f"{name}.json"
        with exclusive(shared_folder / f"{name}.lock"):
            if not path.exists():
                path.write_text(json.dumps(compute()))
        return json.loads(path.read_text())

    return result


# Airflow and Prefect -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def airflow_python():
    return os.environ.get("AIRFLOW_PYTHON", sys.executable)


@pytest.fixture(scope="session")
def prefect_python():
    return os.environ.get("PREFECT_PYTHON", sys.executable)


@pytest.fixture(scope="session")
def airflow_cache(once, shared_folder, airflow_python):
    """A folder with a migrated Airflow database."""
    from translator.verify.airflow_side import prepared_home

    once("airflow", lambda: str(prepared_home(airflow_python, shared_folder)))
    return shared_folder


@pytest.fixture(scope="session")
def sides(airflow_python, prefect_python, airflow_cache):
    """Where `translator.verification` runs DAGs and flows."""
    from translator.verification import Sides

    return Sides(airflow_python, prefect_python, timeout=60, cache=airflow_cache)
