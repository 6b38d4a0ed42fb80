"""Functions that tasks hand the context to: they get what they read of it instead.

`def load(**context): step(context)` hides behind a call what `step` reads. The function is
rewritten as a callable is: what it reads of the context become parameters of its own, each caller
takes the same parameters and passes them on (`step(rows, ds)`), through as many functions as there
are. What it pushes goes into the dict of XComs that the task returns.

The function is written once for each set of parameters that comes out of it, under a name that
`named_functions` settles when all of the module is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.airflow_names import file_imports
from translator.lower.callables.callees import Load, function_of
from translator.lower.callables.context import GET_CONTEXT, Resolver
from translator.lower.callables.foreign import imported_as, names_of_home
from translator.lower.callables.functions import close_over, run_steps, signed
from translator.lower.callables.handed_calls import Site, rebound, site_of, values_passed
from translator.lower.callables.handed_names import HandedFunction, placeholder, placeholders
from translator.lower.callables.nested import (
    holds_variable,
    in_signature,
    is_value,
    nested_function,
    sees,
)
from translator.lower.callables.rewrite import Feed, Rewrite, Variable
from translator.lower.callables.stubs import blocked
from translator.lower.free_names import free_names
from translator.lower.syntax import Tree
from translator.lower.xcom.pushes import HANDED_XCOMS, into_dict, is_push, pushed_keys

HANDING = "handing"
"""Key of the `Handing` of a file in `LowerContext.callables`."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A function and what its callers have to pass."""

    function: HandedFunction
    state: Rewrite
    keys: tuple[str, ...]


