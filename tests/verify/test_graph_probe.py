"""The probe of graphs leaves nothing behind."""

import json
import os
import subprocess
import sys

import pytest

from translator.verify import graph_probe

DAG = "from airflow.sdk import DAG\nwith DAG('probed', schedule=None): pass\n"


def probe(folder, scratch, **environment):
    scratch.mkdir()
    return subprocess.run(
        [sys.executable, graph_probe.__file__, str(folder)],
        env={k: v for k, v in os.environ.items() if not k.startswith("AIRFLOW")}
        | {"TMPDIR": str(scratch)}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.airflow
def test_a_home_of_its_own_is_gone_afterwards(tmp_path):
    folder = tmp_path / "dags"
    folder.mkdir()
    (folder / "dag.py").write_text(DAG)
    done = probe(folder, tmp_path / "scratch")
    assert [dag["dag_id"] for dag in json.loads(done.stdout)["files"]["dag.py"]["dags"]] == [
        "probed"
    ]
    assert list((tmp_path / "scratch").iterdir()) == []


def test_it_is_gone_after_an_error_too(tmp_path):
    (tmp_path / "airflow.py").write_text("raise RuntimeError('on purpose')\n")
    done = probe(tmp_path, tmp_path / "scratch", PYTHONPATH=str(tmp_path))
    assert "on purpose" in done.stderr
    assert list((tmp_path / "scratch").iterdir()) == []
