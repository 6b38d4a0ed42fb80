"""What real DAG files do beside making tasks; each case found in or modelled on common usage."""

# ruff: noqa: E501
from __future__ import annotations

import datetime as dt

import pytest

from tests.load.evaluating import codes, evaluate, value_of
from translator import ir

FILES = {
    "dags/config/tables.yaml": """
        defaults: &d
          schedule: "@daily"
          retries: 2
        tables:
          - {name: users, keys: [id]}
          - name: orders
            keys: [id, day]
            <<: *d
    """,
    "dags/common/base.py": """
        from dataclasses import dataclass
        @dataclass
        class Table:
            name: str
            keys: list
            schedule: str = "@once"
            retries: int = 0
            @property
            def task_id(self):
                return f"load_{self.name}"
        def read(path):
            import yaml
            from pathlib import Path
            with open(Path(__file__).parents[1] / path) as stream:
                return [Table(**row) for row in yaml.safe_load(stream)["tables"]]
    """,
}

CASES = {
    "tables from yaml through a helper": (
        "from common.base import read\nx = [(t.task_id, t.schedule, len(t.keys)) for t in read('config/tables.yaml')]",
        [("load_users", "@once", 1), ("load_orders", "@daily", 2)],
    ),
    "pydantic models": (
        """
        from typing import List, Optional
        from pydantic import BaseModel, Field
        class Column(BaseModel):
            name: str
            type: str = "text"
        class Table(BaseModel):
            name: str
            columns: List[Column] = Field(default_factory=list)
            parent: Optional["Column"] = None
            tags: list[str] = []
        t = Table(**{"name": "a", "columns": [{"name": "c"}, {"name": "d", "type": "int"}]})
        x = [f"{c.name}:{c.type}" for c in t.columns] + t.tags
        """,
        ["c:text", "d:int"],
    ),
    "attrs": (
        "import attr\n@attr.s(auto_attribs=True)\nclass A:\n    n: int\n    m: int = attr.ib(default=3)\nx = A(1).m",
        3,
    ),
    "an unknown class decorator": (
        "from lib import magic\n@magic\nclass A:\n    pass\nx = A().anything",
        ir.UNKNOWN,
    ),
    "an unknown decorator": ("from lib import d\n@d(1)\ndef f():\n    return 2\nx = f()", 2),
    "a metaclass": ("class A(metaclass=type):\n    pass\nx = A.whatever", ir.UNKNOWN),
    "a subclass of dict": (
        "class C(dict):\n    def __getattr__(self, k): return self[k]\nx = C(a=1).a",
        1,
    ),
    "import_module": (
        "import importlib\nx = importlib.import_module('common.base').Table('n', []).task_id",
        "load_n",
    ),
    "environment": (
        "import os\nos.environ['K'] = 'v'\nos.environ.setdefault('L', 'w')\nx = os.environ['K'], os.getenv('L'), 'K' in os.environ, os.environ.get('K', 'z')",
        ("v", "w", True, "v"),
    ),
    "an environment with more": ("import os\nx = {**os.environ, 'A': '1'}['A']", "1"),
    "logging": (
        "import logging\nlogger = logging.getLogger(__name__)\nlogger.setLevel(logging.INFO)\nlogger.info('x %s', 1)\nx = 1",
        1,
    ),
    "main guard": ("x = 1\nif __name__ == '__main__':\n    x = 2", 1),
    "sys.path": (
        "import os, sys\nsys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))\nimport common.base\nx = 1",
        1,
    ),
    "dates with a time zone": (
        "import pendulum\nfrom datetime import datetime\nx = datetime(2024, 1, 1, tzinfo=pendulum.timezone('Europe/Berlin')).isoformat()",
        "2024-01-01T00:00:00+01:00",
    ),
    "pendulum": (
        "import pendulum\nx = pendulum.datetime(2024, 1, 31, tz='UTC').add(months=1).to_date_string()",
        "2024-02-29",
    ),
    "pendulum without a model": (
        "import pendulum\nx = pendulum.datetime(2024, 1, 31, tz='UTC').diff_for_humans()",
        ir.UNKNOWN,
    ),
    "pendulum parse": ("import pendulum\nx = pendulum.parse('2024-02-03').year", 2024),
    "relativedelta": (
        "from datetime import datetime\nfrom dateutil.relativedelta import relativedelta\nx = datetime(2024, 3, 31) - relativedelta(months=1, day=1)",
        dt.datetime(2024, 2, 1),
    ),
    "airflow timezone": (
        "from airflow.utils import timezone\nx = timezone.datetime(2024, 1, 1).utcoffset()",
        dt.timedelta(0),
    ),
    "days_ago": (
        "from airflow.utils.dates import days_ago\nx = days_ago(2)",
        ir.Opaque("airflow.utils.dates.days_ago", (2,), {}),
    ),
    "an opaque object": (
        "from kubernetes.client import models as k8s\nx = k8s.V1Volume(name='v', items=[1])",
        ir.Opaque("kubernetes.client.models.V1Volume", (), {"name": "v", "items": [1]}),
    ),
    "a string enum in text": (
        "from enum import Enum\nclass E(str, Enum):\n    A = 'a'\nx = f'{E.A}-{E.A.value}', E.A + 'z', str(E.A)",
        ("a-a", "az", "E.A"),
    ),
    "chained comparison of versions": ("import sys\nx = 1 if sys.platform == 'linux' else 2", 1),
    "sorted by several": (
        "r = [{'p': 2, 'n': 'a'}, {'p': 1, 'n': 'c'}, {'p': 1, 'n': 'b'}]\nx = [i['n'] for i in sorted(r, key=lambda i: (i['p'], i['n']))]",
        ["b", "c", "a"],
    ),
    "topological order by hand": (
        """
        deps = {"a": [], "b": ["a"], "c": ["a", "b"]}
        x, seen = [], set()
        def visit(n):
            if n in seen:
                return
            seen.add(n)
            for d in deps[n]:
                visit(d)
            x.append(n)
        for n in deps:
            visit(n)
        """,
        ["a", "b", "c"],
    ),
    "text blocks": (
        'from textwrap import dedent\nn = 3\nx = dedent(f"""\n    a\n      {n}\n    """).strip()',
        "a\n  3",
    ),
    "a registry by decorator": (
        """
        REGISTRY = {}
        def register(name):
            def inner(cls):
                REGISTRY[name] = cls
                return cls
            return inner
        @register("one")
        class One:
            n = 1
        @register("two")
        class Two(One):
            n = 2
        x = {k: v().n for k, v in REGISTRY.items()}
        """,
        {"one": 1, "two": 2},
    ),
    "abstract base classes": (
        """
        from abc import ABC, abstractmethod
        from typing import Generic, TypeVar
        T = TypeVar("T")
        class Base(ABC, Generic[T]):
            @property
            @abstractmethod
            def name(self): ...
            def full(self): return self.name + "!"
        class Impl(Base[int]):
            @property
            def name(self): return "impl"
        x = Impl().full()
        """,
        "impl!",
    ),
    "simple namespace": ("from types import SimpleNamespace as N\nx = N(a=1, b=N(c=2)).b.c", 2),
    "merged dicts": (
        "a = {'x': {'p': 1}, 'y': 2}\nb = {**a, 'y': 3}\nb['x']['q'] = 4\nx = a",
        {"x": {"p": 1, "q": 4}, "y": 2},
    ),
    "partition with a set": ("x = sorted({'b', 'a'} - {'a'} | set('c'))", ["b", "c"]),
    "nested functions with shared state": (
        "def make():\n    out = []\n    def add(n):\n        out.append(n)\n        return add\n    add(1)(2)\n    return out\nx = make()",
        [1, 2],
    ),
    "del": ("a = {'k': 1, 'l': 2}\ndel a['k']\nb = 1\ndel b\nx = a", {"l": 2}),
    "exception with a message": (
        "try:\n    raise ValueError('m')\nexcept ValueError as e:\n    x = str(e), e.args",
        ("m", ("m",)),
    ),
    "finally and return": (
        "log = []\ndef f():\n    for i in range(3):\n        try:\n            if i == 1:\n                return i\n        finally:\n            log.append(i)\nx = f(), log",
        (1, [0, 1]),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_value(name: str) -> None:
    code, expected = CASES[name]
    ev = evaluate(code, files=FILES)
    assert ev.failed is None, ev.failed
    assert value_of(ev, "x") == expected


FAILING = {
    "missing key": ("a = {}\nb = a['k']", "KeyError: 'k'", 2),
    "missing attribute": (
        "class A: pass\nA().x",
        "AttributeError: 'A' object has no attribute 'x'",
        2,
    ),
    "wrong call": ("def f(a): pass\nf()", "TypeError: f() missing required argument: 'a'", 2),
    "unknown keyword": (
        "def f(a): pass\nf(1, b=2)",
        "TypeError: f() got an unexpected keyword argument 'b'",
        2,
    ),
    "raised": ("def f():\n    raise ValueError('no')\nf()", "ValueError: no", 2),
    "unpacking": ("a, b = [1]", "ValueError: expected 2 values to unpack, got 1", 1),
    "own exception": ("class E(Exception): pass\nraise E('x')", "UserError: E: ", 2),
    "assertion": ("x = 1\nassert x == 2, 'no'", "AssertionError: 'no'", 2),
}


@pytest.mark.parametrize("name", FAILING)
def test_a_file_that_fails_in_python_fails_here(name: str) -> None:
    code, detail, line = FAILING[name]
    ev = evaluate(code)
    assert codes(ev) == [f"AP118:{line}"]
    assert detail in str(ev.failed)


def test_syntax_problems() -> None:
    assert codes(evaluate("x = (")) == ["AP101:1"]
    assert codes(evaluate("print 'x'")) == ["AP102:1"]
    assert codes(evaluate("try:\n    pass\nexcept ValueError, e:\n    pass")) == ["AP102:3"]
    assert codes(evaluate("x = '\0'")) == ["AP101:1"]


def test_python_2_names_in_files_for_airflow_1() -> None:
    code = "x = [i for i in xrange(2)]\ny = isinstance('a', basestring)\nz = list({'a': 1}.iteritems())"
    ev = evaluate(code, major=1)
    assert (value_of(ev, "x"), value_of(ev, "y"), value_of(ev, "z")) == ([0, 1], True, [("a", 1)])
