"""Statements become the blocks of the flow body: text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from translator import ir
from translator.lower.code import code_of
from translator.lower.flow.arms import arm_test, decision_lines, guard_test, index_of
from translator.lower.flow.blocks import (
    STRICT,
    Arm,
    Assign,
    Elements,
    Ending,
    Guard,
    Nest,
    Ref,
    ScopeKey,
    Statement,
    Step,
    Submit,
    excludes,
)
from translator.lower.flow.conditional_lists import ConditionalList, conditional_lists, negated
from translator.lower.flow.endings import EndingPrinter
from translator.lower.flow.mapping import (
    UNMAPPED,
    MapCall,
    first_parameter,
    in_parentheses,
    is_dict,
    unmapped_text,
)
from translator.lower.flow.mapping import Iterable as Over
from translator.lower.flow.printing import helper
from translator.lower.flow.repeated import Futures, futures_of, list_name, repeated, waited_lists
from translator.lower.flow.steps import codes_in
from translator.lower.operators.map_index import counts
from translator.plan import Block, Code, Import, Line, Suite, TaskUse


@dataclass
class Renderer(EndingPrinter):
    """Prints the statements of one flow and collects what they need."""

    _paths: dict[str, str] = field(default_factory=dict)
    _ended: set[str] = field(default_factory=set)
    """Steps that the flow has waited for whatever was decided."""
    _depth: int = 0
    _repeated: frozenset[Futures] = frozenset()

    def blocks(self, statements: Iterable[Statement]) -> tuple[Block, ...]:
        """The statements as blocks."""
        found: list[Block] = []
        chain: list[Arm] = []
        self._depth += 1
        wanted = self._repeated = repeated(statements) if self._depth == 1 else self._repeated
        for statement in conditional_lists(statements):
            if self._depth == 1:
                found += self._named_lists(statement, wanted)
            header = statement.scope.header if isinstance(statement, Nest) else None
            match statement:
                case Submit():
                    found += self._submit(statement)
                case Assign():
                    found.append(Line(self._assign(statement)))
                case ConditionalList():
                    found.append(self._conditional_list(statement))
                case Nest() if isinstance(header, Arm):
                    chain = [*chain, header] if excludes(chain, header) else [header]
                    found.append(self._arm(statement, header, len(chain) > 1))
                case Nest():
                    found += self._nest(statement)
            chain = chain if isinstance(header, Arm) else []
        self._depth -= 1
        return tuple(found)

    def _named_lists(
        self, statement: Statement | ConditionalList, wanted: frozenset[Futures]
    ) -> Iterator[Line]:
        """A list that several statements wait for, before the first of them."""
        for refs in waited_lists((statement,)):
            futures = futures_of(refs)
            if futures and futures in wanted and futures not in self._lists:
                plain = [replace(ref, how=STRICT) for ref in refs]
                text = self._list(plain, fresh=True)
                self._lists[futures] = self.variables.claim(list_name(futures))
                yield Line(f"{self._lists[futures]} = {text}")

    # Compound statements ------------------------------------------------------------------------

    def _nest(self, nest: Nest) -> Iterator[Block]:
        match nest.scope.header:
            case ir.Loop() as loop:
                self._uses(loop.iterable)
                header = f"for {loop.target} in {loop.iterable.code}:"
            case ir.Condition(test=test, branch=branch):
                self._uses(test)
                header = f"if {test.code if branch else negated(test.code)}:"
            case Guard() as guard:
                header = f"if {guard_test(guard)}:"
            case Ending(rule=rule):
                submit = next(one for one in nest.body if isinstance(one, Submit))
                inside = tuple(
                    replace(one, waits=()) if one is submit else one for one in nest.body
                )
                yield from self._ending(rule, submit.waits, self.blocks(inside))
                return
            case Elements() as elements:
                yield from self._waited(elements.sources)
                header = self._each(elements, nest)
        yield Suite(header, self.blocks(nest.body))

    def _conditional_list(self, one: ConditionalList) -> Line:
        self._uses(one.test)
        joined = self._list(one.submit.waits, fresh=True)
        test = one.test.code if one.branch else negated(one.test.code)
        return Line(f"{one.name} = {joined} if {test} else []")

    def _arm(self, nest: Nest, arm: Arm, further: bool) -> Suite:
        """An `if` about a decision; `further`: an `elif`."""
        use = self.steps[arm.decision].use
        path = self._paths.get(arm.decision, "")
        test = arm_test(arm, self._targets[arm.decision], path, self._is_async(use), index_of(use))
        return Suite(f"{'elif' if further else 'if'} {test}:", self.blocks(nest.body))

    def _each(self, elements: Elements, nest: Nest) -> str:
        target, iterable = self._elements_of(elements, nest.scope.key)
        if not any(counts(code, elements.group_id) for code in codes_in(nest)):
            return f"for {target} in {iterable}:"
        index = self._indexes[nest.scope.key] = self.variables.claim("map_index")
        return f"for {index}, {in_parentheses(target)} in enumerate({iterable}):"

    def _elements_of(self, elements: Elements, key: ScopeKey) -> tuple[str, str]:
        """The target and the iterable of the loop over a mapped group's elements."""
        names = [self.variables.claim(name) for name in elements.names or ("kwargs",)]
        self._elements[key] = names
        texts = [self._code(code, {}) for code in elements.iterables]
        if self.tier == "rules":
            texts = [self._each_of(text, elements) for text in texts]
        elif elements.sources:
            texts = [self._result(text, elements.sources) for text in texts]
        if len(texts) > 1:
            self.imports.add(Import("itertools"))
            return ", ".join(names), f"itertools.product({', '.join(texts)})"
        return names[0], texts[0]

    def _each_of(self, text: str, elements: Elements) -> str:
        """The elements of the rules tier; the flow looks into dicts of arguments itself."""
        self.imports.add(helper("elements"))
        if elements.names or not any(self.steps[source].many for source in elements.sources):
            return f"elements({text})"
        return f"elements({text}, results=True)"

    def _result(self, text: str, sources: tuple[str, ...]) -> str:
        if text not in {self._targets.get(source) for source in sources}:
            return text
        return f"({text}.result() if {text}.state.is_completed() else [])"

    def _waited(self, sources: Iterable[str]) -> Iterator[Block]:
        """The flow waits for results that it iterates over itself."""
        if self.tier == "plain":  # the helper of the rules tier waits by itself
            for source in sources:
                if not self.steps[source].many and source not in self._ended:
                    yield Line(f"{self._targets[source]}.wait()")
                    self._ended |= {source} if self._depth == 1 else set()

    def _uses(self, expr: ir.Expr) -> None:
        self.codes.append(replace(code_of(expr), text="", refs={}))

    # Simple statements --------------------------------------------------------------------------

    def _assign(self, assign: Assign) -> str:
        if assign.kind == "dict":
            self._dicts.add(assign.name)
            return f"{assign.name} = {{}}"
        if assign.kind == "one":
            return f"{assign.name} = {self._ref(assign.refs[0])}"
        if assign.kind == "runs" and self.tier == "rules":
            self.imports.add(helper("Mapped"))
            self._groups.add(assign.name)
            return f"{assign.name} = Mapped()"
        return f"{assign.name} = {self._list(assign.refs, fresh=True)}"

    def _submit(self, submit: Submit) -> list[Block]:
        step = submit.unit.first
        for one in submit.unit.steps:
            self._name(submit.unit.steps[one].step_id, submit.target or "")
        if step.kind == "leaves":
            return [Line(f"return {self._returned(submit.waits)}")]
        if step.kind == "waits":
            return [Line(self._wait(submit.waits))]
        tasks = tuple(s.step_id for s in submit.unit.steps.values() if s.kind != "pick")
        if step.kind == "join":
            return [self._joint(submit)]
        assert step.use is not None
        before = list(self._waited(self._sources(step)))
        if step.decides and step.decides != "not_empty":
            return [*before, *self._decision(submit, step, step.use, tasks)]
        line = self._kept(submit, self._call(submit, step), tasks, step.use.comments)
        return [*before, line]

    def _wait(self, refs: tuple[Ref, ...]) -> str:
        """Wait for what the flow does not return."""
        if len(refs) == 1 and not self._star(refs[0]):
            return f"{self._plain(refs[0])}.wait()"
        self.imports.add(Import("prefect.futures", "wait"))
        return f"wait({self._list(refs)})"

    def _joint(self, submit: Submit) -> Line:
        """A list of what is joined; a list that is there already gets it."""
        waits, stores = submit.waits, submit.stores
        if submit.target is None and len(waits) == 1 and not self._star(waits[0]):
            one = self._entry(waits[0], submit)
            if all(store.key is None for store in stores):
                return Line("\n".join(f"{store.name}.append({one})" for store in stores))
        return self._kept(submit, self._list(waits, fresh=True), (), ())

    def _returned(self, refs: tuple[Ref, ...]) -> str:
        """The leaves. Prefect looks into a plain list, not into the one that `.map` gives."""
        if len(refs) == 1 and refs[0].kind == "all" and self._alone(refs[0]):
            return self._plain(refs[0])
        return self._list(refs, fresh=True)

    def _sources(self, step: Step) -> list[str]:
        return [source for source in self.steps if source in step.over] if step.over else []

    def _kept(
        self, submit: Submit, call: str, tasks: tuple[str, ...], comments: tuple[str, ...]
    ) -> Line:
        """The call, and where its future goes."""
        many = submit.unit.first.many and self.tier == "plain"
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

    def _decision(
        self, submit: Submit, step: Step, use: TaskUse, tasks: tuple[str, ...]
    ) -> list[Block]:
        target = submit.target or self.variables.future(submit.unit)
        self._name(submit.unit.name, target)
        path = self.variables.claim("path") if step.decides == "branch" else ""
        self._paths[submit.unit.name] = path
        is_async = self._is_async(use)
        args = [*self._arguments(submit, use), *self._wait_for(submit)]
        lines = decision_lines(self._callee(use), args, target, path, is_async, index_of(use))
        lines += [f"{store.name}.append({target})" for store in submit.stores]
        return [Line("\n".join(lines), tasks, use.comments)]

    def _is_async(self, use: TaskUse | None) -> bool:
        definition = self.definitions.get((use.definition if use else None) or "")
        return definition is not None and definition.source.lstrip().startswith("async")

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
        if submit.unit.first.kind == "pick" and submit.unit.first.many:
            self.imports.add(Import("prefect", "unmapped"))
            args[1] = f"unmapped({args[1]})"
        named = [f"{n}={self._argument(submit, n, code)}" for n, code in use.kwargs.items()]
        return [*args, *named]

    def _argument(self, submit: Submit, name: str, code: Code) -> str:
        refs = {slot[1]: ref for slot, ref in submit.data.items() if slot[0] == name}
        return self._code(code, {key: self._ref(ref) for key, ref in refs.items()}, submit)

    def _wait_for(self, submit: Submit) -> list[str]:
        element = self._unseen_element(submit)
        if element:
            entries = [self._entry(ref, submit) for ref in submit.waits]
            return [f"wait_for=[{', '.join([*entries, element])}]"]
        if not submit.waits:
            return []
        return [f"wait_for={self._list(submit.waits, submit=submit)}"]

    def _unseen_element(self, submit: Submit) -> str:
        """The element of a mapped group, for a task of the rules tier that doesn't get it.

        Over nothing, the stand-in for the elements has to reach every task whose own upstream
        doesn't settle its state.
        """
        step = submit.unit.first
        scopes = [s for s in step.scopes if isinstance(s.header, Elements)]
        if self.tier == "plain" or not scopes or step.use is None:
            return ""
        codes = [*step.use.args, *step.use.kwargs.values()]
        seen = any(isinstance(r, ir.GroupArgument) for c in codes for r in c.refs.values())
        inside = any(scopes[0].key in self.steps[need].keys for need in step.needs)
        strict = step.task is None or step.task.trigger_rule == "all_success"
        return "" if seen or (inside and strict) else self._elements[scopes[0].key][0]

    def _map(self, submit: Submit, step: Step, use: TaskUse) -> str:
        codes = [*use.args, *use.kwargs.values()]
        counted = any(counts(code, "") for code in codes)
        if self.tier == "rules":
            return self._rules_map(submit, use, counted)
        self._index = self.variables.claim("map_index") if counted else ""
        over = [
            self._over(submit, step, name, f"*{name}", code) for name, code in use.mapped.items()
        ]
        if use.mapped_kwargs is not None:
            over.append(self._over(submit, step, "", "**", use.mapped_kwargs))
        call = MapCall(
            callee=self._callee(use),
            args=[self._argument(submit, str(i), code) for i, code in enumerate(use.args)],
            static=use.kwargs,
            static_texts={n: self._argument(submit, n, c) for n, c in use.kwargs.items()},
            over=over,
            wait_for=self._list(submit.waits, submit=submit) if submit.waits else "",
            positional=first_parameter(self._source(use)) == over[0].name,
            index=self._index,
            spread=use.spread,
        )
        loop = len(over) > 1 or not over[0].name or counted or use.spread
        names = {o.name: self.variables.claim(o.name or "kwargs") for o in over} if loop else {}
        text, imports = call.text(names)
        self.imports |= imports
        return text

    def _rules_map(self, submit: Submit, use: TaskUse, counted: bool) -> str:
        """The helper's `.map` and `.map_kwargs` have Airflow's order and its empty mapping."""
        self.maps = True
        if counted:
            self._index = "run_index"
            self.imports.add(helper("run_index"))
        args = [self._argument(submit, str(i), code) for i, code in enumerate(use.args)]
        static = {n: self._argument(submit, n, code) for n, code in use.kwargs.items()}
        over = {n: self._argument(submit, f"*{n}", code) for n, code in use.mapped.items()}
        if use.mapped_kwargs is not None:
            first = [self._argument(submit, "**", use.mapped_kwargs)]
            named = [f"{n}={text}" for n, text in static.items()]
            parts = [*first, *named, *self._wait_for(submit)]
            return f"{self._callee(use)}.map_kwargs({', '.join(parts)})"
        if use.spread:
            named = [f"{n.removeprefix('op_')}={text}" for n, text in over.items()]
            named += [f"{n}={text}" for n, text in static.items()]
            return f"{self._callee(use)}.map_args({', '.join([*named, *self._wait_for(submit)])})"
        if args or any(text != "run_index" for text in static.values()):
            self.imports.add(UNMAPPED)
        first = [f"unmapped({text})" for text in args]
        named = [f"{n}={text}" for n, text in over.items()]
        if not first and next(iter(over)) == first_parameter(self._source(use)):
            named[0] = next(iter(over.values()))
        named += [f"{n}={unmapped_text(text)}" for n, text in static.items()]
        parts = [*first, *named, *self._wait_for(submit)]
        return f"{self._callee(use)}.map({', '.join(parts)})"

    def _source(self, use: TaskUse) -> str:
        return self.definitions[use.definition or ""].source

    def _over(self, submit: Submit, step: Step, name: str, slot: str, code: Code) -> Over:
        refs = [ref for (argument, _), ref in submit.data.items() if argument == slot]
        single = [r for r in refs if r.data and not self.steps[r.data.step].many]
        source = self._ref(single[0]) if single else ""
        text = self._argument(submit, slot, code)
        if text == source or not single:
            data = single[0].data if single else None
            made_by = self.steps[data.step] if data else None
            return Over(name, text, source, items=is_dict(step, name, made_by))
        if not name:
            places = {
                s[1]: f"{self._ref(ref)}.result()" for s, ref in submit.data.items() if ref in refs
            }
            text = self._code(code, places, submit)
        return Over(name, text, inside=tuple(map(self._ref, single)))
