"""A name that both the user's code and an import of ours want: ours gives way.

`import datetime` of the user's stays; our `from datetime import datetime` becomes
`datetime.datetime` in the text that is ours. Where the user's name is something else altogether,
ours gets an alias: `from prefect import task as prefect_task`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from translator.plan import Block, Flow, FlowParameter, Import, Line, Module, Suite, TaskDef

# What `datetime.x` is of the module; anything else (`datetime.now`) is of the class.
OF_MODULE = {"datetime": "datetime|date|time|timedelta|timezone|tzinfo|UTC|MINYEAR|MAXYEAR"}

DECORATORS = (
    Import("prefect", "task"),
    Import("prefect", "flow"),
    Import("trigger_rules", "task"),
    Import("mapped_runs", "task"),
)


def resolve_conflicts(
    module: Module, names: frozenset[str], heads: Mapping[str, int] | None = None
) -> Module:
    """The module with our imports out of the way of `names`, which the user's own code binds.

    `heads` says how many blocks at the start of each flow (by Python name) are ours alone.
    """
    user = module.imports
    tasks = tuple(_task(task, _renamed(task.imports, user, names)) for task in module.tasks)
    flows = tuple(
        _flow(flow, user, names, (heads or {}).get(flow.name, 0)) for flow in module.flows
    )
    taken = frozenset(_aliased(one) for one in DECORATORS if one.name in names)
    return replace(module, tasks=tasks, flows=flows, imports=user | taken)


def _renamed(
    ours: frozenset[Import], user: frozenset[Import], names: frozenset[str]
) -> dict[Import, str]:
    """What to write for each import of ours whose name is taken."""
    return {one: _instead(one, user) for one in ours - user if _local(one) in names}


def _instead(one: Import, user: frozenset[Import]) -> str:
    if one.name and Import(one.module) in user:
        return f"{one.module}.{one.name}"
    return _aliased(one).alias


def _aliased(one: Import) -> Import:
    top = one.module.split(".")[0]
    return replace(one, alias=f"{top}_{one.name}" if one.name else f"{top}_module")


def _local(one: Import) -> str:
    return one.alias or one.name or one.module.split(".")[0]


def _imports(ours: frozenset[Import], renamed: Mapping[Import, str]) -> frozenset[Import]:
    aliased = (_aliased(one) for one, text in renamed.items() if "." not in text)
    return (ours - frozenset(renamed)) | frozenset(aliased)


def _task(task: TaskDef, renamed: Mapping[Import, str]) -> TaskDef:
    ours = {one: text for one, text in renamed.items() if _tells_apart(one, text, task.names)}
    if not ours:
        return task
    return replace(task, source=_write(task.source, ours), imports=_imports(task.imports, ours))


def _tells_apart(one: Import, instead: str, names: frozenset[str]) -> bool:
    """Whether what is ours can be told from the user's own in a text that has both."""
    return _local(one) not in names or ("." in instead and one.module in OF_MODULE)


def _flow(flow: Flow, user: frozenset[Import], names: frozenset[str], head: int) -> Flow:
    imports = flow.imports.union(*(one.imports for one in flow.parameters))
    renamed = _renamed(imports, user, names)
    if not renamed:
        return flow
    rest = {one: text for one, text in renamed.items() if _tells_apart(one, text, flow.names)}
    body = [
        _block(block, renamed if place < head else rest) for place, block in enumerate(flow.body)
    ]
    return replace(
        flow,
        body=tuple(body),
        parameters=tuple(_parameter(one, renamed) for one in flow.parameters),
        imports=_imports(flow.imports, renamed),
    )


def _parameter(one: FlowParameter, renamed: Mapping[Import, str]) -> FlowParameter:
    return replace(
        one,
        annotation=_write(one.annotation, renamed),
        default=_write(one.default, renamed),
        imports=one.imports - frozenset(renamed),
    )


def _block(block: Block, renamed: Mapping[Import, str]) -> Block:
    match block:
        case Line():
            return replace(block, text=_write(block.text, renamed))
        case Suite():
            body = tuple(_block(one, renamed) for one in block.body)
            return replace(block, header=_write(block.header, renamed), body=body)
        case _:
            return block


def _write(text: str, renamed: Mapping[Import, str]) -> str:
    for one, instead in renamed.items():
        theirs = rf"(?!\.(?:{OF_MODULE[one.module]})\b)" if one.module in OF_MODULE else ""
        ours = rf"(?<![\w.])(?<!def ){re.escape(_local(one))}(?!\w|\s*=[^=]){theirs}"
        text = re.sub(ours, instead, text)
    return text
