"""Operator classes of the source tree: their source, what they inherit, what their names mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translator import ir
from translator.load.airflow.names import is_airflow
from translator.load.airflow.operators import operator_base
from translator.load.airflow.tasks import TaskObject
from translator.load.language.values import ClassValue, ExternalValue, FunctionValue, Known, Value

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


def custom_operator(ev: Evaluator, task: TaskObject, cls: ClassValue) -> ir.CustomOperator:
    """The class of the tree behind a task, with the state that its constructor gave the object."""
    found = operator_class(ev, cls)
    return ir.CustomOperator(
        name=found.name,
        module=found.module,
        span=found.span if cls.node is not None else task.span,
        source=found.source,
        bases=found.bases,
        template_fields=task.fields or (),
        base=task.base_class,
        base_args=task.base_args,
        imports=found.imports,
        parents=found.parents,
        template_ext=found.template_ext,
        attributes={name: ev.plain(value) for name, value in _state(task, cls).items()},
        top_level=found.top_level,
    )


def operator_class(ev: Evaluator, cls: ClassValue) -> ir.CustomOperator:
    """An operator class of the tree, whether or not a task is made of it."""
    module, node = cls.scope.module, cls.node
    parents = [base for base in cls.mro[1:] if isinstance(base, ClassValue)]
    return ir.CustomOperator(
        name=cls.name,
        module=module.name,
        span=module.source.span(node) if node is not None else ev.here(),
        source=module.source.segment(node) if node is not None else "",
        bases=tuple(_base_name(base) for base in cls.mro[1:]),
        template_fields=_texts(ev, cls, "template_fields"),
        base=operator_base(cls),
        imports={
            name: binding.value.name
            for name, binding in module.vars.items()
            if isinstance(binding.value, ExternalValue) and is_airflow(binding.value.name)
        },
        parents=tuple(operator_class(ev, parent) for parent in parents),
        template_ext=_texts(ev, cls, "template_ext"),
        top_level=cls.scope.kind == "module",
    )


def operator_classes(ev: Evaluator) -> dict[str, ir.CustomOperator]:
    """The operator classes that the file itself defines at module level."""
    return {
        name: operator_class(ev, value)
        for name, binding in ev.main.vars.items()
        if isinstance(value := binding.value, ClassValue)
        and value.scope.module is ev.main
        and operator_base(value) is not None
    }


def _base_name(base: ClassValue | ExternalValue) -> str:
    if isinstance(base, ExternalValue):
        return base.name
    module = base.scope.module.name
    return f"{module}.{base.name}" if module else base.name


def _texts(ev: Evaluator, cls: ClassValue, name: str) -> tuple[str, ...]:
    """A class attribute that is a sequence of strings."""
    value = cls.lookup(name)
    found: Any = None if value is None else ev.plain(value)
    if not isinstance(found, list | tuple) or not all(isinstance(one, str) for one in found):
        return ()
    return tuple(found)


def _state(task: TaskObject, cls: ClassValue) -> dict[str, Value]:
    """Attributes of the object: those of its classes that are plain values, then its own."""
    found: dict[str, Value] = {}
    for base in reversed(cls.mro):
        if isinstance(base, ClassValue):
            plain = {n: v for n, v in base.namespace.items() if isinstance(v, Known)}
            found.update(plain)
            found = {n: v for n, v in found.items() if not isinstance(v, FunctionValue)}
    return {**found, **task.attributes}
