"""Flows whose tasks depend on the run before are red."""

import pytest

from tests.helpers import check, check_noop, codes

TASK = 'BashOperator(task_id="a", bash_command="x", {})'
RED = ["depends_on_past=True", "wait_for_downstream=True", "depends_on_past=PAST"]
BEFORE = "import os\nPAST = os.environ['PAST'] == 'yes'\n"


@pytest.mark.parametrize("argument", RED)
def test_the_flow_raises_before_anything_is_submitted(argument):
    result = check(TASK.format(argument), before=BEFORE)
    assert "AP604" in codes(result)
    body = result.text.split("def example():\n")[1]
    assert body.lstrip().startswith("raise NotImplementedError(")
    assert f"AP604 Runs that depend on the run before have no translation yet: {argument}" in body


@pytest.mark.parametrize("argument", ["depends_on_past=False", "wait_for_downstream=None"])
def test_what_does_not_look_back_runs(argument):
    assert "AP604" not in codes(check_noop(TASK.format(argument), "raise NotImplementedError"))
