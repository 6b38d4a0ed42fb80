"""Snippets that need nothing of Airflow: the evaluator must agree with Python about every name."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from tests.load.evaluating import codes, evaluate, executed, values

SNIPPETS = {
    "digests": """
        import hashlib
        a = hashlib.md5(b"orders").hexdigest()[:8]
        b = f"load_{hashlib.sha256('orders'.encode('utf-8')).hexdigest()[-6:]}"
        d = hashlib.sha1()
        d.update(b"x")
        c = d.hexdigest()
        del d
    """,
    "subclass hooks": """
        class Base:
            kinds = {}

            def __init_subclass__(cls, kind="none", **options):
                super().__init_subclass__(**options)
                Base.kinds[kind] = cls.__name__

        class One(Base, kind="one"):
            pass

        class Two(One):
            pass

        a = Base.kinds
    """,
    "arithmetic": "a = 1 + 2 * 3 ** 2 // 4 % 5 - -6\nb = 7 / 2\nc = ~5 & 12 | 3 ^ 1\nd = 1 << 4 >> 2",
    "comparison": "a = 1 < 2 <= 2\nb = 3 == 3.0\nc = 'x' in 'xyz'\nd = 1 not in [2]\ne = None is None",
    "boolean": "a = 0 or 'x'\nb = 1 and ''\nc = not []\nd = 1 and 2 and 3\ne = 0 or None",
    "f-strings": "n = 3.14159\nx = 'a'\na = f'{x!r:>6}|{n:.2f}|{{}}|{1 + 1}'\nw = 8\nb = f'{x:>{w}}'",
    "percent": "a = '%s-%03d' % ('x', 7)\nb = '%(k)s' % {'k': 1}\nc = '%s' % [1, 2]",
    "format": "a = '{}-{k}-{0}'.format('x', k=1) if False else '{0}-{k}'.format('x', k=1)",
    "text methods": """
        s = " Hello World "
        a = s.strip().lower().replace(" ", "_").split("_")
        b = "-".join(a)
        c = s.startswith(" H"), s.title(), s.upper(), "a,b".partition(",")
        d = "x".zfill(3), "abc"[::-1], "abc".index("c"), "a\\nb".splitlines()
        e = "-".join(str(i) for i in range(3))
    """,
    "lists": """
        a = [3, 1, 2]
        a.append(4)
        b = a
        b.extend([5, 6])
        c = sorted(a, reverse=True)
        d = a[1:-1:2]
        a.insert(0, 9)
        e = a.pop()
        a.remove(9)
        f = a.index(1), a.count(3), len(a)
        g = [*a, *c]
        a.sort(key=lambda x: -x)
        h = a + [1] * 2
        i = a.copy()
        i.reverse()
        del i[0]
        i[0:2] = [7]
    """,
    "aliasing": """
        a = {"x": []}
        b = a
        b["x"].append(1)
        c = dict(a)
        c["y"] = 2
        c["x"].append(3)
        def f(v=[]):
            v.append(1)
            return v
        d = f()
        e = f()
    """,
    "dicts": """
        a = {"k": 1, **{"l": 2}}
        a.update(m=3)
        b = list(a.items())
        c = a.get("z", 0), a.pop("k"), a.setdefault("n", []), "l" in a
        d = {k: v for k, v in a.items() if v}
        e = a | {"q": 1}
        f = dict(zip("ab", [1, 2]), c=3)
        g = dict.fromkeys(["a", "b"], 0)
        h = list(a), list(a.values()), len(a)
        del a["l"]
        i = {(1, 2): "t"}[1, 2]
        e |= {"r": 2}
    """,
    "sets": """
        a = {1, 2}
        a.add(3)
        b = a | {4}
        c = a & {1} , a - {1}, a ^ {9}
        a.discard(1)
        d = len(a), 2 in a
        e = a.union([5]), a.issubset({2, 3, 4})
    """,
    "unpacking": """
        a, (b, *c), d = 1, (2, 3, 4), 5
        e = f = [1]
        g, *h = range(3)
        *i, j = "xyz"
        k = [*range(2), *h]
        (l) = 1
        x = {}
        x["a"], x["b"] = 1, 2
    """,
    "walrus": "if (n := len([1, 2])) > 1:\n    a = n\nb = [y := 1, y ** 2]\nc = [last := i for i in range(3)]",
    "ternary": "a = 1 if [] else 2\nb = (1 if True else 2) + 1",
    "for": """
        a = []
        for i, (k, v) in enumerate({"x": 1, "y": 2}.items(), 1):
            for j in range(i):
                if j == 1:
                    continue
                a.append((i, j, k, v))
        else:
            b = "done"
        for z in "ab":
            if z == "b":
                break
        else:
            b = "never"
    """,
    "while": "a = 0\nwhile a < 10:\n    a += 3\n    if a == 9: break\nelse:\n    a = -1",
    "comprehensions": """
        a = [i * j for i in range(3) for j in range(i) if j % 2 == 0]
        b = {i: [k for k in range(i)] for i in range(3)}
        c = {i % 2 for i in range(4)}
        d = sum(i for i in range(4))
        i = "kept"
        e = [i for i in range(2)]
        f = list(x for x in (y + 1 for y in range(3)))
    """,
    "functions": """
        def f(a, b=2, /, c=3, *args, d, e=5, **kw):
            return [a, b, c, args, d, e, kw]
        x = f(1, d=4)
        y = f(1, 2, 3, 4, 5, d=6, z=7)
        z = f(*[1, 2], **{"d": 3, "q": 4})
        def g(n):
            return 1 if n <= 1 else n * g(n - 1)
        w = g(6)
        def counter():
            n = 0
            def inc():
                nonlocal n
                n += 1
                return n
            return inc
        c = counter()
        v = c(), c()
        total = 0
        def add(k):
            global total
            total += k
        add(2); add(3)
        h = (lambda a, *b, k=1: (a, b, k))(1, 2, k=3)
        def none(): pass
        u = none()
    """,
    "closures are late": """
        fs = [lambda: i for i in range(3)]
        a = [f() for f in fs]
        gs = [lambda i=i: i for i in range(3)]
        b = [g() for g in gs]
        del fs, gs
    """,
    "decorators": """
        import functools
        def twice(f):
            @functools.wraps(f)
            def inner(*args, **kwargs):
                return [f(*args, **kwargs), f(*args, **kwargs)]
            return inner
        def add(n):
            def deco(f):
                return lambda *a: f(*a) + n
            return deco
        @twice
        @add(10)
        def base(x):
            return x
        @twice
        def named(x):
            return x
        a = base(1)
        b = named.__name__
    """,
    "generators": """
        def gen(n):
            for i in range(n):
                x = yield i
            yield from ["a", "b"]
        a = list(gen(2))
        g = gen(2)
        b = next(g), next(g)
        c = [v for v in gen(1)]
        d = next(iter([]), "default")
        e = dict(zip(gen(3), "abc"))
    """,
    "functools": """
        from functools import partial, reduce
        import functools as ft
        def f(a, b, c=0):
            return (a, b, c)
        a = partial(f, 1, c=3)(2)
        b = reduce(lambda x, y: x + y, [1, 2, 3], 10)
        c = ft.reduce(lambda x, y: x * y, range(1, 5))
        @ft.lru_cache(maxsize=None)
        def cached(x): return x
        d = cached(5)
    """,
    "itertools": """
        import itertools
        from itertools import chain, product
        a = [(x, y) for x, y in product("ab", range(2))]
        b = list(chain([1], (2, 3))), list(itertools.chain.from_iterable([[1], [2]]))
        c = list(itertools.combinations("abc", 2))
        d = list(itertools.islice(itertools.count(5), 3))
        e = [(k, list(g)) for k, g in itertools.groupby([1, 1, 2])]
        f = list(itertools.zip_longest([1], [2, 3])), list(itertools.accumulate([1, 2, 3]))
        g = list(zip(range(3), itertools.cycle("ab"))), list(itertools.repeat(1, 2))
        h = list(itertools.product([0, 1], repeat=2))
    """,
    "operator": """
        import operator
        a = operator.itemgetter("k")({"k": 1})
        b = sorted([{"n": 2}, {"n": 1}], key=operator.itemgetter("n"))
        c = operator.add(1, 2)
        d = operator.itemgetter(0, 1)([5, 6])
    """,
    "builtins": """
        a = max([1, 3, 2]), min("b", "a"), max([(1, "x"), (2, "y")], key=lambda t: t[0])
        b = any([0, 1]), all([]), abs(-1), round(2.567, 1), divmod(7, 2), pow(2, 3)
        c = list(map(str, [1, 2])), list(filter(None, [0, 1])), list(reversed([1, 2]))
        d = isinstance(1, int), isinstance("x", (int, str)), isinstance([], list), callable(len)
        e = int("3"), float("1.5"), str(2), bool(""), tuple([1]), frozenset([1]) == {1}
        f = sorted({"b": 1, "a": 2}), list(enumerate("ab")), sum([1, 2], 3), sum([[1], [2]], [])
        g = getattr("x", "upper")(), hasattr([], "append"), hasattr([], "nope"), repr("x"), chr(97)
        h = list(map(lambda x, y: x + y, [1, 2], [3, 4]))
    """,
    "classes": """
        class Base:
            kind = "base"
            registry = []
            def __init__(self, name, *, size=1):
                self.name = name
                self.size = size
                self.registry.append(name)
            @property
            def label(self):
                return f"{self.kind}-{self.name}"
            @label.setter
            def label(self, value):
                self.name = value
            @staticmethod
            def util(x):
                return x * 2
            @classmethod
            def make(cls, name):
                return cls(name, size=9)
            def describe(self):
                return self.label
        class Child(Base):
            kind = "child"
            def __init__(self, name):
                super().__init__(name, size=5)
                self.extra = True
            def describe(self):
                return "C:" + super().describe()
        c = Child("x")
        a = c.label, c.size, c.extra, c.describe(), Child.kind
        b = Base.make("y").size, Base.util(2), Base.registry
        c.label = "z"
        d = c.name, isinstance(c, Base), issubclass(Child, Base), type(c) is Child
        e = getattr(c, "nope", "default")
        del c
    """,
    "dunder methods": """
        class V:
            def __init__(self, x): self.x = x
            def __add__(self, o): return V(self.x + o.x)
            def __eq__(self, o): return self.x == o.x
            def __getitem__(self, k): return self.x * k
            def __len__(self): return self.x
            def __iter__(self): return iter(range(self.x))
            def __contains__(self, k): return k < self.x
            def __call__(self, y): return self.x + y
            def __str__(self): return f"V{self.x}"
        v = V(1) + V(2)
        a = v.x, v == V(3), v[2], len(v), list(v), 2 in v, v(10), f"{v}", str(v)
        del v
    """,
    "multiple inheritance": """
        class A:
            def who(self): return ["A"]
        class B(A):
            def who(self): return ["B"] + super().who()
        class C(A):
            def who(self): return ["C"] + super().who()
        class D(B, C):
            def who(self): return ["D"] + super().who()
        a = D().who()
    """,
    "dataclasses": """
        from dataclasses import dataclass, field, asdict, replace
        @dataclass
        class P:
            x: int
            y: int = 2
            tags: list = field(default_factory=list)
            def total(self): return self.x + self.y
            def __post_init__(self): self.double = self.x * 2
        @dataclass(eq=True)
        class Q(P):
            z: str = "z"
        p = P(1)
        p.tags.append("t")
        q = Q(5, z="w")
        a = p.x, p.y, p.tags, p.total(), p.double, P(1).tags
        b = q.x, q.y, q.z, asdict(p), replace(p, x=9).x, P(1, 2) == P(1, 2)
        del p, q
    """,
    "enums": """
        from enum import Enum, IntEnum, auto
        class Color(Enum):
            RED = "red"
            BLUE = "blue"
            @property
            def nice(self): return self.value.title()
        class Level(IntEnum):
            LOW = auto()
            HIGH = auto()
        class S(str, Enum):
            A = "a"
        a = Color.RED.value, Color("blue").name, Color["RED"].value, [c.value for c in Color]
        b = Level.HIGH > Level.LOW, Level.LOW == 1, S.A == "a", "a" in [S.A], Color.RED.nice
        c = Color.RED is Color("red"), Color.RED == Color.BLUE, len(Color), Level.HIGH + 1
        d = {Color.RED: 1}[Color.RED], S.A.value, S.A.upper(), "x".join([S.A, "b"])
    """,
    "namedtuples": """
        from collections import namedtuple
        from typing import NamedTuple
        P = namedtuple("P", "x y", defaults=[5])
        class T(NamedTuple):
            a: int
            b: str = "b"
            def both(self): return f"{self.a}{self.b}"
        p = P(1)
        x, y = p
        a = p.x, p[1], x + y, p._replace(x=3).x
        t = T(1)
        b = t.a, t.b, t.both(), t == (1, "b"), [n for n, _ in [p]]
        del p, t
    """,
    "collections": """
        from collections import defaultdict, OrderedDict, Counter, deque
        d = defaultdict(list)
        d["a"].append(1)
        a = dict(d)
        b = list(OrderedDict([("x", 1)]).items()), dict(Counter("aab"))
        q = deque([1, 2]); q.appendleft(0)
        c = list(q)
        del d, q
    """,
    "typed dict": """
        from typing import TypedDict, Optional, List, cast
        class C(TypedDict, total=False):
            x: int
        a = C(x=1)
        b: Optional[List[int]] = cast(list, [1])
        x: int
    """,
    "exceptions": """
        try:
            {}["x"]
        except KeyError as e:
            a = "caught"
        else:
            a = "no"
        finally:
            b = "finally"
        class Mine(ValueError): pass
        try:
            raise Mine("m")
        except ValueError:
            c = "value"
        try:
            raise RuntimeError("x")
        except (TypeError, RuntimeError):
            d = 1
        def f():
            try:
                return 1
            finally:
                e.append(1)
        e = []
        g = f()
        try:
            int("x")
        except Exception:
            h = "bad int"
    """,
    "match": """
        def f(x):
            match x:
                case 0: return "zero"
                case "a" | "b": return "letter"
                case [a, *rest]: return (a, rest)
                case {"k": v, **others}: return (v, others)
                case int(n) if n > 5: return "big"
                case None: return "none"
                case _: return "other"
        a = f(0), f("b"), f([1, 2, 3]), f({"k": 1, "z": 2}), f(9), f(3), f(None), f(1.5)
    """,
    "context managers": """
        from contextlib import contextmanager, suppress
        log = []
        @contextmanager
        def cm(name):
            log.append(f"enter {name}")
            try:
                yield name.upper()
            finally:
                log.append(f"exit {name}")
        class M:
            def __enter__(self): log.append("in"); return self
            def __exit__(self, *a): log.append("out")
        with cm("a") as x, M() as m:
            log.append(x)
        def f():
            with cm("b"):
                return 5
        r = f()
        del m
    """,
    "suppressed": """
        from contextlib import suppress, ExitStack
        log = []
        class M:
            def __init__(self, name, takes=False): self.name, self.takes = name, takes
            def __enter__(self):
                log.append(f"in {self.name}")
                return self.name
            def __exit__(self, kind, error, trace):
                log.append(f"out {self.name} {error}")
                return self.takes
        with suppress(KeyError, IndexError):
            log.append("before")
            [][3]
            log.append("after")
        with M("takes", True):
            {}["x"]
        try:
            with M("passes"):
                int("x")
        except ValueError:
            log.append("caught")
        with ExitStack() as stack:
            a = [stack.enter_context(M(n)) for n in "xy"]
            log.append("inside")
        def f():
            with suppress(LookupError):
                return {}["k"]
            return "default"
        b = f()
        del stack
    """,
    "counted": """
        from collections import Counter
        c = Counter("banana")
        a = c.most_common(2), c["z"], len(c)
        c["z"] += 2
        c.update(q=1)
        b = dict(c)
        d = sorted(Counter({"x": 2}).items()), Counter(y=3).most_common()
        del c
    """,
    "reversed": """
        class R:
            def __len__(self): return 2
            def __getitem__(self, i): return "xy"[i]
            def __iter__(self): return iter("xy")
        class S:
            def __iter__(self): return iter("ab")
            def __reversed__(self): return iter("ba")
        a = list(reversed(R())), list(reversed(S()))
        try:
            reversed({1, 2})
        except TypeError:
            b = "not reversible"
    """,
    "globals": """
        for n in ["p", "q"]:
            globals()[f"var_{n}"] = n
        globals().update({"var_r": 1})
        a = globals()["var_p"], "var_q" in globals()
        def f():
            x = 1
            return locals()["x"]
        b = f()
    """,
    "dates": """
        from datetime import datetime, timedelta, date, timezone, time
        import datetime as dt
        a = datetime(2024, 1, 31) + timedelta(days=1, hours=2)
        b = a.strftime("%Y-%m-%d"), a.isoformat(), a.year, (a - datetime(2024, 1, 1)).days
        c = timedelta(minutes=90).total_seconds(), timedelta(days=1) * 2, -timedelta(1)
        d = dt.datetime.strptime("2024-05-06", "%Y-%m-%d").replace(tzinfo=dt.timezone.utc)
        e = date(2024, 2, 3).isoformat(), datetime.combine(date(2024, 1, 1), time(3)), d.date()
        f = timezone(timedelta(hours=2)), a > datetime(2023, 1, 1), datetime.fromisoformat("2024-01-01")
    """,
    "paths": """
        import os
        from pathlib import Path, PurePosixPath
        a = os.path.join("a", "b", "c.sql"), os.path.basename("/x/y.py"), os.path.splitext("q.txt")
        p = Path("/opt") / "x" / "y.tar.gz"
        b = p.name, p.stem, p.suffix, str(p.parent), p.parts, p.with_suffix(".z").name, f"{p}"
        c = os.sep, os.path.dirname("/a/b/c")
        del p
    """,
    "text libraries": """
        import re, string, textwrap, json, math, copy
        a = re.sub(r"[^a-z]+", "_", "a b-c"), re.match(r"(\\w)(\\d)", "a1").group(2), re.findall("a", "aa")
        b = textwrap.dedent("  x\\n  y"), string.ascii_lowercase[:3], json.dumps({"a": [1]}), math.ceil(1.2)
        c = json.loads('{"a": [1, {"b": null}]}')
        d = copy.deepcopy(c)
        d["a"].append(2)
        e = copy.copy(c)
        e["z"] = 1
    """,
    "imports": "import os.path\nimport logging as log\nlogger = 1\nlog.info('x')\nprint('x')\nassert True",
    "augmented": """
        a = 1
        a += 2; a *= 3; a -= 1
        b = "x"
        b += "y"
        c = [1]
        d = c
        c += [2]
        e = {"n": 1}
        e["n"] += 1
        class O: n = 1
        O.n += 4
        f = O.n
        t = (1,)
        t += (2,)
    """,
    "slots and singletons": """
        class S:
            _one = None
            def __new__(cls, *a):
                if cls._one is None:
                    cls._one = super().__new__(cls)
                return cls._one
        a = S() is S()
        class W:
            def __init__(self): self.__dict__
            def __getattr__(self, name): return name.upper()
        b = W().hello
    """,
    "class scope": """
        n = 1
        class K:
            n = 2
            items = [i for i in range(n)]
            def get(self): return n
            class Inner:
                z = 5
        a = K.items, K().get(), K.Inner.z
    """,
    "chained methods": """
        class B:
            def __init__(self): self.parts = []
            def add(self, p):
                self.parts.append(p)
                return self
            def build(self): return "-".join(self.parts)
        a = B().add("x").add("y").build()
    """,
    "conditional imports": """
        try:
            import json as j
        except ImportError:
            j = None
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            import nothing_here
        a = j.dumps(1)
    """,
    "string loops": """
        a = []
        for c in "ab":
            a.append(f"{c}{ord(c)}")
        b = {c: i for i, c in enumerate("xy")}
        d = ["%s_%d" % (c, i) for c, i in b.items()]
    """,
    "chunks": """
        items = list(range(7))
        a = [items[i:i + 3] for i in range(0, len(items), 3)]
        b = list(zip(items, items[1:]))[-1]
        c = [x for row in a for x in row][::-1]
        d = list(zip(*[(1, 2), (3, 4)]))
    """,
}


@pytest.mark.parametrize("name", SNIPPETS)
def test_the_evaluator_agrees_with_python(name: str) -> None:
    ev = evaluate(SNIPPETS[name])
    assert codes(ev) == []
    found, expected = values(ev), executed(SNIPPETS[name])
    assert {key: found.get(key, "UNKNOWN") for key in expected} == expected
