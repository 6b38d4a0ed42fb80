"""The emitted `upstream_roles`, on a real Prefect."""

from __future__ import annotations

import time

import pytest

from tests.lower_flow.running import states_of

pytestmark = pytest.mark.prefect


def test_decisions_skip_what_they_do_not_follow(helper, tasks):
    done = helper.task(lambda: 1, trigger_rule="all_done")

    def run():
        picked, both, none = (
            tasks.ok.submit("a"),
            tasks.ok.submit(["a", "b"]),
            tasks.ok.submit(None),
        )
        false, bad = tasks.ok.submit(0), tasks.failing.submit()
        return {
            "chosen": tasks.ok.submit(wait_for=[helper.chosen(picked, "a")]),
            "other": tasks.ok.submit(wait_for=[helper.chosen(picked, "b")]),
            "group": tasks.ok.submit(wait_for=[helper.chosen(picked, "b", "a")]),
            "both": tasks.ok.submit(wait_for=[helper.chosen(both, "b")]),
            "none": tasks.ok.submit(wait_for=[helper.chosen(none, "b")]),
            "rule is overridden": done.submit(wait_for=[helper.chosen(picked, "b")]),
            "one of two": tasks.ok.submit(
                wait_for=[helper.chosen(picked, "a"), helper.chosen(none, "a")]
            ),
            "stopped": done.submit(wait_for=[helper.passed(false, upstream=False)]),
            "passed": tasks.ok.submit(wait_for=[helper.passed(picked)]),
            "left out before a failure": tasks.ok.submit(wait_for=[helper.chosen(none, "a"), bad]),
            "failed": tasks.ok.submit(wait_for=[helper.chosen(bad, "a")]),
            "failed, all_done": done.submit(wait_for=[helper.chosen(bad, "a")]),
        }

    assert states_of(run) == {
        "chosen": "S",
        "other": "K",
        "group": "S",
        "both": "S",
        "none": "K",
        "rule is overridden": "K",
        "one of two": "K",
        "stopped": "K",
        "passed": "S",
        "left out before a failure": "K",
        "failed": "U",
        "failed, all_done": "S",
    }


def test_setups(helper, tasks):
    down = helper.task(lambda: 1, trigger_rule="all_done_setup_success")
    done = helper.task(lambda: 1, trigger_rule="all_done")

    def run():
        s, f, k = (tasks(letter)[0] for letter in "SFK")
        picked = tasks.ok.submit("a")
        return {
            "work failed": down.submit(wait_for=[helper.setup(s), f]),
            "setup failed": down.submit(wait_for=[helper.setup(f), s]),
            "setup skipped": down.submit(wait_for=[helper.setup(k), s]),
            "one of two": down.submit(wait_for=[helper.setup(f), helper.setup(s)]),
            "no setup": down.submit(wait_for=[f]),
            "setup skipped, chosen": down.submit(
                wait_for=[helper.chosen(picked, "a"), helper.setup(k)]
            ),
            "required": done.submit(wait_for=[helper.required(f), s]),
            "required skipped": done.submit(wait_for=[helper.required(k), s]),
        }

    assert states_of(run) == {
        "work failed": "S",
        "setup failed": "U",
        "setup skipped": "K",
        "one of two": "S",
        "no setup": "S",
        "setup skipped, chosen": "K",
        "required": "U",
        "required skipped": "K",
    }


def test_what_has_to_end_is_waited_for_and_not_counted(helper, tasks):
    moments = []

    @helper.task
    def slow():
        time.sleep(0.3)
        moments.append("slow")
        raise ValueError("on purpose")

    @helper.task
    def after():
        moments.append("after")

    def run():
        return {"after": after.submit(wait_for=[tasks.ok.submit(), helper.ended(slow.submit())])}

    assert states_of(run) == {"after": "S"}
    assert moments == ["slow", "after"]
