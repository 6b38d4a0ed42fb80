"""A helper module is laid out once, however many DAG files import it."""

from translator import translate_source
from translator.load.sources.tree import SourceTree

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


def test_a_known_module_that_is_in_no_folder_is_written_out(tmp_path):
    source = (
        "from airflow.sdk import DAG, task\n"
        "from tests_common.test_utils.system_tests import get_test_env_id\n"
        "ENV_ID = get_test_env_id()\n"
        "@task\n"
        "def show():\n"
        "    print(ENV_ID)\n"
        'with DAG("env", schedule=None):\n'
        "    show()\n"
    )
    (tmp_path / "env.py").write_text(source)
    result = translate_source(source, "env.py", tree=SourceTree(tmp_path))
    written = {helper.path: helper.text for helper in result.helpers}
    assert "def get_test_env_id" in (written["tests_common/test_utils/system_tests.py"] or "")
