"""Generators run as far as somebody reads them, and not a step further."""

from __future__ import annotations

import textwrap
import threading

import pytest

from tests.load.evaluating import codes, evaluate, executed, values
from translator.load.language.evaluator import Evaluator

LOG = "log = []\n"
SNIPPETS = {
    "next": """
        def gen():
            for i in range(5):
                log.append(i)
                yield i
        g = gen()
        x = next(g) + next(g)
        """,
    "break": """
        def gen():
            for i in range(5):
                log.append(f"made {i}")
                yield i
        for i in gen():
            log.append(f"read {i}")
            if i == 2:
                break
        """,
    "zip and enumerate": """
        def gen():
            i = 0
            while True:
                log.append(i)
                yield i
                i += 1
        x = [b for a, b in zip("ab", gen())]
        y = [b for b, a in zip(gen(), "ab")]
        for n, i in enumerate(gen()):
            if n > 1:
                break
        """,
    "send and the result": """
        def inner():
            got = yield 1
            log.append(got)
            return "result"
        def outer():
            x = yield from inner()
            log.append(x)
            yield 2
        g = outer()
        x = [next(g), next(g)]
        def echo():
            got = None
            while True:
                got = yield got
        e = echo()
        next(e)
        y = [e.send("a"), e.send("b")]
        """,
    "close": """
        def gen():
            try:
                yield 1
                yield 2
            finally:
                log.append("closed")
        g = gen()
        next(g)
        g.close()
        x = next(g, "nothing")
        for one in gen():
            break
        log.append("after")
        """,
    "an error inside": """
        def gen():
            yield 1
            raise ValueError("inside")
        try:
            for one in gen():
                log.append(one)
        except ValueError as error:
            log.append(str(error))
        def handled():
            try:
                yield 1
                raise KeyError("k")
            except KeyError:
                yield 2
        x = list(handled())
        """,
    "an error around": """
        def gen():
            yield 1
            yield 2
        g = gen()
        for turn in range(2):
            try:
                next(g)
                raise ValueError("around")
            except ValueError:
                log.append(turn)
        """,
    "turn by turn": """
        def gen(name):
            for i in range(3):
                log.append(f"{name}{i}")
                yield i
        one, two = gen("a"), gen("b")
        x = [next(one), next(two), next(one), next(two)]
        y = list(one) + list(two)
        """,
    "a list that grows": """
        todo = [1]
        def gen():
            while todo:
                yield todo.pop()
        for one in gen():
            log.append(one)
            if one < 4:
                todo.append(one + 1)
        """,
    "__next__": """
        class Steps:
            def __init__(self):
                self.made = 0
            def __iter__(self):
                return self
            def __next__(self):
                self.made += 1
                if self.made > 4:
                    raise StopIteration
                return self.made
        s = Steps()
        x = [next(s), *s]
        y = [i for i in Steps()]
        """,
    "itertools": """
        import itertools
        def gen(name):
            for i in range(4):
                log.append(f"{name}{i}")
                yield i
        x = list(itertools.islice(gen("a"), 2))
        c = itertools.chain(gen("b"), gen("c"))
        y = next(c)
        t = list(itertools.takewhile(lambda i: i < 2, gen("d")))
        d = next(itertools.dropwhile(lambda i: i < 2, gen("e")))
        f = list(itertools.filterfalse(lambda i: i % 2, gen("f")))
        s = list(itertools.starmap(lambda a, b: a + b, [(1, 2), (3, 4)]))
        p = next(itertools.pairwise(gen("g")))
        u = list(itertools.accumulate([1, 2, 3], initial=10))
        q = any(i > 1 for i in gen("h"))
        m = next(map(lambda i: log.append(i) or i, [7, 8]))
        n = list(iter(lambda: log.append("i") or len(log), len(log) + 3))
        """,
}


@pytest.mark.parametrize("name", SNIPPETS)
def test_it_runs_as_in_python(name: str) -> None:
    code = LOG + textwrap.dedent(SNIPPETS[name])
    ev = evaluate(code)
    assert codes(ev) == []
    expected = {k: v for k, v in executed(code).items() if k not in ("one", "two")}
    found = values(ev)
    assert {name: found.get(name) for name in expected} == expected


def test_what_nobody_reads_to_its_end_is_left() -> None:
    before = threading.active_count()
    ev: Evaluator = evaluate(
        """
        def gen():
            while True:
                try:
                    yield 1
                except Exception:
                    pass
        many = [gen() for i in range(5)]
        x = [next(one) for one in many]
        """
    )
    assert threading.active_count() == before + 5
    ev.close()
    assert threading.active_count() == before


def test_an_endless_one_ends_in_a_diagnostic() -> None:
    code = "def gen():\n    while True:\n        yield 1\nfor one in gen():\n    pass"
    ev = evaluate(code, steps=5000)
    assert [code.partition(":")[0] for code in codes(ev)] == ["AP109"]
    ev.close()
