"""Templates that are no Python expression are rendered when the task runs.

`{% for %}` with `loop.last`, macros, filters that only Jinja has: the task calls `render(...)` of
the emitted helper `templating`. What it reads from Airflow's context (`ti.xcom_pull(...)`,
`var.value.x`, `dag_run.conf`) is computed before, and goes in by a name of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import jinja2
from jinja2 import meta, nodes

from translator import ir
from translator.diagnostics import Severity
from translator.lower.callables.context import UNSUPPORTED_KEYS
from translator.lower.flow.dates import RUN_VALUES
from translator.lower.names import slug
from translator.lower.templates.jinja import Compiler
from translator.lower.templates.scope import Piece, Scope, Untranslatable
from translator.lower.templates.source import TemplateSource
from translator.lower.templates.text import string_code
from translator.lower.templates.tokens import Token, environment, parse, tokens_of
from translator.rules.data import UNSUPPORTED_TEMPLATE

MODULE = "templating"
WARNING = Severity.WARNING

ATTRIBUTES = {"ti": 1, "task_instance": 1, "dag_run": 1, "dag": 1, "task": 1, "var": 2, "conn": 1}
"""Objects of the context, and how many attributes lead to what one reads from them."""

METHODS = frozenset({"xcom_pull", "get"})

CONSTANTS = frozenset({"None", "True", "False"})
"""What Jinja and Python write alike: it needs no name."""
"""What is called on them."""

UNKNOWN_MACROS = frozenset({"hive", "ds_format_locale", "plugins"})

ABSENT = UNSUPPORTED_KEYS | RUN_VALUES | ATTRIBUTES.keys() | {"inlet_events", "outlet_events"}
"""Names that Airflow's context has: without a translation they are no undefined names."""


