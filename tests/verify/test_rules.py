"""The reference rules say what Airflow did in every cell of the recorded truth tables."""

import pytest

from tests.equivalence.corpus import recordings
from translator.verify.rules import decide

TABLES = [name for name in recordings("3") if name.startswith("rules_table_")]
UPSTREAM = ("good", "bad", "skipped", "blocked")
RAN = {"run": "success"}


def cells():
    for name in TABLES:
        states = {task: found["-1"] for task, found in recordings("3")[name]["tasks"].items()}
        upstream = [state for task, state in states.items() if task.split("_")[0] in UPSTREAM]
        for rule, state in states.items():
            if rule.split("_")[0] not in (*UPSTREAM, "root"):
                yield pytest.param(rule, upstream, state, id=f"{name}-{rule}")


@pytest.mark.parametrize(("rule", "upstream", "state"), list(cells()))
def test_a_rule_decides_as_airflow_did(rule, upstream, state):
    decision = decide(rule, upstream)
    assert RAN.get(decision, decision) == state


def test_there_are_enough_cells():
    assert len(list(cells())) > 150
