"""Classes of the user's: definition, instances, methods, `super()`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from translator.load.language import records
from translator.load.language.convert import why
from translator.load.language.limits import Raised, UserError
from translator.load.language.scope import Scope
from translator.load.language.values import (
    Arguments,
    BoundExternal,
    BoundMethod,
    ClassValue,
    DescriptorValue,
    DictValue,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    Known,
    ObjectValue,
    SuperValue,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

OBJECT = "builtins.object"
HARMLESS_BASES = {
    OBJECT,
    "abc.ABC",
    "typing.Generic",
    "typing.Protocol",
    "typing.TypedDict",
    "typing.NamedTuple",
    "enum.Enum",
    "enum.IntEnum",
    "enum.StrEnum",
    "enum.Flag",
    "builtins.str",
    "builtins.int",
}


def define(ev: Evaluator, node: ast.ClassDef) -> ClassValue:
    """Evaluate a class body."""
    cls = ClassValue(node.name, node, ev.scope)
    cls.origin = ev.origin(node)
    cls.bases = [ev.eval(base) for base in node.bases]
    cls.mro = linearize(cls)
    keywords = {k.arg: ev.eval(k.value) for k in node.keywords if k.arg is not None}
    parent = ev.scope if ev.scope.kind != "class" else ev.scope.parent
    scope = Scope("class", parent, ev.scope.module)
    scope.function, scope.cls = node.name, cls
    place = ev.statement
    with ev.inside(scope):
        ev.exec_block(node.body)
    ev.statement = place
    cls.namespace = {name: binding.value for name, binding in scope.vars.items()}
    _name_methods(cls)
    if "metaclass" in keywords:
        cls.facts["open"] = True
    records.settle(ev, cls)
    _tell_base(ev, cls, keywords)
    return cls


def _tell_base(ev: Evaluator, cls: ClassValue, keywords: dict[str, Value]) -> None:
    """`__init_subclass__` of the first base that has one, most often to keep a registry."""
    for base in cls.mro[1:]:
        hook = base.namespace.get("__init_subclass__") if isinstance(base, ClassValue) else None
        function = hook.function if isinstance(hook, DescriptorValue) else hook
        if function is not None:
            given = {name: value for name, value in keywords.items() if name != "metaclass"}
            ev.call(function, ev.arguments([cls], given))
            return


def _name_methods(cls: ClassValue) -> None:
    for value in cls.namespace.values():
        function = value.function if isinstance(value, DescriptorValue) else value
        if isinstance(function, FunctionValue) and function.owner is None:
            function.owner = cls


def linearize(cls: ClassValue) -> list[ClassValue | ExternalValue]:
    """The method resolution order; a base outside the tree stands for all of its own bases."""
    chains: list[list[ClassValue | ExternalValue]] = []
    for base in cls.bases:
        if isinstance(base, ClassValue):
            chains.append(list(base.mro))
        elif isinstance(base, ExternalValue):
            chains.append([base])
        else:
            chains.append([ExternalValue(f"?{why(base)}")])
    chains.append([chain[0] for chain in chains])
    result: list[ClassValue | ExternalValue] = [cls]
    while chains := [chain for chain in chains if chain]:
        head = _next_head(chains)
        result.append(head)
        chains = [[one for one in chain if not _same(one, head)] for chain in chains]
    return result


def _next_head(chains: list[list[ClassValue | ExternalValue]]) -> ClassValue | ExternalValue:
    for chain in chains:
        head = chain[0]
        if not any(_same(head, other) for rest in chains for other in rest[1:]):
            return head
    return chains[0][0]


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, ExternalValue) and isinstance(other, ExternalValue):
        return one.name == other.name
    return one is other


def note_field(ev: Evaluator, node: ast.AnnAssign) -> None:
    """An annotated name in a class body: a field of a dataclass, NamedTuple or TypedDict."""
    cls = ev.scope.cls
    if isinstance(cls, ClassValue) and isinstance(node.target, ast.Name):
        annotation = ast.unparse(node.annotation)
        if "ClassVar" not in annotation:
            cls.facts.setdefault("fields", {})[node.target.id] = annotation
            cls.facts.setdefault("annotations", {})[node.target.id] = node.annotation


def instantiate(ev: Evaluator, cls: ClassValue, args: Arguments) -> Value:
    """`Class(...)`."""
    if cls.facts.get("enum"):
        return records.enum_member(ev, cls, args)
    if cls.external_bases:
        result = ev.hooks.instantiate(ev, cls, args)
        if result is not None:
            return result
    if cls.facts.get("namedtuple"):
        return records.make_namedtuple(ev, cls, args)
    if cls.facts.get("typeddict"):
        return _typed_dict(args)
    maker = cls.lookup("__new__")
    if isinstance(maker, FunctionValue | DescriptorValue):
        return _from_new(ev, cls, maker, args)
    return _plain_instance(ev, cls, args)


def _plain_instance(ev: Evaluator, cls: ClassValue, args: Arguments) -> Value:
    instance = InstanceValue(cls, args.origin and ev.origin(args.node))
    construct(ev, cls, instance, args)
    instance.changed_in = None
    return instance


def _from_new(ev: Evaluator, cls: ClassValue, maker: Value, args: Arguments) -> Value:
    """A class with a `__new__` of its own: singletons and the like."""
    from translator.load.language.calls import prepend

    function = maker.function if isinstance(maker, DescriptorValue) else maker
    instance = ev.call(function, prepend(args, cls))
    if isinstance(instance, InstanceValue) and instance.cls is cls:
        construct(ev, cls, instance, args)
    return instance


def _typed_dict(args: Arguments) -> Value:
    result = DictValue((Known(name), value) for name, value in args.keywords.items())
    if args.positional:
        return args.positional[0]
    return result


def construct(ev: Evaluator, cls: ClassValue, instance: Value, args: Arguments) -> None:
    """Run `__init__` on a new instance, of whichever class in the MRO has one."""
    from translator.load.language.calls import call, prepend

    for base in cls.mro:
        if isinstance(base, ExternalValue):
            if base.name not in HARMLESS_BASES:
                method = BoundExternal(instance, base, "__init__")
                call_base(ev, method, args)
                return
            continue
        init = base.namespace.get("__init__")
        if init is not None:
            call(ev, init, prepend(args, instance))
            return
        if base.facts.get("dataclass") and isinstance(instance, InstanceValue):
            records.initialize(ev, base, instance, args)
            return


def call_base(ev: Evaluator, method: BoundExternal, args: Arguments) -> Value:
    """`super().method(...)` of a base outside the tree."""
    result = ev.hooks.base_call(ev, method, args)
    if result is not None:
        return result
    receiver = method.receiver
    if isinstance(receiver, InstanceValue):
        if method.name == "__init__":
            return _external_init(receiver, method, args)
        if method.name == "__setattr__" and len(args.positional) == 2:
            name = args.positional[0]
            if isinstance(name, Known):
                receiver.attributes[name.value] = args.positional[1]
            return Known(None)
    if method.name == "__new__" and args.positional:
        cls = args.positional[0]
        if isinstance(cls, ClassValue):
            return InstanceValue(cls, ev.origin(args.node))
    reason = f"{method.base.name}.{method.name}"
    if not method.name.startswith("__"):
        ev.hooks.inherited_method(ev, method.base.name, reason)
    return UnknownValue(f"{reason}()")


def _external_init(receiver: InstanceValue, method: BoundExternal, args: Arguments) -> Value:
    """Unknown bases (pydantic models and the like) usually keep their keyword arguments."""
    if method.base.name not in HARMLESS_BASES:
        receiver.opaque = method.base.name
        for name, value in args.keywords.items():
            receiver.attributes.setdefault(name, value)
        if args.positional:
            receiver.attributes.setdefault("args", args.positional[0])
    return Known(None)


def bound_attribute(
    ev: Evaluator, cls: ClassValue, name: str, instance: Value | None
) -> Value | None:
    """A class attribute, as an instance (or, with None, the class itself) sees it."""
    found = cls.lookup(name)
    if found is None:
        return None
    return bind_to(ev, found, name, instance, cls)


def bind_to(
    ev: Evaluator, found: Value, name: str, instance: Value | None, cls: ClassValue
) -> Value:
    """What a descriptor gives."""
    if isinstance(found, FunctionValue):
        return found if instance is None else BoundMethod(instance, name, found, cls)
    if isinstance(found, DescriptorValue):
        if found.kind == "staticmethod":
            return found.function
        if found.kind == "classmethod":
            return BoundMethod(cls, name, found.function, cls)
        if instance is not None:
            return _computed(ev, found, name, instance)
    return found


def _computed(ev: Evaluator, found: DescriptorValue, name: str, instance: Value) -> Value:
    value = ev.call_values(found.function, instance)
    if found.kind == "cached_property" and isinstance(instance, InstanceValue):
        instance.attributes[name] = value
    return value


def zero_argument_super(ev: Evaluator) -> Value:
    """`super()` in a method."""
    scope: Scope | None = ev.scope
    while scope is not None and scope.cls is None:
        scope = scope.parent
    if scope is None or scope.cls is None or not scope.vars:
        raise Raised(UserError("RuntimeError", "super(): no arguments"))
    return SuperValue(scope.cls, next(iter(scope.vars.values())).value)


def super_attribute(ev: Evaluator, value: SuperValue, name: str) -> Value:
    """`super().name`: the next class in the MRO of the receiver that has it."""
    receiver = value.receiver
    cls: Any = receiver if isinstance(receiver, ClassValue) else getattr(receiver, "cls", value.cls)
    mro = cls.mro if isinstance(cls, ClassValue) and value.cls in cls.mro else value.cls.mro
    for base in mro[mro.index(value.cls) + 1 :]:
        if isinstance(base, ClassValue):
            if name in base.namespace:
                instance = None if isinstance(receiver, ClassValue) else receiver
                return bind_to(ev, base.namespace[name], name, instance, cls)
            if name == "__init__" and base.facts.get("dataclass"):
                return BoundMethod(receiver, name, records.initializer(base))
        elif base.name not in HARMLESS_BASES:
            return BoundExternal(receiver, base, name)
    if isinstance(receiver, ObjectValue) and not name.startswith("__"):
        return ev.attribute(receiver, name)
    return BoundExternal(receiver, ExternalValue(OBJECT), name)
