"""Every form of a schedule."""

import pytest

from tests.load_airflow.reading import inside, read_dag
from translator import ir

A, B = ir.AssetRef("asset", "a", "a"), ir.AssetRef("asset", "b", "b")

FORMS = [
    ("schedule=None", "none", None),
    ("", "unset", None),
    ('schedule="@once"', "once", None),
    ('schedule="@continuous", max_active_runs=1', "continuous", None),
    ('schedule="@daily"', "cron", "0 0 * * *"),
    ('schedule="@quarterly"', "cron", "0 0 1 */3 *"),
    ('schedule="*/5 * * * *"', "cron", "*/5 * * * *"),
    ("schedule=timedelta(hours=6)", "interval", 21600.0),
    ("schedule=[Asset('a')]", "assets", A),
    ("schedule=Asset('a')", "assets", A),
    ("schedule=(Asset('a'), Asset('b'))", "assets", ir.AssetRef("all", members=(A, B))),
    ("schedule=Asset('a') & Asset('b')", "assets", ir.AssetRef("all", members=(A, B))),
    ("schedule=Asset('a') | Asset('b')", "assets", ir.AssetRef("any", members=(A, B))),
    ("schedule=[AssetAlias('a')]", "assets", ir.AssetRef("alias", "a")),
]


@pytest.mark.parametrize(("arguments", "kind", "value"), FORMS)
def test_a_form(arguments, kind, value):
    schedule = read_dag(inside('empty("a")', arguments)).schedule
    assert (schedule.kind, schedule.value) == (kind, value)


def test_a_relativedelta():
    schedule = read_dag(inside('empty("a")', "schedule=relativedelta(months=1)")).schedule
    assert schedule.kind == "relativedelta"
    assert schedule.value["months"] == 1


def test_a_timetable_keeps_its_arguments():
    arguments = 'schedule=CronTriggerTimetable("0 1 * * *", timezone="UTC")'
    schedule = read_dag(inside('empty("a")', arguments)).schedule
    assert schedule.kind == "timetable"
    name = "airflow.sdk.CronTriggerTimetable"
    assert schedule.value == ir.Opaque(name, ("0 1 * * *",), {"timezone": "UTC"})
    assert schedule.written == 'CronTriggerTimetable("0 1 * * *", timezone="UTC")'


ZONES = [
    ("start_date=datetime(2024, 1, 1)", "UTC"),
    ('start_date=pendulum.datetime(2024, 1, 1, tz="Europe/Paris")', "Europe/Paris"),
    ('start_date=datetime(2024, 1, 1, tzinfo=pendulum.timezone("Asia/Tokyo"))', "Asia/Tokyo"),
    ('default_args={"start_date": pendulum.datetime(2024, 1, 1, tz="Asia/Tokyo")}', "Asia/Tokyo"),
]


@pytest.mark.parametrize(("arguments", "zone"), ZONES)
def test_the_zone_is_that_of_the_start_date(arguments, zone):
    dag = read_dag(inside('empty("a")', f'schedule="@daily", {arguments}'))
    assert dag.schedule.timezone == zone


def test_the_old_names():
    dag = read_dag(inside('empty("a")', 'schedule_interval="@daily"'), major=2)
    assert dag.schedule.value == "0 0 * * *"


def test_params():
    arguments = 'params={"n": 3, "s": Param("x", type="string", enum=["x", "y"], description="d")}'
    plain, checked = read_dag(inside('empty("a")', arguments)).params
    assert (plain.name, plain.default, plain.schema) == ("n", 3, {})
    assert (checked.name, checked.default, checked.description) == ("s", "x", "d")
    assert checked.schema == {"type": "string", "enum": ["x", "y"]}
