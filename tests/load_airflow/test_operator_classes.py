"""`isinstance` of tasks, groups and DAGs."""

import json
import subprocess

import pytest

from tests.load_airflow.reading import inside, read, read_dag
from translator.load.airflow.operator_classes import BASES, BRANCH, is_operator

ASK = """
import importlib, json, pkgutil
import airflow.providers.standard.operators as package
found = {}
for one in pkgutil.iter_modules(package.__path__):
    try:
        module = importlib.import_module(f"{package.__name__}.{one.name}")
    except ImportError:
        continue
    for name, kind in vars(module).items():
        if isinstance(kind, type):
            found[name] = [base.__name__ for base in kind.__mro__[1:]]
print(json.dumps(found))
"""


@pytest.mark.airflow
def test_the_bases_are_those_of_airflow(airflow_python):
    done = subprocess.run([airflow_python, "-c", ASK], capture_output=True, text=True, check=True)
    real = json.loads(done.stdout.splitlines()[-1])
    asked = {*BASES, BRANCH}
    for name in BASES.keys() & real.keys():
        assert BASES[name] == asked & set(real[name]), name
    assert len(BASES.keys() & real.keys()) >= 10


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("isinstance(a, list)", False),
        ("isinstance([a], list)", True),
        ("isinstance(a, (list, tuple))", False),
        ("isinstance(a, object)", True),
        ("isinstance(a, BaseOperator)", True),
        ("isinstance(a, BashOperator)", True),
        ("isinstance(a, PythonOperator)", False),
        ("isinstance(a, TaskGroup)", False),
        ("isinstance(g, TaskGroup)", True),
        ("isinstance(g, BaseOperator)", False),
        ("isinstance(dag_, (DAG, str))", True),
        ("isinstance(dag_, dict)", False),
    ],
)
def test_isinstance(test, expected):
    dag = read_dag(
        inside(
            f"""
            a = BashOperator(task_id="a", bash_command="x")
            with TaskGroup("g") as g:
                pass
            empty("yes" if {test} else "no")
            """
        )
    )
    assert [task.task_id for task in dag.tasks] == ["a", "yes" if expected else "no"]


BOTH = """
class Both(BashOperator, PythonOperator):
    pass

class Mixed(BashOperator, acme.Mixin):
    pass

"""


@pytest.mark.parametrize(
    ("made", "asked", "expected"),
    [
        ("Both", "PythonOperator", True),
        ("Both", "BashOperator", True),
        ("Both", "EmptyOperator", False),
        ("Mixed", "BashOperator", True),
    ],
)
def test_every_base_of_a_class_of_the_tree_counts(made, asked, expected):
    body = inside(f'a = {made}(task_id="a")\nempty("yes" if isinstance(a, {asked}) else "no")')
    dag = read_dag(f"import acme\n{BOTH}{body}")
    assert [task.task_id for task in dag.tasks] == ["a", "yes" if expected else "no"]


def test_a_base_that_is_not_known_leaves_the_answer_open():
    body = inside('a = Mixed(task_id="a")\nempty("yes" if isinstance(a, PythonOperator) else "no")')
    found, said = read(f"import acme\n{BOTH}{body}")
    assert not found.dags[0].complete
    assert any("isinstance" in str(one) or "the type of" in str(one) for one in said)


def test_bases_of_other_providers_are_not_known():
    other = "airflow.providers.acme.operators.load.LoadOperator"
    assert is_operator(other, "airflow.providers.standard.operators.python.PythonOperator") is None
    assert is_operator(other, "airflow.sdk.BaseOperator") is True
    assert is_operator(other, "airflow.sdk.DAG") is False
