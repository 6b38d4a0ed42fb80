"""What a callable returns, as Airflow's XCom would give it to the next task.

Airflow: a returned value goes through JSON (`xcom_values`), and a task whose value can't be stored
fails after its work. Prefect: nothing is stored. Where the source shows the difference, the return
is changed: `{1: "a"}` is written `{"1": "a"}`, and what can't be stored raises.
They differ in: what the source does not show (AP313).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.callables.rewrite import Rewrite, Sharer
from translator.lower.syntax import Tree
from translator.lower.xcom.outputs import has_multiple_outputs
from translator.lower.xcom.pushes import own_returns
from translator.lower.xcom.values import Storage, displays, key_text, no_dict, other_key, refused
from translator.references import XComRef, XComTransform
from translator.rules.data import XCOM_STORED

PLAIN = ("PythonOperator", "_PythonDecoratedOperator")

MOST_MAPPED = 1024
"""`[core] max_map_length`."""

# What may be thrown away when nothing gets it.
IDLE = frozenset({"object", "range", "map", "filter", "zip", "iter", "enumerate", "reversed"})


def stored_returns(state: Rewrite) -> None:
    """Change what the callable returns to what Airflow would deliver."""
    if not state.sharers or not all(_stores(sharer) for sharer in state.sharers):
        return
    storage = Storage(state.major, state.file, state.resolver.imports)
    for node in list(own_returns(state.tree)):
        value = behind(state.tree, node)
        if value is not None:
            _stored(state, node, value, storage)


def _stored(state: Rewrite, node: cst.Return, value: cst.BaseExpression, storage: Storage) -> None:
    reasons = [_reason(value, sharer, storage) for sharer in state.sharers]
    if reason := next((one for one in reasons if one is not None), None):
        same = set(reasons) == {reason} and not (state.helper or _guarded(state.tree, node))
        state.find(XCOM_STORED, f"{reason}: the task fails{'' if same else ' there'}")
        if same:
            _refuse(state, node, reason)
    elif any(_read(sharer) for sharer in state.sharers):
        own = value is node.value or _only_returned(state.tree, node)
        own = own and not state.helper
        _as_json(state, value, storage, own)


def _read(sharer: Sharer) -> bool:
    """Whether anything comes after the task."""
    return any(edge.up == sharer.task.task_id for edge in sharer.dag.edges)


def _stores(sharer: Sharer) -> bool:
    given = sharer.task.argument("do_xcom_push")
    silent = given is not None and given.value is not True
    return sharer.task.operator.endswith(PLAIN) and not silent


def behind(tree: Tree, node: cst.Return) -> cst.BaseExpression | None:
    """What is returned, looking through a name that is bound once."""
    value = node.value
    if not isinstance(value, cst.Name) or tree.bindings[value.value] != 1:
        return value
    for one in tree.walk():
        match one:
            case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))], value=given):
                if name == value.value:
                    return given
    return value


def _only_returned(tree: Tree, node: cst.Return) -> bool:
    """Whether the returned name is read nowhere else."""
    name = node.value.value if isinstance(node.value, cst.Name) else None
    return sum(isinstance(one, cst.Name) and one.value == name for one in tree.walk()) == 2


def _guarded(tree: Tree, node: cst.Return) -> bool:
    """Whether an exception raised in its place could be caught."""
    return any(isinstance(outer, cst.Try | cst.With) for outer in tree.above(node))


# What fails -----------------------------------------------------------------------------------


def _reason(value: cst.BaseExpression, sharer: Sharer, storage: Storage) -> str | None:
    """Why Airflow fails the task that returns this."""
    if what := refused(value, storage):
        return f"Airflow can't store {what} as an XCom"
    if has_multiple_outputs(sharer.task) and no_dict(value):
        return "multiple_outputs needs a dict with strings for keys"
    if _lazy(value, sharer):
        return "Airflow can't store the results of a mapped task as they are"
    length = _length(value)
    if length is not None and length > MOST_MAPPED and sharer.task.task_id in mapped_over(sharer):
        return f"Airflow maps over {MOST_MAPPED} elements at most, this has {length}"
    return None


def _refuse(state: Rewrite, node: cst.Return, reason: str) -> None:
    raising = syntax.statement(f'raise TypeError("{reason}")')
    line = state.tree.line(node)
    assert node.value is not None
    if line is None or len(line.body) != 1 or _idle(node.value):
        state.tree.replace(node, raising.body[0])
        return
    state.tree.edit(line, lambda new: cst.FlattenSentinel([_work(new), raising]))


def _work(line: cst.CSTNode) -> cst.SimpleStatementLine:
    """`return f(x)` as `f(x)`."""
    assert isinstance(line, cst.SimpleStatementLine)
    node = line.body[0]
    assert isinstance(node, cst.Return)
    assert node.value is not None
    return line.with_changes(body=[cst.Expr(node.value)])


def _idle(value: cst.CSTNode) -> bool:
    """Whether evaluating it does nothing."""
    calls = (node for node in syntax.walk(value) if isinstance(node, cst.Call))
    return all(isinstance(c.func, cst.Name) and c.func.value in IDLE for c in calls)


def _lazy(value: cst.BaseExpression, sharer: Sharer) -> bool:
    """Whether it holds, as it is, what Airflow delivers as a lazy sequence."""
    names = {one.value for one in displays(value) if isinstance(one, cst.Name)}
    return any(name in names for name in lazy_parameters(sharer))


def lazy_parameters(sharer: Sharer) -> Iterator[str]:
    """Parameters that hold all the results of a mapped task, or a transformation of results."""
    task, dag = sharer.task, sharer.dag
    for name, expr in _by_parameter(task):
        match expr.value:
            case XComRef(task_id=up, key=ir.RETURN_VALUE) if dag.major >= 3:
                if any(one.task_id == up and one.mapped is not None for one in dag.tasks):
                    yield name
            case XComTransform():
                yield name


def _by_parameter(task: ir.Task) -> Iterator[tuple[str, ir.Expr]]:
    assert task.function is not None
    names = [p.name for p in task.function.parameters if p.kind in {"normal", "positional_only"}]
    yield from zip(names, task.call_args, strict=False)
    yield from task.call_kwargs.items()


def mapped_over(sharer: Sharer) -> frozenset[str]:
    """The tasks of the DAG whose result something is mapped over."""
    dag = sharer.dag
    owners: list[ir.Task | ir.Group] = [*dag.tasks, *dag.groups]
    mapped = [one.mapped for one in owners if one.mapped is not None]
    exprs: Iterable[ir.Expr] = (
        expr for one in mapped for expr in (*one.arguments.values(), one.kwargs) if expr is not None
    )
    return frozenset(
        ref.task_id for expr in exprs for ref in expr.refs.values() if isinstance(ref, XComRef)
    )


def _length(value: cst.CSTNode) -> int | None:
    """How many elements a list certainly has."""
    match value:
        case cst.Call(func=cst.Name(value="list"), args=[cst.Arg(value=inner)]):
            return _length(inner)
        case cst.Call(func=cst.Name(value="range"), args=[cst.Arg(value=cst.Integer(value=count))]):
            return int(count.replace("_", ""), 0)
        case cst.ListComp(for_in=cst.CompFor(iter=inner, ifs=[], inner_for_in=None)):
            return _length(inner)
        case cst.BinaryOperation(
            left=left, operator=cst.Multiply(), right=cst.Integer(value=count)
        ):
            length = _length(left)
            return None if length is None else length * int(count)
        case cst.List(elements=elements) | cst.Tuple(elements=elements):
            starred = any(isinstance(one, cst.StarredElement) for one in elements)
            return None if starred else len(elements)
    return None


# What changes on the way ----------------------------------------------------------------------


def _as_json(state: Rewrite, value: cst.BaseExpression, storage: Storage, own: bool) -> None:
    """Write keys as strings; for Airflow 2, nested tuples as lists."""
    for inner in displays(value):
        match inner:
            case cst.Dict(elements=elements):
                keys = [e.key for e in elements if isinstance(e, cst.DictElement)]
                for key in filter(other_key, keys):
                    _key(state, key, storage.major if own else 0)
            case cst.DictComp(key=key, for_in=loop) if own and _counted(key, loop):
                state.tree.replace(key, syntax.call("str", [cst.Arg(key)]))
            case cst.Tuple() if storage.major < 3 and inner is not value:
                if own:
                    state.tree.edit(inner, _list)
                else:
                    state.find(XCOM_STORED, "a nested tuple becomes a list in Airflow 2")


def _key(state: Rewrite, key: cst.BaseExpression, major: int) -> None:
    text = key_text(key, major) if major else None
    if text is None:
        state.find(XCOM_STORED, "keys that are no strings become strings in Airflow")
    else:
        state.tree.replace(key, cst.SimpleString(f'"{text}"'))


def _counted(key: cst.BaseExpression, loop: cst.CompFor) -> bool:
    """Whether the key counts: `{n: ... for n in range(3)}`, `{i: x for i, x in enumerate(xs)}`."""
    match loop.iter:
        case cst.Call(func=cst.Name(value="range")):
            target: cst.CSTNode = loop.target
        case cst.Call(func=cst.Name(value="enumerate")) if isinstance(loop.target, cst.Tuple):
            target = loop.target.elements[0].value
        case _:
            return False
    return isinstance(key, cst.Name) and isinstance(target, cst.Name) and key.value == target.value


def _list(node: cst.CSTNode) -> cst.CSTNode:
    assert isinstance(node, cst.Tuple)
    return cst.List(node.elements)
