"""The emitted helper finds another flow's run by its date, on a real server."""

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
import time
from datetime import datetime, timedelta, timezone

from external_runs import state_of_run
from prefect import flow, task
from prefect.states import Completed

DAY = datetime(2024, 3, 5, tzinfo=timezone.utc)


@task
def good():
    return 1


@task(name="group.skips")
def skips():
    return Completed(name="Skipped")


@task
def bad():
    raise ValueError("no")


@flow(name="other")
def other(logical_date: datetime | None = None):
    return [good.submit(), skips.submit(), bad.submit()]


@flow(name="fine")
def fine(logical_date: datetime | None = None):
    return [good.submit()]


other(DAY, return_state=True)
fine(DAY, return_state=True)
time.sleep(8)  # the server records task runs a little later
asked = {
    "run": state_of_run("fine", DAY),
    "failed run": state_of_run("other", DAY, failed=["failed"]),
    "failed run, waited out": state_of_run("other", DAY),
    "another date": state_of_run("fine", DAY - timedelta(days=1)),
    "two dates": state_of_run("fine", [DAY, DAY - timedelta(days=1)]),
    "delayed": state_of_run("fine", DAY, delay=timedelta(days=1)),
    "task": state_of_run("other", DAY, tasks=["good"]),
    "failed task": state_of_run("other", DAY, tasks=["good", "bad"], failed=["failed"]),
    "skipped task": state_of_run("other", DAY, tasks=["group.skips"], skipped=["skipped"]),
    "no such task": state_of_run("fine", DAY, tasks=["never"], skipped=["skipped"]),
    "group": state_of_run("other", DAY, group="group", allowed=["success", "skipped"]),
    "no such flow": state_of_run("nothing", DAY),
}
try:
    state_of_run("nothing", DAY, must_exist=True)
except Exception:
    asked["must exist"] = "raised"
print(json.dumps(asked))
"""


def test_what_became_of_another_run(tmp_path: Path, environment: dict[str, str]):
    (tmp_path / "external_runs.py").write_text(support_text("external_runs"))
    (tmp_path / "script.py").write_text(SCRIPT)
    done = subprocess.run(
        [PYTHON, "script.py"], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "run": "allowed",
        "failed run": "failed",
        "failed run, waited out": "waiting",
        "another date": "waiting",
        "two dates": "waiting",
        "delayed": "allowed",
        "task": "allowed",
        "failed task": "failed",
        "skipped task": "skipped",
        "no such task": "skipped",
        "group": "allowed",
        "no such flow": "waiting",
        "must exist": "raised",
    }
