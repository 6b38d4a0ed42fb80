"""`ti.xcom_pull(...)` inside a callable becomes a parameter.

Airflow: reads the XCom of a task by id and key when the line runs (semantics, section 3.4).
Prefect: the flow passes the future of that task, so the value is there before the task starts.
They differ in: a task id that is only known at run time (AP301); a task that is not upstream, which
Airflow may or may not have run by then (AP303); what is read when nothing was pushed (AP311).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import libcst as cst

from translator import ir
from translator.diagnostics import Severity
from translator.ir import RETURN_VALUE
from translator.lower import syntax
from translator.lower.code import dict_code, list_code, xcom_code
from translator.lower.rewrite import Feed, Rewrite, Sharer
from translator.lower.static import Lookup, evaluate
from translator.lower.xcom_pull_loops import possible_ids, shared_name
from translator.lower.xcom_pull_untold import candidates, only_pusher
from translator.lower.xcom_pushed_keys import ancestors, never_pushes, surely_pushes
from translator.plan import Code
from translator.rules.data import DYNAMIC_PULL, UNORDERED_PULL, XCOM_VERSION

# Operators whose result is stored in some versions and some outcomes only.
DECIDING = ("Branch", "ShortCircuit")

PULL_ARGUMENTS = ("task_ids", "dag_id", "key", "include_prior_dates")

Arguments = dict[str, cst.BaseExpression]


@dataclass(frozen=True, slots=True)
class Target:
    """What one call pulls, for one task."""

    task_ids: str | tuple[str, ...]
    key: str = RETURN_VALUE
    empty: frozenset[str] = frozenset()
    """Tasks that never push it: the value is None."""

    @property
    def ids(self) -> tuple[str, ...]:
        """All task ids."""
        return (self.task_ids,) if isinstance(self.task_ids, str) else self.task_ids

    def code(self, major: int) -> Code:
        """What the flow passes."""
        if isinstance(self.task_ids, str):
            return self._one(self.task_ids)
        return list_code(map(self._one, self.task_ids), "()" if major == 1 else "[]")

    def by_id(self) -> Code:
        """All of them in a dict."""
        return dict_code({task_id: self._one(task_id) for task_id in self.ids})

    def one(self, position: int) -> Code:
        """What the flow passes for one of several tasks."""
        return self._one(self.ids[position])

    def _one(self, task_id: str) -> Code:
        return Code("None") if task_id in self.empty else xcom_code(task_id, self.key)


Targets = dict[tuple[str, str], Target]
"""By DAG id and task id of the puller."""


class Untraceable(Exception):
    """Why a pull cannot be traced to its task."""


def rewrite_pull(state: Rewrite, call: cst.Call) -> None:
    """Replace one pull, or stop at it."""
    args = syntax.arguments(call, PULL_ARGUMENTS)
    try:
        if args is None:
            raise Untraceable("arguments passed with *")
        if _in_a_loop(state, call, args) or _among_upstream(state, call, args):
            return
        if _own_xcom(state, call, args):
            return
        targets = {s.key: _target(state, args, s) for s in state.sharers}
    except Untraceable as problem:
        state.stop(call, DYNAMIC_PULL, f"{syntax.one_line(call)}: {problem}")
        return
    for sharer in state.sharers:
        _check(state, sharer, targets[sharer.key])
    if _unpacked(state, call, targets):
        return
    major = state.major
    feed = Feed(lambda sharer, _: targets[sharer.key].code(major))
    default = _default(state, args)
    at = call.func if default else call
    name = state.parameter(at, tuple(targets.items()), feed, *_wanted(next(iter(targets.values()))))
    if name is not None:
        text = f"({name} if {name} is not None else {default})" if default else name
        state.tree.replace_text(call, text)


def _in_a_loop(state: Rewrite, call: cst.Call, args: Arguments) -> bool:
    """A pull whose task id runs through known ones becomes a look-up in a parameter."""
    ids = args.get("task_ids")
    if ids is None or "default" in args:
        return False
    found = {s.key: possible_ids(state, ids, s) for s in state.sharers}
    if None in found.values() or not found:
        return False
    return _look_up(state, call, args, {key: ids or () for key, ids in found.items()})


def _look_up(
    state: Rewrite, call: cst.Call, args: Arguments, found: dict[tuple[str, str], tuple[str, ...]]
) -> bool:
    """Take the value out of a parameter that holds those of all the ids that may be meant."""
    targets = {s.key: _one_of(state, args, s, found[s.key]) for s in state.sharers}
    for sharer in state.sharers:
        _check(state, sharer, targets[sharer.key], listed=False)
    first = next(iter(targets.values()))
    feed = Feed(lambda sharer, _: targets[sharer.key].by_id())
    holds = ("dict", tuple(targets.items()))
    name = state.held.get(holds)
    if name is None:
        name = state.held[holds] = state.fresh(shared_name(first.ids))
        state.inputs[name] = feed
    ids = args["task_ids"]
    state.tree.edit(call, lambda _: _looked_up(name, ids))
    return True


def _among_upstream(state: Rewrite, call: cst.Call, args: Arguments) -> bool:
    """A pull whose task id only the run knows becomes a look-up among the upstream tasks."""
    ids = args.get("task_ids")
    if ids is None or "default" in args or isinstance(ids, cst.List | cst.Tuple):
        return False
    if any(evaluate(ids, state.lookup(s)) is not ir.UNKNOWN for s in state.sharers):
        return False
    found = {s.key: candidates(s.dag, s.task) for s in state.sharers}
    if not found or not all(found.values()):
        return False
    state.find(
        DYNAMIC_PULL,
        f"{syntax.one_line(call)} looks among the tasks upstream",
        Severity.WARNING,
    )
    return _look_up(state, call, args, found)


def _own_xcom(state: Rewrite, call: cst.Call, args: Arguments) -> bool:
    """Airflow 3: without task ids a pull reads the task's own XCom, of which a try has none yet."""
    if "task_ids" in args or state.major < 3 or "xcom_push" in state.function.source:
        return False
    state.find(
        DYNAMIC_PULL,
        f"{syntax.one_line(call)} reads the task's own XCom: it is None",
        Severity.WARNING,
    )
    state.tree.replace_text(call, "None")
    return True


