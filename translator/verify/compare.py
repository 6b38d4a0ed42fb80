"""Compare what Airflow and Prefect made of one DAG: task states, run state, XComs.

Airflow knows a state for every task instance. Prefect knows the tasks that ran or were blocked; in
the plain tier a task that was not taken has no run at all, and neither has an EmptyOperator that
only joined others. Their state follows from the graph: what the trigger rule decides over the
states of the upstream tasks (semantics, section 1.4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from translator import ir
from translator.verify.rules import decide

IGNORED_KEYS = frozenset({"trigger_run_id", "pipeline_inlets", "pipeline_outlets"})
"""XComs of the orchestrator itself: names, and in Airflow 2 the lineage of each task."""

DECIDERS = ("Branch", "ShortCircuit", "LatestOnly", "Approval")
"""Operators whose result decides: Airflow 3 drops their XCom when something is skipped."""

SILENT = ("Sensor", "Trigger")
"""Operators whose result Airflow does not push."""

OUTSIDE = {
    "TriggerDagRunOperator": "starts another DAG: under Prefect that needs its deployment",
    "ExternalTaskSensor": "waits for another DAG: under Prefect that needs its deployment",
    "HITL": "waits for a person",
    "ApprovalOperator": "waits for a person",
}
"""Operators whose work lies outside of one DAG's run, so that a difference shows nothing."""

State = str | tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A DAG and the flow it became."""

    dag: ir.Dag
    module: str
    """The emitted file, relative to its folder."""
    flow: str
    """The name of the flow function."""
    vanished: frozenset[str] = frozenset()
    """Tasks that only joined others and are no tasks of the flow."""
    codes: tuple[str, ...] = ()
    """Codes of the errors that the translation reported about this DAG."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What both sides say about one thing."""

    airflow: Any
    prefect: Any

    @property
    def same(self) -> bool:
        """Whether they agree."""
        return equal(self.airflow, self.prefect)

    def as_json(self) -> dict[str, Any]:
        """Both sides, as the JSON output has them."""
        return {"airflow": self.airflow, "prefect": self.prefect}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on one DAG: equivalent, different, or (None) not comparable for a reason."""

    dag_id: str
    equivalent: bool | None
    reason: str | None = None
    run: Pair = Pair(None, None)
    tasks: Mapping[str, Pair] = field(default_factory=dict)
    xcoms: Mapping[str, Pair] = field(default_factory=dict)
    """By `task_id`, `task_id[index]` or `task_id.key`."""
    codes: tuple[str, ...] = ()

    @property
    def differences(self) -> list[str]:
        """One line for each disagreement."""
        named = [("run", self.run), *self.tasks.items()]
        named += [(f"xcom {name}", pair) for name, pair in self.xcoms.items()]
        return [
            f"{name}: Airflow {pair.airflow!r}, Prefect {pair.prefect!r}"
            for name, pair in named
            if not pair.same
        ]

    def as_json(self) -> dict[str, Any]:
        """The entry of this DAG in the JSON output of `verify`."""
        return {
            "dag_id": self.dag_id,
            "equivalent": self.equivalent,
            "reason": self.reason,
            "run": self.run.as_json(),
            "tasks": {name: pair.as_json() for name, pair in self.tasks.items()},
            "xcoms": {name: pair.as_json() for name, pair in self.xcoms.items()},
            "codes": list(self.codes),
        }


def compare(subject: Subject, airflow: Mapping[str, Any], prefect: Mapping[str, Any]) -> Comparison:
    """Compare the two probes' answers about one DAG."""
    dag_id = subject.dag.dag_id
    if reason := incomparable(airflow, prefect):
        return Comparison(dag_id, None, reason, codes=subject.codes)
    flow_run = FlowRun(subject, airflow, prefect["tasks"])
    found = Comparison(
        dag_id,
        None,
        run=Pair(airflow["state"], prefect["state"]),
        tasks=flow_run.task_pairs(),
        xcoms=flow_run.xcom_pairs(),
        codes=subject.codes,
    )
    if not (differences := found.differences):
        return replace(found, equivalent=True)
    reason = "; ".join(differences[:3])
    if outside := reaches_outside(subject.dag):
        return replace(found, reason=f"{outside}; {reason}")
    return replace(found, equivalent=False, reason=reason)


