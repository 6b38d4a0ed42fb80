"""Airflow's own example DAGs, and what Airflow makes of them when they run.

python -m tests.reality.examples        # run them all under Airflow, record it (some minutes)
"""

import importlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

from tests.equivalence.corpus import LOGICAL_DATE
from tests.equivalence.record import KEPT
from translator.verify.airflow_side import Run, run_airflow

PACKAGES = ("airflow.example_dags", "airflow.providers.standard.example_dags")
WHEELS = ("apache-airflow-core", "apache-airflow-providers-standard")
RECORDED = Path(__file__).parent / "recorded" / "airflow-examples.json"

TIMEOUT = 60


def folder_of(package):
    return Path(importlib.import_module(package).__file__).parent


def versions():
    return {wheel: version(wheel) for wheel in WHEELS}


def recorded():
    """DAG id → Airflow's answer; None when these versions were not recorded."""
    if not RECORDED.exists():
        return None
    found = json.loads(RECORDED.read_text(encoding="utf-8"))
    return found["dags"] if found["versions"] == versions() else None


def dag_ids(package):
    from translator.verification import translations

    folder = folder_of(package)
    return sorted(dag.dag_id for one in translations(folder, folder) for dag in one.file.dags)


def record():
    answers = {}
    for package in PACKAGES:
        runs = [Run(dag_id, logical_date=LOGICAL_DATE) for dag_id in dag_ids(package)]
        answer = run_airflow(sys.executable, folder_of(package), runs=runs, timeout=TIMEOUT)
        answers |= {one["dag_id"]: {key: one[key] for key in KEPT} for one in answer["dags"]}
    RECORDED.parent.mkdir(exist_ok=True)
    lines = (f"{json.dumps(name)}: {json.dumps(answers[name])}" for name in sorted(answers))
    head = f'{{"versions": {json.dumps(versions())}, "dags": {{\n'
    RECORDED.write_text(head + ",\n".join(lines) + "\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    record()
