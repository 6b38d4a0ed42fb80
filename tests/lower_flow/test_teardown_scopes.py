"""A teardown waits for everything that stands between its setups and itself."""

from __future__ import annotations

import pytest

from tests.lower_flow.builder import Flow


def scoped(tier, *work, after):
    """A flow with work between a setup and a teardown; the line that submits the teardown."""
    flow = Flow(tier)
    flow.task("create", task={"is_setup": True})
    for name, ups, rule in work:
        flow.task(name, after=ups, rule=rule)
    flow.task(
        "delete",
        after=["create", *after],
        rule="all_done_setup_success",
        task={"is_teardown": True},
    )
    return next(line for line in flow.text().splitlines() if "delete.submit" in line)


@pytest.mark.parametrize(("tier", "way"), [("plain", "allow_failure"), ("rules", "ended")])
def test_what_stands_before_a_task_that_always_runs(tier, way):
    line = scoped(
        tier,
        ("work", "create", "all_success"),
        ("anyway", "work", "always"),
        after=["anyway"],
    )
    assert f"{way}(work_run)" in line


@pytest.mark.parametrize("tier", ["plain", "rules"])
def test_nothing_more_where_the_upstream_has_waited(tier):
    line = scoped(
        tier,
        ("first", "create", "all_success"),
        ("second", "first", "all_success"),
        after=["second"],
    )
    assert "first" not in line


def test_the_path_beside_one_that_failed_in_the_plain_tier():
    line = scoped(
        "plain",
        ("fails", "create", "all_success"),
        ("a", "create", "all_success"),
        ("b", "a", "all_success"),
        ("joined", ["fails", "b"], "all_success"),
        after=["joined"],
    )
    assert "allow_failure(b_run)" in line
