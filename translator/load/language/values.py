"""What an expression of a DAG file evaluates to, without being executed.

`Known` is a plain Python value, `UnknownValue` one that only a run could tell; containers hold
values by identity, so that aliasing works as in Python. Everything that is Airflow's (DAG, task,
XCom, group, asset, edge label) is a subclass of `AirflowObject`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING, Any

from translator.load.language.basics import (
    InheritedMember,
    Known,
    Origin,
    UnknownMember,
    UnknownValue,
    Value,
)
from translator.load.language.objects import (
    AirflowObject,
    Arguments,
    GeneratorValue,
    IteratorValue,
    ObjectValue,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator
    from translator.load.language.scope import Scope
    from translator.load.sources.source import SourceFile

__all__ = [
    "AirflowObject",
    "Arguments",
    "BoundExternal",
    "BoundMethod",
    "ChoiceValue",
    "ClassValue",
    "Container",
    "DescriptorValue",
    "DictValue",
    "ExternalValue",
    "FunctionValue",
    "GeneratorValue",
    "Guards",
    "InheritedMember",
    "InstanceValue",
    "IteratorValue",
    "Known",
    "ListValue",
    "ModuleValue",
    "NativeFunction",
    "ObjectValue",
    "OpaqueValue",
    "Origin",
    "PartialValue",
    "SetValue",
    "SuperValue",
    "TupleValue",
    "UnknownMember",
    "UnknownValue",
    "Value",
    "key_of",
]


class Container(Value):
    """A mutable container; `changed_in` are the top-level statements that changed it later."""

    __slots__ = ("changed_at", "changed_in")

    def __init__(self, origin: Origin | None = None) -> None:
        super().__init__(origin)
        self.changed_in: set[int] | None = None
        self.changed_at = -1
        """Stamp of the last change; an expression of that stamp or before saw another content."""


class ListValue(Container):
    """A list."""

    __slots__ = ("items", "open")

    def __init__(self, items: list[Value], origin: Origin | None = None) -> None:
        super().__init__(origin)
        self.items = items
        self.open = False
        """Its length is unknown: the items are two symbolic ones."""

    def __repr__(self) -> str:
        return f"ListValue({self.items!r})"


class TupleValue(Value):
    """A tuple, or an instance of a namedtuple."""

    __slots__ = ("cls", "fields", "items")

    def __init__(self, items: list[Value], origin: Origin | None = None) -> None:
        super().__init__(origin)
        self.items = items
        self.cls: ClassValue | None = None
        self.fields: tuple[str, ...] = ()
        """Names of the items of a namedtuple."""

    def __repr__(self) -> str:
        return f"TupleValue({self.items!r})"


def key_of(value: Value) -> Hashable:
    """What a dict or set compares `value` by: the plain value, else the object itself."""
    if isinstance(value, Known):
        try:
            hash(value.value)
        except TypeError:
            return value
        return value.value  # type: ignore[no-any-return]
    if isinstance(value, TupleValue):
        return tuple(key_of(item) for item in value.items)
    if isinstance(value, InstanceValue) and value.key is not None:
        return value.key
    if isinstance(value, ExternalValue):
        return ("external", value.name)
    return value


class SetValue(Container):
    """A set or frozenset, in the order of insertion."""

    __slots__ = ("entries", "frozen")

    def __init__(self, items: Iterable[Value] = (), origin: Origin | None = None) -> None:
        super().__init__(origin)
        self.entries: dict[Hashable, Value] = {}
        self.frozen = False
        for item in items:
            self.entries.setdefault(key_of(item), item)

    @property
    def items(self) -> list[Value]:
        """The elements."""
        return list(self.entries.values())


class DictValue(Container):
    """A dict; `entries` maps the comparable key to the key and the value."""

    __slots__ = ("default_factory", "entries", "open")

    def __init__(
        self, pairs: Iterable[tuple[Value, Value]] = (), origin: Origin | None = None
    ) -> None:
        super().__init__(origin)
        self.entries: dict[Hashable, tuple[Value, Value]] = {}
        self.open: str | None = None
        """Why there may be more keys than these; None when all are known."""
        self.default_factory: Value | None = None
        """Makes what a missing key gets; of a Counter the number itself, which is not kept."""
        for key, value in pairs:
            self.entries[key_of(key)] = (key, value)

    def lookup(self, key: Hashable) -> Value | None:
        """The value of a plain key, None when it is not there."""
        entry = self.entries.get(key)
        return None if entry is None else entry[1]

    def store(self, key: Value, value: Value) -> None:
        """`self[key] = value`."""
        self.entries[key_of(key)] = (key, value)

    def pairs(self) -> list[tuple[Value, Value]]:
        """Keys and values in order."""
        return list(self.entries.values())

    def __repr__(self) -> str:
        return f"DictValue({self.pairs()!r})"


class FunctionValue(Value):
    """A function or lambda of the user's; `scope` is where it was defined."""

    __slots__ = ("attributes", "defaults", "keyword_defaults", "name", "node", "owner", "scope")

    def __init__(
        self,
        node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
        scope: Scope,
        origin: Origin | None = None,
    ) -> None:
        super().__init__(origin)
        self.node = node
        self.scope = scope
        self.name = "<lambda>" if isinstance(node, ast.Lambda) else node.name
        self.defaults: list[Value] = []
        self.keyword_defaults: dict[str, Value] = {}
        self.attributes: dict[str, Value] = {}
        self.owner: ClassValue | None = None
        """The class whose body defines it."""

    def __repr__(self) -> str:
        return f"FunctionValue({self.name})"


