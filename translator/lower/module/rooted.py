"""Imports between files of the tree start from the output folder.

Airflow puts `dags/`, `plugins/` and `config/` on `sys.path`: `dags/shop/etl.py` may say
`from common import sql` of `dags/common/sql.py`. What runs a flow has the output folder there, and
at most the flow's own folder beside it, so such an import names the way from the output folder:
`from dags.common import sql`. All files do, or a module would be loaded twice under two names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from translator.lower.names import is_importable
from translator.plan import Block, Code, Flow, FlowParameter, Import, Kept, Line, Module, Suite

Roots = Mapping[str, str]
"""Modules as files spell them, and their dotted way from the output folder."""

Find = Callable[[str], str | None]
"""Where the tree has a module (a package: its folder), without suffix; None: it has not."""

_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([\w.]+))", re.M)
_FROM = re.compile(r"^([ \t]*from[ \t]+)([\w.]+)(?=[ \t]+import\b)", re.M)
_PLAIN = re.compile(
    r"^([ \t]*)import[ \t]+([\w.]+)((?:[ \t]+as[ \t]+\w+)?)(?=[ \t]*(?:#.*)?$)", re.M
)


def roots_of(text: str, find: Find, paths: Iterable[str]) -> Roots:
    """The modules that `text` imports by a way which does not start from the output folder.

    `paths`: the files that are emitted.
    """
    emitted = {_dotted(path) for path in paths}
    emitted |= {parent for one in emitted for parent in _packages(one)}
    roots = {}
    for spelled in {first or second for first, second in _IMPORT.findall(text)}:
        place = None if spelled.startswith(".") else find(spelled)
        dotted = place.replace("/", ".") if place else spelled
        if dotted != spelled and dotted in emitted and is_importable(dotted):
            roots[spelled] = dotted
    return roots


def out_of_reach(path: str, helpers: Iterable[str]) -> list[str]:
    """The modules that the flow at `path` needs, and that no import of its run finds."""
    folder = PurePosixPath(path).parent
    modules = (one for one in helpers if one.endswith(".py") and not is_importable(_dotted(one)))
    return [one for one in modules if not PurePosixPath(one).is_relative_to(folder)]


def _dotted(path: str) -> str:
    parts = PurePosixPath(path).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _packages(dotted: str) -> list[str]:
    parts = dotted.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts))]


def rooted_text(text: str, roots: Roots) -> str:
    """`text` with its imports from the output folder; `import a.b` binds `a` and stays."""
    if not roots:
        return text
    text = _FROM.sub(lambda found: found[1] + roots.get(found[2], found[2]), text)
    return _PLAIN.sub(lambda found: _plain(found, roots), text)


def _plain(found: re.Match[str], roots: Roots) -> str:
    margin, spelled, alias = found.groups()
    if spelled not in roots or ("." in spelled and not alias):
        return found[0]
    package, _, name = roots[spelled].rpartition(".")
    return f"{margin}from {package} import {name}{alias}"


def rooted_import(one: Import, roots: Roots) -> Import:
    """An import from the output folder."""
    if one.module not in roots:
        return one
    if one.name:
        return replace(one, module=roots[one.module])
    if "." in one.module and not one.alias:
        return one
    package, _, name = roots[one.module].rpartition(".")
    return Import(package, name, one.alias)


def rooted_module(module: Module, roots: Roots) -> Module:
    """A module all of whose imports start from the output folder."""
    if not roots:
        return module
    return replace(
        module,
        kept=tuple(Kept(rooted_text(one.text, roots), one.line) for one in module.kept),
        tasks=tuple(
            replace(
                task,
                source=rooted_text(task.source, roots),
                imports=_imports(task.imports, roots),
                decorator=_codes(task.decorator, roots),
            )
            for task in module.tasks
        ),
        flows=tuple(_flow(flow, roots) for flow in module.flows),
        factories=tuple(replace(one, flow=_flow(one.flow, roots)) for one in module.factories),
        imports=_imports(module.imports, roots),
        import_comments={rooted_import(k, roots): v for k, v in module.import_comments.items()},
        own=module.own | {dotted.split(".")[0] for dotted in roots.values()},
    )


def _flow(flow: Flow, roots: Roots) -> Flow:
    return replace(
        flow,
        imports=_imports(flow.imports, roots),
        decorator=_codes(flow.decorator, roots),
        parameters=tuple(_parameter(one, roots) for one in flow.parameters),
        body=tuple(_block(block, roots) for block in flow.body),
    )


def _parameter(one: FlowParameter, roots: Roots) -> FlowParameter:
    return replace(one, imports=_imports(one.imports, roots))


def _block(block: Block, roots: Roots) -> Block:
    match block:
        case Line():
            return replace(block, text=rooted_text(block.text, roots))
        case Suite():
            return replace(block, body=tuple(_block(one, roots) for one in block.body))
        case _:
            return block


def _codes(codes: Mapping[str, Code], roots: Roots) -> dict[str, Code]:
    return {n: replace(code, imports=_imports(code.imports, roots)) for n, code in codes.items()}


def _imports(imports: Iterable[Import], roots: Roots) -> frozenset[Import]:
    return frozenset(rooted_import(one, roots) for one in imports)
