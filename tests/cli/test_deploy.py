"""`prefect deploy --all` takes the emitted prefect.yaml, on a real server of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.program import dag, make_folder, run

pytestmark = pytest.mark.prefect

ROOT = Path(__file__).parents[2]
PREFECT = Path(os.environ.get("PREFECT_PYTHON", sys.executable)).with_name("prefect")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def ask(url: str, body: object | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a Prefect client whose server has a home of its own."""
    pytest.importorskip("prefect")
    port = free_port()
    environment = os.environ | {
        "PREFECT_HOME": str(tmp_path_factory.mktemp("prefect")),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    command = [PREFECT, "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)
    try:
        wait_for(environment["PREFECT_API_URL"], process)
        yield environment
    finally:
        process.terminate()
        process.wait(60)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        assert process.poll() is None, "the server ended"
        try:
            ask(f"{url}/health")
        except (urllib.error.URLError, OSError):
            time.sleep(1)
        else:
            return
    raise TimeoutError("the server did not start")


def prefect(environment: dict[str, str], folder: Path, *arguments: str) -> None:
    command = [PREFECT, "--no-prompt", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_deployment_arrives(server: dict[str, str], tmp_path: Path) -> None:
    sources = make_folder(
        tmp_path / "dags",
        {
            "etl.py": dag("etl").replace("catchup=False", "catchup=False, max_active_runs=2"),
            "team/my-hourly.py": dag("my-hourly").replace("@daily", "@hourly"),
            "interval.py": dag("interval")
            .replace('"@daily"', "timedelta(hours=6)")
            .replace("import datetime", "import datetime, timedelta"),
            "manual.py": dag("manual").replace('"@daily"', "None"),
        },
    )
    out = tmp_path / "flows"
    assert run("convert", sources, "--out", out, "--work-pool", "lake").exit_code == 0
    prefect(server, out, "work-pool", "create", "--type", "process", "lake")
    prefect(server, out, "deploy", "--all")
    found = ask(f"{server['PREFECT_API_URL']}/deployments/filter", {})
    read = {
        one["name"]: (
            one["entrypoint"],
            one["work_pool_name"],
            [schedule_of(each) for each in one["schedules"]],
            (one["global_concurrency_limit"] or {}).get("limit"),
        )
        for one in found
        # The server is shared with the test below, in either order.
        if one["work_pool_name"] == "lake"
    }
    assert read == {
        "etl": ("etl.py:etl", "lake", ["0 0 * * *"], 2),
        "my-hourly": ("team/my-hourly.py:my_hourly", "lake", ["0 * * * *"], None),
        "interval": ("interval.py:interval", "lake", [21600.0], None),
        "manual": ("manual.py:manual", "lake", [], None),
    }


def schedule_of(entry: dict[str, Any]) -> object:
    schedule = entry["schedule"]
    return schedule.get("cron") or schedule.get("interval")


def test_the_samples_can_be_deployed(server: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "flows"
    run("convert", ROOT / "sample_dags", "--out", out)
    expected = yaml.safe_load((out / "prefect.yaml").read_text())["deployments"]
    prefect(server, out, "work-pool", "create", "--type", "process", "default")
    prefect(server, out, "deploy", "--all")
    found = {
        one["entrypoint"] for one in ask(f"{server['PREFECT_API_URL']}/deployments/filter", {})
    }
    assert {one["entrypoint"] for one in expected} <= found


FACTORY = """\
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG


def create_dag(dag_id, word):
    with DAG(dag_id, schedule=None, start_date=datetime(2024, 1, 1)):
        BashOperator(task_id="say", bash_command=f"echo {word}; test {word} = right")


right = create_dag("made-right", "right")
wrong = create_dag("made-wrong", "wrong")
"""

FROM_SOURCE = """\
from prefect import flow

made = flow.from_source(source={folder!r}, entrypoint="made.py:made_right")
made.deploy("again", work_pool_name="made", ignore_warnings=True, print_next_steps=False)
"""


def test_a_flow_of_a_factory_runs_by_its_entrypoint(server: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "flows"
    sources = make_folder(tmp_path / "dags", {"made.py": FACTORY})
    assert run("convert", sources, "--out", out, "--work-pool", "made").exit_code == 0
    assert "made_right = create_flow(" in (out / "made.py").read_text()
    prefect(server, out, "work-pool", "create", "--type", "process", "made")
    prefect(server | {"PWD": str(out)}, out, "deploy", "--all")
    script = FROM_SOURCE.format(folder=str(out))
    subprocess.run([sys.executable, "-c", script], cwd=out, env=server, check=True)
    states = {
        name: executed(server, out, f"{flow}/{name}")
        for flow, name in [
            ("made-right", "made-right"),
            ("made-wrong", "made-wrong"),
            ("made-right", "again"),
        ]
    }
    assert states == {"made-right": "COMPLETED", "made-wrong": "FAILED", "again": "COMPLETED"}


def executed(server: dict[str, str], folder: Path, deployment: str) -> str:
    """The state in which a run of a deployment ends, which `flow-run execute` carries out."""
    url = server["PREFECT_API_URL"]
    found = ask(f"{url}/deployments/name/{deployment}")
    made = ask(f"{url}/deployments/{found['id']}/create_flow_run", {})
    command = [PREFECT, "--no-prompt", "flow-run", "execute", made["id"]]
    subprocess.run(command, cwd=folder, env=server, capture_output=True, check=False)
    state: str = ask(f"{url}/flow_runs/{made['id']}")["state"]["type"]
    return state
