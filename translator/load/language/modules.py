"""Imports: modules of the source tree are evaluated when first needed, all else is external."""

from __future__ import annotations

import ast
import posixpath
import sys
from typing import TYPE_CHECKING

from translator.diagnostics import Severity, Span
from translator.load.airflow import names
from translator.load.language import external
from translator.load.language.convert import why
from translator.load.language.limits import Raised
from translator.load.language.scope import PLAIN, ModuleScope
from translator.load.language.signals import Rest
from translator.load.language.values import (
    Arguments,
    ExternalValue,
    ModuleValue,
    UnknownValue,
    Value,
)
from translator.load.sources.plugins import shown_by_plugin
from translator.load.sources.source import SourceFile, syntax_problem
from translator.load.sources.tree import Found
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


EXAMPLES = ".example_dags"


class LazyImport(Value):
    """`from module import name` of the tree, until the name is used."""

    __slots__ = ("module", "name")

    def __init__(self, module: ModuleValue, name: str) -> None:
        super().__init__()
        self.module = module
        self.name = name

    def resolve(self, ev: Evaluator) -> Value:
        """The value; unknown where the module does not have it."""
        found = attribute(ev, self.module, self.name)
        if found is None:
            return UnknownValue(f"{self.module.name}.{self.name}")
        return found


def run_main(ev: Evaluator, tree: ast.Module) -> None:
    """Evaluate the DAG file, statement by statement."""
    from translator.load.language.statements import execute

    ev.main.started = True
    for index, statement in enumerate(tree.body):
        ev.top = index
        signal = execute(ev, statement)
        if isinstance(signal, Rest):
            what = why(signal.guard.value)
            detail = f"{what}; Airflow loads the file only where it is as the code wants it"
            ev.report(rules.UNKNOWN_SETTING, detail, severity=Severity.INFO)
    ev.main.done = True
    ev.main.finished_at = ev.clock


def load(ev: Evaluator, source: SourceFile) -> ModuleScope:
    """The globals of a module of the tree, evaluated once for all files that share it."""
    scope = ev.tree.scopes.get(source.path)
    if ev.loading:
        ev.loading[-1].imports.add(source.path)
    if scope is not None:
        _use(ev, scope)
        return scope
    scope = ModuleScope(dotted_name(source.path), source)
    ev.tree.scopes[source.path] = scope
    ev.used.setdefault(source.path)
    before = len(ev.sink)
    _evaluate(ev, scope)
    scope.diagnostics = list(ev.sink)[before:]
    return scope


def dotted_name(path: str) -> str:
    """The name of a module by its place in the tree."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def import_module(ev: Evaluator, args: Arguments) -> Value:
    """`importlib.import_module(name)`, `__import__(name)`."""
    name = args.plain("name", 0)
    if not isinstance(name, str) or name.startswith("."):
        return UnknownValue("an imported module")
    found = locate(ev, name)
    return external.named(ev, name) if found is None else module_value(ev, found, name)


def _use(ev: Evaluator, scope: ModuleScope) -> None:
    """A module that another file has evaluated already: it says again what it said then."""
    todo = [scope]
    while todo:
        one = todo.pop()
        if one.source.path in ev.used:
            continue
        ev.used.setdefault(one.source.path)
        ev.sink.extend(one.diagnostics)
        todo += [ev.tree.scopes[path] for path in one.imports if path in ev.tree.scopes]


def _evaluate(ev: Evaluator, scope: ModuleScope) -> None:
    """Run a module with the evaluator's own place in the DAG file put aside."""
    kept = (ev.scope, ev.statement, ev.nesting, ev.stack, ev.handlers, ev.yielding)
    ev.scope, ev.nesting, ev.stack, ev.handlers, ev.yielding = scope, PLAIN, [], [], []
    ev.loading.append(scope)
    scope.started = True
    try:
        ev.exec_block(scope.source.tree.body)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        rule, span, detail = syntax_problem(scope.source, error)
        ev.sink.add(rule, span, detail, severity=Severity.WARNING)
        scope.open = scope.source.path
    except Raised as raised:
        span = scope.source.span(raised.node) if raised.node else Span(scope.source.path)
        detail = f"{type(raised.error).__name__}: {raised.error}"
        ev.sink.add(rules.LOAD_ERROR, span, detail, severity=Severity.WARNING)
        scope.open = scope.source.path
    finally:
        ev.loading.pop()
        ev.scope, ev.statement, ev.nesting, ev.stack, ev.handlers, ev.yielding = kept
    scope.done = True
    scope.finished_at = ev.clock


def attribute(ev: Evaluator, module: ModuleValue, name: str) -> Value | None:
    """`module.name`, also a submodule; None where there is none."""
    if module.source is not None:
        scope = load(ev, module.source)
        binding = scope.vars.get(name)
        if binding is not None:
            if type(binding.value) is LazyImport:
                binding.value = binding.value.resolve(ev)
            return binding.value
    if module.folder is not None:
        found = ev.tree.at(posixpath.join(module.folder, name))
        if found is not None:
            return module_value(ev, found, f"{module.name}.{name}")
    if module.source is not None and (scope.open is not None or "__getattr__" in scope.vars):
        return UnknownValue(f"{module.name}.{name}")
    return None


