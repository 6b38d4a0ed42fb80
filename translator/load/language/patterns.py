"""Patterns of `match`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from translator.load.language.operations import equal, identical
from translator.load.language.values import (
    ChoiceValue,
    DictValue,
    InstanceValue,
    Known,
    ListValue,
    OpaqueValue,
    TupleValue,
    UnknownValue,
    Value,
    key_of,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


def matches(ev: Evaluator, pattern: ast.pattern, subject: Value) -> bool | None:
    """Whether a pattern fits, binding its names; None: not known."""
    ev.step()
    match pattern:
        case ast.MatchValue(value=value):
            return equal(ev, subject, ev.eval(value))
        case ast.MatchSingleton(value=single):
            return identical(ev, subject, Known(single))
        case ast.MatchAs(pattern=inner, name=name):
            answer = True if inner is None else matches(ev, inner, subject)
            if answer is not False and name is not None:
                ev.bind(name, subject)
            return answer
        case ast.MatchOr(patterns=options):
            answers = [matches(ev, option, subject) for option in options]
            return True if True in answers else None if None in answers else False
    if isinstance(subject, UnknownValue | ChoiceValue | OpaqueValue):
        return None
    return _structure(ev, pattern, subject)


def _structure(ev: Evaluator, pattern: ast.pattern, subject: Value) -> bool | None:
    match pattern:
        case ast.MatchSequence(patterns=parts):
            return _sequence(ev, parts, subject)
        case ast.MatchMapping():
            return _mapping(ev, pattern, subject)
        case ast.MatchClass():
            return _class(ev, pattern, subject)
    return None


def _sequence(ev: Evaluator, parts: list[ast.pattern], subject: Value) -> bool | None:
    if not isinstance(subject, ListValue | TupleValue):
        return False
    items = subject.items
    stars = [i for i, part in enumerate(parts) if isinstance(part, ast.MatchStar)]
    if not stars:
        if len(parts) != len(items):
            return False
        return _all([matches(ev, p, item) for p, item in zip(parts, items, strict=True)])
    at, after = stars[0], len(parts) - stars[0] - 1
    if len(items) < len(parts) - 1:
        return False
    star = parts[at]
    if isinstance(star, ast.MatchStar) and star.name is not None:
        ev.bind(star.name, ListValue(items[at : len(items) - after]))
    answers = [matches(ev, p, item) for p, item in zip(parts[:at], items[:at], strict=True)]
    tail = items[len(items) - after :]
    answers += [matches(ev, p, item) for p, item in zip(parts[at + 1 :], tail, strict=True)]
    return _all(answers)


def _mapping(ev: Evaluator, pattern: ast.MatchMapping, subject: Value) -> bool | None:
    if not isinstance(subject, DictValue):
        return False
    answers: list[bool | None] = []
    used = set()
    for key_node, part in zip(pattern.keys, pattern.patterns, strict=True):
        key = key_of(ev.eval(key_node))
        used.add(key)
        found = subject.lookup(key)
        if found is None:
            return None if subject.open is not None else False
        answers.append(matches(ev, part, found))
    if pattern.rest is not None:
        left = [pair for key, pair in subject.entries.items() if key not in used]
        ev.bind(pattern.rest, DictValue(left))
    return _all(answers)


def _class(ev: Evaluator, pattern: ast.MatchClass, subject: Value) -> bool | None:
    from translator.load.language.types_ import is_instance

    cls = ev.eval(pattern.cls)
    answer = is_instance(ev, subject, cls)
    if not answer:
        return answer
    answers: list[bool | None] = []
    if pattern.patterns and isinstance(subject, InstanceValue):
        names = subject.cls.facts.get("match_args") or list(subject.attributes)
        for name, part in zip(names, pattern.patterns, strict=False):
            answers.append(matches(ev, part, ev.attribute(subject, name)))
    elif pattern.patterns:
        answers.append(matches(ev, pattern.patterns[0], subject))
    for name, part in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True):
        answers.append(matches(ev, part, ev.attribute(subject, name)))
    return _all(answers)


def _all(answers: list[bool | None]) -> bool | None:
    return False if False in answers else None if None in answers else True
