"""Names and what they are bound to, with enough history to write residual code later.

A `Binding` remembers the expression that was bound and when; the one before it stays reachable, so
that an expression evaluated earlier can still be read with the names it saw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from translator.load.language.values import ClassValue, Guards, Origin, Value

if TYPE_CHECKING:
    from translator.diagnostics import Diagnostic
    from translator.load.language.frames import Guard, Iteration
    from translator.load.sources.source import SourceFile

KEPT_HISTORY = 1024
PLAIN, IN_WITH, IN_LOOP = 0, 1, 2
"""Where a module-level name was bound: by a statement that is kept as it stands, directly in a
`with`, or in a loop."""


class Binding:
    """One assignment of one name."""

    __slots__ = (
        "age",
        "choice",
        "iteration",
        "line",
        "name",
        "nesting",
        "origin",
        "owner",
        "previous",
        "stamp",
        "top",
        "value",
    )

    def __init__(self, name: str, value: Value, owner: Scope, stamp: int) -> None:
        self.name = name
        self.value = value
        self.owner = owner
        """The scope that has the name."""
        self.stamp = stamp
        self.origin: Origin | None = None
        """The expression bound; None: a def, class, import, or a part of something unpacked."""
        self.choice: tuple[Guard, Binding, Binding] | None = None
        """An unknown condition with what the name is where it holds and where it doesn't."""
        self.iteration: Iteration | None = None
        """Set for the target of a loop."""
        self.previous: Binding | None = None
        self.age = 0
        self.nesting = PLAIN
        self.top = -1
        """Index of the top-level statement that made it."""
        self.line = 0
        """The line of the statement that made it."""


class Scope:
    """A namespace of a function call, a class body or a comprehension."""

    __slots__ = (
        "cls",
        "function",
        "global_names",
        "kind",
        "module",
        "nonlocal_names",
        "parent",
        "returns",
        "vars",
    )

    def __init__(
        self,
        kind: Literal["module", "function", "class", "comprehension"],
        parent: Scope | None,
        module: ModuleScope | None = None,
    ) -> None:
        self.kind = kind
        self.vars: dict[str, Binding] = {}
        self.parent = parent
        """The scope where a name is looked for next (class bodies are left out)."""
        if module is None:
            assert parent is not None
            module = parent.module
        self.module: ModuleScope = module
        self.global_names: set[str] | None = None
        self.nonlocal_names: set[str] | None = None
        self.function: str | None = None
        """Name of the function or class it belongs to."""
        self.cls: ClassValue | None = None
        """The class whose method this is."""
        self.returns: list[tuple[Guards, Value]] = []
        """What the function returns under unknown conditions."""

    def find(self, name: str) -> Binding | None:
        """The binding of a name here or further out."""
        scope: Scope | None = self
        while scope is not None:
            binding = scope.vars.get(name)
            if binding is not None:
                return binding
            scope = scope.parent
        return None

    def find_at(self, name: str, stamp: int) -> Binding | None:
        """The binding that an expression evaluated at `stamp` saw."""
        scope: Scope | None = self
        while scope is not None:
            binding = scope.vars.get(name)
            while binding is not None and binding.stamp > stamp:
                binding = binding.previous
            if binding is not None:
                return binding
            scope = scope.parent
        return None

    def put(self, binding: Binding) -> None:
        """Bind the name here, keeping the earlier binding reachable."""
        previous = self.vars.get(binding.name)
        if previous is not None:
            binding.previous = previous
            binding.age = previous.age + 1
            if binding.age >= 2 * KEPT_HISTORY:
                _forget_old(binding)
        self.vars[binding.name] = binding


def _forget_old(binding: Binding) -> None:
    """Cut the history of a name that is bound again and again."""
    binding.age = KEPT_HISTORY
    current = binding
    for _ in range(KEPT_HISTORY):
        if current.previous is None:
            return
        current = current.previous
    current.previous = None


class ModuleScope(Scope):
    """The globals of one file."""

    __slots__ = (
        "building",
        "diagnostics",
        "done",
        "finished_at",
        "imports",
        "name",
        "open",
        "source",
        "stars",
        "started",
    )

    def __init__(self, name: str, source: SourceFile) -> None:
        super().__init__("module", None, self)
        self.name = name
        """Dotted, inside the tree; "" for the DAG file itself."""
        self.source = source
        self.open: str | None = None
        """Set when a star import of something outside the tree may define any name."""
        self.stars: list[str] = []
        """Modules outside the tree that were imported with `*`."""
        self.started = False
        self.done = False
        self.finished_at = 0
        self.imports: set[str] = set()
        """Paths of the modules of the tree that it imports."""
        self.diagnostics: list[Diagnostic] = []
        """What its evaluation reported: said again for each file that uses it."""
        self.building: set[int] = set()
        """Top-level statements that made or changed something of Airflow's."""
