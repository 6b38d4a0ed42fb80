"""EmailOperator becomes a task that calls the emitted helper `smtp_mail` (see `sent_emails`)."""

from __future__ import annotations

from translator import ir
from translator.lower.callables.sent_emails import MODULE, SEND
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.flow.sites import finish
from translator.lower.operators.fields import Fields
from translator.lower.operators.manual import refused
from translator.lower.sharing.drafts import Draft
from translator.lower.templates.compiler import Untranslatable
from translator.mappings import OperatorMapping
from translator.rules.data import EMAIL
from translator.rules.operators import UNKNOWN_ARGUMENT_VALUE

NAMED = ("from_email", "files", "cc", "bcc", "mime_subtype", "mime_charset", "conn_id")
FILES = (".html",)


def lower_email(task: ir.Task, ctx: LowerContext, mapping: OperatorMapping) -> Lowered:
    """A task that sends an e-mail."""
    fields = Fields(task, ctx)
    fields.body.taken |= {SEND.name}
    try:
        line = _call(fields)
        fields.check_mapped()
    except Untranslatable as problem:
        return refused(task, ctx, problem)
    given = fields.given("conn_id")
    server = f"the server of {given.code}" if given else "the mail server"
    ctx.report(EMAIL, task.span, f"{server} is set in the environment", task)
    body = fields.body
    draft = Draft(
        lines=(line,),
        parameters=fields.parameters,
        args=body.arguments(),
        mapped=fields.mapped,
        mapped_kwargs=fields.mapped_kwargs,
        imports=frozenset(body.imports | {SEND}),
        names=frozenset(body.names),
        support_files=frozenset({MODULE}),
    )
    return finish(task, ctx, draft)


def _call(fields: Fields) -> str:
    first = []
    for name in ("to", "subject", "html_content"):
        source = fields.template(name, FILES)
        if source is None:
            raise Untranslatable(f"an e-mail without {name}", UNKNOWN_ARGUMENT_VALUE)
        first.append(source)
    rest = {name: fields.template(name, FILES) for name in NAMED}
    headers = fields.value("custom_headers")
    return (
        f"return {SEND.name}({', '.join(first)}{fields.keywords(**rest, custom_headers=headers)})"
    )
