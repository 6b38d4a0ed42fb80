"""Large files: the work grows with their size, and what no module could hold is refused.

Calls are counted, not seconds: the same on every machine.
"""

import sys

import pytest

from translator import graph, translate_source

HEAD = """\
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, task

with DAG("d", schedule=None):
"""
BASH = 'BashOperator(task_id=f"t{i}", bash_command=f"echo {i}")'
SHAPES = {
    "alone": f"    for i in range(SIZE):\n        {BASH}\n",
    "chain": (
        f"    last = None\n    for i in range(SIZE):\n        one = {BASH}\n"
        "        if last:\n            last >> one\n        last = one\n"
    ),
    "some edges": (
        f"    made = [{BASH} for i in range(SIZE)]\n"
        "    for i in range(SIZE - 1):\n        if i % 3:\n            made[i] >> made[i + 1]\n"
    ),
    "fan": (
        "    first = BashOperator(task_id='first', bash_command='true')\n"
        f"    for i in range(SIZE):\n        first >> {BASH}\n"
    ),
}


def calls(text):
    """How many functions are called while a file is translated."""
    count = 0

    def profile(frame, event, arg):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        result = translate_source(text)
    finally:
        sys.setprofile(None)
    assert result.status in ("translated", "needs_review")
    return count


WRITTEN = {
    "tasks": lambda n: "".join(f"    t{i} = {task(i)}\n" for i in range(n)),
    "chain": lambda n: (
        "".join(f"    t{i} = {task(i)}\n" for i in range(n))
        + "".join(f"    t{i} >> t{i + 1}\n" for i in range(n - 1))
    ),
    "one that may skip": lambda n: (
        "    t0 = BashOperator(task_id='t0', bash_command='exit 99')\n"
        + "".join(f"    t{i} = {task(i)}\n    t{i - 1} >> t{i}\n" for i in range(1, n))
    ),
    "short circuit": lambda n: (
        "    @task.short_circuit\n    def t0():\n        return open('x').read() == 'y'\n"
        "    t0 = t0()\n"
        + "".join(f"    t{i} = {task(i)}\n    t{i - 1} >> t{i}\n" for i in range(1, n))
    ),
    "functions": lambda n: "".join(
        f"    @task\n    def f{i}(x=0):\n        return x + {i}\n    v{i} = f{i}()\n"
        for i in range(n)
    ),
    "teardowns": lambda n: "".join(
        f"    s{i} = {task(i, 's')}.as_setup()\n    w{i} = {task(i, 'w')}\n"
        f"    s{i} >> w{i} >> {task(i, 'e')}.as_teardown(setups=s{i})\n"
        for i in range(n // 3)
    ),
    "data in a loop": lambda n: (
        f"    for name in {[f'name{i}' for i in range(n)]}:\n"
        "        BashOperator(task_id=f't_{name}', bash_command=f'echo {name}')\n"
    ),
    "assignments": lambda n: f"    t0 = {task(0)}\n" + "".join(f"x{i} = {i}\n" for i in range(n)),
    "names in a row": lambda n: (
        f"    t0 = {task(0)}\nx0 = 1\n" + "".join(f"x{i} = x{i - 1}\n" for i in range(1, n))
    ),
}
"""Source text of the body of a DAG, `n` pieces long."""


def task(i, name="t"):
    return f"BashOperator(task_id='{name}{i}', bash_command='echo {i}x')"


@pytest.mark.parametrize("shape", WRITTEN)
def test_twice_the_text_is_twice_the_work(shape):
    calls(HEAD + WRITTEN[shape](6))
    small, large = (calls(HEAD + WRITTEN[shape](size)) for size in (60, 120))
    assert large < 2.5 * small


def test_every_question_about_the_graph_has_its_price(monkeypatch):
    monkeypatch.setattr(graph, "MOST_SEEN", 10)
    body = WRITTEN["short circuit"](30)
    result = translate_source(HEAD + body)
    assert (result.status, {one.code for one in result.diagnostics}) == ("failed", {"AP109"})


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_tasks_are_twice_the_work(shape):
    text = HEAD + SHAPES[shape]
    calls(text.replace("SIZE", "3"))
    small, large = (calls(text.replace("SIZE", str(size))) for size in (60, 120))
    assert large < 2.6 * small


REFUSED = {
    "tasks": "    for i in range(5_000):\n        BashOperator(task_id=f'{i}')\n",
    "edges": (
        "    made = [BashOperator(task_id=f't{i}', bash_command='true') for i in range(300)]\n"
        "    for i, up in enumerate(made):\n        up >> made[i + 1:]\n"
    ),
    "statements": "    BashOperator(task_id='t', bash_command='true')\n" + "x = 1\n" * 11_000,
    "written tasks": WRITTEN["tasks"](1_500),
    "comments": WRITTEN["tasks"](1) + "# x\n" * 25_000,
    "DAGs": "    pass\n"
    + "".join(f"with DAG('d{i}', schedule=None):\n    {task(i)}\n" for i in range(800)),
}
TAKEN = {
    "tasks": "    for i in range(1_500):\n        BashOperator(task_id=f'{i}')\n",
    "text": WRITTEN["tasks"](1) + "X = '''" + "some words\n" * 20_000 + "'''\n",
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_large_file_that_is_soon_done_is_taken(name):
    assert translate_source(HEAD + TAKEN[name]).text is not None


@pytest.mark.parametrize("name", REFUSED)
def test_more_than_a_module_can_hold_is_refused(name):
    result = translate_source(HEAD + REFUSED[name])
    assert (result.status, result.text) == ("failed", None)
    assert "AP109" in {one.code for one in result.diagnostics}
