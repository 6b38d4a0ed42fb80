"""`@task.bash`: the function makes the command, the task runs it.

Airflow renders the returned text as a template, then does as BashOperator does. A text that the
function returns as it is written becomes Python, as the arguments of the decorator do; the dates
that they read are parameters of the function.
They differ in: a command that is put together from texts with template marks in them, which is
refused (AP304).
"""

from __future__ import annotations

import dataclasses
import re

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.callables.functions import Rewritten
from translator.lower.callables.rewrite import run_feed
from translator.lower.callables.signature import rebuild
from translator.lower.context_types import LowerContext
from translator.lower.operators.bash import RUN_BASH, SKIP, SKIP_CODE, skip_codes
from translator.lower.syntax import Tree
from translator.lower.templates.compiler import Untranslatable, compile_template
from translator.lower.templates.tokens import MARKS
from translator.lower.xcom.pushes import own_returns
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
    codes = [(name, _argument(task, given, ctx)) for given, name in ARGUMENTS]
    passed = [(name, code) for name, code in codes if code is not None]
    skips = _may_skip(task, rewritten)
    options = [*((name, code.text) for name, code in passed), *_skipping(task, ctx, skips)]
    tree = Tree.parse(rewritten.source)
    commands = _commands(tree, rewritten.source, task, ctx)
    for node in list(own_returns(tree)):
        _wrap(tree, node, options, commands.get(id(node)))
    rules = skips and ctx.tier == "rules"
    needed = [*(code for _, code in passed), *commands.values()]
    added = _added(rewritten, tree, frozenset().union(*(code.context for code in needed)))
    return dataclasses.replace(
        rewritten,
        source=_with_parameters(tree, added),
        parameters=(*rewritten.parameters, *added),
        feeds={**rewritten.feeds, **{name: run_feed(name) for name in added}},
        imports=rewritten.imports.union(
            {RUN_BASH, *({SKIP} if rules else ())}, *(code.imports for code in needed)
        ),
        names=rewritten.names.union(*(code.names for code in needed)),
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


def _argument(task: ir.Task, name: str, ctx: LowerContext) -> Code | None:
    """An argument of the decorator; it may read what the flow knows of the run."""
    expr = task.args.get(name)
    if expr is None or expr.value is None or (expr.value is False and name == "append_env"):
        return None
    return _checked(compile_template(expr, ctx, task), f"{name}={expr.code}")


def _checked(code: Code, written: str) -> Code:
    if code.refs or code.loops:
        raise Untranslatable(written)
    return code


def _commands(tree: Tree, source: str, task: ir.Task, ctx: LowerContext) -> dict[int, Code]:
    """What the returned texts with template marks render to, by the statement's id."""
    found: dict[int, Code] = {}
    for node in own_returns(tree):
        value = node.value
        if not isinstance(value, cst.SimpleString | cst.ConcatenatedString):
            continue
        text, written = value.evaluated_value, syntax.code(value)
        if isinstance(text, str) and MARKS.search(text):
            expr = ir.Expr(written, task.span, text, literal=True)
            found[id(node)] = _checked(compile_template(expr, ctx, task), written)
            source = source.replace(written, "", 1)
    if MARKS.search(source):
        raise Untranslatable("the command of a @task.bash function")
    return found


def _added(rewritten: Rewritten, tree: Tree, wanted: frozenset[str]) -> list[str]:
    """Run values that the function needs as parameters of its own."""
    added = sorted(wanted - rewritten.feeds.keys())
    if taken := [n for n in added if n in rewritten.parameters or n in tree.bindings]:
        raise Untranslatable(f"{taken[0]} means something else in the function")
    return added


def _with_parameters(tree: Tree, added: list[str]) -> str:
    """The source of the function with more parameters."""
    function = tree.apply()
    assert isinstance(function, cst.FunctionDef)
    if added:
        params = rebuild(function.params, (), (), dict.fromkeys(added))
        function = function.with_changes(params=params)
    return syntax.code(function).strip("\n")


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


def _wrap(
    tree: Tree, node: cst.Return, options: list[tuple[str, str]], command: Code | None
) -> None:
    if node.value is None:
        raise Untranslatable("a @task.bash function that returns nothing")
    rest = "".join(f", {name}={text}" for name, text in options)
    written = syntax.code(node.value) if command is None else command.text
    tree.replace_text(node.value, f"run_bash({written}{rest})")
