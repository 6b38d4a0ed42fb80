"""`outlets=[...]` becomes a hook that tells Prefect which assets a task has updated.

Airflow: one event for each outlet when the task succeeds, none when it fails or skips.
Prefect: the emitted helper `asset_events` makes the hook; deployments wait for its events
(`asset_triggers`). What a callable adds to the events is in `asset_events`.
"""

from __future__ import annotations

from translator import ir
from translator.lower.context_types import LowerContext
from translator.lower.deployment.asset_keys import alias_key, asset_key, resolved
from translator.plan import Code, Import
from translator.rules.operators import UNMAPPED_ARGUMENT

HELPER = "asset_events"
UPDATES = Import(HELPER, "updates")


def outlet_hook(task: ir.Task, ctx: LowerContext) -> Code | None:
    """The hook of a task that updates assets."""
    given = task.argument("outlets")
    if given is None or (given.known and not given.value):
        return None
    value = given.value
    refs = list(value) if isinstance(value, list | tuple | set) else [value]
    assets = [resolved(one, ctx.file) for one in refs if isinstance(one, ir.AssetRef)]
    keys = [key for one in assets if (key := asset_key(one)) is not None]
    aliases = [key for one in assets if (key := alias_key(one)) is not None]
    if len(keys) + len(aliases) < len(refs):
        owner = task if "outlets" in task.args else None
        ctx.report(UNMAPPED_ARGUMENT, given.span, f"outlets={_written(given)}", owner)
    if not keys and not aliases:
        return None
    arguments = [*map(repr, keys)]
    if aliases:
        arguments.append(f"aliases=[{', '.join(map(repr, aliases))}]")
    return Code(f"updates({', '.join(arguments)})", frozenset({UPDATES}))


def _written(given: ir.Expr) -> str:
    """The argument, with the names of its assets for the placeholders."""
    text = given.code
    for placeholder, ref in given.refs.items():
        name = (ref.uri or ref.name) if isinstance(ref, ir.AssetRef) else None
        text = text.replace(placeholder, name or "?")
    return text
