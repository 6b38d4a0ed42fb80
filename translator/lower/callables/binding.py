"""The arguments of one task, bound to the parameters of its rewritten callable.

Airflow: op_args fill the first parameters, op_kwargs and the context the others by name; what the
signature does not ask for is left out (semantics, section 7.3). A TaskFlow call binds like Python,
and `default_args` fill parameters that the call leaves open.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.callables.callable_names import gets_context
from translator.lower.callables.context import KEYS
from translator.lower.callables.functions import Rewritten
from translator.lower.callables.rewrite import Convert, Sharer
from translator.lower.code import code_of
from translator.plan import Code

CLASSIC = ("op_args", "op_kwargs")


class Unbindable(Exception):
    """Why the arguments of a task can't be passed on."""


@dataclass(frozen=True, slots=True)
class Bound:
    """How the flow calls the task function."""

    args: tuple[Code, ...] = ()
    kwargs: Mapping[str, Code] = field(default_factory=dict)
    mapped: Mapping[str, Code] = field(default_factory=dict)
    mapped_kwargs: Code | None = None
    spread: bool = False
    """What is mapped over are op_args and op_kwargs, to be spread in the call."""


def bind(sharer: Sharer, rewritten: Rewritten, convert: Convert) -> Bound:
    """The call of one task.

    Raises:
        Unbindable: an argument is not known well enough.
    """
    task = sharer.task
    _check_known(task)
    _check_reserved(sharer)
    values, extra, keywords = _given(sharer, rewritten, convert)
    spread = spreads(task)
    mapped, mapped_kwargs = _mapped(sharer, rewritten, convert)
    for name, feed in rewritten.feeds.items():
        if name not in values and name not in mapped:
            values[name] = feed.codes(sharer, convert)
    _from_default_args(task, rewritten, values, mapped, convert)
    if task.mapped is not None:
        if extra:
            raise Unbindable("positional arguments beyond the parameters of a mapped task")
        return Bound((), values, mapped, mapped_kwargs, spread)
    return _arranged(rewritten, values, extra, keywords)


def _check_known(task: ir.Task) -> None:
    for name, found in (("op_args", task.call_args), ("op_kwargs", task.call_kwargs)):
        given = task.args.get(name)
        if given is not None and not found and (given.refs or not given.known):
            raise Unbindable(f"{name}={given.code}")


def _check_reserved(sharer: Sharer) -> None:
    """Airflow fails a classic task whose op_args fill a parameter that is filled by name too."""
    task, function = sharer.task, sharer.task.function
    if task.taskflow or function is None or not gets_context(sharer):
        return
    names = [p.name for p in function.parameters if p.kind in {"normal", "positional_only"}]
    for name in names[: len(task.call_args)]:
        if name in KEYS or name in task.call_kwargs:
            raise Unbindable(
                f"op_args fill {name!r}, which Airflow fills too: the task fails there"
            )


def _given(
    sharer: Sharer, rewritten: Rewritten, convert: Convert
) -> tuple[dict[str, Code], list[Code], frozenset[str]]:
    """Arguments by parameter, positional ones left over, and what reads better as a keyword."""
    task, function = sharer.task, sharer.task.function
    assert function is not None
    bound = function.bound
    positional = [code_of(bound[str(i)]) for i in range(len(bound)) if str(i) in bound]
    positional += [convert(expr) for expr in task.call_args]
    ordered = [p.name for p in function.parameters if p.kind in {"normal", "positional_only"}]
    values = dict(zip(ordered, positional, strict=False))
    extra = positional[len(ordered) :]
    named = {name: code_of(expr) for name, expr in bound.items() if not name.isdigit()}
    named |= {name: convert(expr) for name, expr in task.call_kwargs.items()}
    keywords = {
        name
        for name, expr in {**bound, **task.call_kwargs}.items()
        if task.taskflow or expr.literal or name in bound
    }
    passed = _accepted(sharer, rewritten, named)
    values |= passed
    renamed = {rewritten.renamed.get(name, name): code for name, code in values.items()}
    return renamed, extra, frozenset(rewritten.renamed.get(name, name) for name in keywords)


def _accepted(sharer: Sharer, rewritten: Rewritten, named: Mapping[str, Code]) -> dict[str, Code]:
    """Keyword arguments that the callable takes; Airflow leaves the others out."""
    takes_all = rewritten.parameters and rewritten.parameters[-1].startswith("**")
    if takes_all or not gets_context(sharer):
        return dict(named)
    known = set(rewritten.parameters) | set(rewritten.renamed)
    return {name: code for name, code in named.items() if name in known}