def module_value(ev: Evaluator, found: Found, name: str) -> ModuleValue:
    """The module at a place of the tree."""
    source = None if found.path is None else ev.tree.source(found.path)
    return ModuleValue(name, source, found.folder)


def locate(ev: Evaluator, dotted: str) -> Found | None:
    """A module of the tree by its dotted name; None: it comes from elsewhere."""
    first = dotted.partition(".")[0]
    if names.is_airflow(dotted):
        return _example(ev, dotted)
    if first in sys.stdlib_module_names:
        return None
    found = ev.tree.find(dotted, ev.scope.module.source.path)
    if found is not None and found.path is None and not _holds_python(ev, found.folder or ""):
        return None
    return found


def _example(ev: Evaluator, dotted: str) -> Found | None:
    """A helper of Airflow's own examples, where the tree is a copy of their folder."""
    _, found, rest = dotted.partition(EXAMPLES)
    if not found:
        return None
    near = ev.scope.module.source.path
    return ev.tree.find(dotted, near) or ev.tree.find(f"{EXAMPLES[1:]}{rest}", near)


def _holds_python(ev: Evaluator, folder: str, depth: int = 3) -> bool:
    """Whether a folder without `__init__.py` can be meant as a package."""
    for entry in ev.tree.listing(folder) or ():
        path = posixpath.join(folder, entry)
        if entry.endswith(".py") or (
            depth and "." not in entry and _holds_python(ev, path, depth - 1)
        ):
            return True
    return False


def import_(ev: Evaluator, node: ast.Import) -> None:
    """`import a.b`, `import a.b as c`."""
    for alias in node.names:
        dotted = alias.name if alias.asname else alias.name.partition(".")[0]
        found = locate(ev, dotted)
        if found is None and "." in alias.name:
            _fail_if_missing(ev, alias.name)
        if found is not None:
            value: Value = module_value(ev, found, dotted)
        else:
            value = _certain(external.named(ev, dotted))
        ev.bind(alias.asname or dotted, value)


def import_from(ev: Evaluator, node: ast.ImportFrom) -> None:
    """`from a.b import c`, relative ones and `*` included."""
    if node.module == "__future__":
        return
    found, dotted = _from_where(ev, node)
    for alias in node.names:
        if alias.name == "*":
            _import_star(ev, found, dotted)
        elif found is None and (shown := shown_by_plugin(ev, dotted, alias.name)):
            _import_name(ev, module_value(ev, *shown), alias)
        elif found is None:
            value = external.named(ev, f"{dotted}.{alias.name}")
            if ev.handlers or not alias.name.isupper():
                value = _certain(value)
            ev.bind(alias.asname or alias.name, value)
        else:
            _import_name(ev, module_value(ev, found, dotted), alias)


def _from_where(ev: Evaluator, node: ast.ImportFrom) -> tuple[Found | None, str]:
    if not node.level:
        dotted = node.module or ""
        found = locate(ev, dotted)
        if found is None:
            _fail_if_missing(ev, dotted)
        return found, dotted
    folder = posixpath.dirname(ev.scope.module.source.path)
    for _ in range(node.level - 1):
        folder = posixpath.dirname(folder)
    path = posixpath.join(folder, (node.module or "").replace(".", "/")).rstrip("/")
    found = ev.tree.at(path) if path else Found(None, "")
    if found is None:
        if ev.handlers:
            raise Raised(ModuleNotFoundError(f"No module named {path!r}"))
        return None, path.replace("/", ".")
    return found, path.replace("/", ".")


def _fail_if_missing(ev: Evaluator, dotted: str) -> None:
    """An import that cannot exist fails inside a `try`: its package is in the tree, it is not."""
    package, _, _ = dotted.rpartition(".")
    if ev.handlers and package:
        found = locate(ev, package)
        if found is not None and found.path is not None:
            raise Raised(ModuleNotFoundError(f"No module named {dotted!r}"))


def _certain(value: Value) -> Value:
    """An import that is taken to succeed: `if kubernetes:` after it holds."""
    if isinstance(value, ExternalValue):
        value.imported = True
    return value


def _import_name(ev: Evaluator, module: ModuleValue, alias: ast.alias) -> None:
    value: Value = LazyImport(module, alias.name)
    if ev.handlers:
        found = attribute(ev, module, alias.name)
        if found is None:
            message = f"cannot import name {alias.name!r} from {module.name!r}"
            raise Raised(ImportError(message))
        value = found
    ev.bind(alias.asname or alias.name, value)


def _import_star(ev: Evaluator, found: Found | None, dotted: str) -> None:
    scope = ev.scope.module
    if found is None or found.path is None:
        scope.stars.append(dotted)
        scope.open = dotted
        return
    module = module_value(ev, found, dotted)
    if module.source is None:
        return
    inner = load(ev, module.source)
    exported = _exported(ev, inner)
    for name in exported:
        ev.bind(name, LazyImport(module, name))
    scope.stars += inner.stars
    scope.open = scope.open or inner.open


def _exported(ev: Evaluator, scope: ModuleScope) -> list[str]:
    declared = scope.vars.get("__all__")
    if declared is not None:
        found = ev.plain(declared.value)
        if isinstance(found, list | tuple):
            return [name for name in found if isinstance(name, str)]
    return [name for name in scope.vars if not name.startswith("_")]
