"""The emitted `failing_fast`, on a real Prefect."""

from __future__ import annotations

import pytest

from tests.lower_flow.running import states_of

pytestmark = pytest.mark.prefect


def test_a_failure_stops_a_flow_that_fails_fast(helper, tasks):
    tear_down = helper.task(lambda: 1, trigger_rule="all_done_setup_success")

    def run(stops=True):
        if stops:
            helper.fail_fast()
        made, bad = tasks.ok.submit(), tasks.failing.submit()
        bad.wait()
        return {
            "before": made,
            "failed": bad,
            "below": tasks.ok.submit(wait_for=[bad]),
            "elsewhere": tasks.ok.submit(),
            "teardown": tear_down.submit(wait_for=[helper.setup(made), bad]),
        }

    after = {"below": "K", "elsewhere": "K", "teardown": "S"}
    assert states_of(run) == {"before": "S", "failed": "F"} | after
    # Another flow in the same process goes on.
    assert states_of(lambda: run(stops=False))["elsewhere"] == "S"
