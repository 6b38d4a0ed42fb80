"""The emitted `kept_values`, on a real Prefect."""

from __future__ import annotations

import pytest
from prefect import flow

from tests.lower_flow.running import states_of

pytestmark = pytest.mark.prefect


def test_missing_results_arrive_as_none(helper, tasks):
    seen = {}

    @helper.task(trigger_rule="all_done")
    def note(name, *values, **named):
        seen[name] = (*values, *named.values())

    def run():
        s, f, k, u = (tasks(letter)[0] for letter in "SFKU")
        keys = tasks.ok.submit({"return_value": 1, "count": 2})
        return {
            "bare": note.submit("bare", s, f, k, rest=u),
            "nested": note.submit("nested", [s, f], {"k": k}),
            "value": note.submit("value", helper.value(s), helper.value(f)),
            "key": note.submit("key", helper.value(keys, "count"), helper.value(keys, "no")),
        }

    assert states_of(run) == dict.fromkeys(["bare", "nested", "value", "key"], "S")
    assert seen == {
        "bare": ("ok", None, None, None),
        "nested": (["ok", None], {"k": None}),
        "value": ("ok", None),
        "key": (2, None),
    }


def test_a_value_does_not_count_for_the_rule(helper, tasks):
    alert = helper.task(lambda x=None: x, trigger_rule="one_failed")

    def run():
        s, f = (tasks(letter)[0] for letter in "SF")
        return {
            "counted": alert.submit(f),
            "not counted": alert.submit(helper.value(f), wait_for=[s]),
            "alone": tasks.ok.submit(helper.value(f)),
        }

    assert states_of(run) == {"counted": "S", "not counted": "K", "alone": "S"}


@pytest.mark.parametrize("error", ["ValueError", "Skip"])
def test_what_was_pushed_before_an_error_can_be_read(helper, server, error):
    @helper.task
    def push():
        xcoms = {}
        with helper.keeping(xcoms):
            xcoms["rows"] = 3
            raise (ValueError if error == "ValueError" else helper.Skip)("broken")

    @helper.task(trigger_rule="all_done")
    def read(rows, other):
        return [rows, other]

    @flow
    def body():
        pushed = push.submit()
        values = [helper.value(pushed, "rows"), helper.value(pushed, "other")]
        return read.submit(*values, wait_for=[pushed]).result()

    assert body() == [3, None]
