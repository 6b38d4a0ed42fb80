"""Dynamic task mapping: `.expand(...)` becomes `.map(...)`, or a comprehension of submits.

Airflow: `expand(a=xs, b=ys)` is the cross product, the last argument varies fastest; a dict maps
its items; `expand_kwargs` takes a list of dicts.
Prefect: `.map` zips its arguments, and everything iterable that isn't `unmapped` is one of them.
They differ in: a mapping over the result of a failed task raises in the flow itself, so such a
result is looked at first; over nothing Airflow skips the task, Prefect has an empty list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from translator.lower.callables.outcomes import returns_dict
from translator.lower.flow.blocks import Step
from translator.plan import Code, Import

PRODUCT = Import("itertools")
UNMAPPED = Import("prefect", "unmapped")

# Arguments that `.map` can't take for an iterable: numbers, strings, constants.
_SCALAR = re.compile(r"""^(?:[rbf]*(?:"[^"]*"|'[^']*')|-?\d[\w.]*|None|True|False)$""")


@dataclass(frozen=True)
class Iterable:
    """One thing that is mapped over, as text."""

    name: str
    """Parameter; "" for expand_kwargs."""
    text: str
    source: str = ""
    """Variable of the future whose result it is."""
    inside: tuple[str, ...] = ()
    """Variables of futures whose results are elements of it."""
    items: bool = False
    """A dict: its items are mapped."""

    @property
    def elements(self) -> str:
        """The iterable in a `for`."""
        text = f"{self.text}.result()" if self.source and self.source == self.text else self.text
        return f"{text}.items()" if self.items else text


@dataclass
class MapCall:
    """A mapped submit of the plain tier, as text."""

    callee: str
    args: list[str]
    static: Mapping[str, Code]
    static_texts: Mapping[str, str]
    over: list[Iterable]
    wait_for: str
    positional: bool = False
    """Whether the mapped parameter is the function's first."""
    index: str = ""
    """A variable that counts the runs."""
    spread: bool = False
    """What is mapped over are op_args and op_kwargs."""

    def text(self, names: Mapping[str, str]) -> tuple[str, frozenset[Import]]:
        """The call, and what it imports. `names`: loop variables for a comprehension."""
        if len(self.over) == 1 and self.over[0].name and not (self.index or self.spread):
            text, imports = self._map(), self._map_imports()
        else:
            text, imports = self._comprehension(names), self._product_imports()
        return self._checked(text), imports

    def _map(self) -> str:
        over = self.over[0]
        mapped = f"list({over.elements})" if over.items else over.text
        args = [self._unmapped("", text) for text in self.args]
        args += [mapped if self.positional and not args else f"{over.name}={mapped}"]
        for name, text in self.static_texts.items():
            args.append(f"{name}={self._unmapped(name, text)}")
        return f"{self.callee}.map({', '.join([*args, *self._waits()])})"

    def _unmapped(self, name: str, text: str) -> str:
        del name
        return text if _SCALAR.match(text) else f"unmapped({text})"

    def _map_imports(self) -> frozenset[Import]:
        texts = [*self.args, *self.static_texts.values()]
        return frozenset({UNMAPPED}) if any(not _SCALAR.match(t) for t in texts) else frozenset()

    def _comprehension(self, names: Mapping[str, str]) -> str:
        args = [*self.args, *(f"{name}={text}" for name, text in self.static_texts.items())]
        if not self.over[0].name:
            target, iterable = names[""], self.over[0].elements
            spread = spread_dict(target) if self.spread else ["", f"**{target}"]
            args = [*filter(None, spread[:1]), *args, spread[1]]
        else:
            target = ", ".join(names[over.name] for over in self.over)
            iterable = self.over[0].elements
            if len(self.over) > 1:
                iterable = f"itertools.product({', '.join(over.elements for over in self.over)})"
            passed = [self._passed(over.name, names[over.name]) for over in self.over]
            first = [one for one in passed if re.match(r"\*\w", one)]
            args = [*first, *args, *(one for one in passed if one not in first)]
        call = f"{self.callee}.submit({', '.join([*args, *self._waits()])})"
        if self.index:
            target = f"{self.index}, {f'({target})' if len(self.over) > 1 else target}"
            iterable = f"enumerate({iterable})"
        return f"[{call} for {target} in {iterable}]"

    def _passed(self, name: str, variable: str) -> str:
        if not self.spread:
            return f"{name}={variable}"
        return f"*{variable}" if name == "op_args" else f"**{variable}"

    def _product_imports(self) -> frozenset[Import]:
        return frozenset({PRODUCT}) if len(self.over) > 1 else frozenset()

    def _waits(self) -> list[str]:
        return [f"wait_for={self.wait_for}"] if self.wait_for else []

    def _checked(self, text: str) -> str:
        """`text` only where the results it iterates over are there."""
        found = (one for over in self.over for one in (over.source, *over.inside) if one)
        sources = list(dict.fromkeys(found))
        if not sources:
            return text
        tests = " and ".join(f"{source}.state.is_completed()" for source in sources)
        return f"{text} if {tests} else []"


def spread_dict(name: str) -> list[str]:
    """A dict with op_args and op_kwargs, either of which may be missing, as arguments."""
    return [f'*{name}.get("op_args", ())', f'**{name}.get("op_kwargs", {{}})']


def first_parameter(source: str) -> str | None:
    """The first parameter of a `def`, None where it has none."""
    found = re.search(r"def\s+\w+\s*\(\s*(\w+)", source)
    return found[1] if found else None


def is_dict(step: Step, name: str, source: Step | None) -> bool:
    """Whether what is mapped over is known to be a dict: written, or returned by `source`."""
    if source is not None and source.kind == "task" and source.task and source.task.function:
        return bool(name) and returns_dict(source.task.function)
    mapped = step.task.mapped if step.task else None
    expr = mapped.arguments.get(name) if mapped else None
    return expr is not None and isinstance(expr.value, dict)


def in_parentheses(target: str) -> str:
    """Several targets inside another target."""
    return f"({target})" if "," in target else target


def unmapped_text(text: str) -> str:
    """An argument that is the same for all runs; the number of the run is not."""
    return text if text == "run_index" else f"unmapped({text})"