@dataclass(slots=True)
class Runtime:
    """One template, for rendering in the task."""

    scope: Scope
    source: TemplateSource
    native: bool = False
    given: dict[str, str] = field(default_factory=dict)
    """What the template is given: name -> code."""

    def code(self) -> str:
        """The call that renders it.

        Raises:
            Untranslatable: it reads something that has no counterpart.
        """
        text = "".join(self._rewritten(tokens_of(self.source.text)))
        tree = parse(text)
        _check(tree)
        for name in sorted(_free(tree) - self.given.keys()):
            self._name(name)
        self.scope.out.inside = True
        self.scope.out.need(MODULE, "render")
        template = string_code(Compiler(self.scope, self.source).literal_parts(text))
        return f"render({', '.join([template, *self._options(tree), *self._context()])})"

    def _context(self) -> Iterator[str]:
        return (f"{name}={code}" for name, code in self.given.items())

    def _options(self, tree: nodes.Template) -> Iterator[str]:
        """Positional arguments of `render`, up to the last that is needed."""
        used = any(True for _ in tree.find_all(nodes.Filter))
        filters = self.scope.filters if used else {}
        written = [self._environment(), None, "True" if self.native else None]
        if filters:
            pairs = (f"{n!r}: {self.scope.user(filters, n).code}" for n in filters)
            written[1] = f"{{{', '.join(pairs)}}}"
        while written and written[-1] is None:
            written.pop()
        return (one or "None" for one in written)

    def _environment(self) -> str | None:
        """Arguments of Jinja's Environment that the DAG gives."""
        dag, parts = self.scope.ctx.dag, []
        undefined = dag.args.get("template_undefined")
        if undefined is not None and not undefined.code.endswith("StrictUndefined"):
            parts.append(f"'undefined': {self._taken(undefined)}")
        elif undefined is None and dag.major == 1:
            parts.append(f"'undefined': {self.scope.out.need('jinja2', 'Undefined')}")
        options = dag.args.get("jinja_environment_kwargs")
        if options is not None and options.value is not None:
            parts.append(f"**{self._taken(options)}")
        return f"{{{', '.join(parts)}}}" if parts else None

    def _taken(self, expr: ir.Expr) -> str:
        self.scope.out.uses(expr)
        return expr.code

    # Names ----------------------------------------------------------------------------------------

    def _name(self, name: str) -> None:
        """A free name of the template: given to it, or left undefined as in Airflow."""
        if name in environment().globals and name not in self.scope.macros:
            return
        if name == "macros":
            return
        if name == "params":
            self.given[name] = self.scope.run_value("params").code
            return
        try:
            self.given[name] = self.scope.name(name).code
        except Untranslatable:
            if name in ABSENT:
                raise
            self.scope.tell(UNSUPPORTED_TEMPLATE, f"Airflow's context has no {name}", WARNING)

    def _rewritten(self, tokens: Sequence[Token]) -> Iterator[str]:
        """The text, with what is read from objects of the context replaced by names."""
        at, before = 0, ""
        while at < len(tokens):
            _, kind, value = tokens[at]
            size = self._path(tokens, at) if kind == "name" and before not in {".", "|"} else 0
            if size:
                yield self._replaced("".join(one for _, _, one in tokens[at : at + size]))
            else:
                yield value
            before = value if kind != "whitespace" else before
            at += size or 1

    def _path(self, tokens: Sequence[Token], start: int) -> int:
        """How many tokens are one read of the context; 0: it is none."""
        root = tokens[start][2]
        if root not in ATTRIBUTES or root in self.scope.macros:
            return 0
        values = [value for _, _, value in tokens]
        at, left, last = start + 1, ATTRIBUTES[root], ""
        while left and at + 1 < len(tokens):
            last = values[at + 1].strip("'\"")
            if values[at] == "." and tokens[at + 1][1] == "name":
                at += 2
            elif values[at] == "[" and tokens[at + 1][1] == "string" and values[at + 2] == "]":
                at += 3
            else:
                raise Untranslatable(root)
            left -= 1
            if last in METHODS and at < len(tokens) and values[at] == "(":
                return _closing(values, at) - start + 1
        if left:
            raise Untranslatable(root)
        return at - start

    def _replaced(self, written: str) -> str:
        """The name that stands for a read of the context."""
        body = parse(f"{{{{ {written} }}}}").body[0]
        assert isinstance(body, nodes.Output)
        piece = Compiler(self.scope, self.source).expression(body.nodes[0])
        return self._given(piece, _readable(body.nodes[0]))

    def _given(self, piece: Piece, wanted: str) -> str:
        for name, code in self.given.items():
            if code == piece.code:
                return name
        if piece.code in CONSTANTS:
            return piece.code
        name = piece.code if piece.code.isidentifier() and "__" not in piece.code else slug(wanted)
        while name in self.given or name in environment().globals or name in ABSENT - {piece.code}:
            name += "_"
        self.given[name] = piece.code
        return name


def _closing(values: Sequence[str], at: int) -> int:
    """Where the bracket at `at` is closed."""
    depth = 0
    for index in range(at, len(values)):
        depth += (values[index] in "([{") - (values[index] in ")]}")
        if depth == 0:
            return index
    raise Untranslatable("a call that is not closed")


def _readable(node: nodes.Node) -> str:
    """A name for what an expression reads: the last word in it."""
    words = [str(one.value) for one in node.find_all(nodes.Const) if isinstance(one.value, str)]
    if isinstance(node, nodes.Getattr):
        return str(node.attr)
    return words[-1] if isinstance(node, nodes.Call) and words else "value"


def _free(tree: nodes.Template) -> set[str]:
    """Names that the template doesn't define."""
    try:
        return meta.find_undeclared_variables(tree)
    except jinja2.TemplateAssertionError:  # an unknown filter: it fails when it is rendered
        return {one.name for one in tree.find_all(nodes.Name) if one.ctx == "load"}


def _check(tree: nodes.Template) -> None:
    """What even rendering at run time can't do.

    Raises:
        Untranslatable: another template, or a macro of a plugin.
    """
    for node in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        raise Untranslatable(f"{{% {type(node).__name__.lower()} %}}")
    for one in tree.find_all(nodes.Getattr):
        inner = one.node
        if isinstance(inner, nodes.Name) and inner.name == "macros" and one.attr in UNKNOWN_MACROS:
            raise Untranslatable(f"macros.{one.attr}")
