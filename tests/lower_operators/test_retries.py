from __future__ import annotations

import pytest

from tests.lower_operators.build import codes, decorator


def bash(**arguments: str) -> str:
    rest = "".join(f", {name}={code}" for name, code in arguments.items())
    return f"BashOperator(task_id='t', bash_command='true'{rest})"


RETRIES = [
    ({}, {}),
    ({"retries": "0"}, {}),
    ({"retries": "2"}, {"retries": "2", "retry_delay_seconds": "300"}),
    ({"retries": "1", "retry_delay": "30"}, {"retries": "1", "retry_delay_seconds": "30"}),
    (
        {"retries": "1", "retry_delay": "timedelta(minutes=2)"},
        {"retries": "1", "retry_delay_seconds": "120"},
    ),
    (
        {"retries": "1", "retry_delay": "timedelta(seconds=0.5)"},
        {"retries": "1", "retry_delay_seconds": "0.5"},
    ),
    (
        {"retries": "3", "retry_delay": "10", "retry_exponential_backoff": "True"},
        {"retries": "3", "retry_delay_seconds": "[10, 20, 40]"},
    ),
    (
        {"retries": "3", "retry_delay": "10", "retry_exponential_backoff": "3.0"},
        {"retries": "3", "retry_delay_seconds": "[10, 30, 90]"},
    ),
    (
        {
            "retries": "6",
            "retry_delay": "10",
            "retry_exponential_backoff": "True",
            "max_retry_delay": "timedelta(seconds=25)",
        },
        {"retries": "6", "retry_delay_seconds": "[10, 20, 25]"},
    ),
    (
        {"retries": "1", "retry_delay": "0.1", "retry_exponential_backoff": "True"},
        {"retries": "1", "retry_delay_seconds": "1"},
    ),
    (
        {"retries": "2", "retry_delay": "DELAY"},
        {"retries": "2", "retry_delay_seconds": "DELAY.total_seconds()"},
    ),
    ({"execution_timeout": "timedelta(hours=1)"}, {"timeout_seconds": "3600"}),
    ({"execution_timeout": "None"}, {}),
    ({"pool": "'db'"}, {"tags": "['pool:db']"}),
    ({"pool": "'default_pool'"}, {}),
    ({"doc_md": "'What it does'"}, {"description": "'What it does'"}),
]


@pytest.mark.parametrize(("arguments", "expected"), RETRIES)
def test_arguments_of_the_decorator(arguments: dict[str, str], expected: dict[str, str]):
    assert decorator(bash(**arguments)) == expected


def test_no_more_delays_than_prefect_takes():
    delays = decorator(bash(retries="60", retry_exponential_backoff="1.01"))
    assert len(eval(delays["retry_delay_seconds"])) == 50


FINDINGS = [
    ({}, []),
    ({"retries": "2"}, []),
    ({"retries": "2", "retry_exponential_backoff": "True"}, ["AP210"]),
    ({"retries": "2", "max_retry_delay": "9"}, ["AP212"]),
    ({"execution_timeout": "timedelta(hours=1)"}, ["AP211"]),
    ({"owner": "'me'"}, ["AP212"]),
    ({"priority_weight": "1"}, []),
    ({"priority_weight": "2"}, ["AP212"]),
    ({"pool": "'db'"}, ["AP607"]),
    ({"email": "'a@b.c'"}, ["AP606"]),
    ({"email": "None"}, []),
    ({"depends_on_past": "True"}, ["AP604"]),
    ({"depends_on_past": "False", "wait_for_downstream": "False"}, []),
    ({"max_active_tis_per_dag": "2"}, ["AP616"]),
    ({"task_concurrency": "1"}, ["AP616"]),
    ({"xcom_push": "True"}, []),
    ({"xcom_push": "False"}, ["AP203"]),
    ({"python_callable": "print"}, ["AP203"]),
    ({"depends_on_past": "False"}, []),
    ({"sla": "timedelta(hours=1)"}, ["AP611"]),
    ({"on_failure_callback": "notify"}, ["AP605"]),
    ({"outlets": "[dataset]"}, ["AP203"]),
    ({"no_such_argument": "1"}, ["AP203"]),
]


@pytest.mark.parametrize(("arguments", "expected"), FINDINGS)
def test_what_is_said_about_an_argument(arguments: dict[str, str], expected: list[str]):
    assert codes(bash(**arguments)) == expected
