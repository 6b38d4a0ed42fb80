"""Suffixes of TaskFlow and group ids, and the names of what nobody knows."""

import pytest

from tests.load_airflow.reading import codes, edges, inside, read, read_dag
from translator.load.airflow import naming

TASK_IDS = [
    ("f", [], "f"),
    ("f", ["f"], "f__1"),
    ("f", ["f", "f__1"], "f__2"),
    ("f", ["f", "f__7"], "f__8"),
    ("f__3", ["f__3"], "f__4"),
    ("f", ["f", "g.f__5"], "f__1"),
]


@pytest.mark.parametrize(("wanted", "taken", "given"), TASK_IDS)
def test_a_task_id_that_is_taken_gets_the_next_suffix(wanted, taken, given):
    assert naming.unique_task_id(wanted, wanted, taken) == given


GROUP_IDS = [
    ("g", "g", [], "g"),
    ("g", "g", ["g"], "g__1"),
    ("g", "g", ["g", "g__1"], "g__2"),
    ("g", "o.g", ["g"], "g"),
    ("g", "o.g", ["o.g"], "g__1"),
]


@pytest.mark.parametrize(("label", "full", "taken", "given"), GROUP_IDS)
def test_a_group_id_that_is_taken_gets_the_next_suffix(label, full, taken, given):
    assert naming.unique_group_id(label, full, taken) == given


def test_suffixes_count_inside_the_prefix_of_the_group():
    dag = read_dag(
        inside(
            """
            @task
            def f():
                pass

            f()
            with TaskGroup("g"):
                f(), f()
            f()
            """
        )
    )
    assert [one.task_id for one in dag.tasks] == ["f", "g.f", "g.f__1", "f__1"]


def test_an_unknown_id_invents_no_task():
    found, said = read(inside('EmptyOperator(task_id=Variable.get("name")) >> empty("b")'))
    (dag,) = found.dags
    assert [(one.task_id, one.symbolic) for one in dag.tasks] == [
        ('{Variable.get("name")}', True),
        ("b", False),
    ]
    assert not dag.complete
    assert "AP106" in codes(said)


def test_an_unknown_loop_makes_a_family_with_its_edges():
    found, said = read(
        inside(
            """
            previous = empty("start")
            for table in Variable.get("tables", deserialize_json=True):
                load = EmptyOperator(task_id=f"load_{table}")
                previous >> load
                previous = load
            previous >> empty("end")
            """
        )
    )
    (dag,) = found.dags
    first, second = "load_{table}", "load_{table}[1]"
    assert edges(dag) == [("start", first), (first, second), (second, "end")]
    assert [len(one.loops) for one in dag.tasks] == [0, 1, 1, 0]
    assert dag.task(first).site == dag.task(second).site
    assert [f"{one.code} {one.level}" for one in said] == [
        "AP104 warning",
        "AP112 info",
        "AP106 info",
    ]


def test_both_branches_of_an_unknown_condition_are_kept_apart():
    found, said = read(
        inside(
            """
            if Variable.get("flag"):
                one = BashOperator(task_id="a", bash_command="x")
            else:
                one = EmptyOperator(task_id="a")
            one >> empty("b")
            """
        )
    )
    (dag,) = found.dags
    assert [(one.task_id, one.symbolic, len(one.frames)) for one in dag.tasks] == [
        ("a", False, 1),
        ("a[1]", True, 1),
        ("b", False, 1),
    ]
    assert edges(dag) == [("a", "b"), ("a[1]", "b")]
    assert codes(said) == ["AP112", "AP105"]


def test_an_unknown_dag_id_keeps_the_expression():
    found, said = read('with DAG(Variable.get("id"), schedule=None):\n    empty("a")')
    assert found.dags[0].dag_id == '{Variable.get("id")}'
    assert "AP106" in codes(said)


@pytest.mark.airflow
def test_the_name_of_a_module_is_that_of_airflow():
    file = pytest.importorskip("airflow.utils.file")
    path = "/opt/airflow/dags/team/daily.py"
    assert naming.module_name(path) == file.get_unique_dag_module_name(path)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("empty(__name__)", ["AP112"]),
        ('empty(__name__.split("_")[-1])', []),
        ("import logging\nlogging.getLogger(__name__)\nempty('a')", []),
    ],
)
def test_the_place_of_the_file_in_an_id_is_told(body, told):
    assert codes(read(inside(body))[1]) == told


def test_the_place_of_the_file_in_the_id_of_a_dag_is_told():
    found, said = read("with DAG(__name__, schedule=None):\n    empty('a')")
    assert found.dags[0].dag_id == naming.module_name("/opt/airflow/dags/example.py")
    assert codes(said) == ["AP112"]
