"""Airflow's callbacks become hooks: `@task(on_failure=[notify])`, `@flow(on_completion=[notify])`.

Airflow: a callback gets the context; one that raises is only logged; none is called for a task that
didn't start (semantics, section 5.6). Prefect: the same holds for hooks.
They differ in: on_retry runs when the next try starts, so it can't see the error (AP605). Before
Airflow 3, on_success was called after a skip too. An SLA's callback has no counterpart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from translator import ir
from translator.diagnostics import Severity
from translator.lower.callables.sent_emails import SEND
from translator.lower.callables.skips import can_skip
from translator.lower.callbacks.callback_values import (
    DAG_CALLBACKS,
    TASK_CALLBACKS,
    Callback,
    callbacks_of,
)
from translator.lower.callbacks.hook_context import EXCEPTION, SHOWN_RUN, SIGNATURES, Kind
from translator.lower.callbacks.hooks import Hook, fixed_arguments, make_hook
from translator.lower.code import code_of, join_code
from translator.lower.context_types import LowerContext
from translator.lower.names import function_key
from translator.plan import Code, Import
from translator.rules.schedule import CALLBACK, SLA

__all__ = ["DAG_CALLBACKS", "TASK_CALLBACKS", "file_hooks", "flow_hooks", "task_hooks"]

HOOKS = {
    "on_execute_callback": "on_running",
    "on_retry_callback": "on_running",
    "on_failure_callback": "on_failure",
    "on_success_callback": "on_completion",
    "on_skipped_callback": "on_completion",
}

GUARDS = {
    "on_retry_callback": ("if_retrying", 'state.name == "Retrying"'),
    "on_success_callback": ("unless_skipped", 'state.name != "Skipped"'),
    "on_skipped_callback": ("if_skipped", 'state.name == "Skipped"'),
}
"""Prefect's hook is called in more states than the callback."""

ENDED_TRY = 'task_run = task_run.model_copy(update={"run_count": task_run.run_count - 1})'
"""The hook is called when the next try begins, Airflow calls back when one has ended."""

PARTIAL = Import("functools", "partial")


def task_hooks(task: ir.Task, ctx: LowerContext) -> dict[str, Code]:
    """Decorator arguments for the callbacks of a task."""
    found: dict[str, list[Code]] = {}
    for name in TASK_CALLBACKS:
        if name == "on_retry_callback" and task.retries == 0:
            continue
        owner = task if name in task.args else None
        for callback in callbacks_of(task.argument(name), ctx.file):
            hook = _made(name, callback, "task", ctx)
            _report(name, callback, hook, ctx, owner)
            if _guarding(name, task, ctx) and not hook.problem:
                hook = _guarded(name, callback, hook, ctx)
            code = _called(callback, hook)
            found.setdefault(HOOKS[name], []).append(code)
    return {name: _listed(codes) for name, codes in found.items()}


def flow_hooks(ctx: LowerContext) -> dict[str, Code]:
    """Decorator arguments for the callbacks of the DAG."""
    found: dict[str, list[Code]] = {}
    for name in DAG_CALLBACKS:
        given = ctx.dag.args.get(name)
        for callback in callbacks_of(given, ctx.file):
            if name in HOOKS:
                hook = _made(name, callback, "flow", ctx)
                _report(name, callback, hook, ctx, None)
                found.setdefault(HOOKS[name], []).append(_called(callback, hook))
            elif given is not None:
                ctx.report(SLA, given.span, f"{callback.code} is never called")
    return {name: _listed(codes) for name, codes in found.items()}


def file_hooks(ctx: LowerContext) -> tuple[Hook, ...]:
    """All hooks that the DAGs of the file have so far."""
    return tuple(one for one in ctx.callables.values() if isinstance(one, Hook))


def with_hook(hooks: Code | None, hook: Code) -> Code:
    """A list of hooks with one more."""
    if hooks is None:
        return _listed([hook])
    return join_code("{}, {}]", [replace(hooks, text=hooks.text[:-1]), hook])


def _listed(codes: list[Code]) -> Code:
    inner = ", ".join("{}" for _ in codes)
    return join_code(f"[{inner}]", codes)


