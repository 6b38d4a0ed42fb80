"""Members of Airflow's enumerations in a callable: `WeekDay.SATURDAY`, `TaskInstanceState.FAILED`.

Airflow: `WeekDay` is an `IntEnum` that counts from Monday, 1; states and types of runs are texts.
Prefect has no counterpart of its own: the plain number or text is equal to the member.
"""

from __future__ import annotations

from collections.abc import Mapping

import libcst as cst

from translator.lower.callables.rewrite import Rewrite

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

WEEK_DAY = "airflow.providers.standard.utils.weekday.WeekDay"

TEXTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        ["airflow.sdk.TaskInstanceState", "airflow.utils.state.State", "airflow.sdk.State"],
        frozenset(
            {"success", "failed", "skipped", "upstream_failed", "running", "queued", "scheduled"}
        ),
    ),
    "airflow.sdk.DagRunState": frozenset({"success", "failed", "running", "queued"}),
    "airflow.utils.types.DagRunType": frozenset({"manual", "scheduled"}),
}
"""Enumeration -> values of its members; a member's name is its value in capitals."""


def rewrite_member(state: Rewrite, node: cst.CSTNode, name: str) -> bool:
    """Put the value in the place of a member, or of its `.value`; False: it is none."""
    owner, _, member = name.removesuffix(".value").rpartition(".")
    value = member.lower()
    if not member.isupper():
        return False
    if owner == WEEK_DAY and value in DAYS:
        state.tree.replace_text(node, str(DAYS.index(value) + 1))
        return True
    if value in TEXTS.get(owner, ()):
        state.tree.replace_text(node, f'"{value}"')
        return True
    return False
