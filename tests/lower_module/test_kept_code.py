"""What of the user's module stays, and in which words."""

import pytest

from tests.helpers import codes, translated

HEAD = """\
from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator
"""


def module(before, callable_body="return LIMIT", imports="", after=""):
    """A DAG with one Python task `run` whose body is given."""
    return (
        f"{imports}{HEAD}\n{before}\n\n\ndef run():\n    {callable_body}\n\n\n"
        'with DAG("example", schedule=None, start_date=datetime(2024, 1, 1)) as dag:\n'
        f'    PythonOperator(task_id="run", python_callable=run)\n{after}'
    )


KEPT = [
    ("LIMIT = 3  # rows", "LIMIT = 3  # rows"),
    ("# Rows.\nLIMIT = 3", "# Rows.\nLIMIT = 3"),
    ("# --- limits\n\nLIMIT = 3", "# --- limits\n\nLIMIT = 3"),
    ("BASE = 1\nLIMIT = BASE + 2", "BASE = 1\nLIMIT = BASE + 2"),
    ("LIMIT = []\nLIMIT.append(3)", "LIMIT = []\nLIMIT.append(3)"),
    ("LIMIT = {}\nfor i in range(3):\n    LIMIT[i] = i", "LIMIT[i] = i"),
    ("LIMIT = 1\nLIMIT += 2", "LIMIT = 1\nLIMIT += 2"),
    ("if True:\n    LIMIT = 3\nelse:\n    LIMIT = 4", "else:\n    LIMIT = 4"),
    ("class Limit:\n    rows = 3\n\n\nLIMIT = Limit()", "class Limit:\n    rows = 3\n"),
    ("LIMIT = 3\nprint('imported')", 'print("imported")'),
    ("LIMIT = 3\n\n\ndef unused():\n    return 1", "def unused():\n    return 1"),
]


@pytest.mark.parametrize(("before", "expected"), KEPT)
def test_what_a_task_reads_is_kept_with_all_that_changes_it(before, expected):
    assert expected in translated(module(before)).text


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        (
            "OPTIONS = {'retries': 1}\nOPTIONS.update(a=1)",
            "    dag.doc_md = str(OPTIONS)\n",
            "OPTIONS",
        ),
        ("LIMIT = 3\n__all__ = ['dag']", "", "__all__"),
        ("LIMIT = 3\nfrom airflow.models import Variable", "", "Variable"),
        ("LIMIT = 3\nimport json", "", "json"),
    ],
)
def test_what_only_built_the_dag_is_gone(before, after, name):
    body = "return LIMIT" if "LIMIT" in before else "return 1"
    assert name not in translated(module(before, body, after=after)).text


def test_what_python_2_needed_is_gone():
    source = "from __future__ import print_function\n" + module("LIMIT = 3")
    assert "__future__" not in translated(source).text


def test_a_partial_import_shrinks():
    text = translated(
        module("", "return loads('1')", imports="from json import dumps, loads\n")
    ).text
    assert "from json import loads\n" in text
    assert "dumps" not in text


def test_a_helper_of_a_helper_is_kept():
    text = translated(
        module("def a():\n    return 1\n\n\ndef b():\n    return a()", "return b()")
    ).text
    assert text.index("def a()") < text.index("def b()") < text.index("@task")


def test_names_of_a_dag_block_are_kept_at_the_left_margin():
    source = (
        f"{HEAD}\n"
        'with DAG("example", schedule=None) as dag:\n'
        '    QUERY = """\n    select 1\n  """\n\n'
        "    def run():\n        return QUERY\n\n"
        '    PythonOperator(task_id="run", python_callable=run)\n'
    )
    text = translated(source).text
    assert '\nQUERY = """\n    select 1\n  """\n' in text
    assert "\n@task\ndef run():\n    return QUERY\n" in text


def test_a_function_that_other_code_calls_stays_and_the_task_has_a_name_of_its_own():
    before = "def total():\n    return 42"
    after = '    PythonOperator(task_id="total", python_callable=total)\n'
    result = translated(module(before, "return total()", after=after))
    assert "\ndef total():\n    return 42\n" in result.text
    assert '@task(name="total")\ndef total_task():' in result.text
    assert "AP707" in codes(result)


def test_a_module_docstring_and_a_licence_stay_on_top():
    text = translated("# Licence.\n\n'''About.'''\n" + module("LIMIT = 3")).text
    assert text.startswith('# Licence.\n\n"""About."""\n')


def test_a_future_import_comes_first():
    text = translated("from __future__ import annotations\n" + module("LIMIT = 3")).text
    assert text.startswith("from __future__ import annotations\n")


