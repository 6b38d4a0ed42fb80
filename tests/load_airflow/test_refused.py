"""What Airflow refuses is said, and what nobody can know is said."""

import pytest

from tests.load_airflow.reading import codes, inside, read

REFUSED = [
    ('a = empty("a"); b = empty("b"); a >> b >> a', "AP113"),
    ('empty("a"); empty("a")', "AP114"),
    ('TaskGroup("g"); TaskGroup("g")', "AP114"),
    ('with TaskGroup("g"): pass\nempty("g")', "AP114"),
    ('empty("sp ace")', "AP115"),
    ('TaskGroup("with.dot")', "AP115"),
    ('empty("a", trigger_rule="dummy")', "AP115"),
    ('empty("a", trigger_rule="nonsense")', "AP115"),
    ('empty("a") >> None', "AP115"),
    ('[empty("a")] >> [empty("b")]', "AP115"),
    ('chain([empty("a")], [empty("b"), empty("c")])', "AP115"),
    ('chain_linear(empty("a"))', "AP115"),
    ('chain_linear(empty("a"), Label("x"), empty("b"))', "AP115"),
    ('EmptyOperator("a", task_id="b")', "AP115"),
    ("@task\ndef f(x): pass\nf()", "AP115"),
    ("@task\ndef f(x): pass\nf(1, 2)", "AP115"),
    ('@task\ndef f(x): pass\nf >> empty("a")', "AP115"),
    ('empty("a").as_setup().as_teardown()', "AP115"),
    ('empty("a").as_setup() >> empty("b", trigger_rule="all_done")', "AP115"),
    ('with empty("a"): pass', "AP115"),
    ("@teardown\ndef t(): pass\nt(); t()", "AP115"),
    ('BashOperator.partial(task_id="a").expand(bash_command="text")', "AP115"),
    ("@task\ndef f(x): pass\nf.expand(x={1, 2})", "AP115"),
    ("@task\ndef f(x): return x\nf.expand(x=f(1)['key'])", "AP115"),
    ("@task\ndef f(x): return x\nfor one in f(1): pass", "AP115"),
    ('empty("a") >> unknown_factory()', "AP116"),
    ('[empty("a")] >> unknown_factory()', "AP116"),
    ('chain(*Variable.get("x"))', "AP116"),
    ('BashOperator(task_id="a", **Variable.get("x", deserialize_json=True))', "AP117"),
    ('empty("a", trigger_rule=Variable.get("x"))', "AP117"),
    ("unknown_factory(dag_)", "AP107"),
]


@pytest.mark.parametrize(("body", "code"), REFUSED)
def test_it_is_said(body, code):
    found, said = read("from elsewhere import unknown_factory\n" + inside(body))
    assert code in codes(said), [str(one) for one in said]
    assert [dag.dag_id for dag in found.dags] == ["example"]


def test_two_dags_in_one_dependency():
    _, said = read(
        """
        with DAG("one", schedule=None):
            a = empty("a")
        with DAG("two", schedule=None):
            empty("b") >> a
        """
    )
    assert codes(said) == ["AP115"]


def test_two_dags_with_one_id():
    found, said = read(
        """
        for number in range(2):
            with DAG("same", schedule=None):
                empty(f"t{number}")
        """
    )
    assert [[one.task_id for one in dag.tasks] for dag in found.dags] == [["t1"]]
    assert codes(said) == ["AP119"]


def test_the_schedule_interval_is_gone_in_airflow_3():
    _, said = read('with DAG("d", schedule_interval=None):\n    empty("a")')
    assert codes(said) == ["AP115"]


def test_it_is_fine_in_airflow_2():
    _, said = read('with DAG("d", schedule_interval=None):\n    empty("a")', major=2)
    assert said == []


def test_a_class_outside_that_makes_dags():
    found, said = read('from cosmos import DbtDag\ndag_ = DbtDag(dag_id="x")')
    assert codes(said) == ["AP107"]
    assert found.dags == ()


def test_a_group_outside_has_unknown_tasks():
    found, said = read(
        "from cosmos import DbtTaskGroup\n"
        + inside('empty("a") >> DbtTaskGroup(group_id="g") >> empty("b")')
    )
    assert codes(said) == ["AP116"]
    assert found.dags[0].edges == ()
    assert not found.dags[0].complete
