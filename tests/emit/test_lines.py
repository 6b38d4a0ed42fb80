"""Logical lines, and indentation that leaves strings alone."""

import ast

import pytest

from translator.lines import comments_in, count_logical, dedent, indent, logical_lines


def test_a_logical_line_may_span_lines():
    lines = list(logical_lines("a = [\n    1,\n]\nb = 2\n"))
    assert [(one.first, one.last) for one in lines] == [(1, 3), (4, 4)]


def test_depth_follows_the_blocks():
    lines = list(logical_lines("def f():\n    if x:\n        y()\nz()\n"))
    assert [one.depth for one in lines] == [0, 1, 2, 0]


def test_comments_and_blank_lines_are_no_logical_lines():
    assert count_logical("# one\n\na = 1  # two\n") == 1


STRINGS = [
    'x = """\nleft\n  two\n"""\ny = 1',
    "x = f'''\n{a}\n  left'''",
    "x = 'a\\\nb'",
    "x = 1\nif x:\n    y = 2",
]


@pytest.mark.parametrize("text", STRINGS)
def test_indent_does_not_touch_the_inside_of_strings(text):
    inside = "if True:\n" + indent(text)
    assert ast.dump(ast.parse(text)) == ast.dump(ast.Module(ast.parse(inside).body[0].body, []))


@pytest.mark.parametrize("text", STRINGS)
def test_dedent_is_the_way_back(text):
    assert dedent(indent(text), 4) == text


def test_comments_are_found_and_strings_are_not():
    assert comments_in("x = '# no'  # yes\n# and\n") == ["# yes", "# and"]
