"""What a translated flow knows of its past runs, on a real server: as Airflow 2.10.5."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.lower_operators.test_deploy import PYTHON, environment
from translator.emit.support import support_text

__all__ = ["environment"]

pytestmark = pytest.mark.prefect

SCRIPT = """\
import json
from datetime import datetime, timedelta, timezone

from prefect import flow
from previous_runs import last_success

FIRST = datetime(2024, 3, 5, tzinfo=timezone.utc)


@flow(name="daily")
def daily(logical_date: datetime | None = None, broken: bool = False):
    last = last_success(logical_date)
    if broken:
        raise ValueError("broken")
    if last is None:
        return None
    return [str(last.date.date()), last.date == last.moment, last.start <= last.end]


@flow(name="other")
def other(logical_date: datetime | None = None):
    return last_success(logical_date) is None


def on(days, **options):
    return daily(FIRST + timedelta(days=days), return_state=True, **options)


found = [
    on(0).result(),
    on(1).result(),
    on(2, broken=True).is_failed(),
    on(3).result(),
    on(1).result(),
    other(FIRST + timedelta(days=9)),
]


@flow(name="scheduled")
def scheduled():
    now = datetime.now(timezone.utc)
    last = last_success(now, lambda moment: moment - timedelta(days=1))
    return last and last.moment - last.date == timedelta(days=1)


found += [scheduled(), scheduled()]
print(json.dumps(found))
"""


def test_the_last_run_that_succeeded_before_a_date(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "previous_runs.py").write_text(support_text("previous_runs"))
    (tmp_path / "script.py").write_text(SCRIPT)
    done = subprocess.run(
        [PYTHON, "script.py"], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [
        None,
        ["2024-03-05", True, True],
        True,
        ["2024-03-06", True, True],
        ["2024-03-05", True, True],
        True,
        None,
        True,
    ]
