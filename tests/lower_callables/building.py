"""A callable in, a task function out: builds the ir by hand, without the loader.

`ast` is used here only to read a signature the way the loader does.
"""

from __future__ import annotations

import ast
import textwrap
from dataclasses import dataclass, field, replace

from translator import ir
from translator.diagnostics import Span
from translator.ir import UNKNOWN
from translator.lower.callables.functions import Rewritten, Surroundings, rewrite_callable
from translator.lower.callables.rewrite import Sharer
from translator.lower.code import code_of

SPAN = Span("dag.py")

# What the callables of these tests import at module level.
IMPORTS = {
    "AirflowException": "airflow.sdk.exceptions.AirflowException",
    "AirflowFailException": "airflow.sdk.exceptions.AirflowFailException",
    "AirflowSkipException": "airflow.sdk.exceptions.AirflowSkipException",
    "BaseHook": "airflow.sdk.BaseHook",
    "Context": "airflow.sdk.Context",
    "LoggingMixin": "airflow.utils.log.logging_mixin.LoggingMixin",
    "PostgresHook": "airflow.providers.postgres.hooks.postgres.PostgresHook",
    "TaskInstance": "airflow.models.taskinstance.TaskInstance",
    "Variable": "airflow.sdk.Variable",
    "XCom": "airflow.sdk.execution_time.xcom.XCom",
    "provide_session": "airflow.utils.session.provide_session",
    "task": "airflow.sdk.task",
    "get_current_context": "airflow.sdk.get_current_context",
    "airflow": "airflow",
}


def imported(local: str) -> ir.ImportedName:
    """One of IMPORTS as the loader tells of it."""
    module, _, name = IMPORTS[local].rpartition(".")
    return ir.ImportedName(local, module or name, name if module else None, None, IMPORTS[local])


def expr(code: str, **extra: object) -> ir.Expr:
    """An expression of the DAG file; its value is known where it is a literal."""
    try:
        value: object = ast.literal_eval(code)
        literal = True
    except ValueError:
        value, literal = UNKNOWN, False
    return replace(ir.Expr(code, SPAN, value, literal=literal), **extra)  # type: ignore[arg-type]


def function(source: str, **extra: object) -> ir.Function:
    """The function of a `def` (or a lambda), as the loader makes it."""
    text = textwrap.dedent(source).strip()
    node = ast.parse(text).body[0]
    if isinstance(node, ast.Expr):
        assert isinstance(node.value, ast.Lambda)
        return ir.Function("<lambda>", "", SPAN, text, parameters(node.value.args), **extra)  # type: ignore[arg-type]
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    return ir.Function(
        name=node.name,
        module="",
        span=SPAN,
        source=text,
        parameters=parameters(node.args),
        returns=ast.unparse(node.returns) if node.returns else None,
        docstring=ast.get_docstring(node),
        is_async=isinstance(node, ast.AsyncFunctionDef),
        is_generator=any(isinstance(n, ast.Yield | ast.YieldFrom) for n in ast.walk(node)),
        **extra,  # type: ignore[arg-type]
    )


def parameters(args: ast.arguments) -> tuple[ir.Parameter, ...]:
    """The parameters of a signature."""
    positional = [*args.posonlyargs, *args.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(args.defaults))
    found = []
    for arg, default in zip(positional, [*defaults, *args.defaults], strict=True):
        kind = "positional_only" if arg in args.posonlyargs else "normal"
        found.append(_parameter(arg, kind, default))
    if args.vararg:
        found.append(_parameter(args.vararg, "var_positional"))
    for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        found.append(_parameter(arg, "keyword_only", default))
    if args.kwarg:
        found.append(_parameter(args.kwarg, "var_keyword"))
    return tuple(found)


def _parameter(arg: ast.arg, kind: str, default: ast.expr | None = None) -> ir.Parameter:
    return ir.Parameter(
        arg.arg,
        kind,  # type: ignore[arg-type]
        ast.unparse(default) if default else None,
        ast.unparse(arg.annotation) if arg.annotation else None,
    )


