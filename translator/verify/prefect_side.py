"""Ask a Prefect installation, in its own interpreter, what becomes of emitted flows."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from translator.verify.airflow_side import ProbeError, Run
from translator.verify.compare import Subject

PROBE = Path(__file__).with_name("prefect_probe.py")


def run_prefect(
    python: str | Path,
    folder: Path,
    runs: Sequence[tuple[Subject, Run]],
    *,
    timeout: float = 120.0,
    api_url: str | None = None,
) -> dict[str, Any]:
    """Run flows of the emitted `folder`; on a throw-away server unless `api_url` names one."""
    request = {
        "folder": str(folder.resolve()),
        "timeout": timeout,
        "api_url": api_url,
        "runs": [
            run.as_json() | {"module": subject.module, "flow": subject.flow}
            for subject, run in runs
        ],
    }
    with tempfile.TemporaryDirectory(prefix="airflow2prefect-") as scratch:
        asked, answer = Path(scratch) / "request.json", Path(scratch) / "answer.json"
        asked.write_text(json.dumps(request))
        environment = os.environ | {"PREFECT_HOME": str(Path(scratch) / "home")}
        command = [str(python), str(PROBE), "run", str(asked), str(answer)]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, cwd=scratch
        )
        if done.returncode:
            raise ProbeError(f"the Prefect probe failed:\n{done.stderr.strip()[-2000:]}")
        result: dict[str, Any] = json.loads(answer.read_text())
        return result
