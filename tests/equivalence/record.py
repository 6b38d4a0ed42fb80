"""Run the DAGs of the suite under Airflow and record what became of every task.

    python -m tests.equivalence.record [--all] [--airflow2 PYTHON] [NAME ...]

Without names: the DAGs whose recording is missing or older than the file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.equivalence.corpus import DAGS, RECORDED, Case, all_cases, recording_file, recordings
from translator.verify.airflow_side import Run, run_airflow

KEPT = ("state", "error", "tasks", "xcoms")


def main(argv: list[str]) -> int:
    options = parse(argv)
    pythons = {"3": options.airflow, "2.10": options.airflow2}
    cases = [case for case in all_cases() if wanted(case, options)]
    for version, python in pythons.items():
        chosen = [case for case in cases if case.airflow == version]
        if chosen and python:
            save(version, chosen, ask(python, chosen))
            print(f"recorded {len(chosen)} DAGs with {python}")
        elif chosen:
            print(f"{len(chosen)} DAGs need --airflow2", file=sys.stderr)
    return 0


def parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--airflow", default=sys.executable)
    parser.add_argument("--airflow2")
    return parser.parse_args(argv)


def wanted(case: Case, options: argparse.Namespace) -> bool:
    if options.names:
        return case.name in options.names
    known = recordings(case.airflow).get(case.name, {})
    return options.all or known.get("digest") != case.digest


def ask(python: str, cases: Iterable[Case], cache: Path | None = None) -> dict[str, Any]:
    """Airflow's answers by case name."""
    runs = [Run(case.name, case.conf, case.logical_date) for case in cases]
    answer = run_airflow(python, DAGS, runs=runs, timeout=60, cache=cache)
    return {dag["dag_id"]: {key: dag[key] for key in KEPT} for dag in answer["dags"]}


def save(version: str, cases: Iterable[Case], answers: dict[str, Any]) -> None:
    """Merge the answers into the recording of this version; forget files that are gone."""
    names = {case.name for case in all_cases()}
    known = {name: old for name, old in recordings(version).items() if name in names}
    for case in cases:
        known[case.name] = {"digest": case.digest} | answers[case.name]
    RECORDED.mkdir(exist_ok=True)
    lines = (f"{json.dumps(name)}: {json.dumps(known[name])}" for name in sorted(known))
    recording_file(version).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
