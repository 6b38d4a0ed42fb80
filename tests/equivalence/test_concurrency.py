"""What can run side by side does: the makespan of emitted flows against their critical path.

Airflow starts a task as soon as its upstream allows it. An emitted flow must too: neither a
decision nor a loop may hold up work that does not depend on it.
"""

import pytest

from tests.helpers import dag_source
from translator.pipeline import translate_source
from translator.verification import emit
from translator.verify.airflow_side import Run
from translator.verify.prefect_side import run_prefect

# Seconds a sleeping task takes; Prefect's own work for a task is small beside it.
NAP = 1.0
OVERHEAD = 0.4

SLEEP = """
import time

def nap():
    time.sleep(1)

def left():
    time.sleep(1)
    return "a"

def right():
    time.sleep(1)
    return "c"

def yes():
    time.sleep(1)
    return True

def two():
    time.sleep(2)

def three():
    time.sleep(3)

def broken():
    time.sleep(1)
    raise ValueError("on purpose")
"""


def py(name, call="nap", more=""):
    return f'{name} = PythonOperator(task_id="{name}", python_callable={call}{more})'


def lines(*parts):
    return "\n".join(parts)


# name -> body, naps on the critical path, number of tasks that run
SHAPES = {
    "independent_chains": (
        lines(*[py(name) for name in "abcd"], "a >> b", "c >> d"),
        2,
        4,
    ),
    "work_beside_a_branch": (
        lines(
            'pick = BranchPythonOperator(task_id="pick", python_callable=left)',
            *[py(name) for name in ("a", "b", "beside", "behind")],
            "pick >> [a, b]",
            "beside >> behind",
        ),
        2,
        4,
    ),
    "two_independent_branches": (
        lines(
            'one = BranchPythonOperator(task_id="one", python_callable=left)',
            'two = BranchPythonOperator(task_id="two", python_callable=right)',
            *[py(name) for name in "abcd"],
            "one >> [a, b]",
            "two >> [c, d]",
        ),
        2,
        4,
    ),
    "work_beside_a_short_circuit": (
        lines(
            'check = ShortCircuitOperator(task_id="check", python_callable=yes)',
            *[py(name) for name in ("a", "beside", "behind")],
            "check >> a",
            "beside >> behind",
        ),
        2,
        4,
    ),
    "chains_in_a_loop": (
        lines(
            py("end"),
            'for name in ("x", "y", "z"):',
            '    first = PythonOperator(task_id=f"first_{name}", python_callable=nap)',
            '    second = PythonOperator(task_id=f"second_{name}", python_callable=nap)',
            "    first >> second >> end",
        ),
        3,
        7,
    ),
    "mapped_beside_a_chain": (
        lines(
            "@task",
            "def work(x):",
            "    time.sleep(1)",
            "    return x",
            py("a"),
            py("b"),
            "a >> b",
            "work.expand(x=[1, 2, 3])",
        ),
        2,
        5,
    ),
    "mapped_over_upstream_beside_a_chain": (
        lines(
            "@task",
            "def plan():",
            "    time.sleep(1)",
            "    return [1, 2, 3]",
            "@task",
            "def work(x):",
            "    time.sleep(1)",
            "    return x",
            "work.expand(x=plan())",
            py("a"),
            py("b"),
            "a >> b",
        ),
        2,
        6,
    ),
    "two_mapped_chains": (
        lines(
            "@task",
            "def plan(seconds):",
            "    time.sleep(seconds)",
            "    return [seconds]",
            "@task",
            "def work(x):",
            "    time.sleep(4 - x)",
            "@task",
            "def total(xs=None):",
            "    time.sleep(1)",
            'total(work.override(task_id="late").expand(x=plan.override(task_id="slow")(3)))',
            'work.override(task_id="early").expand(x=plan.override(task_id="fast")(1))',
        ),
        5,
        5,
    ),
    "mappings_in_a_loop": (
        lines(
            "@task",
            "def plan(seconds):",
            "    time.sleep(seconds)",
            "    return [seconds]",
            "@task",
            "def work(x):",
            "    time.sleep(4 - x)",
            "for n in (3, 2, 1):",
            '    made = plan.override(task_id=f"plan_{n}")(n)',
            '    work.override(task_id=f"work_{n}").expand(x=made)',
        ),
        4,
        6,
    ),
    "branch_beside_a_mapping": (
        lines(
            "@task",
            "def plan():",
            "    time.sleep(2)",
            "    return [1, 2]",
            "@task",
            "def work(x):",
            "    time.sleep(1)",
            "work.expand(x=plan())",
            'pick = BranchPythonOperator(task_id="pick", python_callable=left)',
            *[py(name) for name in "abd"],
            "pick >> [a, b]",
            "a >> d",
        ),
        3,
        6,
    ),
    "mapped_group_beside_a_chain": (
        lines(
            "@task",
            "def plan():",
            "    time.sleep(1)",
            "    return [1, 2]",
            "@task",
            "def work(x):",
            "    time.sleep(1)",
            "@task_group",
            "def each(x):",
            '    work.override(task_id="second")(work.override(task_id="first")(x))',
            "each.expand(x=plan())",
            *[py(name) for name in "abc"],
            "a >> b >> c",
        ),
        3,
        8,
    ),
    "alert_beside_a_chain": (
        lines(
            *[py(name) for name in "abcd"],
            py("alert", more=', trigger_rule="one_failed"'),
            "a >> alert",
            "b >> c >> d",
        ),
        3,
        4,
    ),
    "alert_at_the_first_failure": (
        lines(
            py("bad", "broken"),
            py("slow", "three"),
            py("alert", "two", ', trigger_rule="one_failed"'),
            "[bad, slow] >> alert",
        ),
        3,
        3,
    ),
    "work_behind_the_first_success": (
        lines(
            *[py(name) for name in "abd"],
            py("slow", "three"),
            py("c", more=', trigger_rule="one_success"'),
            "[a, slow] >> c",
            "c >> b >> d",
        ),
        4,
        5,
    ),
    "work_behind_the_first_run_of_a_mapped_task": (
        lines(
            "@task",
            "def plan():",
            "    time.sleep(1)",
            "    return [1, 3]",
            "@task",
            "def work(x):",
            "    time.sleep(x)",
            py("first", "two", ', trigger_rule="one_done"'),
            "work.expand(x=plan()) >> first",
        ),
        4,
        4,
    ),
    "few_at_once_and_some_that_wait": (
        lines(
            py("slow", "three"),
            *[py(name) for name in "abcd"],
            py("end"),
            "slow >> [a, b] >> end",
            "c >> d",
        ),
        5,
        6,
    ),
    "clean_up_beside_the_next_step": (
        lines(
            *[py(name) for name in ("a", "b", "c")],
            py("clean", more=', trigger_rule="all_done"'),
            "a >> [b, clean]",
            "b >> c",
        ),
        3,
        4,
    ),
}


