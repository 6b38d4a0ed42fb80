"""What is not known: both branches, two symbolic iterations, and reasons that say where it is from."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from tests.load.evaluating import codes, evaluate, value_of
from translator import ir
from translator.load.language.evaluator import Evaluator
from translator.load.language.hooks import Hooks
from translator.load.language.values import (
    AirflowObject,
    Arguments,
    ChoiceValue,
    Known,
    ListValue,
    UnknownValue,
    Value,
)


class Node(AirflowObject):
    """Something that stands for a task."""

    __slots__ = ("frames", "name")

    def __init__(self, name: str, frames: tuple[ir.Frame, ...]) -> None:
        super().__init__()
        self.name = name
        self.frames = frames

    def binary(self, ev: Evaluator, op: str, other: Value, reflected: bool) -> Value | None:
        if op not in (">>", "<<"):
            return None
        ev.touch()
        others = other.items if isinstance(other, ListValue) else [other]
        for one in others:
            name = one.name if isinstance(one, Node) else "?"
            pair = (name, self.name) if (op == ">>") is reflected else (self.name, name)
            ev.airflow.append(f"{pair[0]}>{pair[1]}")
        return other

    def ref(self, ev: Evaluator) -> ir.Ref:
        return ir.TaskRef(self.name)


class Nodes(Hooks):
    def __init__(self) -> None:
        self.made: list[Node] = []
        self.external_calls = {"lab.Op": self.make}

    def make(self, ev: Evaluator, args: Arguments) -> Value:
        if ev.airflow is None:
            ev.airflow = []
        ev.touch()
        name = args.get("name", 0)
        shown = name.value if isinstance(name, Known) else "?"
        node = Node(shown, ev.frames)
        self.made.append(node)
        return node


def build(code: str) -> tuple[Evaluator, Nodes]:
    hooks = Nodes()
    ev = evaluate(f"from lab import Op\nfrom airflow.models import Variable\n{code}", hooks=hooks)
    return ev, hooks


def frames(node: Node) -> list[str]:
    """The frames around a node, short."""
    found = []
    for frame in node.frames:
        if isinstance(frame, ir.Loop):
            found.append(f"for {frame.target} in {frame.iterable.code} {frame.index}/{frame.count}")
        elif isinstance(frame, ir.Condition):
            found.append(f"if {frame.test.code} {frame.branch}")
        else:
            found.append(f"call {frame.function}")
    return found


UNKNOWNS = {
    "os.environ['X']": "os.environ['X']",
    "os.environ['X'].split(',')[0]": "os.environ['X']",
    "Variable.get('tables')": "Variable.get('tables')",
    "Variable.get('t', deserialize_json=True)['a']": "Variable.get('t')",
    "f\"a{Variable.get('x')}\"": "Variable.get('x')",
    "'a' + Variable.get('x')": "Variable.get('x')",
    "datetime.now()": "datetime.datetime.now",
    "requests.get('x').json()": "requests.get",
    "[x for x in Variable.get('x')]": "Variable.get('x')",
    "sorted(Variable.get('x'))": "Variable.get('x')",
    "len(Variable.get('x'))": "Variable.get('x')",
    "dict(Variable.get('x'))['k']": "Variable.get('x')",
    "{**Variable.get('x')}['k']": "Variable.get('x')",
    "range(Variable.get('x'))": "Variable.get('x')",
    "nothing": "'nothing' is not defined",
    "open('/etc/passwd').read()": "/etc/passwd",
    "1 if Variable.get('x') else 2": "Variable.get('x')",
    "not Variable.get('x')": "Variable.get('x')",
    "Variable.get('x') == 1": "Variable.get('x')",
    "json.loads(Variable.get('x'))": "Variable.get('x')",
    "'%s' % Variable.get('x')": "Variable.get('x')",
    "'{}'.format(Variable.get('x'))": "Variable.get('x')",
    "random.randint(1, 2)": "random.randint",
    "uuid.uuid4()": "uuid.uuid4",
}


@pytest.mark.parametrize("expression", UNKNOWNS)
def test_an_unknown_value_says_where_it_comes_from(expression: str) -> None:
    imports = "import os, json, random, uuid, requests\nfrom datetime import datetime\n"
    ev = evaluate(f"{imports}from airflow.models import Variable\nx = {expression}\ny = x")
    value = ev.lookup("y")
    assert value_of(ev, "x") is ir.UNKNOWN or isinstance(value_of(ev, "x"), ir.Opaque)
    shown = value.reason if isinstance(value, UnknownValue) else getattr(value, "name", "")
    assert UNKNOWNS[expression] in shown


KNOWN_DEFAULTS = {
    "os.getenv('X', 'd')": "d",
    "os.environ.get('X', 'd')": "d",
    "Variable.get('x', default_var=5)": 5,
    "Variable.get('x', default=[1])": [1],
    "conf.get('a', 'b', fallback='f')": "f",
    "os.environ.get('X') or 'd'": "d",
    "'d' if os.environ.get('X') is None else 'e'": "d",
    "'a' if True or os.getenv('X') else 'b'": "a",
    "bool(os.getenv('X') and False)": False,
}


@pytest.mark.parametrize("expression", KNOWN_DEFAULTS)
def test_a_default_is_taken_and_said(expression: str) -> None:
    imports = "import os\nfrom airflow.configuration import conf\n"
    ev = evaluate(f"{imports}from airflow.models import Variable\nx = {expression}")
    assert value_of(ev, "x") == KNOWN_DEFAULTS[expression]
    takes = "'d" in expression or "default" in expression or "fallback" in expression
    assert codes(ev) == (["AP111:4"] if takes else [])


def test_given_variables_and_environment_are_used() -> None:
    code = (
        "import os\nfrom airflow.models import Variable\na = os.environ['E']\nb = Variable.get('v')"
    )
    ev = evaluate(code, environment={"E": "e"}, variables={"v": "1"})
    assert (value_of(ev, "a"), value_of(ev, "b"), codes(ev)) == ("e", "1", [])
    json = "from airflow.sdk import Variable\na = Variable.get('v', deserialize_json=True)['k']"
    assert value_of(evaluate(json, variables={"v": '{"k": [1]}'}), "a") == [1]


def test_an_unknown_iterable_is_run_twice() -> None:
    ev, hooks = build("for t in Variable.get('t'):\n    Op(f'x_{t}')")
    assert [frames(node) for node in hooks.made] == [
        ["for t in Variable.get('t') 0/None"],
        ["for t in Variable.get('t') 1/None"],
    ]
    assert codes(ev) == ["AP104:3", "AP112:3"]


def test_an_unknown_loop_that_builds_nothing_is_not_reported() -> None:
    ev, _ = build(
        "n = 0\nfor t in Variable.get('t'):\n    n += 1\nif Variable.get('x'):\n    n = 2"
    )
    assert codes(ev) == ["AP112:4", "AP112:6"]


def test_a_known_loop_has_a_frame_an_iteration() -> None:
    _, hooks = build("for i, t in enumerate(['a', 'b']):\n    Op(t)")
    loops = [node.frames[0] for node in hooks.made]
    assert [(loop.index, loop.count, dict(loop.values)) for loop in loops] == [
        (0, 2, {"i": 0, "t": "a"}),
        (1, 2, {"i": 1, "t": "b"}),
    ]
    assert loops[0].site == loops[1].site


def test_frames_nest_in_order() -> None:
    code = """
