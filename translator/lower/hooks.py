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
from translator.lower.callable_names import drop_aliases, drop_local_imports, names_airflow
from translator.lower.callables import blocked, run_steps
from translator.lower.callback_values import Callback, tasks_with
from translator.lower.context import Whole
from translator.lower.context_types import LowerContext
from translator.lower.foreign import imported_as, names_of_home
from translator.lower.free_names import free_names
from translator.lower.hook_context import DATES, EXCEPTION, SIGNATURES, HookResolver, Kind
from translator.lower.lambdas import lambda_to_def
from translator.lower.rewrite import Finding, Rewrite, Sharer, raise_text
from translator.lower.syntax import Tree
from translator.lower.xcom_pushes import PUSH
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
    reads_exception: bool = False


def make_hook(name: str, callback: Callback, kind: Kind, ctx: LowerContext) -> Hook:
    """The hook `name` of one callback."""
    function = callback.function
    home = ctx.module(function.module) if function and function.module else ctx.file
    problem = _refusal(callback, home)
    if function is None or home is None or problem:
        return _raising(name, callback, kind, problem)
    state = _start(function, name, kind, ctx, home)
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
    if function.closure or function.decorators or function.is_generator:
        return f"{function.name} is no plain function"
    fixed = {name for name in function.bound if not name.isdigit()}
    needed = [p for p in function.parameters if p.default is None and p.name not in fixed]
    if len(fixed) < len(function.bound) or [p.kind for p in needed] != ["normal"]:
        return f"{function.name} doesn't take the context alone"
    return ""


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
    context = next(p.name for p in function.parameters if p.name not in function.bound)
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
        dates=read & DATES.keys() if not problem else frozenset(),
        reads_exception=EXCEPTION in read,
    )


def _problem(state: Rewrite, function: cst.FunctionDef) -> str:
    """What the callback does that a hook can't; "" if there is nothing."""
    found = [one for one in state.findings if (one.severity or one.rule.severity) == Severity.ERROR]
    if found:
        return f"{state.function.name} uses {found[0].detail}"
    given = [*state.inputs, *state.context_feeds]
    if given:
        return f"{state.function.name} uses {given[0]}"
    if PUSH in syntax.code(function) or state.may_skip or state.support:
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
    return function.with_changes(
        name=cst.Name(name),
        params=cst.Parameters([*hook, *plain]),
        returns=returns,
        leading_lines=[],
        decorators=[],
    )
