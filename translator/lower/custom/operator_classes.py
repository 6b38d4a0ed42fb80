"""An operator class of the user's becomes a plain class, called in a task.

Airflow: `class LoadOp(BaseOperator)` with `execute(self, context)`, `poke` or `choose_branch`.
Prefect: `LoadOp("users").execute(ds)` in a `@task`; the class has no base of Airflow's, its
constructor takes what the class itself reads, its methods what they read from the context.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.airflow_names import is_airflow
from translator.lower.callables.context import Resolver
from translator.lower.callables.rewrite import Finding
from translator.lower.callables.skips import SKIP_CLASS
from translator.lower.custom.operator_init import Init, NotPlainError, strip_init
from translator.lower.custom.operator_methods import ENTRIES, Method, MethodMaker
from translator.lower.custom.operator_resolver import Pull
from translator.lower.free_names import free_names
from translator.plan import Import, Tier
from translator.rules.trigger_rules import PLAIN_TIER

OF_AIRFLOW = frozenset(
    {
        *("template_fields", "template_ext", "template_fields_renderers", "ui_color", "ui_fgcolor"),
        *("operator_extra_links", "shallow_copy_attrs", "custom_operator_name"),
        *("inherits_from_empty_operator", "inherits_from_skipmixin", "start_trigger_args"),
        *("start_from_trigger", "deps", "_serialized_fields", "__serialized_fields"),
    }
)
"""Class attributes that tell Airflow something."""

NEVER_CALLED = frozenset(
    {"on_kill", "get_openlineage_facets_on_start", "get_openlineage_facets_on_complete"}
)
"""Methods that only Airflow calls, and Prefect has no moment for."""

AROUND_EXECUTE = frozenset(
    {
        *("pre_execute", "post_execute", "render_template_fields", "prepare_template"),
        *("resolve_template_files", "render_template", "execute_complete", "aexecute"),
        *("__call__", "__getattr__", "__getattribute__", "__new__", "__init_subclass__"),
    }
)
"""Methods that change what Airflow does around `execute`."""

HARMLESS = ("abc.ABC", "typing.Generic", "builtins.object", "object", "typing.Protocol")


@dataclass(frozen=True, slots=True)
class OperatorClass:
    """A class without Airflow, and what a task needs to know to call it."""

    name: str
    source: str
    init: Init | None
    maker: MethodMaker
    own: frozenset[str]
    """Attributes that it and its bases define."""
    reads: frozenset[str]
    """Attributes of `self` that it and its bases read."""
    open: bool
    """A base that is neither Airflow's nor the user's may define more."""
    methods: tuple[Method, ...]
    """All of its own, and those of its bases."""
    dropped: tuple[str, ...] = ()
    overridden: frozenset[str] = frozenset()
    """Methods that several of its classes define."""

    @property
    def entries(self) -> Mapping[str, Method]:
        """The methods that Airflow calls."""
        found = {name: self.maker.method(name) for name in ENTRIES}
        return {name: method for name, method in found.items() if method is not None}

    @property
    def pulls(self) -> Mapping[str, Pull]:
        """What its methods pull, by the name of the need."""
        return self.maker.pulls

    @property
    def imports(self) -> frozenset[Import]:
        """What the source of the class itself needs."""
        own = (self.maker.done[name] for name in self.maker.methods)
        return frozenset().union(*(method.imports for method in own if method))

    @property
    def support(self) -> frozenset[str]:
        """Emitted modules that the source of the class itself needs."""
        own = (self.maker.done[name] for name in self.maker.methods)
        return frozenset().union(*(method.support for method in own if method))

    @property
    def blockers(self) -> tuple[Finding, ...]:
        """Why a method can't be kept."""
        return tuple(finding for method in self.methods for finding in method.blockers)


def operator_needs_rules(custom: ir.CustomOperator) -> bool:
    """Whether a class of the DAG file skips in a way that only the rules tier can express."""
    if custom.module or not any(SKIP_CLASS in one.source for one in (custom, *custom.parents)):
        return False
    try:
        made = rewrite_operator(custom, "plain")
    except NotPlainError:
        return False
    skips = any(method.may_skip for method in made.methods)
    if "poke" in made.entries:
        return skips
    return any(f.rule is PLAIN_TIER for method in made.methods for f in method.findings)


