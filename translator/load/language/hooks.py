"""Where the evaluator asks what Airflow's own objects do; the default answers know nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from translator.load.language.values import (
    Arguments,
    BoundExternal,
    ClassValue,
    ExternalValue,
    FunctionValue,
    UnknownMember,
    Value,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

ExternalCall = Callable[["Evaluator", Arguments], Value]
ExternalConstant = Callable[["Evaluator"], Value]


class Hooks:
    """Subclass it and give it to the `Evaluator`. None as an answer means: not mine."""

    external_calls: Mapping[str, ExternalCall] = {}
    """Canonical name -> what calling it does."""
    external_values: Mapping[str, ExternalConstant] = {}
    """Canonical name -> what naming it gives."""

    def call_external(
        self, ev: Evaluator, function: ExternalValue, args: Arguments
    ) -> Value | None:
        """A call of something outside the tree that is in no table."""
        return None

    def external_attribute(self, ev: Evaluator, value: ExternalValue, name: str) -> Value | None:
        """`value.name` of something outside the tree: `BashOperator.partial`, `task.branch`."""
        return None

    def instantiate(self, ev: Evaluator, cls: ClassValue, args: Arguments) -> Value | None:
        """A call of a user's class some base of which is not in the tree.

        Evaluate its constructor with `ev.construct(cls, instance, args)`.
        """
        return None

    def class_attribute(self, ev: Evaluator, cls: ClassValue, name: str) -> Value | None:
        """`cls.name` that the class does not have itself: `MyOperator.partial`."""
        return None

    def base_call(self, ev: Evaluator, method: BoundExternal, args: Arguments) -> Value | None:
        """`super().method(...)` that reaches a base outside the tree (`method.base.name`)."""
        return None

    def unknown_shift(self, ev: Evaluator, left: Value, right: Value) -> None:
        """`left >> right` (or `<<`) of which at least one is not known."""

    def unknown_method(self, ev: Evaluator, method: UnknownMember) -> None:
        """A call of a method of one of Airflow's objects about which nothing is known."""

    def inherited_method(self, ev: Evaluator, base: str, name: str) -> None:
        """A call of a method that a user's class has of a base outside the tree."""

    def kept_elsewhere(self, ev: Evaluator, place: Value, value: Value) -> None:
        """A value becomes an attribute or an item of something that is not known."""

    def for_effect(self, ev: Evaluator, result: Value) -> None:
        """The value of an expression that is a statement."""

    def around(self, ev: Evaluator, manager: Value) -> None:
        """Something of Airflow's was made inside a context manager that is not known."""

    def called(self, ev: Evaluator, function: FunctionValue, result: Value) -> None:
        """A user's function has returned."""
