"""Ask an Airflow installation, in its own interpreter and a throw-away AIRFLOW_HOME.

`run_airflow` starts `airflow_probe.py` there. The metadata database takes ten seconds to create, so
it is created once per Airflow version in a cache folder and copied for every call.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

PROBE = Path(__file__).with_name("airflow_probe.py")

SETTINGS = {
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
    "AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT": "120",
    "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
    "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
    "AIRFLOW__SCHEDULER__USE_JOB_SCHEDULE": "False",
    # 2.x: nothing else asks this throw-away home, and a missing key only makes noise.
    "AIRFLOW__CORE__FERNET_KEY": "",
}


class ProbeError(RuntimeError):
    """A probe ended without an answer; the message has the end of its output."""


VERSION = "from importlib.metadata import version; print(version('apache-airflow'))"


def airflow_major(python: str | Path) -> Literal[2, 3] | None:
    """The major version of Airflow that an interpreter has; None where it has none of these."""
    done = subprocess.run(
        [python, "-c", VERSION], capture_output=True, text=True, timeout=60, check=False
    )
    majors: dict[str, Literal[2, 3]] = {"2": 2, "3": 3}
    return majors.get(done.stdout.partition(".")[0].strip())


@dataclass(frozen=True, slots=True)
class Run:
    """One DAG run to make."""

    dag_id: str
    conf: Mapping[str, Any] = field(default_factory=dict, hash=False)
    logical_date: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The form the probes read."""
        return {"dag_id": self.dag_id, "conf": dict(self.conf), "logical_date": self.logical_date}


def run_airflow(
    python: str | Path,
    folder: Path,
    *,
    target: Path | None = None,
    runs: Sequence[Run] | None = None,
    timeout: float = 120.0,
    cache: Path | None = None,
) -> dict[str, Any]:
    """Run DAGs of `target` (default: all of `folder`) under Airflow; the answer is the probe's.

    `cache` keeps the prepared databases between calls.
    """
    request = {
        "folder": str(folder.resolve()),
        "target": str((target or folder).resolve()),
        "timeout": timeout,
        "runs": None if runs is None else [run.as_json() for run in runs],
    }
    with tempfile.TemporaryDirectory(prefix="airflow2prefect-") as scratch:
        home = Path(scratch) / "home"
        shutil.copytree(prepared_home(python, cache or Path(scratch)), home)
        asked, answer = Path(scratch) / "request.json", Path(scratch) / "answer.json"
        asked.write_text(json.dumps(request))
        call_probe([str(python), str(PROBE), "run", str(asked), str(answer)], home, folder)
        result: dict[str, Any] = json.loads(answer.read_text())
        return result


def prepared_home(python: str | Path, cache: Path) -> Path:
    """A migrated AIRFLOW_HOME for this interpreter, made in `cache` when it is not there."""
    home = cache / f"airflow-{airflow_version(python)}"
    if not home.exists():
        with tempfile.TemporaryDirectory(dir=cache) as fresh:
            call_probe([str(python), str(PROBE), "prepare"], Path(fresh), Path(fresh))
            shutil.copytree(fresh, home, dirs_exist_ok=True)
    return home


def airflow_version(python: str | Path) -> str:
    """The version of Airflow that an interpreter has, without importing it."""
    code = "import importlib.metadata as m; print(m.version('apache-airflow'))"
    found = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=False)
    if found.returncode:
        raise ProbeError(f"{python} has no Airflow: {found.stderr.strip().splitlines()[-1:]}")
    return found.stdout.strip()


def call_probe(command: list[str], home: Path, folder: Path) -> None:
    """Run a probe with a clean Airflow configuration; raise ProbeError when it fails."""
    environment = clean_environment() | SETTINGS
    environment |= {"AIRFLOW_HOME": str(home), "AIRFLOW__CORE__DAGS_FOLDER": str(folder.resolve())}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, cwd=home
    )
    if done.returncode:
        tail = (done.stderr or done.stdout).strip()[-2000:]
        raise ProbeError(f"{' '.join(command[:3])} ended with {done.returncode}:\n{tail}")


def clean_environment() -> dict[str, str]:
    """The environment without any Airflow setting of the caller's."""
    return {key: value for key, value in os.environ.items() if not key.startswith("AIRFLOW")}
