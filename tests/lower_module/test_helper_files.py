"""Modules of the tree that emitted modules import: copied as they are, or cleaned of Airflow."""

import pytest

from translator import translate_file

DAG = """\
from airflow import DAG
from airflow.operators.python import PythonOperator
{imports}


def run():
    return {value}


with DAG("example", schedule=None):
    PythonOperator(task_id="run", python_callable=run)
"""


def helpers(tmp_path, files, imports, value):
    """Path → text (None: copied) of the helper files of a DAG with one Python task."""
    for name, text in (files | {"dag.py": DAG.format(imports=imports, value=value)}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    result = translate_file(tmp_path / "dag.py")
    assert result.text is not None, result.diagnostics
    return {one.path: one.text for one in result.helpers}


COPIED = [
    ({"rows.py": "ROWS = 3\n"}, "from rows import ROWS", "ROWS", {"rows.py"}),
    ({"rows.py": "ROWS = 3\n"}, "import rows", "rows.ROWS", {"rows.py"}),
    (
        {"team/__init__.py": "", "team/rows.py": "ROWS = 3\n"},
        "from team.rows import ROWS",
        "ROWS",
        {"team/__init__.py", "team/rows.py"},
    ),
    (
        {"rows.py": "from base import ROWS\n", "base.py": "ROWS = 3\n"},
        "from rows import ROWS",
        "ROWS",
        {"rows.py", "base.py"},
    ),
]


@pytest.mark.parametrize(("files", "imports", "value", "expected"), COPIED)
def test_a_module_without_airflow_is_copied(tmp_path, files, imports, value, expected):
    assert helpers(tmp_path, files, imports, value) == dict.fromkeys(expected)


def test_a_module_that_the_output_does_not_import_stays_behind(tmp_path):
    files = {"ids.py": 'TASK_ID = "x"\n'}
    assert helpers(tmp_path, files, "from ids import TASK_ID", "1") == {}


def test_airflow_is_taken_out_of_a_module(tmp_path):
    text = (
        "from airflow.models import Variable\n"
        "from airflow.operators.bash import BashOperator\n\n"
        "ROWS = 3\n\n\n"
        "def limit():\n    return Variable.get('limit')\n\n\n"
        "class Loud(BashOperator):\n    pass\n"
    )
    found = helpers(tmp_path, {"rows.py": text}, "from rows import ROWS, limit", "ROWS + limit()")
    assert "airflow" not in found["rows.py"]
    assert "from prefect.variables import Variable\n" in found["rows.py"]
    assert "ROWS = 3" in found["rows.py"]
    assert "Loud" not in found["rows.py"]


def test_what_a_module_needs_of_another_is_only_what_is_left_of_it(tmp_path):
    files = {
        "rows.py": "from airflow import DAG\nfrom base import ROWS\nfrom dags import make\n\n\n"
        "def build():\n    return make(DAG('x'))\n\n\nCOUNT = ROWS\n",
        "base.py": "ROWS = 3\n",
        "dags.py": "def make(dag):\n    return dag\n",
    }
    assert set(helpers(tmp_path, files, "from rows import COUNT", "COUNT")) == {
        "rows.py",
        "base.py",
    }


TASKFLOW_MODULE = """\
from airflow.decorators import task

LIMIT = 3


@task
def count():
    return LIMIT


@task(retries=2)
def unused():
    return 0
"""
TASKFLOW_DAG = """\
from airflow import DAG
from {module} import count

with DAG("example", schedule=None):
    count()
"""


@pytest.mark.parametrize("path", ["counting.py", "team/counting.py"])
def test_a_task_of_another_module_is_a_plain_function_there(tmp_path, path):
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text(TASKFLOW_MODULE)
    module = path.removesuffix(".py").replace("/", ".")
    (tmp_path / "dag.py").write_text(TASKFLOW_DAG.format(module=module))
    result = translate_file(tmp_path / "dag.py")
    assert "counting.count()" in result.text
    assert {one.path: one.text for one in result.helpers} == {
        path: "LIMIT = 3\n\n\ndef count():\n    return LIMIT\n"
    }