def _one_of(state: Rewrite, args: Arguments, sharer: Sharer, ids: tuple[str, ...]) -> Target:
    literal = cst.List([cst.Element(cst.SimpleString(repr(one))) for one in ids])
    return _target(state, {**args, "task_ids": literal}, sharer)


def _looked_up(name: str, ids: cst.BaseExpression) -> cst.Subscript:
    return cst.Subscript(cst.Name(name), [cst.SubscriptElement(cst.Index(ids))])


def _unpacked(state: Rewrite, call: cst.Call, targets: Targets) -> bool:
    """`a, b = ti.xcom_pull(["x", "y"])` becomes two parameters."""
    several = [target.task_ids for target in targets.values()]
    if not all(isinstance(ids, tuple) for ids in several):
        return False
    names = state.unpacked(call, len(several[0]))
    for position, name in enumerate(names or ()):
        state.inputs[name] = _element(targets, position)
    return names is not None


def _element(targets: Targets, position: int) -> Feed:
    return Feed(lambda sharer, _: targets[sharer.key].one(position))


def _target(state: Rewrite, args: Arguments, sharer: Sharer) -> Target:
    look = state.lookup(sharer)
    _own_dag(args, look, sharer)
    if _read(args, "include_prior_dates", look, False) is not False:
        raise Untraceable("include_prior_dates reads earlier runs")
    if _read(args, "map_indexes", look, None) is not None:
        raise Untraceable("map_indexes picks instances of a mapped task")
    if "run_id" in args:
        raise Untraceable("run_id reads another run")
    ids = _read(args, "task_ids", look, None)
    key = _read(args, "key", look, RETURN_VALUE)
    if ids is None and sharer.dag.major >= 3:
        raise Untraceable("without task_ids it reads the task's own XCom")
    if ids is None and isinstance(key, str):
        ids = only_pusher(sharer.dag, sharer.task, key)
    if ids is None:
        raise Untraceable("without task_ids it reads whichever task pushed last")
    if not isinstance(key, str):
        raise Untraceable("the key is only known at run time")
    if isinstance(ids, list) and ids and all(isinstance(one, str) for one in ids):
        ids = tuple(ids)
    if not isinstance(ids, str | tuple):
        raise Untraceable("the task id is only known at run time")
    return _known(Target(ids, key), sharer.dag)


def _known(target: Target, dag: ir.Dag) -> Target:
    known = {task.task_id for task in dag.tasks}
    for one in target.ids:
        if one not in known:
            raise Untraceable(f"DAG {dag.dag_id!r} has no task {one!r}")
    empty = frozenset(one for one in target.ids if never_pushes(dag.task(one), target.key))
    return Target(target.task_ids, target.key, empty)


def _own_dag(args: Arguments, look: Lookup, sharer: Sharer) -> None:
    dag_id = _read(args, "dag_id", look, None)
    if dag_id is not None and dag_id != sharer.dag.dag_id:
        raise Untraceable("it reads another DAG")


def _read(args: Arguments, name: str, look: Lookup, default: Any) -> Any:
    return evaluate(args[name], look) if name in args else default


def _check(state: Rewrite, sharer: Sharer, target: Target, listed: bool = True) -> None:
    above = ancestors(sharer.dag, sharer.task.task_id)
    for one in target.ids:
        if one not in above:
            state.find(UNORDERED_PULL, f"{one!r} is not upstream of {sharer.task.task_id!r}")
        if one in target.empty:
            detail = f"{one!r} pushes no {target.key!r}: it is None"
            state.find(DYNAMIC_PULL, detail, Severity.WARNING)
        if any(word in sharer.dag.task(one).operator for word in DECIDING):
            state.find(XCOM_VERSION, f"Airflow 3 drops what {one!r} chose once it skips a task")
        if sharer.dag.task(one).mapped is not None and sharer.dag.major >= 3:
            state.find(XCOM_VERSION, f"{one!r} gives its bare value when mapped over one element")
    several = not isinstance(target.task_ids, str) and sharer.dag.major == 2 and listed
    if several and not all(surely_pushes(sharer.dag.task(one), target.key) for one in target.ids):
        state.find(XCOM_VERSION, "Airflow 2 leaves out tasks that pushed nothing, here: None")


def _default(state: Rewrite, args: Arguments) -> str | None:
    """The source of `default=`, where Airflow honours it."""
    given = args.get("default")
    if given is None or (isinstance(given, cst.Name) and given.value == "None"):
        return None
    if state.major >= 3:
        state.find(XCOM_VERSION, "Airflow 3 ignores default= of xcom_pull")
        return None
    return syntax.code(given)


def _wanted(target: Target) -> tuple[str, ...]:
    """Names for a pulled value: after the key, the task, both."""
    last = [one.rsplit(".", 1)[-1] for one in target.ids]
    if target.key != RETURN_VALUE:
        return (target.key, f"{last[0]}_{target.key}")
    if isinstance(target.task_ids, str):
        return (last[0], f"{last[0]}_result")
    return ("_and_".join(last) if len(last) < 3 else "results", "results")
