"""A callback, `def notify(context)`, becomes a hook: `def notify(task, task_run, state)`.

Its code is rewritten as that of a task is, with other answers to what it reads (`hook_context`).
One that reads what a hook doesn't have raises when it is called: Prefect logs that, and the run
goes on, as it does in Airflow when a callback fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import libcst as cst

from translator import ir
from translator.diagnostics import Severity
from translator.lower import syntax
from translator.lower.airflow_names import file_imports
from translator.lower.callables.callable_names import (
    drop_aliases,
    drop_local_imports,
    names_airflow,
)
from translator.lower.callables.context import Whole
from translator.lower.callables.foreign import imported_as, names_of_home
from translator.lower.callables.functions import run_steps
from translator.lower.callables.lambdas import lambda_to_def
from translator.lower.callables.rewrite import Finding, Rewrite, Sharer, raise_text
from translator.lower.callables.sent_emails import SEND
from translator.lower.callables.stubs import blocked
from translator.lower.callbacks.callback_values import Callback, tasks_with
from translator.lower.callbacks.hook_context import DATES, SIGNATURES, HookResolver, Kind
from translator.lower.context_types import LowerContext
from translator.lower.free_names import free_names
from translator.lower.names import function_key
from translator.lower.syntax import Tree
from translator.lower.xcom.pushes import PUSH
from translator.plan import Import
from translator.rules.schedule import CALLBACK


@dataclass(frozen=True, slots=True)
class Hook:
    """A function of the emitted module that Prefect calls when a state changes."""

    name: str
    source: str
    line: int
    imports: frozenset[Import] = frozenset()
    names: frozenset[str] = frozenset()
    """Module-level names of the user's that it reads."""
    problem: str = ""
    """Why it raises instead of doing its work."""
    dates: frozenset[str] = frozenset()
    """Dates that it reads: the scheduled start stands for them."""
    read: frozenset[str] = frozenset()
    """What else it reads of the state."""
    asked: frozenset[str] = frozenset()
    """Parameters that its flow has to have."""


def make_hook(
    name: str,
    callback: Callback,
    kind: Kind,
    ctx: LowerContext,
    sharers: tuple[Sharer, ...] | None = None,
) -> Hook:
    """The hook `name` of one callback; of the tasks in `sharers`, or of those that have it."""
    function = callback.function
    home = ctx.module(function.module) if function and function.module else ctx.file
    problem = _refusal(callback, home)
    if function is None or home is None or problem:
        return _raising(name, callback, kind, problem)
    state = _start(function, name, kind, ctx, home)
    if sharers is not None:
        state = replace(state, sharers=sharers)
    _share(state, ctx)
    _hand_on(state, callback, kind, ctx)
    run_steps(state)
    hook = _finish(state, name, kind)
    return _moved(hook, function, home, ctx.file) if function.module else hook


def _moved(hook: Hook, function: ir.Function, home: ir.DagFile, file: ir.DagFile) -> Hook:
    """The hook of a function out of `home` with imports for what it reads there."""
    read = names_of_home(hook.names, hook.imports, home, imported_as(home, file, function.module))
    last = file.text.count("\n") + 1
    return replace(hook, imports=hook.imports | read.imports, names=read.rest, line=last)


def _refusal(callback: Callback, home: ir.DagFile | None) -> str:
    """Why a callback isn't even looked at; "" if it is."""
    function = callback.function
    if function is None:
        return callback.code
    if home is None:
        return f"{function.module}.{function.name} is in another module"
    held = any(expr.refs or expr.loops for expr in function.closure.values())
    if held or function.decorators or function.is_generator:
        return f"{function.name} is no plain function"
    fixed = fixed_arguments(function)
    needed = [p for p in function.parameters if p.default is None and p.name not in fixed]
    if [p.kind for p in needed] != ["normal"]:
        return f"{function.name} doesn't take the context alone"
    return ""


def fixed_arguments(function: ir.Function) -> dict[str, ir.Expr]:
    """What a callback is given beside the context: by a partial, or by the function around it."""
    names = [parameter.name for parameter in function.parameters]
    given = {(names[int(n)] if n.isdigit() else n): expr for n, expr in function.bound.items()}
    return {**function.closure, **given}


def _raising(name: str, callback: Callback, kind: Kind, problem: str) -> Hook:
    """A hook that raises, with the callback as it was written as a comment."""
    lines = [f"def {name}({', '.join(SIGNATURES[kind])}):"]
    if callback.function is None:
        lines += [f"    # {line}" for line in callback.code.split("\n")]
    lines.append(f"    {raise_text(CALLBACK, problem)}")
    return Hook(name, "\n".join(lines), callback.expr.span.line, problem=problem)


def _start(
    function: ir.Function, name: str, kind: Kind, ctx: LowerContext, home: ir.DagFile
) -> Rewrite:
    source = function.source
    if function.name == "<lambda>":
        source = lambda_to_def(source, name)
    tree = Tree.parse(source)
    fixed = fixed_arguments(function)
    context = next(p.name for p in function.parameters if p.name not in fixed)
    hidden = {parameter.name for parameter in function.parameters} | tree.bindings.keys()
    imports = {n: full for n, full in file_imports(home).items() if n not in hidden}
    plain = dict(zip(SIGNATURES[kind], SIGNATURES[kind], strict=True))
    resolver = HookResolver(imports, {context: Whole.CONTEXT}, kind=kind, parameters=plain)
    sharers = tuple(Sharer(dag, task) for dag, task in tasks_with(function, ctx.file))
    free = free_names(source)
    state = Rewrite(function, home, tree, resolver, sharers, ctx.tier, free, helper=True)
    drop_local_imports(state)
    drop_aliases(state)
    resolver.parameters.update(_parameters(state, kind, context))
    return state


