"""The emitted helper `run_bash`, and Airflow's BashOperator beside it."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from translator.emit.support import support_files


@pytest.fixture(scope="module")
def helper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    pytest.importorskip("prefect")
    text = support_files(["run_bash"], "")["run_bash.py"]
    path = tmp_path_factory.mktemp("helper") / "run_bash.py"
    path.write_text(text)
    spec = importlib.util.spec_from_file_location("emitted_run_bash", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


RESULTS = [
    ("echo one; echo two", "two"),
    ("echo 'two  '", "two"),
    ("printf 'no newline'", "no newline"),
    ("true", ""),
    ("echo out; echo err >&2", "err"),
    ("echo x; echo", ""),
    ("false; echo z", "z"),
    ("echo '{{ no template }} $((1 + 1))'", "{{ no template }} $((1 + 1))"),
    ("[[ a == a ]] && echo it is bash", "it is bash"),
    ("printf 'caf\\xe9'", "caf\\xe9"),
]


@pytest.mark.parametrize(("command", "expected"), RESULTS)
def test_the_last_line_is_returned(helper: ModuleType, command: str, expected: str):
    assert helper.run_bash(command) == expected


@pytest.mark.airflow
@pytest.mark.parametrize(("command", "expected"), RESULTS)
def test_airflow_returns_the_same(command: str, expected: str):
    hook = pytest.importorskip("airflow.providers.standard.hooks.subprocess").SubprocessHook()
    assert hook.run_command(["bash", "-c", command]).output == expected


def test_all_output_is_printed(helper: ModuleType, capsys: pytest.CaptureFixture[str]):
    helper.run_bash("echo one; echo two >&2")
    assert capsys.readouterr().out.splitlines() == ["one", "two"]


def test_an_exit_code_is_an_error(helper: ModuleType):
    with pytest.raises(RuntimeError, match="exit code 3"):
        helper.run_bash("exit 3")


def test_a_code_that_skips_makes_a_state_or_an_exception(helper: ModuleType):
    state = helper.run_bash("exit 99", skip_on=99)
    assert (state.name, state.is_completed()) == ("Skipped", True)
    with pytest.raises(LookupError, match="99"):
        helper.run_bash("exit 99", skip_on=[1, 99], skip=LookupError)
    with pytest.raises(RuntimeError):
        helper.run_bash("exit 99")


def test_the_environment(helper: ModuleType, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OUTER", "outer")
    show = 'echo "$OUTER/$INNER"'
    assert helper.run_bash(show) == "outer/"
    assert helper.run_bash(show, env={"INNER": "i"}) == "/i"
    assert helper.run_bash(show, env={"INNER": "i"}, append_env=True) == "outer/i"
    assert helper.run_bash(show, env={}) == "/"


def test_the_folder(helper: ModuleType, tmp_path: Path):
    assert helper.run_bash("pwd", cwd=str(tmp_path)) == str(tmp_path)
    own = helper.run_bash("pwd; touch x; pwd")
    assert own != os.getcwd()
    assert not Path(own).exists()
    with pytest.raises(FileNotFoundError):
        helper.run_bash("pwd", cwd=str(tmp_path / "missing"))


def test_the_helper_does_not_need_us(helper: ModuleType):
    text = support_files(["run_bash"], "")["run_bash.py"]
    assert "translator" not in text
    assert "airflow" not in text.lower()