def make(n):
    return [Op(f"{n}{i}") for i in range(2)]
for a in "xy":
    if Variable.get("v"):
        make(a)
"""
    _, hooks = build(code)
    assert [node.name for node in hooks.made] == ["x0", "x1", "y0", "y1"]
    assert frames(hooks.made[1]) == [
        'for a in "xy" 0/2',
        'if Variable.get("v") True',
        "call make",
        "for i in range(2) 1/2",
    ]


def test_both_branches_of_an_unknown_condition_are_built() -> None:
    ev, hooks = build(
        "if Variable.get('v') == 'a':\n    t = Op('a')\nelse:\n    t = Op('b')\nt >> Op('c')"
    )
    assert [frames(node) for node in hooks.made] == [
        ["if Variable.get('v') == 'a' True"],
        ["if Variable.get('v') == 'a' False"],
        [],
    ]
    assert ev.airflow == ["a>c", "b>c"]
    assert isinstance(ev.lookup("t"), ChoiceValue)
    assert codes(ev) == ["AP112:3", "AP105:3"]


def test_a_choice_on_the_right_side_is_distributed() -> None:
    ev, _ = build("t = Op('a') if Variable.get('v') else Op('b')\nOp('c') >> t")
    assert ev.airflow == ["c>a", "c>b"]


def test_the_rest_of_a_block_after_an_unknown_return_is_guarded() -> None:
    code = """
def make():
    if Variable.get("v"):
        return Op("a")
    return Op("b")
