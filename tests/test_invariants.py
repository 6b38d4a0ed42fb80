"""What holds for everything that is ever emitted: golden cases and sample DAGs."""

import re
from functools import cache
from pathlib import Path

import black
import pytest

from tests.golden.test_golden import options_of
from translator import translate_file
from translator.emit.format import MODE, check
from translator.plan import Gap, Line, Suite

TESTS = Path(__file__).parent
ROOT = TESTS.parent
HOSTED = "AP205"

SOURCES = sorted(TESTS.glob("golden/*/*/dag.py")) + sorted(ROOT.glob("sample_dags/**/*.py"))


@cache
def translate(path):
    sample = path.is_relative_to(ROOT / "sample_dags")
    root = ROOT / "sample_dags" if sample else path.parent
    return translate_file(path, root=root, options=None if sample else options_of(path.parent))


def name_of(path):
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(params=SOURCES, ids=name_of)
def source(request):
    return request.param


@pytest.fixture
def result(source, request):
    found = translate(source)
    if found.status == "not_a_dag":
        pytest.skip("no DAG in it")
    if found.text is None and "is_emitted" not in request.node.name:
        pytest.skip("nothing is emitted, another test says so")
    return found


def test_something_is_emitted(result):
    assert result.text is not None, "\n".join(map(str, result.diagnostics))


def test_it_compiles_and_every_name_is_defined(result):
    assert check(result.text) == []


def test_it_is_as_black_would_have_it(result):
    assert black.format_str(result.text, mode=MODE) == result.text


def test_airflow_is_gone(result):
    if HOSTED in {one.code for one in result.diagnostics}:
        pytest.skip("a hosted operator needs Airflow")
    assert re.findall(r"^\s*(?:from|import) airflow\b.*", result.text, re.MULTILINE) == []


def test_no_placeholder_is_left(result):
    assert "__ref_" not in result.text


def test_the_same_bytes_again(result, source):
    assert translate.__wrapped__(source).text == result.text


def submitted(blocks):
    for block in blocks:
        match block:
            case Line():
                yield from block.tasks
            case Suite():
                yield from submitted(block.body)
            case Gap():
                pass


def test_every_task_is_accounted_for(result):
    """A task is submitted somewhere, or it only joined others, or a diagnostic names it."""
    for dag, flow in zip(result.file.dags, result.module.flows, strict=True):
        named = {one.task_id for one in result.diagnostics if one.dag_id == dag.dag_id}
        joints = {task.task_id for task in dag.tasks if task.operator.endswith(("EmptyOperator",))}
        missing = {task.task_id for task in dag.tasks} - set(submitted(flow.body)) - named - joints
        assert missing == set()


def test_every_task_has_its_lines(result):
    lines = result.text.split("\n")
    for outcomes in result.tasks.values():
        for outcome in outcomes.values():
            if outcome.output_lines is not None:
                first, last = outcome.output_lines
                assert 1 <= first <= last <= len(lines)
                assert lines[first - 1].strip()
