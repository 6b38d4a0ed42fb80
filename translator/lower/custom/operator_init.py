"""The constructor of an operator class: what only went to BaseOperator goes.

Airflow: `super().__init__(*args, **kwargs)` hands `task_id`, `retries`, ... to BaseOperator.
Prefect: those are options of the task; the constructor keeps what the class itself reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from translator.lower import syntax
from translator.lower.custom.one_by_one import one_by_one
from translator.lower.syntax import Tree


class NotPlainError(Exception):
    """Why a constructor can't be separated from Airflow's."""


@dataclass(frozen=True, slots=True)
class Init:
    """A constructor without Airflow's part."""

    definition: cst.FunctionDef | None
    """None: nothing is left of it."""
    written: tuple[str, ...] = ()
    """The parameters it had: without `self`, stars left out."""
    kept: tuple[str, ...] = ()
    """Those it still has."""
    hands_on: bool = False
    """It passes `**kwargs` on to the constructor of a class of the tree."""
    inherited: Init | None = None

    @property
    def accepts(self) -> frozenset[str]:
        """The keyword arguments that the rewritten class takes."""
        further = self.inherited.accepts if self.inherited and self.hands_on else frozenset()
        return frozenset(self.kept) | further

    @property
    def known(self) -> frozenset[str]:
        """The keyword arguments that the class names itself, those that only Airflow reads too."""
        further = self.inherited.known if self.inherited else frozenset()
        return frozenset(self.written) | further

    def fields(self, name: str) -> tuple[frozenset[str], bool]:
        """The attributes that hold argument `name`, and whether it is read for nothing else."""
        if name not in self.written:
            return self.inherited.fields(name) if self.inherited else (frozenset(), True)
        return self._fields(name) if self.definition else (frozenset(), True)

    def defaulted(self, name: str) -> bool:
        """Whether an attribute holds `name or {}`: it matters when a text gets empty."""
        if name not in self.written or self.definition is None:
            return self.inherited is not None and self.inherited.defaulted(name)
        tree = Tree.of(self.definition)
        names = [one for one in tree.walk() if isinstance(one, cst.Name) and one.value == name]
        return any(_defaulted(tree, tree.parent(one), one) for one in names)

    def _fields(self, name: str) -> tuple[frozenset[str], bool]:
        assert self.definition is not None
        tree, found, plain = Tree.of(self.definition), set[str](), True
        for node in tree.walk():
            if not isinstance(node, cst.Name) or node.value != name:
                continue
            parent = tree.parent(node)
            match parent:
                case cst.Param() | cst.Arg(keyword=cst.Name()) if node is not _value(parent):
                    continue
                case cst.Attribute() if node is parent.attr:
                    continue
                case cst.Assign(targets=[cst.AssignTarget(target=cst.Attribute() as target)]):
                    found.add(target.attr.value)
                case cst.AnnAssign(target=cst.Attribute() as target):
                    found.add(target.attr.value)
                case cst.BooleanOperation() if held := _defaulted(tree, parent, node):
                    found.add(held)
                case cst.Arg(keyword=cst.Name(value=key)) if self.inherited and _is_super(
                    tree.parent(parent)
                ):
                    more, clean = self.inherited.fields(key)
                    found |= more
                    plain = plain and clean
                case _:
                    plain = False
        return frozenset(found), plain


def _defaulted(tree: Tree, parent: cst.CSTNode, node: cst.Name) -> str | None:
    """The attribute of `self.options = options or {}`."""
    match parent:
        case cst.BooleanOperation(left=left, operator=cst.Or(), right=right) if left is node:
            texts = [one for one in syntax.walk(right) if isinstance(one, cst.Name | cst.Call)]
            if texts or "{{" in syntax.code(right) or "{%" in syntax.code(right):
                return None
            match tree.parent(parent):
                case cst.Assign(targets=[cst.AssignTarget(target=cst.Attribute() as target)]):
                    return target.attr.value
                case cst.AnnAssign(target=cst.Attribute() as target):
                    return target.attr.value
    return None


def _value(node: cst.CSTNode) -> cst.CSTNode | None:
    match node:
        case cst.Arg(value=value):
            return value
        case cst.Param(default=default):
            return default
    return None


def _is_super(node: cst.CSTNode) -> bool:
    match node:
        case cst.Call(
            func=cst.Attribute(
                value=cst.Call(func=cst.Name(value="super")), attr=cst.Name(value="__init__")
            )
        ):
            return True
    return False


def strip_init(definition: cst.FunctionDef, inherited: Init | None, bases: frozenset[str]) -> Init:
    """The constructor without the call of Airflow's, and without what only that call read.

    Args:
        definition: the method.
        inherited: the constructor of the next class of the tree.
        bases: the names that the base classes of Airflow's have in the module.

    Raises:
        NotPlainError: it does more with the arguments of BaseOperator.
    """
    definition = one_by_one(definition)
    tree = Tree.of(definition)
    for call in _super_calls(tree, bases):
        line = tree.line(call)
        if line is None or len(line.body) != 1 or not isinstance(line.body[0], cst.Expr):
            raise NotPlainError(f"{syntax.one_line(call)} in an expression")
        if inherited is None or not inherited.accepts or not _is_super(call):
            tree.remove(line)
            continue
        args = _accepted(call, inherited)
        tree.edit(call, lambda _, args=args: syntax.call("super().__init__", args))  # type: ignore[misc]
    return _stripped(definition, tree.apply(), inherited)