make() >> Op("c")
"""
    ev, hooks = build(code)
    assert ev.airflow == ["a>c", "b>c"]
    assert frames(hooks.made[1]) == ["call make", 'if Variable.get("v") False']


def test_continue_under_an_unknown_condition_guards_the_rest() -> None:
    _, hooks = build(
        "for i in range(2):\n    if Variable.get('v'):\n        continue\n    Op(f'{i}')"
    )
    assert [frames(node)[1] for node in hooks.made] == ["if Variable.get('v') False"] * 2


def test_a_branch_that_raises_is_left_out() -> None:
    ev, hooks = build("if not Variable.get('v'):\n    raise ValueError('x')\nOp('a')")
    assert [node.name for node in hooks.made] == ["a"]
    assert ev.failed is None


def test_names_bound_differently_become_unknown() -> None:
    ev, _ = build(
        "x = 1\nif Variable.get('v'):\n    x = 2\ny = 3\nif Variable.get('v'):\n    y = 3"
    )
    assert value_of(ev, "x") is ir.UNKNOWN
    assert value_of(ev, "y") == 3


def test_an_unknown_while_is_run_once() -> None:
    ev, hooks = build("while Variable.get('v'):\n    Op('a')")
    assert [frames(node) for node in hooks.made] == [["if Variable.get('v') True"]]
    assert codes(ev) == ["AP112:3", "AP105:3"]


def test_a_recursion_that_only_data_would_end_stops() -> None:
    code = """
def walk(node):
    for child in node["children"]:
        Op(child["name"])
        walk(child)
walk(Variable.get("tree", deserialize_json=True))
"""
    ev, hooks = build(code)
    assert ev.failed is None
    assert 2 <= len(hooks.made) <= 40


def test_an_unknown_function_given_a_task_is_reported() -> None:
    ev, _ = build("from elsewhere import wire\nwire(Op('a'))")
    assert codes(ev) == ["AP107:4"]
    ev, _ = build("import logging\nlogging.info(Op('a'))\nprint(Op('b'))")
    assert codes(ev) == []


def test_a_match_on_something_unknown_builds_every_case() -> None:
    code = "match Variable.get('v'):\n    case 'a':\n        Op('a')\n    case _:\n        Op('b')"
    _, hooks = build(code)
    assert [node.name for node in hooks.made] == ["a", "b"]


def test_tasks_keep_their_identity_in_containers() -> None:
    code = """
tasks = {}
for n in "abc":
    tasks[n] = Op(n)
prev = None
for n, t in tasks.items():
    if prev is not None:
        prev >> t
    prev = t
for x, y in zip(list(tasks.values()), list(tasks.values())[1:]):
    y << x
from functools import reduce
import operator
reduce(lambda p, q: p >> q, tasks.values())
reduce(operator.rshift, [tasks["a"], [tasks["b"]]])
"""
    ev, _ = build(code)
    assert ev.airflow == ["a>b", "b>c"] * 3 + ["a>b"]


def test_a_context_manager_of_the_users_runs_around_the_body() -> None:
    code = """
from contextlib import contextmanager
@contextmanager
def stage(name):
    start = Op(f"{name}_start")
    yield start
    start >> Op(f"{name}_end")
with stage("s") as s:
    s >> Op("inner")
"""
    ev, _ = build(code)
    assert ev.airflow == ["s_start>inner", "s_start>s_end"]


KNOWN_CONDITIONS = {
    "import airflow\nfrom packaging import version\nx = version.parse(airflow.__version__).major": 2,
    "from airflow import __version__ as v\nfrom packaging.version import Version\n"
    "x = Version(v) >= Version('2.3.0'), Version('2') == Version('2.0')": (True, True),
    "from airflow.version import version\nx = version.startswith('2')": True,
    "try:\n    import kubernetes\nexcept ImportError:\n    kubernetes = None\nx = bool(kubernetes)": True,
    "try:\n    from k8s import models\nexcept ImportError:\n    models = None\nx = 1 if models else 2": 1,
    "from settings import DEBUG\nx = 1 if DEBUG else 2": ir.UNKNOWN,
    "import settings\nx = 1 if settings.debug else 2": ir.UNKNOWN,
}


@pytest.mark.parametrize("code", KNOWN_CONDITIONS)
def test_versions_and_imports_as_conditions(code: str) -> None:
    assert value_of(evaluate(code, major=2), "x") == KNOWN_CONDITIONS[code]
