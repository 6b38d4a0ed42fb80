"""A user's Python callable becomes the function of a Prefect task.

Airflow: a callable reaches the run through its context: by parameter name, `**context`, `ti`.
Prefect: what it reads is passed to it, what it pushed is returned. Everything else stays as it is,
comments and formatting included; a callable that has nothing to do with Airflow is not touched.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.airflow_names import is_airflow
from translator.lower.callables import gates
from translator.lower.callables.callable_names import (
    bind_context,
    bind_defaults,
    drop_aliases,
    drop_annotations,
    drop_local_imports,
    gets_context,
    is_asset_function,
    loop_names,
    names_airflow,
)
from translator.lower.callables.context import KEYS, UNSUPPORTED_KEYS, Resolver, Whole
from translator.lower.callables.exceptions import FINAL_MODULE, RETRYABLE, SKIP
from translator.lower.callables.exits import mentions_exit
from translator.lower.callables.generators import without_yields
from translator.lower.callables.inlined_helpers import calls_helpers, inline_helpers
from translator.lower.callables.lambdas import lambda_to_def
from translator.lower.callables.lazy_results import tell_lazy
from translator.lower.callables.methods import as_function, is_method
from translator.lower.callables.nested import closure_of, reads
from translator.lower.callables.rewrite import (
    Convert,
    Feed,
    Finding,
    Handover,
    Rewrite,
    Sharer,
    Variable,
)
from translator.lower.callables.scan import scan
from translator.lower.callables.signature import rebuild
from translator.lower.callables.stored_returns import stored_returns
from translator.lower.callables.stubs import blocked, commented, is_readable
from translator.lower.callables.sure_tests import may_test, without_sure_tests
from translator.lower.callables.user_decorators import Decorators, decorators_of
from translator.lower.code import code_of
from translator.lower.free_names import free_names
from translator.lower.syntax import Tree
from translator.lower.xcom.kept_pushes import KEEPING, keeps
from translator.lower.xcom.pushes import Pushed, fold_pushes
from translator.plan import Code, Import, Tier
from translator.rules.data import LOST_PUSH
from translator.rules.operators import AIRFLOW_IN_CODE, UNKNOWN_ARGUMENT_VALUE

# How deep helpers that get the context are followed.
HELPER_LEVELS = 3


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A callable as the function of a task."""

    source: str
    """The whole `def`, decorators of the user's included."""
    parameters: tuple[str, ...]
    """All of them in order; `*args` and `**kwargs` with their stars."""
    keyword_only: frozenset[str] = frozenset()
    feeds: Mapping[str, Feed] = field(default_factory=dict)
    """What the flow passes for parameters that are not the user's to pass."""
    imports: frozenset[Import] = frozenset()
    names: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Parameters whose name Prefect takes for itself -> their new name."""
    support: frozenset[str] = frozenset()
    decorator: Mapping[str, Code] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    keys: tuple[str, ...] = ()
    """XCom keys it pushes ("": one that is computed)."""
    may_skip: bool = False
    manual: bool = False
    """It raises instead of doing its work."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rewriting a callable needs to know about its file."""

    file: ir.DagFile
    imports: Mapping[str, str]
    tier: Tier
    handing: Handover | None = None
    """What writes the functions that callables hand the context to."""


def rewrite_callable(
    function: ir.Function, name: str, sharers: tuple[Sharer, ...], around: Surroundings
) -> Rewritten:
    """The function of the task `name`, for all tasks that run it.

    Args:
        function: the callable.
        name: what the function is called in the emitted module.
        sharers: the tasks that run it; all of them are looked at, so that one function serves all.
        around: its file.
    """
    function, renamed = as_function(function) if is_method(function) else (function, {})
    source = function.source
    if function.name == "<lambda>":
        source = lambda_to_def(source, name)
    injected = any(gets_context(sharer) for sharer in sharers)
    taskflow = any(sharer.task.taskflow for sharer in sharers)
    decorators = decorators_of(function, around.imports, taskflow, _makers(around.file))
    if not decorators.unknown and _untouched(function, name, sharers, injected, around):
        probe = _start(function, source, sharers, around)
        tell_lazy(probe)
        stored_returns(probe)
        if not probe.tree.changed():
            kept = dataclasses.replace(_verbatim(function, source), findings=tuple(probe.findings))
            return _decorated(kept, decorators)
    source = _followed(function, source, sharers, around, injected)
    state = _start(function, source, sharers, around)
    state.renamed |= renamed
    bind_context(state, injected)
    bind_defaults(state)
    for unknown in decorators.unknown:
        state.block(AIRFLOW_IN_CODE, f"{function.name} is decorated with {unknown}")
    if name != state.tree.function.name.value:
        _rename(state, name)
    tell_lazy(state)
    run_steps(state)
    stored_returns(state)
    return _decorated(_finish(state), decorators)


