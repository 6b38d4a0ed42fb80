"""From the objects of one evaluation to `ir.Dag`s: found as Airflow finds them, checked, sorted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from translator import ir
from translator.load.airflow.custom import custom_operator
from translator.load.airflow.dags import DagObject
from translator.load.airflow.groups import GroupObject
from translator.load.airflow.nodes import state_of
from translator.load.airflow.params import read_params
from translator.load.airflow.schedules import read_schedule
from translator.load.airflow.tasks import TaskObject
from translator.load.language.values import Known, Value
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.airflow.edge_conditions import Way
    from translator.load.language.evaluator import Evaluator


DOUBTFUL = frozenset({"AP107", "AP108", "AP109", "AP110", "AP118"})
"""What is said of a whole file: any of its DAGs may be more than what was read."""


def build_dags(ev: Evaluator) -> tuple[ir.Dag, ...]:
    """The DAGs that Airflow would find in the file, in the order they were made."""
    found = _found(ev)
    kept: dict[str, DagObject] = {}
    for dag in state_of(ev).dags:
        if dag not in found:
            continue
        if dag.dag_id in kept and not dag.symbolic:
            _report_double(ev, dag)
        kept[_free(dag, kept)] = dag
    if any(one.code in DOUBTFUL for one in ev.sink):
        for dag in kept.values():
            dag.complete = False
    return tuple(build_dag(ev, dag) for dag in kept.values())


def _found(ev: Evaluator) -> dict[DagObject, None]:
    """DAGs bound to a name of the module, and those that a `with` or `@dag` call registered."""
    state = state_of(ev)
    found: dict[DagObject, None] = {}
    for binding in ev.main.vars.values():
        for dag in _dags_in(binding.value):
            found.setdefault(dag)
    found.update(state.registered)
    for dag in state.dags:
        if "is_subdag" in dag.raw:
            found.setdefault(dag)
    return found


def _dags_in(value: Value) -> Iterator[DagObject]:
    from translator.load.language.values import ChoiceValue

    if isinstance(value, DagObject):
        yield value
    elif isinstance(value, ChoiceValue):
        for _, option in value.options:
            yield from _dags_in(option)


def _free(dag: DagObject, taken: dict[str, DagObject]) -> str:
    from translator.load.airflow.naming import free_name

    if dag.symbolic:
        dag.dag_id = free_name(dag.dag_id, taken)
    return dag.dag_id


def _report_double(ev: Evaluator, dag: DagObject) -> None:
    detail = f"{dag.dag_id!r}; the later one is read"
    ev.sink.add(rules.DUPLICATE_DAG, dag.span, detail, dag_id=dag.dag_id)


def build_dag(ev: Evaluator, dag: DagObject) -> ir.Dag:
    """One DAG."""
    tasks = dict.fromkeys(dag.tasks.values())
    _validate(ev, dag)
    return ir.Dag(
        dag_id=dag.dag_id,
        span=dag.span,
        schedule=read_schedule(ev, dag),
        tasks=tuple(build_task(ev, task) for task in tasks),
        edges=tuple(build_edges(ev, dag)),
        groups=tuple(_groups(dag.root)),
        args=dag.args,
        default_args={n: ev.expr(value) for n, value in dag.defaults.items() if n != "params"},
        params=read_params(ev, dag),
        parameters=dag.parameters,
        complete=dag.complete,
        doc=dag.doc,
        variable=dag.variable,
        function=dag.function,
        frames=dag.frames,
        major=ev.major,
        comments=dag.comments,
    )


def build_task(ev: Evaluator, task: TaskObject) -> ir.Task:
    """One task."""
    with ev.framed(*task.stack):
        args, kwargs = _call_arguments(ev, task)
    group = task.group
    return ir.Task(
        task_id=task.task_id,
        operator=task.operator,
        span=task.span,
        site=task.site,
        args=task.args,
        inherited=task.inherited,
        function=None if task.function is None else ev.function(task.function),
        call_args=args,
        call_kwargs=kwargs,
        taskflow=task.taskflow,
        trigger_rule=task.trigger_rule,
        retries=task.retries,
        group=None if group is None else group.group_id,
        mapped=None if task.mapped is None else task.mapped.to_ir(),
        frames=task.frames,
        is_setup=task.is_setup,
        is_teardown=task.is_teardown,
        on_failure_fail_dagrun=task.fail_dagrun,
        variable=task.variable,
        comments=task.comments,
        custom=None if task.cls is None else custom_operator(ev, task, task.cls),
        gates=tuple(task.gates),
        symbolic=task.symbolic,
        assigned=frozenset(task.assigned),
    )


def _call_arguments(
    ev: Evaluator, task: TaskObject
) -> tuple[tuple[ir.Expr, ...], dict[str, ir.Expr]]:
    """TaskFlow: of the call. Classic: the elements of op_args and op_kwargs."""
    if task.taskflow:
        return task.call_args, task.call_kwargs
    from translator.load.language.values import DictValue, ListValue, TupleValue

    positional, keywords = task.raw.get("op_args"), task.raw.get("op_kwargs")
    args: tuple[ir.Expr, ...] = ()
    kwargs: dict[str, ir.Expr] = {}
    if isinstance(positional, ListValue | TupleValue):
        args = tuple(ev.expr(item) for item in positional.items)
    if isinstance(keywords, DictValue):
        for key, item in keywords.pairs():
            if isinstance(key, Known) and isinstance(key.value, str):
                kwargs[key.value] = ev.expr(item)
    return args, kwargs


def build_edges(ev: Evaluator, dag: DagObject) -> Iterator[ir.Edge]:
    """The edges between tasks of the DAG, by the order in which their ends were made."""
    order = {task: index for index, task in enumerate(dag.tasks.values())}
    ways = state_of(ev).edge_ways
    found = {
        (order[up], order[down]): (up, down, data)
        for down in order
        for up, data in down.upstream.items()
        if up in order
    }
    for key in sorted(found):
        up, down, data = found[key]
        when = tuple(inside(dag, way) for way in ways.get((up, down), ()))
        yield ir.Edge(up.task_id, down.task_id, data, _label(dag, up, down), when)


def inside(dag: DagObject, way: Way) -> Way:
    """The frames without those around the DAG itself."""
    outer = {id(frame) for frame in dag.frames}
    return tuple(frame for frame in way if id(frame) not in outer)


def _label(dag: DagObject, up: TaskObject, down: TaskObject) -> str | None:
    """The label of an edge, also one that was set between whole groups."""
    if not dag.edge_labels:
        return None
    ups = [up.task_id, *(g.join_id(down=True) for g in _around(up) if not g.is_root)]
    downs = [down.task_id, *(g.join_id(down=False) for g in _around(down) if not g.is_root)]
    for one in ups:
        for other in downs:
            if (one, other) in dag.edge_labels:
                return dag.edge_labels[(one, other)]
    return None


def _around(task: TaskObject) -> Iterator[GroupObject]:
    return iter(()) if task.group is None else task.group.around()


def _groups(root: GroupObject) -> Iterator[ir.Group]:
    """All groups below the root, outer ones first."""
    for child in root.children.values():
        if isinstance(child, GroupObject):
            yield _group(child)
            yield from _groups(child)


def _group(group: GroupObject) -> ir.Group:
    outer = group.group
    function = group.function_ir
    return ir.Group(
        group_id=group.group_id or "",
        parent=None if outer is None else outer.group_id,
        span=group.span,
        args=group.args,
        mapped=None if group.mapped is None else group.mapped.to_ir(),
        function=function,
    )


# What Airflow checks when it takes a DAG --------------------------------------------------------


def _validate(ev: Evaluator, dag: DagObject) -> None:
    cycle = find_cycle(dag)
    if cycle:
        path = " -> ".join(task.task_id for task in cycle)
        ev.sink.add(rules.CYCLE, cycle[0].span, path, dag_id=dag.dag_id)
    for task in dag.tasks.values():
        if not task.is_setup:
            continue
        for down in task.downstream:
            if not down.is_teardown and down.trigger_rule != "all_success":
                detail = f"{down.task_id!r} follows a setup and must have the rule all_success"
                ev.sink.add(rules.REFUSED, down.span, detail, dag_id=dag.dag_id)


def find_cycle(dag: DagObject) -> list[TaskObject]:
    """The tasks of one circle, in order; empty where there is none."""
    done: set[TaskObject] = set()
    for start in dag.tasks.values():
        path: dict[TaskObject, Iterator[TaskObject]] = {}
        stack = [start]
        while stack and start not in done:
            task = stack[-1]
            following = path.setdefault(task, iter(task.downstream))
            step = next((t for t in following if t not in done), None)
            if step is None:
                done.add(stack.pop())
                path.pop(task)
            elif step in path:
                names = list(path)
                return [*names[names.index(step) :], step]
            else:
                stack.append(step)
    return []
