"""The body of a flow: steps are gathered into statements, ordered, checked and printed.

The readable arrangement is a candidate: it is simulated and compared with what the steps need. What
does not fit is unrolled and arranged again, so a pretty body is never a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from translator import ir
from translator.graph import DagGraph
from translator.lower.context_types import FlowBody, LowerContext
from translator.lower.flow.arranging import Arranger
from translator.lower.flow.blocks import LEAVES, Arm, ScopeKey, Statement, Step, Unit
from translator.lower.flow.branching import endings, find_arms
from translator.lower.flow.flow_options import fails_fast
from translator.lower.flow.general import generalised
from translator.lower.flow.loops import guarded, irregular, units_of, unrolled
from translator.lower.flow.ordering import IrregularError
from translator.lower.flow.printing import helper
from translator.lower.flow.rendering import Renderer
from translator.lower.flow.rules import with_rules
from translator.lower.flow.shared_picks import share_picks
from translator.lower.flow.simulate import MismatchError, check
from translator.lower.flow.steps import StepBuilder, slots
from translator.lower.flow.tiers import reasons
from translator.lower.flow.timing import report_timing
from translator.lower.flow.trigger_rules import EAGER, rule_of
from translator.lower.flow.variables import Variables
from translator.lower.literals import unrollable, with_values
from translator.lower.names import HELPERS
from translator.plan import Block, Code, Line, TaskDef, TaskUse
from translator.rules.load import CYCLE
from translator.rules.mapping import UNROLLED_LOOP, UNSUPPORTED_LOOP
from translator.rules.trigger_rules import PLAIN_TIER

MANY = 20
"""More unrolled tasks than this are reported."""


def lower_flow(
    ctx: LowerContext, uses: Mapping[str, TaskUse], defs: Mapping[str, TaskDef]
) -> FlowBody:
    """Arrange the tasks of one DAG as the body of a flow."""
    graph = DagGraph(ctx.dag)
    ruled, definitions = with_rules(ctx, uses, defs)
    if refusal := _refusal(ctx, graph):
        return FlowBody(body=(raising(refusal),), definitions=definitions)
    report_timing(ctx, graph)
    builder = StepBuilder(ctx, ruled, graph, _arms(ctx, graph, uses), _endings(ctx, graph))
    steps = builder.build()
    arrangement = Arrangement(ctx, steps, definitions | builder.values.definitions)
    try:
        return arrangement.flow_body()
    except MismatchError as error:
        ctx.report(UNSUPPORTED_LOOP, ctx.dag.span, str(error))
        message = f"{UNSUPPORTED_LOOP.code} {UNSUPPORTED_LOOP.title}: {error}"
        return FlowBody(body=(raising(message),), definitions=definitions)


def raising(message: str) -> Line:
    """In place of a body that would be wrong."""
    return Line(f"raise NotImplementedError({message!r})")


def _refusal(ctx: LowerContext, graph: DagGraph) -> str | None:
    """Why the flow has no body: a cycle, or the plain tier was asked for and would be wrong."""
    if cycle := graph.cycle():
        return f"{CYCLE.code} {CYCLE.title}: {', '.join(cycle)}"
    if ctx.tier == "rules" or ctx.proven:
        return None
    if reason := next(reasons(ctx.dag, ctx.file), None):
        return f"{PLAIN_TIER.code} {PLAIN_TIER.title}: {reason}"
    return None


def _arms(
    ctx: LowerContext, graph: DagGraph, uses: Mapping[str, TaskUse]
) -> dict[str, tuple[Arm, ...]]:
    """The `if`s around tasks. A task without a translation raises: it decides nothing."""
    if ctx.tier == "rules":
        return {}
    manual = frozenset(task_id for task_id, use in uses.items() if use.support == "manual")
    return find_arms(graph, ctx.file, manual)


def _endings(ctx: LowerContext, graph: DagGraph) -> dict[str, str]:
    return endings(graph, ctx.file) if ctx.tier == "plain" else {}


@dataclass
class Arrangement:
    """Finds the most readable body that is right."""

    ctx: LowerContext
    steps: dict[str, Step]
    definitions: Mapping[str, TaskDef]
    _unrolled: set[str] = field(default_factory=set)
    _share_arms: bool = True

    def flow_body(self) -> FlowBody:
        """The body, and what it needs around it."""
        self.steps = share_picks(self.steps)
        statements, variables = self._arranged()
        self._report_unrolled()
        renderer = Renderer(self.ctx.tier, self.definitions, variables, self.steps)
        body = (*self._options(renderer), *renderer.blocks(statements))
        return self._with_needs(body, renderer)

    def _options(self, renderer: Renderer) -> tuple[Line, ...]:
        """What is said to the helper before anything is submitted."""
        if self.ctx.tier == "plain" or fails_fast(self.ctx.dag) is None:
            return ()
        renderer.imports.add(helper("fail_fast"))
        return (Line("fail_fast()"),)

    def _arranged(self) -> tuple[tuple[Statement, ...], Variables]:
        while True:
            units = self._units()
            variables = Variables(self.ctx.names.local(self._taken()), units)
            try:
                statements = Arranger(units, variables, self._share_arms).arrange()
                check(statements, self.steps)
            except IrregularError as error:
                self._unroll(error.units)
            except MismatchError as error:
                self._unroll_all(error)
            else:
                return statements, variables

    def _units(self) -> list[Unit]:
        """The statements: where runs differ, their loop is unrolled first."""
        while True:
            units = units_of(self.steps.values())
            units = [generalised(u) if irregular(u) or single_run(u) else u for u in units]
            odd = [unit for unit in units if irregular(unit)] or _left_alone(units)
            if not odd:
                found = guarded(units)
                if found is not None:
                    return found
                odd = units
            self._unroll(odd)

    def _unroll(self, units: Iterable[Unit]) -> None:
        looped = [step for unit in units for step in unit.steps.values() if in_loop(step)]
        # What is left over of a loop stands outside already: then it is what it reads.
        looped = looped or [step for step in self.steps.values() if in_loop(step)]
        looped += self._alone_in(looped)
        if not looped or not all(unrollable(step) for step in looped):
            raise MismatchError("a loop of unknown length has edges that fit no loop")
        for step in looped:
            self.steps[step.step_id] = unrolled(
                with_values(self.steps[step.step_id], self.ctx.file.constants)
            )
            self._unrolled.add(step.step_id)
        self.steps = share_picks(self.steps)

    def _alone_in(self, unrolled: Iterable[Step]) -> list[Step]:
        """Other steps of the same loops that one run of them makes: no loop is left for those."""
        loops = {key for step in unrolled for key in _loop_keys(step)}
        known = {step.step_id for step in unrolled}
        found = [unit.first for unit in units_of(self.steps.values()) if single_run(unit)]
        return [
            step
            for step in found
            if step.step_id not in known and _loop_keys(step) & loops and unrollable(step)
        ]

    def _unroll_all(self, error: MismatchError) -> None:
        if self._share_arms:
            self._share_arms = False
            return
        if not any(in_loop(step) for step in self.steps.values()):
            raise error
        self._unroll(units_of(self.steps.values()))

    def _report_unrolled(self) -> None:
        steps = (self.steps[step] for step in self._unrolled if step in self.steps)
        tasks = [step.task for step in steps if step.task and step.kind == "task"]
        if len(tasks) > MANY:
            span = min(task.span for task in tasks)
            self.ctx.report(UNROLLED_LOOP, span, f"{len(tasks)} tasks")

    # Needs --------------------------------------------------------------------------------------

    def _codes(self) -> list[Code]:
        uses = [step.use for step in self.steps.values() if step.use and step.kind == "task"]
        return [code for use in uses for _, code in slots(use)]

    def _taken(self) -> set[str]:
        """Names that a variable of the flow must not hide."""
        taken = set(self.definitions) | {"path"} - {"path"}
        for code in self._codes():
            taken |= code.names | code.context | {i.alias or i.name for i in code.imports}
        for step in self.steps.values():
            for scope in step.scopes:
                taken |= set(getattr(scope.header, "values", ()))
        taken |= {parameter.name for parameter in self.ctx.dag.parameters}
        return taken

    def _with_needs(self, body: tuple[Block, ...], renderer: Renderer) -> FlowBody:
        codes = renderer.codes
        imports = frozenset(renderer.imports).union(*(code.imports for code in codes))
        support = {item.module for item in imports} & HELPERS.keys()
        if self.ctx.tier == "rules" and any(rule_of(task) in EAGER for task in self.ctx.dag.tasks):
            support.add("first_to_end")
        return FlowBody(
            body=body or (Line("return []"),),
            imports=imports,
            support=frozenset(support | ({"mapped_runs"} if renderer.maps else set())),
            context=frozenset().union(*(code.context for code in codes)),
            names=frozenset().union(*(code.names for code in codes)),
            definitions=self.definitions,
        )


def single_run(unit: Unit) -> bool:
    """Whether a statement in a loop submits one task only."""
    return len(unit.steps) == 1 and in_loop(unit.first)


def _left_alone(units: Iterable[Unit]) -> list[Unit]:
    """Units of loops that have one task left of several: a loop with an `if` would hide it."""
    around: dict[ScopeKey, list[Unit]] = {}
    for unit in units:
        for key in _loop_keys(unit.first):
            around.setdefault(key, []).append(unit)
    alone = {key for key, inside in around.items() if all(map(single_run, inside))}
    return [
        unit
        for unit in units
        if single_run(unit) and _loop_keys(unit.first) <= alone and _lacks_some(unit.first)
    ]


def _lacks_some(step: Step) -> bool:
    loops = [scope.header for scope in step.scopes if isinstance(scope.header, ir.Loop)]
    return unrollable(step) and any(loop.count != 1 for loop in loops)


def _loop_keys(step: Step) -> set[ScopeKey]:
    return {scope.key for scope in step.scopes if scope.kind == "loop"}


def in_loop(step: Step) -> bool:
    """Whether a loop of the DAG file stands around the step."""
    return any(scope.kind == "loop" for scope in step.scopes)


__all__ = ["LEAVES", "Arrangement", "lower_flow"]
