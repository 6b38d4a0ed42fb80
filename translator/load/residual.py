"""From a value back to Python source: code that is valid at module level of the emitted file.

The text is taken verbatim from the source wherever nothing needs to be replaced. Names of local
variables and parameters are replaced by the code of what they were bound to; Airflow objects
become `__ref_N__`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from translator import ir
from translator.load import functions, texts
from translator.load.convert import why
from translator.load.plain import holds_airflow, plain
from translator.load.scope import IN_LOOP, Binding, Scope
from translator.load.splice import splice
from translator.load.stdlib import BUILTINS
from translator.load.values import (
    AirflowObject,
    ChoiceValue,
    ClassValue,
    Container,
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
    UnknownValue,
    Value,
)
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.evaluator import Evaluator

__all__ = ["expression", "function_of", "plain"]

MAX_DEPTH = 24
"""Substitutions inside substitutions."""
SHORT = 60
"""A known value up to this length is written out where its expression can't be."""
MAX_CODE = 200_000

function_of = functions.function_of


def expression(ev: Evaluator, value: Value, origin: Origin | None) -> ir.Expr:
    """The residual expression of a value that was written at `origin` (None: nowhere)."""
    writer = Writer(ev)
    code = writer.code(value, origin)
    place = origin or value.origin
    return ir.Expr(
        code=code,
        span=ev.here() if place is None else place.scope.module.source.span(place.node),
        value=plain(ev, value),
        names=frozenset(writer.names),
        loops=frozenset(writer.loops),
        refs=writer.refs,
        function=functions.function_of(ev, value),
        literal=origin is not None and texts.is_literal(origin.node),
        imports=writer.imports,
    )


