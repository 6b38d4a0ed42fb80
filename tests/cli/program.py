"""What the tests of the command line share: folders of DAGs, and two ways to run the program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from translator.cli import main

DAG = """\
from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("{dag_id}", start_date=datetime(2024, 1, 1), schedule="@daily", catchup=False) as dag:
    first = BashOperator(task_id="first", bash_command="echo 1")
    second = BashOperator(task_id="second", bash_command="echo 2")
    first >> second
"""


def dag(dag_id: str) -> str:
    """A DAG file with two tasks."""
    return DAG.format(dag_id=dag_id)


def make_folder(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write `files` below `root`."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        (root / path).write_bytes(data)
    return root


def run(*arguments: object) -> Result:
    """The program in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def run_process(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, as its console script starts it."""
    start = "import sys; from translator.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", start, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def codes(output: str) -> set[str]:
    """`path CODE` of each finding line of the text format (paths without their folder)."""
    found = set()
    for line in output.splitlines():
        place, _, rest = line.partition(" AP")
        if rest and place.count(":") >= 2:
            found.add(f"{Path(place.rsplit(':', 2)[0]).name} AP{rest[:3]}")
    return found
