"""Dataclasses, enums, namedtuples and typed dicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translator.load.language import fields
from translator.load.language.convert import NotKnown, to_python
from translator.load.language.limits import Raised
from translator.load.language.values import (
    Arguments,
    ClassValue,
    DescriptorValue,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    Known,
    NativeFunction,
    OpaqueValue,
    TupleValue,
    UnknownValue,
    Value,
    key_of,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator
    from translator.load.language.scope import Scope

ENUMS = {"enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag", "enum.IntFlag"}
PLAIN_MIXINS = {"builtins.str", "builtins.int", "enum.IntEnum", "enum.StrEnum"}
MODELS = {"pydantic.BaseModel", "pydantic.main.BaseModel", "pydantic_settings.BaseSettings"}
FIELD_MAKERS = {"dataclasses.field", "attr.ib", "attrs.field", "pydantic.Field", "attr.attrib"}


def settle(ev: Evaluator, cls: ClassValue) -> None:
    """What the bases of a new class make of it."""
    bases = set(cls.external_bases)
    if bases & ENUMS:
        _settle_enum(ev, cls, bases)
    elif "typing.NamedTuple" in bases:
        _settle_namedtuple(cls)
    elif "typing.TypedDict" in bases or "typing_extensions.TypedDict" in bases:
        cls.facts["typeddict"] = True
    elif bases & MODELS:
        cls.facts["dataclass"] = True


def _settle_enum(ev: Evaluator, cls: ClassValue, bases: set[str]) -> None:
    members: dict[str, Value] = {}
    cls.facts.update(enum=True, members=members, plain=bool(bases & PLAIN_MIXINS))
    cls.facts["shows_value"] = bool(bases & {"enum.StrEnum", "enum.IntEnum"})
    cls.facts["strenum"] = "enum.StrEnum" in bases
    for base in cls.mro[1:]:
        if isinstance(base, ClassValue) and base.facts.get("enum"):
            cls.facts["plain"] = cls.facts["plain"] or base.facts["plain"]
    for name, value in list(cls.namespace.items()):
        if name.startswith("_") or isinstance(value, FunctionValue | DescriptorValue):
            continue
        members[name] = cls.namespace[name] = _member(ev, cls, name, value, len(members))


def _member(ev: Evaluator, cls: ClassValue, name: str, value: Value, count: int) -> Value:
    if isinstance(value, OpaqueValue) and value.name == "enum.auto":
        value = Known(name.lower() if cls.facts["strenum"] else count + 1)
    for existing in cls.facts["members"].values():
        if key_of(existing.attributes["value"]) == key_of(value):
            return existing  # type: ignore[no-any-return]
    member = InstanceValue(cls, value.origin)
    member.attributes = {
        "name": Known(name),
        "value": value,
        "_value_": value,
        "_name_": Known(name),
    }
    plain = cls.facts["plain"] and isinstance(value, Known)
    member.key = key_of(value) if plain else (cls.name, name)
    init = cls.lookup("__init__")
    if isinstance(init, FunctionValue):
        items = value.items if isinstance(value, TupleValue) else [value]
        ev.call_values(init, member, *items)
    return member


def enum_member(ev: Evaluator, cls: ClassValue, args: Arguments) -> Value:
    """`Color("red")`."""
    if len(args.positional) != 1:
        return UnknownValue(f"a member of {cls.name}")
    wanted = args.positional[0]
    if isinstance(wanted, UnknownValue):
        return UnknownValue(wanted.reason)
    if isinstance(wanted, InstanceValue) and wanted.cls is cls:
        return wanted
    for member in cls.facts["members"].values():
        if key_of(member.attributes["value"]) == key_of(wanted):
            return member  # type: ignore[no-any-return]
    shown = wanted.value if isinstance(wanted, Known) else "that"
    raise Raised(ValueError(f"{shown!r} is not a valid {cls.name}"))


def _settle_namedtuple(cls: ClassValue) -> None:
    cls.facts["namedtuple"] = tuple(cls.facts.get("fields", {}))
    cls.facts["defaults"] = {
        name: cls.namespace[name] for name in cls.facts["namedtuple"] if name in cls.namespace
    }
    for name in cls.facts["defaults"]:
        del cls.namespace[name]


def make_namedtuple(ev: Evaluator, cls: ClassValue, args: Arguments) -> Value:
    """An instance of a namedtuple."""
    names: tuple[str, ...] = cls.facts["namedtuple"]
    given = dict(zip(names, args.positional, strict=False)) | args.keywords
    if len(args.positional) > len(names) or set(given) - set(names):
        raise Raised(TypeError(f"{cls.name}() got unexpected arguments"))
    items: list[Value] = []
    for name in names:
        value = given.get(name) or cls.facts["defaults"].get(name)
        if value is None and args.complete:
            raise Raised(TypeError(f"{cls.name}() is missing {name!r}"))
        items.append(value or UnknownValue(f"{cls.name}.{name}"))
    result = TupleValue(items, ev.origin(args.node))
    result.fields, result.cls = names, cls
    return result


def namedtuple(ev: Evaluator, args: Arguments) -> Value:
    """`collections.namedtuple(name, fields, defaults=...)`."""
    try:
        name = to_python(ev, args.positional[0])
        fields = to_python(ev, args.get("field_names", 1) or Known(()))
    except (NotKnown, IndexError):
        return UnknownValue("a namedtuple")
    names = fields.replace(",", " ").split() if isinstance(fields, str) else fields
    cls = ClassValue(name, None, _scope(ev))
    cls.mro = [cls, ExternalValue("typing.NamedTuple")]
    defaults = ev.iterate(args.keywords["defaults"]) if "defaults" in args.keywords else []
    last = names[len(names) - len(defaults or ()) :]
    cls.facts["namedtuple"] = tuple(names)
    cls.facts["defaults"] = dict(zip(last, defaults or (), strict=False))
    return cls


def typing_namedtuple(ev: Evaluator, args: Arguments) -> Value:
    """`NamedTuple("Row", [("a", int)])`."""
    pairs = ev.iterate(args.get("fields", 1) or Known(())) or []
    names: list[Value] = []
    for pair in pairs:
        items = ev.iterate(pair)
        names.append(items[0] if items else UnknownValue("a field"))
    from translator.load.language.values import ListValue

    return namedtuple(ev, ev.arguments([args.positional[0], ListValue(names)]))


def _scope(ev: Evaluator) -> Scope:
    return ev.scope


def dataclass(ev: Evaluator, args: Arguments) -> Value:
    """`@dataclass`, `@dataclass(frozen=True)`, attrs' `@define`."""
    if args.positional and isinstance(args.positional[0], ClassValue):
        args.positional[0].facts["dataclass"] = True
        return args.positional[0]

    def decorate(ev: Evaluator, inner: Arguments) -> Value:
        cls = inner.positional[0]
        if isinstance(cls, ClassValue):
            cls.facts["dataclass"] = True
            if "kw_only" in args.keywords:
                cls.facts["kw_only"] = True
        return cls

    return NativeFunction("dataclass", decorate)


