"""`sys.exit()` in a callable fails its task, not the flow run."""

import pytest

from tests.lower_callables.building import Case, codes

FORMS = [
    ("sys.exit(1)", 'raise RuntimeError("exit code 1")'),
    ("sys.exit()", 'raise RuntimeError("exit code 0")'),
    ("exit(2)", 'raise RuntimeError("exit code 2")'),
    ('sys.exit("no rows")', 'raise RuntimeError("no rows")'),
    ("raise SystemExit", 'raise RuntimeError("exit code 0")'),
    ("raise SystemExit(3)", 'raise RuntimeError("exit code 3")'),
    ("sys.exit(rows)", 'raise RuntimeError(f"exit code {rows}")'),
]


@pytest.mark.parametrize(("before", "after"), FORMS)
def test_forms(before, after):
    result = Case(f"def load(rows):\n    {before}", op_args=("1",)).rewrite()
    assert result.source == f"def load(rows):\n    {after}"
    assert codes(result) == []


def test_airflow_2_lets_code_0_succeed():
    result = Case("def load():\n    sys.exit(0)", major=2).rewrite()
    assert result.source == "def load():\n    return None"


def test_a_code_that_airflow_2_has_to_look_at():
    source = "def load(code):\n    sys.exit(code)"
    result = Case(source, major=2, op_args=("1",)).rewrite()
    assert result.source == source
    assert codes(result) == ["AP214"]


CAUGHT = [
    ("SystemExit", []),
    ("BaseException", []),
    ("(ValueError, SystemExit)", []),
    ("Exception", ["AP214"]),
]


@pytest.mark.parametrize(("caught", "expected"), CAUGHT)
def test_what_a_try_catches_stays(caught, expected):
    source = f"def load():\n    try:\n        sys.exit(1)\n    except {caught}:\n        pass"
    result = Case(source).rewrite()
    assert result.source == source
    assert codes(result) == expected


def test_a_handler_of_something_else():
    source = "def load():\n    try:\n        {}\n    except ValueError:\n        pass"
    result = Case(source.format("sys.exit(1)")).rewrite()
    assert result.source == source.format('raise RuntimeError("exit code 1")')


def test_a_function_of_the_users_that_is_called_exit():
    source = "def load():\n    def exit(code):\n        print(code)\n    exit(1)"
    assert Case(source).rewrite().source == source
