"""The state of rewriting one callable: what its steps read and what they collect."""

from __future__ import annotations

import builtins
import keyword
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

import libcst as cst

from translator import ir
from translator.diagnostics import Rule, Severity
from translator.ir import UNKNOWN
from translator.lower import syntax
from translator.lower.callables.assigned import assigned
from translator.lower.callables.context import Resolver
from translator.lower.callables.static import evaluate, module_constant
from translator.lower.code import run_value
from translator.lower.names import slug
from translator.lower.operators.task_params import params_code
from translator.lower.syntax import Tree
from translator.plan import Code, Import, Tier

BUILTINS = frozenset(dir(builtins))

Rest = Sequence[cst.CSTNode] | None
"""What a step leaves of an expression for the others to look at; None: it is not the step's."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic of the callable; its tasks give it a place."""

    rule: Rule
    detail: str
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Sharer:
    """One of the tasks that run the callable."""

    dag: ir.Dag
    task: ir.Task

    @property
    def key(self) -> tuple[str, str]:
        """Tells it from the others."""
        return (self.dag.dag_id, self.task.task_id)

    def argument(self, name: str) -> Any:
        """The value known for parameter `name` of the callable, or UNKNOWN."""
        task = self.task
        function = task.function
        assert function is not None
        if name in task.call_kwargs:
            return plain_value(task.call_kwargs[name])
        ordered = [p for p in function.parameters if p.kind in {"normal", "positional_only"}]
        for parameter, value in zip(ordered, task.call_args, strict=False):
            if parameter.name == name:
                return plain_value(value)
        if name in function.closure:
            return plain_value(function.closure[name])
        if task.mapped is not None:
            return UNKNOWN
        default = next((p.default for p in function.parameters if p.name == name), None)
        if default is None:
            return UNKNOWN
        return evaluate(syntax.expression(default), lambda _: UNKNOWN)


def plain_value(expr: ir.Expr) -> Any:
    """The value of an argument, where no Airflow object is in it."""
    return UNKNOWN if expr.refs else expr.value


Convert = Callable[[ir.Expr], Code]
"""How an argument of an operator becomes code: templates in it are translated."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Where the argument for a parameter that we added comes from."""

    codes: Callable[[Sharer, Convert], Code]


def run_feed(name: str) -> Feed:
    """The flow passes a run value; templates_dict is an argument of the operator's."""

    def feed(sharer: Sharer, convert: Convert) -> Code:
        if name == "params":
            return params_code(sharer.task, sharer.dag.major)
        if name != "templates_dict":
            return run_value(name)
        given = sharer.task.argument(name)
        return convert(given) if given else Code("None")

    return Feed(feed)


