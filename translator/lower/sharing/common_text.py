"""Several texts as one text with holes: what differs between them is the value of a known name.

`echo orders`, `echo stock` and the name `table`, which is `orders` and `stock`: `echo ⟨table⟩`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from translator.lower.templates.text import Hole, Part

Texts = tuple[str, ...]
"""A text each for several things."""
_Places = tuple[int, ...]


def common_text(texts: Texts, names: Mapping[str, Texts]) -> list[Part] | None:
    """Literal text and names that together give each of `texts`; None where none do.

    Args:
        texts: what is to be said once.
        names: what each name stands for; tried in this order.
    """
    end = tuple(len(text) for text in texts)
    start = (0,) * len(texts)
    came: dict[_Places, tuple[_Places, Part]] = {}
    todo = [start]
    while todo:
        here = todo.pop()
        if here == end:
            return _way(end, came)
        steps = [step for step in _steps(texts, names, here) if step[0] not in came]
        for there, part in reversed(steps):
            came[there] = (here, part)
            todo.append(there)
    return None


def _steps(
    texts: Texts, names: Mapping[str, Texts], here: _Places
) -> Sequence[tuple[_Places, Part]]:
    """Where one goes from `here`: past the value of a name, or past a character of all texts."""
    found: list[tuple[_Places, Part]] = []
    for name, values in names.items():
        if all(t.startswith(v, at) for t, v, at in zip(texts, values, here, strict=True)):
            there = tuple(at + len(value) for at, value in zip(here, values, strict=True))
            found.append((there, Hole(name, text=True)))
    letters = {text[at : at + 1] for text, at in zip(texts, here, strict=True)}
    if len(letters) == 1 and (letter := letters.pop()):
        found.append((tuple(at + 1 for at in here), letter))
    return [one for one in found if one[0] != here]


def _way(end: _Places, came: Mapping[_Places, tuple[_Places, Part]]) -> list[Part]:
    parts: list[Part] = []
    here = end
    while any(here):
        here, part = came[here]
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] = part + parts[-1]
        else:
            parts.append(part)
    return parts[::-1]


def common_words(texts: Sequence[str]) -> str:
    """The words at the start and at the end that all texts have: `load_a`, `load_b` → `load`."""
    words = [re.split(r"[-._]+", text.strip("-._")) for text in texts]
    first = _common(words)
    rest = [one[len(first) :][::-1] for one in words]
    return "_".join((*first, *_common(rest)[::-1]))


def _common(words: Sequence[Sequence[str]]) -> list[str]:
    """What all begin with."""
    columns = takewhile(lambda column: len(set(column)) == 1, zip(*words, strict=False))
    return [column[0] for column in columns]
