"""`ti.xcom_push(key, value)` inside a callable becomes part of what the task returns.

Airflow: every push is kept on its own, beside the return value (semantics, section 3.1).
Prefect: a task has one result, so a callable that pushes returns a dict of its XComs; reading one
key of it is the flow's work (`TaskUse.result == "keys"`).
They differ in: what was pushed before a skip or a failure is lost (AP314).

Runs after everything else in the function is rewritten; the calls stand there as `PUSH(...)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import libcst as cst

from translator.ir import RETURN_VALUE
from translator.lower import syntax
from translator.lower.callables.assigned import MUTATORS
from translator.lower.pure import is_pure
from translator.lower.syntax import Tree
from translator.lower.xcom.kept_pushes import kept_pushes

PUSH = "__xcom_push__"

HANDED_XCOMS = "__xcoms__"
"""Stands for the dict of XComs in calls of functions that push for the task."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """The function with its pushes in what it returns."""

    function: cst.FunctionDef
    keys: tuple[str, ...]
    copies: bool
    """It needs `import copy`."""


@dataclass(slots=True)
class _Folder:
    tree: Tree
    fresh: Callable[..., str]
    items: list[tuple[str, cst.BaseExpression]] = field(default_factory=list)
    copies: bool = False


def fold_pushes(
    function: cst.FunctionDef,
    fresh: Callable[..., str],
    keeps: bool = False,
    handed: tuple[str, ...] = (),
) -> Pushed | None:
    """Rewrite all `PUSH(key, value)` of a function; None where there is none.

    Args:
        function: the function.
        fresh: makes a name that is free in it.
        keeps: what was pushed stays readable if the function then raises (rules tier).
        handed: keys that functions push which get the dict for it.
    """
    tree = Tree.of(_statements_first(function))
    pushes = [node for node in tree.walk() if is_push(node)]
    if not pushes and not handed:
        return None
    keys = tuple(dict.fromkeys([*pushed_keys(pushes), *handed]))
    if keeps:
        name = fresh("xcoms", "pushed")
        return Pushed(kept_pushes(_collect(tree, pushes, name), name), keys, False)
    if not handed and _foldable(tree, pushes):
        folder = _Folder(tree, fresh)
        return Pushed(_fold(folder), keys, folder.copies)
    return Pushed(_collect(tree, pushes, fresh("xcoms", "pushed")), keys, False)


def pushed_keys(pushes: Sequence[cst.CSTNode]) -> list[str]:
    """The keys of some pushes; "" for one that is computed."""
    return [_key(push) or "" for push in pushes]


def is_push(node: cst.CSTNode) -> bool:
    """Whether `node` is a push that still has to be rewritten."""
    match node:
        case cst.Call(func=cst.Name(value=name)):
            return name == PUSH
    return False


def _key(push: cst.CSTNode) -> str | None:
    assert isinstance(push, cst.Call)
    return syntax.string(push.args[0].value)


def _value(push: cst.CSTNode) -> cst.BaseExpression:
    assert isinstance(push, cst.Call)
    return push.args[1].value


def _statements_first(function: cst.FunctionDef) -> cst.FunctionDef:
    """`return PUSH(...)` as two statements."""
    tree = Tree.of(function)
    for node in tree.walk():
        if isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1:
            match node.body[0]:
                case cst.Return(value=cst.Call() as call) if is_push(call):
                    push = node.with_changes(body=[cst.Expr(call)])
                    parts = [push] if _last(tree, node) else [push, syntax.statement("return")]
                    tree.edit(node, _flattened(parts))
    return tree.apply() if tree.changed() else function


def _flattened(parts: Sequence[cst.CSTNode]) -> syntax.Edit:
    return lambda _: cst.FlattenSentinel(parts)


def _last(tree: Tree, line: cst.SimpleStatementLine) -> bool:
    return tree.top_level(line) and tree.body.body[-1] is line


# One return at the end: the dict is written there -------------------------------------------------


def _foldable(tree: Tree, pushes: Sequence[cst.CSTNode]) -> bool:
    """Whether all pushes are plain statements of the function, with one way out at the end."""
    lines = [_push_line(tree, push) for push in pushes]
    keys = [_key(push) for push in pushes]
    if None in lines or None in keys or len(set(keys)) < len(keys):
        return False
    returns = list(own_returns(tree))
    if not returns:
        return True
    last = tree.body.body[-1]
    only = len(returns) == 1 and tree.line(returns[0]) is last
    return only and isinstance(last, cst.SimpleStatementLine) and RETURN_VALUE not in keys


def _push_line(tree: Tree, push: cst.CSTNode) -> cst.SimpleStatementLine | None:
    line = tree.line(push)
    if line is None or len(line.body) != 1 or not tree.top_level(line):
        return None
    return line if isinstance(tree.parent(push), cst.Expr) else None


def own_returns(tree: Tree) -> Iterator[cst.Return]:
    """The return statements of the function itself, but for skips."""
    for node in tree.walk():
        if isinstance(node, cst.Return) and not tree.in_nested(node) and not _skips(node):
            yield node


def _skips(node: cst.Return) -> bool:
    """`return Completed(...)`."""
    match node.value:
        case cst.Call(func=cst.Name(value="Completed")):
            return True
    return False


def _fold(folder: _Folder) -> cst.FunctionDef:
    tree = folder.tree
    body = list(tree.body.body)
    returns = list(own_returns(tree))
    for position, line in enumerate(body):
        if (push := _pushed_by(line)) is not None:
            later = [s for s in body[position + 1 :] if _pushed_by(s) is None]
            later = [s for s in later if not (returns and s is body[-1])]
            _take(folder, line, push, later, replaceable=not returns and line is body[-1])
    result = returns[0].value if returns else None
    final = cst.Return(_display(folder.items, result))
    if returns:
        tree.replace(returns[0], final)
    elif _pushed_by(body[-1]) is not None:
        tree.edit(body[-1], lambda line: line.with_changes(body=[final]))
    elif not _raises(body[-1]):
        _append(tree, cst.SimpleStatementLine([final]))
    return tree.apply()


def _raises(line: cst.CSTNode) -> bool:
    match line:
        case cst.SimpleStatementLine(body=[*_, cst.Raise()]):
            return True
    return False


def _pushed_by(line: cst.CSTNode) -> cst.Call | None:
    match line:
        case cst.SimpleStatementLine(body=[cst.Expr(value=cst.Call() as call)]) if is_push(call):
            return call
    return None


def _take(
    folder: _Folder,
    line: cst.CSTNode,
    push: cst.Call,
    later: Sequence[cst.CSTNode],
    replaceable: bool,
) -> None:
    """Move a pushed value to the end; what runs in between must not see or change it."""
    assert isinstance(line, cst.SimpleStatementLine)
    key, value = _key(push) or "", _value(push)
    if not later or _constant(value) or (isinstance(value, cst.Name) and _stable(value, later)):
        folder.items.append((key, value))
        if not replaceable:
            folder.tree.remove(line)
        return
    name = folder.fresh(key, f"{key}_value")
    if isinstance(value, cst.Name):
        folder.copies = True
        value = syntax.call("copy.deepcopy", [cst.Arg(value)])
    assign = cst.Assign([cst.AssignTarget(cst.Name(name))], value)
    folder.tree.replace(push_statement(line), assign)
    folder.items.append((key, cst.Name(name)))


def push_statement(line: cst.SimpleStatementLine) -> cst.BaseSmallStatement:
    """The only small statement of a line."""
    return line.body[0]


def _constant(value: cst.BaseExpression) -> bool:
    return isinstance(value, cst.SimpleString | cst.Integer | cst.Float) or (
        isinstance(value, cst.Name) and value.value in {"None", "True", "False"}
    )


def _stable(name: cst.Name, later: Sequence[cst.CSTNode]) -> bool:
    """Whether nothing in `later` rebinds the name or changes its value in place."""
    return not any(_changes(node, name.value) for line in later for node in syntax.walk(line))


def _changes(node: cst.CSTNode, name: str) -> bool:
    if name in syntax.bound_names(node):
        return True
    match node:
        case cst.Call(func=cst.Attribute(value=cst.Name(value=owner), attr=attr)):
            return owner == name and attr.value in MUTATORS
        case (
            cst.AssignTarget(target=target) | cst.AugAssign(target=target) | cst.Del(target=target)
        ):
            return _inside(target) == name
    return False


def _inside(target: cst.CSTNode) -> str | None:
    """`x` for the targets `x[...]` and `x.attr`."""
    match target:
        case cst.Subscript(value=cst.Name(value=name)) | cst.Attribute(value=cst.Name(value=name)):
            return name
    return None


def _display(
    items: Sequence[tuple[str, cst.BaseExpression]], result: cst.BaseExpression | None
) -> cst.BaseExpression:
    """`{"return_value": result, "key": value}`; pushes stay first where the order could matter."""
    pushed = [(key, _bare(value)) for key, value in items]
    if result is None:
        only = len(pushed) == 1 and pushed[0][0] == RETURN_VALUE
        return pushed[0][1] if only else _dict(pushed)
    returned = (RETURN_VALUE, _bare(result))
    pure = is_pure(result) and all(is_pure(value) for _, value in pushed)
    return _dict([returned, *pushed] if pure else [*pushed, returned])


def _bare(value: cst.BaseExpression) -> cst.BaseExpression:
    """A tuple needs its parentheses inside a dict."""
    if isinstance(value, cst.Tuple) and not value.lpar:
        return value.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return value


def _dict(items: Sequence[tuple[str, cst.BaseExpression]]) -> cst.Dict:
    elements = [cst.DictElement(cst.SimpleString(f'"{key}"'), value) for key, value in items]
    return cst.Dict(elements)


# Several ways out: a dict is filled on the way ----------------------------------------------------


def into_dict(tree: Tree, pushes: Sequence[cst.CSTNode], name: str) -> None:
    """Make entries of the dict `name` of the pushes, and pass it on where it is asked for."""
    for node in tree.walk():
        if isinstance(node, cst.Name) and node.value == HANDED_XCOMS:
            tree.replace(node, cst.Name(name))
    for push in pushes:
        assert isinstance(push, cst.Call)
        key, value = push.args[0].value, _value(push)
        if isinstance(tree.parent(push), cst.Expr):
            item = cst.Subscript(cst.Name(name), [cst.SubscriptElement(cst.Index(key))])
            tree.edit(tree.parent(push), _assigning(item))
        else:
            entry = cst.Arg(cst.Dict([cst.DictElement(key, value)]))
            tree.replace(push, syntax.call(f"{name}.update", [entry]))


def _collect(tree: Tree, pushes: Sequence[cst.CSTNode], name: str) -> cst.FunctionDef:
    into_dict(tree, pushes, name)
    for node in own_returns(tree):
        tree.edit(node, lambda old: cst.Return(_with_xcoms(old, name)))
    body = tree.body.body
    if not terminates(body):
        _append(tree, syntax.statement(f"return {name}"))
    _prepend(tree, syntax.statement(f"{name} = {{}}"))
    return tree.apply()


def _assigning(item: cst.Subscript) -> syntax.Edit:
    def change(node: cst.CSTNode) -> cst.CSTNode:
        assert isinstance(node, cst.Expr)
        return cst.Assign([cst.AssignTarget(item)], _value(node.value))

    return change


def _with_xcoms(node: cst.CSTNode, name: str) -> cst.BaseExpression:
    assert isinstance(node, cst.Return)
    value = node.value
    if value is None or (isinstance(value, cst.Name) and value.value == "None"):
        return cst.Name(name)
    first = cst.DictElement(cst.SimpleString(f'"{RETURN_VALUE}"'), _bare(value))
    return cst.Dict([first, cst.StarredDictElement(cst.Name(name))])


def terminates(body: Sequence[cst.CSTNode]) -> bool:
    """Whether the end of a block is never reached."""
    if not body:
        return False
    match body[-1]:
        case cst.SimpleStatementLine(body=[*_, last]):
            return isinstance(last, cst.Return | cst.Raise)
        case cst.If(body=block, orelse=other) if other is not None:
            return terminates(block.body) and _otherwise_terminates(other)
        case cst.Try(body=block, handlers=handlers, orelse=None, finalbody=None):
            return terminates(block.body) and all(terminates(h.body.body) for h in handlers)
    return False


def _otherwise_terminates(clause: cst.CSTNode) -> bool:
    match clause:
        case cst.Else(body=block):
            return terminates(block.body)
        case cst.If():
            return terminates([clause])
    return False


def _append(tree: Tree, line: cst.SimpleStatementLine) -> None:
    block = tree.function.body
    tree.edit(block, lambda node: _inserted(node, None, line))


def _prepend(tree: Tree, line: cst.SimpleStatementLine) -> None:
    """Put a statement first, after the docstring."""
    block = tree.function.body
    at = 1 if tree.function.get_docstring(clean=False) is not None else 0
    tree.edit(block, lambda node: _inserted(node, at, line))


def _inserted(node: cst.CSTNode, at: int | None, line: cst.BaseStatement) -> cst.CSTNode:
    assert isinstance(node, cst.IndentedBlock)
    at = len(node.body) if at is None else at
    return node.with_changes(body=[*node.body[:at], line, *node.body[at:]])
