"""`ti.xcom_pull(...)` inside a callable becomes a parameter.

Airflow: reads the XCom of a task by id and key when the line runs (semantics, section 3.4).
Prefect: the flow passes the future of that task, so the value is there before the task starts.
They differ in: a task id that is only known at run time (AP301); a task that is not upstream, which
Airflow may or may not have run by then (AP303); what is read when nothing was pushed (AP311).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import libcst as cst

from translator import ir
from translator.diagnostics import Severity
from translator.ir import RETURN_VALUE, UNKNOWN
from translator.lower import syntax
from translator.lower.callables.context import MapIndex, RunValue
from translator.lower.callables.rewrite import Feed, Rewrite, Sharer
from translator.lower.callables.static import Lookup, evaluate
from translator.lower.operators.map_index import map_index_parameter
from translator.lower.xcom.pull_loops import kind_of, possible_ids, shared_name
from translator.lower.xcom.pull_untold import candidates, only_pusher
from translator.lower.xcom.pushed_keys import ancestors, surely_pushes
from translator.lower.xcom.targets import (
    Target,
    empty_of,
    is_many,
    mapped_group_of,
    runs,
    sparse,
)
from translator.plan import Tier
from translator.references import EVERY_KEY
from translator.rules.data import DYNAMIC_PULL, UNORDERED_PULL, XCOM_VERSION

# Operators whose result is stored in some versions and some outcomes only.
DECIDING = ("Branch", "ShortCircuit")

PULL_ARGUMENTS = ("task_ids", "dag_id", "key", "include_prior_dates")

Arguments = dict[str, cst.BaseExpression]


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
        if not state.sharers:
            raise Untraceable("which tasks call it is not known")
        if _in_a_loop(state, call, args) or _among_upstream(state, call, args):
            return
        if _own_xcom(state, call, args):
            return
        targets = {s.key: _target(state, args, s) for s in state.sharers}
        around = _around(state, args, targets)
    except Untraceable as problem:
        state.stop(call, DYNAMIC_PULL, f"{syntax.one_line(call)}: {problem}")
        return
    for sharer in state.sharers:
        _check(state, sharer, targets[sharer.key])
    if _unpacked(state, call, targets):
        return
    feed = Feed(lambda sharer, _: targets[sharer.key].code())
    if {target.code().text for target in targets.values()} == {"None"}:
        state.tree.replace_text(call, _default(state, args) or "None")
        return
    at = call if around == "{0}" else call.func
    name = state.parameter(at, tuple(targets.items()), feed, *_wanted(next(iter(targets.values()))))
    if name is not None:
        state.tree.replace_text(call, around.format(name))


def _around(state: Rewrite, args: Arguments, targets: Targets) -> str:
    """What the function does with the value that it gets, which stands for `{0}`."""
    text = "{0}"
    if position := _position(state, args, targets):
        text = f"{text}[{position}]"
    if {target.key for target in targets.values()} == {EVERY_KEY}:
        text = got(text, _source(state, args["key"]), state.tier)
    default = _default(state, args)
    return f"({text} if {text} is not None else {default})" if default else text


def got(text: str, key: str, tier: Tier) -> str:
    """One key of a dict; in the rules tier a task that did not succeed gives no dict."""
    return f"({text} or {{{{}}}}).get({key})" if tier == "rules" else f"{text}.get({key})"


def _source(state: Rewrite, node: cst.BaseExpression) -> str:
    """The source of an argument that stays as it is, for `str.format`."""
    for inner in syntax.walk(node):
        entity = state.resolver.entity(inner)
        if entity is not None and not isinstance(entity, RunValue):
            raise Untraceable("an argument reads the context")
    return syntax.code(node).replace("{", "{{").replace("}", "}}")


def _position(state: Rewrite, args: Arguments, targets: Targets) -> str | None:
    """The index into all the results of a mapped task, where the function has to look it up."""
    given = args.get("map_indexes")
    if given is None or not any(target.all for target in targets.values()):
        return None
    if isinstance(state.resolver.entity(given), MapIndex):
        return map_index_parameter(state)
    return _source(state, given)


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
    if any(target.mapped for target in targets.values()):
        raise Untraceable("one of several tasks, of which some are mapped")
    feed = Feed(lambda sharer, _: targets[sharer.key].by_id())
    holds = ("dict", tuple(targets.items()))
    name = state.held.get(holds)
    if name is None:
        name = state.held[holds] = state.fresh(shared_name(first.ids))
        state.inputs[name] = feed
    ids = _source(state, args["task_ids"])
    text = _elements(state, args["task_ids"], ids, name)
    if first.key == EVERY_KEY:
        if kind_of(state, args["task_ids"]) != "text":
            raise Untraceable("the key is only known at run time")
        text = got(text, _source(state, args["key"]), state.tier)
    state.tree.replace_text(call, text.format())
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
    if "task_ids" in args or state.major < 3 or state.given is not None:
        return False
    if "xcom_push" in state.function.source or state.handed_keys:
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
    return _target(state, {**args, "task_ids": literal}, sharer, looked_up=True)


def _elements(state: Rewrite, node: cst.BaseExpression, ids: str, name: str) -> str:
    """The look-up of a task id, or of a list of them."""
    kind = kind_of(state, node)
    if kind == "text":
        return f"{name}[{ids}]"
    several = f"[{name}[one] for one in {ids}]"
    return (
        several if kind == "list" else f"({name}[{ids}] if isinstance({ids}, str) else {several})"
    )


def _unpacked(state: Rewrite, call: cst.Call, targets: Targets) -> bool:
    """`a, b = ti.xcom_pull(["x", "y"])` becomes two parameters."""
    several = [target.task_ids for target in targets.values()]
    if not all(isinstance(ids, tuple) for ids in several):
        return False
    if any(target.mapped or (target.empty and state.major == 2) for target in targets.values()):
        return False
    names = state.unpacked(call, len(several[0]))
    for position, name in enumerate(names or ()):
        state.inputs[name] = _element(targets, position)
    return names is not None


def _element(targets: Targets, position: int) -> Feed:
    return Feed(lambda sharer, _: targets[sharer.key].one(position))


def _target(state: Rewrite, args: Arguments, sharer: Sharer, looked_up: bool = False) -> Target:
    look = state.lookup(sharer)
    _own_dag(args, look, sharer)
    if _read(args, "include_prior_dates", look, False) is not False:
        raise Untraceable("include_prior_dates reads earlier runs")
    if "run_id" in args:
        raise Untraceable("run_id reads another run")
    key = _read(args, "key", look, RETURN_VALUE)
    ids = _ids(args, look, sharer, key)
    if key is UNKNOWN and (looked_up or isinstance(ids, str)):
        key = EVERY_KEY
    if not isinstance(key, str):
        raise Untraceable("the key is only known at run time")
    if not isinstance(ids, str | tuple):
        raise Untraceable("the task id is only known at run time")
    several = (ids,) if isinstance(ids, str) else ids
    if sharer.task.task_id in several:
        raise Untraceable("it reads what the task itself has pushed")
    if not sharer.dag.complete and empty_of(sharer.dag, several, EVERY_KEY):
        raise Untraceable("the DAG may have tasks that are not known")
    target = Target(sharer.dag, ids, key, empty_of(sharer.dag, several, key))
    return _with_indexes(state, args, target, sharer)


def _ids(args: Arguments, look: Lookup, sharer: Sharer, key: Any) -> Any:
    ids = _read(args, "task_ids", look, None)
    if ids is None and sharer.dag.major >= 3:
        raise Untraceable("without task_ids it reads the task's own XCom")
    if ids is None and isinstance(key, str):
        ids = only_pusher(sharer.dag, sharer.task, key)
    if ids is None:
        raise Untraceable("without task_ids it reads whichever task pushed last")
    if isinstance(ids, list) and ids and all(isinstance(one, str) for one in ids):
        return tuple(ids)
    return ids


def _own_dag(args: Arguments, look: Lookup, sharer: Sharer) -> None:
    dag_id = _read(args, "dag_id", look, None)
    if dag_id is not None and dag_id != sharer.dag.dag_id:
        raise Untraceable("it reads another DAG")


def _read(args: Arguments, name: str, look: Lookup, default: Any) -> Any:
    return evaluate(args[name], look) if name in args else default


def _check(state: Rewrite, sharer: Sharer, target: Target, listed: bool = True) -> None:
    above = ancestors(sharer.dag, sharer.task.task_id)
    known = {task.task_id for task in sharer.dag.tasks}
    for one in target.ids:
        if one not in known:
            detail = f"there is no task {one!r}: the value is None"
            state.find(DYNAMIC_PULL, detail, Severity.WARNING)
            continue
        if one not in above:
            state.find(UNORDERED_PULL, f"{one!r} is not upstream of {sharer.task.task_id!r}")
        if one in target.empty:
            detail = f"{one!r} pushes no {target.key!r}: it is None"
            state.find(DYNAMIC_PULL, detail, Severity.WARNING)
        if any(word in sharer.dag.task(one).operator for word in DECIDING):
            state.find(XCOM_VERSION, f"Airflow 3 drops what {one!r} chose once it skips a task")
        unknown = is_many(sharer.dag, one) and runs(sharer.dag, one) is None
        if (
            unknown
            and sharer.dag.major >= 3
            and isinstance(target.task_ids, str)
            and not target.all
        ):
            state.find(XCOM_VERSION, f"{one!r} gives its bare value when mapped over one element")
    several = not isinstance(target.task_ids, str) and sharer.dag.major == 2 and listed
    rest = [sharer.dag.task(one) for one in target.ids if one not in target.empty]
    if several and not all(surely_pushes(task, target.key) for task in rest):
        state.find(XCOM_VERSION, "Airflow 2 leaves out tasks that pushed nothing, here: None")


def _default(state: Rewrite, args: Arguments) -> str | None:
    """The source of `default=`, where Airflow honours it."""
    given = args.get("default")
    if given is None or (isinstance(given, cst.Name) and given.value == "None"):
        return None
    if state.major >= 3 and "map_indexes" not in args:
        state.find(XCOM_VERSION, "Airflow 3 ignores default= of xcom_pull")
        return None
    return _source(state, given)


# Mapped tasks -------------------------------------------------------------------------------------


def _with_indexes(state: Rewrite, args: Arguments, target: Target, sharer: Sharer) -> Target:
    """`target` with its `map_indexes`."""
    group = mapped_group_of(sharer.dag, sharer.task.task_id)
    inside = [
        one
        for one in target.ids
        if one not in target.empty and group and mapped_group_of(sharer.dag, one) == group
    ]
    given = args.get("map_indexes")
    if given is not None and isinstance(state.resolver.entity(given), MapIndex):
        if inside and isinstance(target.task_ids, str):
            return replace(target, own=True)
        return _looked_into(target)
    if inside:
        raise Untraceable(f"{inside[0]!r} has a result for each instance of the group")
    if given is None:
        return _whole(target)
    value = evaluate(given, state.lookup(sharer))
    if not target.mapped:
        return _of_unmapped(target, value)
    if value is None and sharer.dag.major >= 3:
        return replace(target, empty=frozenset(target.ids))
    if value is None:
        return target
    if runs(sharer.dag, target.ids[0]) is None:
        return _looked_into(target)
    if isinstance(value, list) and all(isinstance(one, int) for one in value):
        return replace(target, indexes=tuple(value))
    return replace(target, indexes=value) if isinstance(value, int) else _looked_into(target)


def _of_unmapped(target: Target, index: Any) -> Target:
    """A task that is not mapped has one result, at -1."""
    if index is None or index == -1:
        return target
    if isinstance(index, int):
        return replace(target, empty=frozenset(target.ids))
    raise Untraceable("map_indexes of a task that is not mapped")


def _looked_into(target: Target) -> Target:
    """A target whose results the function gets all of, to look one up."""
    if not isinstance(target.task_ids, str) or not target.mapped:
        raise Untraceable("map_indexes picks instances of a mapped task")
    if sparse(target.dag, target.task_ids) or target.key != RETURN_VALUE:
        raise Untraceable(f"some instances of {target.task_ids!r} may have no result")
    return replace(target, all=True)


def _whole(target: Target) -> Target:
    if isinstance(target.task_ids, str):
        return target
    for one in target.ids:
        if one not in target.empty and is_many(target.dag, one) and sparse(target.dag, one):
            raise Untraceable(f"some instances of {one!r} may have no result")
    return target


def _wanted(target: Target) -> tuple[str, ...]:
    """Names for a pulled value: after the key, the task, both."""
    last = [one.rsplit(".", 1)[-1] for one in target.ids]
    if target.key == EVERY_KEY:
        return (f"{last[0]}_xcoms", "xcoms")
    if target.key != RETURN_VALUE:
        return (target.key, f"{last[0]}_{target.key}")
    if isinstance(target.task_ids, str):
        return (last[0], f"{last[0]}_result")
    return ("_and_".join(last) if len(last) < 3 else "results", "results")
