"""Golden files: golden/<construct>/<case>/{dag.py, flow.py, diagnostics.txt}.

A case may hold other modules of its tree beside dag.py, and `options.txt` with lines `tier = rules`
or `airflow_major = 2`.
"""

from pathlib import Path

import pytest

from tests.helpers import explain
from translator import TranslateOptions, translate_file

GOLDEN = Path(__file__).parent
CASES = sorted(path.parent for path in GOLDEN.glob("*/*/dag.py"))


def case_name(path):
    return path.relative_to(GOLDEN).as_posix()


def options_of(case):
    values = {}
    file = case / "options.txt"
    for line in file.read_text("utf-8").splitlines() if file.exists() else []:
        name, value = (part.strip() for part in line.split("="))
        values[name] = int(value) if value.isdigit() else value
    return TranslateOptions(**values)


def findings(result):
    return "".join(
        f"{one.span.line}:{one.span.column} {one.code} {one.level} {one.message}\n"
        for one in result.diagnostics
    )


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_golden(case, update_golden):
    result = translate_file(case / "dag.py", options=options_of(case))
    assert result.text is not None, explain(result)
    actual = {"flow.py": result.text, "diagnostics.txt": findings(result)}
    for name, text in actual.items():
        file = case / name
        if update_golden:
            file.write_text(text, "utf-8")
        expected = file.read_text("utf-8") if file.exists() else None
        assert text == expected, f"{case_name(case)}/{name}: `pytest --update-golden` accepts it"


def test_every_case_is_whole():
    for case in CASES:
        assert (case / "flow.py").exists(), case
        assert (case / "diagnostics.txt").exists(), case
