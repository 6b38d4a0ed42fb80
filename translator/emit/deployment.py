"""prefect.yaml and requirements.txt for a folder of emitted modules.

`prefect deploy --all`, run in the output folder, makes one deployment a flow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from translator.plan import Deployment, Module, ScheduleSpec

HEADER = """\
# Deploy every flow below, from this folder:
#
#     prefect work-pool create --type process {pool}
#     prefect deploy --all
#     prefect worker start --pool {pool}
"""

FOLDER = "{{ $PWD }}"
"""The folder that `prefect deploy` was run in; Prefect fills it in then."""

PREFECT = (
    "prefect>=3.7,<4",
    # With 0.151, the server of Prefect 3.8 refuses what `prefect deploy` sends (a null for a body
    # field with a default); with a newer one yet it doesn't start.
    "fastapi<0.151",
)


def prefect_yaml(
    modules: Sequence[Module], work_pool: str, more: Sequence[dict[str, Any]] = ()
) -> str:
    """The text of prefect.yaml; `more`: entries of files that were converted before."""
    deployments = [
        _deployment(module, one, work_pool) for module in modules for one in module.deployments
    ]
    if more:
        deployments = sorted([*deployments, *more], key=lambda entry: str(entry["entrypoint"]))
    document = {
        "pull": [
            {"prefect.deployments.steps.set_working_directory": {"directory": FOLDER}},
        ],
        "deployments": deployments,
    }
    text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)
    return f"{HEADER.format(pool=work_pool)}\n{text}"


def requirements_text(modules: Sequence[Module], more: Iterable[str] = ()) -> str:
    """The text of requirements.txt: Prefect, and what the emitted code needs beyond it.

    `more`: lines for files that were converted before.
    """
    needed = frozenset(more).union(*(module.requirements for module in modules)) - {*PREFECT}
    return "\n".join([*PREFECT, *sorted(needed)]) + "\n"


def _deployment(module: Module, one: Deployment, work_pool: str) -> dict[str, Any]:
    """One entry under `deployments:`; what is not set is left out."""
    entry: dict[str, Any] = {
        "name": one.name,
        "entrypoint": f"{module.path}:{one.flow}",
        "description": one.description,
        "tags": list(one.tags),
        "parameters": dict(one.parameters),
        "schedules": [_schedule(spec) for spec in one.schedules],
        "triggers": [dict(trigger) for trigger in one.triggers],
        "concurrency_limit": one.concurrency_limit,
        "paused": one.paused,
        "work_pool": {"name": work_pool},
    }
    return {key: value for key, value in entry.items() if value not in (None, [], {})}


def _schedule(spec: ScheduleSpec) -> dict[str, Any]:
    entry = {
        "cron": spec.cron,
        "interval": spec.interval,
        "anchor_date": spec.anchor_date,
        "rrule": spec.rrule,
        "timezone": spec.timezone,
        "active": None if spec.active else False,
    }
    return {key: value for key, value in entry.items() if value is not None}