def storage_findings(
    function: ir.Function, sharers: tuple[Sharer, ...], around: Surroundings
) -> tuple[Finding, ...]:
    """What Airflow's storage does to what a callable returns that stays where it is."""
    source = lambda_to_def(function.source, "f") if function.name == "<lambda>" else function.source
    state = _start(function, source, sharers, around)
    state.helper = True
    stored_returns(state)
    return tuple(state.findings)


def _makers(file: ir.DagFile) -> frozenset[str]:
    """Functions of the file that make tasks when they are called."""
    makers = (s for s in file.statements if s.builds and s.kind == "function")
    return frozenset(name for statement in makers for name in statement.defines)


def _followed(
    function: ir.Function,
    source: str,
    sharers: tuple[Sharer, ...],
    around: Surroundings,
    injected: bool,
) -> str:
    """The source without sure tests, and with small helpers that get the context written out."""
    for concerns, step in (may_test, without_sure_tests), (calls_helpers, inline_helpers):
        for _ in range(HELPER_LEVELS):
            if not concerns(source, around.file):
                break
            probe = _start(function, source, sharers, around)
            bind_context(probe, injected)
            drop_local_imports(probe)
            drop_aliases(probe)
            changed = step(probe)
            if changed is None:
                break
            source = changed
    return source


def _decorated(rewritten: Rewritten, decorators: Decorators) -> Rewritten:
    if not decorators.kept:
        return rewritten
    lines = [source if source.startswith("@") else f"@{source}" for source in decorators.kept]
    source = "\n".join([*lines, rewritten.source])
    return dataclasses.replace(rewritten, source=source, names=free_names(source))


def _untouched(
    function: ir.Function,
    name: str,
    sharers: tuple[Sharer, ...],
    injected: bool,
    around: Surroundings,
) -> bool:
    """Whether the source can stay word for word, without being parsed."""
    if function.name != name or function.is_generator or function.closure or is_method(function):
        return False
    free = free_names(function.source)
    if any(is_airflow(around.imports.get(one)) for one in free) or gates.SKIP in free:
        return False
    if "airflow" in function.source or mentions_exit(function.source):
        return False
    if around.handing is not None and around.handing.concerns(function.source, around.file):
        return False
    loops = {name for sharer in sharers for name in loop_names(sharer.task)}
    if any(p.default and free_names(p.default) & loops for p in function.parameters):
        return False
    if not injected:
        return True
    if any(is_asset_function(sharer.task) for sharer in sharers):
        return all(p.default is not None for p in function.parameters)
    return all(
        p.kind != "var_keyword" and p.name not in KEYS and p.name not in UNSUPPORTED_KEYS
        for p in function.parameters
    )


def _verbatim(function: ir.Function, source: str) -> Rewritten:
    stars = {"var_positional": "*", "var_keyword": "**"}
    return Rewritten(
        source=source,
        parameters=tuple(stars.get(p.kind, "") + p.name for p in function.parameters),
        keyword_only=frozenset(p.name for p in function.parameters if p.kind == "keyword_only"),
        names=free_names(source),
    )


def _start(
    function: ir.Function,
    source: str,
    sharers: tuple[Sharer, ...],
    around: Surroundings,
) -> Rewrite:
    tree = Tree.parse(source)
    own = {parameter.name for parameter in function.parameters}
    visible = {k: v for k, v in around.imports.items() if k not in own and k not in tree.bindings}
    visible[gates.SKIP] = SKIP
    keys = frozenset(key for s in sharers for key in s.task.call_kwargs) - own
    major = sharers[0].dag.major if sharers else around.file.major
    resolver = Resolver(visible, {gates.CONTEXT: Whole.CONTEXT}, keys, major)
    free = free_names(source)
    return Rewrite(
        function, around.file, tree, resolver, sharers, around.tier, free, handing=around.handing
    )


def run_steps(state: Rewrite) -> None:
    """All rewriting inside the function; nothing is applied yet."""
    if state.function.is_generator and not state.helper:
        without_yields(state)
    drop_local_imports(state)
    drop_aliases(state)
    drop_annotations(state)
    write_calls = state.handing.hand_on(state) if state.handing is not None else None
    scan(state, state.tree.function.body)
    for param in syntax.parameters(state.tree.function.params):
        if param.default is not None:
            scan(state, param.default)
    if write_calls is not None:
        write_calls()


