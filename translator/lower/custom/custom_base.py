"""A subclass of a standard operator that only chooses arguments is that operator."""

from __future__ import annotations

import dataclasses

import libcst as cst

from translator import ir
from translator.lower.custom.operator_classes import OF_AIRFLOW
from translator.lower.custom.operator_init import NotPlainError
from translator.lower.operators.options import HANDLED, INERT, REPORTED

RENDERED = {
    "BashOperator": {"bash_command", "env"},
    "PythonOperator": {"templates_dict", "op_args", "op_kwargs"},
    "EmptyOperator": set[str](),
}
"""Template fields that a subclass may not take away."""


def as_standard(task: ir.Task, custom: ir.CustomOperator) -> ir.Task:
    """The task as one of the base operator, with the arguments that the constructor gave it.

    Raises:
        NotPlainError: the class does more than to choose arguments.
    """
    base = custom.base or ""
    for one in (custom, *custom.parents):
        _check(one, base)
    changed = sorted(custom.attributes.keys() & custom.base_args.keys())
    if changed:
        raise NotPlainError(f"{custom.name} changes {changed[0]} of {base}")
    if task.mapped is not None:
        raise NotPlainError(f"{custom.name}, a {base}, is mapped")
    wanted = RENDERED.get(base.rsplit(".", 1)[-1])
    if wanted is not None and not wanted <= set(custom.template_fields):
        raise NotPlainError(f"{custom.name} changes the template fields of {base}")
    if task.function is not None and task.function.owner is not None:
        raise NotPlainError(f"{custom.name} runs {task.function.name} of its own")
    common = HANDLED | INERT | REPORTED.keys()
    args = {name: expr for name, expr in task.args.items() if name in common}
    args |= {name: expr for name, expr in custom.base_args.items() if name not in args}
    return dataclasses.replace(task, operator=base, args=args, custom=None)


def _check(custom: ir.CustomOperator, base: str) -> None:
    node = next(
        (n for n in cst.parse_module(custom.source).body if isinstance(n, cst.ClassDef)), None
    )
    if node is None or node.decorators:
        raise NotPlainError(f"{custom.name} is made in a way that is not followed")
    for line in node.body.body:
        match line:
            case cst.FunctionDef(name=cst.Name(value="__init__")):
                continue
            case cst.FunctionDef(name=cst.Name(value=name)):
                raise NotPlainError(f"{custom.name} overrides or adds {name} to {base}")
            case cst.SimpleStatementLine(
                body=[cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))])]
            ) if name not in OF_AIRFLOW:
                raise NotPlainError(f"{custom.name} sets {name}, an attribute of {base}")
