"""From a value back to Python source: code that is valid at module level of the emitted file.

The text is taken verbatim from the source wherever nothing needs to be replaced. Names of local
variables and parameters are replaced by the code of what they were bound to; Airflow objects
become `__ref_N__`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from translator import ir
from translator.load.language.scope import IN_LOOP, Binding, Scope
from translator.load.language.stdlib import BUILTINS
from translator.load.language.values import (
    AirflowObject,
    Container,
    DictValue,
    ExternalValue,
    InstanceValue,
    Known,
    ListValue,
    ModuleValue,
    Origin,
    TupleValue,
    UnknownValue,
    Value,
    key_of,
)
from translator.load.residual import functions, texts
from translator.load.residual.plain import holds_airflow, plain
from translator.load.residual.structures import MAX_DEPTH, Structures, Used, same
from translator.load.sources.splice import splice

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

__all__ = ["expression", "function_of", "plain"]

SHORT = 60
"""A known value up to this length is written out where its expression can't be."""

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


class Writer(Structures):
    """Writes an expression from the source, replacing what would mean something else."""

    def code(self, value: Value, origin: Origin | None) -> str:
        """The code of a value, from its expression where it has one."""
        key = (value, origin and (origin.node, origin.scope, origin.stamp))
        if key not in self.written:
            around = self.apart()
            code = self._code(value, origin)
            self.written[key] = code, self.used()
            self.back(around)
        code, used = self.written[key]
        self.take(used)
        return code

    def _code(self, value: Value, origin: Origin | None) -> str:
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
        if isinstance(node, ast.Constant):
            return splice(origin.scope.module.source, node, {})
        if not isinstance(node, ast.expr):
            return self._of_statement(node, origin, value)
        if texts.has_side_effects(node):
            return self.structure(value)
        if self._is_outdated(node, origin) and (known := self._written_out(value)) is not None:
            return known
        around = self.apart()
        replaced = self._replacements(node, origin)
        used = self.used()
        self.back(around)
        self.take(used)
        instead = self._instead(node, value, replaced, used)
        return splice(origin.scope.module.source, node, replaced) if instead is None else instead

    def _is_outdated(self, node: ast.expr, origin: Origin) -> bool:
        """Whether a container that an expression reads has changed since: it would say more now."""
        if isinstance(node, ast.Name):
            return False
        read = (origin.scope.find_at(name, origin.stamp) for name in texts.free_names(node))
        values = (binding.value for binding in read if binding is not None)
        return any(isinstance(v, Container) and v.changed_at >= origin.stamp for v in values)

    def _instead(
        self, node: ast.expr, value: Value, replaced: dict[str, str], used: Used
    ) -> str | None:
        """What is written in the place of the whole expression: a value that depends on nothing."""
        fixed = not used.of_the_flow and not any("__ref_" in code for code in replaced.values())
        if fixed and used.outside:
            written = self._written_out(value)
            if written is not None:
                return written
        whole = texts.chain_key(node)
        if whole is not None and whole in replaced:
            return replaced[whole]
        if replaced and fixed and self._prefers_value(value):
            return self.literal(value.value)  # type: ignore[attr-defined]
        return None

    def _replacements(self, node: ast.expr, origin: Origin) -> dict[str, str]:
        """The code for names, and for chains such as `self.table` or `task.output["key"]`."""
        replaced: dict[str, str] = {}
        free = texts.free_names(node)
        left: set[str] = set()
        for chain in texts.chains(node):
            if not self._replace_chain(chain, origin, free, replaced):
                left.update(texts.free_names(chain))
        for name in free:
            if name in left:
                code = self.name(name, origin.scope, origin.stamp)
                if code is not None:
                    replaced[name] = code
        return replaced

    def _replace_chain(
        self, chain: ast.expr, origin: Origin, free: tuple[str, ...], replaced: dict[str, str]
    ) -> bool:
        """Replace the longest part of a chain whose value stands for itself."""
        parts = texts.prefixes(chain)
        root = parts[0]
        if len(parts) == 1 or not isinstance(root, ast.Name) or root.id not in free:
            return False
        value = self._local_object(root.id, origin)
        best: tuple[str, Value] | None = None
        for part in parts[1:]:
            value = None if value is None else follow(self.ev, value, part, origin)
            if value is None:
                break
            if isinstance(value, AirflowObject) and value.ref(self.ev) is None:
                continue
            best = texts.chain_key(part) or "", value
        if best is None:
            return False
        if best[0] not in replaced:
            replaced[best[0]] = self.code(best[1], best[1].origin)
        return True

    def _local_object(self, name: str, origin: Origin) -> Value | None:
        """What a name stands for, where its parts have to be written instead of the name."""
        binding = origin.scope.find_at(name, origin.stamp)
        if binding is None:
            return None
        value = binding.value
        if holds_airflow(value):
            return value
        local = binding.owner.kind != "module" and isinstance(value, InstanceValue)
        outside = binding.iteration is not None and binding.iteration.around_dag
        named = value.home is not None and self.stays(value.home)
        return value if (local or outside) and not named else None

    def _prefers_value(self, value: Value) -> bool:
        """Whether a short known value reads better than an expression full of substitutions."""
        if not isinstance(value, Known) or not texts.is_plain(value.value):
            return False
        return len(repr(value.value)) <= SHORT

    def _written_out(self, value: Value) -> str | None:
        """The literal of a plain value that depends on names which the flow does not have."""
        known = plain(self.ev, value)
        return None if known is ir.UNKNOWN else texts.plain_literal(known, self.literal)

    def _of_statement(self, node: ast.AST, origin: Origin, value: Value) -> str:
        """`x += y`: the value before, and what was added."""
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            if isinstance(value, Known) and texts.is_plain(value.value):
                return self.literal(value.value)
            before = self.name(node.target.id, origin.scope, origin.stamp)
            added = self.code(value, Origin(node.value, origin.scope, origin.stamp))
            op = texts.OPERATORS[type(node.op)]
            return f"{texts.wrapped(before or node.target.id)} {op} {texts.wrapped(added)}"
        return self.structure(value)

    def name(self, name: str, scope: Scope, stamp: int) -> str | None:
        """The code that a name must be replaced by; None: it stays."""
        binding = scope.find_at(name, stamp)
        if binding is None:
            return self._undefined(name, scope)
        if binding.iteration is not None:
            return self._loop_target(binding)
        value = binding.value
        if holds_airflow(value):
            return self.structure(value)
        if binding.origin is not None and _is_template(value):
            # Where the name stood, a reader could no longer render what is in it.
            return self.code(value, binding.origin)
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
        if isinstance(binding.value, UnknownValue) and not turn.around_dag:
            self.loops.add(self.ev.site(turn.site.target))
            return None
        self.outside += 1
        return self._written_out(binding.value) or self.structure(binding.value)

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
        if mine is not None and same(mine.value, binding.value):
            self.names.add(binding.name)
            return None
        value = binding.value
        plain_value = isinstance(value, Known) and texts.is_plain(value.value)
        if plain_value and (mine is not None or len(repr(value.value)) <= SHORT):  # type: ignore[attr-defined]
            return self.literal(value.value)  # type: ignore[attr-defined]
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
        if origin is None or origin is value.origin:
            named = self.home(value)
            if named is not None or origin is None:
                return named or self.code(value, None)
        if isinstance(value, Known) and texts.is_plain(value.value) and texts.calls(origin.node):
            return self._known_call(value, origin)
        return self.code(value, origin)

    def _known_call(self, value: Known, origin: Origin) -> str:
        """A call bound to a local name is not repeated where its result is short."""
        around = self.apart()
        code = self.code(value, origin)
        used = self.used()
        self.back(around)
        if not used.loops and len(repr(value.value)) <= SHORT:
            return self.literal(value.value)
        self.take(used)
        return code

    def _conditional(self, binding: Binding) -> str:
        assert binding.choice is not None
        guard, yes, no = binding.choice
        test = self.code(guard.value, Origin(guard.test, guard.scope, guard.stamp))
        parts = [self._bound(one) for one in (yes, no)]
        return f"({parts[0]} if {test} else {parts[1]})"

    def _bound(self, binding: Binding) -> str:
        return texts.wrapped(self.code(binding.value, binding.origin))


