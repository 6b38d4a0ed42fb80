"""On a real server: what tasks say about assets is in the events, and can be read from them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.lower_operators.test_deploy import PYTHON, environment
from translator import translate_source
from translator.emit.support import support_files

__all__ = ["environment"]

pytestmark = pytest.mark.prefect

SOURCE = """\
from airflow.exceptions import AirflowSkipException
from airflow.sdk import DAG, Asset, AssetAlias, Metadata, task

ONE, TWO, NONE = Asset("s3://told/one"), Asset("two of them"), Asset("s3://told/none")
ALIAS, OTHER = AssetAlias("some alias"), AssetAlias("other")

with DAG("say", schedule=None):

    @task(outlets=[ONE], retries=1, retry_delay=0)
    def retried(ti=None, outlet_events=None):
        outlet_events[ONE].extra[f"try_{ti.try_number}"] = True
        if ti.try_number == 1:
            raise ValueError("once more")

    @task(outlets=[NONE])
    def skipped(outlet_events=None):
        outlet_events[NONE].extra = {"never": "sent"}
        raise AirflowSkipException

    @task(outlets=[ALIAS, OTHER, TWO])
    def under(*, outlet_events=None):
        for alias in range(2):
            outlet_events[ALIAS].add(Asset(f"s3://told/{alias}"), {"number": alias})
        outlet_events[ALIAS].add(TWO)
        outlet_events[OTHER].add(TWO)

    @task(outlets=[ONE])
    def yielded():
        yield Metadata(ONE, {"a": [1, {"b": None}]})
        yield Metadata(ONE, {"c": "d"})

    retried() >> yielded()
    skipped()
    under()

with DAG("read", schedule=None):

    @task(inlets=[ONE, TWO, NONE, ALIAS, OTHER])
    def read(inlet_events=None):
        return {
            "one": [event.extra for event in inlet_events[ONE]],
            "two": [event.extra for event in inlet_events[TWO]],
            "none": len(inlet_events[NONE]),
            "alias": [[event.uri, event.extra] for event in inlet_events[ALIAS]],
            "other": [event.uri for event in inlet_events[OTHER]],
            "last": inlet_events[ONE][-1].timestamp.tzinfo is not None,
        }

    read()
"""

RUN = """
import json, time
from asset_history import past_events
from dags import read, say

say(return_state=True)
deadline = time.monotonic() + 60
while time.monotonic() < deadline and not (
    len(past_events("s3://told/one")) == 2
    and len(past_events("alias://some-alias", alias=True)) == 3
):
    time.sleep(1)
print(json.dumps(read.fn()))
"""


def test_what_tasks_say_is_in_the_events(tmp_path: Path, environment: dict[str, str]):
    result = translate_source(SOURCE, "dags.py")
    assert result.text is not None, [str(one) for one in result.diagnostics]
    assert result.module is not None
    (tmp_path / "dags.py").write_text(result.text)
    for name, text in support_files(sorted(result.module.support), "").items():
        (tmp_path / name).write_text(text)
    done = subprocess.run(
        [PYTHON, "-c", RUN], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert sorted(found.pop("alias")) == [
        ["asset://two-of-them", {}],
        ["s3://told/0", {"number": 0}],
        ["s3://told/1", {"number": 1}],
    ]
    assert found == {
        "one": [{"try_2": True}, {"a": [1, {"b": None}], "c": "d"}],
        "two": [{}, {}],
        "none": 0,
        "other": ["asset://two-of-them"],
        "last": True,
    }
