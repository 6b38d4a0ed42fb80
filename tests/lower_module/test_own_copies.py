"""A task that changes a value in place gets a copy where others read it too."""

import pytest

from translator import translate_source

DAG = """\
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("copies", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def make():
        return [1]

    @task{options}
    def change(rows):
        {change}
        return rows

    @task
    def look(rows):
        return rows

    made = make()
    change(made)
    {more}
"""
READ_TWICE = "look(made)"
COPY = "rows = copy.deepcopy(rows)"


def copies(change, more=READ_TWICE, options=""):
    result = translate_source(DAG.format(change=change, more=more, options=options))
    assert result.text is not None
    assert result.text.startswith("import copy\n") == (COPY in result.text)
    return COPY in result.text


CHANGES = [
    ("rows.append(2)", True),
    ("rows[0] = 2", True),
    ("rows[0]['n'] += 1", True),
    ("rows.value = 2", True),
    ("del rows[0]", True),
    ("rows += [2]", True),
    ("rows.drop(columns=['a'], inplace=True)", True),
    ("rows = rows + [2]", False),
    ("rows = list(rows); rows.append(2)", True),
    ("print(rows)", False),
    ("other = []; other.append(rows)", False),
]


@pytest.mark.parametrize(("change", "expected"), CHANGES)
def test_what_changes_a_value(change, expected):
    assert copies(change) is expected


def test_a_value_that_one_task_reads_needs_no_copy():
    assert not copies("rows.append(2)", more="")


RETRIED = [("rows.append(2)", True), ("rows.pop()", True), ("rows[0] = 2", False)]


@pytest.mark.parametrize(("change", "expected"), RETRIED)
def test_a_second_try_gets_the_value_as_it_was(change, expected):
    assert copies(change, more="", options="(retries=1)") is expected


def test_a_function_that_copies_for_itself():
    assert not copies("rows = list(rows)\n        rows.append(2)")


SHARED = """\
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def make():
    return [1]


def change(rows):
    rows.append(2)


for name, readers in (("one", 1), ("two", 2)):
    with DAG(name, schedule=None, start_date=datetime(2024, 1, 1)):
        made = PythonOperator(task_id="made", python_callable=make)
        for n in range(readers):
            PythonOperator(task_id=f"c{n}", python_callable=change, op_args=[made.output])
"""


def test_dags_that_share_a_function_share_the_copy():
    result = translate_source(SHARED)
    assert result.text is not None
    assert result.text.count(COPY) == 1


def test_a_function_that_has_a_copy_of_its_own_gets_another_name_for_it():
    change = "copy = len(rows)\n        rows.append(copy)"
    result = translate_source(DAG.format(change=change, more=READ_TWICE, options=""))
    assert "from copy import deepcopy\n" in result.text
    assert "    rows = deepcopy(rows)\n    copy = len(rows)" in result.text
