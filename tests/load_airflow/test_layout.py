"""The statements of a file."""

from tests.load_airflow.reading import read

TEXT = '''\
"""Docstring."""

import os
from airflow.sdk import DAG, task
from tools import helper as h

# A limit.
# Two lines.
LIMIT = 3


def plain(x: "Path" = LIMIT, *, y=os.sep):
    z = x
    return [z + w for w in y] + h(LIMIT)


@task
def decorated():
    return LIMIT


def factory():
    decorated()


with DAG("d", schedule=None) as dag:
    INNER = LIMIT + 1

    @task
    def inside():
        return INNER

    inside() >> decorated()
    print(INNER)
    factory()

if __name__ == "__main__":
    dag.test()
'''


def statements():
    found, _ = read(TEXT, head="", texts={"dags/tools/__init__.py": "def helper(x): return x"})
    return found.statements


def test_kinds_and_lines():
    assert [(one.kind, one.first_line, one.start_line) for one in statements()] == [
        ("docstring", 1, 1),
        ("import", 3, 3),
        ("import", 4, 4),
        ("import", 5, 5),
        ("assign", 7, 9),
        ("function", 12, 12),
        ("function", 17, 17),
        ("function", 22, 22),
        ("with", 26, 26),
        ("if", 37, 37),
    ]


def test_what_each_defines_and_uses():
    found = statements()
    assert [sorted(one.defines) for one in found[4:9]] == [
        ["LIMIT"],
        ["plain"],
        ["decorated"],
        ["factory"],
        ["INNER", "dag", "inside"],
    ]
    assert found[5].uses == {"LIMIT", "Path", "h", "os"}
    assert found[6].uses == {"LIMIT", "task"}


def test_what_builds():
    found = statements()
    assert [one.builds for one in found] == [False] * 6 + [True, True, True, False]
    assert [one.builds for one in found[8].body] == [False, True, True, False, True]
    assert [one.airflow for one in found[3:9]] == [False, False, False, True, False, True]


def test_imports():
    found = statements()
    (dag, task) = found[2].imports
    assert (dag.local, dag.module, dag.name, dag.canonical) == (
        "DAG",
        "airflow.sdk",
        "DAG",
        "airflow.sdk.DAG",
    )
    assert task.in_tree is None
    (helper,) = found[3].imports
    assert (helper.local, helper.alias, helper.in_tree) == ("h", "h", "dags/tools/__init__.py")


def test_a_relative_import():
    found, _ = read(
        "from .tools import x\n", head="", path="dags/a.py", texts={"dags/tools.py": "x = 1"}
    )
    (one,) = found.statements[0].imports
    assert (one.module, one.in_tree) == ("dags.tools", "dags/tools.py")
