"""The emitted `trigger_rules`, on a real Prefect."""

from __future__ import annotations

import asyncio
import itertools
import time

import pytest
from prefect import flow
from prefect.task_runners import ProcessPoolTaskRunner

from tests.lower_flow.running import states_of
from translator.lower.flow.trigger_rules import RULES, decide

pytestmark = pytest.mark.prefect


COMBINATIONS = ["S", "F", "K", "U", "SF", "SK", "SU", "FK", "FU", "KU", "SFK", "FKU"]


def test_every_rule_decides_as_airflow_does(helper, tasks):
    def note():
        return None

    by_rule = {rule: helper.rule_task(note, trigger_rule=rule) for rule in sorted(RULES)}

    def run():
        made = {}
        for letters in COMBINATIONS:
            ups = tasks(letters)
            for rule, one in by_rule.items():
                made[rule, letters] = one.submit(wait_for=ups)
        return made

    expected = {
        (rule, letters): decide(rule, dict(enumerate(letters)))
        for rule, letters in itertools.product(sorted(RULES), COMBINATIONS)
    }
    assert states_of(run) == expected


def test_an_unknown_branch_fails(helper, server):
    @helper.task(branches=("a", "b"))
    def choose(answer):
        return answer

    states = states_of(lambda: {str(a): choose.submit(a) for a in ("a", "c", ["a", "c"], None)})
    assert states == {"a": "S", "c": "F", "['a', 'c']": "F", "None": "S"}


def test_retries_and_nested_calls_keep_their_upstream(helper, tasks):
    tries = []

    @helper.task(retries=2)
    def flaky(x):
        tries.append(x)
        if len(tries) < 3:
            raise ValueError("again")
        return tasks.ok(x)

    @helper.task
    async def later(x):
        await asyncio.sleep(0)
        return x

    def run():
        s = tasks.ok.submit("x")
        return {
            "flaky": flaky.submit(s),
            "async": later.submit(s),
            "async skipped": later.submit("x", wait_for=tasks("K")),
        }

    assert states_of(run) == {"flaky": "S", "async": "S", "async skipped": "K"}
    assert tries == ["x", "x", "x"]


def test_always_does_not_wait(helper, tasks):
    ended = {}

    @helper.task
    def slow():
        time.sleep(1)
        ended["slow"] = time.monotonic()
        return 1

    @helper.task(trigger_rule="always")
    def at_once(x):
        ended["at once"] = time.monotonic()
        return x

    assert states_of(lambda: {"a": at_once.submit(slow.submit())}) == {"a": "S"}
    assert ended["at once"] < ended.get("slow", float("inf"))


def test_options_keep_the_rule(helper, tasks):
    alert = helper.task(lambda: 1, trigger_rule="one_failed").with_options(name="other")
    changed = alert.with_options(trigger_rule="all_done")
    assert alert.name == changed.name == "other"

    def run():
        s = tasks("S")
        return {"alert": alert.submit(wait_for=s), "changed": changed.submit(wait_for=s)}

    assert states_of(run) == {"alert": "K", "changed": "S"}


def test_an_unknown_rule_is_an_error(helper):
    with pytest.raises(ValueError, match="no such trigger rule"):
        helper.task(lambda: 1, trigger_rule="most_success")


def test_a_task_with_a_rule_is_retried(helper, tasks):
    tries = []

    @helper.task(retries=1, trigger_rule="one_failed")
    def flaky():
        tries.append(1)
        if len(tries) < 2:
            raise ValueError("again")

    assert states_of(lambda: {"flaky": flaky.submit(wait_for=tasks("SF"))}) == {"flaky": "S"}
    assert len(tries) == 2


def test_skips_are_skips_where_results_are_kept(helper, server, tmp_path):
    @helper.task(persist_result=True)
    def skip(x):
        raise helper.Skip("on purpose")

    @helper.task(persist_result=True)
    def keep(x):
        return x

    def run():
        return {
            "first": skip.submit(1),
            "again": skip.submit(1),
            "kept": keep.submit(1),
            "blocked": keep.submit(1, wait_for=[skip.submit(1)]),
        }

    assert states_of(run) == {"first": "K", "again": "K", "kept": "S", "blocked": "K"}


def test_other_task_runners_are_refused(helper, server):
    one = helper.task(lambda: 1)

    @flow(task_runner=ProcessPoolTaskRunner())
    def body():
        return [one.submit()]

    state = body(return_state=True)
    assert state.is_failed()
    assert "ThreadPoolTaskRunner" in state.message
