"""Residual code: valid at module level of the emitted file, verbatim wherever it can be."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from tests.load.evaluating import codes, evaluate
from translator import ir
from translator.load.language.evaluator import Evaluator
from translator.load.language.hooks import Hooks
from translator.load.language.values import AirflowObject, Arguments, Known, Value


class Task(AirflowObject):
    """Records the residual expressions of its arguments."""

    __slots__ = ("task_id",)

    def __init__(self, task_id: str) -> None:
        super().__init__()
        self.task_id = task_id

    def get(self, ev: Evaluator, name: str) -> Value | None:
        return Output(self.task_id) if name == "output" else None

    def ref(self, ev: Evaluator) -> ir.Ref:
        return ir.TaskRef(self.task_id)


class Output(Task):
    """The XCom of one."""

    __slots__ = ()

    def item(self, ev: Evaluator, key: Value) -> Value:
        return Key(self.task_id, key.value if isinstance(key, Known) else "?")

    def ref(self, ev: Evaluator) -> ir.Ref:
        return ir.XComRef(self.task_id)


class Key(Task):
    """One key of it."""

    __slots__ = ("key",)

    def __init__(self, task_id: str, key: str) -> None:
        super().__init__(task_id)
        self.key = key

    def ref(self, ev: Evaluator) -> ir.Ref:
        return ir.XComRef(self.task_id, self.key)


class Recorder(Hooks):
    def __init__(self) -> None:
        self.exprs: list[ir.Expr] = []
        self.external_calls = {"lab.Op": self.make, "lab.DAG": self.dag}

    def make(self, ev: Evaluator, args: Arguments) -> Value:
        ev.touch()
        if "x" in args.keywords:
            self.exprs.append(args.expr(ev, "x"))
        return Task(f"t{len(self.exprs)}")

    def dag(self, ev: Evaluator, args: Arguments) -> Value:
        ev.touch()
        return Task("dag")


def record(code: str, files: dict[str, str] | None = None) -> list[ir.Expr]:
    """The residual expressions of `x=` in all calls of `Op`."""
    hooks = Recorder()
    ev = evaluate(f"from lab import DAG, Op\nimport os\n{code}", files=files, hooks=hooks)
    assert ev.failed is None, ev.failed
    return hooks.exprs


MODULE_LEVEL = {
    # what is written -> what comes out
    "Op(x='one')": "'one'",
    'Op(x="""a\n  b""")': '"""a\n  b"""',
    "Op(x=('a'\n  'b'))": "('a'\n  'b')",
    "Op(x=[1,  2])": "[1,  2]",
    "Op(x={'a': 1,\n   'b': 2})": "{'a': 1,\n   'b': 2}",
    "Op(x=lambda c: c + 1)": "lambda c: c + 1",
    "Op(x=1 if True else 2)": "1 if True else 2",
    "A = 'a'\nOp(x=A)": "A",
    "A = 'a'\nOp(x=f'{A}-b')": "f'{A}-b'",
    "A = {'k': 1}\nOp(x=A['k'])": "A['k']",
    "A = 'a'\nB = A\nOp(x=B)": "B",
    "def f(): pass\nOp(x=f)": "f",
    "Op(x=os.environ['HOME'])": "os.environ['HOME']",
    "A = 'a'\nOp(x=A)\nA = 'b'": "'a'",
    "A = 'a'\nA = 'b'\nOp(x=A)": "A",
    "A = 'a'\nA += 'b'\nOp(x=A)": "A",
    "A = 'a'\nOp(x=A)\nA += 'b'": "'a'",
    "with DAG() as d:\n    A = 'a'\n    Op(x=A + 'b')": "A + 'b'",
    "A = {'k': [1]}\nA['k'].append(2)\nOp(x=A)": "A",
    "with DAG() as d:\n    A = {}\n    A['z'] = 1\n    Op(x=A)": "{'z': 1}",
    "for t in ['a', 'b']:\n    Op(x=t)": "t",
    "for t in ['a', 'b']:\n    c = f'echo {t}'\n    Op(x=c)": "f'echo {t}'",
    "for i, t in enumerate('ab'):\n    c = i + 1\n    Op(x=c * 2)": "(i + 1) * 2",
    "for t in 'ab':\n    last = t\nOp(x=last)": "last",
    "C = []\nfor t in 'ab':\n    C.append({'n': t})\nfor c in C:\n    Op(x=c['n'])": "c['n']",
    "[Op(x=t) for t in 'ab']": "t",
    "Op(x=[t for t in 'ab'])": "[t for t in 'ab']",
    "D = dict(x='v')\nOp(**D)": "'v'",
    "A = 'a'\nD = dict(x=A)\nOp(**D)": "A",
    "D = {'x': os.environ['E']}\nOp(**D)": "os.environ['E']",
}


@pytest.mark.parametrize("code", MODULE_LEVEL)
def test_code_at_module_level(code: str) -> None:
    assert record(code)[0].code == MODULE_LEVEL[code]


FACTORIES = {
    "def f(a):\n    Op(x=a)\nf('v')": "'v'",
    "def f(a='d'):\n    Op(x=a)\nf()": "'d'",
    "B = 'b'\ndef f(a):\n    Op(x=a)\nf(B)": "B",
    "B = 'b'\ndef f(a):\n    c = a + '1'\n    Op(x=c)\nf(B)": "B + '1'",
    "def f(a):\n    Op(x=f'x-{a}')\nf('v')": "'x-v'" if False else '"x-v"',
    "def f(a):\n    Op(x=f'x-{a}')\nfor t in 'pq':\n    f(t)": 'f"x-{t}"',
    "def f(a):\n    Op(x=f'x-{a}')\nfor t in 'pq':\n    f(t.upper())": 'f"x-{t.upper()}"',
    "def f(a):\n    Op(x={'k': a, 'l': [a]})\nfor t in 'pq':\n    f(t)": "{'k': t, 'l': [t]}",
    "def f(a):\n    Op(x=a * 2)\nfor t in [1, 2]:\n    f(t + 1)": "(t + 1) * 2",
    "def f(*a, **k):\n    Op(x=a[0] + k['z'])\nf('v', z='w')": '"vw"',
    "def f(a):\n    for i in range(2):\n        Op(x=f'{a}{i}')\nf('v')": 'f"v{i}"',
    "def f(a):\n    g = lambda: a\n    Op(x=g)\nf('v')": "lambda: 'v'",
    "def f(c):\n    Op(x=c['n'])\nfor t in [{'n': 1}]:\n    f(t)": "t['n']",
    "def f(c):\n    Op(x=c['n'])\nf({'n': 1})": "1",
    "def f(a, b):\n    Op(x=[a, b])\nf(b=os.environ['E'], a=2)": "[2, os.environ['E']]",
    "class K:\n    def __init__(self, a): self.a = a\n    def go(self): Op(x=self.a)\nK('v').go()": "'v'",
    "class K:\n    def __init__(self, a): self.a = a\n    def go(self): Op(x=f'{self.a}-{self.a.upper()}!')\n"
    "for t in 'pq':\n    K(t).go()": 'f"{t}-{t.upper()}!"',
    "class K:\n    def __init__(self, a): self.a = a\n    def go(self, b): Op(x=self.a + b)\n"
    "k = K('v')\nfor t in 'pq':\n    k.go(t)": "k.a + t",
    "def f(a):\n    x = 'lit'\n    if os.environ['Q']:\n        x = a\n    Op(x=x)\nf('v')": (
        "('v' if os.environ['Q'] else 'lit')"
    ),
    "def f():\n    x = 'a'\n    x += 'b'\n    Op(x=x)\nf()": '"ab"',
    "def f(t):\n    x = 'a'\n    x += t\n    Op(x=x)\nfor t in 'pq':\n    f(t)": '"ap"',
    "from functools import partial\nf = partial(Op, x='p')\nf()": "'p'",
    "def mk(t):\n    def run(): return t\n    Op(x=run)\nmk('q')": "run",
    "def f(a):\n    q = a or 'n'\n    Op(x=q)\nf(None)": '"n"',
}


@pytest.mark.parametrize("code", FACTORIES)
def test_parameters_and_locals_are_substituted(code: str) -> None:
    assert record(code)[0].code == FACTORIES[code]


def test_the_code_of_every_iteration_of_a_factory_is_the_same() -> None:
    exprs = record("def f(a):\n    Op(x=f'x-{a}')\nfor t in 'pq':\n    f(t)")
    assert {one.code for one in exprs} == {'f"x-{t}"'}
    assert [one.value for one in exprs] == ["x-p", "x-q"]
    assert exprs[0].loops == exprs[1].loops != frozenset()


def test_a_value_of_an_earlier_iteration_is_written_out() -> None:
    code = "prev = 'none'\nfor t in 'ab':\n    Op(x=prev)\n    prev = t"
    assert [one.code for one in record(code)] == ["'none'", '"a"']


REFERENCES = {
    "t = Op()\nOp(x=t.output)": ("__ref_0__", [ir.XComRef("t0")]),
    "t = Op()\nOp(x=t.output['k'])": ("__ref_0__", [ir.XComRef("t0", "k")]),
    "t = Op()\nOp(x=f'echo {t.output}')": ('f"echo {__ref_0__}"', [ir.XComRef("t0")]),
    "t = Op()\nOp(x=t.output['k'].strip())": ("__ref_0__.strip()", [ir.XComRef("t0", "k")]),
    "t = {'a': Op()}\nOp(x='%s' % t['a'].output)": ("'%s' % __ref_0__", [ir.XComRef("t0")]),
    "t = {'a': Op()}\nfor k in t:\n    Op(x=f'{t[k].output}')": (
        'f"{__ref_0__}"',
        [ir.XComRef("t0")],
    ),
    "t = Op()\nOp(x=[t.output, 'a', t.output])": (
        "[__ref_0__, 'a', __ref_0__]",
        [ir.XComRef("t0")],
    ),
    "t = Op()\nOp(x={'a': t.output, 'b': t})": (
        "{'a': __ref_0__, 'b': __ref_1__}",
        [ir.XComRef("t0"), ir.TaskRef("t0")],
    ),
    "from k8s import Pod\nt = Op()\nA = 1\nOp(x=Pod(A, env=[t.output]))": (
        "Pod(A, env=[__ref_0__])",
        [ir.XComRef("t0")],
    ),
    "def f(a):\n    Op(x=[a, 'z'])\nt = Op()\nf(t.output)": (
        "[__ref_0__, 'z']",
        [ir.XComRef("t0")],
    ),
    "t = Op()\nOp(x=lambda: t)": ("lambda: __ref_0__", [ir.TaskRef("t0")]),
}


@pytest.mark.parametrize("code", REFERENCES)
def test_airflow_objects_become_references(code: str) -> None:
    found = record(code)[-1]
    assert (found.code, list(found.refs.values())) == REFERENCES[code]


def test_names_are_those_the_module_must_define() -> None:
    found = record("A = 1\nfrom m import g\nfor t in [1]:\n    Op(x=[A, g(t), len('a'), os.sep])")[
        0
    ]
    assert found.names == {"A", "g", "os"}
    assert len(found.loops) == 1


def test_literals_are_marked() -> None:
    found = record("A = 1\nOp(x='a')\nOp(x=[1, {'a': -2}])\nOp(x=A)\nOp(x=f'{A}')\nOp(x=[A])")
    assert [one.literal for one in found] == [True, True, False, False, False]


def test_names_of_another_module_are_imported() -> None:
    files = {
        "dags/helper.py": """
            from lab import Op
            from datetime import timedelta
            LONG = {"a": [1, 2, 3], "b": "some text that is long enough to be kept by name"}
            SHORT = 5
            def work(): pass
            def make():
                Op(x=LONG["a"])
                Op(x=SHORT)
                Op(x=work)
                Op(x=timedelta(days=1))
        """
    }
    found = record("from helper import make\nmake()", files)
    assert [(one.code, dict(one.imports)) for one in found] == [
        ('LONG["a"]', {"LONG": "dags.helper:LONG"}),
        ("5", {}),
        ("work", {"work": "dags.helper:work"}),
        ("timedelta(days=1)", {"timedelta": "datetime:timedelta"}),
    ]


def test_a_function_is_described() -> None:
    code = '''
def factory(table, deps=None):
    # what it does
    @first
    @second(1)
    def load(a, /, b: int = 2, *c, d=table, **e) -> str:
        """Doc."""
        text = """
  kept
