"""Airflow's trigger rules as a function: what becomes of a task once its upstream has settled.

A second statement of the rules beside the one that is emitted, so that each checks the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

Decision = Literal["run", "skipped", "upstream_failed"]


def decide(rule: str, upstream: Iterable[str]) -> Decision:
    """Run, skip or block a task with this rule over these upstream states (semantics, 1.4)."""
    counts = Counter(upstream)
    total = sum(counts.values())
    ok, skipped = counts["success"], counts["skipped"]
    bad = counts["failed"] + counts["upstream_failed"]
    if not total or rule in ("always", "dummy", "all_done", "all_done_setup_success"):
        return "run"
    match rule:
        case "all_success":
            return "upstream_failed" if bad else "skipped" if skipped else "run"
        case "all_failed":
            return "skipped" if ok or skipped else "run"
        case "one_success":
            return "run" if ok else "skipped" if skipped == total else "upstream_failed"
        case "one_failed":
            return "run" if bad else "skipped"
        case "one_done":
            return "run" if ok or counts["failed"] else "skipped"
        case "none_failed":
            return "upstream_failed" if bad else "run"
        case "none_failed_min_one_success" | "none_failed_or_skipped":
            return "upstream_failed" if bad else "skipped" if skipped == total else "run"
        case "none_skipped":
            return "skipped" if skipped else "run"
        case "all_skipped":
            return "skipped" if ok or bad else "run"
        case "all_done_min_one_success":
            return "skipped" if skipped else "run" if ok else "upstream_failed"
    return "run"
