"""The arguments of an operator as they read inside the task function made for it.

A template field is rendered there; a mapped argument (`.expand(env=...)`) is a parameter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from translator import ir
from translator.lower.callables.inlined_helpers import applied
from translator.lower.code import code_of
from translator.lower.context_types import LowerContext
from translator.lower.operators.bodies import Body
from translator.lower.templates.compiler import Untranslatable, compile_template, template_code
from translator.plan import Code
from translator.rules.mapping import UNSUPPORTED_MAPPING


@dataclass(slots=True)
class Fields:
    """Reads arguments of one task into its body."""

    task: ir.Task
    ctx: LowerContext
    body: Body = field(init=False)
    mapped: dict[str, Code] = field(default_factory=dict)
    """Argument of `.expand` -> iterable."""
    brought: list[str] = field(default_factory=list)
    """Parameters that mapping fills."""

    def __post_init__(self) -> None:
        self.body = Body(self.task)

    def given(self, name: str) -> ir.Expr | None:
        """The argument, unless it is absent or None."""
        expr = self.task.argument(name)
        return None if expr is None or expr.value is None else expr

    def is_mapped(self, name: str) -> bool:
        """Whether `.expand` or `.expand_kwargs` brings the argument.

        Raises:
            Untranslatable: only the run knows what `.expand_kwargs` brings.
        """
        mapped = self.task.mapped
        if mapped is None:
            return False
        if mapped.kind == "expand":
            return name in mapped.arguments
        dicts = mapped.kwargs.value if mapped.kwargs is not None else None
        if not isinstance(dicts, list | tuple) or not all(isinstance(d, Mapping) for d in dicts):
            raise Untranslatable("expand_kwargs over data of the run", UNSUPPORTED_MAPPING)
        return any(name in one for one in dicts)

    def template(self, name: str, files: tuple[str, ...] = ()) -> str | None:
        """A template field as source; None where it is absent.

        Raises:
            Untranslatable: the template has no translation.
        """
        if self.is_mapped(name):
            return self._mapped(name)
        expr = self.given(name)
        if expr is None:
            return None
        return self.body.inline(compile_template(expr, self.ctx, self.task, files))

    def value(self, name: str) -> str | None:
        """An argument that Airflow doesn't render, as source."""
        if self.is_mapped(name):
            return self._mapped(name)
        expr = self.given(name)
        return None if expr is None else self.body.inline(code_of(expr))

    def check_mapped(self) -> None:
        """Every mapped argument has been read.

        Raises:
            Untranslatable: one has not, so mapping over it would be lost.
        """
        mapped = self.task.mapped
        unread = [name for name in mapped.arguments if name not in self.brought] if mapped else []
        if unread:
            raise Untranslatable(f"expand({unread[0]}=...)", UNSUPPORTED_MAPPING)

    def keywords(self, **sources: str | None) -> str:
        """Keyword arguments of a call: those that are there."""
        return "".join(f", {name}={source}" for name, source in sources.items() if source)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The signature: what the body reads, then what is mapped."""
        optional = [name for name in self.brought if self._may_be_missing(name)]
        always = [name for name in self.brought if name not in optional]
        return (*self.body.parameters, *always, *(f"{name}=None" for name in optional))

    def _may_be_missing(self, name: str) -> bool:
        """Whether some of the dicts of `.expand_kwargs` don't have it."""
        mapped = self.task.mapped
        dicts = mapped.kwargs.value if mapped and mapped.kwargs is not None else None
        known = dicts if isinstance(dicts, list | tuple) else ()
        return any(isinstance(one, Mapping) and name not in one for one in known)

    @property
    def mapped_kwargs(self) -> Code | None:
        """The list of `.expand_kwargs`."""
        mapped = self.task.mapped
        if mapped is None or mapped.kwargs is None:
            return None
        return template_code(mapped.kwargs, self.ctx, self.task)

    def _mapped(self, name: str) -> str:
        mapped = self.task.mapped
        assert mapped is not None
        self.brought.append(name)
        if name in mapped.arguments:
            self.mapped[name] = template_code(mapped.arguments[name], self.ctx, self.task)
        return name


def processed(fields: Fields, name: str, value: str) -> str:
    """`value` passed through the function that an argument gives, where it does."""
    expr, source = fields.given(name), fields.value(name)
    if expr is None or source is None:
        return value
    written = applied(expr.function, value) if expr.function is not None else None
    if written is not None:
        return written
    return f"({source})({value})" if source.startswith("lambda") else f"{source}({value})"
