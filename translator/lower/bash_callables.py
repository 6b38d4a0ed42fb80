"""`@task.bash`: the function makes the command, the task runs it.

Airflow renders the returned text as a template, then does as BashOperator does.
They differ in: a command with template marks in it, which is refused (AP304).
"""

from __future__ import annotations

import dataclasses
import re

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.bash import RUN_BASH, SKIP, SKIP_CODE, skip_codes
from translator.lower.callables import Rewritten
from translator.lower.context_types import LowerContext
from translator.lower.syntax import Tree
from translator.lower.templates import Untranslatable, compile_template
from translator.lower.templates_tokens import MARKS
from translator.lower.xcom_pushes import own_returns
from translator.plan import Code

BASH = frozenset({"_BashDecoratedOperator"})

ARGUMENTS = (
    ("env", "env"),
    ("append_env", "append_env"),
    ("cwd", "cwd"),
    ("output_encoding", "encoding"),
)
"""Argument of the decorator -> argument of `run_bash`."""


def as_bash(task: ir.Task, rewritten: Rewritten, ctx: LowerContext) -> Rewritten:
    """The rewritten function, with what it returns given to `run_bash`.

    Raises:
        Untranslatable: the command, or an argument of the decorator, has no translation.
    """
    if rewritten.manual:
        return rewritten
    if MARKS.search(rewritten.source):
        raise Untranslatable("the command of a @task.bash function")
    codes = [(name, plain_argument(task, given, ctx)) for given, name in ARGUMENTS]
    passed = [(name, code) for name, code in codes if code is not None]
    skips = _may_skip(task, rewritten)
    options = [*((name, code.text) for name, code in passed), *_skipping(task, ctx, skips)]
    tree = Tree.parse(rewritten.source)
    for node in list(own_returns(tree)):
        _wrap(tree, node, options)
    rules = skips and ctx.tier == "rules"
    return dataclasses.replace(
        rewritten,
        source=syntax.code(tree.apply()).strip("\n"),
        imports=rewritten.imports.union(
            {RUN_BASH, *({SKIP} if rules else ())}, *(code.imports for _, code in passed)
        ),
        names=rewritten.names.union(*(code.names for _, code in passed)),
        support=rewritten.support | {"run_bash", *(("trigger_rules",) if rules else ())},
        may_skip=rewritten.may_skip or skips,
    )


def plain_argument(task: ir.Task, name: str, ctx: LowerContext) -> Code | None:
    """An argument of the decorator that is the same in every run.

    Raises:
        Untranslatable: it is not.
    """
    expr = task.args.get(name)
    if expr is None or expr.value is None or (expr.value is False and name == "append_env"):
        return None
    code = compile_template(expr, ctx, task)
    if code.context or code.refs or code.loops:
        raise Untranslatable(f"{name}={expr.code}")
    return code


def _may_skip(task: ir.Task, rewritten: Rewritten) -> bool:
    if task.argument("skip_on_exit_code") is not None:
        return bool(skip_codes(task))
    return re.search(rf"\b{SKIP_CODE}\b", rewritten.source) is not None


def _skipping(task: ir.Task, ctx: LowerContext, skips: bool) -> list[tuple[str, str]]:
    if not skips:
        return []
    codes = skip_codes(task)
    listed = repr(codes[0]) if len(codes) == 1 else repr(list(codes))
    return [("skip_on", listed), *([("skip", "Skip")] if ctx.tier == "rules" else [])]


def _wrap(tree: Tree, node: cst.Return, options: list[tuple[str, str]]) -> None:
    if node.value is None:
        raise Untranslatable("a @task.bash function that returns nothing")
    rest = "".join(f", {name}={text}" for name, text in options)
    tree.replace_text(node.value, f"run_bash({syntax.code(node.value)}{rest})")
