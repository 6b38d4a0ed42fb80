"""On a real server, a task that updates an asset starts the flow that waits for it."""

from __future__ import annotations

import json
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.lower_operators.test_deploy import (
    PYTHON,
    deployments,
    environment,
    prefect,
)
from translator import translate_source
from translator.emit.deployment import prefect_yaml
from translator.emit.support import support_files

__all__ = ["environment"]

pytestmark = pytest.mark.prefect

SOURCE = """\
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, Asset

START = datetime(2024, 1, 1)
USERS, ORDERS, ITEMS = Asset("s3://lake/users"), Asset("orders"), Asset("s3://lake/items")

with DAG("produce", schedule=None, start_date=START):
    BashOperator(task_id="users", bash_command="true", outlets=[USERS])
    BashOperator(task_id="orders", bash_command="true", outlets=[ORDERS])
    BashOperator(task_id="items", bash_command="exit 99", outlets=[ITEMS])

with DAG("both", schedule=[USERS, ORDERS], start_date=START):
    BashOperator(task_id="a", bash_command="true")

with DAG("either", schedule=(USERS | ITEMS), start_date=START):
    BashOperator(task_id="a", bash_command="true")

with DAG("skipped", schedule=[ITEMS], start_date=START):
    BashOperator(task_id="a", bash_command="true")
"""

RUN = "from dags import produce\nproduce(return_state=True)\n"
PATIENCE = 90


def runs_of(deployment: dict[str, Any], environment: dict[str, str]) -> int:
    request = urllib.request.Request(
        f"{environment['PREFECT_API_URL']}/flow_runs/count",
        data=json.dumps({"deployments": {"id": {"any_": [deployment["id"]]}}}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        return int(json.load(answer))


def test_updates_start_the_flows_that_wait_for_them(tmp_path: Path, environment: dict[str, str]):
    result = translate_source(SOURCE, "dags.py")
    assert result.text is not None, [str(one) for one in result.diagnostics]
    assert result.module is not None
    (tmp_path / "dags.py").write_text(result.text)
    for name, text in support_files(sorted(result.module.support), "").items():
        (tmp_path / name).write_text(text)
    (tmp_path / "prefect.yaml").write_text(prefect_yaml([result.module], "assets"))
    prefect(
        *("work-pool", "create", "--type", "process", "assets"),
        folder=tmp_path,
        environment=environment,
    )
    prefect("--no-prompt", "deploy", "--all", folder=tmp_path, environment=environment)
    made = deployments(environment)
    subprocess.run([PYTHON, "-c", RUN], cwd=tmp_path, env=environment, check=True)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not all(
        runs_of(made[name], environment) for name in ("both", "either")
    ):
        time.sleep(1)
    found = {name: runs_of(made[name], environment) for name in ("both", "either", "skipped")}
    assert found == {"both": 1, "either": 1, "skipped": 0}
