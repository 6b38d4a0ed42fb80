"""From the body of a task function to a `TaskDef` and a `TaskUse`.

Tasks of one name (made by one call in a loop, or in several DAGs) share a function as long as its
body is the same; what differs in the decorator becomes `.with_options(...)`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from translator import ir
from translator.lower.code import literal
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.names import snake
from translator.lower.operators.options import common_options
from translator.lower.operators.task_names import task_name_code
from translator.lower.sharing.drafts import Draft, Drafted
from translator.lower.templates.source import HOLE, read_source
from translator.plan import Code, TaskDef, TaskUse

ABSENT: Mapping[str, Code] = {
    "retries": Code("0"),
    "retry_delay_seconds": Code("0"),
    "timeout_seconds": Code("None"),
    "description": Code("None"),
    "tags": Code("[]"),
    "task_run_name": Code("None"),
    "on_running": Code("[]"),
    "on_failure": Code("[]"),
    "on_completion": Code("[]"),
    "retry_condition_fn": Code("lambda *_: True"),
}
"""What undoes an argument of the decorator."""


LONG = 2
"""Letters of a variable that says nothing: `t`, `op`."""
GENERIC = frozenset({"task", "tsk", "operator", "current", "item", "step", "node", "job", "name"})


def finish(task: ir.Task, ctx: LowerContext, draft: Draft) -> Lowered:
    """The task, with the definition that its call site shares."""
    asked = Drafted(draft, {**common_options(task, ctx), **draft.decorator})
    settled = ctx.drafts.settle(ctx.dag, task, asked)
    draft = settled.draft or draft
    wanted = settled.wanted or wanted_name(task, ctx.dag)
    key = ("task", wanted, draft.parameters, draft.lines, task.comments)
    first = ctx.shared.get(key)
    if first is None:
        first = ctx.shared[key] = _definition(task, ctx, settled, draft, key)
    return Lowered(first, _use(task, ctx.dag, draft, first, settled))


def _definition(
    task: ir.Task, ctx: LowerContext, settled: Drafted, draft: Draft, key: Hashable
) -> TaskDef:
    wanted = settled.wanted or wanted_name(task, ctx.dag)
    name = ctx.names.claim(snake(wanted), key, span=task.span, suffix="task")
    head = f"def {name}({', '.join(draft.parameters)}):"
    body = [f"    {line}" if line else "" for line in draft.lines]
    own_name = not task.loops and task.task_id != name and not settled.wanted
    return TaskDef(
        name=name,
        source="\n".join([head, *body]),
        task_name=task.task_id if own_name else None,
        decorator=kept_options(settled),
        trigger_rule=task.trigger_rule,
        imports=draft.imports,
        names=draft.names,
        support=draft.support_files,
        span=task.span,
        comments=task.comments,
        manual=draft.support == "manual",
    )


def shared_options(decorator: Mapping[str, Code]) -> dict[str, Code]:
    """What the decorator can say for all runs: not what depends on the target of a loop."""
    return {name: code for name, code in decorator.items() if not code.loops}


def kept_options(settled: Drafted) -> dict[str, Code]:
    """What the decorator can say for all who share the function."""
    kept = shared_options(settled.decorator)
    return {name: code for name, code in kept.items() if name not in settled.apart}


def _use(task: ir.Task, dag: ir.Dag, draft: Draft, first: TaskDef, settled: Drafted) -> TaskUse:
    return TaskUse(
        task_id=task.task_id,
        definition=first.name,
        args=draft.args,
        mapped=draft.mapped,
        mapped_kwargs=draft.mapped_kwargs,
        options=options_of(task, dag, first, settled),
        support=draft.support,
        may_skip=draft.may_skip,
        decides=draft.decides,
        ignore_rules=draft.ignore_rules,
    )


def options_of(task: ir.Task, dag: ir.Dag, first: TaskDef, settled: Drafted) -> dict[str, Code]:
    """`.with_options(...)`: what differs from the definition's decorator, and the name."""
    own = settled.decorator
    options = {n: code for n, code in own.items() if first.decorator.get(n) != code}
    options |= {n: ABSENT[n] for n in first.decorator if n not in own and n in ABSENT}
    return own_name(task, first, dag, always=bool(settled.wanted)) | options


def own_name(
    task: ir.Task, first: TaskDef, dag: ir.Dag, *, always: bool = False
) -> dict[str, Code]:
    """`name=` of the run, where it is not the name of the function."""
    given = first.task_name or first.name
    if task.task_id == given and not always:
        return {}
    code = task_name_code(task, dag)
    return {} if code == literal(given) and not always else {"name": code}


def wanted_name(task: ir.Task, dag: ir.Dag) -> str:
    """The task id; in a loop, what is the same in every iteration: `load_{table}` → `load`."""
    last = task.task_id.rsplit(".", 1)[-1]
    given = task.args.get("task_id")
    if given is None or not given.loops or not task.loops:
        return last
    source = read_source(given.code, given.value)
    if source is None or not source.holes:
        return _after_variable(task, dag) or last
    fixed = HOLE.sub(" ", source.text)
    words = [word.strip("_-. ") for word in fixed.split() if word.strip("_-. ")]
    return "_".join(words) or _after_variable(task, dag) or last


def _after_variable(task: ir.Task, dag: ir.Dag) -> str | None:
    """A name for tasks whose ids are nothing but what a loop brings: `load` or `run_table`."""
    if not any(one.site == task.site and one.task_id != task.task_id for one in dag.tasks):
        return None
    variable = task.variable or ""
    if len(variable) > LONG and variable.isidentifier() and variable not in GENERIC:
        return variable
    target, over = task.loops[-1].target, task.loops[-1].iterable.code
    if target in GENERIC and over.isidentifier() and over.endswith(("s", "S")):
        target = over.lower().removesuffix("s")
    return f"run_{target}" if target.isidentifier() else None
