"""Arguments that have to be computed inside the task: a function of its own calls the callable.

Airflow: `op_args=["{{ dag_run.conf['day'] }}"]` fails the task where the key is missing.
Prefect: computed in the flow it would fail everything, so the task is
`def load_day(conf): return load.fn(conf["day"])`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from translator import ir
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.flow.sites import own_name, shared_options, wanted_name
from translator.lower.operators.bodies import Body
from translator.lower.operators.computed import passed
from translator.plan import Code, TaskDef

INSIDE = "inside"
"""First part of the keys of these tasks in `LowerContext.shared`."""


def with_arguments_inside(
    task: ir.Task, ctx: LowerContext, lowered: Lowered, options: Mapping[str, Code]
) -> Lowered:
    """The task, none of whose arguments can fail in the flow."""
    called, use = lowered.definition, lowered.use
    mapped = {name: passed(code, ctx, task) for name, code in use.mapped.items()}
    dicts = None if use.mapped_kwargs is None else passed(use.mapped_kwargs, ctx, task)
    use = replace(use, mapped=mapped, mapped_kwargs=dicts)
    given = [*use.args, *use.kwargs.values()]
    if called is None or not any(code.inside for code in given):
        return replace(lowered, use=use)
    if dicts is not None:
        kept = {name: passed(code, ctx, task) for name, code in use.kwargs.items()}
        return replace(lowered, use=replace(use, kwargs=kept))
    body = Body(task, taken={called.name, *mapped})
    parts = [body.inline(code) for code in use.args]
    parts += [f"{name}={body.inline(code)}" for name, code in use.kwargs.items()]
    parts += [f"{name}={name}" for name in mapped]
    made = _definition(task, ctx, called, body, ", ".join(parts), tuple(mapped), options)
    changed = {n: code for n, code in use.options.items() if n != "name"}
    use = replace(
        use,
        definition=made.name,
        args=() if mapped else body.arguments(),
        kwargs=dict(body.parameters) if mapped else {},
        options=own_name(task, made, ctx.dag) | changed,
    )
    return Lowered(made, use)


def _definition(
    task: ir.Task,
    ctx: LowerContext,
    called: TaskDef,
    body: Body,
    arguments: str,
    mapped: tuple[str, ...],
    options: Mapping[str, Code],
) -> TaskDef:
    """`def own(ds): return callable.fn(...)`, shared by the tasks for which it is the same."""
    key = (INSIDE, called.name, tuple(body.parameters), arguments, wanted_name(task, ctx.dag))
    if key in ctx.shared:
        return ctx.shared[key]
    name = ctx.names.claim(wanted_name(task, ctx.dag), key, span=task.span, suffix="task")
    waits = called.source.lstrip().startswith("async ")
    head = f"{'async ' if waits else ''}def {name}({', '.join([*body.parameters, *mapped])}):"
    call = f"{called.name}.fn({arguments})"
    imports = frozenset(body.imports)
    made = TaskDef(
        name=name,
        source=f"{head}\n    return {'await ' if waits else ''}{call}",
        task_name=task.task_id if not task.loops and task.task_id != name else None,
        decorator=shared_options(options),
        trigger_rule=task.trigger_rule,
        imports=imports,
        names=frozenset(body.names),
        span=task.span,
        comments=task.comments,
    )
    ctx.shared[key] = made
    return made


def called_definitions(ctx: LowerContext) -> dict[str, TaskDef]:
    """The callables that such functions call, by name: they stay in the module."""
    called = {str(key[1]) for key in ctx.shared if isinstance(key, tuple) and key[0] == INSIDE}
    return {made.name: made for made in ctx.shared.values() if made.name in called}
