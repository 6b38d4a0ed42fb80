"""A method of an operator class becomes one without Airflow: what it reads is passed to it.

`execute(self, context)` becomes `execute(self, ds)`. A method that gets the context from another
one (`self.rows(context)`) is rewritten the same way, and what it needs is handed on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import libcst as cst

from translator import ir
from translator.diagnostics import Span
from translator.lower import syntax
from translator.lower.callables.context import Whole
from translator.lower.callables.functions import run_steps, signed
from translator.lower.callables.rewrite import Finding, run_feed
from translator.lower.custom.operator_resolver import (
    MethodRewrite,
    OperatorResolver,
    Pull,
    find_pulls,
)
from translator.lower.free_names import free_names
from translator.lower.syntax import Tree
from translator.lower.xcom.pushes import fold_pushes
from translator.plan import Import, Tier
from translator.rules.data import DYNAMIC_PUSH, XCOM_LOST
from translator.rules.operators import AIRFLOW_IN_CODE, CUSTOM_OPERATOR

ENTRIES = ("execute", "poke", "choose_branch")
"""What Airflow calls with the context."""

CONTEXTS = {"context": Whole.CONTEXT, "ti": Whole.TI, "task_instance": Whole.TI}
"""Parameters of other methods that hold something of the context, by their name."""


@dataclass(frozen=True, slots=True)
class Method:
    """A rewritten method."""

    definition: cst.FunctionDef
    needs: Mapping[str, str] = field(default_factory=dict)
    """Parameter that was added -> the run value, or the pull, that it holds."""
    contexts: frozenset[str] = frozenset()
    """Parameters that held something of the context, and are gone."""
    order: tuple[str, ...] = ()
    """The parameters it had, without `self`."""
    keys: tuple[str, ...] = ()
    """XCom keys that it pushes: it returns a dict then."""
    imports: frozenset[Import] = frozenset()
    support: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    blockers: tuple[Finding, ...] = ()
    stopped: bool = False
    """A statement of it raises instead."""
    may_skip: bool = False
    gives_up: bool = False


@dataclass(slots=True)
class MethodMaker:
    """Rewrites the methods of one class, those it calls in the classes it derives from included."""

    methods: Mapping[str, cst.FunctionDef]
    """Its own, by name."""
    inherited: MethodMaker | None
    imports: Mapping[str, str]
    own: frozenset[str]
    """All attributes that its classes define."""
    file: ir.DagFile
    """Stands for the module of the class."""
    tier: Tier
    pulls: dict[str, Pull]
    """Of all its classes, by name."""
    done: dict[str, Method | None] = field(default_factory=dict)
    """None: it is being rewritten, so it calls itself."""

    def method(self, name: str) -> Method | None:
        """The rewritten method of that name, inherited or not; None where there is none."""
        if name in self.done:
            return self.done[name]
        if name not in self.methods:
            return self.inherited.method(name) if self.inherited else None
        self.done[name] = None
        made = self.done[name] = self._rewritten(name, self.methods[name])
        return made

    def _rewritten(self, name: str, definition: cst.FunctionDef) -> Method:
        state, resolver = self._state(name, definition)
        contexts = _contexts(name, definition)
        for parameter, whole in contexts.items():
            if parameter in state.tree.bindings:
                state.block(CUSTOM_OPERATOR, f"{parameter} is assigned to in {name}")
            resolver.names[parameter] = whole
        self._hand_on(state, resolver)
        find_pulls(state, resolver, self.pulls)
        run_steps(state)
        return _finished(state, definition, frozenset(contexts), name)

    def _state(
        self, name: str, definition: cst.FunctionDef
    ) -> tuple[MethodRewrite, OperatorResolver]:
        tree = Tree.of(definition)
        params = [param.name.value for param in syntax.parameters(definition.params)]
        hidden = {*params, *tree.bindings}
        imports = {key: full for key, full in self.imports.items() if key not in hidden}
        static = any(syntax.dotted(d.decorator) == "staticmethod" for d in definition.decorators)
        resolver = OperatorResolver(imports, own=self.own)
        resolver.self_name = None if static or not params else params[0]
        source = syntax.code(definition).strip("\n")
        function = ir.Function(
            name=name,
            module="",
            span=Span(self.file.path),
            source=source,
            parameters=tuple(ir.Parameter(one, "normal") for one in params),
            is_async=definition.asynchronous is not None,
        )
        free = free_names(source)
        helper = name not in ENTRIES
        state = MethodRewrite(
            function, self.file, tree, resolver, (), self.tier, free, helper=helper
        )
        return state, resolver

    def _hand_on(self, state: MethodRewrite, resolver: OperatorResolver) -> None:
        """`self.rows(context)` becomes `self.rows(ds=ds)`."""
        for node in state.tree.walk():
            if not isinstance(node, cst.Call):
                continue
            handed = [i for i, arg in enumerate(node.args) if _is_whole(resolver, arg)]
            callee = self._callee(node, resolver) if handed else None
            if callee is None or not _takes(callee, node, handed):
                continue
            if callee.keys:
                state.block(DYNAMIC_PUSH, f"{syntax.one_line(node)} pushes XComs")
            needed = {
                parameter: state.parameter(
                    node.args[handed[0]], ("run", need), run_feed(need), need
                )
                for parameter, need in callee.needs.items()
            }
            resolver.handled.update(id(node.args[i].value) for i in handed)
            state.tree.edit(node, _passing(frozenset(handed), needed))

    def _callee(self, call: cst.Call, resolver: OperatorResolver) -> Method | None:
        match call.func:
            case cst.Attribute(value=cst.Name(value=owner), attr=cst.Name(value=name)) if (
                owner == resolver.self_name
            ):
                return self.method(name)
            case cst.Attribute(
                value=cst.Call(func=cst.Name(value="super")), attr=cst.Name(value=name)
            ) if self.inherited is not None:
                return self.inherited.method(name)
        return None


def _contexts(name: str, definition: cst.FunctionDef) -> dict[str, Whole]:
    params = [param.name.value for param in syntax.parameters(definition.params)]
    found = {param: CONTEXTS[param] for param in params[1:] if param in CONTEXTS}
    if name in ENTRIES and len(params) > 1:
        found[params[1]] = Whole.CONTEXT
    return found


def _is_whole(resolver: OperatorResolver, arg: cst.Arg) -> bool:
    return isinstance(resolver.entity(arg.value), Whole)


def _takes(callee: Method, call: cst.Call, handed: list[int]) -> bool:
    """Whether what is handed on reaches parameters that hold it."""
    for position in handed:
        arg = call.args[position]
        if arg.star == "**":
            given = next(iter(callee.contexts), "") if len(callee.contexts) == 1 else ""
        elif arg.keyword is not None:
            given = arg.keyword.value
        else:
            given = callee.order[position] if position < len(callee.order) else ""
        if arg.star == "*" or given not in callee.contexts:
            return False
    return not any(arg.star == "*" for arg in call.args)


def _passing(handed: frozenset[int], needed: Mapping[str, str | None]) -> syntax.Edit:
    def change(node: cst.CSTNode) -> cst.CSTNode:
        assert isinstance(node, cst.Call)
        kept = [arg for i, arg in enumerate(node.args) if i not in handed]
        kept = [arg.with_changes(comma=cst.MaybeSentinel.DEFAULT) for arg in kept]
        added = [syntax.keyword(name, cst.Name(value or name)) for name, value in needed.items()]
        return node.with_changes(args=[*kept, *added])

    return change


# Putting it together ------------------------------------------------------------------------------


def _finished(
    state: MethodRewrite, original: cst.FunctionDef, contexts: frozenset[str], name: str
) -> Method:
    function = state.tree.apply()
    keys: tuple[str, ...] = ()
    if (pushed := fold_pushes(function, state.fresh)) is not None:
        function, keys = pushed.function, pushed.keys
        if name not in ENTRIES:
            state.block(DYNAMIC_PUSH, f"{name} pushes XComs")
        if pushed.copies:
            state.imports.add(Import("copy"))
        if state.may_skip:
            state.find(XCOM_LOST, f"what {name} pushed before it skipped")
    function = signed(state, function, changed=bool(keys) or bool(contexts))
    kept = function.with_changes(
        leading_lines=original.leading_lines,
        lines_after_decorators=original.lines_after_decorators,
        decorators=_decorators(state, original),
    )
    params = [param.name.value for param in syntax.parameters(original.params)]
    return Method(
        definition=kept,
        needs={p: key[1] for key, p in state.held.items() if p in state.inputs},  # type: ignore[index]
        contexts=contexts,
        order=tuple(params[1:]),
        keys=keys,
        imports=frozenset(state.imports),
        support=frozenset(state.support),
        findings=tuple(state.findings),
        blockers=tuple(state.blockers),
        stopped=bool(state.stopped),
        may_skip=state.may_skip,
        gives_up=state.gives_up,
    )


def _decorators(state: MethodRewrite, original: cst.FunctionDef) -> list[cst.Decorator]:
    kept = []
    for decorator in original.decorators:
        func = decorator.decorator
        name = state.resolver.airflow_name(func.func if isinstance(func, cst.Call) else func)
        if name is None:
            kept.append(decorator)
        elif not name.endswith("apply_defaults"):
            state.block(AIRFLOW_IN_CODE, f"{original.name.value} is decorated with {name}")
    return kept
