"""The Python family of operators: the callable itself becomes the task function.

Airflow: PythonOperator, `@task`, and those whose result decides what runs: BranchPythonOperator,
ShortCircuitOperator. Prefect: `@task` on the callable; deciding is the flow's work.
Several tasks on one callable share its task function; what differs is `.with_options(...)`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Hashable
from typing import Literal

from translator import ir
from translator.lower.airflow_names import file_imports
from translator.lower.callables.bash_callables import BASH, as_bash
from translator.lower.callables.binding import Bound, Unbindable, bind
from translator.lower.callables.functions import Rewritten, Surroundings, rewrite_callable
from translator.lower.callables.gates import with_gates
from translator.lower.callables.handed import HANDING, Handing
from translator.lower.callables.methods import is_method, method_problem
from translator.lower.callables.python_imported import rewrite_imported
from translator.lower.callables.rewrite import Finding, Sharer
from translator.lower.callables.skips import can_skip
from translator.lower.callables.venv_callables import BRANCHING, VENV, as_venv
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.flow.sites import kept_options, options_of, wanted_name
from translator.lower.names import function_key, snake
from translator.lower.operators.arguments_inside import with_arguments_inside
from translator.lower.operators.computed import passed
from translator.lower.operators.manual import lower_manual
from translator.lower.operators.options import common_options, report_inert
from translator.lower.operators.python_sensors import SENSORS, Unpollable, as_sensor
from translator.lower.operators.run_names import static_run_name
from translator.lower.sharing.drafts import Drafted
from translator.lower.templates.compiler import Untranslatable, compile_template
from translator.lower.xcom.outputs import has_multiple_outputs
from translator.plan import Code, TaskDef, TaskUse, Tier
from translator.rules.data import DYNAMIC_PUSH, TEMPLATE_FILE
from translator.rules.mapping import UNSUPPORTED_MAPPING
from translator.rules.operators import (
    AIRFLOW_IN_CODE,
    UNKNOWN_ARGUMENT_VALUE,
    UNKNOWN_CALLABLE,
    UNMAPPED_ARGUMENT,
    UNMAPPED_OPERATOR,
)

Decision = Literal["branch", "short_circuit"]

# By the last part of the operator's name.
DECISIONS: dict[str, Decision] = {
    "BranchPythonOperator": "branch",
    "_BranchPythonDecoratedOperator": "branch",
    "ShortCircuitOperator": "short_circuit",
    "_ShortCircuitDecoratedOperator": "short_circuit",
    **dict.fromkeys(BRANCHING, "branch"),
}

ASSET = "_AssetMainOperator"
"""`@asset`: its function may ask for other assets, by the names of its parameters."""
PLAIN = frozenset({"PythonOperator", "_PythonDecoratedOperator", ASSET})


def lower_python_task(task: ir.Task, ctx: LowerContext) -> Lowered:
    """The task function of a callable, and how the flow calls it for this task."""
    if _kind(task) not in PLAIN | SENSORS | BASH | VENV | DECISIONS.keys():
        return lower_manual(task, ctx, UNMAPPED_OPERATOR, task.operator)
    if task.function is None:
        given = task.args.get("python_callable")
        return lower_manual(task, ctx, UNKNOWN_CALLABLE, given.code if given else task.task_id)
    if task.gates and (task.function.module or with_gates(task.function, task.gates) is None):
        return lower_manual(task, ctx, UNMAPPED_ARGUMENT, "run_if, skip_if")
    if problem := _method_problem(task.function, ctx):
        return lower_manual(task, ctx, AIRFLOW_IN_CODE, problem)
    sharer = Sharer(ctx.dag, task)
    name, rewritten = rewritten_for(task, ctx)
    if conflict := _conflict(task, rewritten, ctx.tier):
        return lower_manual(task, ctx, DYNAMIC_PUSH, conflict)
    try:
        if _kind(task) in SENSORS:
            rewritten = as_sensor(task, rewritten, ctx.tier)
        if _kind(task) in BASH:
            rewritten = as_bash(task, rewritten, ctx)
        if _kind(task) in VENV:
            rewritten = as_venv(task, rewritten, ctx)
        bound = bind(sharer, rewritten, lambda expr: _argument(expr, task, ctx))
    except Unpollable as problem:
        return lower_manual(task, ctx, UNKNOWN_ARGUMENT_VALUE, str(problem))
    except Untranslatable as problem:
        return lower_manual(task, ctx, problem.rule, problem.detail)
    except Unbindable as problem:
        rule = UNSUPPORTED_MAPPING if task.mapped else UNKNOWN_ARGUMENT_VALUE
        return lower_manual(task, ctx, rule, str(problem))
    if bound.spread and (_kind(task) not in PLAIN or (ctx.tier == "rules" and bound.mapped_kwargs)):
        return lower_manual(task, ctx, UNSUPPORTED_MAPPING, "over lists of op_args")
    _report(task, ctx, rewritten.findings)
    return _lowered(task, ctx, name, rewritten, bound)


def _method_problem(function: ir.Function, ctx: LowerContext) -> str | None:
    home = ctx.module(function.module) if function.module else ctx.file
    return method_problem(function, home or ctx.file) if is_method(function) else None


def _template_files(task: ir.Task) -> tuple[str, ...]:
    """Endings that make an argument the name of a template file."""
    endings = task.argument("templates_exts")
    if endings is None or endings.value is None:
        return ()
    if not isinstance(endings.value, list | tuple):
        raise Untranslatable(f"templates_exts={endings.code}", TEMPLATE_FILE)
    return tuple(str(one) for one in endings.value)


def _kind(task: ir.Task) -> str:
    return task.operator.rsplit(".", 1)[-1]


def _argument(expr: ir.Expr, task: ir.Task, ctx: LowerContext) -> Code:
    """An argument; what Airflow would render as a template is translated.

    Raises:
        Untranslatable: it has no translation.
    """
    code = compile_template(expr, ctx, task, _template_files(task))
    return code if code.inside else passed(code, ctx, task)


def _conflict(task: ir.Task, rewritten: Rewritten, tier: Tier) -> str | None:
    """Why what the callable pushes can't be returned beside its result.

    The rules tier finds what was decided in a dict of XComs; the plain tier's `if` does not.
    """
    if not rewritten.keys:
        return None
    if _kind(task) in SENSORS | BASH or (_kind(task) in DECISIONS and tier == "plain"):
        return "a callable that decides, or makes a command, also pushes XComs"
    return "xcom_push beside multiple_outputs" if has_multiple_outputs(task) else None


def _report(task: ir.Task, ctx: LowerContext, findings: tuple[Finding, ...]) -> None:
    assert task.function is not None
    for finding in findings:
        ctx.report(finding.rule, task.function.span, finding.detail, task, finding.severity)


# The function, once for all its tasks -------------------------------------------------------------


def rewritten_for(task: ir.Task, ctx: LowerContext) -> tuple[str, Rewritten]:
    """The name and the rewritten source of a task's callable."""
    function = task.function
    assert function is not None
    key = function_key(function)
    if task.gates:
        key = (key, tuple((gate.kind, gate.condition.code) for gate in task.gates))
    if key not in ctx.callables:
        name = _name(task, function, ctx, key)
        sharers = _sharers(function_key(function), ctx)
        around = _surroundings(ctx)
        gated = (with_gates(function, task.gates) if task.gates else None) or function
        if function.module:
            made = rewrite_imported(gated, name, sharers, around, ctx.module)
        else:
            made = rewrite_callable(gated, name, sharers, around)
        if not function.module and not made.may_skip and can_skip(function, ctx.file):
            made = dataclasses.replace(made, may_skip=True)
        ctx.callables[key] = (name, made)
    found: tuple[str, Rewritten] = ctx.callables[key]
    return found


