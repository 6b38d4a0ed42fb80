"""The graph of a DAG as JSON, Mermaid, Graphviz and text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from translator import ir
from translator.graph import DagGraph


def file_json(file: ir.DagFile) -> dict[str, Any]:
    """One entry of `files` in the output of `graph --format json`, without its diagnostics."""
    return {"path": file.path, "status": file.status, "dags": [dag_json(dag) for dag in file.dags]}


def dag_json(dag: ir.Dag) -> dict[str, Any]:
    """One DAG as plain JSON data."""
    unknown = {task.task_id for task in dag.tasks if task.symbolic}
    return {
        "dag_id": dag.dag_id,
        "line": dag.span.line,
        "complete": dag.complete,
        "schedule": {"kind": dag.schedule.kind, "value": _plain(dag.schedule.value)},
        "tasks": [_task_json(task) for task in dag.tasks if not task.symbolic],
        "edges": [[edge.up, edge.down] for edge in dag.edges if not {edge.up, edge.down} & unknown],
        "families": _families(dag),
        "conditional_edges": [
            {"edge": [edge.up, edge.down], "when": condition_text(edge)}
            for edge in dag.edges
            if edge.when and not {edge.up, edge.down} & unknown
        ],
    }


def condition_text(edge: ir.Edge) -> str:
    """The conditions under which an edge holds, as Python."""
    ways = [" and ".join(_tests(way)) for way in edge.when]
    return " or ".join(ways)


def _tests(way: Iterable[ir.Frame]) -> list[str]:
    conditions = [frame for frame in way if isinstance(frame, ir.Condition)]
    return [c.test.code if c.branch else f"not ({c.test.code})" for c in conditions]


def _families(dag: ir.Dag) -> list[dict[str, Any]]:
    """Tasks of a loop whose length or ids are unknown: each call once, no task id invented."""
    first = {task.site: task for task in reversed(dag.tasks) if task.symbolic}
    return [
        {"pattern": task.task_id} | {k: v for k, v in _task_json(task).items() if k != "task_id"}
        for task in reversed(first.values())
    ]


def _task_json(task: ir.Task) -> dict[str, Any]:
    return {
        "task_id": task.task_id,
        "operator": task.operator,
        "trigger_rule": task.trigger_rule,
        "retries": task.retries,
        "mapped": task.mapped is not None,
        "group": task.group,
        "line": task.span.line,
    }


def _plain(value: Any) -> Any:
    """`value` as JSON data; what has no JSON form as its text."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case ir.AssetRef(name=name, uri=uri, kind=kind, members=members):
            return {"kind": kind, "name": name, "uri": uri, "members": [_plain(m) for m in members]}
        case ir.Opaque(name=name, args=args, kwargs=kwargs):
            return {"name": name, "args": _plain(args), "kwargs": _plain(kwargs)}
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    return str(value)


def mermaid(dag: ir.Dag) -> str:
    """A Mermaid flowchart, groups as subgraphs."""
    numbers = {task.task_id: f"t{index}" for index, task in enumerate(dag.tasks)}
    lines = ["flowchart LR"]
    lines += _mermaid_group(dag, None, numbers, 1)
    for edge in dag.edges:
        shown = edge.label or condition_text(edge)
        label = f"|{_escaped(shown)}|" if shown else ""
        arrow = "-.->" if edge.when else "-->"
        lines.append(f"  {numbers[edge.up]} {arrow}{label} {numbers[edge.down]}")
    return "\n".join(lines) + "\n"


def _mermaid_group(
    dag: ir.Dag, group_id: str | None, numbers: Mapping[str, str], depth: int
) -> list[str]:
    pad = "  " * depth
    lines = [
        f'{pad}{numbers[task.task_id]}["{_escaped(task.task_id)}"]'
        for task in dag.tasks
        if task.group == group_id
    ]
    for index, group in enumerate(dag.groups):
        if group.parent == group_id:
            lines.append(f'{pad}subgraph g{index}["{_escaped(group.group_id)}"]')
            lines += _mermaid_group(dag, group.group_id, numbers, depth + 1)
            lines.append(f"{pad}end")
    return lines


def _escaped(text: str) -> str:
    return text.replace('"', "#quot;").replace("|", "#124;")


def dot(dag: ir.Dag) -> str:
    """A Graphviz digraph."""
    lines = [f"digraph {_quoted(dag.dag_id)} {{", "  rankdir=LR;"]
    lines += [f"  {_quoted(task.task_id)};" for task in dag.tasks]
    for edge in dag.edges:
        shown = edge.label or condition_text(edge)
        attributes = [f"label={_quoted(shown)}"] if shown else []
        attributes += ["style=dashed"] if edge.when else []
        more = f" [{', '.join(attributes)}]" if attributes else ""
        lines.append(f"  {_quoted(edge.up)} -> {_quoted(edge.down)}{more};")
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def text(dag: ir.Dag) -> str:
    """One line a task: what it waits for, and its rule where it is not the usual one."""
    graph = DagGraph(dag)
    lines = [f"{dag.dag_id} ({len(dag.tasks)} tasks, {len(dag.edges)} edges)"]
    for task_id in _order_or_creation(graph):
        ups = ", ".join(graph.upstream(task_id))
        rule = graph.tasks[task_id].trigger_rule
        note = "" if rule == "all_success" else f" [{rule}]"
        lines.append(f"  {task_id}{note}" + (f" <- {ups}" if ups else ""))
    return "\n".join(lines) + "\n"


def _order_or_creation(graph: DagGraph) -> list[str]:
    return list(graph.tasks) if graph.cycle() else graph.order()


EXPORTS: Mapping[str, Callable[[ir.Dag], str]] = {"mermaid": mermaid, "dot": dot, "text": text}
