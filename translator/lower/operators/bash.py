"""BashOperator becomes a task that calls the emitted helper `run_bash`.

Airflow: `bash -c`, in a temporary folder; `env` replaces the environment; the last line of stdout
and stderr is the XCom; exit code 99 skips, any other but 0 fails (semantics, section 9).
They differ in: the AIRFLOW_CTX_* variables (AP312). The exit code that skips is looked for only
where the command or an argument mentions it; elsewhere it is a failure, which is loud.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from translator import ir
from translator.lower import syntax
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.flow.sites import finish
from translator.lower.operators.fields import Fields, processed
from translator.lower.operators.manual import lower_manual, manual_task
from translator.lower.sharing.drafts import Draft
from translator.lower.templates.compiler import Untranslatable
from translator.mappings import OperatorMapping
from translator.plan import Import
from translator.rules.data import CONTEXT_DIFFERS
from translator.rules.operators import UNKNOWN_ARGUMENT_VALUE

TEMPLATE_FILES = (".sh", ".bash")
SKIP_CODE = 99
RUN_BASH = Import("run_bash", "run_bash")
SKIP = Import("trigger_rules", "Skip")


def lower_bash(task: ir.Task, ctx: LowerContext, mapping: OperatorMapping) -> Lowered:
    """The task of a BashOperator."""
    fields = Fields(task, ctx)
    fields.body.taken |= {"run_bash", "Skip"}
    try:
        command = fields.template("bash_command", TEMPLATE_FILES)
        if command is None:
            return lower_manual(task, ctx, UNKNOWN_ARGUMENT_VALUE, "bash_command")
        call = f"run_bash({_bare(command)}{_arguments(task, ctx, fields)})"
        call = processed(fields, "output_processor", call)
        fields.check_mapped()
    except Untranslatable as problem:
        ctx.report(problem.rule, task.span, problem.detail, task)
        message = f"{problem.rule.code} {problem.rule.title}: {problem.detail}"
        return manual_task(task, ctx, message)
    _report_variables(task, ctx)
    return finish(task, ctx, _draft(task, ctx, fields, call))


def _bare(command: str) -> str:
    """The command without parentheses of its own: those of the call are around it."""
    node = syntax.expression(command)
    if not node.lpar:
        return command
    return syntax.code(node.with_changes(lpar=node.lpar[1:], rpar=node.rpar[:-1]))


def _draft(task: ir.Task, ctx: LowerContext, fields: Fields, call: str) -> Draft:
    body = fields.body
    skips = {SKIP} if "skip=Skip" in call else set()
    return Draft(
        lines=(f"return {call}",),
        parameters=fields.parameters,
        args=body.arguments(),
        mapped=fields.mapped,
        mapped_kwargs=fields.mapped_kwargs,
        imports=frozenset(body.imports | {RUN_BASH} | skips),
        names=frozenset(body.names),
        support_files=frozenset({"run_bash"} | ({"trigger_rules"} if skips else set())),
        may_skip=may_skip(task),
    )


def _arguments(task: ir.Task, ctx: LowerContext, fields: Fields) -> str:
    append = fields.value("append_env")
    return fields.keywords(
        env=fields.template("env"),
        append_env=None if append == "False" else append,
        cwd=fields.template("cwd"),
        encoding=fields.value("output_encoding"),
        **skip_arguments(task, ctx),
    )


def skip_arguments(task: ir.Task, ctx: LowerContext) -> dict[str, str | None]:
    """`skip_on` and `skip` of `run_bash`: which exit codes skip, and how."""
    codes = skip_codes(task)
    if not codes or not may_skip(task):
        return {}
    listed = repr(codes[0]) if len(codes) == 1 else repr(list(codes))
    return {"skip_on": listed, "skip": "Skip" if ctx.tier == "rules" else None}


def skip_codes(task: ir.Task) -> tuple[int, ...]:
    """Exit codes that skip: 99 unless the operator says otherwise; none in 1.10."""
    given = task.argument("skip_on_exit_code") or task.argument("skip_exit_code")
    if given is None:
        return (SKIP_CODE,)
    if isinstance(given.value, int):
        return (given.value,)
    if isinstance(given.value, Collection) and not isinstance(given.value, str):
        return tuple(code for code in given.value if isinstance(code, int))
    return ()


def may_skip(task: ir.Task) -> bool:
    """Whether the task plausibly ends skipped: it names a code, or the command's text has it."""
    given = task.argument("skip_on_exit_code") or task.argument("skip_exit_code")
    if given is not None:
        return bool(skip_codes(task))
    command = task.argument("bash_command")
    if command is None:
        return False
    if re.search(rf"\b{SKIP_CODE}\b", command.code):
        return True
    leaves = r"(exit|return)\W*" if command.loops else ""  # an element of a loop may be a 99
    return re.search(rf"\b{leaves}{SKIP_CODE}\b", str(command.value)) is not None


def _report_variables(task: ir.Task, ctx: LowerContext) -> None:
    command = task.argument("bash_command")
    if command is not None and "AIRFLOW_CTX_" in str(command.value):
        ctx.report(CONTEXT_DIFFERS, command.span, "AIRFLOW_CTX_* variables are not set", task)
