"""`try` around an import that may fail: said where the branches build different graphs."""

import pytest

from tests.load_airflow.reading import codes, inside, read, read_dag

GUESSED = [
    'try:\n    import outside\n    empty("a")\nexcept ImportError:\n    pass',
    'try:\n    import outside\nexcept ImportError:\n    empty("b")',
    'try:\n    from outside.x import y\nexcept Exception:\n    EmptyOperator(task_id="b")',
    'try:\n    from json import nothing\nexcept ImportError:\n    pass\nelse:\n    empty("c")',
]
CERTAIN = [
    'try:\n    import json\n    empty("a")\nexcept ImportError:\n    empty("b")',
    "try:\n    import outside\nexcept ImportError:\n    outside = None",
    "try:\n    import outside\nexcept ImportError:\n    print('nothing')",
    'try:\n    import outside\n    empty("a")\nexcept KeyError:\n    empty("b")',
    "try:\n    from airflow.sdk import DAG\nexcept ImportError:\n    from airflow import DAG",
]


@pytest.mark.parametrize("body", GUESSED)
def test_the_branch_that_was_read_is_said(body):
    found, said = read(inside(body))
    assert codes(said) == ["AP107"]
    assert not found.dags[0].complete


@pytest.mark.parametrize("body", CERTAIN)
def test_nothing_is_said_where_the_graph_is_the_same(body):
    found, said = read(inside(body))
    assert said == []
    assert found.dags[0].complete


def test_an_object_of_airflow_that_is_called_fails_as_in_airflow():
    _, said = read(
        'with DAG("d", schedule=None) as dag:\n    empty("a")\n@dag(dag_id="e")\ndef f(): ...'
    )
    assert codes(said) == ["AP118"]


def test_an_import_without_which_the_file_fails_is_no_guess():
    text = (
        "try:\n    from acme import rows\nexcept ImportError:\n"
        '    raise ValueError(BashOperator("acme is needed"))\n'
    )
    dag = read_dag(text + inside('BashOperator(task_id="a", bash_command="true")'))
    assert [task.task_id for task in dag.tasks] == ["a"]
