"""DAG files that hypothesis draws from all constructs are read as Airflow reads them.

`GENERATED_PROGRAMS=5000 pytest tests/reality/test_generated_programs.py` draws more of them, and
other ones each time; what fails is shrunk, and belongs into `graph_cases.py`.
"""

import os
import sys
import time

import pytest
from hypothesis import HealthCheck, assume, given, settings

from tests.reality.graphs import compare
from tests.reality.oracle import Oracle
from tests.reality.programs import programs
from translator.diagnostics import Severity

pytestmark = pytest.mark.airflow

ASKED_FOR = int(os.environ.get("GENERATED_PROGRAMS", "0"))
EXAMPLES = ASKED_FOR or 200
SECONDS = float("inf") if ASKED_FOR else 50
"""After that, the rest of the examples is left out."""
AIRFLOW_2 = os.environ.get("AIRFLOW2_PYTHON", "")

COMMON = settings(
    derandomize=not ASKED_FOR,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)


def compiles(program):
    """Whether it is Python: a walrus in a comprehension, for one, can be put where it is none."""
    try:
        for name, text in program.files:
            if name.endswith(".py"):
                compile(text, name, "exec")
    except SyntaxError:
        return False
    return True


class Checker:
    """Compares programs with what one Airflow says of them, until the time is up."""

    def __init__(self, folder, python=sys.executable):
        self.folder = folder
        self.oracle = Oracle(folder / "home", python)
        self.stop = time.monotonic() + SECONDS
        self.asked = self.accepted = 0

    def check(self, program):
        assume(time.monotonic() < self.stop and compiles(program))
        self.asked += 1
        folder = (self.folder / f"program{self.asked}").resolve()
        program.write(folder)
        theirs = {"error": None, "dags": [], **self.oracle.ask(folder).get("main.py", {})}
        differences, said = compare(folder, "main.py", theirs)
        if theirs["error"] is not None:
            wrong = [one for one in said if one.level is Severity.ERROR]
            assert wrong or (program.guesses and said), theirs["error"]
            return
        self.accepted += 1
        if not (program.guesses and said):
            assert differences == []
            assert [str(one) for one in said] == []


@pytest.fixture(scope="module")
def checker(tmp_path_factory):
    made = Checker(tmp_path_factory.mktemp("programs"))
    with made.oracle:
        yield made


@pytest.fixture(scope="module")
def checker_2(tmp_path_factory):
    if not AIRFLOW_2:
        pytest.skip("AIRFLOW2_PYTHON names no interpreter with Airflow 2.10")
    made = Checker(tmp_path_factory.mktemp("programs_2"), AIRFLOW_2)
    with made.oracle:
        yield made


def test_programs_are_read_as_airflow_reads_them(checker):
    @settings(COMMON, max_examples=EXAMPLES)
    @given(program=programs())
    def every(program):
        checker.check(program)

    every()
    # Airflow refuses some (a circle, most often): those say little.
    assert checker.accepted > 0.8 * checker.asked > 0


@pytest.mark.airflow2
@settings(COMMON, max_examples=max(ASKED_FOR, 40))
@given(program=programs(major=2))
def test_a_program_for_airflow_2_is_read_as_airflow_2_reads_it(checker_2, program):
    checker_2.check(program)