class Writer:
    """Collects names, loops, refs and imports while one expression is written."""

    def __init__(self, ev: Evaluator) -> None:
        self.ev = ev
        self.names: set[str] = set()
        self.loops: set[int] = set()
        self.refs: dict[str, ir.Ref] = {}
        self.imports: dict[str, str] = {}
        self.depth = 0

    def code(self, value: Value, origin: Origin | None) -> str:
        """The code of a value, from its expression where it has one."""
        self.ev.charge(1)
        if holds_airflow(value):
            return self.structure(value)
        chosen = origin or value.origin
        if origin is None and (named := self.home(value)) is not None:
            return named
        if chosen is None or self.depth > MAX_DEPTH:
            return self.structure(value)
        if _was_changed(value) and not isinstance(chosen.node, ast.Name | ast.Attribute):
            return self.structure(value)
        self.depth += 1
        try:
            return self.node(chosen, value)
        finally:
            self.depth -= 1

    def home(self, value: Value) -> str | None:
        """The module-level name of a function, class or container that still has it."""
        binding = value.home
        if binding is None or isinstance(value, Known | UnknownValue):
            return None
        if binding.owner is not self.ev.main or not self.stays(binding):
            return None
        self.names.add(binding.name)
        return binding.name

    # From the source ---------------------------------------------------------------------------

    def node(self, origin: Origin, value: Value) -> str:
        """The text of an expression with the names replaced that would mean something else."""
        node = origin.node
        if not isinstance(node, ast.expr):
            return self._of_statement(node, origin, value)
        if texts.has_side_effects(node):
            return self.structure(value)
        replaced: dict[str, str] = {}
        before = self._size()
        for name in texts.free_names(node):
            code = self.name(name, origin.scope, origin.stamp, isinstance(node, ast.Name))
            if code is not None:
                replaced[name] = code
        if isinstance(node, ast.Name) and node.id in replaced:
            return replaced[node.id]
        if replaced and self._size() == before and self._prefers_value(value):
            return texts.literal(value.value)  # type: ignore[attr-defined]
        return splice(origin.scope.module.source, node, replaced)

    def _size(self) -> tuple[int, ...]:
        return len(self.names), len(self.loops), len(self.refs), len(self.imports)

    def _prefers_value(self, value: Value) -> bool:
        """Whether a short known value reads better than an expression full of substitutions."""
        if not isinstance(value, Known) or not texts.is_plain(value.value):
            return False
        return len(repr(value.value)) <= SHORT

    def _of_statement(self, node: ast.AST, origin: Origin, value: Value) -> str:
        """`x += y`: the value before, and what was added."""
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            if isinstance(value, Known) and texts.is_plain(value.value):
                return texts.literal(value.value)
            before = self.name(node.target.id, origin.scope, origin.stamp, False)
            added = self.code(value, Origin(node.value, origin.scope, origin.stamp))
            op = texts.OPERATORS[type(node.op)]
            return f"{texts.wrapped(before or node.target.id)} {op} {texts.wrapped(added)}"
        return self.structure(value)

    def name(self, name: str, scope: Scope, stamp: int, alone: bool) -> str | None:
        """The code that a name must be replaced by; None: it stays."""
        binding = scope.find_at(name, stamp)
        if binding is None:
            return self._undefined(name, scope)
        if binding.iteration is not None:
            return self._loop_target(binding)
        value = binding.value
        if holds_airflow(value):
            return self.structure(value)
        if binding.owner is self.ev.main:
            return self._global(binding)
        if binding.owner.kind == "module":
            return self._foreign(binding)
        return self._local(binding)

    def _undefined(self, name: str, scope: Scope) -> str | None:
        if name not in BUILTINS:
            self.names.add(name)
        return None

    def _loop_target(self, binding: Binding) -> str | None:
        turn = binding.iteration
        assert turn is not None
        if self.ev.active(turn):
            self.loops.add(self.ev.site(turn.site.target))
            return None
        if isinstance(binding.value, UnknownValue):
            self.loops.add(self.ev.site(turn.site.target))
            return None
        return self.structure(binding.value)

    def _global(self, binding: Binding) -> str | None:
        """A name of the DAG file itself."""
        if self.stays(binding):
            self.names.add(binding.name)
            return None
        if binding.choice is not None:
            return self._conditional(binding)
        if binding.origin is not None:
            return self.code(binding.value, binding.origin)
        if isinstance(binding.value, UnknownValue | ExternalValue | ModuleValue):
            self.names.add(binding.name)
            return None
        return self.structure(binding.value)

    def stays(self, binding: Binding) -> bool:
        """Whether a module-level name still means this at the place of the emitted code."""
        if not self.ev.facts.is_last(binding):
            return False
        if binding.nesting == IN_LOOP:
            running = binding.top == self.ev.top
            return not running and binding.top not in self.ev.main.building
        changed = getattr(binding.value, "changed_in", None)
        if changed:
            return not any(top in self.ev.main.building or top == self.ev.top for top in changed)
        return True

    def _foreign(self, binding: Binding) -> str | None:
        """A name of another module of the tree: imported from there."""
        mine = self.ev.main.vars.get(binding.name)
        if mine is not None and _same(mine.value, binding.value):
            self.names.add(binding.name)
            return None
        value = binding.value
        plain_value = isinstance(value, Known) and texts.is_plain(value.value)
        if plain_value and (mine is not None or len(repr(value.value)) <= SHORT):  # type: ignore[attr-defined]
            return texts.literal(value.value)  # type: ignore[attr-defined]
        if isinstance(value, ExternalValue | ModuleValue):
            return self.external(value, binding.name)
        self.names.add(binding.name)
        self.imports[binding.name] = f"{binding.owner.module.name}:{binding.name}"
        return None

    def _local(self, binding: Binding) -> str | None:
        """A local variable or parameter."""
        value = binding.value
        if binding.choice is not None:
            return self._conditional(binding)
        if isinstance(value, ExternalValue | ModuleValue) and binding.origin is None:
            return self.external(value, binding.name)
        origin = binding.origin
        if origin is None:
            return self.code(value, None)
        if isinstance(value, Known) and texts.is_plain(value.value) and texts.calls(origin.node):
            return self._known_call(value, origin)
        return self.code(value, origin)

    def _known_call(self, value: Known, origin: Origin) -> str:
        """A call bound to a local name is not repeated where its result is short."""
        loops = set(self.loops)
        code = self.code(value, origin)
        if self.loops == loops and len(repr(value.value)) <= SHORT:
            return texts.literal(value.value)
        return code

    def _conditional(self, binding: Binding) -> str:
        assert binding.choice is not None
        guard, yes, no = binding.choice
        test = self.code(guard.value, Origin(guard.test, guard.scope, guard.stamp))
        parts = [self._bound(one) for one in (yes, no)]
        return f"({parts[0]} if {test} else {parts[1]})"

    def _bound(self, binding: Binding) -> str:
        return texts.wrapped(self.code(binding.value, binding.origin))

    # From the value ----------------------------------------------------------------------------

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
            return texts.literal(value.value)
        if value.origin is not None and self.depth <= MAX_DEPTH and _is_call(value.origin.node):
            return self.node(value.origin, value)
        code, imports = texts.constructed(value.value)
        self.imports.update(imports)
        self.names.update(imports)
        return code

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
            if _same(binding.value, value):
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


def _was_changed(value: Value) -> bool:
    return isinstance(value, Container | InstanceValue) and bool(value.changed_in)


def _is_call(node: Any) -> bool:
    return isinstance(node, ast.Call | ast.Attribute | ast.BinOp)


def _same(one: Value, other: Value) -> bool:
    if one is other:
        return True
    if isinstance(one, ExternalValue) and isinstance(other, ExternalValue):
        return one.written == other.written
    if isinstance(one, ModuleValue) and isinstance(other, ModuleValue):
        return one.name == other.name
    if isinstance(one, Known) and isinstance(other, Known):
        return type(one.value) is type(other.value) and bool(one.value == other.value)
    return False
