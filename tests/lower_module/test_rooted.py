"""Imports of a repository whose `dags/` is on Airflow's path start from the output folder."""

import subprocess
import sys

from translator.folder import translate_folder
from translator.lower.module.rooted import rooted_text, roots_of

FILES = {
    "dags/common/__init__.py": "",
    "dags/common/sql.py": "from common.names import TABLE\n\nQUERY = f'select * from {TABLE}'\n",
    "dags/common/names.py": "TABLE = 'orders'\n",
    "dags/limits.py": "ROWS = 3\n",
    "dags/shop/etl.py": """
from datetime import datetime

import limits
from airflow import DAG
from airflow.operators.python import PythonOperator
from common import sql
from common.names import TABLE as ORDERS


def load():
    from common.names import TABLE

    print(sql.QUERY, ORDERS, TABLE, limits.ROWS)


with DAG("etl", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(task_id="load", python_callable=load)
""",
}


def test_imports_start_from_the_output_folder(tmp_path):
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    (done,) = [one for one in translate_folder(tmp_path) if one.text]
    for line in (
        "from dags import limits",
        "from dags.common import sql",
        "from dags.common.names import TABLE as ORDERS",
        "    from dags.common.names import TABLE",
    ):
        assert f"{line}\n" in done.text
    helpers = {one.path: one.text for one in done.helpers}
    assert helpers["dags/common/sql.py"] == FILES["dags/common/sql.py"].replace(
        "from common.names", "from dags.common.names"
    )
    assert helpers["dags/limits.py"] is None

    # The helpers are importable from the output folder alone.
    out = tmp_path / "out"
    for path, text in helpers.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_text(FILES[path] if text is None else text)
    code = "from dags.common import sql; print(sql.QUERY)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=out, capture_output=True, text=True)
    assert ran.stdout == "select * from orders\n", ran.stderr


def test_modules_of_others_stay():
    places = {"common": "dags/common", "yaml": "yaml"}
    text = "import yaml\nimport requests\nimport common as shared\nfrom . import sql\n"
    roots = roots_of(text, places.get, ["dags/common/__init__.py"])
    assert roots == {"common": "dags.common"}
    assert rooted_text(text, roots) == text.replace(
        "import common as shared", "from dags import common as shared"
    )
    assert roots_of(text, places.get, ["dags/etl.py"]) == {}


def test_imports_that_name_the_source_root_itself(tmp_path):
    root = tmp_path / "pipelines"
    files = {
        "common/__init__.py": "",
        "common/sql.py": "from pipelines.common.names import TABLE\n\nQUERY = f'from {TABLE}'\n",
        "common/names.py": "TABLE = 'orders'\n",
        "etl.py": """
from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator
from pipelines.common import sql
from elsewhere.common import names


def load():
    print(sql.QUERY, names.TABLE)


with DAG("etl", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(task_id="load", python_callable=load)
""",
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    (done,) = [one for one in translate_folder(root) if one.text]
    assert "from common import sql\n" in done.text
    assert "from elsewhere.common import names\n" in done.text
    helpers = {one.path: one.text for one in done.helpers}
    assert helpers["common/sql.py"].startswith("from common.names import TABLE\n")


def test_a_folder_that_is_no_name_keeps_the_spelling():
    places = {"common": "acme-etl/dags/common", "class_": "class/common"}
    for spelled, place in places.items():
        assert roots_of(f"from {spelled} import sql", {spelled: place}.get, [f"{place}.py"]) == {}


REPOSITORY = {
    "my-etl/dags/common/__init__.py": "",
    "my-etl/dags/common/names.py": "TABLE = 'orders'\n",
    "my-etl/dags/common/work.py": """
from .names import TABLE


def load(table, **context):
    print(TABLE, table, context["ds"])


def done():
    return TABLE
""",
    "my-etl/dags/etl.py": """
from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator

from .common.work import load
from common import names, work


def show():
    print(names.TABLE)


with DAG("etl", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(task_id="load", python_callable=load, op_args=["a"])
    PythonOperator(task_id="done", python_callable=work.done)
    PythonOperator(task_id="show", python_callable=show)
""",
}


def write(folder, files):
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def test_below_a_folder_that_is_no_name_imports_start_from_the_flows_own(tmp_path):
    write(tmp_path, REPOSITORY)
    (done,) = [one for one in translate_folder(tmp_path) if one.text]
    out = tmp_path / "out"
    helpers = {one.path: one.text or REPOSITORY[one.path] for one in done.helpers}
    write(out, {**helpers, done.path: done.text})
    place = out / "my-etl/dags"
    code = "import etl; print(etl.done.fn(), etl.names.TABLE)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=place, capture_output=True, text=True)
    assert ran.stdout == "orders orders\n", ran.stderr


def test_a_module_that_no_run_finds_is_told(tmp_path):
    files = {path.replace("dags/common", "plugins/common"): t for path, t in REPOSITORY.items()}
    files["my-etl/dags/etl.py"] = files["my-etl/dags/etl.py"].replace("from .common", "from common")
    write(tmp_path, files)
    (done,) = [one for one in translate_folder(tmp_path) if one.text]
    assert {one.code for one in done.result.diagnostics} == {"AP715"}
    (alone,) = [one for one in translate_folder(tmp_path / "my-etl") if one.text]
    assert alone.result.diagnostics == ()
