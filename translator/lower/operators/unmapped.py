"""An operator that no mapping knows: a task that raises, the call that it stands for beside it.

The call is written as Prefect would write it: a template is an f-string, what comes from the run,
from another task or from a loop is a parameter, and the flow passes it. So the task has its place
in the graph and its values at hand; only what the operator did is missing.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from translator import ir
from translator.diagnostics import Rule
from translator.lower.callables.beside import names_beside
from translator.lower.code import code_of
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.flow.sites import finish
from translator.lower.operators.fields import Fields
from translator.lower.operators.manual import manual_task, mentioned
from translator.lower.operators.options import HANDLED, INERT, REPORTED
from translator.lower.sharing.drafts import Draft
from translator.lower.templates.compiler import Untranslatable, is_template

EVERYWHERE = (HANDLED | INERT | REPORTED.keys()) - {"resources", "do_xcom_push"}
"""Arguments that every operator has: the decorator and the flow say them."""

OF_DAGS = frozenset(
    {
        "catchup",
        "concurrency",
        "dag_id",
        "dagrun_timeout",
        "default_view",
        "depend_on_past",
        "depends_on_downstream",
        "description",
        "is_paused_upon_creation",
        "max_active_runs",
        "max_active_tasks",
        "orientation",
        "provide_context",
        "retry_interval",
        "schedule",
        "schedule_interval",
        "tags",
        "template_searchpath",
        "timezone",
    }
)
"""What people write in `default_args` although no operator takes it: Airflow ignores it there."""

_FILE = re.compile(r"\.[A-Za-z]\w*$")


def lower_unmapped(task: ir.Task, ctx: LowerContext, rule: Rule, detail: str) -> Lowered:
    """Report `rule`; a task that raises, with the operator's call as a comment."""
    ctx.report(rule, task.span, detail, task)
    message = f"{rule.code} {rule.title}: {detail}"
    fields = Fields(task, ctx)
    try:
        call = tuple(_call(fields))
        fields.check_mapped()
        mapped_kwargs = fields.mapped_kwargs
    except Untranslatable:
        return manual_task(task, ctx, message)
    body = fields.body
    kept, above = names_beside(ctx.file, body.names)
    return finish(
        task,
        ctx,
        Draft(
            lines=(
                *mentioned((*above, *call)),
                f"raise NotImplementedError({message!r})",
            ),
            parameters=fields.parameters,
            args=body.arguments(),
            mapped=fields.mapped,
            mapped_kwargs=mapped_kwargs,
            names=kept,
            support="manual",
        ),
    )


def _call(fields: Fields) -> list[str]:
    """The lines of the call."""
    name, lines = fields.task.operator.rsplit(".", 1)[-1], list(_arguments(fields))
    return [f"{name}(", *lines, ")"] if lines else [f"{name}()"]


def _arguments(fields: Fields) -> Iterator[str]:
    mapped = fields.task.mapped
    names = [*fields.task.args, *fields.task.inherited]
    names += [name for name in (mapped.arguments if mapped else ()) if name not in names]
    for name in names:
        shown = name not in EVERYWHERE and not (name in OF_DAGS and name not in fields.task.args)
        if shown and (source := _source(fields, name)) is not None:
            yield from _argument(name, source)
    params = fields.task.args.get("params")
    if params is not None and any(_reads_params(given) for given in fields.task.args.values()):
        yield from _argument("params", fields.body.inline(code_of(params)))


def _argument(name: str, source: str) -> list[str]:
    return textwrap.indent(f"{name}={_at_margin(source)},", "    ").split("\n")


def _renders(task: ir.Task, name: str) -> bool:
    """Whether Airflow may render the argument: a class of the user's lists its template fields."""
    custom = task.custom
    plain = custom is not None and (custom.base or "").startswith("airflow.sdk.")
    return custom is None or not plain or name in custom.template_fields


def _reads_params(given: ir.Expr) -> bool:
    """Whether a template may read params: in a file, or one that stays as it is."""
    text = given.value if isinstance(given.value, str) else ""
    return "params." in given.code or ("\n" not in text and bool(_FILE.search(text)))


def _at_margin(source: str) -> str:
    """An expression over several lines, the last of them at the left margin."""
    first, *rest = source.split("\n")
    return "\n".join([first, *textwrap.dedent("\n".join(rest)).split("\n")]) if rest else first


def _source(fields: Fields, name: str) -> str | None:
    """The argument as it reads in the task; a template without translation stays as it is."""
    if fields.is_mapped(name):
        return fields.template(name)
    given = fields.given(name)
    if given is None:
        return None
    if is_template(given.value) and _renders(fields.task, name):
        try:
            return fields.template(name)
        except Untranslatable:
            return fields.body.inline(code_of(given))
    return fields.value(name)