def _is_template(value: Value) -> bool:
    """Whether it is text that Jinja would change."""
    text = value.value if isinstance(value, Known) else None
    return isinstance(text, str) and ("{{" in text or "{%" in text)


def _was_changed(value: Value) -> bool:
    return isinstance(value, Container | InstanceValue) and bool(value.changed_in)


def follow(ev: Evaluator, value: Value, part: ast.expr, origin: Origin) -> Value | None:
    """One step along a chain of attributes and items; None: it can't be told."""
    if isinstance(part, ast.Attribute):
        if isinstance(value, InstanceValue):
            return value.attributes.get(part.attr)
        return value.get(ev, part.attr) if isinstance(value, AirflowObject) else None
    if not isinstance(part, ast.Subscript):
        return None
    key = _key(part.slice, origin)
    if key is None:
        return None
    if isinstance(value, AirflowObject):
        return value.item(ev, key)
    if isinstance(value, DictValue):
        return value.lookup(key_of(key))
    if isinstance(value, ListValue | TupleValue) and isinstance(key.value, int):
        inside = -len(value.items) <= key.value < len(value.items)
        return value.items[key.value] if inside else None
    return None


def _key(node: ast.expr, origin: Origin) -> Known | None:
    """The plain value of an index."""
    if isinstance(node, ast.Constant):
        return Known(node.value)
    if isinstance(node, ast.Name):
        binding = origin.scope.find_at(node.id, origin.stamp)
        return binding.value if binding is not None and isinstance(binding.value, Known) else None
    return Known(ast.literal_eval(node)) if texts.is_literal(node) else None
