"""Operator classes of the user's: what is left of the class, and how a task calls it."""

import textwrap

import pytest

from tests.helpers import codes, explain, translated

HEAD = """\
from datetime import datetime

from airflow.exceptions import AirflowFailException, AirflowSkipException
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, BaseOperator, BaseSensorOperator, Variable
from airflow.sdk.bases.hook import BaseHook

"""


def of(classes, *calls, options=""):
    """The translation of a DAG with these classes and tasks."""
    inside = "\n".join(f"    {call}" for call in calls)
    dag = f'with DAG("example", schedule=None, start_date=datetime(2024, 1, 1){options}):'
    return translated(f"{HEAD}\n\n{textwrap.dedent(classes).strip()}\n\n\n{dag}\n{inside}\n")


def operator(execute="return 1", before="", init=""):
    """The source of `class Op(BaseOperator)`."""
    lines = [before, init, f"def execute(self, context):\n    {execute}"]
    body = "\n\n".join(line for line in lines if line)
    return "class Op(BaseOperator):\n" + textwrap.indent(body, "    ")


INIT = """\
def __init__(self, table, **kwargs):
    super().__init__(**kwargs)
    self.table = table"""

BODIES = [
    ("return context['ds']", "def execute(self, ds):\n        return ds"),
    ("return 1", "def execute(self):\n        return 1"),
    ("return context['params']['x']", "def execute(self, params):\n        return params['x']"),
    ("self.log.info('x')", 'def execute(self):\n        get_run_logger().info("x")'),
    ("return self.task_id", "def execute(self):\n        return task_run.task_name"),
    ("return self.dag_id", "def execute(self):\n        return flow_run.flow_name"),
    ("return Variable.get('x')", 'def execute(self):\n        return Variable.get("x")'),
    (
        "context['ti'].xcom_push('n', 2)",
        'def execute(self):\n        return {"n": 2}',
    ),
]


@pytest.mark.parametrize(("execute", "expected"), BODIES)
def test_execute_reads_what_it_is_passed(execute, expected):
    result = of(operator(execute), 'Op(task_id="t")')
    assert expected.replace("'", '"') in result.text, result.text


INITS = [
    (INIT, "def __init__(self, table):\n        self.table = table"),
    (
        "def __init__(self, task_id, table, *args, **kwargs):\n"
        "    super(Op, self).__init__(task_id=task_id, *args, **kwargs)\n"
        "    self.table = table",
        "def __init__(self, table):\n        self.table = table",
    ),
    (
        "def __init__(self, table, **kwargs):\n"
        "    BaseOperator.__init__(self, **kwargs)\n"
        "    self.table = table.upper()",
        "def __init__(self, table):\n        self.table = table.upper()",
    ),
]


@pytest.mark.parametrize(("init", "expected"), INITS)
def test_the_constructor_keeps_what_the_class_reads(init, expected):
    result = of(operator("print(self.table)", init=init), 'Op(task_id="t", table="users")')
    assert expected in result.text, result.text
    assert 'Op(table="users").execute()' in result.text
    assert codes(result) == []


def test_arguments_of_base_operator_are_options_of_the_task():
    init = "def __init__(self, **kwargs):\n    super().__init__(retries=4, **kwargs)"
    result = of(operator(init=init), 'Op(task_id="t")')
    assert "@task(retries=4, retry_delay_seconds=300)" in result.text
    assert "Op().execute()" in result.text
    assert "__init__" not in result.text


def test_only_template_fields_are_rendered():
    classes = operator("return self.table", init=INIT)
    plain = of(classes, 'Op(task_id="t", table="{{ ds }}")')
    assert 'Op(table="{{ ds }}")' in plain.text
    rendered = of(
        operator("return self.table", 'template_fields = ("table",)', INIT),
        'Op(task_id="t", table="{{ ds }}!")',
    )
    assert 'Op(table=f"{ds}!")' in rendered.text
    assert "template_fields" not in rendered.text


def test_an_error_that_no_retry_mends():
    result = of(operator("raise AirflowFailException('x')"), 'Op(task_id="t", retries=2)')
    assert "retry_condition_fn=is_retryable" in result.text
    assert 'raise FinalError("x")' in result.text


def test_a_skip_in_another_method_needs_the_rules_tier():
    result = of(
        """
        class Op(BaseOperator):
            def check(self):
                raise AirflowSkipException("x")

            def execute(self, context):
                self.check()
        """,
        'Op(task_id="t")',
    )
    assert 'raise Skip("x")' in result.text


