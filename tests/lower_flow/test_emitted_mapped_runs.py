"""The emitted `mapped_runs`, on a real Prefect."""

from __future__ import annotations

import time

import pytest
from prefect import flow, unmapped
from prefect.task_runners import ThreadPoolTaskRunner

from tests.lower_flow.running import states_of

pytestmark = pytest.mark.prefect


def test_mapping_follows_the_source(helper, tasks):
    seen = {}

    @helper.task
    def double(x, n=2):
        return None if x == "none" else x * n

    @helper.task(trigger_rule="all_done")
    def total(rows):
        seen["total"] = rows

    def run():
        rows = double.map(tasks.ok.submit(["a", "none", "b"]), n=unmapped(3))
        empty = double.map(tasks.ok.submit([]))
        failed = double.map(tasks.failing.submit())
        chained = double.map(rows)
        pairs = tasks.ok.map(tasks.ok.submit({"k": 1}))
        return {
            "rows": rows[0],
            "total": total.submit(rows),
            "empty": empty[0],
            "after empty": tasks.ok.submit(wait_for=[*empty]),
            "failed": failed[0],
            "after failed": tasks.ok.submit(wait_for=[*failed]),
            **{f"chained {index}": future for index, future in enumerate(chained)},
            **{f"pair {future.result()}": future for future in pairs},
        }

    assert states_of(run) == {
        "rows": "S",
        "total": "S",
        "empty": "K",
        "after empty": "K",
        "failed": "U",
        "after failed": "U",
        "chained 0": "S",
        "chained 1": "S",
        "pair ('k', 1)": "S",
    }
    assert seen == {"total": ["aaa", "bbb"]}


def test_several_arguments_give_every_combination(helper, tasks):
    def run():
        pairs = helper.task(lambda a, b, c: (a, b, c)).map([1, 2], b=["x", "y"], c=unmapped([0]))
        named = helper.task(lambda a, b=0: (a, b)).map_kwargs([{"a": 1}, {"a": 2, "b": 3}])
        empty = helper.task(lambda a, b=0: (a, b)).map_kwargs(tasks.ok.submit([]), b=1)
        return {str(future.result()): future for future in [*pairs, *named]} | {"empty": empty[0]}

    assert states_of(run) == {
        "(1, 'x', [0])": "S",
        "(1, 'y', [0])": "S",
        "(2, 'x', [0])": "S",
        "(2, 'y', [0])": "S",
        "(1, 0)": "S",
        "(2, 3)": "S",
        "empty": "K",
    }


def test_dicts_of_arguments_may_be_results_of_several_tasks(helper, tasks):
    named = helper.task(lambda a, b=0: (a, b))

    def run():
        one, other = tasks.ok.submit({"a": 1}), tasks.ok.submit({"a": 2, "b": 3})
        runs = named.map_kwargs([one, other])
        mapped = named.map_kwargs(tasks.ok.map([{"a": 4}]))
        failed = named.map_kwargs(tasks("F"))
        return {str(index): run for index, run in enumerate([*runs, *mapped, *failed])}

    assert states_of(run) == {"0": "S", "1": "S", "2": "S", "3": "U"}


def test_each_run_may_get_its_number(helper, server):
    @helper.task
    def numbered(item, number):
        return [item, number]

    @flow
    def body():
        listed = numbered.map(["a", "b"], number=helper.run_index)
        dicts = numbered.map_kwargs([{"item": "c"}, {"item": "d"}], number=helper.run_index)
        return [future.result() for future in (*listed, *dicts)]

    assert body() == [["a", 0], ["b", 1], ["c", 0], ["d", 1]]


def test_lists_of_arguments_are_spread(helper, tasks):
    @helper.task
    def add(left, right=10):
        return left + right

    @flow
    def body():
        rows = tasks.ok.submit([[1], [2, 3]])
        spread = add.map_args(args=rows)
        both = add.map_args(args=[[1], [2]], kwargs=[{"right": 0}, {"right": 5}])
        return [future.result() for future in (*spread, *both)]

    assert body() == [11, 5, 1, 6, 2, 7]

    def run():
        (missing,) = add.map_args(args=tasks.ok.submit([]))
        (failed,) = add.map_args(args=tasks.failing.submit())
        return {"missing": missing, "failed": failed}

    assert states_of(run) == {"missing": "K", "failed": "U"}


def test_an_element_can_be_skipped(helper, tasks):
    def odd(number):
        if number % 2 == 0:
            raise helper.Skip("even")
        return number

    @helper.task
    def odd_each(numbers):
        return [helper.or_skipped(odd, number) for number in numbers]

    def run():
        runs = tasks.ok.map(odd_each.submit([1, 2, 3]))
        return dict(enumerate(runs))

    assert states_of(run) == {0: "S", 1: "K", 2: "S"}


def test_what_is_mapped_over_must_be_a_list(helper, server):
    made = helper.task(lambda answer: answer, mappable=True)
    states = states_of(lambda: {str(a): made.submit(a) for a in ([], {"a": 1}, None, "text")})
    assert states == {"[]": "S", "{'a': 1}": "S", "None": "F", "text": "F"}


def test_a_mapping_holds_up_nothing(helper, tasks):
    """Two chains side by side, the first one over something slow."""
    moments = {}

    @helper.task
    def source(seconds):
        time.sleep(seconds)
        return [seconds]

    @helper.task
    def note(x):
        moments[x] = time.monotonic()

    def run():
        slow, fast = note.map(source.submit(1.5)), note.map(source.submit(0))
        moments["submitted"] = time.monotonic()
        return {"slow": slow[0], "fast": fast[0]}

    assert states_of(run) == {"slow": "S", "fast": "S"}
    assert moments[0] < moments[1.5] - 1
    assert moments["submitted"] < moments[1.5] - 1


def test_few_workers_are_enough(helper, tasks):
    total = helper.task(lambda rows: sum(rows), trigger_rule="all_done")
    found = []

    @flow(task_runner=ThreadPoolTaskRunner(max_workers=1))
    def body():
        rows = tasks.ok.map(tasks.ok.submit([1, 2, 3]))
        found.append(total.submit(rows).result())
        return rows

    assert body(return_state=True).is_completed()
    assert found == [6]


def test_the_runs_of_a_mapped_task_decide_the_run(helper, tasks):
    @helper.task
    def check(x):
        if x == "bad":
            raise ValueError(x)
        if x == "skipped":
            raise helper.Skip(x)

    @flow
    def body(names):
        return [check.map(tasks.ok.submit(names))]

    assert body(["good", "skipped"], return_state=True).is_completed()
    assert body(["good", "bad"], return_state=True).is_failed()


def test_tasks_inside_tasks(helper, tasks):
    inner = helper.task(lambda rows: rows, trigger_rule="all_done")

    @helper.task
    def outer():
        rows = tasks.ok.map(tasks.ok.submit([1, 2]))
        return inner.submit(rows, wait_for=tasks("F")).result()

    @helper.task
    def check(rows):
        assert rows == [1, 2]

    assert states_of(lambda: {"outer": check.submit(outer.submit())}) == {"outer": "S"}
