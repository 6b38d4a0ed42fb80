"""Which Airflow a file is for, and what differs."""

import pytest

from tests.load_airflow.reading import codes, edges, read
from translator.load.entry import load_file
from translator.load.sources.majors import Clues, guess_major
from translator.load.sources.source import SourceFile
from translator.load.sources.tree import SourceTree

FILES = [
    ("from airflow.sdk import DAG", 3),
    ("from airflow.providers.standard.operators.bash import BashOperator", 3),
    ("from airflow import DAG", 3),
    ("from airflow import DAG\nDAG('d', fail_fast=True)", 3),
    ("from airflow import DAG\nDAG('d', schedule_interval='@daily')", 2),
    ("from airflow.decorators import task", 2),
    ("from airflow.operators.bash import BashOperator", 2),
    ("from airflow.operators.bash_operator import BashOperator", 1),
    ("from airflow.contrib.hooks.x_hook import X", 1),
    ("from airflow.operators import BashOperator", 1),
    ("from airflow.sensors.base_sensor_operator import BaseSensorOperator", 1),
    ("from airflow.operators.dummy_operator import D\nfrom airflow.decorators import task", 2),
    ("from airflow.operators.bash_operator import B\nfrom airflow.providers.x.y import Z", 2),
]


@pytest.mark.parametrize(("text", "major"), FILES)
def test_the_imports_tell(text, major):
    assert (guess_major(Clues(SourceFile("dag.py", text))) or 3) == major


OLD = """
from airflow import DAG
from airflow.operators.dummy_operator import DummyOperator
from airflow.operators.python_operator import PythonOperator
from airflow.utils.helpers import chain, cross_downstream

dag = DAG("old", "text", "@daily", default_args={"owner": "me", "retries": 2})
a = DummyOperator(task_id="a", dag=dag)
b = DummyOperator(task_id="b", dag=dag, trigger_rule="dummy")
c = PythonOperator(task_id="c", python_callable=print, provide_context=True, dag=dag)
d = DummyOperator(task_id="d")
a.set_downstream({b, c})
dag >> d
chain(c, d)
"""


def test_an_old_file():
    found, said = read(OLD, head="")
    (dag,) = found.dags
    assert (codes(said), dag.major, dag.complete) == ([], 1, True)
    assert dag.schedule.value == "0 0 * * *"
    assert edges(dag) == [("a", "b"), ("a", "c"), ("c", "d")]
    assert dag.task("b").trigger_rule == "always"
    assert {task.task_id: task.retries for task in dag.tasks} == {"a": 2, "b": 2, "c": 2, "d": 0}
    assert dag.task("a").operator == "airflow.providers.standard.operators.empty.EmptyOperator"


EMPTY_GROUP = """
with DAG("d", schedule=None):
    a, b = empty("a"), empty("b")
    with TaskGroup("g") as g:
        pass
    a >> g >> b
"""


@pytest.mark.parametrize(("major", "expected"), [(2, []), (3, [("a", "b")])])
def test_an_empty_group_is_a_bridge_only_in_3(major, expected):
    found, _ = read(EMPTY_GROUP, major=major)
    assert edges(found.dags[0]) == expected


BUILDER = "from airflow import DAG\n\n\ndef build():\n    return DAG('x', schedule_interval=None)\n"


def test_a_file_that_says_nothing_goes_by_what_it_imports():
    tree = SourceTree(texts={"include/__init__.py": "", "include/builder.py": BUILDER})
    text = '"""An Airflow DAG."""\nfrom include.builder import build\n\ndag = build()\n'
    file = load_file(SourceFile("dag.py", text), tree)
    assert file.major == 2
    assert [dag.dag_id for dag in file.dags] == ["x"]


STEPS = "from airflow.decorators import task\n\n\n@task\ndef f():\n    pass\n"


def test_a_module_that_wants_a_newer_airflow_says_more_than_old_names():
    texts = {"old.py": "from airflow.contrib.hooks.x_hook import X\n", "steps.py": STEPS}
    text = (
        "from airflow import DAG\nfrom airflow.operators.dummy_operator import DummyOperator\n"
        "from old import X\nfrom steps import f\n\n"
        "with DAG('d', schedule_interval=None) as dag:\n    f()\n"
    )
    assert load_file(SourceFile("dag.py", text), SourceTree(texts=texts)).major == 2