def _share(state: Rewrite, ctx: LowerContext) -> None:
    """Tell the resolver whose callback it is."""
    assert isinstance(state.resolver, HookResolver)
    dags = {one.dag.dag_id: one.dag for one in state.sharers}
    state.resolver.dags = tuple(dags.values()) or (ctx.dag,)
    state.resolver.major = state.resolver.dags[0].major
    state.resolver.mapped = any(one.task.mapped or one.task.group for one in state.sharers)


def _hand_on(state: Rewrite, callback: Callback, kind: Kind, ctx: LowerContext) -> None:
    """Functions of the file that get the whole context become hooks themselves."""
    resolver = state.resolver
    assert isinstance(resolver, HookResolver)
    contexts = {name for name, what in resolver.names.items() if what is Whole.CONTEXT}
    for node in list(state.tree.walk()):
        match node:
            case cst.Call(
                func=cst.Name(value=called),
                args=[cst.Arg(value=cst.Name(value=given), keyword=None), *_],
            ) if given in contexts and called not in state.tree.bindings:
                made = _helper(called, state, callback, kind, ctx)
                if made is not None:
                    resolver.handed.add(id(node.args[0].value))
                    resolver.read |= made.read
                    state.tree.replace(node.func, cst.Name(made.name))


def _helper(
    called: str, state: Rewrite, callback: Callback, kind: Kind, ctx: LowerContext
) -> Hook | None:
    """The hook of a function that a callback calls with the context; None if it can't be one."""
    function = state.file.functions.get(called)
    if function is None or function.module or not function.parameters or state.file != ctx.file:
        return None
    key = ("hook", kind, function_key(function))
    if key not in ctx.callables:
        rest = {one.name: callback.expr for one in function.parameters[1:]}
        plain = Callback(callback.expr, called, replace(function, bound=rest, closure={}))
        ctx.callables[key] = None  # a function that calls itself
        name = ctx.names.claim(function.name, function_key(function), suffix="hook")
        made = make_hook(name, plain, kind, ctx, state.sharers)
        if made.problem:
            del ctx.callables[key]
            return None
        ctx.callables[key] = made
    found: Hook | None = ctx.callables[key]
    return found


def _parameters(state: Rewrite, kind: Kind, context: str) -> dict[str, str]:
    """The names of the hook's parameters: Prefect's own where the callback doesn't use them."""
    lines = ((node, state.tree.line(node)) for node in state.tree.walk())
    kept = [node for node, line in lines if id(line) not in state.tree.removed]
    bound = {name for node in kept for name in syntax.bound_names(node)} - {context}
    taken = bound | (state.free - state.resolver.imports.keys())
    return {n: f"prefect_{n}" if n in taken else n for n in SIGNATURES[kind]}


def _finish(state: Rewrite, name: str, kind: Kind) -> Hook:
    assert isinstance(state.resolver, HookResolver)
    function = state.tree.apply()
    problem = _problem(state, function)
    if problem:
        state.blockers[:] = [Finding(CALLBACK, problem)]
        function = blocked(state, function)
    source = syntax.code(_signed(state, function, name)).strip("\n")
    read = frozenset(state.resolver.read)
    return Hook(
        name=name,
        source="\n".join([*state.function.comments, source]),
        line=state.function.span.line,
        imports=frozenset(state.imports),
        names=free_names(source) - {one.name for one in state.imports},
        problem=problem,
        dates=read & DATES if not problem else frozenset(),
        read=read,
        asked=frozenset(state.resolver.asked) if not problem else frozenset(),
    )


def _problem(state: Rewrite, function: cst.FunctionDef) -> str:
    """What the callback does that a hook can't; "" if there is nothing."""
    found = [one for one in state.findings if (one.severity or one.rule.severity) == Severity.ERROR]
    if found:
        name, detail = state.function.name, found[0].detail
        return detail if detail.startswith(f"{name} ") else f"{name} uses {detail}"
    given = [*state.inputs, *state.context_feeds]
    if given:
        return f"{state.function.name} uses {given[0]}"
    if PUSH in syntax.code(function) or state.may_skip or state.support - {SEND.module}:
        return f"{state.function.name} does what only a task can"
    return ""


def _signed(state: Rewrite, function: cst.FunctionDef, name: str) -> cst.FunctionDef:
    assert isinstance(state.resolver, HookResolver)
    own: Sequence[cst.Param] = syntax.parameters(function.params)
    rest = [param for param in own if param.name.value not in state.resolver.names]
    hook = [cst.Param(cst.Name(one)) for one in state.resolver.parameters.values()]
    returns = function.returns
    if returns is not None and names_airflow(state, returns):
        returns = None
    plain = [param.with_changes(comma=cst.MaybeSentinel.DEFAULT) for param in rest]
    held = [cst.Param(cst.Name(one)) for one in state.function.closure]
    plain = [*held, *plain]
    return function.with_changes(
        name=cst.Name(name),
        params=cst.Parameters([*hook, *plain]),
        returns=returns,
        leading_lines=[],
        decorators=[],
    )
