"""Residual code from the structure of a value, where its expression can't be used."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translator import ir
from translator.load.language.convert import why
from translator.load.language.values import (
    AirflowObject,
    ChoiceValue,
    ClassValue,
    DictValue,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
    ModuleValue,
    OpaqueValue,
    Origin,
    PartialValue,
    SetValue,
    TupleValue,
    Value,
)
from translator.load.residual import texts
from translator.load.residual.plain import holds_airflow
from translator.places import IMPORTS, is_place, place_code, places_in, starts_with
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

MAX_DEPTH = 24
"""Substitutions inside substitutions."""


@dataclass(frozen=True, slots=True)
class Used:
    """What a piece of code reads."""

    names: set[str]
    loops: set[int]
    imports: dict[str, str]
    outside: int

    @property
    def of_the_flow(self) -> bool:
        """Whether it reads anything that the flow's module or a loop of it has."""
        return bool(self.names or self.loops or self.imports)


class Structures(ABC):
    """Collects names, loops, refs and imports while one expression is written."""

    def __init__(self, ev: Evaluator) -> None:
        self.ev = ev
        self.names: set[str] = set()
        self.loops: set[int] = set()
        self.refs: dict[str, ir.Ref] = {}
        self.imports: dict[str, str] = {}
        self.written: dict[tuple[Value, Hashable], tuple[str, Used]] = {}
        """Code that was written before: a dict that is read to change itself is read many times."""
        self.depth = 0
        self.outside = 0
        """Names written out because the flow does not have them: targets of loops around it."""

    def apart(self) -> Used:
        """Count what is read from now on by itself; `back` gets the result."""
        around = self.used()
        self.names, self.loops, self.imports, self.outside = set(), set(), {}, 0
        return around

    def used(self) -> Used:
        """What was read so far."""
        return Used(self.names, self.loops, self.imports, self.outside)

    def back(self, around: Used) -> None:
        """Go on with what was counted before `apart`."""
        self.names, self.loops, self.imports = around.names, around.loops, around.imports
        self.outside = around.outside

    def take(self, used: Used) -> None:
        """Count what a piece of code reads as read here."""
        self.names |= used.names
        self.loops |= used.loops
        self.imports.update(used.imports)
        self.outside += used.outside

    @abstractmethod
    def code(self, value: Value, origin: Origin | None) -> str:
        """The code of a value, from its expression where it has one."""

    @abstractmethod
    def home(self, value: Value) -> str | None:
        """The module-level name that a value has for good."""

    @abstractmethod
    def node(self, origin: Origin, value: Value) -> str:
        """The text of an expression."""

    def structure(self, value: Value) -> str:
        """The code of a value, from what it is made of."""
        self.depth += 1
        try:
            code = self._structure(value)
        finally:
            self.depth -= 1
        return code

    def _structure(self, value: Value) -> str:
        if isinstance(value, AirflowObject):
            return self.reference(value)
        if isinstance(value, Known):
            return self._known(value)
        if isinstance(value, ListValue):
            return f"[{self._items(value.items)}]"
        if isinstance(value, TupleValue) and value.cls is None:
            trailing = "," if len(value.items) == 1 else ""
            return f"({self._items(value.items)}{trailing})"
        if isinstance(value, SetValue):
            return f"{{{self._items(value.items)}}}" if value.entries else "set()"
        if isinstance(value, DictValue):
            return self._dict(value)
        return self._object(value)

    def _items(self, items: list[Value]) -> str:
        return ", ".join(self.code(item, None) for item in items)

    def _dict(self, value: DictValue) -> str:
        if value.open is not None:
            return self.unknown(value.open)
        pairs = (f"{self.code(k, None)}: {self.code(v, None)}" for k, v in value.pairs())
        return f"{{{', '.join(pairs)}}}"

    def _known(self, value: Known) -> str:
        if texts.is_plain(value.value):
            return self.literal(value.value)
        if value.origin is not None and self.depth <= MAX_DEPTH and _is_call(value.origin.node):
            return self.node(value.origin, value)
        code, imports = texts.constructed(value.value)
        self.imports.update(imports)
        self.names.update(imports)
        return code

    def literal(self, value: Any) -> str:
        """The literal of a scalar; a path that comes from `__file__` starts from there again."""
        if not is_place(value) or self._is_written(value):
            return texts.literal(value)
        self.imports.update(IMPORTS)
        self.names.update(IMPORTS)
        return place_code(value, self.ev.tree.pretended(self.ev.main.source.path))

    def _is_written(self, value: str) -> bool:
        """Whether a module that took part writes the path, or the start of it, itself."""
        modules = (self.ev.tree.source(path) for path in self.ev.used if path.endswith(".py"))
        texts_used = [self.ev.main.source.text, *(one.text for one in modules if one is not None)]
        written = {place for text in texts_used for place in places_in(text)}
        return any(starts_with(place, written) for place in places_in(value))

    def _object(self, value: Value) -> str:
        if isinstance(value, FunctionValue | ClassValue):
            return self._definition(value)
        if isinstance(value, ExternalValue | ModuleValue):
            return self.external(value, None) or value.name
        if isinstance(value, InstanceValue) and value.key is not None:
            return f"{self.code(value.cls, None)}.{self.ev.plain(value.attributes['name'])}"
        if isinstance(value, OpaqueValue | InstanceValue | PartialValue | TupleValue):
            return self._made_by_call(value)
        if isinstance(value, ChoiceValue):
            return self._choice(value)
        if value.origin is not None and self.depth <= MAX_DEPTH:
            return self.node(value.origin, value)
        return self.unknown(why(value))

    def _definition(self, value: FunctionValue | ClassValue) -> str:
        named = self.home(value)
        if named is not None:
            return named
        if isinstance(value.node, ast.Lambda) and value.origin is not None:
            return self.node(value.origin, value)
        self.names.add(value.name)
        module = value.scope.module
        if module is not self.ev.main and value.scope.kind == "module":
            self.imports[value.name] = f"{module.name}:{value.name}"
        return value.name

    def external(self, value: ExternalValue | ModuleValue, local: str | None) -> str:
        """The name under which the file imports something, else an import of its own."""
        for name, binding in self.ev.main.vars.items():
            if same(binding.value, value):
                self.names.add(name)
                return name
        if isinstance(value, ExternalValue) and value.name.startswith("builtins."):
            return value.name.removeprefix("builtins.")
        dotted = value.written if isinstance(value, ExternalValue) else value.name
        module, _, last = dotted.rpartition(".")
        name = local or last
        self.names.add(name)
        self.imports[name] = f"{module}:{last}" if module else last
        return name

    def _made_by_call(self, value: Value) -> str:
        """A call outside the tree; its arguments from their values where they hold tasks."""
        origin = value.origin
        if origin is None:
            return self.unknown(why(value))
        node = origin.node
        if not isinstance(value, OpaqueValue) or not isinstance(node, ast.Call):
            return self.node(origin, value)
        if not holds_airflow(value):
            return self.node(origin, value)
        function = self.node(Origin(node.func, origin.scope, origin.stamp), value)
        args = value.arguments
        parts = [self.code(one, args.nodes.get(i)) for i, one in enumerate(args.positional)]
        parts += [f"{k}={self.code(v, args.nodes.get(k))}" for k, v in args.keywords.items()]
        return f"{function}({', '.join(parts)})"

    def _choice(self, value: ChoiceValue) -> str:
        return self.unknown("a choice that is only made at run time")

    def reference(self, value: AirflowObject) -> str:
        """`__ref_N__`, the same for the same object."""
        ref = value.ref(self.ev)
        if ref is None:
            return self.unknown(f"a {type(value).__name__}")
        for name, known in self.refs.items():
            if known == ref:
                return name
        name = f"__ref_{len(self.refs)}__"
        self.refs[name] = ref
        return name

    def unknown(self, reason: str) -> str:
        """Code that raises: nothing in the source can be named for this value."""
        self.ev.report(rules.UNKNOWN_ARGUMENTS, reason)
        return texts.raising(f"AP117 {reason}")


def _is_call(node: Any) -> bool:
    return isinstance(node, ast.Call | ast.Attribute | ast.BinOp)


def same(one: Value, other: Value) -> bool:
    """Whether two names stand for the same thing."""
    if one is other:
        return True
    if isinstance(one, ExternalValue) and isinstance(other, ExternalValue):
        return one.written == other.written
    if isinstance(one, ModuleValue) and isinstance(other, ModuleValue):
        return one.name == other.name
    if isinstance(one, Known) and isinstance(other, Known):
        return type(one.value) is type(other.value) and bool(one.value == other.value)
    return False
