"""The signature of a rewritten callable: what of it stays, what is added.

Airflow: parameters named like context keys are filled by name, `**context` takes the rest.
Prefect: every argument is passed, so Airflow's own go and what the body reads is added, in front
of the first default, or keyword-only behind `*args`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import libcst as cst

from translator.lower import syntax

# Names that Prefect takes for itself when a task is called.
RESERVED = frozenset({"return_state", "wait_for"})


def rebuild(
    params: cst.Parameters,
    dropped: Collection[str],
    undefaulted: Collection[str],
    added: Mapping[str, cst.Annotation | None],
) -> cst.Parameters:
    """The parameters without `dropped`, with `added`."""
    normal = [p for p in params.params if p.name.value not in dropped]
    positional = [p for p in params.posonly_params if p.name.value not in dropped]
    keyword = [p for p in params.kwonly_params if p.name.value not in dropped]
    new = [cst.Param(cst.Name(name), annotation=note) for name, note in added.items()]
    normal = _without_defaults(positional, normal, undefaulted)
    if isinstance(params.star_arg, cst.Param):
        keyword = [*new, *keyword]
    else:
        at = next((i for i, p in enumerate(normal) if p.default is not None), len(normal))
        normal = [*normal[:at], *new, *normal[at:]]
    kwarg = params.star_kwarg
    if kwarg is not None and kwarg.name.value in dropped:
        kwarg = None
    star = params.star_arg if isinstance(params.star_arg, cst.Param) or keyword else _NO_STAR
    changed = params.with_changes(
        params=normal,
        posonly_params=positional,
        kwonly_params=keyword,
        star_arg=star,
        star_kwarg=kwarg,
    )
    return _tidy(changed)


_NO_STAR = cst.MaybeSentinel.DEFAULT


def _without_defaults(
    positional: list[cst.Param], normal: list[cst.Param], names: Collection[str]
) -> list[cst.Param]:
    """Drop the defaults of parameters that are always passed, as long as none precedes them."""
    if any(p.default is not None for p in positional):
        return normal
    found: list[cst.Param] = []
    for position, param in enumerate(normal):
        if param.default is not None and param.name.value not in names:
            return [*found, *normal[position:]]
        found.append(param.with_changes(default=None, equal=_NO_STAR))
    return found


def _tidy(params: cst.Parameters) -> cst.Parameters:
    """One line stays one line: separators are made anew."""
    commas = [param.comma for param in syntax.parameters(params)]
    if any("\n" in syntax.code(comma) for comma in commas if isinstance(comma, cst.Comma)):
        return params
    plain = {"comma": _NO_STAR}
    kwarg = params.star_kwarg
    star = params.star_arg
    return params.with_changes(
        params=[p.with_changes(**plain) for p in params.params],
        posonly_params=[p.with_changes(**plain) for p in params.posonly_params],
        kwonly_params=[p.with_changes(**plain) for p in params.kwonly_params],
        star_arg=star.with_changes(**plain) if isinstance(star, cst.Param) else star,
        star_kwarg=kwarg.with_changes(**plain) if kwarg else None,
    )
