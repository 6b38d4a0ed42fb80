"""PythonVirtualenvOperator, ExternalPythonOperator and `@task.virtualenv`: a function elsewhere.

Airflow: sends the source of the function, its pickled arguments and some of the context to another
Python, and takes the pickled result. Prefect: the emitted helper `run_in_python` does that with the
function as an inner one of the task. They differ in: what the function would get from Airflow's
context there, which is refused (AP204), as is a skip by exception.
"""

from __future__ import annotations

import dataclasses

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.callables.bash_callables import plain_argument
from translator.lower.callables.functions import Rewritten
from translator.lower.context_types import LowerContext
from translator.lower.operators.bash import skip_codes
from translator.lower.operators.polling import is_set
from translator.lower.syntax import Tree
from translator.lower.templates.compiler import Untranslatable
from translator.plan import Code, Import
from translator.rules.data import CONNECTION, TEMPLATE_FILE
from translator.rules.operators import AIRFLOW_IN_CODE, UNMAPPED_ARGUMENT

HELPER = "run_in_python"
RUN = Import(HELPER, HELPER)
SKIP = Import("trigger_rules", "Skip")
INNER = "inside"

VENV = frozenset(
    {
        "PythonVirtualenvOperator",
        "ExternalPythonOperator",
        "BranchPythonVirtualenvOperator",
        "BranchExternalPythonOperator",
        "_PythonVirtualenvDecoratedOperator",
        "_PythonExternalDecoratedOperator",
        "_BranchPythonVirtualenvDecoratedOperator",
        "_BranchExternalPythonDecoratedOperator",
    }
)
BRANCHING = frozenset(name for name in VENV if "Branch" in name)

ARGUMENTS = (
    ("python", "python"),
    ("requirements", "requirements"),
    ("python_version", "version"),
    ("system_site_packages", "system_site_packages"),
    ("pip_install_options", "pip_options"),
    ("index_urls", "index_urls"),
    ("venv_cache_path", "cache"),
    ("env_vars", "env"),
    ("inherit_env", "inherit_env"),
    ("serializer", "serializer"),
)
"""Argument of the operator -> argument of the helper."""
DEFAULTS = {"system_site_packages": True, "inherit_env": True, "serializer": "pickle"}


def as_venv(task: ir.Task, rewritten: Rewritten, ctx: LowerContext) -> Rewritten:
    """The rewritten function, inside a task function that runs it in another Python.

    Raises:
        Untranslatable: it needs more than its source, or an argument has no translation.
    """
    if rewritten.manual:
        return rewritten
    _check(task, rewritten)
    tree = Tree.parse(rewritten.source)
    codes = [(name, code) for given, name in ARGUMENTS if (code := _option(task, given, ctx))]
    skips = skip_codes(task) if task.argument("skip_on_exit_code") is not None else ()
    options = [f"{name}={code.text}" for name, code in codes]
    options += ['serializer="dill"'] * is_set(task, "use_dill")
    if skips:
        options.append(f"skip_on={skips[0] if len(skips) == 1 else list(skips)!r}")
        options += ["skip=Skip"] * (ctx.tier == "rules")
    rules = bool(skips) and ctx.tier == "rules"
    return dataclasses.replace(
        rewritten,
        source=_wrapped(tree, options),
        imports=rewritten.imports.union(
            {RUN, *({SKIP} if rules else ())}, *(code.imports for _, code in codes)
        ),
        names=rewritten.names.union(*(code.names for _, code in codes)),
        support=rewritten.support | {HELPER, *(("trigger_rules",) if rules else ())},
        may_skip=bool(skips),
    )


def _check(task: ir.Task, rewritten: Rewritten) -> None:
    assert task.function is not None
    name = task.function.name
    if name == "<lambda>" or task.function.is_generator or task.function.is_async:
        raise Untranslatable(f"{name} in another Python", AIRFLOW_IN_CODE)
    if rewritten.imports or rewritten.may_skip or rewritten.keys:
        raise Untranslatable(f"{name} uses Airflow in another Python", AIRFLOW_IN_CODE)
    if (given := task.args.get("string_args")) is not None and given.value:
        raise Untranslatable(f"string_args={given.code}", UNMAPPED_ARGUMENT)
    if (given := task.args.get("index_urls_from_connection_ids")) is not None and given.value:
        raise Untranslatable(given.code, CONNECTION)
    if any(one.startswith("*") for one in rewritten.parameters):
        raise Untranslatable(f"{name} takes all of the context", AIRFLOW_IN_CODE)


def _option(task: ir.Task, name: str, ctx: LowerContext) -> Code | None:
    """One argument, where it is not the helper's default."""
    given = task.args.get(name)
    if given is None or (given.known and given.value == DEFAULTS.get(name)):
        return None
    if name == "requirements" and isinstance(given.value, str) and given.value.endswith(".txt"):
        raise Untranslatable(given.value, TEMPLATE_FILE)
    return plain_argument(task, name, ctx)


def _wrapped(tree: Tree, options: list[str]) -> str:
    """The function with its body as an inner one, and the call of the helper after it."""
    function = tree.function
    body = list(tree.body.body)
    docstring = body[:1] if function.get_docstring(clean=False) is not None else []
    inner = function.with_changes(
        name=cst.Name(INNER),
        body=tree.body.with_changes(body=body[len(docstring) :]),
        decorators=[],
        leading_lines=[cst.EmptyLine(indent=False)] if docstring else [],
    )
    params = function.params
    positional = [p.name.value for p in (*params.posonly_params, *params.params)]
    keywords = [f"{p.name.value}={p.name.value}" for p in params.kwonly_params]
    call = ", ".join([INNER, *positional, *keywords, *options])
    line = syntax.with_leading(
        syntax.statement(f"return {HELPER}({call})"), [cst.EmptyLine(indent=False)]
    )
    block = cst.IndentedBlock([*docstring, inner, line])
    return syntax.code(function.with_changes(body=block)).strip("\n")