def _called(callback: Callback, hook: Hook) -> Code:
    """The hook in the list of hooks."""
    fixed = fixed_arguments(callback.function) if callback.function and not hook.problem else {}
    if not fixed:
        return Code(hook.name)
    values = [code_of(expr) for expr in fixed.values()]
    given = ", ".join(f"{key}={{}}" for key in fixed)
    return join_code(f"partial({hook.name}, {given})", values, [PARTIAL])


def _made(name: str, callback: Callback, kind: Kind, ctx: LowerContext) -> Hook:
    """The hook of a callback, one for all tasks (or flows) that have it."""
    function = callback.function
    what = callback.code if function is None else function_key(function)
    key = ("hook", kind, what)
    if key not in ctx.callables:
        ctx.callables[key] = make_hook(_name(name, callback, kind, ctx), callback, kind, ctx)
    found: Hook = ctx.callables[key]
    return found


def _name(name: str, callback: Callback, kind: Kind, ctx: LowerContext) -> str:
    """The callback's own name, which the first hook made of it gets."""
    function = callback.function
    role = f"{kind}_{name.removesuffix('_callback').removeprefix('on_')}_hook"
    if function is None or function.name == "<lambda>":
        return ctx.names.claim(role)
    key = function_key(function)
    if any(("hook", other, key) in ctx.callables for other in SIGNATURES):
        return ctx.names.claim(f"{function.name}_{kind}")
    return ctx.names.claim(function.name, key, suffix="hook")


def _guarding(name: str, task: ir.Task, ctx: LowerContext) -> bool:
    """Whether Prefect would call the hook in states in which Airflow doesn't call the callback."""
    if name != "on_success_callback" or ctx.tier == "rules":
        return name in GUARDS
    if ctx.dag.major < 3:
        return False
    function = task.function
    return bool(task.gates) or function is None or can_skip(function, ctx.file)


def _guarded(name: str, callback: Callback, hook: Hook, ctx: LowerContext) -> Hook:
    """The hook, called in the states in which Airflow calls the callback."""
    key = ("guarded", name, hook.name)
    if key not in ctx.callables:
        suffix, test = GUARDS[name]
        own = ctx.names.claim(f"{hook.name}_{suffix}")
        fixed = fixed_arguments(callback.function) if callback.function else {}
        given = ", ".join(("task", "task_run", "state", *(["**options"] if fixed else [])))
        again = name == "on_retry_callback" and "ti.try_number" in hook.read
        tried = f"        {ENDED_TRY}\n" if again else ""
        source = f"def {own}({given}):\n    if {test}:\n{tried}        {hook.name}({given})"
        ctx.callables[key] = Hook(own, source, hook.line)
    found: Hook = ctx.callables[key]
    return found


def _report(
    name: str, callback: Callback, hook: Hook, ctx: LowerContext, owner: ir.Task | None
) -> None:
    for detail, severity in _findings(name, hook, ctx):
        ctx.report(CALLBACK, callback.expr.span, f"{name}: {detail}", owner, severity)


def _findings(name: str, hook: Hook, ctx: LowerContext) -> Iterator[tuple[str, Severity]]:
    if hook.problem:
        yield hook.problem, Severity.ERROR
        return
    for date in sorted(hook.dates):
        yield f"{date} is the scheduled start in {hook.name}", Severity.WARNING
    if SEND in hook.imports:
        yield (
            f"{hook.name} sends through the environment's mail server",
            Severity.WARNING,
        )
    if SHOWN_RUN in hook.read:
        yield f"{hook.name} shows Prefect's run instead of Airflow's context", Severity.WARNING
    if "run_id" in hook.read:
        yield f"run_id is the id of the flow run in {hook.name}", Severity.INFO
    if name == "on_retry_callback" and EXCEPTION in hook.read:
        yield f"the error is gone when {hook.name} is called", Severity.WARNING
    if name == "on_execute_callback" and ctx.tier == "rules":
        yield f"{hook.name} is also called for a task that its rule then stops", Severity.WARNING
    if name == "on_skipped_callback" and ctx.tier == "rules":
        yield f"{hook.name} is called for every skipped task", Severity.WARNING
