"""The emitted `limited_tasks`, on a real Prefect."""

from __future__ import annotations

import threading
import time

import pytest
from prefect import flow, task

pytestmark = pytest.mark.prefect


class Together:
    """Counts how many are inside at once."""

    def __init__(self):
        self.lock, self.now, self.most = threading.Lock(), 0, 0

    def __enter__(self):
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)

    def __exit__(self, *_):
        with self.lock:
            self.now -= 1


@pytest.fixture
def together(server):
    return Together()


@pytest.fixture
def work(together):
    @task
    def work(x=None):
        with together:
            time.sleep(0.2)
        if x == "bad":
            raise ValueError(x)
        return x

    return work


def test_no_more_run_at_once(helper, work, together):
    @flow(task_runner=helper.runner(2))
    def body():
        return [*work.map(range(5)), work.submit()]

    for _ in range(2):
        assert body(return_state=True).is_completed()
    assert together.most == 2


def test_a_task_that_waits_has_no_place(helper, work, together):
    @flow(task_runner=helper.runner(1))
    def body():
        first = threading.Event()

        @task
        def slow():
            assert first.wait(20)

        @task
        def quick():
            first.set()

        waiting = work.submit(wait_for=[held := slow.submit()])
        return [held, waiting, quick.submit()]

    # `slow` has the only place here; with two, the one that waits would have had the second.
    many = body.with_options(task_runner=helper.runner(2))
    assert many(return_state=True).is_completed()


def test_places_are_left_whatever_happens(helper, work, together):
    @flow(task_runner=helper.runner(1))
    def body():
        bad = work.submit("bad")
        return [bad, work.submit(bad), work.submit(wait_for=[bad]), work.submit("good")]

    state = body(return_state=True)
    assert state.is_failed()
    assert state.message == "1/4 states failed."


def test_trigger_rules_work_with_it(helper, work):
    rows = helper.task(lambda x: x)
    total = helper.task(sum, trigger_rule="all_done")

    @flow(task_runner=helper.runner(1))
    def body():
        return total.submit(rows.map(rows.submit([1, 2, 3]))).result()

    assert body() == 6
