"""Branches, short circuits and skips of the plain tier: which tasks stand in which `if`."""

from __future__ import annotations

from collections.abc import Mapping

from translator.graph import DagGraph
from translator.lower.blocks import Arm
from translator.plan import TaskUse


def find_arms(graph: DagGraph, uses: Mapping[str, TaskUse]) -> dict[str, Arm]:
    """The tasks that run for some outcomes of a decision only."""
    del graph, uses
    return {}