def key_feed(name: str, default: str = "None") -> Feed:
    """The flow passes what op_kwargs brings under a key, else `default`."""

    def feed(sharer: Sharer, convert: Convert) -> Code:
        expr = sharer.task.call_kwargs.get(name)
        return convert(expr) if expr else Code(default)

    return Feed(feed)


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the function around a callable, or around one beside it."""

    path: tuple[str, ...]
    """The names that lead to the function that reads it, from the callable."""
    name: str


class Handover(Protocol):
    """What writes the functions that a callable hands the context to (`handed`)."""

    def hand_on(self, state: Rewrite) -> Callable[[], None]:
        """Take the calls in `state` that hand the context on; the result writes them."""

    def concerns(self, source: str, file: ir.DagFile) -> bool:
        """Whether code of `file` asks for the context where it runs, or calls what does."""


@dataclass(slots=True)
class Rewrite:
    """One callable on its way."""

    function: ir.Function
    file: ir.DagFile
    tree: Tree
    resolver: Resolver
    sharers: tuple[Sharer, ...]
    tier: Tier
    free: frozenset[str]
    """Module-level names it reads."""
    helper: bool = False
    """A function that tasks call, not a task itself."""
    inputs: dict[str, Feed] = field(default_factory=dict)
    """Parameters added, in order."""
    context_feeds: dict[str, Feed] = field(default_factory=dict)
    """Own parameters that Airflow fills with a run value."""
    held: dict[Hashable, str] = field(default_factory=dict)
    """What a parameter holds (a run value, a pull, ...) -> its name."""
    annotations: dict[str, cst.Annotation] = field(default_factory=dict)
    """Of added parameters."""
    imports: set[Import] = field(default_factory=set)
    support: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    blockers: list[Finding] = field(default_factory=list)
    """Why the whole body can't be kept."""
    stopped: set[int] = field(default_factory=set)
    """Statements that raise now."""
    keys: dict[str, None] = field(default_factory=dict)
    """XCom keys it pushes."""
    renamed: dict[str, str] = field(default_factory=dict)
    """Parameters with a name that Prefect takes for itself."""
    may_skip: bool = False
    run_name: str = ""
    """The name of its runs, with parameters in braces."""
    gives_up: bool = False
    """It raises an error that no retry mends."""
    handing: Handover | None = None
    """What writes the functions that it hands the context to."""
    handed_keys: tuple[str, ...] = ()
    """XCom keys that those push."""
    given: Mapping[str, tuple[Any, ...]] | None = None
    """Of such a function: all values that calls pass for a parameter, where they are known."""
    red: bool = False
    """A function that it calls raises instead of doing its work."""
    path: tuple[str, ...] = ()
    """Of a function beside a callable: the names that lead to it (`nested`)."""
    closed: dict[str, Variable] = field(default_factory=dict)
    """Parameters that hold a variable from around the function."""
    moved: Counter[str] = field(default_factory=Counter)
    """Functions beside the callable -> how many calls of them were taken."""

    @property
    def major(self) -> int:
        """The Airflow major whose semantics hold."""
        return self.sharers[0].dag.major if self.sharers else self.file.major

    def taken(self, name: str) -> bool:
        """Whether `name` already means something in the function."""
        own = {parameter.name for parameter in self.function.parameters}
        return (
            name in own
            or name in self.inputs
            or name in self.tree.bindings
            or name in self.free
            or name in BUILTINS
        )

    def taken_by_user(self, name: str) -> bool:
        """Whether the user's code gives a meaning of its own to a built-in name or module."""
        defined = (one.defines for one in self.file.statements if one.kind != "import")
        return name in self.tree.bindings or any(name in names for names in defined)

    def fresh(self, *wanted: str) -> str:
        """The first of the wanted names that is free, else the last with a number."""
        names = [slug(name, "value") for name in wanted]
        for name in names:
            if name.isidentifier() and not keyword.iskeyword(name) and not self.taken(name):
                return name
        count = 2
        while self.taken(f"{names[-1]}_{count}"):
            count += 1
        return f"{names[-1]}_{count}"

    @property
    def retries(self) -> bool:
        """Whether any task that runs it is retried."""
        return any(sharer.task.retries != 0 for sharer in self.sharers)

    @property
    def softens(self) -> bool:
        """Whether the tasks that run it are sensors which end skipped instead of failed."""
        return bool(self.sharers) and all(soft_fails(sharer.task) for sharer in self.sharers)

    def parameter(self, node: cst.CSTNode, holds: Hashable, feed: Feed, *wanted: str) -> str | None:
        """The parameter for what `node` reads; None where `name = <node>` went away for it."""
        known = self.held.get(holds)
        assigned = self._assignment(node) if known is None else None
        if assigned is None:
            if known is None:
                known = self.held[holds] = self.fresh(*wanted)
                self.inputs[known] = feed
            return known
        name, annotation, line = assigned
        self.held[holds] = name
        self.inputs[name] = feed
        if annotation is not None:
            self.annotations[name] = annotation
        self.tree.remove(line)
        return None

    def adopt(self, holds: Hashable, feed: Feed, wanted: str) -> str:
        """The parameter that holds something, a new one where there is none yet."""
        if holds not in self.held:
            self.held[holds] = self.fresh(wanted)
            self.inputs[self.held[holds]] = feed
        return self.held[holds]

    def unpacked(self, node: cst.CSTNode, count: int) -> list[str] | None:
        """The names of `a, b = <node>`, where they can all become parameters."""
        line = self.tree.line(node)
        if line is None or len(line.body) != 1 or not self.tree.top_level(line):
            return None
        match self.tree.parent(node):
            case cst.Assign(targets=[cst.AssignTarget(target=cst.Tuple(elements=elements))]):
                names = [e.value.value for e in elements if isinstance(e.value, cst.Name)]
            case _:
                return None
        if len(names) != count or len(elements) != count or not all(map(self.adoptable, names)):
            return None
        self.tree.remove(line)
        return names

    def adoptable(self, name: str) -> bool:
        """Whether a local name can become a parameter: it is bound once, here."""
        own = {parameter.name for parameter in self.function.parameters}
        return self.tree.bindings[name] == 1 and name not in own and name not in self.inputs

    def _assignment(
        self, node: cst.CSTNode
    ) -> tuple[str, cst.Annotation | None, cst.SimpleStatementLine] | None:
        """`name = <node>` at the top level of the function, the only binding of the name."""
        line = self.tree.line(node)
        if line is None or len(line.body) != 1 or not self.tree.top_level(line):
            return None
        annotation: cst.Annotation | None = None
        match self.tree.parent(node):
            case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))]):
                pass
            case cst.AnnAssign(target=cst.Name(value=name), annotation=annotation):
                pass
            case _:
                return None
        return (name, annotation, line) if self.adoptable(name) else None

    def lookup(self, sharer: Sharer) -> Callable[[str], Any]:
        """Values of names inside the function, as one task sees them."""
        return lambda name: self._value(name, sharer)

    def _value(self, name: str, sharer: Sharer, inside: frozenset[str] = frozenset()) -> Any:
        bound = self.tree.bindings[name]
        is_parameter = any(p.name == name for p in self.function.parameters)
        if bound and not is_parameter and name not in inside:
            written = assigned(self.tree, name) or ()
            if len(written) == 1:
                inside |= {name}
                return evaluate(written[0], lambda other: self._value(other, sharer, inside))
        if bound:
            return UNKNOWN
        if is_parameter and self.given is not None:
            values = self.given.get(name, ())
            return values[0] if len(values) == 1 else UNKNOWN
        if any(p.name == name and p.kind == "var_keyword" for p in self.function.parameters):
            return self._keywords(sharer)
        if is_parameter or name in self.function.closure:
            return sharer.argument(name)
        return module_constant(self.file, name)

    def _keywords(self, sharer: Sharer) -> Mapping[str, Any]:
        """What is known of `**kwargs`: no dict, for the context is in there too."""
        own = {parameter.name for parameter in self.function.parameters}
        given = {n: plain_value(v) for n, v in sharer.task.call_kwargs.items() if n not in own}
        return MappingProxyType(given)

    def find(self, rule: Rule, detail: str, severity: Severity | None = None) -> None:
        """Report something about the callable."""
        finding = Finding(rule, detail, severity)
        if finding not in self.findings:
            self.findings.append(finding)

    def stop(self, node: cst.CSTNode, rule: Rule, detail: str) -> None:
        """This code can't be translated: raise in its place, or in place of the whole body."""
        self.find(rule, detail)
        line = self.tree.line(node)
        if line is None or not _may_go(line):
            self.block(rule, detail)
        elif id(line) not in self.stopped:
            self.stopped.add(id(line))
            self.tree.override(line, _raising(line, rule, detail))

    def block(self, rule: Rule, detail: str) -> None:
        """The whole body can't be kept."""
        self.find(rule, detail)
        self.blockers.append(Finding(rule, detail))

    def need(self, module: str, name: str) -> str:
        """Import `name`; returns it."""
        self.imports.add(Import(module, name))
        return name


