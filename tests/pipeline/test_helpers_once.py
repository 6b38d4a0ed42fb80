"""A helper module is laid out once, however many DAG files import it."""

from translator import translate_source
from translator.load.tree import SourceTree

DAG = """\
from airflow.sdk import DAG, task
from common import double

with DAG("{name}", schedule=None):

    @task
    def work():
        return double(2)

    work()
"""


def test_two_files_share_the_layout_of_a_helper(tmp_path):
    (tmp_path / "common.py").write_text("def double(x):\n    return 2 * x\n")
    tree = SourceTree(tmp_path)
    first = translate_source(DAG.format(name="a"), "a.py", tree=tree)
    layout = tree.helpers["common.py"]
    second = translate_source(DAG.format(name="b"), "b.py", tree=tree)
    assert layout is not None
    assert tree.helpers["common.py"] is layout
    assert [one.path for one in (*first.helpers, *second.helpers)] == ["common.py", "common.py"]
