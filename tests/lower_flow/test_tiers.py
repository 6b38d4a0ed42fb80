"""Which tier a file gets, and why; what a branch may return."""

from __future__ import annotations

import pytest

from tests.helpers import codes, dag_source, translated
from tests.lower_flow.builder import SPAN, Flow
from translator import ir
from translator.diagnostics import Sink
from translator.lower.callables.outcomes import may_return_none, outcomes, returns_elements
from translator.lower.flow.tiers import choose_tier

BEFORE = """
from airflow.exceptions import AirflowSkipException

def work():
    return 1

def skips():
    raise AirflowSkipException("no")

def choose(ds):
    return "a" if ds else "b"

def op(task_id, callable=work, **kwargs):
    return PythonOperator(task_id=task_id, python_callable=callable, **kwargs)
"""


def tier_of(body: str, **options: object) -> str:
    result = translated(dag_source(body, BEFORE), **options)
    return result.tiers["example"]


PLAIN = {
    "a chain": "op('a') >> op('b')",
    "all_done": "op('a') >> op('b', trigger_rule='all_done')",
    "an alert at the end": "[op('a'), op('b')] >> op('c', trigger_rule='one_failed')",
    "one branch": """
        BranchPythonOperator(task_id='p', python_callable=choose) >> [op('a'), op('b')]
    """,
    "a branch after the join of a branch": """
        one = BranchPythonOperator(task_id='p', python_callable=choose)
        join = op('j', trigger_rule='none_failed')
        one >> [op('a'), op('b')] >> join
        join >> ShortCircuitOperator(task_id='s', python_callable=work) >> op('d')
    """,
    "a decision in an arm of another": """
        one = BranchPythonOperator(task_id='p', python_callable=choose)
        one >> op('a') >> ShortCircuitOperator(task_id='s', python_callable=work) >> op('c')
        one >> op('b')
    """,
    "a task that skips, and its chain": "op('a', skips) >> op('b') >> op('c')",
    "a skip at the end": "op('a') >> op('b', skips)",
    "a mapping over a result": """
        @task
        def names():
            return ["a"]
        @task
        def load(name):
            return name
        load.expand(name=names())
    """,
}
RULES = {
    "a rule that inspects states": "op('a') >> op('b', trigger_rule='one_failed') >> op('c')",
    "two alerts that wait for different tasks": """
        op('a') >> op('b', trigger_rule='one_failed')
        op('c') >> op('d', trigger_rule='one_failed')
    """,
    "independent decisions": """
        ShortCircuitOperator(task_id='s', python_callable=work) >> op('a')
        ShortCircuitOperator(task_id='t', python_callable=work) >> op('b')
    """,
    "a rule that inspects skips": "op('a', skips) >> op('b', trigger_rule='none_skipped')",
    "a value that may be missing": """
        @task
        def make():
            return 1
        @task(trigger_rule='all_done')
        def use(x):
            return x
        use(make())
    """,
    "a decision in a loop": """
        for name in ["x", "y"]:
            first = ShortCircuitOperator(task_id=f"s_{name}", python_callable=work)
            first >> op(f"w_{name}")
    """,
    "a relaxed rule below a branch that may fail": """
        one = BranchPythonOperator(task_id='p', python_callable=choose)
        one >> [op('a', trigger_rule='all_done'), op('b')]
    """,
    "mapped runs that skip": """
        @task
        def load(name):
            raise AirflowSkipException("x")
        load.expand(name=["a"]) >> op('b')
    """,
    "arguments from each run of a mapped task": """
        @task
        def load(name):
            return {"name": name}
        load.expand_kwargs(load.override(task_id="first").expand(name=["a"]))
    """,
}


@pytest.mark.parametrize("body", PLAIN.values(), ids=PLAIN)
def test_plain_is_enough(body):
    assert tier_of(body) == "plain"


@pytest.mark.parametrize("body", RULES.values(), ids=RULES)
def test_rules_are_needed(body):
    assert tier_of(body) == "rules"


def test_the_rules_tier_can_be_asked_for():
    assert tier_of("op('a')", tier="rules") == "rules"


def test_plain_where_it_is_wrong_is_an_error_that_raises():
    result = translated(dag_source(RULES["independent decisions"], BEFORE), tier="plain")
    assert "AP501" in codes(result)
    assert "raise NotImplementedError" in (result.text or "")
    assert ".submit(" not in (result.text or "")


def test_what_is_no_rule_is_an_error():
    flow, sink = Flow(), Sink()
    flow.task("a", rule="all_fine")
    choose_tier(ir.DagFile("dag.py", "", "ok", (flow.dag(),)), "auto", sink)
    assert [one.code for one in sink] == ["AP504"]


def function(source: str) -> ir.Function:
    return ir.Function("f", "", SPAN, source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f():\n    return 'a'\n", ("a",)),
        ("def f(x):\n    return 'a' if x else None\n", ("a", None)),
        ("def f(x):\n    if x:\n        return 'a'\n    return 'b'\n", ("a", "b")),
        ("def f(x):\n    if x:\n        return 'a'\n", ("a", None)),
        ("def f(x):\n    if x:\n        return 'a'\n    else:\n        raise ValueError\n", ("a",)),
        ("def f():\n    return []\n", (None,)),
        ("lambda x: 'a' if x else 'b'", ("a", "b")),
        ("def f(x):\n    return ['a', x]\n", None),
        ("def f(x):\n    return f'load_{x}'\n", None),
        ("def f(x):\n    yield 'a'\n", None),
        ("def f(x):\n    def g():\n        return 'z'\n    return 'a'\n", ("a",)),
        ("def f(x):\n    while True:\n        return 'a'\n", ("a", None)),
        (
            "def f(x):\n    try:\n        return 'a'\n    except E:\n        return 'b'\n",
            ("a", "b"),
        ),
    ],
)
def test_what_a_branch_may_return(source, expected):
    assert outcomes(function(source)) == expected


@pytest.mark.parametrize(
    ("body", "none", "elements"),
    [
        ("return [1]", False, True),
        ("return rows", False, True),
        ("return {'a': 1}", False, True),
        ("print(1)", True, False),
        ("return None", True, False),
        ("return x.get('a')", True, False),
        ("return 'abc'", False, False),
        ("return {1, 2}", False, False),
        ("if x:\n        return [1]", True, False),
    ],
)
def test_what_can_be_mapped_over(body, none, elements):
    source = f"def f(x):\n    {body}\n"
    assert may_return_none(source) is none
    assert returns_elements(source) is elements
