"""A task that changes a value in place gets a copy where others read the same value.

Airflow: each reader of an XCom gets a value of its own, read from the database, in each try.
Prefect: in one process all readers get the same object, so what one of them changes the others
see: such a task starts with `rows = copy.deepcopy(rows)`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.callables.assigned import MUTATORS
from translator.lower.flow.flows import LoweredDag
from translator.lower.flow.steps import slots
from translator.lower.syntax import Tree
from translator.plan import Import, TaskDef, TaskUse

Place = tuple[str, str]

# Doing these once more changes nothing.
REPEATABLE = frozenset({"add", "clear", "discard", "setdefault", "sort", "update"})


def with_own_copies(dags: Sequence[LoweredDag]) -> tuple[LoweredDag, ...]:
    """The DAGs of a file; their task functions with a copy of what they change and others read.

    A task function that several DAGs share gets the copies that one of them asks for.
    """
    copied: dict[TaskDef, TaskDef] = {}
    for dag in dags:
        readers = Counter(place for use in dag.uses.values() for place in set(_places(use)))
        for use in dag.uses.values():
            made = dag.definitions.get(use.definition or "")
            if made is None or made.manual:
                continue
            shared, again = _shared(use, readers), _tried_again(use, made)
            if shared or again:
                copied[made] = _copying(copied.get(made, made), shared, again)
    return tuple(
        replace(dag, definitions={n: copied.get(d, d) for n, d in dag.definitions.items()})
        for dag in dags
    )


def _places(use: TaskUse) -> Iterator[Place]:
    for _, code in slots(use):
        yield from ((r.task_id, r.key) for r in code.refs.values() if isinstance(r, ir.XComRef))


def _xcoms(use: TaskUse) -> dict[str, list[Place]]:
    """The XComs in each argument."""
    found = {
        name: [(r.task_id, r.key) for r in code.refs.values() if isinstance(r, ir.XComRef)]
        for name, code in slots(use)
        if not name.startswith(("=", "**"))
    }
    return {name: places for name, places in found.items() if places}


def _shared(use: TaskUse, readers: Counter[Place]) -> set[str]:
    """The arguments that someone else gets too: another task, or another run of this one."""
    many = bool(use.mapped or use.mapped_kwargs)
    return {
        name
        for name, places in _xcoms(use).items()
        if (many and not name.startswith("*")) or any(readers[place] > 1 for place in places)
    }


def _tried_again(use: TaskUse, made: TaskDef) -> set[str]:
    """The arguments that a second try gets again."""
    return set(_xcoms(use)) if "retries" in {*made.decorator, *use.options} else set()


def _copying(made: TaskDef, shared: set[str], again: set[str]) -> TaskDef:
    """The function with copies of the parameters that it changes."""
    tree = Tree.parse(made.source)
    names = [param.name.value for param in syntax.parameters(tree.function.params)]
    found = {name: once for node in tree.walk() for name, once in _changed(node)}
    for node in tree.walk():
        found |= {name: False for name, once in _changed(node) if not once}
    wanted = [
        name
        for position, name in enumerate(names)
        if name in found
        and not {name, f"*{name}", str(position)}.isdisjoint(
            shared if found[name] else shared | again
        )
        and not _copied(tree, name)
    ]
    if not wanted:
        return made
    hidden = "copy" in tree.bindings or "copy" in names or "copy" in made.names
    needed = Import("copy", "deepcopy") if hidden else Import("copy")
    copier = "deepcopy" if hidden else "copy.deepcopy"
    return replace(made, source=_with(tree, wanted, copier), imports=made.imports | {needed})


def _with(tree: Tree, names: list[str], copier: str) -> str:
    """The source with a copy of each parameter at its top."""
    lines = [syntax.statement(f"{name} = {copier}({name})") for name in names]
    at = 1 if tree.function.get_docstring(clean=False) is not None else 0
    block = tree.body.with_changes(body=[*tree.body.body[:at], *lines, *tree.body.body[at:]])
    function = tree.function.with_changes(body=block)
    return syntax.code(function).strip("\n")


def _changed(node: cst.CSTNode) -> Iterator[tuple[str, bool]]:
    """Names of the values that a node changes in place, and whether twice is as good as once."""
    match node:
        case cst.Call(func=cst.Attribute(value=owner, attr=cst.Name(value=method)), args=args):
            if method in MUTATORS or any(_in_place(arg) for arg in args):
                yield from ((name, method in REPEATABLE) for name in _root(owner))
        case cst.AssignTarget(target=cst.Subscript() | cst.Attribute() as target):
            yield from ((name, True) for name in _root(target))
        case cst.Del(target=cst.Subscript() | cst.Attribute() as target):
            yield from ((name, False) for name in _root(target))
        case cst.AugAssign(target=cst.Subscript() | cst.Attribute() as target):
            yield from ((name, False) for name in _root(target))
        case cst.AugAssign(target=cst.Name(value=name), value=cst.List() | cst.ListComp()):
            yield name, False


def _in_place(arg: cst.Arg) -> bool:
    named = arg.keyword is not None and arg.keyword.value == "inplace"
    return named and isinstance(arg.value, cst.Name) and arg.value.value == "True"


def _root(node: cst.BaseExpression) -> Iterator[str]:
    """`rows` of `rows[0].name`."""
    while isinstance(node, cst.Subscript | cst.Attribute):
        node = node.value
    if isinstance(node, cst.Name):
        yield node.value


def _copied(tree: Tree, name: str) -> bool:
    """Whether the function begins with binding the parameter anew."""
    for line in tree.body.body:
        match line:
            case cst.SimpleStatementLine(body=[cst.Assign(targets=[cst.AssignTarget(target=t)])]):
                if isinstance(t, cst.Name) and t.value == name:
                    return True
            case cst.SimpleStatementLine(body=[cst.Expr(value=cst.BaseString())]):
                continue
            case _:
                return False
    return False
