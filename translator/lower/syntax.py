"""Small helpers on libcst nodes: reading names, strings and calls, building nodes from text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

import libcst as cst

from translator.lines import PRAGMA

Node = TypeVar("Node", bound=cst.CSTNode)
Edit = Callable[[cst.CSTNode], "cst.CSTNode | cst.FlattenSentinel[cst.CSTNode]"]

_EMPTY = cst.Module([])

# libcst drops a statement line that becomes empty, comments and all; this keeps it for `_swept`.
_REMOVED = cst.Pass()


def code(node: cst.CSTNode) -> str:
    """The source of a node."""
    return _EMPTY.code_for_node(node)


def one_line(node: cst.CSTNode) -> str:
    """The source of a node on one line, for messages."""
    text = " ".join(code(node).split())
    return text if len(text) <= 100 else f"{text[:97]}..."


def expression(text: str) -> cst.BaseExpression:
    """Parse an expression."""
    return cst.parse_expression(text)


def statement(text: str) -> cst.SimpleStatementLine:
    """Parse one simple statement."""
    parsed = cst.parse_statement(text)
    assert isinstance(parsed, cst.SimpleStatementLine)
    return parsed


def statements(text: str) -> list[cst.BaseStatement]:
    """Parse several statements."""
    return [line for line in parsed(text).body if isinstance(line, cst.BaseStatement)]


def dotted(node: cst.CSTNode) -> str | None:
    """`a.b.c` for a chain of names, else None."""
    match node:
        case cst.Name(value=value):
            return value
        case cst.Attribute(value=owner, attr=attr):
            left = dotted(owner)
            return f"{left}.{attr.value}" if left else None
    return None


def string(node: cst.CSTNode) -> str | None:
    """The value of a plain string literal, else None."""
    if isinstance(node, cst.SimpleString | cst.ConcatenatedString):
        value = node.evaluated_value
        return value if isinstance(value, str) else None
    return None


def walk(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """A node and everything in it, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)


def index(node: cst.Subscript) -> cst.BaseExpression | None:
    """The single index of a subscript, None for slices and tuples."""
    if len(node.slice) == 1 and isinstance(node.slice[0].slice, cst.Index):
        return node.slice[0].slice.value
    return None


def arguments(call: cst.Call, names: Sequence[str]) -> dict[str, cst.BaseExpression] | None:
    """Arguments by name, positional ones through `names`; None with `*`, `**` or too many."""
    found: dict[str, cst.BaseExpression] = {}
    for position, arg in enumerate(call.args):
        if arg.star or (arg.keyword is None and position >= len(names)):
            return None
        found[arg.keyword.value if arg.keyword else names[position]] = arg.value
    return found


def call(function: str, args: Sequence[cst.Arg]) -> cst.Call:
    """A call of a dotted name."""
    return cst.Call(expression(function), args=list(args))


def keyword(name: str, value: cst.BaseExpression) -> cst.Arg:
    """`name=value`."""
    equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    return cst.Arg(value, keyword=cst.Name(name), equal=equal)


@lru_cache(maxsize=512)
def parsed(source: str) -> cst.Module:
    """`source` as libcst reads it; nodes never change, so one parse serves all who ask."""
    return cst.parse_module(source)


def target_names(target: cst.CSTNode) -> list[str]:
    """Names that an assignment target binds."""
    match target:
        case cst.Name(value=value):
            return [value]
        case cst.Tuple(elements=elements) | cst.List(elements=elements):
            return [name for element in elements for name in target_names(element.value)]
        case cst.StarredElement(value=value):
            return target_names(value)
    return []


_BINDING = frozenset(
    {
        cst.AssignTarget,
        cst.AnnAssign,
        cst.NamedExpr,
        cst.AugAssign,
        cst.For,
        cst.CompFor,
        cst.AsName,
        cst.ImportAlias,
        cst.FunctionDef,
        cst.ClassDef,
        cst.Param,
        cst.MatchAs,
        cst.MatchStar,
        cst.NameItem,
        cst.Del,
    }
)


def bound_names(node: cst.CSTNode) -> list[str]:
    """Names that this node itself (not its children) binds."""
    if type(node) not in _BINDING:  # nearly every node: spares it the patterns
        return []
    match node:
        case cst.AssignTarget(target=t) | cst.AnnAssign(target=t) | cst.NamedExpr(target=t):
            return target_names(t)
        case cst.AugAssign(target=t) | cst.For(target=t) | cst.CompFor(target=t):
            return target_names(t)
        case cst.AsName(name=name):
            return target_names(name)
        case cst.ImportAlias(asname=None, name=name):
            return [(dotted(name) or "").split(".")[0]]
        case cst.FunctionDef(name=name) | cst.ClassDef(name=name) | cst.Param(name=name):
            return [name.value]
        case cst.MatchAs(name=cst.Name(value=value)) | cst.MatchStar(name=cst.Name(value=value)):
            return [value]
        case cst.NameItem(name=name):
            return [name.value]
        case cst.Del(target=target):
            return target_names(target)
    return []