def reaches_outside(dag: ir.Dag) -> str | None:
    """Why a difference in this DAG shows nothing, or None."""
    for task in dag.tasks:
        for name, why in OUTSIDE.items():
            if is_one_of(task, (name,)):
                return f"{task.task_id} {why}"
    return None


def incomparable(airflow: Mapping[str, Any], prefect: Mapping[str, Any]) -> str | None:
    """Why the two answers can't be compared, or None."""
    for name, answer in (("Airflow", airflow), ("Prefect", prefect)):
        if answer.get("state") is None:
            return f"{name}: {answer.get('error') or 'no result'}"
    return None


# The two sides -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class FlowRun:
    """Prefect's task runs beside Airflow's task instances."""

    subject: Subject
    airflow: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]]

    @cached_property
    def runs(self) -> dict[str, list[Mapping[str, Any]]]:
        """Task runs by Airflow task id, in the order of submission; helper tasks are left out."""
        found: dict[str, list[Mapping[str, Any]]] = {}
        for row in self.rows:
            found.setdefault(row["name"], []).append(row)
        return {name: runs for name, runs in found.items() if name in self.tasks}

    @cached_property
    def tasks(self) -> dict[str, ir.Task]:
        """Tasks of the DAG by id."""
        return {task.task_id: task for task in self.subject.dag.tasks}

    @cached_property
    def upstream(self) -> dict[str, list[str]]:
        """Direct upstream task ids."""
        found: dict[str, list[str]] = {task_id: [] for task_id in self.tasks}
        for edge in self.subject.dag.edges:
            found[edge.down].append(edge.up)
        return found

    @cached_property
    def implied(self) -> dict[str, str]:
        """States of the tasks without a run, from the graph."""
        found: dict[str, str] = {}
        for task_id in self.tasks:
            self._imply(task_id, found)
        return found

    def _imply(self, task_id: str, found: dict[str, str]) -> None:
        if task_id in self.runs or task_id in found:
            return
        found[task_id] = "skipped"
        task, states = self.tasks[task_id], list[str]()
        for up in self.upstream[task_id]:
            self._imply(up, found)
            if not task.is_teardown or self.tasks[up].is_setup:
                states += [row["state"] for row in self.runs.get(up, ())] or [found[up]]
        verdict = decide("one_success" if task.is_teardown else task.trigger_rule, states)
        if verdict != "run":
            found[task_id] = verdict
        elif task_id in self.subject.vanished and not self._passed_over(task_id):
            found[task_id] = "success"

    def _passed_over(self, task_id: str) -> bool:
        """Whether a branch directly upstream chose something else."""
        for up in self.upstream[task_id]:
            if not is_one_of(self.tasks[up], DECIDERS) or up not in self.runs:
                continue
            chosen = self.runs[up][0]["value"]
            if "Branch" in self.tasks[up].operator and task_id not in as_list(chosen):
                return True
            if "ShortCircuit" in self.tasks[up].operator and not chosen:
                return True
        return False

    def _is_mapped(self, task_id: str) -> bool:
        groups = {group.group_id: group for group in self.subject.dag.groups}
        task = self.tasks[task_id]
        around: str | None = task.group
        while around in groups:
            if groups[around].mapped:
                return True
            around = groups[around].parent
        return task.mapped is not None

    def task_pairs(self) -> dict[str, Pair]:
        """States by task id; those of a mapped task as a list by index."""
        return {
            task_id: self._task_pair(task_id, instances)
            for task_id, instances in sorted(self.airflow["tasks"].items())
        }

    def _task_pair(self, task_id: str, instances: Mapping[str, str]) -> Pair:
        expected = [instances[key] for key in sorted(instances, key=int)]
        got = [row["state"] for row in self.runs.get(task_id, ())]
        if not got:
            implied = self.implied.get(task_id, "missing")
            return Pair(one_or_all(expected), one_or_all([implied] * len(expected)))
        if "-1" not in instances and len(got) < len(expected):
            got = with_skipped(got, expected)
        if "-1" in instances and self._is_mapped(task_id) and len(set(got)) == 1:
            # Airflow never expanded it: one instance stands for all.
            got = got[:1]
        return Pair(one_or_all(expected), one_or_all(got))

    # XComs ---------------------------------------------------------------------------------------

    def xcom_pairs(self) -> dict[str, Pair]:
        """Values by name, for the instances that succeeded on both sides."""
        found: dict[str, Pair] = {}
        for task_id, instances in sorted(self.airflow["tasks"].items()):
            runs = self.runs.get(task_id, [])
            indexes = sorted(instances, key=int)
            if len(runs) != len(indexes):
                runs = [row for row in runs if row["state"] != "skipped"]
                indexes = [index for index in indexes if instances[index] != "skipped"]
            for index, row in zip(indexes, runs, strict=False):
                if instances[index] == row["state"] == "success":
                    name = task_id if index == "-1" else f"{task_id}[{index}]"
                    found |= self._value_pairs(task_id, name, index, row["value"])
        return found

    def _value_pairs(self, task_id: str, name: str, index: str, value: Any) -> dict[str, Pair]:
        stored = self.airflow["xcoms"].get(task_id, {}).get(index, {})
        pushed = {key: one for key, one in stored.items() if key not in IGNORED_KEYS}
        if task_id in self.tasks and is_one_of(self.tasks[task_id], ("LatestOnly",)):
            return {}
        returned, keys = split_keys(value)
        found = {}
        for key, expected in sorted(pushed.items()):
            if key == ir.RETURN_VALUE:
                found[name] = Pair(expected, returned)
            else:
                found[f"{name}.{key}"] = Pair(expected, keys.get(key))
        unexpected = ir.RETURN_VALUE not in pushed and returned is not None
        # A task that only pushes keys returns a dict of them.
        only_keys = bool(keys) and keys.keys() == pushed.keys()
        if unexpected and not only_keys and self._pushes(self.tasks.get(task_id)):
            found[name] = Pair(None, returned)
        return found

    def _pushes(self, task: ir.Task | None) -> bool:
        """Whether Airflow would push what this task returns."""
        if task is None or is_one_of(task, DECIDERS) or is_one_of(task, SILENT):
            return False
        flag = task.argument("do_xcom_push")
        return flag is None or flag.value is not False


