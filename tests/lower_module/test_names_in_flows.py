"""Names that a flow binds don't hide the task functions that it submits."""

import pytest

from tests.helpers import check, dag_source, translated

CASES = [
    (
        'for k in "ab":\n    BashOperator(task_id=f"k_{k}", bash_command="true")\n'
        'BashOperator(task_id="k", bash_command="true")',
        "def k_task():",
    ),
    (
        'BashOperator(task_id="ds", bash_command="echo {{ ds }}")',
        '@task(name="ds")\ndef ds_task(ds):',
    ),
    (
        'BashOperator(task_id="conf", bash_command="true")',
        '@task(name="conf")\ndef conf_task():',
    ),
]


@pytest.mark.parametrize(("body", "expected"), CASES)
def test_a_task_function_is_not_hidden(body, expected):
    check(body, expected)


def test_a_task_function_is_not_hidden_by_a_flow_parameter():
    check(
        'BashOperator(task_id="table", bash_command="echo {{ params.table }}")',
        '@task(name="table")\ndef table_task(table):',
        arguments='schedule=None, params={"table": "users"}',
    )


def test_a_flow_does_not_hide_what_it_needs_of_the_helper():
    """Named like the helper's function, it would call itself."""
    body = 'BashOperator(task_id="a", bash_command="false")'
    source = dag_source(body, arguments="schedule=None, fail_fast=True")
    found = translated(source.replace('"example"', '"fail_fast"')).text
    assert "def fail_fast_flow():\n    fail_fast()\n" in found
