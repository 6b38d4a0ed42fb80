"""Modules that DAG files import from Airflow's own development tools, which no DAG folder holds.

The system tests of every provider end in `list(dag.tasks) >> watcher()`: a task of the graph. What
such a module does to a graph is written down here, as a module; it is read where the tree has none.
"""

from __future__ import annotations

WATCHER = '''"""A task that fails the run when any other task has failed."""

from airflow.decorators import task
from airflow.exceptions import AirflowException


@task(trigger_rule="one_failed", retries=0)
def watcher():
    """Fail, so that the run fails with the task that it watches."""
    raise AirflowException("one of the watched tasks has failed")
'''

RUNNERS = '''"""What runs a system test under pytest."""

import os


def get_test_run(dag, **test_kwargs):
    """The test that runs a DAG."""

    def test_run():
        return None

    return test_run


def get_test_env_id(env_var_name="SYSTEM_TESTS_ENV_ID"):
    """The name that keeps the resources of two runs apart."""
    return os.environ.get(env_var_name)
'''

TEXTS = {
    "tests_common/test_utils/watcher.py": WATCHER,
    "tests/system/utils/watcher.py": WATCHER,
    "tests_common/test_utils/system_tests.py": RUNNERS,
    "tests/system/utils/__init__.py": RUNNERS,
}
"""Path -> text."""


def find(relative: str) -> str | None:
    """The path of a known module by its dotted name as a path, None where it is not known."""
    for path in (f"{relative}.py", f"{relative}/__init__.py"):
        if path in TEXTS:
            return path
    return None