def operator_names(custom: ir.CustomOperator) -> frozenset[str]:
    """The module-level names that the class reads once it is without Airflow.

    Raises:
        NotPlainError: it can't be separated from Airflow.
    """
    made = rewrite_operator(custom, "plain")
    bound = {one.alias or one.name or one.module.split(".")[0] for one in made.imports}
    return free_names(made.source) - bound


@lru_cache(maxsize=512)
def rewrite_operator(custom: ir.CustomOperator, tier: Tier) -> OperatorClass:
    """The class without Airflow.

    Raises:
        NotPlainError: it can't be separated from Airflow.
    """
    rest = custom.parents[1:]
    if custom.parents and [p.span for p in custom.parents[0].parents] != [p.span for p in rest]:
        raise NotPlainError(f"{custom.name} has several bases of its own")
    parent = rewrite_operator(custom.parents[0], tier) if custom.parents else None
    if not custom.top_level:
        raise NotPlainError(f"{custom.name} is defined inside a function")
    if (
        parent is not None
        and custom.parents[0].base is None
        and _differs(custom.parents[0], parent)
    ):
        raise NotPlainError(f"{parent.name} uses what only operators have")
    return _made(custom, _parsed(custom), parent, tier)


def _differs(custom: ir.CustomOperator, made: OperatorClass) -> bool:
    return made.source.strip() != custom.source.strip()


def _parsed(custom: ir.CustomOperator) -> cst.ClassDef:
    try:
        module = cst.parse_module(custom.source)
    except cst.ParserSyntaxError:
        raise NotPlainError(f"the source of {custom.name} is not known") from None
    for node in module.body:
        if isinstance(node, cst.ClassDef) and isinstance(node.body, cst.IndentedBlock):
            return node
    raise NotPlainError(f"{custom.name} has no body")


def _made(
    custom: ir.CustomOperator, node: cst.ClassDef, parent: OperatorClass | None, tier: Tier
) -> OperatorClass:
    resolver = Resolver(dict(custom.imports))
    if any(resolver.airflow_name(decorator.decorator) for decorator in node.decorators):
        raise NotPlainError(f"{custom.name} is decorated by Airflow")
    methods = dict(_methods(node))
    if refused := sorted(methods.keys() & AROUND_EXECUTE):
        raise NotPlainError(f"{custom.name} defines {refused[0]}")
    init = _init(methods, node, resolver, parent)
    own = frozenset(_defined(node)) | (parent.own if parent else frozenset())
    maker = MethodMaker(
        methods={n: m for n, m in methods.items() if n not in NEVER_CALLED},
        inherited=parent.maker if parent else None,
        imports=custom.imports,
        own=own,
        file=ir.DagFile(custom.span.path, "", "ok"),
        tier=tier,
        pulls=parent.maker.pulls if parent else {},
    )
    made = [method for name in maker.methods if (method := maker.method(name))]
    new = _assembled(node, maker, methods, resolver)
    source = syntax.code(new).strip("\n")
    ours = {one.alias or one.name for method in made for one in method.imports}
    left = sorted(free_names(source) & custom.imports.keys() - ours)
    if left and not any(method.blockers for method in made):
        raise NotPlainError(f"{custom.name} uses {custom.imports[left[0]]}")
    return OperatorClass(
        name=custom.name,
        source=source,
        init=init,
        maker=maker,
        own=own,
        reads=frozenset(_read(new)) | (parent.reads if parent else frozenset()),
        open=any(not is_airflow(b) and b not in HARMLESS for b in _outside(custom)),
        methods=(*made, *(parent.methods if parent else ())),
        dropped=tuple(sorted(methods.keys() & NEVER_CALLED)),
        overridden=frozenset(methods) & _all_methods(parent),
    )


def _outside(custom: ir.CustomOperator) -> Iterator[str]:
    """The bases outside the tree."""
    tree = {f"{p.module}.{p.name}" if p.module else p.name for p in custom.parents}
    yield from (base for base in custom.bases if base not in tree)