def _super_calls(tree: Tree, bases: frozenset[str]) -> Iterator[cst.Call]:
    for node in tree.walk():
        match node:
            case cst.Call(func=cst.Attribute(value=owner, attr=cst.Name(value="__init__"))):
                if _is_super(node) or syntax.dotted(owner) in bases:
                    yield node


def _accepted(call: cst.Call, inherited: Init) -> list[cst.Arg]:
    """The arguments that the constructor of the tree still takes."""
    positional = [arg for arg in call.args if not arg.star and arg.keyword is None]
    named = dict(zip(inherited.written, (arg.value for arg in positional), strict=False))
    named |= {arg.keyword.value: arg.value for arg in call.args if arg.keyword is not None}
    args = [syntax.keyword(n, value) for n, value in named.items() if n in inherited.accepts]
    if inherited.accepts - named.keys():
        stars = [arg for arg in call.args if arg.star == "**"]
        args += [arg.with_changes(comma=cst.MaybeSentinel.DEFAULT) for arg in stars]
    return args


def _stripped(original: cst.FunctionDef, new: cst.FunctionDef, inherited: Init | None) -> Init:
    params = original.params
    written = [p.name.value for p in (*params.posonly_params, *params.params)][1:]
    written += [p.name.value for p in params.kwonly_params]
    read = _names_read(new)
    star = params.star_arg.name.value if isinstance(params.star_arg, cst.Param) else ""
    rest = params.star_kwarg.name.value if params.star_kwarg else ""
    hands_on = _check_stars(new, star, rest)
    kept = [name for name in written if name in read]
    gone = {*written, star} - set(kept) | ({rest} if not hands_on else set())
    if _is_empty(new, inherited):
        return Init(None, tuple(written), (), True, inherited)
    return Init(_without(new, gone), tuple(written), tuple(kept), hands_on, inherited)


def _names_read(function: cst.FunctionDef) -> set[str]:
    tree = Tree.of(function)
    return {
        node.value
        for node in tree.walk()
        if isinstance(node, cst.Name) and not _is_label(node, tree.parent(node))
    }


def _is_label(node: cst.Name, parent: cst.CSTNode) -> bool:
    """Whether it is the name of a parameter, of an attribute, or of a keyword."""
    match parent:
        case cst.Param(name=name) | cst.Attribute(attr=name) | cst.FunctionDef(name=name):
            return name is node
        case cst.Arg(keyword=keyword):
            return keyword is node
    return False


def _check_stars(function: cst.FunctionDef, star: str, rest: str) -> bool:
    """Whether `**kwargs` is handed on; any other use of it, or of `*args`, is none of ours."""
    tree, hands_on = Tree.of(function), False
    for node in tree.walk():
        if not isinstance(node, cst.Name) or _is_label(node, tree.parent(node)):
            continue
        if star and node.value == star:
            raise NotPlainError(f"__init__ reads *{star}")
        if rest and node.value == rest:
            arg = tree.parent(node)
            if not (isinstance(arg, cst.Arg) and arg.star == "**" and _is_super(tree.parent(arg))):
                raise NotPlainError(f"__init__ reads **{rest}")
            hands_on = True
    return hands_on


def _is_empty(function: cst.FunctionDef, inherited: Init | None) -> bool:
    """Whether it does nothing, or only hands everything on."""
    body = [line for line in Tree.of(function).body.body if not _is_idle(line)]
    if not body:
        return inherited is None or not inherited.accepts
    match body:
        case [cst.SimpleStatementLine(body=[cst.Expr(value=cst.Call(args=[only]) as call)])]:
            return only.star == "**" and _is_super(call)
    return False


def _is_idle(line: cst.BaseStatement) -> bool:
    match line:
        case cst.SimpleStatementLine(body=[cst.Pass() | cst.Expr(value=cst.SimpleString())]):
            return True
    return False


def _without(function: cst.FunctionDef, gone: set[str]) -> cst.FunctionDef:
    params = function.params
    kept = {
        part: [_plain(p) for p in getattr(params, part) if p.name.value not in gone]
        for part in ("posonly_params", "params", "kwonly_params")
    }
    star = params.star_arg
    if isinstance(star, cst.Param) and star.name.value in gone:
        star = cst.MaybeSentinel.DEFAULT
    if isinstance(star, cst.ParamStar) and not kept["kwonly_params"]:
        star = cst.MaybeSentinel.DEFAULT
    rest = params.star_kwarg
    rest = None if rest is None or rest.name.value in gone else _plain(rest)
    changed = params.with_changes(**kept, star_arg=star, star_kwarg=rest)
    return function.with_changes(params=changed)


def _plain(param: cst.Param) -> cst.Param:
    return param.with_changes(comma=cst.MaybeSentinel.DEFAULT)
