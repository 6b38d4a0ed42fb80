"""Small DAGs by hand: tasks, edges and loops without a source file."""

from __future__ import annotations

from typing import Any

from translator import ir
from translator.diagnostics import Sink, Span
from translator.lower.context_types import LowerContext
from translator.lower.flow.flow_body import lower_flow
from translator.lower.names import NameTable
from translator.plan import Block, Code, Gap, Line, Suite, TaskDef, TaskUse, Tier

SPAN = Span("dag.py")


def expr(code: str, value: Any = ir.UNKNOWN, **refs: ir.Ref) -> ir.Expr:
    return ir.Expr(code, SPAN, value, refs={f"__{name}__": ref for name, ref in refs.items()})


def code(text: str, *ups: str | ir.Ref, loops: tuple[int, ...] = ()) -> Code:
    refs = {
        f"__ref_{i}__": ir.XComRef(up) if isinstance(up, str) else up for i, up in enumerate(ups)
    }
    return Code(text, refs=refs, loops=frozenset(loops))


def xcom(up: str, key: str = "return_value") -> Code:
    return code("__ref_0__", ir.XComRef(up, key))


def loop(
    target: str, values: list[Any] | None, index: int, *, site: int = 100, source: str = "ITEMS"
) -> ir.Loop:
    count = None if values is None else len(values)
    names = {} if values is None else {target: values[index]}
    return ir.Loop(site, target, expr(source, values or ir.UNKNOWN), index, count, SPAN, names)


class Flow:
    """Collects tasks and edges, and lowers them."""

    def __init__(self, tier: Tier = "plain") -> None:
        self.tier: Tier = tier
        self.tasks: list[ir.Task] = []
        self.edges: list[ir.Edge] = []
        self.groups: list[ir.Group] = []
        self.uses: dict[str, TaskUse] = {}
        self.defs: dict[str, TaskDef] = {}
        self.sink = Sink()

    def task(
        self,
        task_id: str,
        *args: Code,
        define: str | None = "",
        after: str | list[str] = (),  # type: ignore[assignment]
        site: int | None = None,
        frames: tuple[ir.Frame, ...] = (),
        rule: str = "all_success",
        source: str | None = None,
        task: dict[str, Any] | None = None,
        **use: Any,
    ) -> str:
        name = task_id if define == "" else define
        if name is not None:
            body = source or f"def {name}(*args, **kwargs):\n    return args\n"
            self.defs.setdefault(name, TaskDef(name, body))
        self.uses[task_id] = TaskUse(task_id, name, args, **use)
        own = len(self.tasks) if site is None else site
        more = {"operator": "op", **(task or {})}
        self.tasks.append(
            ir.Task(task_id, span=SPAN, site=own, frames=frames, trigger_rule=rule, **more)
        )
        ups = [after] if isinstance(after, str) else list(after)
        self.edge(task_id, *ups)
        return task_id

    def edge(self, down: str, *ups: str) -> None:
        found = [(e.up, e.down) for e in self.edges]
        for up in ups:
            if (up, down) not in found:
                self.edges.append(ir.Edge(up, down))

    def dag(self) -> ir.Dag:
        """Data references are edges too, as in Airflow."""
        for task_id, use in self.uses.items():
            for piece in (*use.args, *use.kwargs.values(), *use.mapped.values()):
                for ref in piece.refs.values():
                    if isinstance(ref, ir.XComRef):
                        self.edge(task_id, ref.task_id)
        return ir.Dag(
            "d",
            SPAN,
            ir.Schedule("none"),
            tuple(self.tasks),
            tuple(self.edges),
            tuple(self.groups),
        )

    def context(self) -> LowerContext:
        file = ir.DagFile("dag.py", "", "ok", (self.dag(),))
        names = NameTable(self.sink)
        names.reserve(self.defs)
        return LowerContext(file, file.dags[0], self.tier, self.sink, names, None)  # type: ignore[arg-type]

    def text(self) -> str:
        """The flow body as text."""
        return text(lower_flow(self.context(), self.uses, self.defs).body)


def text(blocks: tuple[Block, ...], depth: int = 0) -> str:
    lines: list[str] = []
    for block in blocks:
        match block:
            case Line(text=source, comments=comments):
                lines += [*comments, *source.splitlines()]
            case Suite(header=header, body=body):
                lines += [header, *(f"    {line}" for line in text(body).splitlines())]
            case Gap():
                lines.append("")
    return "\n".join(lines)
