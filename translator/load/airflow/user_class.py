"""Instances of the user's subclasses of `DAG` and `TaskGroup`: their own attributes and methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.load.language.values import ClassValue, Value

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


class UserPart:
    """What the user's class adds to one of our objects."""

    __slots__ = ("attributes", "cls")

    def __init__(self) -> None:
        self.cls: ClassValue | None = None
        self.attributes: dict[str, Value] = {}

    def get(self, ev: Evaluator, owner: Value, name: str) -> Value | None:
        """An attribute that was assigned, else one of the class."""
        if name in self.attributes:
            return self.attributes[name]
        return None if self.cls is None else ev.class_attribute(self.cls, name, owner)