def _from_default_args(
    task: ir.Task,
    rewritten: Rewritten,
    values: dict[str, Code],
    mapped: Mapping[str, Code],
    convert: Convert,
) -> None:
    """TaskFlow: parameters that the call leaves open are looked up in default_args."""
    if not task.taskflow or task.function is None:
        return
    own = {parameter.name for parameter in task.function.parameters}
    for name in rewritten.parameters:
        if name in own and name in task.inherited and name not in values and name not in mapped:
            values[name] = convert(task.inherited[name])


def _arranged(
    rewritten: Rewritten, values: dict[str, Code], extra: list[Code], keywords: frozenset[str]
) -> Bound:
    """Positional as long as it reads well, then keywords."""
    args: list[Code] = []
    rest = dict(values)
    positional = True
    for name in rewritten.parameters:
        if name.startswith("*"):
            args += extra if positional and not name.startswith("**") else []
            positional = False
            continue
        by_name = name in rewritten.keyword_only or (name in keywords and not extra)
        positional = positional and name in rest and not by_name
        if positional:
            args.append(rest.pop(name))
    ordered = [n for n in rewritten.parameters if n in rest]
    ordered += [n for n in rest if n not in ordered]
    return Bound(tuple(args), {name: rest[name] for name in ordered})


# Mapping ------------------------------------------------------------------------------------------


def _mapped(
    sharer: Sharer, rewritten: Rewritten, convert: Convert
) -> tuple[dict[str, Code], Code | None]:
    mapped = sharer.task.mapped
    if mapped is None:
        return {}, None
    if mapped.kind == "expand_kwargs":
        if mapped.kwargs is None:
            raise Unbindable("expand_kwargs")
        if not sharer.task.taskflow:
            _check_dicts(mapped.kwargs)
        return {}, convert(mapped.kwargs)
    if sharer.task.taskflow:
        names = rewritten.renamed
        return {names.get(n, n): convert(e) for n, e in mapped.arguments.items()}, None
    if list(mapped.arguments) == ["op_kwargs"]:
        return {}, convert(mapped.arguments["op_kwargs"])
    if spreads(sharer.task):
        return {name: convert(expr) for name, expr in mapped.arguments.items()}, None
    if list(mapped.arguments) == ["op_args"]:
        return _positional(sharer.task, mapped.arguments["op_args"], convert)
    raise Unbindable(f"expand({', '.join(mapped.arguments)})")


def spreads(task: ir.Task) -> bool:
    """Whether a classic operator is mapped over op_args, or op_kwargs, that only the run knows."""
    mapped = task.mapped
    if mapped is None or task.taskflow:
        return False
    if mapped.kind == "expand_kwargs":
        return True
    names = set(mapped.arguments)
    if names == {"op_args", "op_kwargs"}:
        return True
    rows = _rows(mapped.arguments["op_args"].code) if names == {"op_args"} else []
    return rows is None or any(len(row) != len(rows[0]) for row in rows)


def _check_dicts(kwargs: ir.Expr) -> None:
    """Only op_args and op_kwargs can be spread."""
    known = kwargs.value if isinstance(kwargs.value, list | tuple) else ()
    for one in known:
        if not isinstance(one, Mapping) or set(one) - set(CLASSIC):
            raise Unbindable("expand_kwargs of other arguments")


def _positional(
    task: ir.Task, expr: ir.Expr, convert: Convert
) -> tuple[dict[str, Code], Code | None]:
    """`expand(op_args=[[1, 2], [3, 4]])`: the lists by parameter."""
    function = task.function
    assert function is not None
    names = [p.name for p in function.parameters if p.kind in {"normal", "positional_only"}]
    code = convert(expr)
    rows = _rows(code.text)
    if rows is None or any(len(row) != len(rows[0]) or len(row) > len(names) for row in rows):
        raise Unbindable(f"expand(op_args={expr.code})")
    if rows and len(rows[0]) == 1:
        text = f"[{', '.join(row[0] for row in rows)}]"
        return {names[0]: _with_text(code, text)}, None
    dicts = [
        "{" + ", ".join(f'"{name}": {value}' for name, value in zip(names, row, strict=False)) + "}"
        for row in rows
    ]
    return {}, _with_text(code, f"[{', '.join(dicts)}]")


def _rows(text: str) -> list[list[str]] | None:
    """The sources in a display of displays."""
    node = syntax.expression(text)
    if not isinstance(node, cst.List | cst.Tuple):
        return None
    rows: list[list[str]] = []
    for element in node.elements:
        if not isinstance(element, cst.Element):
            return None
        row = element.value
        if not isinstance(row, cst.List | cst.Tuple):
            return None
        if any(isinstance(one, cst.StarredElement) for one in row.elements):
            return None
        rows.append([syntax.code(one.value) for one in row.elements])
    return rows


def _with_text(code: Code, text: str) -> Code:
    return dataclasses.replace(code, text=text)
