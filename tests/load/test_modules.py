"""Imports: modules of the same tree, read once, shared only where that cannot be noticed."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from tests.load.evaluating import codes, evaluate, value_of
from tests.load.test_unknown import Nodes
from translator import ir
from translator.diagnostics import Sink
from translator.load.language.evaluator import Evaluator
from translator.load.language.values import ExternalValue, ModuleValue
from translator.load.sources.source import SourceFile
from translator.load.sources.tree import SourceTree

FILES = {
    "dags/settings.py": "A = 1\nB = ['x']\n_hidden = 2\n",
    "dags/pkg/__init__.py": "from .inner import C\nNAME = 'pkg'\n",
    "dags/pkg/inner.py": "from . import other\nfrom ..settings import A\nC = other.D + A\n",
    "dags/pkg/other.py": "D = 10\n",
    "plugins/operators/custom.py": "E = 'plugin'\n",
    "include/sql/__init__.py": "",
    "include/helpers.py": "F = 'include'\n__all__ = ['F']\nG = 1\n",
    "dags/namespace/mod.py": "H = 'ns'\n",
    "common/utils.py": "I = 'root'\n",
    "dags/circular_a.py": "X = 1\nfrom circular_b import Y\nZ = Y + 1\n",
    "dags/circular_b.py": "import circular_a\nY = circular_a.X + 1\n",
    "dags/broken.py": "def f(:\n",
    "dags/raises.py": "A = 1\nraise RuntimeError('at import')\nB = 2\n",
    "dags/team/local.py": "J = 'own folder'\n",
    "dags/data.json": '{"tables": ["a", "b"]}',
    "dags/conf/t.yaml": "name: t\nitems: [1, 2]\n",
    "dags/conf/u.yaml": "name: u\n",
    "dags/sql/q.sql": "SELECT 1\n",
    "dags/rows.csv": "id,name\n1,a\n2,b\n",
    "dags/pyproject.toml": "[a]\nb = 1\n",
    "dags/app.ini": "[main]\nname = app\nrows = 3\non = yes\n[second]\nx = %(y)s\ny = z\n",
}

IMPORTS = {
    "import settings\nx = settings.A": 1,
    "import settings as s\nx = s.B[0]": "x",
    "from settings import A as x": 1,
    "from settings import *\nx = A": 1,
    "from dags.settings import A as x": 1,
    "from pkg import C as x": 11,
    "import pkg.inner\nx = pkg.inner.C": 11,
    "import pkg.inner as i\nx = i.C": 11,
    "from pkg import inner\nx = inner.other.D": 10,
    "from .pkg import NAME as x": "pkg",
    "from . import settings\nx = settings.A": 1,
    "from operators.custom import E as x": "plugin",
    "from helpers import F as x": "include",
    "from include.helpers import F as x": "include",
    "from helpers import *\nx = F": "include",
    "from namespace.mod import H as x": "ns",
    "from common.utils import I as x": "root",
    "from circular_a import Z as x": 3,
    "def f():\n    from settings import A\n    return A\nx = f()": 1,
    "import json, os\nwith open(os.path.join(os.path.dirname(__file__), 'data.json')) as f:\n"
    "    x = json.load(f)['tables']": ["a", "b"],
    "import yaml\nfrom pathlib import Path\n"
    "x = yaml.safe_load((Path(__file__).parent / 'conf' / 't.yaml').read_text())['items']": [1, 2],
    "import yaml, os\nd = os.path.dirname(os.path.abspath(__file__)) + '/conf'\n"
    "x = [yaml.safe_load(open(f'{d}/{n}'))['name'] for n in sorted(os.listdir(d))]": ["t", "u"],
    "from pathlib import Path\nx = [p.stem for p in sorted(Path(__file__).parent.glob('conf/*.yaml'))]": [
        "t",
        "u",
    ],
    "from pathlib import Path\nx = [p.name for p in Path(__file__).parent.glob('**/*.sql')]": [
        "q.sql"
    ],
    "from pathlib import Path\nx = [p.name for p in Path(__file__).parent.rglob('sql/*.sql')]": [
        "q.sql"
    ],
    "import glob, os\nh = os.path.dirname(__file__)\n"
    "x = [p[len(h):] for p in glob.glob(os.path.join(h, 's*', '*.sql'))]": ["/sql/q.sql"],
    "import glob\nx = len(glob.glob('/opt/airflow/dags/**/*.yaml', recursive=True))": 2,
    "import glob\nx = glob.glob('/elsewhere/*.yaml')": ir.UNKNOWN,
    "import os\nx = [(r[-4:], d, f) for r, d, f in os.walk(os.path.dirname(__file__) + '/conf')]": [
        ("conf", [], ["t.yaml", "u.yaml"])
    ],
    "import os\nx = sorted(f for _, _, fs in os.walk('/opt/airflow/dags') for f in fs)[-2:]": [
        "t.yaml",
        "u.yaml",
    ],
    "from pathlib import Path\nx = [p.stem for p in sorted((Path(__file__).parent / 'conf').glob('*.yaml'))]": [
        "t",
        "u",
    ],
    "import glob, os\nx = len(glob.glob('/opt/airflow/dags/conf/*.yaml'))": 2,
    "x = open('/usr/local/airflow/dags/sql/q.sql').read()": "SELECT 1\n",
    "import csv\nwith open('dags/rows.csv') as f:\n    x = [r['name'] for r in csv.DictReader(f)]": [
        "a",
        "b",
    ],
    "import os\nx = os.path.exists('/opt/airflow/dags/data.json'), os.path.isdir('/opt/airflow/dags/conf')": (
        True,
        True,
    ),
    "import os\nx = os.path.basename(__file__).replace('.py', '')": "dag",
    "import os\nx = os.path.join(os.environ['AIRFLOW_HOME'], 'dags', 'data.json')": (
        "/opt/airflow/dags/data.json"
    ),
    "try:\n    from missing_in_package import x\nexcept ImportError:\n    x = 'fallback'": ir.NameRef(
        "missing_in_package.x"
    ),
    "try:\n    from settings import nothing as x\nexcept ImportError:\n    x = 'fallback'": "fallback",
    "try:\n    from pkg.nothing import x\nexcept ImportError:\n    x = 'fallback'": "fallback",
    "try:\n    from .nothing import x\nexcept ModuleNotFoundError:\n    x = 'fallback'": "fallback",
    "from settings import nothing as x": ir.UNKNOWN,
    "from raises import A as x": 1,
    "from raises import B as x": ir.UNKNOWN,
}


SETTINGS = {
    "c['main']['name']": "app",
    "c.get('main', 'name')": "app",
    "c.getint('main', 'rows') + 1": 4,
    "c['main'].getboolean('on')": True,
    "c.get('main', 'other', fallback='f')": "f",
    "c.sections()": ["main", "second"],
    "list(c['second'])": ["x", "y"],
    "dict(c.items('second'))": {"x": "z", "y": "z"},
    "c.has_option('main', 'rows'), c.has_section('third')": (True, False),
}


@pytest.mark.parametrize("code", SETTINGS)
def test_settings_in_ini_files(code: str) -> None:
    head = "import configparser, os\nc = configparser.ConfigParser()\n"
    read = "c.read(os.path.join(os.path.dirname(__file__), 'app.ini'))\n"
    assert value_of(evaluate(f"{head}{read}x = {code}", files=FILES), "x") == SETTINGS[code]
    text = "c.read_string('[main]\\nname = n')\nx = c['main']['name']"
    assert value_of(evaluate(f"{head}{text}", files=FILES), "x") == "n"
    gone = "c.read(['app.ini', 'gone.ini'])\nx = c['main']['name']"
    assert value_of(evaluate(f"{head}{gone}", files=FILES), "x") is ir.UNKNOWN


@pytest.mark.parametrize("code", IMPORTS)
def test_imports_and_data_of_the_tree(code: str) -> None:
    assert value_of(evaluate(code, files=FILES), "x") == IMPORTS[code]


def test_the_folder_of_the_file_is_a_root() -> None:
    ev = evaluate("from local import J", files=FILES, path="dags/team/dag.py")
    assert value_of(ev, "J") == "own folder"


def test_a_file_at_the_root_of_the_tree() -> None:
    ev = evaluate("from .lib import A\nx = __file__", files={"lib.py": "A = 1"}, path="dag.py")
    assert (value_of(ev, "A"), value_of(ev, "x")) == (1, "/opt/airflow/dags/dag.py")


def test_a_module_is_evaluated_only_when_it_is_used() -> None:
    ev = evaluate("from settings import A\nimport pkg", files=FILES)
    assert ev.used == {}
    ev = evaluate("from settings import A\nx = A", files=FILES)
    assert list(ev.used) == ["dags/settings.py"]
    ev = evaluate("open('dags/sql/q.sql').read()", files=FILES)
    assert list(ev.used) == ["dags/sql/q.sql"]


def test_problems_of_a_module_are_told_at_their_place() -> None:
    ev = evaluate("from broken import f\nf()", files=FILES)
    assert ev.failed is None
    assert [(one.code, one.span.path) for one in ev.sink] == [("AP101", "dags/broken.py")]
    ev = evaluate("from raises import A\nx = A", files=FILES)
    assert [(one.code, one.span.path, one.span.line) for one in ev.sink] == [
        ("AP118", "dags/raises.py", 2)
    ]


def test_the_same_names_as_the_standard_library_or_airflow_stay_outside() -> None:
    files = {"dags/json.py": "x = 1", "airflow/models.py": "DAG = 1", "docker/Dockerfile": ""}
    ev = evaluate("import json, docker\nfrom airflow.models import DAG", files=files)
    for name in ("json", "docker", "DAG"):
        assert isinstance(ev.lookup(name), ExternalValue), name
    ev = evaluate("import settings", files=FILES)
    assert isinstance(ev.lookup("settings"), ModuleValue)


def _run(tree: SourceTree, code: str) -> Evaluator:
    ev = Evaluator(SourceFile("dags/dag.py", code), tree, Sink(), None, Nodes())
    ev.run()
    tree.settle()
    return ev


def test_a_module_is_evaluated_once_for_the_batch() -> None:
    tree = SourceTree(None, FILES)
    first = _run(tree, "from settings import B\nx = B").lookup("x")
    assert _run(tree, "from settings import B\nx = B").lookup("x") is first


def test_what_one_file_changes_another_does_not_see() -> None:
    tree = SourceTree(None, FILES)
    for _ in range(2):
        assert value_of(_run(tree, "from settings import B\nB.append('y')\nx = B"), "x") == [
            "x",
            "y",
        ]
    assert value_of(_run(tree, "from pkg import C\nx = C"), "x") == 11
    for _ in range(2):
        ev = _run(tree, "import settings\nx = settings.A\nsettings.A = 5")
        assert value_of(ev, "x") == 1


def test_modules_with_tasks_are_not_shared() -> None:
    tree = SourceTree(None, {"dags/shared.py": "from lab import Op\nt = Op('t')\n"})
    first = _run(tree, "from shared import t\nx = t").lookup("x")
    assert _run(tree, "from shared import t\nx = t").lookup("x") is not first


def test_what_a_shared_module_reports_is_reported_for_every_file() -> None:
    tree = SourceTree(None, {"dags/env.py": "import os\nE = os.getenv('E', 'd')\n"})
    for _ in range(2):
        ev = _run(tree, "from env import E\nx = E")
        assert [(one.code, one.span.path) for one in ev.sink] == [("AP111", "dags/env.py")]
        assert list(ev.used) == ["dags/env.py"]


def test_files_outside_of_the_tree_are_not_read(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "outside.txt").write_text("secret")
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "inside.txt").write_text("data")
    tree = SourceTree(tmp_path / "root")
    assert value_of(_run_at(tree, "x = open('inside.txt').read()"), "x") == "data"
    for path in ("../outside.txt", str(tmp_path / "outside.txt"), "a/../../outside.txt"):
        assert value_of(_run_at(tree, f"x = open({path!r}).read()"), "x") is ir.UNKNOWN


def _run_at(tree: SourceTree, code: str) -> Evaluator:
    ev = Evaluator(SourceFile("dag.py", code), tree)
    ev.run()
    return ev


def test_a_star_import_from_outside() -> None:
    ev = evaluate("from airflow.models import *\nx = DAG\ny = Variable")
    assert value_of(ev, "x") == ir.NameRef("airflow.sdk.DAG")
    ev = evaluate("from datetime import *\nx = datetime(2024, 1, 1).year")
    assert value_of(ev, "x") == 2024
    ev = evaluate("from elsewhere import *\nx = thing")
    assert (value_of(ev, "x"), codes(ev)) == (ir.UNKNOWN, [])
