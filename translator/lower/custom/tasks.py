"""Operators of the user's own: a task that makes the object and calls `execute`.

Airflow: makes the object when the DAG is read, renders its template fields when the task runs, and
calls `execute(context)`, `poke(context)` again and again, or `choose_branch(context)`.
Prefect: the task does all of it; templates are arguments of the constructor, rendered.
They differ in: the object lives as long as one try. A subclass of a standard operator that only
chooses arguments is that operator with those arguments.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import libcst as cst

from translator import ir
from translator.diagnostics import Severity
from translator.ir import UNKNOWN
from translator.lower.callables.exceptions import FINAL_MODULE, RETRYABLE
from translator.lower.callables.static import evaluate
from translator.lower.code import run_value, xcom_code
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.custom.custom_arguments import constructor_arguments
from translator.lower.custom.custom_base import as_standard
from translator.lower.custom.operator_classes import OperatorClass, rewrite_operator
from translator.lower.custom.operator_init import NotPlainError
from translator.lower.custom.operator_methods import Method
from translator.lower.custom.operator_resolver import Pull
from translator.lower.flow.sites import finish
from translator.lower.operators.fields import Fields
from translator.lower.operators.options import report_arguments
from translator.lower.operators.polling import polling
from translator.lower.operators.python_sensors import is_pair
from translator.lower.operators.unmapped import lower_unmapped
from translator.lower.sharing.drafts import Draft
from translator.lower.syntax import Tree
from translator.lower.templates.compiler import Untranslatable
from translator.lower.xcom.pushed_keys import never_pushes
from translator.lower.xcom.pushes import own_returns
from translator.plan import Code, Import
from translator.rules.data import DYNAMIC_PULL
from translator.rules.operators import CUSTOM_OPERATOR

PLAIN_BASES = {
    "BaseOperator": "execute",
    "BaseSensorOperator": "poke",
    "BaseBranchOperator": "choose_branch",
}
EMPTY = "EmptyOperator"
"""Bases of Airflow's that do nothing of their own, and the method that the class brings."""

SENSOR_ARGUMENTS = frozenset({"poke_interval", "timeout", "soft_fail", "mode"})


def lower_custom(task: ir.Task, ctx: LowerContext) -> Lowered | ir.Task:
    """The task of a user's operator class; a task of a standard operator where it is one."""
    custom = task.custom
    assert custom is not None
    kind = _kind(custom, ctx.dag.major)
    try:
        if kind not in PLAIN_BASES and ctx.mappings.get(custom.base or "") is not None:
            return as_standard(task, custom)
        if kind not in PLAIN_BASES:
            raise NotPlainError(f"{custom.name}: its base {custom.base} is not translated")
        made = _class(custom, ctx)
        if late := sorted(task.assigned & _taken(made)):
            # The constructor may have made something else of it.
            raise NotPlainError(f"{custom.name}: {late[0]} is set after it is made")
        method = _entry(made, custom, PLAIN_BASES[kind])
        merged = {n: e for n, e in custom.base_args.items() if n not in _taken(made)}
        effective = dataclasses.replace(task, args={**merged, **task.args})
        return _lowered(effective, ctx, made, method, PLAIN_BASES[kind])
    except NotPlainError as problem:
        return lower_unmapped(task, ctx, CUSTOM_OPERATOR, str(problem))
    except Untranslatable as problem:
        return lower_unmapped(task, ctx, problem.rule, problem.detail)


def _kind(custom: ir.CustomOperator, major: int) -> str:
    """The base of Airflow's. Airflow 1.10 runs what an EmptyOperator of the user's executes.

    From 2.0 on its scheduler never does (`inherits_from_empty_operator`), its `dag.test()` does.
    """
    kind = (custom.base or "").rsplit(".", 1)[-1]
    executes = any("def execute(" in one.source for one in (custom, *custom.parents))
    return "BaseOperator" if major == 1 and kind == EMPTY and executes else kind


def _class(custom: ir.CustomOperator, ctx: LowerContext) -> OperatorClass:
    key = ("operator", custom.module, custom.name, custom.span)
    if key not in ctx.callables:
        # A module that several DAG files share has one text: the one that every tier can call.
        tier = "plain" if custom.module else ctx.tier
        ctx.callables[key] = rewrite_operator(custom, tier)
    made: OperatorClass = ctx.callables[key]
    return made


def _taken(made: OperatorClass) -> frozenset[str]:
    return made.init.known if made.init else frozenset()


def _entry(made: OperatorClass, custom: ir.CustomOperator, name: str) -> Method:
    """The method that the task calls.

    Raises:
        NotPlainError: the class reads what only Airflow gives it.
    """
    method = made.entries.get(name)
    if name != "execute" and "execute" in made.entries:
        raise NotPlainError(f"{custom.name} overrides execute")
    if method is None:
        raise NotPlainError(f"{custom.name} has no {name}")
    if method.definition.asynchronous is not None:
        raise NotPlainError(f"{custom.name}.{name} is async")
    if made.blockers:
        first = made.blockers[0]
        raise Untranslatable(f"{custom.name}: {first.detail}", first.rule)
    missing = sorted(n for n in made.reads - made.own if not n.startswith("__"))
    if missing and not made.open:
        raise NotPlainError(f"{custom.name} reads self.{missing[0]}, which only Airflow sets")
    shared = [n for n in made.overridden if (m := made.maker.method(n)) and m.contexts]
    if any(one not in PLAIN_BASES.values() for one in shared):
        raise NotPlainError(f"{custom.name} overrides {shared[0]}, which gets the context")
    return method


