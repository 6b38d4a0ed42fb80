"""`globals()` and `locals()`: a view of a scope that can be read and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.load.language.values import (
    AirflowObject,
    DictValue,
    Known,
    NativeFunction,
    ObjectValue,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator
    from translator.load.language.scope import Scope


MODULES = "sys.modules"


def module_item(ev: Evaluator, key: Value) -> Value:
    """`sys.modules[__name__]`: the module itself."""
    own = ev.lookup("__name__")
    if isinstance(own, Known) and isinstance(key, Known) and own.value == key.value:
        return SelfModule(ev.scope.module)
    return UnknownValue(f"{MODULES}[...]")


class SelfModule(ObjectValue):
    """The module that is being read, as an object."""

    __slots__ = ("scope",)

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """A global name."""
        if name == "__dict__":
            return GlobalsValue(self.scope)
        with ev.inside(self.scope):
            return ev.lookup(name)

    def set(self, ev: Evaluator, name: str, value: Value) -> None:
        """`setattr(sys.modules[__name__], name, value)`."""
        GlobalsValue(self.scope).set_item(ev, Known(name), value)


class GlobalsValue(ObjectValue):
    """The names of a scope as a dict."""

    __slots__ = ("scope",)

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def item(self, ev: Evaluator, key: Value) -> Value:
        """`globals()[name]`."""
        with ev.inside(self.scope):
            found = ev.lookup(key.value) if isinstance(key, Known) else None
        return found or UnknownValue("a global name")

    def set_item(self, ev: Evaluator, key: Value, value: Value) -> None:
        """`globals()[name] = value`."""
        if isinstance(key, Known) and isinstance(key.value, str):
            ev.bind(key.value, value, None, self.scope)
        else:
            ev.bind(f"<{ev.clock}>", value, None, self.scope)
        if isinstance(value, AirflowObject) and isinstance(key, Known):
            value.named(ev, str(key.value))

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """`get`, `update`, `items` and so on."""
        if name == "update":
            return NativeFunction(name, self._update)
        if name == "__setitem__":
            return NativeFunction(name, self._set)
        if name == "setdefault":
            return NativeFunction(name, self._set)
        return ev.attribute(self._as_dict(), name)

    def _update(self, ev: Evaluator, args: object) -> Value:
        from translator.load.language.items import update_dict

        target = DictValue()
        for source in getattr(args, "positional", []):
            update_dict(ev, target, source)
        for name, value in getattr(args, "keywords", {}).items():
            target.store(Known(name), value)
        for key, value in target.pairs():
            self.set_item(ev, key, value)
        return Known(None)

    def _set(self, ev: Evaluator, args: object) -> Value:
        key, value = getattr(args, "positional", [Known(None), Known(None)])
        self.set_item(ev, key, value)
        return Known(None)

    def _as_dict(self) -> DictValue:
        return DictValue((Known(n), binding.value) for n, binding in self.scope.vars.items())

    def iterate(self, ev: Evaluator) -> list[Value] | None:
        """The names."""
        return [Known(name) for name in self.scope.vars]
