"""What is known, and what is told, of operators and decorators of providers."""

import pytest

from tests.load_airflow.reading import codes, edges, inside, read, read_dag

CLUSTER = "from airflow.providers.yandex.operators.dataproc import DataprocCreateClusterOperator\n"
SERVICE = "from airflow.providers.acme.operators.service import ServiceOperator\n"


@pytest.mark.parametrize(
    ("variant", "parameters"), [("pyspark", "spark, sc"), ("snowpark", "session, rows")]
)
def test_parameters_that_the_operator_fills(variant, parameters):
    rows = "rows=1" if "rows" in parameters else ""
    body = f"@task.{variant}\ndef count({parameters}):\n    return 1\n\n\ncount({rows})"
    assert [one.task_id for one in read_dag(inside(body)).tasks] == ["count"]


@pytest.mark.parametrize(
    ("variant", "operator"),
    [
        ("sftp_sensor", "airflow.providers.sftp.decorators.sensors.sftp._DecoratedSFTPSensor"),
        ("llm", "airflow.providers.common.ai.decorators.llm._LLMDecoratedOperator"),
    ],
)
def test_decorators_of_providers(variant, operator):
    body = f"@task.{variant}\ndef one():\n    return 1\n\n\none()"
    assert read_dag(inside(body)).tasks[0].operator == operator


def test_an_attribute_that_is_an_xcom():
    body = """
    cluster = DataprocCreateClusterOperator(task_id="create")
    BashOperator(task_id="use", bash_command="true", env={"ID": cluster.cluster_id})
    """
    assert edges(read_dag(CLUSTER + inside(body))) == [("create", "use")]


def test_an_attribute_that_may_be_an_xcom_is_told():
    body = """
    service = ServiceOperator(task_id="create", zone="b")
    ServiceOperator(task_id="plain", zone=service.zone)
    ServiceOperator(task_id="use", token=service.service_id)
    """
    found, said = read(SERVICE + inside(body))
    assert codes(said)[0] == "AP116"
    assert "'service_id' of the task 'create'" in str(said[0])
    assert not found.dags[0].complete


def test_a_policy_of_lineage_hands_its_task_on():
    name = "extend_global_openlineage_emission_policy"
    head = f"from airflow.providers.openlineage.api.emission_policy import {name}\n"
    body = f"""
    a = {name}(BashOperator(task_id="a", bash_command="true"), emit=False)
    a >> BashOperator(task_id="b", bash_command="true")
    """
    assert edges(read_dag(head + inside(body))) == [("a", "b")]


def test_params_in_default_args_are_params_only():
    dag = read_dag(
        inside(
            'BashOperator(task_id="a", bash_command="true")',
            'default_args={"params": {"x": 1}, "retries": 2}',
        )
    )
    assert (list(dag.default_args), [one.name for one in dag.params]) == (["retries"], ["x"])