def _name(task: ir.Task, function: ir.Function, ctx: LowerContext, key: Hashable) -> str:
    if function.name == "<lambda>":
        return ctx.names.claim(
            snake(wanted_name(task, ctx.dag)), key, span=function.span, suffix="task"
        )
    if function.module:
        return ctx.names.claim(function.name, key, suffix="task")
    return ctx.names.for_function(function)


def _surroundings(ctx: LowerContext) -> Surroundings:
    if "surroundings" not in ctx.callables:
        handing = ctx.callables[HANDING] = Handing(ctx.file, ctx.load)
        around = Surroundings(ctx.file, file_imports(ctx.file), ctx.tier, handing)
        ctx.callables["surroundings"] = around
    found: Surroundings = ctx.callables["surroundings"]
    return found


def _sharers(key: Hashable, ctx: LowerContext) -> tuple[Sharer, ...]:
    """All tasks of the file that run the callable."""
    if "sharers" not in ctx.callables:
        found: dict[Hashable, list[Sharer]] = {}
        for dag in ctx.file.dags:
            for task in dag.tasks:
                if task.function is not None:
                    found.setdefault(function_key(task.function), []).append(Sharer(dag, task))
        ctx.callables["sharers"] = found
    sharers: dict[Hashable, list[Sharer]] = ctx.callables["sharers"]
    return tuple(sharers.get(key, ()))