class ClassValue(Value):
    """A class of the user's."""

    __slots__ = ("bases", "facts", "mro", "name", "namespace", "node", "scope")

    def __init__(self, name: str, node: ast.ClassDef | None, scope: Scope) -> None:
        super().__init__()
        self.name = name
        self.node = node
        self.scope = scope
        """Where it was defined; `scope.module.source` is its file."""
        self.bases: list[Value] = []
        self.mro: list[ClassValue | ExternalValue] = []
        """Itself first; ends in `ExternalValue`s where a base is not in the tree."""
        self.namespace: dict[str, Value] = {}
        self.facts: dict[str, Any] = {}
        """`dataclass`, `enum`, `namedtuple`: what makes its instances special."""

    def lookup(self, name: str) -> Value | None:
        """A class attribute through the MRO, unbound."""
        for cls in self.mro:
            if isinstance(cls, ClassValue) and name in cls.namespace:
                return cls.namespace[name]
        return None

    @property
    def external_bases(self) -> list[str]:
        """Canonical names of the bases outside the tree, in MRO order."""
        return [cls.name for cls in self.mro if isinstance(cls, ExternalValue)]

    def __repr__(self) -> str:
        return f"ClassValue({self.name})"


class InstanceValue(Value):
    """An instance of a class of the user's; a member of an Enum has `key`."""

    __slots__ = ("attributes", "changed_in", "cls", "key", "opaque")

    def __init__(self, cls: ClassValue, origin: Origin | None = None) -> None:
        super().__init__(origin)
        self.cls = cls
        self.attributes: dict[str, Value] = {}
        self.key: Hashable | None = None
        self.opaque: str | None = None
        """Why there may be more attributes than these."""
        self.changed_in: set[int] | None = None

    def __repr__(self) -> str:
        return f"InstanceValue({self.cls.name}, {self.attributes!r})"


class BoundMethod(Value):
    """`receiver.name`: of a user's class (`function` is set) or of a built-in value."""

    __slots__ = ("cls", "function", "name", "receiver")

    def __init__(
        self,
        receiver: Value,
        name: str,
        function: Value | None = None,
        cls: ClassValue | None = None,
        origin: Origin | None = None,
    ) -> None:
        super().__init__(origin)
        self.receiver = receiver
        self.name = name
        self.function = function
        self.cls = cls


class BoundExternal(Value):
    """`super().name` of a base class that is not in the tree."""

    __slots__ = ("base", "name", "receiver")

    def __init__(self, receiver: Value, base: ExternalValue, name: str) -> None:
        super().__init__()
        self.receiver = receiver
        self.base = base
        self.name = name


class SuperValue(Value):
    """`super()`: attribute lookup starts after `cls` in the MRO of the receiver."""

    __slots__ = ("cls", "receiver")

    def __init__(self, cls: ClassValue, receiver: Value) -> None:
        super().__init__()
        self.cls = cls
        self.receiver = receiver


class DescriptorValue(Value):
    """A property, staticmethod, classmethod or cached_property in a class body."""

    __slots__ = ("function", "kind", "setter")

    def __init__(self, kind: str, function: Value) -> None:
        super().__init__()
        self.kind = kind
        self.function = function
        self.setter: Value | None = None


class PartialValue(Value):
    """`functools.partial(function, ...)`."""

    __slots__ = ("arguments", "function", "keywords", "positional")

    def __init__(self, function: Value, arguments: Arguments, origin: Origin | None) -> None:
        super().__init__(origin)
        self.function = function
        self.arguments = arguments
        """Of the call of `partial`; its first positional one is the function."""
        self.positional = arguments.positional[1:]
        self.keywords = arguments.keywords


class NativeFunction(Value):
    """A function of the evaluator itself that the user's code may call."""

    __slots__ = ("function", "name")

    def __init__(self, name: str, function: Callable[[Evaluator, Arguments], Value]) -> None:
        super().__init__()
        self.name = name
        self.function = function


class ModuleValue(Value):
    """A module of the source tree, evaluated when the first attribute is asked for."""

    __slots__ = ("folder", "name", "source")

    def __init__(self, name: str, source: SourceFile | None, folder: str | None = None) -> None:
        super().__init__()
        self.name = name
        self.source = source
        """None for a folder without `__init__.py`."""
        self.folder = folder
        """Set for a package."""

    def __repr__(self) -> str:
        return f"ModuleValue({self.name})"


class ExternalValue(Value):
    """Something outside the tree, by its dotted name: `airflow.sdk.DAG`, `pandas.DataFrame`."""

    __slots__ = ("imported", "name", "written")

    def __init__(self, name: str, origin: Origin | None = None, written: str | None = None) -> None:
        super().__init__(origin)
        self.name = name
        """Canonical (Airflow 3) where it is Airflow's."""
        self.written = written or name
        """As the file names it."""
        self.imported = False
        """Whether it is surely there and true: a module, a class, or what a `try` imported."""

    def __repr__(self) -> str:
        return f"ExternalValue({self.name!r})"


class OpaqueValue(Value):
    """The result of calling something outside the tree: `V1Pod(...)`, `relativedelta(...)`."""

    __slots__ = ("arguments", "name")

    def __init__(self, name: str, arguments: Arguments, origin: Origin | None = None) -> None:
        super().__init__(origin)
        self.name = name
        self.arguments = arguments

    def __repr__(self) -> str:
        return f"OpaqueValue({self.name!r})"


class ChoiceValue(Value):
    """One of several values, depending on conditions that only a run could tell."""

    __slots__ = ("options",)

    def __init__(self, options: list[tuple[Guards, Value]], origin: Origin | None = None) -> None:
        super().__init__(origin)
        self.options = options
        """The conditions (inner frames of the evaluator) and the value under them."""


Guards = tuple[Any, ...]
