"""What code does with all the results of a mapped task, and Airflow's lazy sequence does not."""

import pytest

from tests.helpers import check

MAPPED = "@task\ndef double(x):\n    return x * 2\n\n\n@task\ndef use(values):\n    {}"
CALL = "use(double.expand(x=[1, 2]))"

DIFFERENT = [
    ("return isinstance(values, list)", "is False there"),
    ("return 1 if isinstance(values, (list, tuple)) else 0", "is False there"),
    ("return type(values).__name__", "is another there"),
    ("return str(values)", "is another there"),
    ('return f"{values}"', "is another text there"),
    ("return json.dumps(values)", "fails there"),
    ("return values + [3]", "fails there"),
    ("return [3] + values", "fails there"),
    ("values.append(3)", "fails there"),
    ("return values.copy()", "fails there"),
]


@pytest.mark.parametrize(("line", "what"), DIFFERENT)
def test_what_a_lazy_sequence_does_otherwise_is_told(line, what):
    before = "import json\n\n\n" + MAPPED.format(line)
    made = check(CALL, before=before, diagnostics=("AP313",))
    assert what in made.diagnostics[0].message
    assert str(made.diagnostics[0].level) == "warning"


SAME = [
    "return len(values)",
    "return values[0:2]",
    "return values[-1]",
    "return [2] == values or 2 in values",
    "return list(values) + [3]",
    "return sorted(values)",
    "return sum(values)",
    "return isinstance(values, (list, Sequence))",
    "values = list(values)\n    values.append(3)",
    "print(values)",
]


@pytest.mark.parametrize("line", SAME)
def test_what_both_do_alike_is_not(line):
    before = "from collections.abc import Sequence\n\n\n" + MAPPED.format(line)
    check(CALL, before=before, diagnostics=())


def test_the_result_of_one_task_is_what_it_is():
    check(
        "use(double([1]))", before=MAPPED.format("return isinstance(values, list)"), diagnostics=()
    )
