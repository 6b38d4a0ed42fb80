"""Reading a template with Jinja: its tokens, its tree, and holes of the DAG file in its code.

A hole in text, or in a string of the template, is a value. One in an expression is code:
`"{{ var.value." + name + " }}"` is another template for each name.
"""

from __future__ import annotations

import re
from functools import lru_cache

import jinja2
from jinja2 import Environment, nodes

from translator.lower.templates.scope import Untranslatable
from translator.lower.templates.source import HOLE, TemplateSource

Token = tuple[int, str, str]

VALUES = frozenset({"data", "string", "raw_begin", "raw_end"})
"""Tokens in which a hole is a value."""

NUMBER = re.compile(r"-?\d+(\.\d+)?")

MARKS = re.compile(r"\{\{|\{%|\{#")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Jinja as Airflow sets it up, for reading."""
    return Environment(extensions=["jinja2.ext.do"], keep_trailing_newline=True)


def tokens_of(text: str) -> list[Token]:
    """The template's tokens; together they are its text.

    Raises:
        Untranslatable: Jinja can't read it.
    """
    try:
        return list(environment().lex(text))
    except jinja2.TemplateSyntaxError as error:
        raise Untranslatable(f"Jinja can't parse it: {error.message}") from error


def parse(text: str) -> nodes.Template:
    """The template's tree; a newline at its end is part of it.

    Raises:
        Untranslatable: Jinja can't read it.
    """
    try:
        return environment().parse(text)
    except jinja2.TemplateSyntaxError as error:
        raise Untranslatable(f"Jinja can't parse it: {error.message}") from error


def with_filled_code(source: TemplateSource) -> TemplateSource:
    """The template as it is in this instance, where holes are part of its code.

    Raises:
        Untranslatable: what goes there is only known at run time.
    """
    whole = source.whole
    if not source.holes or not (_brings_code(source) or _has_code(source)):
        return source
    if whole is None:
        raise Untranslatable(f"code of a template made by {source.holes[0].code}")
    return TemplateSource(whole)


def _brings_code(source: TemplateSource) -> bool:
    """Whether a template stands in what goes into a hole."""
    whole = source.whole
    return whole is not None and len(MARKS.findall(whole)) != len(MARKS.findall(source.text))


def _has_code(source: TemplateSource) -> bool:
    """Whether a hole stands in an expression or a statement, and is no number there."""
    if not MARKS.search(source.text):
        return False
    before = ""
    for _, kind, text in tokens_of(source.text):
        if kind not in VALUES and HOLE.search(text):
            number = NUMBER.fullmatch(source.values.get(text, ""))
            if not HOLE.fullmatch(text) or before in {".", "|"} or not number:
                return True
        before = text
    return False