@dataclass(slots=True)
class Handing:
    """The functions of one file that get the context from tasks."""

    file: ir.DagFile
    load: Load
    made: dict[Hashable, HandedFunction] = field(default_factory=dict)
    _running: set[Hashable] = field(default_factory=set)

    def hand_on(self, state: Rewrite) -> Callable[[], None]:
        """Take the calls in `state` that hand the context on; the result writes them."""
        groups: dict[Hashable, list[Site]] = {}
        for node in state.tree.walk():
            if isinstance(node, cst.Call) and (site := self._site(state, node)) is not None:
                groups.setdefault((site.key, frozenset(site.bound.items())), []).append(site)
        calls: list[tuple[Site, _Made]] = []
        for sites in groups.values():
            if (made := self._make(state, sites)) is not None:
                _take_over(state, made)
                calls += [(site, made) for site in sites]
                state.moved.update(_called_as(site) for site in sites)
        values = self._values(state, {id(site.call.func) for site, _ in calls})
        for site, _ in calls:
            gone = [arg for at, arg in enumerate(site.call.args) if at not in site.kept]
            state.tree.removed.update(map(id, [site.call.func, *gone]))
        return partial(_write, state, calls, values)

    def _values(self, state: Rewrite, called: set[int]) -> list[tuple[Site, _Made]]:
        """Functions beside the callable that it reads without calling them: `map(clean, rows)`."""
        found: list[tuple[Site, _Made]] = []
        for node in state.tree.walk():
            if not isinstance(node, cst.Name) or id(node) in called or not is_value(state, node):
                continue
            beside = None if self._local(state, node.value) else nested_function(state, node.value)
            if beside is None:
                continue
            site = Site(cst.Call(func=node), state.file, beside, {}, {}, (), ())
            made = self._make(state, [site], {})
            if made is not None and not made.keys:
                _take_over(state, made)
                state.moved[node.value] += 1
                found.append((site, made))
        return found

    def concerns(self, source: str, file: ir.DagFile) -> bool:
        """Whether code of `file` asks for the context where it runs, or calls what does."""
        return self._asks(source, file, set())

    def _asks(self, source: str, file: ir.DagFile, seen: set[Hashable]) -> bool:
        names = free_names(source)
        imports = file_imports(file)
        if any(imports.get(name) == GET_CONTEXT for name in names):
            return True
        if "get_current_context" in source:
            return True
        for name in sorted(names):
            found = function_of(name, file, self.load)
            if found is None or (found[0].path, name) in seen:
                continue
            seen.add((found[0].path, name))
            if self._asks(found[1].source, found[0], seen):
                return True
        return False

    def _site(self, state: Rewrite, node: cst.Call) -> Site | None:
        """A call of a known function that gets the context, or asks for it itself."""
        dotted = syntax.dotted(node.func)
        if dotted is None or self._local(state, dotted.partition(".")[0]):
            return None
        if dotted in state.function.closure:
            beside = None if in_signature(state, node) else nested_function(state, dotted)
            return None if beside is None else site_of(state, node, state.file, beside)
        found = function_of(dotted, state.file, self.load)
        if found is None or found[1].decorators:
            return None
        site = site_of(state, node, *found)
        if site is None or site.bound or self.concerns(found[1].source, found[0]):
            return site
        return None

    @staticmethod
    def _local(state: Rewrite, name: str) -> bool:
        """Whether a name means something of the function's own."""
        own = any(parameter.name == name for parameter in state.function.parameters)
        return own or name in state.tree.bindings

    def _make(
        self,
        state: Rewrite,
        sites: Sequence[Site],
        values: Mapping[str, tuple[Any, ...]] | None = None,
    ) -> _Made | None:
        """The function that the calls mean; None where it can't be one."""
        site = sites[0]
        if site.key in self._running:
            return None
        self._running.add(site.key)
        try:
            given = values_passed(state, sites) if values is None else values
            return self._rewritten(state, site, given)
        finally:
            self._running.discard(site.key)

    def _rewritten(
        self, caller: Rewrite, site: Site, values: Mapping[str, tuple[Any, ...]]
    ) -> _Made | None:
        state = _start(caller, site, values)
        if any(rebound(state, name) for name in site.bound):
            return None
        run_steps(state)
        close_over(state)
        if state.context_feeds or state.run_name:
            return None
        function = blocked(state, state.tree.apply()) if state.blockers else state.tree.apply()
        function, keys = _with_dict(state, function)
        source = syntax.code(signed(state, function, changed=bool(keys))).strip("\n")
        return self._kept(state, site, source, keys)

    def _kept(self, state: Rewrite, site: Site, source: str, keys: tuple[str, ...]) -> _Made | None:
        """The function under its placeholder; the same text is the same function."""
        names = free_names(source) - {one.name for one in state.imports} - placeholders(source)
        names -= {site.function.name}
        imports, line = frozenset(state.imports), site.function.span.line
        if site.home is not self.file:
            dotted = site.home.path.removesuffix(".py").replace("/", ".")
            called = imported_as(site.home, self.file, dotted)
            read = names_of_home(names, imports, site.home, called)
            if read.lost:
                return None
            imports, names = imports | read.imports, read.rest
            line = self.file.text.count("\n") + 1
        key = (site.key, source)
        if key not in self.made:
            name = site.function.name
            own = placeholder(len(self.made), name)
            text = "\n".join([*site.function.comments, _called(source, name, own)])
            self.made[key] = HandedFunction(
                own, name, text, line, site.home.path, imports, names, frozenset(state.support)
            )
        return _Made(self.made[key], state, keys)


def _start(caller: Rewrite, site: Site, values: Mapping[str, tuple[Any, ...]]) -> Rewrite:
    """The function, for the tasks that run its caller."""
    function = site.function
    tree = Tree.parse(function.source)
    own = {parameter.name for parameter in function.parameters}
    imports = {
        name: full
        for name, full in file_imports(site.home).items()
        if name not in own and name not in tree.bindings
    }
    resolver = Resolver(imports, dict(site.bound), caller.resolver.user_keys - own)
    return Rewrite(
        function,
        site.home,
        tree,
        resolver,
        caller.sharers,
        caller.tier,
        free_names(function.source),
        helper=True,
        handing=caller.handing,
        given=dict(values),
        path=(*caller.path, _called_as(site)) if function.closure else (),
    )


def _called_as(site: Site) -> str:
    return syntax.dotted(site.call.func) or ""