"""
        return f"{table}{text}"  # why
    Op(x=load)
for t in ["users"]:
    factory(t)
'''
    function = record(code)[0].function
    assert function is not None
    assert (function.name, function.module, function.owner) == ("load", "", "factory")
    assert function.source == (
        "def load(a, /, b: int = 2, *c, d=table, **e) -> str:\n"
        '    """Doc."""\n'
        '    text = """\n'
        "  kept\n"
        '"""\n'
        '    return f"{table}{text}"  # why'
    )
    assert [p.kind for p in function.parameters] == [
        "positional_only", "normal", "var_positional", "keyword_only", "var_keyword",
    ]  # fmt: skip
    assert (function.parameters[1].default, function.parameters[1].annotation) == ("2", "int")
    assert function.decorators == ("first", "second(1)")
    assert (function.returns, function.docstring) == ("str", "Doc.")
    assert function.comments == ("# what it does",)
    assert {name: one.code for name, one in function.closure.items()} == {"table": "t"}


def test_a_partial_keeps_what_is_bound() -> None:
    code = "from functools import partial\ndef f(a, b, c): pass\nA = 1\nOp(x=partial(f, A, c='z'))"
    function = record(code)[0].function
    assert function is not None
    assert {key: one.code for key, one in function.bound.items()} == {"0": "A", "c": "'z'"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("f'{a}'", '"it\'s"'),
        ("f'{a} {o}'", 'f"it\'s {o}"'),
        ("f'{o!r:>{w}}{a}'", 'f"{o!r:>{w}}it\'s"'),
        ("f'{{}} {d[\"k\"]} {a}'", "f\"{{}} {d['k']} it's\""),
        ("f'''{a}\n{o}'''", 'f"""it\'s\n{o}"""'),
        ("a.upper() + 'x'", '"IT\'Sx"'),
        ("'%s' % a", '"it\'s"'),
        ("{a: o}", '{"it\'s": o}'),
        ("o[a]", 'o["it\'s"]'),
        ("[*a]", '[*"it\'s"]'),
        ("len(a)", "4"),
    ],
)
def test_substitution_in_text(body: str, expected: str) -> None:
    setup = "o = os.environ['O']\nw = os.environ['W']\nd = os.environ['D']\n"
    found = record(f'{setup}def f(a):\n    Op(x={body})\nf("it\'s")')[0]
    assert found.code == expected


def test_code_of_a_value_nobody_can_name_raises_and_is_reported() -> None:
    hooks = Recorder()
    code = "from lab import Op\nfrom e import c\ndef f(a, **k):\n    Op(x=k)\nf(1, **c())"
    ev = evaluate(code, hooks=hooks)
    assert "NotImplementedError" in hooks.exprs[0].code
    assert codes(ev) == ["AP117:4"]
    compile(hooks.exprs[0].code, "code", "eval")


@pytest.mark.parametrize("code", [*MODULE_LEVEL, *FACTORIES, *REFERENCES])
def test_all_code_is_an_expression(code: str) -> None:
    for found in record(code):
        compile(found.code, "code", "eval")
