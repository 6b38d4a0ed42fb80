"""The `def` of a task made for an operator: what its body reads from the run becomes a parameter.

A body is written with `Code`s. A run value (`ds`), an XCom (`__ref_0__`) or a loop's variable
can't be read inside a task function, so `Body.inline` gives it a parameter and remembers the
argument that the flow passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from translator import ir
from translator.lower.flow.gather import PLACEHOLDER
from translator.lower.names import is_free_word, slug
from translator.plan import Code, Import

WORD = re.compile(r"\b[^\W\d]\w*\b")


@dataclass(slots=True)
class Body:
    """Collects the parameters, imports and names of one task function."""

    task: ir.Task
    taken: set[str] = field(default_factory=set)
    """Names the body means something else by."""
    parameters: dict[str, Code] = field(default_factory=dict)
    """Parameter -> what the flow passes, in the order in which the body reads them."""
    imports: set[Import] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def inline(self, code: Code) -> str:
        """The text of `code` as it reads inside the function."""
        self.imports |= code.imports
        self.names |= code.names
        for name, sites in self._loop_names(code).items():
            self.parameters.setdefault(name, Code(name, loops=sites))
        for name in _in_order(code):
            self.parameters.setdefault(name, Code(name, context=frozenset({name})))
        text = code.text
        for placeholder, ref in code.refs.items():
            text = text.replace(placeholder, self.reference(ref))
        return text

    def reference(self, ref: ir.Ref) -> str:
        """The parameter that holds an XCom (or another object of Airflow's)."""
        argument = Code("__ref_0__", refs={"__ref_0__": ref})
        for name, known in self.parameters.items():
            if known == argument:
                return name
        wanted = _ref_name(ref)
        name = wanted if is_free_word(wanted) else f"{wanted}_"
        while name in self.parameters or name in self.taken or name in self.names:
            name += "_"
        self.parameters[name] = argument
        return name

    def source(self, name: str, lines: Iterable[str]) -> str:
        """The whole `def`; `lines` are indented by the caller relative to the body."""
        body = "\n".join(_indented(line) for line in lines)
        return f"def {name}({', '.join(self.parameters)}):\n{body}"

    def arguments(self) -> tuple[Code, ...]:
        """What the flow passes, in the order of the parameters."""
        return tuple(self.parameters.values())

    def _loop_names(self, code: Code) -> dict[str, frozenset[int]]:
        """Loop variables that `code` reads, and the loops they belong to."""
        words = WORD.findall(PLACEHOLDER.sub("", code.text))
        found: dict[str, frozenset[int]] = {}
        for loop in self.task.loops:
            if loop.site in code.loops:
                for name in set(_targets(loop)) & set(words):
                    found[name] = found.get(name, frozenset()) | {loop.site}
        return dict(sorted(found.items(), key=lambda item: words.index(item[0])))


def _in_order(code: Code) -> list[str]:
    """Run values in the order in which the text reads them."""
    words = WORD.findall(code.text)
    return sorted(code.context, key=lambda name: words.index(name) if name in words else len(words))


def _targets(loop: ir.Loop) -> list[str]:
    return WORD.findall(loop.target)


def _ref_name(ref: ir.Ref) -> str:
    match ref:
        case ir.XComRef(task_id=task_id, key=key):
            return slug(task_id.rsplit(".", 1)[-1] if key == ir.RETURN_VALUE else key)
        case ir.GroupArgument(name=name) | ir.DagParamRef(name=name):
            return slug(name)
        case _:
            return "value"


def _indented(line: str) -> str:
    return f"    {line}" if line else line
