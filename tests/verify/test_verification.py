"""What `verify` compares, and what it says it cannot."""

from __future__ import annotations

from translator.pipeline import translate_source
from translator.verification import emit

BROKEN = "from airflow import DAG\nwith DAG('d'\n"


def test_a_file_that_is_not_translated_is_named(tmp_path):
    emitted = emit([translate_source(BROKEN, "dags/broken.py")], tmp_path, tmp_path / "out")
    assert emitted.subjects == {}
    assert list(emitted.failed) == ["dags/broken.py"]
    assert emitted.failed["dags/broken.py"].startswith("not translated: AP1")
