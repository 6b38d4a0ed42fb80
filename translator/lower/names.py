"""Unique Python names in an emitted module, from task ids, DAG ids and the user's functions.

A name of the user's stays what it is wherever it can. It changes when Python, Prefect or another
piece of the module already means something else by it (AP707); `a-b` and `a_b` become `a_b` and
`a_b_2` in the order in which they are asked for, so the result is deterministic.
"""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from translator import ir
from translator.diagnostics import Sink, Span
from translator.rules.files import RENAMED

BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_"))

# What emitted code means by these names, whether or not one module imports them all.
PREFECT_NAMES = frozenset(
    {
        "Completed",
        "Failed",
        "Skip",
        "State",
        "ThreadPoolTaskRunner",
        "allow_failure",
        "as_completed",
        "flow",
        "flow_run",
        "get_run_logger",
        "prefect",
        "runtime",
        "run_deployment",
        "task",
        "task_run",
        "unmapped",
        "wait",
    }
)

# The emitted modules of the rules tier, and what the translation takes from them.
HELPERS = {
    "trigger_rules": ("Skip", "task"),
    "upstream_roles": ("chosen", "ended", "passed", "required", "setup"),
    "mapped_runs": ("Mapped", "elements", "or_skipped", "run_index"),
    "kept_values": ("keeping", "value"),
    "failing_fast": ("fail_fast",),
    "first_to_end": (),
}

# What a flow of the rules tier takes from them.
RULES_NAMES = frozenset(
    {
        *("Mapped", "chosen", "elements", "ended", "fail_fast", "passed"),
        *("required", "setup", "value"),
    }
)

# Methods and modules that emitted bodies use by their plain name.
COMMON_NAMES = frozenset({"datetime", "timedelta", "itertools", "os", "subprocess", "json", "time"})

# Run values that a flow defines at its top (`dates.RUN_VALUES`): they would hide such a task.
RUN_NAMES = frozenset(
    {
        *("ds", "ds_nodash", "ts", "ts_nodash", "ts_nodash_with_tz", "conf", "params"),
        *("run_id", "run_type", "external_trigger", "run_started", "previous_success"),
        *("prev_start_date_success", "prev_end_date_success", "prev_execution_date_success"),
        *("prev_data_interval_start_success", "prev_data_interval_end_success"),
        *("yesterday_ds", "yesterday_ds_nodash", "tomorrow_ds", "tomorrow_ds_nodash"),
        *("prev_execution_date", "prev_ds", "prev_ds_nodash"),
        *("next_execution_date", "next_ds", "next_ds_nodash"),
        *("data_interval_start", "data_interval_end", "execution_date", "logical_date"),
    }
)

# Where a word begins inside of `StageReadings` and `loadCSVFile`.
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

RESERVED = PREFECT_NAMES | COMMON_NAMES | RUN_NAMES


def slug(text: str, fallback: str = "task") -> str:
    """`text` as a Python identifier: `load-users.v2` → `load_users_v2`, `2nd` → `task_2nd`."""
    plain = unicodedata.normalize("NFKC", text)
    name = re.sub(r"\W+", "_", plain).strip("_") or fallback
    if name[0].isdigit():
        name = f"{fallback}_{name}"
    return name if name.isidentifier() else fallback


def snake(text: str, fallback: str = "task") -> str:
    """An id as the name of a function: `StageReadings.v2` → `stage_readings_v2`."""
    return _HUMP.sub("_", slug(text, fallback)).lower()


def is_free_word(name: str) -> bool:
    """Whether `name` means nothing yet to Python and to emitted code."""
    return not (
        keyword.iskeyword(name)
        or keyword.issoftkeyword(name)
        or name in BUILTINS
        or name in RESERVED
    )