def _all_methods(made: OperatorClass | None) -> frozenset[str]:
    found: set[str] = set()
    maker = made.maker if made else None
    while maker is not None:
        found |= maker.methods.keys()
        maker = maker.inherited
    return frozenset(found)


def _methods(node: cst.ClassDef) -> Iterator[tuple[str, cst.FunctionDef]]:
    for one in node.body.body:
        if isinstance(one, cst.FunctionDef):
            yield one.name.value, one


def _init(
    methods: dict[str, cst.FunctionDef],
    node: cst.ClassDef,
    resolver: Resolver,
    parent: OperatorClass | None,
) -> Init | None:
    """What becomes of the constructor; it leaves `methods` where nothing is left of it."""
    inherited = parent.init if parent else None
    written = methods.get("__init__")
    if written is None:
        return inherited
    names = {syntax.dotted(arg.value) for arg in node.bases} - {None}
    init = strip_init(written, inherited, frozenset(name for name in names if name))
    if init.definition is None:
        del methods["__init__"]
    else:
        methods["__init__"] = init.definition
    return init


def _defined(node: cst.ClassDef) -> Iterator[str]:
    """Attributes that the class defines: in its body, and on `self`."""
    for one in syntax.walk(node):
        match one:
            case cst.FunctionDef(name=cst.Name(value=name)):
                yield name
            case cst.AssignTarget(target=target) | cst.AnnAssign(target=target):
                yield from _targets(target)


def _targets(target: cst.CSTNode) -> Iterator[str]:
    match target:
        case cst.Name(value=name) | cst.Attribute(attr=cst.Name(value=name)):
            yield name
        case cst.Tuple(elements=elements) | cst.List(elements=elements):
            for element in elements:
                yield from _targets(element.value)


def _read(node: cst.ClassDef) -> Iterator[str]:
    for one in syntax.walk(node):
        match one:
            case cst.Attribute(value=cst.Name(value="self"), attr=cst.Name(value=name)):
                yield name


# The class anew -----------------------------------------------------------------------------------


def _assembled(
    node: cst.ClassDef,
    maker: MethodMaker,
    methods: Mapping[str, cst.FunctionDef],
    resolver: Resolver,
) -> cst.ClassDef:
    kept_reads = set(_read(node))
    body: list[cst.BaseStatement] = []
    carried: list[cst.EmptyLine] = []
    for line in node.body.body:
        if isinstance(line, cst.FunctionDef):
            method = maker.method(line.name.value) if line.name.value in maker.methods else None
            if method is not None:
                body.append(method.definition)
        elif isinstance(line, cst.SimpleStatementLine) and _tells_airflow(line, kept_reads):
            carried += [one for one in line.leading_lines if one.comment]
        elif isinstance(line, cst.BaseStatement):
            body.append(syntax.with_leading(line, carried))
            carried = []
    if body and node.get_docstring(clean=False) is None:
        body[0] = _without_blanks(body[0])
    bases = [arg for arg in node.bases if resolver.airflow_name(arg.value) is None]
    bases = [arg.with_changes(comma=cst.MaybeSentinel.DEFAULT) for arg in bases]
    return node.with_changes(
        bases=bases,
        lpar=cst.MaybeSentinel.DEFAULT,
        rpar=cst.MaybeSentinel.DEFAULT,
        leading_lines=[],
        body=node.body.with_changes(body=body or [syntax.statement("pass")]),
    )


def _without_blanks(line: cst.BaseStatement) -> cst.BaseStatement:
    """The statement without the empty lines above it."""
    leading = [one for one in getattr(line, "leading_lines", ()) if one.comment]
    return line.with_changes(leading_lines=leading)


def _tells_airflow(line: cst.SimpleStatementLine, reads: set[str]) -> bool:
    """Whether it only sets attributes that Airflow reads."""
    names: list[str] = []
    for small in line.body:
        match small:
            case cst.Assign(targets=targets):
                names += [name for target in targets for name in _targets(target.target)]
            case cst.AnnAssign(target=target):
                names += _targets(target)
            case cst.Pass():
                continue
            case _:
                return False
    return all(name in OF_AIRFLOW and name not in reads for name in names)
