"""Members of Airflow's enumerations are the number or the text that they are equal to."""

import pytest

from tests.lower_callables.building import IMPORTS, Case, check, codes

NAMES = {
    "WeekDay": "airflow.providers.standard.utils.weekday.WeekDay",
    "TaskInstanceState": "airflow.sdk.TaskInstanceState",
    "DagRunType": "airflow.utils.types.DagRunType",
}

MEMBERS = [
    ("WeekDay.MONDAY", "1"),
    ("WeekDay.SUNDAY", "7"),
    ("TaskInstanceState.SUCCESS", '"success"'),
    ("TaskInstanceState.UPSTREAM_FAILED.value", '"upstream_failed"'),
    ("DagRunType.MANUAL", '"manual"'),
]


@pytest.fixture(autouse=True)
def _names(monkeypatch):
    for local, name in NAMES.items():
        monkeypatch.setitem(IMPORTS, local, name)


@pytest.mark.parametrize(("written", "value"), MEMBERS)
def test_a_member_is_its_value(written, value):
    check(f"def load(x):\n    return x == {written}", f"def load(x):\n    return x == {value}")


@pytest.mark.parametrize("written", ["WeekDay.NOPE", "WeekDay", "TaskInstanceState.DEFERRED"])
def test_what_is_no_member_stays_red(written):
    result = Case(f"def load(x):\n    return x == {written}").rewrite()
    assert codes(result) == ["AP204"]
    assert result.manual
