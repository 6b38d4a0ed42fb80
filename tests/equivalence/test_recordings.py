"""A random tenth of the recordings, made again, says the same."""

import os
import random
import sys

import pytest

from tests.equivalence.corpus import all_cases, recordings
from tests.equivalence.record import KEPT, ask
from translator.verify.compare import IGNORED_KEYS

AIRFLOW2 = os.environ.get("AIRFLOW2_PYTHON")

PYTHONS = [
    pytest.param("3", os.environ.get("AIRFLOW_PYTHON", sys.executable), marks=pytest.mark.airflow),
    pytest.param(
        "2.10",
        AIRFLOW2,
        marks=[
            pytest.mark.airflow2,
            pytest.mark.skipif(not AIRFLOW2, reason="AIRFLOW2_PYTHON names no interpreter"),
        ],
    ),
]


def lasting(answer):
    """A recording without what is new in every run."""
    xcoms = {
        task: {
            index: {key: value for key, value in values.items() if key not in IGNORED_KEYS}
            for index, values in instances.items()
        }
        for task, instances in answer["xcoms"].items()
    }
    return {key: answer[key] for key in KEPT} | {"xcoms": xcoms}


@pytest.mark.parametrize(("airflow", "python"), PYTHONS)
def test_a_random_tenth_is_still_what_airflow_does(airflow, python, shared_folder):
    cases = [case for case in all_cases() if case.airflow == airflow]
    chosen = random.SystemRandom().sample(cases, -(-len(cases) // 10))
    recorded = recordings(airflow)
    again = ask(python, chosen, shared_folder)
    for case in chosen:
        assert lasting(again[case.name]) == lasting(recorded[case.name]), case.name
