"""What a cron text is, by Airflow's own library."""

import itertools
import random

import pytest

from tests.load_airflow.reading import codes, inside, read, read_dag
from translator.load.airflow.cron import problem

GOOD = [
    "0 0 * * *",
    "*/5 0-6/2 1,15 jan-mar mon-fri",
    "0 0 * * 5#2",
    "0 0 L * *",
    "0 0 15W * *",
    "0 0 ? * sun",
    "0 0 * * * 30",
    "0 0 * * * * 2024",
    "@Daily",
]
BAD = ["", "every day", "61 * * * *", "* * * *", "0 0 0 * *", "H H * * *", "0 0 * * 5#6", "@reboot"]


@pytest.mark.parametrize("text", GOOD)
def test_a_cron_text(text):
    assert problem(text) is None


@pytest.mark.parametrize("text", BAD)
def test_no_cron_text(text):
    assert repr(text) in problem(text)


WORDS = """
    * 0 1 5 7 31 32 60 12 13 24 23 mon jan sun dec l L ? */5 */0 */x 5/x 10/3 0/5 1-5 5-1 1-60 7-7
    1-5/2 mon-fri jan-mar/2 mon-wed#2 5#2 5#6 0#1 sat#1 l5 l7 l-2 1-l 15w w15 15w,3 1,2 1,,2 *,5
    5,* -1 *-5 h r h(1-5) h/5 x a-b 2024
"""
PARTS = WORDS.split()


@pytest.mark.airflow
def test_the_library_says_the_same():
    croniter = pytest.importorskip("croniter").croniter
    chance = random.Random(1)
    singles = [["*"] * at + [part] + ["*"] * (4 - at) for at in range(5) for part in PARTS]
    pairs = [[*one, *chance.choices(PARTS, k=count)] for one in singles[::7] for count in (0, 1, 2)]
    for fields in itertools.chain(singles, pairs):
        text = " ".join(fields)
        try:
            expected = croniter(text) is None
        except ValueError:
            expected = True
        assert (problem(text) is not None) is expected, text


@pytest.mark.parametrize(
    "schedule",
    [
        '""',
        '"every day"',
        '"None"',
        "5",
        "False",
        "timedelta(0)",
        '["a"]',
        'CronTriggerTimetable("every day", timezone="UTC")',
    ],
)
def test_a_schedule_that_airflow_refuses(schedule):
    found, said = read(inside('empty("a")', f"schedule={schedule}"))
    assert codes(said) == ["AP115"]
    assert not found.dags[0].complete


@pytest.mark.parametrize("schedule", ["None", '"@once"', '"@quarterly"', "timedelta(1)"])
def test_one_that_it_takes(schedule):
    assert read_dag(inside('empty("a")', f"schedule={schedule}")).complete