@dataclass(slots=True)
class NameTable:
    """Names taken in one scope: the emitted module, or (see `local`) one flow of it."""

    sink: Sink
    helpers: frozenset[str] = frozenset()
    """Module-level functions that kept code calls: a task made of one gets a name of its own."""
    _owners: dict[str, Hashable] = field(default_factory=dict)
    _names: dict[Hashable, str] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    """By name the first number that may be free."""
    _parent: NameTable | None = None

    def reserve(self, names: Iterable[str], owner: Hashable = "kept") -> None:
        """Mark names that the module has anyway (kept code, imports)."""
        for name in names:
            self._owners.setdefault(name, owner)

    def taken(self, name: str) -> bool:
        """Whether `name` is used in this scope, or in the one around it."""
        return name in self._owners or (self._parent is not None and self._parent.taken(name))

    def is_kept(self, name: str) -> bool:
        """Whether the user's own code has the name, and no task."""
        return self._owners.get(name) == "kept"

    def claim(
        self, wanted: str, key: Hashable = None, *, span: Span | None = None, suffix: str = ""
    ) -> str:
        """A name of its own for `key`, as near to `wanted` (any text) as possible.

        The same key gets the same name again; without a key every call gets a new one. With a
        `span` a change beyond plain slugging is reported (AP707). `suffix` is tried before numbers.
        """
        if key is not None and key in self._names:
            return self._names[key]
        base = slug(wanted)
        name = self._next(base, suffix, key)
        self._owners[name] = key if key is not None else object()
        if key is not None:
            self._names[key] = name
        if span is not None and name != base:
            self.sink.add(RENAMED, span, f"{wanted} → {name}")
        return name

    def _next(self, base: str, suffix: str, key: Hashable) -> str:
        """The first name that is free; numbers that were given before are not tried again."""
        for name in (base, f"{base}_{suffix}")[: 2 if suffix else 1]:
            if self._free(name, key):
                return name
        count = self._counts.get(base, 2)
        while not self._free(f"{base}_{count}", key):
            count += 1
        self._counts[base] = count
        return f"{base}_{count}"

    def for_function(self, function: ir.Function) -> str:
        """The name of the task made from a function of the user's: its own where that is free."""
        key = function_key(function)
        wanted = "task" if function.name == "<lambda>" else function.name
        return self.claim(wanted, key, span=function.span, suffix="task")

    def for_task(self, task: ir.Task, wanted: str = "") -> str:
        """The name of a task function made for an operator; one for all tasks of one call site."""
        name = snake(wanted or task.task_id)
        return self.claim(name, ("site", task.site), span=task.span, suffix="task")

    def for_flow(self, dag: ir.Dag, wanted: str = "") -> str:
        """The name of the flow function of a DAG: `wanted`, else made from its id."""
        key = ("flow", dag.dag_id, dag.span)
        return self.claim(wanted or snake(dag.dag_id), key, span=dag.span, suffix="flow")

    def local(self, taken: Iterable[str] = ()) -> NameTable:
        """The names inside a flow: they don't hide those of the module, nor `taken`."""
        inner = NameTable(self.sink, _parent=self)
        inner.reserve(taken, "taken")
        return inner

    def _free(self, name: str, key: Hashable) -> bool:
        if not is_free_word(name):
            return False
        if self._parent is not None and self._parent.taken(name):
            return False
        if name not in self._owners:
            return True
        return self._owners[name] == key and name not in self.helpers


def function_key(function: ir.Function) -> Hashable:
    """What makes two `Function`s the same one: where it is written."""
    return ("function", function.module, function.span.line, function.span.column)


def is_importable(dotted: str) -> bool:
    """Whether an import can say it: `acme-etl/dags/common` has no dotted way."""
    return all(part.isidentifier() and not keyword.iskeyword(part) for part in dotted.split("."))


def reachable(dotted: str, path: str) -> str:
    """A module's way from the output folder; where a folder on it is no name, a shorter one.

    That starts from the folder of the file at `path`, which is where a run of its flow looks too.
    """
    if is_importable(dotted):
        return dotted
    folder = ".".join(PurePosixPath(path).parent.parts)
    parts = dotted.removeprefix(f"{folder}.").split(".")
    start = next((n for n in range(len(parts)) if is_importable(".".join(parts[n:]))), 0)
    return ".".join(parts[start:])
