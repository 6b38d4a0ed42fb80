"""`prefect deploy --all` on a real local server takes what is written.

With PREFECT_PYTHON another interpreter (another Prefect) is asked.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from translator import translate_source
from translator.emit.deployment import prefect_yaml, requirements_text
from translator.emit.support import support_files

pytestmark = pytest.mark.prefect

PYTHON = os.environ.get("PREFECT_PYTHON", sys.executable)

SOURCE = """\
from datetime import datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, Param
from dateutil.relativedelta import relativedelta

START = datetime(2024, 1, 1)

with DAG(
    "daily",
    schedule="0 6 * * 1-5",
    start_date=START,
    description="What: it does",
    tags=["a", "b"],
    max_active_runs=2,
    params={"limit": Param(10, type="integer", minimum=1)},
    is_paused_upon_creation=True,
):
    BashOperator(task_id="run", bash_command="echo {{ params.limit }} {{ ds }}")

with DAG("six-hours", schedule=timedelta(hours=6), start_date=START):
    BashOperator(task_id="run", bash_command="true")

with DAG("monthly", schedule=relativedelta(months=1), start_date=START):
    BashOperator(task_id="run", bash_command="true")

with DAG("by_hand", schedule=None):
    BashOperator(task_id="run", bash_command="true")
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a Prefect client, with a server of its own."""
    home = tmp_path_factory.mktemp("prefect")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/api"
    variables = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")},
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": url,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false",
    }
    command = [PYTHON, "-m", "prefect", "server", "start", "--port", str(port), "--no-ui"]
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=variables, stdout=log, stderr=log)
        try:
            wait_for(f"{url}/health", server)
            yield variables
        finally:
            server.terminate()
            server.wait(30)


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(1)
    raise TimeoutError(url)


def prefect(*arguments: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [PYTHON, "-m", "prefect", *arguments],
        cwd=folder,
        env={**environment, "PWD": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def deployments(environment: dict[str, str]) -> dict[str, Any]:
    request = urllib.request.Request(
        f"{environment['PREFECT_API_URL']}/deployments/filter",
        data=b"{}",
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        return {one["name"]: one for one in json.load(answer)}


def test_all_flows_of_a_folder_are_deployed(tmp_path: Path, environment: dict[str, str]):
    result = translate_source(SOURCE, "etl/dags.py")
    assert result.text is not None, [str(one) for one in result.diagnostics]
    assert result.module is not None
    (tmp_path / "etl").mkdir()
    (tmp_path / "etl" / "dags.py").write_text(result.text)
    for name, text in support_files(sorted(result.module.support), "").items():
        (tmp_path / name).write_text(text)
    (tmp_path / "prefect.yaml").write_text(prefect_yaml([result.module], "processes"))
    prefect(
        *("work-pool", "create", "--type", "process", "processes"),
        folder=tmp_path,
        environment=environment,
    )
    prefect("--no-prompt", "deploy", "--all", folder=tmp_path, environment=environment)
    found = deployments(environment)
    assert set(found) == {"daily", "six-hours", "monthly", "by_hand"}
    daily = found["daily"]
    assert daily["entrypoint"] == "etl/dags.py:daily"
    assert (daily["description"], daily["tags"]) == ("What: it does", ["a", "b"])
    assert daily["paused"] is True
    assert daily["global_concurrency_limit"]["limit"] == 2
    assert daily["work_pool_name"] == "processes"
    assert daily["parameter_openapi_schema"]["properties"]["limit"]["minimum"] == 1
    assert [one["schedule"]["cron"] for one in daily["schedules"]] == ["0 6 * * 1-5"]
    assert found["by_hand"]["schedules"] == []
    interval = found["six-hours"]["schedules"][0]["schedule"]
    assert (interval["interval"], interval["anchor_date"][:10]) == (21600.0, "2024-01-01")
    assert "FREQ=MONTHLY" in found["monthly"]["schedules"][0]["schedule"]["rrule"]
    pull = daily["pull_steps"][0]["prefect.deployments.steps.set_working_directory"]
    assert pull == {"directory": str(tmp_path)}


def test_the_requirements_let_prefect_start():
    lines = requirements_text([]).splitlines()
    assert lines == ["prefect>=3.7,<4", "fastapi<0.151"]
