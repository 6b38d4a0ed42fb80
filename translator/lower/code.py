"""From an expression of the DAG file to code of the flow: `ir.Expr` -> `plan.Code`.

An `Expr` is already valid at module level of the emitted file, with `__ref_N__` placeholders where
an Airflow object occurred; `Code` carries the same placeholders on to the flow body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from translator.ir import Expr, Ref, XComRef
from translator.plan import Code, Import

_PLACEHOLDER = re.compile(r"__ref_\d+__")


def code_of(expr: Expr) -> Code:
    """The expression itself, as written, with its placeholders."""
    imports = frozenset(_import(name, source) for name, source in expr.imports.items())
    names = expr.names - expr.imports.keys()
    return Code(expr.code, imports, dict(expr.refs), names, loops=expr.loops)


def _import(name: str, source: str) -> Import:
    """The import that gives `name`: `module:attribute` or `module`."""
    module, _, attribute = source.partition(":")
    return Import(module, attribute, "" if name in {attribute, module.split(".")[0]} else name)


def literal(value: object) -> Code:
    """A plain Python value, written out."""
    return Code(repr(value))


def run_value(name: str) -> Code:
    """A run value that the flow defines at its top: `ds`, `logical_date`, `params`, ..."""
    return Code(name, context=frozenset({name}))


def ref_code(ref: Ref) -> Code:
    """One Airflow object: the flow body puts the name of its future there."""
    return Code("__ref_0__", refs={"__ref_0__": ref})


def xcom_code(task_id: str, key: str = "return_value") -> Code:
    """The XCom `key` of a task."""
    return ref_code(XComRef(task_id, key))


def join_code(template: str, parts: Iterable[Code], imports: Iterable[Import] = ()) -> Code:
    """`template.format(*texts)` of several pieces: refs are renumbered, needs united."""
    texts: list[str] = []
    refs: dict[str, Ref] = {}
    kept = list(parts)
    for part in kept:
        texts.append(_renumbered(part, refs))
    return Code(
        template.format(*texts),
        imports=frozenset(imports).union(*(part.imports for part in kept)),
        refs=refs,
        names=frozenset().union(*(part.names for part in kept)),
        context=frozenset().union(*(part.context for part in kept)),
        loops=frozenset().union(*(part.loops for part in kept)),
        inside=any(part.inside for part in kept),
    )


def list_code(parts: Iterable[Code], brackets: str = "[]") -> Code:
    """A list (or, with `()`, a tuple) of the pieces."""
    kept = list(parts)
    inner = ", ".join(["{}"] * len(kept))
    comma = "," if brackets == "()" and len(kept) == 1 else ""
    return join_code(f"{brackets[0]}{inner}{comma}{brackets[1]}", kept)


def dict_code(items: Mapping[str, Code]) -> Code:
    """A dict display with literal string keys."""
    inner = ", ".join(f"{_escaped(repr(key))}: {{}}" for key in items)
    return join_code(f"{{{{{inner}}}}}", items.values())


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _renumbered(part: Code, refs: dict[str, Ref]) -> str:
    """The text of `part` with placeholders that are free in `refs`, which gets them."""
    renamed: dict[str, str] = {}
    for old, ref in part.refs.items():
        renamed[old] = f"__ref_{len(refs)}__"
        refs[renamed[old]] = ref
    return _PLACEHOLDER.sub(lambda match: renamed.get(match[0], match[0]), part.text)
