"""Jinja's syntax tree as Python source.

Expressions, `{% if %}`, `{% for %}` and `{% set %}` become Python expressions. What differs between
the two languages (an unknown filter, `loop.index`, a macro) raises `Untranslatable`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jinja2 import nodes

from translator.lower.flow.dates import FORMATS
from translator.lower.templates.failing import (
    DATE_METHODS,
    DATE_PARTS,
    TEXT_METHODS,
    is_whole,
    never_fails,
)
from translator.lower.templates.filters import lower_filter, lower_test
from translator.lower.templates.pull import pull
from translator.lower.templates.scope import INSTANCE, Kind, Piece, Scope, Untranslatable, optional
from translator.lower.templates.source import HOLE, TemplateSource
from translator.lower.templates.text import Hole, Part, string_code

OPERATORS: Mapping[type[nodes.BinExpr], str] = {
    nodes.Add: "+",
    nodes.Sub: "-",
    nodes.Mul: "*",
    nodes.Div: "/",
    nodes.FloorDiv: "//",
    nodes.Mod: "%",
    nodes.Pow: "**",
    nodes.And: "and",
    nodes.Or: "or",
}

CONSTANTS = {"True": True, "False": False}
"""Tests whose outcome is known."""

COMPARISONS = {
    "eq": "==",
    "ne": "!=",
    "gt": ">",
    "gteq": ">=",
    "lt": "<",
    "lteq": "<=",
    "in": "in",
    "notin": "not in",
}


class Compiler:
    """Compiles the nodes of one template."""

    def __init__(self, scope: Scope, source: TemplateSource) -> None:
        self.scope = scope
        self.source = source
        self.unread: set[str] = set()
        """Names that were set to what may fail, and not read since by what is always computed."""
        self.depth = 0
        """In how many branches and loops the node is that is looked at."""
        self.holes = {f"__hole_{n}__": hole for n, hole in enumerate(source.holes)}

    def template(self, body: Sequence[nodes.Node]) -> list[Part]:
        """The text of a whole template, as literals and holes."""
        parts = self.parts(body)
        if self.unread:
            raise Untranslatable(f"{{% set {min(self.unread)} %}} may fail and is not always read")
        return parts

    def parts(self, body: Sequence[nodes.Node]) -> list[Part]:
        """The text of a body, as literals and holes."""
        return [part for node in body for part in self.statement(node)]

    def assign(self, name: str, value: nodes.Node) -> None:
        """`{% set %}`: the expression goes where the name is read; somewhere it has to be."""
        before, self.scope.out.inside = self.scope.out.inside, False
        self.scope.local[name] = self.expression(value)
        if self.scope.out.inside:
            self.unread.add(name)
        self.scope.out.inside |= before

    def statement(self, node: nodes.Node) -> list[Part]:
        """One statement of a template."""
        match node:
            case nodes.Output(nodes=children):
                return [part for child in children for part in self.output(child)]
            case nodes.If():
                return self.condition(node)
            case nodes.For():
                return [Hole(self.loop(node), text=True)]
            case nodes.Assign(target=nodes.Name(name=name), node=value):
                self.assign(name, value)
                return []
            case _:
                raise Untranslatable(f"{{% {type(node).__name__.lower()} %}}")

    def output(self, node: nodes.Node) -> list[Part]:
        """What `{{ }}` or text prints."""
        if isinstance(node, nodes.TemplateData):
            return self.literal_parts(node.data)
        if isinstance(node, nodes.Const) and isinstance(node.value, str):
            return self.literal_parts(node.value)
        if isinstance(node, nodes.Concat):
            return [part for child in node.nodes for part in self.output(child)]
        if isinstance(node, nodes.Filter) and node.name == "safe" and node.node is not None:
            return self.output(node.node)
        piece = self.chosen(node) if isinstance(node, nodes.CondExpr) else self.expression(node)
        return [Hole(piece.code, "", piece.kind == "text", piece.kind in {"date", "value"})]

    def literal_parts(self, text: str) -> list[Part]:
        """Literal text with the DAG file's own holes."""
        return [
            self.holes[f"__hole_{piece}__"] if index % 2 else piece
            for index, piece in enumerate(HOLE.split(text))
        ]

    def condition(self, node: nodes.If) -> list[Part]:
        """`{% if %}` as a conditional expression; only what holds where that is known."""
        rest: Sequence[nodes.Node] = [*node.elif_[:1]] if node.elif_ else node.else_
        if node.elif_:
            first: nodes.If = node.elif_[0]
            rest = [nodes.If(first.test, first.body, node.elif_[1:], node.else_)]
        if _sets(node):
            raise Untranslatable("{% set %} in an {% if %}")
        test = self.expression(node.test).operand
        if test in CONSTANTS:
            return self.parts(node.body if CONSTANTS[test] else rest)
        self.depth += 1
        code = f"({self.text(node.body)} if {test} else {self.text(rest)})"
        self.depth -= 1
        return [Hole(code, text=True)]

    def loop(self, node: nodes.For) -> str:
        """`{% for %}` as a join over a generator."""
        if node.else_ or node.recursive or _mentions_loop(node) or _sets(node):
            raise Untranslatable("{% for %} with else, recursive or the loop variable")
        iterable = self.expression(node.iter).operand
        outer = dict(self.scope.local)
        self.scope.out.inside |= not never_fails(node)
        self.depth += 1
        target = self.target(node.target)
        test = f" if {self.expression(node.test).code}" if node.test else ""
        body = self.text(node.body)
        self.depth -= 1
        self.scope.local = outer
        return f"''.join({body} for {target} in {iterable}{test})"

    def target(self, node: nodes.Node) -> str:
        """The target of a loop: its names become local."""
        match node:
            case nodes.Name(name=name):
                self.scope.local[name] = Piece(name)
                return str(name)
            case nodes.Tuple(items=items):
                return ", ".join(self.target(item) for item in items)
            case _:
                raise Untranslatable("the target of a {% for %}")

    def text(self, body: Sequence[nodes.Node]) -> str:
        """A body as one string expression."""
        return string_code(self.parts(body))

    def expression(self, node: nodes.Node) -> Piece:
        """An expression; what may be missing in it is an error then."""
        piece = self.piece(node)
        self.scope.keep(piece)
        return piece

    def piece(self, node: nodes.Node) -> Piece:
        """An expression."""
        match node:
            case nodes.Const(value=value):
                return self.constant(value)
            case nodes.Name(name=name) if name in self.holes:
                return Piece(self.holes[name].code, atom=False)
            case nodes.Name(name=name):
                if not self.depth:
                    self.unread.discard(name)
                return self.scope.name(name)
            case nodes.Getattr() | nodes.Getitem():
                return self.member(node)
            case nodes.Call():
                return self.call(node)
            case nodes.Filter():
                return lower_filter(self, node)
            case nodes.Test():
                return lower_test(self, node)
            case _:
                return self.compound(node)

    def compound(self, node: nodes.Node) -> Piece:
        """Operators and displays."""
        match node:
            case nodes.BinExpr(left=first, right=second) if type(node) in OPERATORS:
                return self.binary(OPERATORS[type(node)], first, second)
            case nodes.UnaryExpr(node=inner, operator=operator):
                sign = "not " if operator == "not" else operator
                return Piece(f"{sign}{self.expression(inner).operand}", "value", atom=False)
            case nodes.Compare(expr=start, ops=operands):
                self.scope.out.inside |= any(one.op not in {"eq", "ne"} for one in operands)
                left = self.expression(start).operand
                rest = (f"{COMPARISONS[o.op]} {self.expression(o.expr).operand}" for o in operands)
                return Piece(" ".join([left, *rest]), "value", atom=False)
            case nodes.CondExpr(expr2=None):
                raise Untranslatable("an inline if without else in an expression")
            case nodes.CondExpr():
                return self.chosen(node)
            case nodes.Concat(nodes=children):
                texts = [part for child in children for part in self.output(child)]
                return Piece(string_code(texts), "text")
            case nodes.List(items=items):
                return Piece(f"[{', '.join(map(self.element, items))}]", "value")
            case nodes.Tuple(items=items):
                listed = ", ".join(map(self.element, items))
                return Piece(f"({listed}{',' if len(items) == 1 else ''})", "value")
            case nodes.Dict(items=items):
                pairs = (f"{self.element(p.key)}: {self.element(p.value)}" for p in items)
                return Piece(f"{{{', '.join(pairs)}}}", "value")
            case _:
                raise Untranslatable(type(node).__name__)

    def element(self, node: nodes.Node) -> str:
        """An element of a display; Jinja prints there what is missing, as `Undefined`."""
        before, self.scope.out.inside = self.scope.out.inside, False
        code = self.expression(node).code
        if self.scope.out.inside and isinstance(node, nodes.Getattr | nodes.Getitem):
            raise Untranslatable(f"{code} may be missing")
        self.scope.out.inside |= before
        return code

    def chosen(self, node: nodes.CondExpr) -> Piece:
        """`a if b else c`; without an else it prints nothing."""
        condition = self.expression(node.test).operand
        self.depth += 1
        other = self.expression(node.expr2).operand if node.expr2 is not None else "''"
        first = self.expression(node.expr1).operand
        self.depth -= 1
        return Piece(f"{first} if {condition} else {other}", atom=False)

    def binary(self, sign: str, first: nodes.Expr, second: nodes.Expr) -> Piece:
        """Two operands; a date plus or minus something stays an object with attributes."""
        left = self.expression(first)
        self.depth += sign in {"and", "or"}
        right = self.expression(second)
        self.depth -= sign in {"and", "or"}
        dated = sign in "+-" and "date" in (left.kind, right.kind)
        code = f"{left.operand} {sign} {right.operand}"
        both = dated and left.kind == right.kind
        self.scope.out.inside |= not both and sign not in {"and", "or"}
        return Piece(code, "date" if dated else "any", atom=False)

    def constant(self, value: object) -> Piece:
        """A literal; a string may hold holes of the DAG file."""
        if isinstance(value, str):
            return Piece(string_code(self.literal_parts(value)) if value else "''", "text")
        return Piece(repr(value), "value")

    def member(self, node: nodes.Getattr | nodes.Getitem) -> Piece:
        """`a.b.c["d"]`: a path in Airflow's context, or a member of a value."""
        names, base = _path(node)
        known = isinstance(base, nodes.Name) and base.name not in self.scope.local
        if isinstance(base, nodes.Name) and known and (found := self.scope.path(base.name, names)):
            piece, used = found
            inner: nodes.Node = node
            for _ in range(len(names) - used):
                assert isinstance(inner, nodes.Getattr | nodes.Getitem)
                inner = inner.node
            return self._members(node, inner, piece)
        return self._step(node, self.expression(node.node))

    def _members(self, node: nodes.Node, stop: nodes.Node, piece: Piece) -> Piece:
        """The members of `piece` that lead from `stop` to `node`."""
        if node is stop:
            return piece
        assert isinstance(node, nodes.Getattr | nodes.Getitem)
        return self._step(node, self._members(node.node, stop, piece))

    def _step(self, node: nodes.Getattr | nodes.Getitem, owner: Piece) -> Piece:
        owner = self.scope.sure(owner)
        if isinstance(node, nodes.Getattr):
            if owner.kind == "date":
                self.scope.out.inside |= node.attr not in DATE_PARTS
                return Piece(f"{owner.operand}.{node.attr}", "date")
            if owner.kind == "text" or self.scope.lenient:
                raise Untranslatable(f"the attribute {node.attr}")
            self.scope.out.inside = True
            return Piece(f"{owner.operand}[{node.attr!r}]")
        if self.scope.lenient:
            raise Untranslatable("an item that may be missing")
        if isinstance(node.arg, nodes.Slice):
            return Piece(f"{owner.operand}[{self._slice(node.arg)}]")
        self.scope.out.inside = True
        return Piece(f"{owner.operand}[{self.expression(node.arg).code}]")

    def _slice(self, node: nodes.Slice) -> str:
        ends = [node.start, node.stop, *([node.step] if node.step else [])]
        return ":".join(self.expression(end).code if end is not None else "" for end in ends)

    def call(self, node: nodes.Call) -> Piece:
        """A call: of Airflow's own functions, of the user's, or of a method."""
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            raise Untranslatable("a call with * or **")
        names, base = _path(node.node)
        if isinstance(base, nodes.Name) and base.name not in self.scope.local:
            if base.name in INSTANCE and names == ["xcom_pull"]:
                return pull(self.scope, self.source, node)
            if special := SPECIAL_CALLS.get((base.name, *names)):
                return special(self, *(self.expression(arg).code for arg in node.args))
            if found := self._get(base.name, names, node):
                return found
            if base.name == "range" and not names:
                self.scope.out.inside |= any(not is_whole(arg) for arg in node.args)
                return Piece(f"range({self.arguments(node)})")
        kind, function = self._function(node.node)
        return Piece(f"{function}({self.arguments(node)})", kind)

    def _get(self, root: str, names: list[str], node: nodes.Call) -> Piece | None:
        """`params.get`, `dag_run.conf.get`, `var.value.get`."""
        if names[-1:] != ["get"] or not node.args:
            return None
        first = node.args[0]
        key = self.source.known(first.value) if isinstance(first, nodes.Const) else None
        default = self.expression(node.args[1]).code if len(node.args) > 1 else None
        match (root, *names[:-1]):
            case ("var", "value" | "json" as kind) if key is not None:
                return self.scope.variable(key, kind, default)
            case ("params",) if key is not None:
                piece = self.scope.param(key)
                return optional(piece, default or "None")
            case ("dag_run", "conf"):
                self.scope.run_value("conf")
                return Piece(f"conf.get({self.arguments(node)})")
            case _:
                return None

    def _function(self, node: nodes.Expr) -> tuple[Kind, str]:
        """What is called, a method or a function, and the kind of its result."""
        if isinstance(node, nodes.Getattr) and not self._special(node):
            owner = self.scope.sure(self.expression(node.node))
            safe = {"date": DATE_METHODS, "text": TEXT_METHODS}.get(owner.kind, frozenset())
            self.scope.out.inside |= node.attr not in safe
            return ("date" if owner.kind == "date" else "any"), f"{owner.operand}.{node.attr}"
        piece = self.expression(node)
        self.scope.out.inside |= piece.kind != "date"
        return piece.kind, piece.operand

    def _special(self, node: nodes.Node) -> bool:
        names, base = _path(node)
        return isinstance(base, nodes.Name) and base.name == "macros" and len(names) == 1

    def arguments(self, node: nodes.Call | nodes.Filter) -> str:
        """The arguments of a call."""
        plain = [self.expression(arg).code for arg in node.args]
        return ", ".join(
            plain + [f"{kw.key}={self.expression(kw.value).code}" for kw in node.kwargs]
        )


