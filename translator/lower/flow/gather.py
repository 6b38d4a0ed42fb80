"""Putting an expression together bit by bit: what the parts need, the whole needs.

`code.join_code` joins parts that are all there; a `Gather` is for walks that meet them one at a
time. Each `Code` counts its own `__ref_0__`, ...; in the whole every ref has one number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import count

from translator import ir
from translator.lower.code import code_of
from translator.plan import Code, Import

PLACEHOLDER = re.compile(r"\b__ref_\d+__\b")


@dataclass(slots=True)
class Gather:
    """Collects what the parts of one expression need."""

    imports: set[Import] = field(default_factory=set)
    refs: dict[str, ir.Ref] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    context: set[str] = field(default_factory=set)
    loops: set[int] = field(default_factory=set)
    inside: bool = False

    def take(self, code: Code) -> str:
        """Add a part; its text with the numbers its refs have in the whole."""
        self.imports |= code.imports
        self.names |= code.names
        self.context |= code.context
        self.loops |= code.loops
        self.inside |= code.inside
        return self.renumber(code.text, code.refs)

    def uses(self, expr: ir.Expr) -> None:
        """Add what the code of an expression needs, but for its refs."""
        self.take(replace(code_of(expr), text="", refs={}))

    def renumber(self, text: str, refs: Mapping[str, ir.Ref]) -> str:
        """`text` with its placeholders replaced by those of the whole."""
        numbers = {old: self.ref(ref) for old, ref in refs.items()}
        return PLACEHOLDER.sub(lambda found: numbers.get(found[0], found[0]), text)

    def ref(self, ref: ir.Ref) -> str:
        """The placeholder of `ref`; the same ref has the same one."""
        for name, known in self.refs.items():
            if known == ref:
                return name
        name = next(n for n in map("__ref_{}__".format, count()) if n not in self.refs)
        self.refs[name] = ref
        return name

    def need(self, module: str, name: str = "") -> str:
        """Import something; the name to call it by."""
        self.imports.add(Import(module, name))
        return name or module

    def copy(self) -> Gather:
        """What it has so far."""
        return Gather(
            set(self.imports),
            dict(self.refs),
            set(self.names),
            set(self.context),
            set(self.loops),
            self.inside,
        )

    def restore(self, before: Gather) -> None:
        """Forget what came after `copy`."""
        for one in fields(Gather):
            setattr(self, one.name, getattr(before, one.name))

    def code(self, text: str) -> Code:
        """The whole."""
        used = set(PLACEHOLDER.findall(text))
        return Code(
            text,
            frozenset(self.imports),
            {name: ref for name, ref in self.refs.items() if name in used},
            frozenset(self.names),
            frozenset(self.context),
            frozenset(self.loops),
            self.inside,
        )
