"""Statements become the blocks of the flow body: text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from translator import ir
from translator.lower.arms import arm_test, decision_lines
from translator.lower.blocks import (
    SELF,
    Arm,
    Assign,
    Elements,
    Guard,
    How,
    Key,
    Nest,
    Ref,
    ScopeKey,
    Statement,
    Step,
    Submit,
)
from translator.lower.mapping import Iterable as Over
from translator.lower.mapping import MapCall, first_parameter, is_dict
from translator.lower.variables import Variables
from translator.plan import Block, Code, Import, Line, Suite, TaskDef, TaskUse, Tier

ALLOW_FAILURE = Import("prefect", "allow_failure")
_PLACEHOLDER = re.compile(r"__ref_\d+__")


def helper(name: str) -> Import:
    """A name of the emitted helper of the rules tier."""
    return Import("trigger_rules", name)


@dataclass
class Renderer:
    """Prints the statements of one flow and collects what they need."""

    tier: Tier
    definitions: Mapping[str, TaskDef]
    variables: Variables
    steps: Mapping[str, Step]
    imports: set[Import] = field(default_factory=set)
    codes: list[Code] = field(default_factory=list)
    _targets: dict[str, str] = field(default_factory=dict)
    _elements: dict[ScopeKey, list[str]] = field(default_factory=dict)
    _paths: dict[str, str] = field(default_factory=dict)
    _dicts: set[str] = field(default_factory=set)

    def blocks(self, statements: Iterable[Statement]) -> tuple[Block, ...]:
        """The statements as blocks."""
        found: list[Block] = []
        previous: Arm | None = None
        for statement in statements:
            match statement:
                case Submit():
                    found += self._submit(statement)
                case Assign():
                    found.append(Line(self._assign(statement)))
                case Nest():
                    found += self._nest(statement, previous)
            arm = statement.scope.header if isinstance(statement, Nest) else None
            previous = arm if isinstance(arm, Arm) else None
        return tuple(found)

    # Compound statements ------------------------------------------------------------------------

    def _nest(self, nest: Nest, previous: Arm | None) -> Iterator[Block]:
        match nest.scope.header:
            case ir.Loop() as loop:
                self._uses(loop.iterable.names)
                header = f"for {loop.target} in {loop.iterable.code}:"
            case ir.Condition(test=test, branch=branch):
                self._uses(test.names)
                header = f"if {test.code}:" if branch else f"if not ({test.code}):"
            case Guard() as guard:
                header = f"if {guard_test(guard)}:"
            case Arm() as arm:
                header = self._arm(arm, previous)
            case Elements() as elements:
                yield from self._waited(elements.sources)
                header = self._each(elements, nest.scope.key)
        yield Suite(header, self.blocks(nest.body))

    def _arm(self, arm: Arm, previous: Arm | None) -> str:
        exclusive = previous is not None and previous.decision == arm.decision
        exclusive = exclusive and not set(arm.outcomes) & set(previous.outcomes if previous else ())
        test = arm_test(arm, self._targets[arm.decision], self._paths.get(arm.decision, ""))
        return f"{'elif' if exclusive and arm.kind == 'branch' else 'if'} {test}:"

    def _each(self, elements: Elements, key: ScopeKey) -> str:
        names = [self.variables.claim(name) for name in elements.names or ("kwargs",)]
        self._elements[key] = names
        texts = [self._code(code, {}) for code in elements.iterables]
        if self.tier == "rules":
            texts = [f"elements({text})" for text in texts]
            self.imports.add(helper("elements"))
        elif elements.sources:
            texts = [self._result(text, elements.sources) for text in texts]
        if len(texts) > 1:
            self.imports.add(Import("itertools"))
            return f"for {', '.join(names)} in itertools.product({', '.join(texts)}):"
        return f"for {names[0]} in {texts[0]}:"

    def _result(self, text: str, sources: tuple[str, ...]) -> str:
        if text not in {self._targets.get(source) for source in sources}:
            return text
        return f"({text}.result() if {text}.state.is_completed() else [])"

    def _waited(self, sources: Iterable[str]) -> Iterator[Block]:
        """The flow waits for results that it iterates over itself."""
        if self.tier == "plain":
            for source in sources:
                if not self.steps[source].many:
                    yield Line(f"{self._targets[source]}.wait()")

    def _uses(self, names: Iterable[str]) -> None:
        self.codes.append(Code("", names=frozenset(names)))

    # Simple statements --------------------------------------------------------------------------

    def _assign(self, assign: Assign) -> str:
        if assign.kind == "dict":
            self._dicts.add(assign.name)
            return f"{assign.name} = {{}}"
        if assign.kind == "one":
            return f"{assign.name} = {self._ref(assign.refs[0])}"
        if not assign.refs and self.tier == "rules":
            return f"{assign.name} = []"
        return f"{assign.name} = {self._list(assign.refs, fresh=True)}"

    def _submit(self, submit: Submit) -> list[Block]:
        step = submit.unit.first
        for one in submit.unit.steps:
            self._targets[submit.unit.steps[one].step_id] = submit.target or ""
        if step.kind == "leaves":
            return [Line(f"return {self._list(submit.waits, fresh=True)}")]
        tasks = tuple(s.step_id for s in submit.unit.steps.values() if s.kind != "pick")
        if step.kind == "join":
            joined = self._list(submit.waits, fresh=True)
            return [self._kept(submit, joined, tasks, ())]
        assert step.use is not None
        before = list(self._waited(self._sources(step)))
        if step.use.decides and self.tier == "plain":
            return [*before, *self._decision(submit, step.use, tasks)]
        line = self._kept(submit, self._call(submit, step), tasks, step.use.comments)
        return [*before, line]

    def _sources(self, step: Step) -> list[str]:
        if not step.blocks:
            return []
        over = {data.step for (name, _), data in step.data.items() if name.startswith("*")}
        return [source for source in self.steps if source in over]

    def _kept(
        self, submit: Submit, call: str, tasks: tuple[str, ...], comments: tuple[str, ...]
    ) -> Line:
        """The call, and where its future goes."""
        many = submit.unit.first.many
        lines: list[str] = []
        if submit.target or len(submit.stores) != 1:
            lines.append(f"{submit.target} = {call}" if submit.target else call)
            call = submit.target or call
        for store in submit.stores:
            if store.key is not None:
                lines.append(f"{store.name}[{self._key(store.key)}] = {call}")
            else:
                lines.append(f"{store.name}.{'extend' if many else 'append'}({call})")
        return Line("\n".join(lines), tasks, comments)

    def _decision(self, submit: Submit, use: TaskUse, tasks: tuple[str, ...]) -> list[Block]:
        target = submit.target or self.variables.future(submit.unit)
        self._targets[submit.unit.name] = target
        path = self.variables.claim("path") if use.decides == "branch" else ""
        self._paths[submit.unit.name] = path
        is_async = "async def" in self.definitions[use.definition or ""].source.split("(")[0]
        args = [*self._arguments(submit, use), *self._wait_for(submit)]
        lines = decision_lines(self._callee(use), args, target, path, is_async)
        lines += [f"{store.name}.append({target})" for store in submit.stores]
        return [Line("\n".join(lines), tasks, use.comments)]

    # Calls --------------------------------------------------------------------------------------

    def _call(self, submit: Submit, step: Step) -> str:
        use = step.use
        assert use is not None
        if step.many and (use.mapped or use.mapped_kwargs):
            return self._map(submit, step, use)
        args = [*self._arguments(submit, use), *self._wait_for(submit)]
        return f"{self._callee(use)}.{'map' if step.many else 'submit'}({', '.join(args)})"

    def _callee(self, use: TaskUse) -> str:
        options = [f"{name}={self._code(code, {})}" for name, code in use.options.items()]
        with_options = f".with_options({', '.join(options)})" if options else ""
        return f"{use.definition}{with_options}"

    def _arguments(self, submit: Submit, use: TaskUse) -> list[str]:
        args = [self._argument(submit, str(i), code) for i, code in enumerate(use.args)]
        if use.definition == "pick" and submit.unit.first.many:
            self.imports.add(Import("prefect", "unmapped"))
            args[1] = f"unmapped({args[1]})"
        named = [f"{n}={self._argument(submit, n, code)}" for n, code in use.kwargs.items()]
        return [*args, *named]

    def _argument(self, submit: Submit, name: str, code: Code) -> str:
        refs = {slot[1]: ref for slot, ref in submit.data.items() if slot[0] == name}
        return self._code(code, {key: self._ref(ref) for key, ref in refs.items()}, submit)

    def _wait_for(self, submit: Submit) -> list[str]:
        if not submit.waits:
            return []
        return [f"wait_for={self._list(submit.waits, submit=submit)}"]

    def _map(self, submit: Submit, step: Step, use: TaskUse) -> str:
        over = [
            self._over(submit, step, name, f"*{name}", code) for name, code in use.mapped.items()
        ]
        if use.mapped_kwargs is not None:
            over.append(self._over(submit, step, "", "**", use.mapped_kwargs))
        source = self.definitions[use.definition or ""].source
        call = MapCall(
            callee=self._callee(use),
            args=[self._argument(submit, str(i), code) for i, code in enumerate(use.args)],
            static=use.kwargs,
            static_texts={n: self._argument(submit, n, c) for n, c in use.kwargs.items()},
            over=over,
            wait_for=self._list(submit.waits, submit=submit) if submit.waits else "",
            positional=first_parameter(source) == over[0].name,
        )
        loop = len(over) > 1 or not over[0].name
        names = {o.name: self.variables.claim(o.name or "kwargs") for o in over} if loop else {}
        text, imports = call.text(names)
        self.imports |= imports
        return text

    def _over(self, submit: Submit, step: Step, name: str, slot: str, code: Code) -> Over:
        refs = [ref for (argument, _), ref in submit.data.items() if argument == slot]
        single = [r for r in refs if r.data and not self.steps[r.data.step].many]
        source = self._ref(single[0]) if single else ""
        return Over(name, self._argument(submit, slot, code), source, is_dict(step, name))

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
            case ir.GroupArgument(name=name) if submit is not None:
                return self._element(name, submit)
            case ir.DagParamRef(name=name):
                return name
            case ir.XComRef(task_id=task_id):
                return self._targets.get(task_id)
        return None

    def _element(self, name: str, submit: Submit) -> str | None:
        for scope in submit.unit.first.scopes:
            if isinstance(scope.header, Elements):
                names = self._elements[scope.key]
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
        if len(kept) == 1 and not fresh and kept[0].how.kind == "strict" and self._alone(kept[0]):
            return self._plain(kept[0])
        return f"[{', '.join(self._entry(ref, submit) for ref in kept)}]"

    def _alone(self, ref: Ref) -> bool:
        return self._star(ref) and ref.name not in self._dicts

    def _star(self, ref: Ref) -> bool:
        return ref.kind == "all" or self._holds_many(ref)

    def _holds_many(self, ref: Ref) -> bool:
        owners = [step for step, target in self._targets.items() if target == ref.name]
        return ref.kind == "one" and any(self.steps[o].many for o in owners if o in self.steps)

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


def guard_test(guard: Guard) -> str:
    """`table == "a"`, `table in ("a", "b")`, `table not in (...)`."""
    if len(guard.members) == 1:
        return f"{guard.name} {'!=' if guard.negated else '=='} {guard.members[0]!r}"
    return f"{guard.name} {'not in' if guard.negated else 'in'} {guard.members!r}"
