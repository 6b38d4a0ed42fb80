"""Places and pieces of source text."""

# ruff: noqa: E501
from __future__ import annotations

import ast

import pytest

from translator.diagnostics import Span
from translator.load.sources.source import SourceFile, syntax_problem
from translator.load.sources.walk import walk


def find(source: SourceFile, name: str) -> ast.Name:
    return next(n for n in ast.walk(source.tree) if isinstance(n, ast.Name) and n.id == name)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_columns_count_characters(end: str) -> None:
    source = SourceFile("dag.py", f"a = 'é☃', here{end}b = (1,{end}  there)")
    assert source.span(find(source, "here")) == Span("dag.py", 1, 11, 1, 15)
    assert source.span(find(source, "there")) == Span("dag.py", 3, 3, 3, 8)
    assert source.segment(find(source, "here")) == "here"


def test_a_segment_of_several_lines_is_verbatim() -> None:
    source = SourceFile("dag.py", "x = [  # one\n  'é',\n]\n")
    assert source.segment(source.tree.body[0].value) == "[  # one\n  'é',\n]"  # type: ignore[attr-defined]


def test_comments_directly_above() -> None:
    text = "# far\n\n# one\n  # two\nx = 1\ny = '''\n# no comment'''\nz = 2\n"
    source = SourceFile("dag.py", text)
    assert source.comments_above(5) == ("# one", "# two")
    assert source.comments_above(1) == ()
    assert source.comments_above(8) == ()


def test_a_byte_order_mark_is_left_out() -> None:
    assert SourceFile("dag.py", "\ufeffx = 1").tree.body


def test_walk_finds_what_ast_walk_finds() -> None:
    text = "@d\ndef f(a: int = 1, *b, c=2, **k) -> str:\n    with x as y, z: return [q for q in w if e]\n"
    text += "class A(B, m=C):\n    n: int = {**o, 'k': lambda: p}\n    try: f'{r!r:>{s}}'\n    except T as u: v\n"
    tree = ast.parse(text)
    skipped = ast.expr_context | ast.operator | ast.cmpop | ast.boolop | ast.unaryop
    expected = {one for one in ast.walk(tree) if not isinstance(one, skipped)}
    assert set(walk(tree)) == expected


NOT_COMPILED = [
    ("x = 1\nreturn x\n", 2),
    ("x = 1\nbreak\n", 2),
    ("x = 1\ndef f(a, a): pass\n", 2),
    ("x = 1\nnonlocal x\n", 2),
    ("x = 1\nfrom __future__ import annotations\n", 2),
    ("x = 1\nawait x\n", 2),
    ("def f():\n    from os import *\n", 2),
]


@pytest.mark.parametrize(("text", "line"), NOT_COMPILED)
def test_what_parses_but_does_not_compile_is_no_python(text: str, line: int) -> None:
    source = SourceFile("dag.py", text)
    ast.parse(text)
    assert not source.parses
    with pytest.raises(SyntaxError) as error:
        assert source.tree
    rule, span, _ = syntax_problem(source, error.value)
    assert (rule.code, span.line) == ("AP101", line)
