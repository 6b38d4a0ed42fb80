"""What stands outside the tree and may add to a graph is told, and nothing else is."""

import pytest

from tests.load_airflow.reading import codes, inside, read, read_dag

HEAD = "import logging, time\nimport acme\nfrom acme import connected, make_tasks\n"
TOLD = [
    'make_tasks("x")',
    'exec("BashOperator(task_id=1)")',
    'with connected("part"):\n    BashOperator(task_id="b", bash_command="true")',
]
QUIET = [
    'logging.getLogger("x").info("read")',
    "time.sleep(1)",
    'with connected("x") as client:\n    ROWS = client.rows()',
    "LIMITS = make_tasks(1)",
    '"text"',
]


@pytest.mark.parametrize("line", TOLD)
def test_what_may_make_tasks_is_told(line):
    found, said = read(HEAD + inside(f'BashOperator(task_id="a", bash_command="true")\n{line}'))
    assert codes(said) == ["AP107"]
    assert not found.dags[0].complete


@pytest.mark.parametrize("line", QUIET)
def test_what_makes_no_tasks_is_not(line):
    dag = read_dag(HEAD + inside(f'BashOperator(task_id="a", bash_command="true")\n{line}'))
    assert dag.complete


def test_outside_of_a_dag_nothing_is_told():
    read_dag(f'{HEAD}make_tasks("x")\n' + inside('BashOperator(task_id="a", bash_command="true")'))


@pytest.mark.parametrize(
    ("arguments", "detail"),
    [
        (
            'schedule=None, default_args={"retries": Variable.get("r")}',
            "retries: Variable.get('r')",
        ),
        ('schedule=Variable.get("s")', "schedule: Variable.get('s')"),
    ],
)
def test_an_unknown_setting_is_named(arguments, detail):
    found, said = read(inside('BashOperator(task_id="a", bash_command="true")', arguments))
    assert [one.detail for one in said if one.code == "AP117"] == [detail]
    assert set(codes(said)) == {"AP112", "AP117"}
    assert found.dags[0].complete


INHERITED = """
from acme import Factory
from pydantic import BaseModel


class Own(Factory):
    def again(self):
        return super().make()

    def nothing(self):
        return 1


class Data(BaseModel):
    name: str = "x"


"""
INHERITED_CALLS = [
    ('Own().make("x")', ["AP107"]),
    ('made = Own().make("x")', ["AP107"]),
    ("Own().again()", ["AP107"]),
    ("Own().nothing()", []),
    ("Data().model_dump()", []),
]


@pytest.mark.parametrize(("line", "wanted"), INHERITED_CALLS)
def test_a_method_of_a_base_outside_may_make_tasks(line, wanted):
    body = f'BashOperator(task_id="a", bash_command="true")\n{line}'
    found, said = read(INHERITED + inside(body))
    assert codes(said) == wanted
    assert found.dags[0].complete is not bool(wanted)
