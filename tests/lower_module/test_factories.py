"""Flows of one origin come from a factory where they differ in data only."""

import ast
import textwrap

import pytest

from tests.helpers import HEADER, translated
from translator.emit.module import emit_module
from translator.lower.sharing.factory_parameters import annotation

MAKE = """\
def create_dag(dag_id, word="x", schedule=None, **options):
    with DAG(dag_id, schedule=schedule, **options):
        BashOperator(task_id="say", bash_command=f"echo {word}")


"""


def made(calls, factory=MAKE, before=""):
    return translated(HEADER + before + factory + textwrap.dedent(calls))


def lines_of(result):
    """The statements at the top of the module that are neither imports nor functions."""
    body = ast.parse(result.text).body
    return [ast.unparse(one) for one in body if isinstance(one, ast.Assign | ast.For)]


def test_each_flow_is_a_name_of_the_module():
    result = made("create_dag('say-a', 'a')\ncreate_dag('say-b', 'b')")
    assert lines_of(result) == [
        "say_a = create_flow('say-a', 'a')",
        "say_b = create_flow('say-b', 'b')",
    ]
    assert [one.flow for one in result.module.deployments] == ["say_a", "say_b"]
    assert [flow.name for flow in result.module.flows] == ["say_a", "say_b"]


def test_the_flows_have_the_names_of_their_dags():
    result = made("create_dag('say-a', 'a')\ncreate_dag('say-b', 'b')")
    namespace = {}
    exec(compile(as_plain(result.text), "flows", "exec"), namespace)
    assert namespace["say_a"] == ("say-a", [("echo a", "a")]), namespace["say_a"]
    assert namespace["say_b"] == ("say-b", [("echo b", "b")])


def as_plain(text):
    """The module with stand-ins for Prefect: a flow is its name and what its tasks made."""
    stubs = """
    class Task:
        def __init__(self, function): self.function = function
        def submit(self, *args): return (self.function(*args), *args)
    def task(function): return Task(function)
    def flow(name, log_prints): return lambda function: (name, function())
    def run_bash(command): return command
    Flow = object
    """
    rest = "\n".join(line for line in text.splitlines() if not line.startswith("from "))
    return textwrap.dedent(stubs) + rest


def test_a_default_of_the_source_stays_one():
    result = made("create_dag('a')\ncreate_dag('b', 'other')")
    assert 'def create_flow(dag_id: str, word: str = "x") -> Flow:' in result.text
    assert lines_of(result) == ["a = create_flow('a')", "b = create_flow('b', word='other')"]


def test_schedules_belong_to_the_deployments():
    result = made("create_dag('a', schedule='@daily')\ncreate_dag('b', schedule='@hourly')")
    assert lines_of(result) == ["a = create_flow('a')", "b = create_flow('b')"]
    crons = [one.schedules[0].cron for one in result.module.deployments]
    assert crons == ["0 0 * * *", "0 * * * *"]


def test_a_loop_without_a_function():
    loop = """
    for n in (1, 2):
        with DAG(f"job_{n}", schedule=None):
            BashOperator(task_id=f"run_{n}", bash_command=f"echo {n}")
    """
    result = made(loop, factory="")
    assert "def create_job_flow(n: int) -> Flow:" in result.text
    assert '@flow(name=f"job_{n}", log_prints=True)' in result.text
    assert lines_of(result) == ["job_1 = create_job_flow(1)", "job_2 = create_job_flow(2)"]


@pytest.mark.parametrize(
    "calls",
    [
        # Another number of tasks, another option, another operator, another callback.
        "create_dag('a', 1)\ncreate_dag('b', 2, more=True)",
        "create_dag('a', 1)\ncreate_dag('b', 2, dagrun_timeout=timedelta(hours=1))",
        "create_dag('a', 1, on_failure_callback=print)\ncreate_dag('b', 2)",
        # One DAG has no family.
        "create_dag('a', 1)",
    ],
)
def test_flows_that_differ_in_more_than_data_stay_functions(calls):
    factory = """\
def create_dag(dag_id, word, more=False, **options):
    with DAG(dag_id, schedule=None, **options):
        say = BashOperator(task_id="say", bash_command=f"echo {word}")
        if more:
            say >> BashOperator(task_id="more", bash_command=f"echo more {word}")


"""
    result = made(calls, factory)
    assert result.module.factories == ()
    assert "Flow" not in result.text
    assert lines_of(result) == []


def test_two_factories_of_one_file():
    other = MAKE.replace("create_dag", "make").replace('"say"', '"tell"')
    calls = "create_dag('a')\ncreate_dag('b')\nmake('c')\nmake('d')"
    result = made(calls, MAKE + other)
    assert [one.name for one in result.module.factories] == ["create_flow", "make_flow"]
    assert lines_of(result)[2:] == ["c = make_flow('c')", "d = make_flow('d')"]


def test_an_option_of_the_flow_is_a_parameter():
    calls = "create_dag('a', max_active_tasks=2)\ncreate_dag('b', max_active_tasks=3)"
    result = made(calls)
    assert "task_runner=ThreadPoolTaskRunner(max_workers=max_active_tasks)" in result.text or (
        "task_runner=ThreadPoolTaskRunner(max_workers=max_workers)" in result.text
    )


def test_a_user_class_called_flow_is_no_annotation():
    before = "from acme import Flow\n\n\ndef run():\n    return Flow()\n\n\n"
    factory = MAKE.replace(
        'BashOperator(task_id="say"',
        'PythonOperator(task_id="f", python_callable=run)\n        BashOperator(task_id="say"',
    )
    result = made("create_dag('a')\ncreate_dag('b')", factory, before)
    assert "def create_flow(dag_id: str):" in result.text


def test_tasks_are_found_in_the_factory():
    result = made("create_dag('a', 'x')\ncreate_dag('b', 'y')")
    lines = result.text.splitlines()
    for dag_id in ("a", "b"):
        place = result.tasks[dag_id]["say"].place
        assert "say.submit(word)" in lines[place.submit[0] - 1]
        assert lines[place.definition[0] - 1] == "@task"


def test_a_flow_without_its_factory_is_the_same_flow():
    """What is printed for each alone, with its constants, is what the factory makes of them."""
    result = made("create_dag('a', 'x')\ncreate_dag('b', 'y')")
    alone = emit_module(result.module.__class__(**fields(result.module)), "")
    assert 'say.submit("x")' in alone
    assert 'say.submit("y")' in alone
    assert "create_flow" not in alone


def fields(module):
    found = {name: getattr(module, name) for name in module.__dataclass_fields__}
    return found | {"factories": ()}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["a", "b"], "str"),
        ([1, None], "int | None"),
        ([True, False], "bool"),
        ([1, 2.5], "int | float"),
        ([["a"], ["b", "c"]], "list[str]"),
        ([["a"], [1, "b"]], "list"),
        ([{"a": 1}, {}], "dict"),
        ([None, None], ""),
    ],
)
def test_types_are_those_of_the_values(values, expected):
    assert annotation(values) == expected
