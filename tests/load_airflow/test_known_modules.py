"""What DAG files import of Airflow's own development tools, which no DAG folder holds."""

import pytest

from tests.load_airflow.reading import edges, inside, read, read_dag

BODY = """
first = BashOperator(task_id="first", bash_command="true")
last = BashOperator(task_id="last", bash_command="true", trigger_rule="all_done")
first >> last
from {module} import watcher

list(dag_.tasks) >> watcher()
"""


@pytest.mark.parametrize(
    "module", ["tests_common.test_utils.watcher", "tests.system.utils.watcher"]
)
def test_the_watcher_of_a_system_test_is_a_task(module):
    dag = read_dag(inside(BODY.format(module=module)))
    watcher = dag.tasks[-1]
    assert (watcher.task_id, watcher.trigger_rule, watcher.retries) == ("watcher", "one_failed", 0)
    assert edges(dag) == [("first", "last"), ("first", "watcher"), ("last", "watcher")]
    assert dag.complete


@pytest.mark.parametrize("module", ["tests_common.test_utils.system_tests", "tests.system.utils"])
def test_the_runner_of_a_system_test_adds_nothing(module):
    text = inside('BashOperator(task_id="a", bash_command="true")')
    dag = read_dag(f"{text}\nfrom {module} import get_test_run\n\ntest_run = get_test_run(dag_)\n")
    assert [task.task_id for task in dag.tasks] == ["a"]


def test_the_module_of_the_tree_comes_first():
    mine = "from airflow.sdk import task\n\n\n@task\ndef watcher():\n    pass\n"
    text = inside("from tests_common.test_utils.watcher import watcher\n\nwatcher()")
    dag = read_dag(text, texts={"tests_common/test_utils/watcher.py": mine})
    assert dag.tasks[0].trigger_rule == "all_success"


def test_a_helper_of_a_copy_of_the_example_dags_is_found():
    texts = {"example_dags/libs/names.py": 'NAME = "first"\n'}
    text = "from airflow.example_dags.libs.names import NAME\n" + inside(
        'BashOperator(task_id=NAME, bash_command="true")'
    )
    dag = read_dag(text, texts=texts, path="example_dags/example_names.py")
    assert [task.task_id for task in dag.tasks] == ["first"]


def test_virtualenv_is_taken_to_be_installed():
    text = """
    from airflow.operators.python import is_venv_installed

    with DAG("example", schedule=None):
        if is_venv_installed():
            empty("a")
        else:
            empty("b")
    """
    found, said = read(text)
    assert [task.task_id for dag in found.dags for task in dag.tasks] == ["a"]
    assert [one.detail for one in said] == ["is_venv_installed() is taken to be true"]
    assert found.dags[0].complete
