"""Flows that one place in the source made and that differ in data only come from a factory.

Airflow: a function with a `DAG(...)` in it that is called several times, or a `DAG(...)` in a loop.
Prefect: `def create_flow(dag_id: str, table: str) -> Flow:` with the `@flow` inside, and each flow
under a name of the module, where deployments find it. What differs is what `common_code` finds by
comparing the flows; where they differ in more than data, each stays a function of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.code import literal
from translator.lower.names import NameTable, snake
from translator.lower.sharing.common_code import Common, DifferentError, names_of
from translator.lower.sharing.common_sources import sources_of
from translator.lower.sharing.common_text import common_words
from translator.lower.sharing.factory_parameters import arguments_of, ordered, parameters_of
from translator.plan import (
    Block,
    Code,
    Factory,
    Flow,
    FlowParameter,
    Gap,
    Import,
    Line,
    Made,
    Module,
    Suite,
    TaskDef,
)

FLOW_CLASS = Import("prefect", "Flow")
_HEADERS = ("for ", "if ", "while ", "with ", "async ")
_DAG = re.compile(r"(?<![A-Za-z])dag(?=s?(?![a-z]))", re.IGNORECASE)


def with_factories(module: Module, file: ir.DagFile, names: NameTable) -> Module:
    """The module with a factory for each family of flows that has so much in common."""
    factories = [
        factory
        for dags, flows in _families(module, file)
        if (factory := _factory(module, file, names, dags, flows)) is not None
    ]
    annotated = any(factory.returns for factory in factories)
    imports = module.imports.union(*(_imports(factory) for factory in factories))
    return replace(
        module,
        factories=tuple(factories),
        imports=imports | {FLOW_CLASS} if annotated else imports,
    )


def _imports(factory: Factory) -> frozenset[Import]:
    return frozenset().union(*(one.imports for one in factory.parameters))


def _families(
    module: Module, file: ir.DagFile
) -> Iterator[tuple[Sequence[ir.Dag], Sequence[Flow]]]:
    """DAGs that one call in the source made, each with its flow."""
    found: dict[object, list[tuple[ir.Dag, Flow]]] = {}
    for dag, flow in zip(file.dags, module.flows, strict=True):
        found.setdefault(dag.span, []).append((dag, flow))
    for family in found.values():
        if len({flow.dag_id for _, flow in family}) == len(family) > 1:
            yield [dag for dag, _ in family], [flow for _, flow in family]


def _factory(
    module: Module,
    file: ir.DagFile,
    names: NameTable,
    dags: Sequence[ir.Dag],
    flows: Sequence[Flow],
) -> Factory | None:
    """The factory of a family; None where its flows differ in more than data."""
    try:
        common = _common(module, dags, flows)
        flow, apart = _CommonFlow(common).flow(flows)
        common.settle()
    except DifferentError:
        return None
    function = next((f.function for f in reversed(dags[0].frames) if isinstance(f, ir.Call)), "")
    words = common_words([snake(dag.dag_id) for dag in dags])
    written = file.functions.get(function)
    own = f"{words}_flow" if words else "made_flow"
    wanted = _name(function, words)
    name = names.claim(wanted if wanted != own else f"create_{own}")
    inner = replace(flow, name=names.claim(own))
    title = flow.decorator["name"].text
    given = ordered(list(common.parameters.values()), common.sources, title, written)
    return Factory(
        name=name,
        flow=inner,
        parameters=parameters_of(given),
        made=tuple(
            Made(flow.name, arguments_of(given, number), apart[number])
            for number, flow in enumerate(flows)
        ),
        docstring=written.docstring if written else None,
        comments=flow.comments,
        returns="" if names.taken("Flow") else "Flow",
    )


def _name(function: str, words: str) -> str:
    """`create_dag` is `create_flow`; without a function, `create_load_flow`."""
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", function).lower().strip("_")
    if not plain or plain == "lambda":
        return f"create_{words}_flow" if words else "create_flow"
    if _DAG.search(plain.replace("_", " ")):
        return re.sub(r"(^|_)dag(s?)(?=_|$)", r"\1flow\2", plain)
    return plain if "flow" in plain else f"{plain}_flow"


def _common(module: Module, dags: Sequence[ir.Dag], flows: Sequence[Flow]) -> Common:
    texts = [text for flow in flows for text in _texts(flow)]
    nodes = [node for text in texts for node in syntax.walk(cst.parse_module(text))]
    local = {name for node in nodes for name in syntax.bound_names(node)}
    local |= {one.name for flow in flows for one in flow.parameters}
    tasks = {task.name for task in module.tasks}
    data = frozenset().union(*(flow.names for flow in flows)) - tasks - local
    return Common(
        sources=sources_of([dag.frames for dag in dags]),
        taken={name for text in texts for name in names_of(text)} | local | tasks,
        constants=data,
        signatures={task.name: _signature(task) for task in module.tasks},
        local=local,
    )


def _signature(task: TaskDef) -> list[str]:
    module = syntax.parsed(task.source)
    function = next(one for one in module.body if isinstance(one, cst.FunctionDef))
    return [param.name.value for param in syntax.parameters(function.params)]


def _texts(flow: Flow) -> Iterator[str]:
    """All code of a flow, in pieces that stand alone."""
    yield from (code.text for code in flow.decorator.values())
    yield from (one.default for one in flow.parameters if one.default)
    yield from _body_texts(flow.body)


def _body_texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Line():
                yield block.text
            case Suite():
                yield _alone(block.header) or ""
                yield from _body_texts(block.body)


def _alone(header: str) -> str | None:
    """The header of a compound statement as a statement; None where it has no code."""
    text = header.removeprefix("el") if header.startswith("elif ") else header
    return f"{text} pass" if text.startswith(_HEADERS) else None


@dataclass
class _CommonFlow:
    """Several flows as one."""

    common: Common

    def flow(self, flows: Sequence[Flow]) -> tuple[Flow, list[tuple[str, ...]]]:
        """What they have in common, and the comments that each of them has alone.

        Raises:
            DifferentError: they differ in more than data.
        """
        flows = _described(flows)
        first = flows[0]
        if len({(flow.tier, flow.docstring, tuple(flow.decorator)) for flow in flows}) > 1:
            raise DifferentError("tier, docstring or decorator")
        parameters = self._parameters([flow.parameters for flow in flows])
        decorator = {name: self._code(flows, name) for name in first.decorator}
        self._apart: list[list[str]] = [[] for _ in flows]
        comments = self._comments([flow.comments for flow in flows])
        body = self._blocks([flow.body for flow in flows])
        made = replace(
            first, decorator=decorator, parameters=parameters, body=body, comments=comments
        )
        return made, [tuple(lines) for lines in self._apart]

    def _code(self, flows: Sequence[Flow], name: str) -> Code:
        codes = [flow.decorator[name] for flow in flows]
        hint = "dag_id" if name == "name" else name
        text = self.common.expression([code.text for code in codes], hint)
        return replace(codes[0], text=text)

    def _parameters(
        self, signatures: Sequence[Sequence[FlowParameter]]
    ) -> tuple[FlowParameter, ...]:
        if len({tuple((p.name, p.annotation, bool(p.default)) for p in s) for s in signatures}) > 1:
            raise DifferentError("parameters")
        return tuple(
            replace(column[0], default=self._default(column)) if column[0].default else column[0]
            for column in zip(*signatures, strict=True)
        )

    def _default(self, column: Sequence[FlowParameter]) -> str:
        hint = f"default_{column[0].name}"
        return self.common.expression([one.default for one in column], hint)

    def _comments(self, columns: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        """The comments that all have; the others stay with the flow that they are about."""
        if len(set(columns)) == 1:
            return columns[0]
        for lines, found in zip(columns, self._apart, strict=True):
            found += lines
        return ()

    def _blocks(self, bodies: Sequence[Sequence[Block]]) -> tuple[Block, ...]:
        if len({len(body) for body in bodies}) > 1:
            raise DifferentError("the number of statements")
        return tuple(self._block(column) for column in zip(*bodies, strict=True))

    def _block(self, column: Sequence[Block]) -> Block:
        lines = [one for one in column if isinstance(one, Line)]
        suites = [one for one in column if isinstance(one, Suite)]
        if len(lines) == len(column):
            comments = self._comments([one.comments for one in lines])
            text = self.common.statements([one.text for one in lines])
            return replace(lines[0], text=text, comments=comments)
        if len(suites) == len(column):
            comments = self._comments([one.comments for one in suites])
            header = self._header([one.header for one in suites])
            return Suite(header, self._blocks([one.body for one in suites]), comments)
        if all(isinstance(one, Gap) for one in column):
            return Gap()
        raise DifferentError("statements of different kinds")

    def _header(self, headers: Sequence[str]) -> str:
        texts = [alone for header in headers if (alone := _alone(header)) is not None]
        branches = {header.startswith("elif ") for header in headers}
        if len(texts) == len(headers) and len(branches) == 1:
            text = self.common.statements(texts).removesuffix(" pass")
            return f"el{text}" if branches.pop() else text
        if len(set(headers)) > 1:
            raise DifferentError(" / ".join(headers))
        return headers[0]


def _described(flows: Sequence[Flow]) -> Sequence[Flow]:
    """Docstrings that differ are descriptions: a docstring can't have a parameter in it."""
    docs = [flow.docstring for flow in flows]
    if len(set(docs)) == 1 or None in docs or any("description" in f.decorator for f in flows):
        return flows
    return [
        replace(f, docstring=None, decorator={**f.decorator, "description": literal(f.docstring)})
        for f in flows
    ]