# Definition and use -------------------------------------------------------------------------------


def _lowered(
    task: ir.Task, ctx: LowerContext, name: str, rewritten: Rewritten, bound: Bound
) -> Lowered:
    assert task.function is not None
    options = {**common_options(task, ctx), **rewritten.decorator}
    if run_name := static_run_name(task, rewritten.parameters):
        options["task_run_name"] = Code(repr(run_name))
    template = task.argument("map_index_template")
    if template is not None and "task_run_name" not in options:
        report_inert("map_index_template", template, task, ctx)
    if "retry_condition_fn" in rewritten.decorator and "retry_policy" in task.args:
        ctx.report(UNMAPPED_ARGUMENT, task.span, "retry_policy beside AirflowFailException", task)
    key = ("callable", function_key(task.function), rewritten.source)
    settled = ctx.drafts.settle(ctx.dag, task, Drafted(None, options))
    first = ctx.shared.get(key)
    if first is None:
        name, rewritten = _named_apart(task, ctx, name, rewritten, key)
        first = ctx.shared[key] = _definition(task, ctx, name, rewritten, settled)
    lowered = Lowered(first, _use(task, ctx.dag, rewritten, bound, first, settled))
    return with_arguments_inside(task, ctx, lowered, options)


def _named_apart(
    task: ir.Task, ctx: LowerContext, name: str, rewritten: Rewritten, key: Hashable
) -> tuple[str, Rewritten]:
    """Another name, where the callable is a task of this name already, with another body.

    That is what two sensors on one callable are, which differ in their timeouts.
    """
    made = any(one.name == name for one in ctx.shared.values())
    if not made or name not in rewritten.source:
        return name, rewritten
    other = ctx.names.claim(wanted_name(task, ctx.dag), key, span=task.span, suffix="task")
    source = re.sub(
        rf"(?m)^((?:async )?def ){name}\(", rf"\g<1>{other}(", rewritten.source, count=1
    )
    return other, dataclasses.replace(rewritten, source=source)


def _definition(
    task: ir.Task, ctx: LowerContext, name: str, rewritten: Rewritten, settled: Drafted
) -> TaskDef:
    assert task.function is not None
    alone = len(_sharers(function_key(task.function), ctx)) == 1
    own_name = alone and not task.loops and task.task_id != name
    return TaskDef(
        name=name,
        source=rewritten.source,
        task_name=task.task_id if own_name else None,
        decorator=kept_options(settled),
        trigger_rule=task.trigger_rule,
        imports=rewritten.imports,
        names=rewritten.names,
        support=rewritten.support,
        span=task.function.span,
        comments=task.function.comments,
        manual=rewritten.manual,
    )


def _use(
    task: ir.Task,
    dag: ir.Dag,
    rewritten: Rewritten,
    bound: Bound,
    first: TaskDef,
    settled: Drafted,
) -> TaskUse:
    ignore = task.args.get("ignore_downstream_trigger_rules")
    return TaskUse(
        task_id=task.task_id,
        definition=first.name,
        args=bound.args,
        kwargs=bound.kwargs,
        mapped=bound.mapped,
        mapped_kwargs=bound.mapped_kwargs,
        spread=bound.spread,
        options=options_of(task, dag, first, settled),
        support="manual" if rewritten.manual else "native",
        may_skip=rewritten.may_skip,
        decides=DECISIONS.get(_kind(task)),
        ignore_rules=ignore is None or ignore.value is not False,
        result=_result(task, rewritten),
    )


def _result(task: ir.Task, rewritten: Rewritten) -> Literal["value", "keys", "dict"]:
    if rewritten.keys:
        return "keys"
    return "dict" if has_multiple_outputs(task) else "value"
