"""The table of rules, one file a family."""

from __future__ import annotations

from translator.diagnostics import Rule
from translator.rules import (
    data,
    files,
    internal,
    load,
    mapping,
    operators,
    schedule,
    trigger_rules,
)

FAMILIES = (load, operators, data, mapping, trigger_rules, schedule, files, internal)


def _collect() -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for family in FAMILIES:
        for value in vars(family).values():
            if isinstance(value, Rule):
                if value.code in rules:
                    raise ValueError(f"two rules share the code {value.code}")
                rules[value.code] = value
    return dict(sorted(rules.items()))


RULES: dict[str, Rule] = _collect()
