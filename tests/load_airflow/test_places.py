"""Where DAGs are kept for Airflow to find them, and objects that are entered by hand."""

import pytest

from tests.load_airflow.reading import codes, edges, inside, read, read_dag

MAKE = """
import sys
from acme import registry


def make(name):
    made = DAG(name, schedule=None)
    BashOperator(task_id="a", bash_command="true", dag=made)
    return made


"""
KEPT = [
    'globals()["kept"] = make("kept")',
    'setattr(sys.modules[__name__], "kept", make("kept"))',
    'this = sys.modules[__name__]\nthis.kept = make("kept")',
    'sys.modules[__name__].__dict__["kept"] = make("kept")',
    'vars()["kept"] = make("kept")',
]


@pytest.mark.parametrize("line", KEPT)
def test_a_dag_that_is_kept_under_a_global_name_is_found(line):
    assert read_dag(MAKE + line).dag_id == "kept"


@pytest.mark.parametrize("line", ['registry.kept = make("x")', 'registry["kept"] = make("x")'])
def test_a_dag_that_is_kept_elsewhere_is_told(line):
    found, said = read(MAKE + line)
    assert found.dags == ()
    assert codes(said) == ["AP107"]


def test_a_group_that_is_entered_by_hand():
    head = """
class Section:
    def __init__(self, name):
        self.group = TaskGroup(name)

    def __enter__(self):
        self.group.__enter__()
        return self

    def __exit__(self, *error):
        self.group.__exit__(*error)


"""
    body = """
    with Section("part") as section:
        BashOperator(task_id="a", bash_command="true")
    section.group >> BashOperator(task_id="b", bash_command="true")
    """
    assert edges(read_dag(head + inside(body))) == [("part.a", "b")]


def test_a_dag_that_is_entered_by_hand():
    text = """
    made = DAG("made", schedule=None)
    made.__enter__()
    BashOperator(task_id="a", bash_command="true")
    made.__exit__(None, None, None)
    """
    assert [task.task_id for task in read_dag(text).tasks] == ["a"]


def test_a_method_that_is_not_known_is_told():
    found, said = read(inside('dag_.rearrange()\nBashOperator(task_id="a", bash_command="x")'))
    assert codes(said) == ["AP116"]
    assert not found.dags[0].complete
