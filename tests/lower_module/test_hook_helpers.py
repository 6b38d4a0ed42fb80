"""What the code of a hook reads from its own module stands beside the flow."""

from translator.load.sources.tree import SourceTree
from translator.pipeline import translate_source

CALLBACKS = """
import logging

log = logging.getLogger(__name__)


def tell(context):
    log.error("%s failed", context["task_instance"].task_id)
"""
DAG = """
from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from include.callbacks import tell

args = {"on_failure_callback": tell}
with DAG("d", schedule=None, start_date=datetime(2024, 1, 1), default_args=args):
    BashOperator(task_id="t", bash_command="true")
"""


def test_the_module_of_a_callback_is_emitted():
    tree = SourceTree(texts={"include/callbacks.py": CALLBACKS})
    found = translate_source(DAG, "dags/d.py", tree=tree)
    assert "from include.callbacks import log\n" in (found.text or "")
    assert [one.path for one in found.helpers] == ["include/callbacks.py"]