def is_one_of(task: ir.Task, words: Sequence[str]) -> bool:
    """Whether the name of the operator's class, or of one it derives from, has one of the words."""
    names = (task.operator, *(task.custom.bases if task.custom else ()))
    return any(word in name.rsplit(".", 1)[-1] for name in names for word in words)


def as_list(value: Any) -> list[Any]:
    """A branch's choice as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def one_or_all(states: Sequence[str | None]) -> Any:
    """The single state, or the list by map index."""
    return states[0] if len(states) == 1 else list(states)


def with_skipped(got: Sequence[str], expected: Sequence[str]) -> list[str]:
    """The runs of a mapped task, with `skipped` where Airflow skips and Prefect has no run."""
    rest = iter(got)
    return ["skipped" if one == "skipped" else next(rest, "missing") for one in expected]


def split_keys(value: Any) -> tuple[Any, Mapping[str, Any]]:
    """The returned value, and what was pushed by key.

    A translated task that pushes keys returns them beside `return_value`; one with multiple outputs
    returns the dict that Airflow pushes key by key.
    """
    if isinstance(value, dict) and "__type__" not in value:
        return (value["return_value"] if ir.RETURN_VALUE in value else value), value
    return value, {}


def equal(left: Any, right: Any) -> bool:
    """Whether two values are the same; numbers by value, for XCom turns 36.0 into 36."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, int | float) and isinstance(right, int | float):
        return left == right
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(equal, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(equal(left[key], right[key]) for key in left)
    return bool(left == right)