_LAYOUT = re.compile(
    r"whitespace\w*|\w*whitespace|leading_lines|lines_after_decorators|header|footer|"
    r"__slots__|lpar|rpar|lbrace|rbrace|lbracket|rbracket|comma|semicolon|dot|newline"
)


@lru_cache(maxsize=256)
def code_fields(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    """The fields of a kind of node that may hold code, not only blanks and brackets."""
    return tuple(n for n in kind.__dataclass_fields__ if not _LAYOUT.fullmatch(n))


_NODES: dict[type, bool] = {}
"""Whether a class is one of libcst's nodes: isinstance() is slow with its abstract classes."""


def is_node(item: object) -> bool:
    """Whether something is a node of libcst's."""
    kind = type(item)
    if kind not in _NODES:
        _NODES[kind] = issubclass(kind, cst.CSTNode)
    return _NODES[kind]


def children(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """What `node.children` gives of code, without libcst's visitor, which copies every node."""
    for name in code_fields(type(node)):
        value = getattr(node, name)
        if is_node(value):
            yield value
        elif isinstance(value, list | tuple):
            yield from (item for item in value if is_node(item))


@dataclass(slots=True)
class Tree:
    """A parsed function: its nodes with their parents, what it binds, and the edits to make."""

    module: cst.Module
    function: cst.FunctionDef
    parents: dict[int, cst.CSTNode] = field(default_factory=dict)
    bindings: Counter[str] = field(default_factory=Counter)
    """How often each name is bound, in nested functions too; own parameters not counted."""
    removed: set[int] = field(default_factory=set)
    """Statements that go."""
    _edits: dict[int, Edit] = field(default_factory=dict)
    _nodes: list[cst.CSTNode] = field(default_factory=list)

    @classmethod
    def parse(cls, source: str) -> Tree:
        """Parse the source of one `def`."""
        module = parsed(source)
        return cls.of(next(n for n in module.body if isinstance(n, cst.FunctionDef)))

    @classmethod
    def of(cls, function: cst.FunctionDef) -> Tree:
        """The tree of a function that is parsed already."""
        if isinstance(function.body, cst.SimpleStatementSuite):
            function = function.with_changes(body=_block(function.body))
        module = cst.Module([function])
        tree = cls(module, function)
        tree._index(module)
        own = [function, *parameters(function.params)]
        tree.bindings.subtract(name for node in own for name in bound_names(node))
        tree.bindings += Counter()
        return tree

    def _index(self, node: cst.CSTNode) -> None:
        self._nodes.append(node)
        self.bindings.update(bound_names(node))
        for child in children(node):
            self.parents[id(child)] = node
            self._index(child)

    @property
    def body(self) -> cst.IndentedBlock:
        """The block of the function."""
        assert isinstance(self.function.body, cst.IndentedBlock)
        return self.function.body

    def walk(self) -> Iterator[cst.CSTNode]:
        """All nodes, parents first."""
        return iter(self._nodes)

    def parent(self, node: cst.CSTNode) -> cst.CSTNode:
        """The node around `node`."""
        return self.parents[id(node)]

    def above(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """The nodes around `node`, innermost first, the function itself last."""
        while node is not self.function and id(node) in self.parents:
            node = self.parents[id(node)]
            yield node

    def line(self, node: cst.CSTNode) -> cst.SimpleStatementLine | None:
        """The simple statement that holds `node`; None inside a compound statement's header."""
        for outer in (node, *self.above(node)):
            if isinstance(outer, cst.SimpleStatementLine):
                return outer
            if isinstance(outer, cst.BaseCompoundStatement):
                return None
        return None

    def top_level(self, node: cst.CSTNode) -> bool:
        """Whether a statement stands directly in the body of the function."""
        return self.parent(node) is self.function.body

    def in_nested(self, node: cst.CSTNode) -> bool:
        """Whether `node` is inside a nested function, lambda or class."""
        scopes = (cst.FunctionDef, cst.Lambda, cst.ClassDef)
        return any(isinstance(o, scopes) for o in self.above(node) if o is not self.function)

    def edit(self, node: cst.CSTNode, change: Edit) -> None:
        """Change `node` after its children; a second edit of the same node sees the first's."""
        earlier = self._edits.get(id(node))
        self._edits[id(node)] = _then(earlier, change) if earlier else change

    def override(self, node: cst.CSTNode, new: cst.CSTNode) -> None:
        """Put `new` in the place of `node`, whatever else was planned for it."""
        self._edits[id(node)] = lambda _: new

    def replace(self, node: cst.CSTNode, new: cst.CSTNode) -> None:
        """Put `new` in the place of `node`."""
        self.edit(node, lambda _: new)

    def replace_text(self, node: cst.CSTNode, text: str) -> None:
        """Put the expression `text` in the place of `node`, with the parentheses it had."""
        self.edit(node, lambda _: expression(text))

    def remove(self, line: cst.SimpleStatementLine | cst.If) -> None:
        """Take a statement out; its comments stay with what follows."""
        self.removed.add(id(line))
        gone = cst.SimpleStatementLine([_REMOVED], leading_lines=line.leading_lines)
        if isinstance(line, cst.SimpleStatementLine):
            gone = line.with_changes(body=[_REMOVED])
        self.override(line, gone)
        block = self.parent(line)
        if isinstance(block, cst.IndentedBlock):
            self._edits.setdefault(id(block), _swept)

    def edited(self, node: cst.CSTNode) -> bool:
        """Whether an edit of this very node is planned."""
        return id(node) in self._edits

    def changed(self) -> bool:
        """Whether any edit is planned."""
        return bool(self._edits)

    def apply(self) -> cst.FunctionDef:
        """The function with all edits made."""
        touched = {id(self.module)}
        for node in self._nodes:
            if id(node) in self._edits:
                touched.update(id(n) for n in (node, *self.above(node)))
        result = self.module.visit(_Apply(self._edits, touched))
        return next(n for n in result.body if isinstance(n, cst.FunctionDef))


class _Apply(cst.CSTTransformer):
    def __init__(self, edits: Mapping[int, Edit], touched: set[int]) -> None:
        super().__init__()
        self._edits = edits
        self._touched = touched

    def on_visit(self, node: cst.CSTNode) -> bool:
        return id(node) in self._touched

    def on_leave(self, original_node, updated_node):  # type: ignore[no-untyped-def]
        edit = self._edits.get(id(original_node))
        return edit(updated_node) if edit else updated_node


def _then(first: Edit, second: Edit) -> Edit:
    def both(node: cst.CSTNode) -> cst.CSTNode | cst.FlattenSentinel[cst.CSTNode]:
        changed = first(node)
        return second(changed) if isinstance(changed, cst.CSTNode) else changed

    return both


def _block(suite: cst.SimpleStatementSuite) -> cst.IndentedBlock:
    """`def f(): return 1` on two lines."""
    line = cst.SimpleStatementLine(suite.body, trailing_whitespace=suite.trailing_whitespace)
    return cst.IndentedBlock([line])


def parameters(params: cst.Parameters) -> list[cst.Param]:
    """All parameters in order, `*args` and `**kwargs` included."""
    found = [*params.posonly_params, *params.params]
    if isinstance(params.star_arg, cst.Param):
        found.append(params.star_arg)
    found += params.kwonly_params
    return [*found, params.star_kwarg] if params.star_kwarg else found


def _swept(block: cst.CSTNode) -> cst.CSTNode:
    """Drop the statements that `Tree.remove` marked, and hand their comments on."""
    assert isinstance(block, cst.IndentedBlock)
    kept: list[cst.BaseStatement] = []
    carried: list[cst.EmptyLine] = []
    for line in block.body:
        if isinstance(line, cst.SimpleStatementLine) and line.body[0] is _REMOVED:
            carried += comment_lines(line)
            continue
        if carried or not kept:
            line = with_leading(line, carried)
            carried = []
        kept.append(line)
    footer = [*carried, *block.footer]
    return block.with_changes(body=kept or [statement("pass")], footer=footer)


def comment_lines(line: cst.SimpleStatementLine) -> list[cst.EmptyLine]:
    """The comments above and behind a statement, each on its own line; none that is for a tool."""
    found = [empty for empty in line.leading_lines if empty.comment]
    behind = line.trailing_whitespace.comment
    if behind is None or PRAGMA.match(behind.value):
        return found
    return [*found, cst.EmptyLine(comment=behind)]


def with_leading(line: cst.BaseStatement, lines: Sequence[cst.EmptyLine]) -> cst.BaseStatement:
    """A statement with `lines` above what stands above it."""
    leading = getattr(line, "leading_lines", ())
    return line.with_changes(leading_lines=[*lines, *leading])


@lru_cache(maxsize=1024)
def comment(text: str) -> cst.EmptyLine:
    """A line with a comment."""
    return cst.EmptyLine(comment=cst.Comment(f"# {text}" if text else "#"))