def _path(node: nodes.Node) -> tuple[list[str], nodes.Node]:
    """`a.b["c"]` as ["b", "c"] and the node of `a`."""
    match node:
        case nodes.Getattr(node=owner, attr=attr):
            names, base = _path(owner)
            return [*names, attr], base
        case nodes.Getitem(node=owner, arg=nodes.Const(value=str() as key)):
            names, base = _path(owner)
            return [*names, key], base
        case _:
            return [], node


def _mentions_loop(node: nodes.For) -> bool:
    return any(name.name == "loop" for child in node.body for name in child.find_all(nodes.Name))


def _sets(node: nodes.Node) -> bool:
    """Whether a name is set in it: what that means after it is for Jinja to say."""
    return any(True for _ in node.find_all((nodes.Assign, nodes.AssignBlock)))


def _ds_add(compiler: Compiler, ds: str, days: str) -> Piece:
    compiler.scope.out.need("datetime", "date")
    compiler.scope.out.need("datetime", "timedelta")
    compiler.scope.out.inside |= ds not in FORMATS
    return Piece(f"(date.fromisoformat({ds}) + timedelta(days={days})).isoformat()", "text")


def _ds_format(compiler: Compiler, ds: str, read: str, written: str) -> Piece:
    compiler.scope.out.need("datetime", "datetime")
    compiler.scope.out.inside |= ds not in FORMATS
    return Piece(f"datetime.strptime({ds}, {read}).strftime({written})", "text")


SPECIAL_CALLS: Mapping[tuple[str, ...], Callable[..., Piece]] = {
    ("macros", "ds_add"): _ds_add,
    ("macros", "ds_format"): _ds_format,
}
