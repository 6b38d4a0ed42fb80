"""References to futures and pieces of code as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from translator import ir
from translator.lower.flow.blocks import SELF, Elements, How, Key, Ref, ScopeKey, Step, Submit
from translator.lower.flow.params import parameter_name
from translator.lower.flow.repeated import Futures, futures_of
from translator.lower.flow.variables import Variables
from translator.lower.names import HELPERS
from translator.lower.operators.map_index import INDEX, is_index
from translator.plan import Code, Import, TaskDef, Tier

ALLOW_FAILURE = Import("prefect", "allow_failure")
_PLACEHOLDER = re.compile(r"__ref_\d+__")


def helper(name: str) -> Import:
    """A name of the emitted modules of the rules tier."""
    return Import(next(module for module, names in HELPERS.items() if name in names), name)


@dataclass
class Printer:
    """Prints references and code for one flow, and collects what they need."""

    tier: Tier
    definitions: Mapping[str, TaskDef]
    variables: Variables
    steps: Mapping[str, Step]
    imports: set[Import] = field(default_factory=set)
    maps: bool = False
    """Whether tasks are mapped by the helper."""
    codes: list[Code] = field(default_factory=list)
    _targets: dict[str, str] = field(default_factory=dict)
    _many: set[str] = field(default_factory=set)
    """The variables that hold lists."""
    _elements: dict[ScopeKey, list[str]] = field(default_factory=dict)
    _dicts: set[str] = field(default_factory=set)
    _indexes: dict[ScopeKey, str] = field(default_factory=dict)
    """Variables that count the elements of mapped groups."""
    _index: str = ""
    """What counts the runs of the mapped task that is printed."""
    _lists: dict[Futures, str] = field(default_factory=dict)
    """Lists of futures that have a name."""
    _groups: set[str] = field(default_factory=set)
    """Rules tier: the names of the runs of mapped groups."""

    # References ---------------------------------------------------------------------------------

    def _code(self, code: Code, refs: Mapping[str, str], submit: Submit | None = None) -> str:
        """The text of a piece of code, placeholders filled in."""
        self.codes.append(code)

        def fill(match: re.Match[str]) -> str:
            if match[0] in refs:
                return refs[match[0]]
            return self._placeholder(code.refs.get(match[0]), submit) or match[0]

        return _PLACEHOLDER.sub(fill, code.text)

    def _placeholder(self, ref: ir.Ref | None, submit: Submit | None) -> str | None:
        match ref:
            case ir.GroupArgument(group_id="") if is_index(ref):
                return self._index
            case ir.GroupArgument(name=name) if submit is not None:
                return self._element(name, submit)
            case ir.DagParamRef(name=name):
                return parameter_name(name)
            case ir.XComRef(task_id=task_id):
                return self._targets.get(task_id)
        return None

    def _element(self, name: str, submit: Submit) -> str | None:
        for scope in submit.unit.first.scopes:
            if isinstance(scope.header, Elements):
                names = self._elements[scope.key]
                if name == INDEX:
                    return self._indexes[scope.key]
                if not scope.header.names:
                    return f'{names[0]}["{name}"]'
                if name in scope.header.names:
                    return names[scope.header.names.index(name)]
        return None

    def _list(
        self, refs: Iterable[Ref], *, fresh: bool = False, submit: Submit | None = None
    ) -> str:
        """Futures as a list; one list alone is itself."""
        kept = list(refs)
        if not fresh and (name := self._named(kept)):
            if kept[0].how.kind == "strict":
                return name
            self.imports.add(ALLOW_FAILURE)
            return f"[*map(allow_failure, {name})]"
        if len(kept) == 1 and not fresh and kept[0].how.kind == "strict" and self._alone(kept[0]):
            return self._plain(kept[0])
        return f"[{', '.join(self._entry(ref, submit) for ref in kept)}]"

    def _named(self, refs: list[Ref]) -> str:
        """The name of a list of futures that has one."""
        futures = futures_of(refs)
        return self._lists.get(futures, "") if futures else ""

    def _alone(self, ref: Ref) -> bool:
        return self._star(ref) and ref.name not in self._dicts

    def _star(self, ref: Ref) -> bool:
        """Whether a name is of a list; in the rules tier a mapped task has one future."""
        if self.tier == "rules" and (ref.kind != "all" or ref.name in self._groups):
            return False
        return ref.kind == "all" or self._holds_many(ref)

    def _holds_many(self, ref: Ref) -> bool:
        return ref.kind == "one" and ref.name in self._many

    def _name(self, step_id: str, target: str) -> None:
        """The variable that holds the future of a step, or its list of futures."""
        self._targets[step_id] = target
        if step_id in self.steps and self.steps[step_id].many:
            self._many.add(target)

    def _entry(self, ref: Ref, submit: Submit | None) -> str:
        text, star = self._plain(ref), self._star(ref)
        if ref.how.kind == "strict":
            return f"*{text}" if star else text
        function, rest = self._wrapper(ref.how, submit)
        if not star:
            return f"{function}({', '.join([text, *rest])})"
        if not rest:
            return f"*map({function}, {text})"
        return f"*({function}({', '.join(['each', *rest])}) for each in {text})"

    def _wrapper(self, how: How, submit: Submit | None) -> tuple[str, list[str]]:
        if how.kind == "lenient":
            self.imports.add(ALLOW_FAILURE)
            return "allow_failure", []
        name = "passed" if how.kind == "gate" else how.kind
        self.imports.add(helper(name))
        if how.kind == "gate":
            return name, ["upstream=False"]
        return name, [self._own_id(submit) if one == SELF else repr(one) for one in how.ids]

    def _own_id(self, submit: Submit | None) -> str:
        """The id of the task that is submitted, as code that holds in every iteration."""
        assert submit is not None
        step = submit.unit.first
        name = step.use.options.get("name") if step.use else None
        return name.text if name is not None else repr(step.step_id)

    def _ref(self, ref: Ref) -> str:
        text = self._plain(ref)
        data = ref.data
        if self.tier == "plain" or data is None or (data.bare and data.key is None):
            return text
        self.imports.add(helper("value"))
        return f"value({text})" if data.key is None else f'value({text}, "{data.key}")'

    def _plain(self, ref: Ref) -> str:
        if ref.kind in ("key", "index") and ref.key is not None:
            return f"{ref.name}[{self._key(ref.key)}]"
        return f"{ref.name}.values()" if ref.name in self._dicts else ref.name

    @staticmethod
    def _key(key: Key) -> str:
        return key.name if key.name is not None else repr(key.value)
