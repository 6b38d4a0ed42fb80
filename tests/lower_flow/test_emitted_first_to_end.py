"""The emitted `first_to_end`, on a real Prefect."""

from __future__ import annotations

import threading

import pytest

from tests.lower_flow.running import states_of

pytestmark = pytest.mark.prefect

WAIT = 20
"""Seconds after which a task that should have begun hangs."""


@pytest.fixture
def held(helper, server):
    """A task that ends when told to, and what tells it."""
    release = threading.Event()

    @helper.task
    def hold(result="held", wrong=False):
        assert release.wait(WAIT)
        if wrong:
            raise ValueError("on purpose")
        return result

    hold.release = release.set
    return hold


def noting(helper, held, rule, **options):
    """A task with a rule that releases the one that is held, and notes what it got."""
    got = []

    @helper.task(trigger_rule=rule, **options)
    def first(*values):
        got.append(values)
        held.release()

    first.got = got
    return first


@pytest.mark.parametrize(
    ("rule", "letter"),
    [
        ("one_success", "S"),
        ("one_done", "S"),
        ("one_done", "F"),
        ("one_failed", "F"),
        ("one_failed", "U"),
    ],
)
@pytest.mark.parametrize("wrong", [True, False])
def test_the_first_that_ends_so_is_enough(helper, tasks, held, rule, letter, wrong):
    first = noting(helper, held, rule)

    def run():
        slow = held.submit(wrong=wrong)
        return {"first": first.submit(wait_for=[slow, *tasks(letter)]), "slow": slow}

    assert states_of(run) == {"first": "S", "slow": "F" if wrong else "S"}


@pytest.mark.parametrize(
    ("rule", "letters", "wrong", "state"),
    [
        ("one_success", "FKU", True, "U"),
        ("one_success", "K", False, "S"),
        ("one_done", "KU", False, "S"),
        ("one_failed", "SK", False, "K"),
        ("one_failed", "SK", True, "S"),
    ],
)
def test_without_such_a_one_it_waits_for_all(helper, tasks, held, rule, letters, wrong, state):
    first = helper.task(lambda: 1, trigger_rule=rule)

    def run():
        waiting = first.submit(wait_for=[held.submit(wrong=wrong), *tasks(letters)])
        waiting.wait(1)
        assert not waiting.state.is_final()
        held.release()
        return {"first": waiting}

    assert states_of(run) == {"first": state}


def test_what_has_not_ended_is_none(helper, tasks, held):
    first = noting(helper, held, "one_success")

    def run():
        slow, other = held.submit(), held.submit()
        return {"first": first.submit(tasks.ok.submit(1), slow, helper.value(other))}

    assert states_of(run) == {"first": "S"}
    assert first.got == [(1, None, None)]


def test_one_run_of_a_mapped_task_is_enough(helper, tasks, held):
    first = noting(helper, held, "one_failed")

    @helper.task
    def check(x):
        if x == "bad":
            raise ValueError(x)
        return held(x)

    def run():
        to_come = check.map(tasks.ok.submit(["good", "bad", "good"]))
        known = check.map(["good"])
        return {"first": first.submit(wait_for=[known, to_come])}

    assert states_of(run) == {"first": "S"}


def test_runs_that_did_not_fail_are_waited_for(helper, tasks):
    alert = helper.task(lambda: 1, trigger_rule="one_failed")
    none = helper.task(lambda: 1, trigger_rule="one_success")

    def run():
        rows, empty = tasks.ok.map(tasks.ok.submit([1, 2])), tasks.ok.map(tasks.ok.submit([]))
        return {"alert": alert.submit(wait_for=[rows]), "none": none.submit(wait_for=[empty])}

    assert states_of(run) == {"alert": "K", "none": "K"}


def test_it_may_be_tried_again_and_be_async(helper, tasks, held):
    tries = []

    @helper.task(trigger_rule="one_success", retries=1)
    async def first(x, y):
        tries.append((x, y))
        if len(tries) == 1:
            raise ValueError("again")
        held.release()

    def run():
        return {"first": first.submit(tasks.ok.submit("x"), held.submit())}

    assert states_of(run) == {"first": "S"}
    assert tries == [("x", None)] * 2


def test_a_decision_counts_if_it_has_been_made(helper, tasks, held):
    early = noting(helper, held, "one_success")

    def run():
        no = tasks.ok.submit(None)
        no.wait()
        late = held.submit(None)
        return {
            "made": early.submit(wait_for=[helper.chosen(no, "first"), tasks.ok.submit()]),
            "to come": early.submit(wait_for=[helper.chosen(late, "first"), tasks.ok.submit()]),
            "late": late,
        }

    assert states_of(run) == {"made": "K", "to come": "S", "late": "S"}


def test_some_things_are_waited_for_in_any_case(helper, tasks, held):
    first = helper.task(lambda: 1, trigger_rule="one_success")

    def run():
        slow = held.submit(wrong=True)
        made = {
            "setup": first.submit(wait_for=[helper.required(slow), tasks.ok.submit()]),
            "scope": first.submit(wait_for=[helper.ended(slow), tasks.ok.submit()]),
        }
        for one in made.values():
            one.wait(0.5)
            assert not one.state.is_final()
        held.release()
        return made

    assert states_of(run) == {"setup": "U", "scope": "S"}