def _rename(state: Rewrite, name: str) -> None:
    old = state.tree.function.name.value
    for node in state.tree.walk():
        if isinstance(node, cst.Name) and node.value == old and old in state.free:
            state.tree.replace(node, cst.Name(name))
    state.tree.replace(state.tree.function.name, cst.Name(name))


# Putting it together ------------------------------------------------------------------------------


def _finish(state: Rewrite) -> Rewritten:
    close_over(state)
    function = state.tree.apply()
    keys: tuple[str, ...] = ()
    readable = is_readable(state)
    names = frozenset[str]()
    if state.blockers and not readable:
        function = blocked(state, function)
    elif (pushed := _pushed(state, function, keep := keeps(state))) is not None:
        function, keys = pushed.function, pushed.keys
        if pushed.copies:
            state.imports.add(Import("copy"))
        if keep:
            state.need(*KEEPING)
            state.support.add(KEEPING[0])
        elif state.may_skip:
            state.find(LOST_PUSH, f"what {state.function.name} pushed before it skipped")
    if readable:
        function, names = commented(state, function)
    decorator: dict[str, Code] = {}
    if state.gives_up:
        decorator["retry_condition_fn"] = Code(state.need(FINAL_MODULE, RETRYABLE))
    if state.run_name:
        decorator["task_run_name"] = Code(repr(state.run_name))
    function = signed(state, function, changed=bool(keys) or _completes(state))
    source = syntax.code(function).strip("\n")
    params = syntax.parameters(function.params)
    return Rewritten(
        source=source,
        parameters=tuple(_starred(function.params, param) for param in params),
        keyword_only=frozenset(p.name.value for p in function.params.kwonly_params),
        feeds={**state.context_feeds, **state.inputs},
        imports=frozenset(state.imports),
        names=free_names(source) | names,
        renamed=dict(state.renamed),
        support=frozenset(state.support),
        decorator=decorator,
        findings=tuple(state.findings),
        keys=() if keys == (ir.RETURN_VALUE,) and "xcoms" not in source else keys,
        may_skip=state.may_skip,
        manual=state.red or bool(state.blockers or state.stopped),
    )


def _pushed(state: Rewrite, function: cst.FunctionDef, keep: bool) -> Pushed | None:
    return fold_pushes(function, state.fresh, keep, state.handed_keys)


def _completes(state: Rewrite) -> bool:
    return Import("prefect.states", "Completed") in state.imports


def _starred(params: cst.Parameters, param: cst.Param) -> str:
    if param is params.star_arg:
        return f"*{param.name.value}"
    return f"**{param.name.value}" if param is params.star_kwarg else param.name.value


def close_over(state: Rewrite) -> None:
    """Variables of the function around it become parameters."""
    for name, expr in state.function.closure.items():
        read = reads(state, name)
        if not read:
            continue
        if isinstance(expr.value, ir.NameRef) and not is_airflow(expr.value.name):
            module, _, last = expr.value.name.rpartition(".")
            state.imports.add(
                Import(module or last, last if module else "", "" if last == name else name)
            )
        elif state.moved[name] == read:
            continue
        elif expr.function is not None or expr.refs or not expr.code:
            state.block(
                UNKNOWN_ARGUMENT_VALUE, f"{name} from the function around {state.function.name}"
            )
        else:
            state.closed[name] = Variable(state.path, name)
            state.inputs[name] = _closed(state.closed[name])


def _import_as(full: str, name: str) -> Import:
    module, _, last = full.rpartition(".")
    alias = "" if last == name else name
    return Import(module, last, alias) if module else Import(last, "", alias)


def _closed(variable: Variable) -> Feed:
    def feed(sharer: Sharer, convert: Convert) -> Code:
        return code_of(closure_of(sharer, variable.path)[variable.name])

    return Feed(feed)


def signed(state: Rewrite, function: cst.FunctionDef, changed: bool) -> cst.FunctionDef:
    """The function with the signature its body needs now."""
    own = {param.name.value for param in syntax.parameters(function.params)}
    dropped = own & state.resolver.names.keys()
    added = {name: _annotation(state, name) for name in state.inputs}
    params = rebuild(function.params, dropped, list(state.context_feeds), added)
    returns = None if changed or _airflow_return(state) else function.returns
    return function.with_changes(params=params, returns=returns, leading_lines=[], decorators=[])


def _annotation(state: Rewrite, name: str) -> cst.Annotation | None:
    """The type hint of a name that became a parameter, unless it is one of Airflow's."""
    written = state.annotations.get(name)
    return None if written is None or names_airflow(state, written) else written


def _airflow_return(state: Rewrite) -> bool:
    returns = state.tree.function.returns
    return returns is not None and names_airflow(state, returns)
