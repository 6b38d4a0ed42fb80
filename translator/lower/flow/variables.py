"""Names for futures: `loaded = load_table.submit(...)`.

The past participle of the function's verb where it has a known one (two `load_...` in one flow:
`loaded_orders`), else the name the DAG file gave the task, else the function's name and `_run`.
A name never hides a task function, a constant, a run value or anything else the flow reads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from translator import ir
from translator.ir import RETURN_VALUE
from translator.lower.flow.blocks import Step, Unit
from translator.lower.flow.verbs import participle
from translator.lower.names import NameTable, slug

# The results of small tasks of our own.
VALUES = {
    "concatenate": "concatenated",
    "pushed_only": "pushed",
    "zip_lists": "zipped",
    "zip_longest": "zipped",
}


@dataclass
class Variables:
    """The local names of one flow."""

    names: NameTable
    """Local table: it knows the module's names, and those that the flow reads."""
    units: Sequence[Unit] = ()
    _shared: Counter[str] = field(default_factory=Counter)
    _verbs: Counter[str] = field(default_factory=Counter)
    _owners: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._shared = Counter(self._definition(unit.first) for unit in self.units)
        words = {self._word(unit.first) for unit in self.units}
        self._verbs = Counter(word.split("_")[0] for word in words)

    @staticmethod
    def _definition(step: Step) -> str:
        return (step.use.definition if step.use else None) or slug(step.step_id)

    def _word(self, step: Step) -> str:
        """What the name is made of: the function, or the task where several share a function."""
        definition = self._definition(step)
        if self._shared[definition] > 1 and step.kind == "task":
            return _without_elements(step)
        return definition

    def claim(self, wanted: str) -> str:
        """A free name."""
        return self.names.claim(wanted)

    def future(self, unit: Unit) -> str:
        """The variable of a future (or of a list of futures, for mapped tasks)."""
        return self.claim(self._distinct(unit, "{base}_{target}"))

    def collection(self, unit: Unit, wanted: str | None) -> str:
        """The list or dict that collects the futures of a loop."""
        return self.claim(wanted or self._distinct(unit, "all_{base}"))

    def _distinct(self, unit: Unit, other: str) -> str:
        """A name for the unit; where its variable and its list need one each, two that differ."""
        base = self._wanted(unit)
        if self._owners.setdefault(base, unit.name) != unit.name or not self.names.taken(base):
            return base
        loops = [s.header.target for s in unit.first.scopes if isinstance(s.header, ir.Loop)]
        return other.format(base=base, target=loops[-1] if loops else "run")

    def _wanted(self, unit: Unit) -> str:
        step = unit.first
        if step.kind == "pick":
            return self._value(step)
        if step.kind == "join" and step.use and step.use.variable:
            return step.use.variable
        if step.kind == "join":
            return slug((step.task.variable if step.task else None) or step.step_id)
        if step.use and step.use.variable:
            return step.use.variable
        if step.use and step.use.decides == "branch":
            return self._picked(step)
        return self._from_verb(self._word(step)) or self._from_source(step)

    def _value(self, step: Step) -> str:
        """The result of a task of our own: one key, or a list reworked."""
        source, bracket, key = step.step_id.rpartition("[")
        if bracket and key == f"{RETURN_VALUE}]":
            return slug(source.rpartition("<")[2].rpartition(".")[2]) + "_result"
        if bracket:
            return slug(key.rstrip("]"), "value")
        definition = self._definition(step)
        return VALUES.get(definition) or definition.removesuffix("_each") + "_values"

    def _picked(self, step: Step) -> str:
        branches = [u for u in self.units if u.first.use and u.first.use.decides == "branch"]
        word = self._word(step)
        return "picked" if len(branches) == 1 else f"picked_{word.partition('_')[2] or word}"

    def _from_verb(self, definition: str) -> str | None:
        verb, _, rest = definition.partition("_")
        done = participle(verb)
        if done is None:
            return None
        rest = rest.removesuffix("_task")
        return f"{done}_{rest}" if rest and self._verbs[verb] > 1 else done

    def _from_source(self, step: Step) -> str:
        variable = step.task.variable if step.task else None
        if variable and not self.names.taken(variable):
            return variable
        return self._word(step).removesuffix("_task") + "_run"


def _without_elements(step: Step) -> str:
    """The task's name without what the loops around it bring: `part` of `part_0`."""
    name = word = slug(step.step_id.rpartition(".")[2])
    for scope in step.scopes:
        values = scope.header.values.values() if isinstance(scope.header, ir.Loop) else ()
        for value in values:
            text = re.sub(r"\W+", "_", str(value)).strip("_")
            if isinstance(value, str | int) and text:
                word = re.sub(rf"(^|_){re.escape(text)}(?=_|$)", "", word)
    return word.strip("_") if word.strip("_").isidentifier() else name