def fields_of(cls: ClassValue) -> dict[str, Value | None]:
    """Field names with their default (None: required), base classes first."""
    found: dict[str, Value | None] = {}
    for base in reversed(cls.mro):
        if isinstance(base, ClassValue):
            for name, annotation in base.facts.get("fields", {}).items():
                if "InitVar" not in annotation:
                    found[name] = base.namespace.get(name)
                else:
                    found.setdefault(name, base.namespace.get(name))
    return found


def initialize(ev: Evaluator, cls: ClassValue, instance: InstanceValue, args: Arguments) -> None:
    """The `__init__` that a dataclass has by itself."""
    owner = instance.cls
    defaults = fields_of(owner)
    names = [name for name, default in defaults.items() if not _not_in_init(default)]
    given: dict[str, Value] = dict(zip(names, args.positional, strict=False))
    unexpected = set(args.keywords) - set(names)
    if (unexpected or len(args.positional) > len(names)) and not owner.external_bases:
        raise Raised(TypeError(f"{owner.name}() got unexpected arguments {sorted(unexpected)}"))
    given.update(args.keywords)
    for name, default in defaults.items():
        value = given.get(name) or _field_default(ev, owner, name, default, args)
        if owner.external_bases:
            value = fields.coerced(ev, owner, name, value)
        instance.attributes[name] = value
    for name in unexpected:
        instance.attributes[name] = args.keywords[name]
    after = owner.lookup("__post_init__")
    if after is not None:
        ev.call_values(after, instance)


def initializer(cls: ClassValue) -> Value:
    """`__init__` of a dataclass as a function."""

    def init(ev: Evaluator, args: Arguments) -> Value:
        instance = args.positional[0]
        if isinstance(instance, InstanceValue):
            rest = Arguments(
                args.node,
                args.positional[1:],
                args.keywords,
                origin=args.origin,
                complete=args.complete,
            )
            initialize(ev, cls, instance, rest)
        return Known(None)

    return NativeFunction("__init__", init)


def _not_in_init(default: Value | None) -> bool:
    if isinstance(default, OpaqueValue) and default.name in FIELD_MAKERS:
        return default.arguments.plain("init", None, True) is False
    return False


def _field_default(
    ev: Evaluator, cls: ClassValue, name: str, default: Value | None, args: Arguments
) -> Value:
    if isinstance(default, OpaqueValue) and default.name in FIELD_MAKERS:
        made = default.arguments.get("default", 0 if "pydantic" in default.name else None)
        factory = default.arguments.get("default_factory") or default.arguments.get("factory")
        if made is None and factory is not None:
            return ev.call_values(factory)
        default = made
    if default is not None:
        return default
    if args.complete and not _is_optional_model(cls):
        raise Raised(TypeError(f"{cls.name}() is missing the argument {name!r}"))
    return UnknownValue(f"{cls.name}.{name}")


def _is_optional_model(cls: ClassValue) -> bool:
    return bool(set(cls.external_bases) & MODELS)


def replace(ev: Evaluator, args: Arguments) -> Value:
    """`dataclasses.replace(instance, **changes)`."""
    instance = args.positional[0]
    if not isinstance(instance, InstanceValue):
        return UnknownValue("dataclasses.replace()")
    now = {name: instance.attributes[name] for name in fields_of(instance.cls)}
    return ev.call(instance.cls, ev.arguments([], {**now, **args.keywords}))


def as_dict(ev: Evaluator, value: Value, factory: Any = None) -> Value:
    """`dataclasses.asdict(instance)`, deep."""
    from translator.load.language.values import DictValue, ListValue

    if isinstance(value, InstanceValue) and value.cls.facts.get("dataclass"):
        names = fields_of(value.cls)
        return DictValue((Known(n), as_dict(ev, value.attributes[n])) for n in names)
    if isinstance(value, ListValue):
        return ListValue([as_dict(ev, item) for item in value.items])
    if isinstance(value, DictValue):
        return DictValue((k, as_dict(ev, v)) for k, v in value.pairs())
    return value
