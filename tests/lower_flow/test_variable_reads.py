"""`Variable.get` in the arguments of operators, in loops and in conditions."""

import pytest

from tests.helpers import check, check_noop, codes, dag_source, translated

IMPORT = "from airflow.models import Variable\n"
READS = [
    ('BashOperator(task_id="a", bash_command=Variable.get("b"))', 'run_bash(Variable.get("b"))'),
    (
        'BashOperator(task_id="a", bash_command=f"x {Variable.get(\'B c\')}")',
        "{Variable.get('b_c')}",
    ),
    (
        'BashOperator(task_id="a", bash_command="x", env={"A": Variable.get("b", "c")})',
        'env={"A": Variable.get("b", default="c")}',
    ),
    (
        'for n in Variable.get("ns", deserialize_json=True):\n'
        '    BashOperator(task_id=f"a_{n}", bash_command="x")',
        'for n in Variable.get("ns"):',
    ),
    (
        'if Variable.get("full") == "yes":\n    BashOperator(task_id="a", bash_command="x")',
        'if Variable.get("full") == "yes":',
    ),
]


@pytest.mark.parametrize(("body", "expected"), READS)
def test_a_read_is_prefects(body, expected):
    result = check(body, expected, "from prefect.variables import Variable", before=IMPORT)
    assert "AP305" in codes(result)
    assert "AP204" not in codes(result)


def test_a_call_that_prefect_has_not_stays_red():
    source = dag_source(
        'BashOperator(task_id="a", bash_command=Variable.setdefault("b", "c"))', before=IMPORT
    )
    assert "AP204" in codes(translated(source))


def test_another_class_of_that_name_is_not_touched():
    check_noop(
        'BashOperator(task_id="a", bash_command=Variable.get("b"))',
        "prefect.variables",
        before="class Variable:\n    get = staticmethod(str.upper)\n",
    )