def test_the_context_is_handed_on_to_the_method_of_the_base():
    result = of(
        """
        class Base(BaseOperator):
            def execute(self, context):
                return context["ds"]

        class Op(Base):
            def execute(self, context):
                return [super().execute(context)]
        """,
        'Op(task_id="t")',
    )
    assert "return [super().execute(ds=ds)]" in result.text
    assert "return Op().execute(ds)" in result.text


def test_what_only_airflow_calls_is_told():
    result = of(operator(before="def on_kill(self):\n    print(1)"), 'Op(task_id="t")')
    assert "on_kill" not in result.text
    assert any("on_kill" in one.message for one in result.diagnostics)


def test_tasks_of_one_class_share_it():
    classes = operator("return self.table", init=INIT)
    result = of(classes, 'Op(task_id="a", table="x")', 'Op(task_id="b", table="y")')
    assert result.text.count("class Op:") == 1


def test_a_subclass_of_bash_is_a_bash_task():
    result = of(
        """
        class Echo(BashOperator):
            def __init__(self, word, **kwargs):
                super().__init__(bash_command=f"echo {word}", **kwargs)
        """,
        'Echo(task_id="t", word="hi")',
    )
    assert 'run_bash("echo hi")' in result.text
    assert "class Echo" not in result.text
    assert codes(result) == []


REFUSED = [
    (operator("return self.dag"), "AP207", "self.dag"),
    (operator("self.defer(trigger=1, method_name='x')"), "AP207", "self.defer"),
    (operator("helper(context)\n\n\ndef helper(context):\n    pass"), "AP308", "context"),
    (operator("return BaseHook('x').run()"), "AP306", "BaseHook"),
    (operator(before="def pre_execute(self, context):\n    print(1)"), "AP207", "pre_execute"),
    (operator("return self.xcom_pull(context, 'x')"), "AP308", "self.xcom_pull"),
    (
        operator(init="def __init__(self, **kw):\n    kw.pop('x', 1)\n    super().__init__(**kw)"),
        "AP207",
        "**kw",
    ),
    (
        operator(
            before='template_fields = ("sql",)',
            init="def __init__(self, **kw):\n    super().__init__(**kw)\n    self.sql = '{{ ds }}'",
        ),
        "AP207",
        "sql",
    ),
    ("class Op(BaseOperator):\n    pass", "AP207", "execute"),
    ("class Op(BaseSensorOperator):\n    pass", "AP207", "poke"),
    (
        "class Op(BashOperator):\n    def execute(self, context):\n        return 1",
        "AP207",
        "execute",
    ),
]


@pytest.mark.parametrize(("classes", "code", "detail"), REFUSED)
def test_what_is_not_translated_is_told_and_raises(classes, code, detail):
    arguments = ', bash_command="x"' if "BashOperator" in classes else ""
    result = of(classes, f'Op(task_id="t"{arguments})')
    found = [one for one in result.diagnostics if one.code == code]
    assert found, explain(result)
    assert any(detail in one.message for one in found), found
    assert "raise NotImplementedError" in result.text


def test_an_attribute_set_after_construction_is_not_passed_to_the_constructor():
    result = of(operator(init=INIT), 'op = Op(task_id="t", table="a")', 'op.table = "b"')
    assert "AP207" in codes(result), explain(result)
    assert "table is set after it is made" in result.text


def test_a_later_option_of_base_operator_is_an_option_of_the_task():
    result = of(operator(init=INIT), 'op = Op(task_id="t", table="a")', "op.retries = 2")
    assert "AP207" not in codes(result), explain(result)
    assert "@task(retries=2" in result.text


AN_EMPTY_OPERATOR = """\
from airflow import DAG
from airflow.exceptions import AirflowSkipException
from {module} import {base}
from datetime import datetime


class Skipping({base}):
    ui_color = "#e8b7e4"

    def execute(self, context):
        raise AirflowSkipException


with DAG("example", {schedule}=None, start_date=datetime(2024, 1, 1)):
    Skipping(task_id="t")
"""


def test_airflow_1_executes_an_empty_operator_of_the_users():
    old = {"module": "airflow.operators.dummy_operator", "base": "DummyOperator"}
    source = AN_EMPTY_OPERATOR.format(**old, schedule="schedule_interval")
    result = translated(source, airflow_major=1)
    assert "return Skipping().execute()" in result.text, result.text


def test_later_airflows_never_do():
    new = {"module": "airflow.operators.empty", "base": "EmptyOperator"}
    result = translated(AN_EMPTY_OPERATOR.format(**new, schedule="schedule"))
    assert "AP207" in codes(result)
