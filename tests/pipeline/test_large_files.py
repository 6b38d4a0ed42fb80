"""Large files: the work grows with their size, and what no module could hold is refused.

Calls are counted, not seconds: the same on every machine.
"""

import sys

import pytest

from translator import translate_source

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


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_tasks_are_twice_the_work(shape):
    text = HEAD + SHAPES[shape]
    calls(text.replace("SIZE", "3"))
    small, large = (calls(text.replace("SIZE", str(size))) for size in (60, 120))
    assert large < 2.6 * small


REFUSED = {
    "tasks": "    for i in range(30_000):\n        BashOperator(task_id=f'{i}')\n",
    "edges": (
        "    made = [BashOperator(task_id=f't{i}', bash_command='true') for i in range(300)]\n"
        "    for i, up in enumerate(made):\n        up >> made[i + 1:]\n"
    ),
    "statements": "    BashOperator(task_id='t', bash_command='true')\n" + "x = 1\n" * 30_000,
}


@pytest.mark.parametrize("name", REFUSED)
def test_more_than_a_module_can_hold_is_refused(name):
    result = translate_source(HEAD + REFUSED[name])
    assert (result.status, result.text) == ("failed", None)
    assert "AP109" in {one.code for one in result.diagnostics}
