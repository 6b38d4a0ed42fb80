"""plan.Module → the text of a Python module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from translator.emit.environment import render
from translator.emit.flow_body import body_text, docstring
from translator.emit.format import BadOutputError, Problem, check, format_text, unused_names
from translator.emit.imports import import_block
from translator.lines import indent
from translator.plan import Code, Factory, Flow, FlowParameter, Import, Kept, Module, TaskDef

FLOW = Import("prefect", "flow")
TASK = Import("prefect", "task")
RULES_TASK = Import("trigger_rules", "task")
MAPPED_TASK = Import("mapped_runs", "task")


@dataclass(frozen=True, slots=True)
class _Function:
    """What the template prints of a task or a flow."""

    name: str
    comments: tuple[str, ...]
    arguments: str
    source: str = ""
    parameters: str = ""
    body: str = ""


class LostNamesError(BadOutputError):
    """The emitted text reads names that nothing defines, though the source defined them."""

    def __init__(self, names: list[str], text: str) -> None:
        super().__init__(f"nothing defines {', '.join(names)}", text)
        self.names = names


def emit_module(module: Module, source: str = "") -> str:
    """The formatted text of a module, without an unused import.

    Args:
        module: what to print.
        source: the text it was made from; a name that nothing defines there is the user's own.

    Raises:
        BadOutputError: what came out is no Python.
        LostNamesError: it reads a name that nothing defines.
    """
    imports = needed_imports(module)
    text = _text(module, imports)
    problems = check(text)
    if broken := [one for one in problems if one.kind == "syntax"]:
        raise BadOutputError(f"line {broken[0].line}: {broken[0].text}", text)
    if unused := unused_names(problems):
        imports = frozenset(one for one in imports if local_name(one) not in unused)
        text = _text(module, imports)
    if twice := bound_twice(imports):
        raise BadOutputError(f"two imports bind {', '.join(twice)}", text)
    if hidden := hidden_names(module, problems):
        raise BadOutputError(f"two definitions of {', '.join(hidden)}", text)
    if lost := lost_names(problems, source):
        raise LostNamesError(lost, text)
    return format_text(text)


def hidden_names(module: Module, problems: list[Problem]) -> list[str]:
    """Names of tasks and flows that something else in the module has, too."""
    own = {one.name for one in module.tasks} | {one.name for one in module.flows}
    return sorted(own & {one.name for one in problems if one.kind == "redefined"})


def lost_names(problems: list[Problem], source: str) -> list[str]:
    """Names that the emitted text reads and nothing defines, though the source defined them."""
    undefined = {one.name for one in problems if one.kind == "undefined"}
    if not undefined:
        return []
    return sorted(undefined - {one.name for one in check(source) if one.kind == "undefined"})


def bound_twice(imports: frozenset[Import]) -> list[str]:
    """Names that two imports give two meanings; `import a.b` and `import a.c` agree on `a`."""
    meanings: dict[str, set[Import]] = {}
    for one in imports:
        if one.name or one.alias:
            meanings.setdefault(local_name(one), set()).add(one)
        else:
            top = one.module.split(".")[0]
            meanings.setdefault(top, set()).add(Import(top))
    return sorted(name for name, found in meanings.items() if len(found) > 1 and name != "*")


def needed_imports(module: Module) -> frozenset[Import]:
    """All imports of the module, those of its tasks and flows included."""
    return module.imports.union(*_import_sets(module))


def local_name(one: Import) -> str:
    """The name that an import binds, as pyflakes says it: whole for `import a.b`."""
    return one.alias or one.name or one.module


def _import_sets(module: Module) -> Iterator[frozenset[Import]]:
    if module.flows:
        yield frozenset({decorator(module, FLOW)})
    if module.tasks:
        yield frozenset({decorator(module, task_import(module))})
    for task in module.tasks:
        yield task.imports
        yield from (code.imports for code in task.decorator.values())
    for flow in module.flows:
        yield flow.imports
        yield from (code.imports for code in flow.decorator.values())
        yield from (parameter.imports for parameter in flow.parameters)


def task_import(module: Module) -> Import:
    """Where `task` comes from: an emitted helper where a flow needs trigger rules."""
    if not any(flow.tier == "rules" for flow in module.flows):
        return TASK
    return MAPPED_TASK if MAPPED_TASK.module in module.support else RULES_TASK


def decorator(module: Module, wanted: Import) -> Import:
    """`wanted` under the alias that the module has for it, if any."""
    for one in module.imports:
        if one.alias and replace(one, alias="") == wanted:
            return one
    return wanted


def _text(module: Module, imports: frozenset[Import]) -> str:
    own = module.own | module.support | {"trigger_rules"}
    return render(
        "module.py.j2",
        header=module.header,
        docstring=module.docstring,
        imports=import_block(imports, own, module.import_comments),
        kept=kept_text(module.kept),
        task_decorator=local_name(decorator(module, task_import(module))),
        flow_decorator=local_name(decorator(module, FLOW)),
        tasks=[_task(one) for one in module.tasks],
        flows=list(_flow_texts(module)),
        main=module.main,
    )


def kept_text(pieces: tuple[Kept, ...]) -> str:
    """The user's own code; what stood together stays together."""
    parts: list[str] = []
    end = None
    for piece in sorted(pieces, key=lambda one: one.line):
        if end is not None and piece.line > end:
            parts.append("")
        parts.append(piece.text)
        end = piece.line + piece.text.count("\n") + 1
    return "\n".join(parts)


