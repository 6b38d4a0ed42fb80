"""A random tenth of the recordings, made again, says the same."""

import random

import pytest

from tests.equivalence.corpus import all_cases, recordings
from tests.equivalence.record import KEPT, ask
from translator.verify.compare import IGNORED_KEYS


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


@pytest.mark.airflow
def test_a_random_tenth_is_still_what_airflow_does(airflow_python, airflow_cache):
    cases = [case for case in all_cases() if case.airflow == "3"]
    chosen = random.SystemRandom().sample(cases, len(cases) // 10)
    recorded = recordings("3")
    again = ask(airflow_python, chosen, airflow_cache)
    for case in chosen:
        assert lasting(again[case.name]) == lasting(recorded[case.name]), case.name
