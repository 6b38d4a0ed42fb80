"""A list that several tasks wait for has a name; a list that stands once has none."""

from tests.lower_flow.builder import Flow


def test_a_list_that_several_tasks_wait_for():
    flow = Flow()
    checks = [flow.task(f"check_{name}") for name in ("a", "b", "c")]
    flow.task("publish", after=checks)
    flow.task("clean", after=checks, rule="all_done")
    text = flow.text()
    assert "checked = [checked_a, checked_b, checked_c]\n" in text
    assert "publish.submit(wait_for=checked)" in text
    assert "clean.submit(wait_for=[*map(allow_failure, checked)])" in text


def test_a_pair_that_two_tasks_wait_for_stays():
    flow = Flow()
    checks = [flow.task(f"check_{name}") for name in ("a", "b")]
    flow.task("publish", after=checks)
    flow.task("clean", after=checks, rule="all_done")
    assert "publish.submit(wait_for=[checked_a, checked_b])" in flow.text()


def test_the_flow_waits_for_the_list_that_an_alert_looks_at():
    flow = Flow()
    checks = [flow.task("load"), flow.task("copy_it"), flow.task("alarm")]
    flow.task("alert", after=checks, rule="one_failed")
    text = flow.text()
    assert text.count("[loaded, copied, alarm_run]") == 1
    assert "\nfor ended in as_completed(upstream):\n" in text