@pytest.fixture(scope="session")
def timelines(once, tmp_path_factory, prefect_python):
    def compute():
        folder = tmp_path_factory.mktemp("concurrency")
        translations = [translate_source(source(name), f"{name}.py") for name in SHAPES]
        emitted = emit(translations, folder, folder)
        runs = [(emitted.subjects[name], Run(name)) for name in SHAPES]
        answer = run_prefect(prefect_python, folder, runs, timeout=60)
        return {one["dag_id"]: one for one in answer["dags"]}

    return once("concurrency", compute)


LIMITS = {"few_at_once_and_some_that_wait": ", max_active_tasks=2"}


def source(name):
    named = f'"{name}"{LIMITS.get(name, "")}'
    return dag_source(SHAPES[name][0], SLEEP).replace('"example"', named)


@pytest.mark.prefect
@pytest.mark.parametrize("name", SHAPES)
def test_nothing_waits_for_what_it_does_not_need(name, timelines):
    _, naps, tasks = SHAPES[name]
    found = timelines[name]
    assert found["state"] == "success", found["error"]
    ran = [row for row in found["tasks"] if row["end"] - row["start"] > NAP / 2]
    assert len(ran) == tasks
    makespan = max(row["end"] for row in ran) - min(row["start"] for row in ran)
    assert makespan < 1.25 * naps * NAP + OVERHEAD