def _task(task: TaskDef) -> _Function:
    arguments = {"name": repr(task.task_name)} if task.task_name else {}
    if task.trigger_rule != "all_success":
        arguments["trigger_rule"] = repr(task.trigger_rule)
    arguments |= _codes(task.decorator)
    return _Function(task.name, task.comments, _call(arguments), source=task.source.rstrip())


def _flow_texts(module: Module) -> Iterator[str]:
    """The flows; those of a factory where its first one would be."""
    flow_decorator = local_name(decorator(module, FLOW))
    makers = {made.name: factory for factory in module.factories for made in factory.made}
    for flow in module.flows:
        maker = makers.get(flow.name)
        if maker is None:
            yield _flow_text(_flow(flow), flow_decorator)
        elif maker.made[0].name == flow.name:
            yield _factory_text(maker, flow_decorator)


def _flow_text(flow: _Function, flow_decorator: str) -> str:
    return render("flow.py.j2", flow=flow, flow_decorator=flow_decorator)


def _factory_text(factory: Factory, flow_decorator: str) -> str:
    """The function that makes flows, and its calls."""
    flow = replace(_flow(factory.flow), comments=())
    parts = [docstring(factory.docstring), ""] if factory.docstring else []
    parts += [_flow_text(flow, flow_decorator), "", f"return {flow.name}"]
    return render(
        "factory.py.j2",
        factory=factory,
        parameters=", ".join(_parameter(one) for one in factory.parameters),
        body=indent("\n".join(parts)),
    )


def _flow(flow: Flow) -> _Function:
    arguments = {"name": repr(flow.dag_id)} | _codes(flow.decorator)
    return _Function(
        flow.name,
        flow.comments,
        _call(arguments),
        parameters=", ".join(_parameter(one) for one in sort_parameters(flow.parameters)),
        body=body_text(flow),
    )


def _codes(decorator: Mapping[str, Code]) -> dict[str, str]:
    return {name: code.text for name, code in decorator.items()}


def _call(arguments: Mapping[str, str]) -> str:
    if not arguments:
        return ""
    return "(" + ", ".join(f"{name}={value}" for name, value in arguments.items()) + ")"


def sort_parameters(parameters: tuple[FlowParameter, ...]) -> list[FlowParameter]:
    """Required parameters first, otherwise in the order given; each name once."""
    unique = {one.name: one for one in reversed(parameters)}
    ordered = sorted(
        dict.fromkeys(p.name for p in parameters), key=lambda n: bool(unique[n].default)
    )
    return [unique[name] for name in ordered]


def _parameter(one: FlowParameter) -> str:
    annotated = f"{one.name}: {one.annotation}" if one.annotation else one.name
    if not one.default:
        return annotated
    return f"{annotated} = {one.default}" if one.annotation else f"{annotated}={one.default}"