def soft_fails(task: ir.Task) -> bool:
    """Whether a sensor ends skipped where it would fail for good."""
    given = task.argument("soft_fail")
    return given is not None and given.value is True


def _may_go(line: cst.SimpleStatementLine) -> bool:
    """Whether nothing after the statement depends on it for a name."""
    return len(line.body) == 1 and isinstance(line.body[0], cst.Expr | cst.Return | cst.Raise)


def _raising(line: cst.SimpleStatementLine, rule: Rule, detail: str) -> cst.SimpleStatementLine:
    """A statement that raises, with the original as a comment above it."""
    original = syntax.code(line.with_changes(leading_lines=[])).rstrip("\n")
    comments = [syntax.comment(text) for text in original.split("\n")]
    raising = syntax.statement(raise_text(rule, detail))
    return raising.with_changes(leading_lines=[*line.leading_lines, *comments])


def raise_text(rule: Rule, detail: str) -> str:
    """The statement that keeps untranslated code red."""
    message = f"{rule.code} {rule.title}: {detail}" if detail else f"{rule.code} {rule.title}"
    return f"raise NotImplementedError({quoted(message)})"


def quoted(text: str) -> str:
    """A string literal in double quotes."""
    plain = text.replace("\\", "\\\\").replace('"', "'").replace("\n", " ")
    return f'"{plain}"'