@dataclass
class Case:
    """A callable among other tasks: `extract` and `transform` are upstream of it."""

    source: str
    task_id: str = "load"
    tier: str = "plain"
    major: int = 3
    text: str = ""
    """The module around the callable."""
    upstream: tuple[str, ...] = ("extract", "transform", "group.inner")
    others: tuple[str, ...] = ()
    """Tasks that are not upstream."""
    op_args: tuple[str, ...] = ()
    op_kwargs: dict[str, str] = field(default_factory=dict)
    args: dict[str, str] = field(default_factory=dict)
    closure: dict[str, ir.Expr] = field(default_factory=dict)
    frames: tuple[ir.Frame, ...] = ()
    retries: int = 0
    taskflow: bool = False
    decorators: tuple[str, ...] = ()
    quiet: str = ""
    """The callable of one more upstream task, `quiet`."""
    helpers: tuple[str, ...] = ()
    """Other functions of the module."""
    again: tuple[dict[str, str], ...] = ()
    """op_kwargs of more tasks that run the same callable: `load_1`, `load_2`, ..."""

    def file(self) -> tuple[ir.DagFile, tuple[Sharer, ...], ir.Function]:
        made = function(self.source, closure=self.closure, decorators=self.decorators)
        ids = [self.task_id, *(f"{self.task_id}_{n + 1}" for n in range(len(self.again)))]
        own = [
            self._task(one, made, kwargs)
            for one, kwargs in zip(ids, [self.op_kwargs, *self.again], strict=True)
        ]
        others = [
            ir.Task(one, "EmptyOperator" if one == "start" else "Other", SPAN, n)
            for n, one in enumerate((*self.upstream, *self.others))
        ]
        if self.quiet:
            others.append(ir.Task("quiet", "Other", SPAN, 98, function=function(self.quiet)))
        edges = tuple(ir.Edge(up, one.task_id) for up in (*self.upstream, "quiet") for one in own)
        dag = ir.Dag("shop", SPAN, ir.Schedule("none"), (*others, *own), edges, major=self.major)
        imports = ir.Statement(1, 1, 1, "import", imports=tuple(imported(n) for n in IMPORTS))
        functions = {one.name: one for one in map(function, self.helpers)}
        file = ir.DagFile(
            "dag.py", self.text, "ok", (dag,), (imports,), functions, major=self.major
        )
        return file, tuple(Sharer(dag, one) for one in own), made

    def _task(self, task_id: str, made: ir.Function, kwargs: dict[str, str]) -> ir.Task:
        return ir.Task(
            task_id,
            "airflow.providers.standard.operators.python.PythonOperator",
            SPAN,
            site=99,
            args={name: expr(code) for name, code in self.args.items()},
            function=made,
            call_args=tuple(expr(code) for code in self.op_args),
            call_kwargs={name: expr(code) for name, code in kwargs.items()},
            retries=self.retries,
            frames=self.frames,
            taskflow=self.taskflow,
        )

    def rewrite(self, name: str | None = None) -> Rewritten:
        """The task function."""
        file, sharers, made = self.file()
        around = Surroundings(file, IMPORTS, self.tier)  # type: ignore[arg-type]
        wanted = name or ("load" if made.name == "<lambda>" else made.name)
        return rewrite_callable(made, wanted, sharers, around)


def codes(rewritten: Rewritten) -> list[str]:
    """The codes of what was found, in order."""
    return [finding.rule.code for finding in rewritten.findings]


def fed(case: Case, rewritten: Rewritten, which: int = 0) -> dict[str, str]:
    """What the flow passes for the parameters that were added, with refs written out."""
    _, sharers, _ = case.file()
    found = {}
    for name, feed in rewritten.feeds.items():
        code = feed.codes(sharers[which], code_of)
        text = code.text
        for placeholder, ref in code.refs.items():
            assert isinstance(ref, ir.XComRef)
            key = "" if ref.key == "return_value" else f"[{ref.key}]"
            text = text.replace(placeholder, f"<{ref.task_id}{key}>")
        found[name] = text
    return found


def check(
    before: str,
    after: str,
    *expected_codes: str,
    feeds: dict[str, str] | None = None,
    **options: object,
) -> Rewritten:
    """The callable becomes `after`, with exactly these diagnostics."""
    case = Case(before, **options)  # type: ignore[arg-type]
    result = case.rewrite()
    assert result.source == textwrap.dedent(after).strip()
    assert codes(result) == list(expected_codes)
    compile(result.source, "<after>", "exec")
    if feeds is not None:
        assert fed(case, result) == feeds
    return result


def check_noop(source: str, **options: object) -> Rewritten:
    """The callable stays word for word, nothing is said and nothing added."""
    result = check(source, source, **options)  # type: ignore[arg-type]
    assert not result.feeds
    assert not result.imports
    return result
