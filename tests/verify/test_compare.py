"""What counts as the same: task states, absent tasks, mapped instances, XComs."""

import pytest

from tests.helpers import dag_source
from translator.pipeline import translate_source
from translator.verification import subjects_of
from translator.verify.compare import compare, equal, split_keys


def subject_of(body, before="", vanished=()):
    """The DAG `example` with this body, and the flow it became."""
    translation = translate_source(dag_source(body, before))
    assert translation.module, translation.diagnostics
    subject = subjects_of(translation)["example"]
    assert subject.vanished == frozenset(vanished)
    return subject


def airflow(tasks, xcoms=None, state="success"):
    """Airflow's answer: states by task id, a list for a mapped task."""
    instances = {
        name: dict(enumerated(states)) if isinstance(states, list) else {"-1": states}
        for name, states in tasks.items()
    }
    values = {name: {"-1": keys} for name, keys in (xcoms or {}).items()}
    return {"state": state, "tasks": instances, "xcoms": values}


def enumerated(states):
    return ((str(index), state) for index, state in enumerate(states))


def prefect(*runs, state="success"):
    """Prefect's answer: (name, state) or (name, state, value) for each task run."""
    rows = [dict(zip(("name", "state", "value"), (*run, None), strict=False)) for run in runs]
    return {"state": state, "tasks": rows}


CHAIN = """
    a = BashOperator(task_id="a", bash_command="true")
    b = BashOperator(task_id="b", bash_command="true")
    a >> b
"""


def test_equal_states_are_equivalent():
    found = compare(
        subject_of(CHAIN),
        airflow({"a": "success", "b": "success"}),
        prefect(("a", "success"), ("b", "success")),
    )
    assert found.equivalent is True
    assert found.reason is None


def test_another_state_is_a_difference_that_names_the_task():
    found = compare(
        subject_of(CHAIN),
        airflow({"a": "success", "b": "success"}),
        prefect(("a", "success"), ("b", "failed"), state="failed"),
    )
    assert found.equivalent is False
    assert found.differences == [
        "run: Airflow 'success', Prefect 'failed'",
        "b: Airflow 'success', Prefect 'failed'",
    ]


@pytest.mark.parametrize(
    ("first", "absent"), [("failed", "upstream_failed"), ("skipped", "skipped")]
)
def test_a_task_without_a_run_has_the_state_that_its_rule_gives(first, absent):
    found = compare(subject_of(CHAIN), airflow({"a": first, "b": absent}), prefect(("a", first)))
    assert found.equivalent is True


def test_a_task_that_should_have_run_but_did_not_is_a_difference():
    found = compare(
        subject_of(CHAIN), airflow({"a": "success", "b": "success"}), prefect(("a", "success"))
    )
    assert found.differences == ["b: Airflow 'success', Prefect 'skipped'"]


def test_a_joint_that_vanished_succeeded():
    body = """
    a = BashOperator(task_id="a", bash_command="true")
    joint = EmptyOperator(task_id="joint")
    b = BashOperator(task_id="b", bash_command="true")
    a >> joint >> b
    """
    answer = airflow({"a": "success", "joint": "success", "b": "success"})
    runs = prefect(("a", "success"), ("b", "success"))
    assert compare(subject_of(body, vanished=["joint"]), answer, runs).equivalent is True


MAPPED = """
    @task
    def load(x):
        return x
    load.expand(x=[1, 2, 3])
"""


def test_instances_of_a_mapped_task_are_compared_by_index():
    states = ["success", "failed", "success"]
    answer = airflow({"load": states}, state="failed")
    runs = [("load", state, None) for state in states]
    assert compare(subject_of(MAPPED), answer, prefect(*runs, state="failed")).equivalent is True
    swapped = prefect(runs[1], runs[0], runs[2], state="failed")
    assert compare(subject_of(MAPPED), answer, swapped).equivalent is False


def test_an_instance_that_airflow_never_expanded_stands_for_all():
    answer = airflow({"load": "upstream_failed"}, state="failed")
    runs = prefect(*[("load", "upstream_failed")] * 3, state="failed")
    assert compare(subject_of(MAPPED), answer, runs).equivalent is True


@pytest.mark.parametrize(
    ("pushed", "returned", "same"),
    [
        ({"return_value": 36}, 36.0, True),
        ({"return_value": [1, 2]}, [1, 2], True),
        ({"return_value": 1}, "1", False),
        ({"return_value": 1}, True, False),
        ({"return_value": 1, "n": 2}, {"return_value": 1, "n": 2}, True),
        ({"return_value": 1, "n": 2}, {"return_value": 1, "n": 3}, False),
        ({"n": 2}, {"n": 2}, True),
        ({"return_value": {"a": 1}, "a": 1}, {"a": 1}, True),
        ({}, None, True),
        ({}, "unexpected", False),
    ],
)
def test_xcoms_are_compared_by_key(pushed, returned, same):
    answer = airflow({"a": "success", "b": "success"}, {"a": pushed})
    runs = prefect(("a", "success", returned), ("b", "success"))
    assert compare(subject_of(CHAIN), answer, runs).equivalent is same


def test_xcoms_of_a_failed_task_are_not_compared():
    answer = airflow({"a": "failed", "b": "upstream_failed"}, {"a": {"progress": 1}}, "failed")
    runs = prefect(("a", "failed"), ("b", "upstream_failed"), state="failed")
    assert compare(subject_of(CHAIN), answer, runs).equivalent is True


def test_what_one_side_could_not_run_is_not_comparable():
    lost = {"state": None, "error": "timed out after 5 s"}
    found = compare(subject_of(CHAIN), lost, prefect())
    assert (found.equivalent, found.reason) == (None, "Airflow: timed out after 5 s")


def test_the_json_has_both_sides():
    found = compare(
        subject_of(CHAIN),
        airflow({"a": "success", "b": "success"}, {"a": {"return_value": 1}}),
        prefect(("a", "success", 2), ("b", "success")),
    ).as_json()
    assert found["equivalent"] is False
    assert found["run"] == {"airflow": "success", "prefect": "success"}
    assert found["tasks"]["a"] == {"airflow": "success", "prefect": "success"}
    assert found["xcoms"] == {"a": {"airflow": 1, "prefect": 2}}


def test_values_are_equal_by_value_not_by_type():
    assert equal({"a": [1, 2.0]}, {"a": [1.0, 2]})
    assert not equal({"a": 1}, {"a": 1, "b": None})
    assert split_keys({"__type__": "set", "value": [1]}) == ({"__type__": "set", "value": [1]}, {})


KEYS_ONLY = """
    def push(ti):
        ti.xcom_push(key="count", value=3)

    PythonOperator(task_id="a", python_callable=push)
"""


@pytest.mark.parametrize(("count", "expected"), [(3, True), (4, False)])
def test_the_lineage_that_airflow_2_stores_is_no_xcom_of_the_users(count, expected):
    stored = {"pipeline_outlets": [{"__type__": "Dataset"}], "pipeline_inlets": [], "count": 3}
    found = compare(
        subject_of(KEYS_ONLY),
        airflow({"a": "success"}, {"a": stored}),
        prefect(("a", "success", {"count": count})),
    )
    assert found.equivalent is expected