def _lowered(
    task: ir.Task, ctx: LowerContext, made: OperatorClass, method: Method, entry: str
) -> Lowered:
    fields = Fields(task, ctx)
    fields.body.taken |= {made.name, "deadline", "time", "sensor", "done", "value"}
    name = _class_name(task, ctx, fields)
    arguments = constructor_arguments(fields, made)
    needs = [f"{p}={_need(n, fields, made.pulls)}" for p, n in method.needs.items()]
    fields.check_mapped()
    _report(task, ctx, made)
    call = f"{entry}({', '.join(_short(needs))})"
    draft = _draft(fields, made, method, f"{name}({', '.join(arguments)})", call)
    if entry == "poke":
        draft = _polled(fields, draft, method, f"{name}({', '.join(arguments)})", call)
    elif entry == "choose_branch":
        draft = dataclasses.replace(draft, decides="branch")
    lowered = finish(task, ctx, draft)
    if method.keys:
        use = dataclasses.replace(lowered.use, result="keys")
        return Lowered(lowered.definition, use)
    return lowered


def _short(needs: list[str]) -> list[str]:
    """`ds=ds` by position."""
    pairs = [one.split("=", 1) for one in needs]
    if all(left == right for left, right in pairs):
        return [left for left, _ in pairs]
    return needs


def _draft(fields: Fields, made: OperatorClass, method: Method, new: str, call: str) -> Draft:
    body = fields.body
    gives_up = fields.task.retries != 0 and any(one.gives_up for one in made.methods)
    return Draft(
        lines=(f"return {new}.{call}",),
        parameters=fields.parameters,
        args=body.arguments(),
        mapped=fields.mapped,
        mapped_kwargs=fields.mapped_kwargs,
        imports=frozenset(body.imports)
        | ({Import(FINAL_MODULE, RETRYABLE)} if gives_up else frozenset()),
        names=frozenset(body.names),
        support_files=frozenset({FINAL_MODULE}) if gives_up else frozenset(),
        may_skip=any(one.may_skip for one in made.methods),
        decorator={"retry_condition_fn": Code(RETRYABLE)} if gives_up else {},
        support="manual" if any(one.stopped for one in made.methods) else "native",
    )


def _polled(fields: Fields, draft: Draft, method: Method, new: str, call: str) -> Draft:
    """The loop of a sensor around `poke`."""
    if draft.may_skip and fields.ctx.tier == "plain":
        raise NotPlainError("a sensor that raises AirflowSkipException")
    returns = [is_pair(one.value) for one in own_returns(Tree.of(method.definition))]
    if any(returns) and not all(returns):
        raise NotPlainError("poke returns a PokeReturnValue in some places only")
    loop = polling(fields, "True" if any(returns) else f"not sensor.{call}")
    lines = [f"sensor = {new}", *loop.lines]
    if any(returns):
        taken = f"    done, value = sensor.{call}", "    if done:", "        return value"
        lines[3:3] = taken
    return dataclasses.replace(
        draft,
        lines=tuple(lines),
        imports=draft.imports | loop.imports,
        support_files=draft.support_files | loop.support,
        decorator={**draft.decorator, **loop.decorator},
        may_skip=draft.may_skip or loop.may_skip,
    )


def _class_name(task: ir.Task, ctx: LowerContext, fields: Fields) -> str:
    """The name by which the emitted module knows the class."""
    custom = task.custom
    assert custom is not None
    if not custom.module:
        fields.body.names.add(custom.name)
        return custom.name
    for statement in ctx.file.statements:
        for one in statement.imports:
            if one.name == custom.name and one.in_tree == custom.span.path:
                fields.body.names.add(one.local)
                return one.local
    fields.body.imports.add(Import(custom.module, custom.name))
    return custom.name


def _report(task: ir.Task, ctx: LowerContext, made: OperatorClass) -> None:
    assert task.custom is not None
    covered = _taken(made) | (SENSOR_ARGUMENTS if "poke" in made.entries else frozenset())
    report_arguments(task, ctx, covered)
    span = task.custom.span
    if made.dropped:
        lost = f"{made.name}.{made.dropped[0]} is never called"
        ctx.report(CUSTOM_OPERATOR, span, lost, task, Severity.WARNING)
    for finding in dict.fromkeys(f for method in made.methods for f in method.findings):
        detail = f"{made.name}: {finding.detail}"
        ctx.report(finding.rule, span, detail, task, finding.severity)


# What the method needs ----------------------------------------------------------------------------


def _need(name: str, fields: Fields, pulls: Mapping[str, Pull]) -> str:
    """The argument for one need of the method, as it reads in the task function."""
    if name not in pulls:
        return fields.body.inline(run_value(name))
    return fields.body.inline(_pulled(pulls[name], fields.task, fields.ctx))


def _pulled(pull: Pull, task: ir.Task, ctx: LowerContext) -> Code:
    ids, key = _value(pull.task_ids, task, ctx), ir.RETURN_VALUE
    if pull.key is not None:
        key = _value(pull.key, task, ctx)
    known = {one.task_id: one for one in ctx.dag.tasks}
    if not isinstance(ids, str) or ids not in known or not isinstance(key, str):
        raise Untranslatable(f"xcom_pull({pull.text})", DYNAMIC_PULL)
    return Code("None") if never_pushes(known[ids], key) else xcom_code(ids, key)


def _value(node: cst.BaseExpression, task: ir.Task, ctx: LowerContext) -> Any:
    """The value of an expression over `self` and literals, as the object of the task has it."""
    assert task.custom is not None
    match node:
        case cst.Attribute(value=cst.Name(value="self"), attr=cst.Name(value=name)):
            return task.custom.attributes.get(name, UNKNOWN)
    return evaluate(node, lambda _: UNKNOWN)
