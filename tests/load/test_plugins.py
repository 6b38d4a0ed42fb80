"""What an AirflowPlugin of the repository shows under `airflow.operators`."""

import pytest

from translator.load.sources.tree import SourceTree
from translator.pipeline import translate_source

PLUGIN = """
from airflow.plugins_manager import AirflowPlugin

from count_rows import CountRows


class ShopPlugin(AirflowPlugin):
    name = "shop"
    operators = [CountRows]
"""
OPERATOR = '''
from airflow.models import BaseOperator


class CountRows(BaseOperator):
    """Counts the rows of a table."""

    def __init__(self, table, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.table = table

    def execute(self, context):
        return len(self.table)
'''
TREE = {"plugins/__init__.py": PLUGIN, "plugins/count_rows.py": OPERATOR}
DAG = """
from datetime import datetime

from airflow import DAG
from {module} import CountRows

with DAG("shop", schedule_interval=None, start_date=datetime(2020, 1, 1)):
    CountRows(task_id="count", table="orders")
"""


@pytest.mark.parametrize("module", ["airflow.operators", "airflow.operators.shop"])
def test_the_class_is_found_in_the_plugins(module):
    found = translate_source(DAG.format(module=module), "dags/shop.py", tree=SourceTree(texts=TREE))
    assert not found.diagnostics
    assert found.tasks["shop"]["count"].support == "native"
    assert "from plugins.count_rows import CountRows\n" in (found.text or "")
    assert [one.path for one in found.helpers] == ["plugins/__init__.py", "plugins/count_rows.py"]


def test_without_the_plugin_it_has_no_translation():
    text = DAG.format(module="airflow.operators")
    found = translate_source(text, "dags/shop.py", tree=SourceTree(texts={}))
    assert [one.code for one in found.diagnostics] == ["AP201"]