def _with_dict(
    state: Rewrite, function: cst.FunctionDef
) -> tuple[cst.FunctionDef, tuple[str, ...]]:
    """The function with what it pushes in the dict that it gets for that."""
    tree = Tree.of(function)
    pushes = [node for node in tree.walk() if is_push(node)]
    keys = tuple(dict.fromkeys([*pushed_keys(pushes), *state.handed_keys]))
    if not keys:
        return function, ()
    name = state.fresh("xcoms", "pushed")
    state.inputs[name] = Feed(_never)
    state.held[HANDED_XCOMS] = name
    into_dict(tree, pushes, name)
    return tree.apply(), keys


def _called(source: str, name: str, instead: str) -> str:
    """The source of a function under another name."""
    return re.sub(rf"(?m)^((?:async )?def ){name}\(", rf"\g<1>{instead}(", source, count=1)


def _never(*_: object) -> Any:
    raise AssertionError("the dict of XComs is no argument of a task")


def _write(
    state: Rewrite, calls: Sequence[tuple[Site, _Made]], values: Sequence[tuple[Site, _Made]]
) -> None:
    for site, made in calls:
        _call(state, site, made)
    for site, made in values:
        extra = _extra(state, site, made)
        value: cst.BaseExpression = cst.Name(made.function.placeholder)
        if extra:
            name = cst.Name(state.need("functools", "partial"))
            value = cst.Call(name, [cst.Arg(value), *extra])
        state.tree.replace(site.call.func, value)


def _call(state: Rewrite, site: Site, made: _Made) -> None:
    """Call the function with what it needs."""
    extra = _extra(state, site, made)
    kept = site.kept

    def change(node: cst.CSTNode) -> cst.CSTNode:
        assert isinstance(node, cst.Call)
        args = [*(node.args[at] for at in kept), *extra]
        plain = [arg.with_changes(comma=cst.MaybeSentinel.DEFAULT) for arg in args]
        return node.with_changes(func=cst.Name(made.function.placeholder), args=plain)

    state.tree.edit(site.call, change)


def _extra(state: Rewrite, site: Site, made: _Made) -> list[cst.Arg]:
    """The arguments that the function needs now, and what was found in it."""
    inner = made.state
    holds = {name: key for key, name in inner.held.items()}
    extra = [
        syntax.keyword(one.parameter, cst.Name(state.adopt(one.holds, one.feed, one.parameter)))
        for one in site.filled
    ]
    for name, feed in inner.inputs.items():
        held = holds.get(name, ("handed", made.function.placeholder, name))
        if name in inner.closed:
            value = _variable(state, inner.closed[name], feed)
        else:
            value = HANDED_XCOMS if held == HANDED_XCOMS else state.adopt(held, feed, name)
        extra.append(syntax.keyword(name, cst.Name(value)))
    return extra


def _variable(state: Rewrite, variable: Variable, feed: Feed) -> str:
    """The caller's own name for a variable around both functions, else a parameter for it."""
    if sees(state, variable):
        return variable.name
    name = state.adopt(holds_variable(state, variable), feed, variable.name)
    state.closed[name] = variable
    return name


def _take_over(state: Rewrite, made: _Made) -> None:
    inner = made.state
    state.handed_keys = tuple(dict.fromkeys([*state.handed_keys, *made.keys]))
    state.may_skip |= inner.may_skip
    state.gives_up |= inner.gives_up
    state.red |= inner.red or bool(inner.blockers or inner.stopped)
    state.findings += [one for one in inner.findings if one not in state.findings]


def moved_functions(functions: Iterable[HandedFunction]) -> dict[str, frozenset[str]]:
    """By path, the functions that stand beside the tasks of another file now."""
    found: dict[str, frozenset[str]] = {}
    for one in functions:
        found[one.home] = found.get(one.home, frozenset()) | {one.name}
    return found


def handed_functions(callables: Mapping[object, Any]) -> tuple[HandedFunction, ...]:
    """All that was made for the tasks of a file."""
    handing: Handing | None = callables.get(HANDING)
    return tuple(handing.made.values()) if handing is not None else ()