MAIN = [
    ('if __name__ == "__main__":\n    dag.test()\n', "    example()\n"),
    ("if __name__ == '__main__':\n    dag.cli()\n", "    example()\n"),
    ("", None),
]


LOST = [
    'dag.params["x"] = 1',
    "print(dag.dag_id)",
    "Variable.set('x', 1)",
    "if Variable.get('x'):\n        print(1)",
]


@pytest.mark.parametrize("statement", LOST)
def test_a_statement_that_does_something_with_airflow_is_not_dropped_silently(statement):
    imports = "from airflow.models import Variable\n"
    result = translated(module("LIMIT = 3", imports=imports, after=f"    {statement}\n"))
    assert statement.split("\n")[0] not in result.text
    assert any(one.code == "AP204" and "left out" in one.detail for one in result.diagnostics)


SIDE_EFFECTS = [
    "import redis\nclient = redis.Redis()\nclient.ping()",
    "PATHS = ['a']\nfor path in PATHS:\n    print(path)",
    "import sys\nsys.path.insert(0, 'x')",
]


@pytest.mark.parametrize("before", SIDE_EFFECTS)
def test_a_side_effect_of_the_users_own_stays(before):
    last = before.split("\n")[-1].strip().replace("'", '"')
    assert last in translated(module(before, "return 1")).text


@pytest.mark.parametrize(("after", "expected"), MAIN)
def test_a_main_block_runs_the_flow(after, expected):
    text = translated(module("LIMIT = 3", after="\n\n" + after)).text
    if expected is None:
        assert "__main__" not in text
    else:
        assert text.endswith(f'if __name__ == "__main__":\n{expected}')


def test_a_conflict_between_imports_is_resolved_in_our_own_text():
    source = module("", "return datetime.date.today()", imports="import datetime\n")
    source = source.replace("from datetime import datetime\n", "").replace(
        "datetime(2024", "datetime.datetime(2024"
    )
    text = translated(source.replace("run():", "run(ds):")).text
    assert "import datetime\n" in text
    assert "from datetime import datetime" not in text
    assert "logical_date: datetime.datetime | None = None" in text


def test_a_name_of_the_users_that_prefect_has_too():
    before = "def flow():\n    return 1\n\n\nwait = 3"
    text = translated(module(before, "return flow() + wait")).text
    assert "from prefect import flow as prefect_flow" in text
    assert '@prefect_flow(name="example")' in text


VARIABLE = "from airflow.models import Variable\n"

REWRITTEN = [
    ('LIMIT = Variable.get("limit", default_var=3)', 'LIMIT = Variable.get("limit", default=3)'),
    (
        'LIMIT = Variable.get("tables", default_var="a,b").split(",")',
        'LIMIT = Variable.get("tables", default="a,b").split(",")',
    ),
    (
        'def read():\n    return Variable.get("limit")\n\n\nLIMIT = read()',
        'def read():\n    return Variable.get("limit")\n',
    ),
]


@pytest.mark.parametrize(("before", "expected"), REWRITTEN)
def test_kept_code_that_reads_variables_is_rewritten(before, expected):
    result = translated(module(before, imports=VARIABLE))
    assert expected in result.text
    assert "from prefect.variables import Variable\n" in result.text
    assert "AP204" not in codes(result)


HOOK = "from airflow.hooks.base import BaseHook\n"

RAISING = [
    (
        'LIMIT = BaseHook.get_connection("x").port',
        '# LIMIT = BaseHook.get_connection("x").port\nLIMIT = Untranslated("AP204 LIMIT uses',
    ),
    (
        'def LIMIT():\n    return BaseHook.get_connection("x")',
        "def LIMIT(*args, **kwargs):\n    # def LIMIT():\n    #     return BaseHook",
    ),
    (
        "class LIMIT(BaseHook):\n    pass",
        "class LIMIT:\n    # class LIMIT(BaseHook):\n    #     pass",
    ),
]


@pytest.mark.parametrize(("before", "expected"), RAISING)
def test_kept_code_that_resists_raises_when_it_is_used(before, expected):
    result = translated(module(before, imports=HOOK))
    assert expected in result.text
    assert "AP204" in codes(result)


def test_the_logger_of_a_module_is_no_run_logger():
    imports = "from airflow.utils.log.logging_mixin import LoggingMixin\n"
    text = translated(module("LIMIT = LoggingMixin().log", imports=imports)).text
    assert "LIMIT = logging.getLogger(__name__)\n" in text
