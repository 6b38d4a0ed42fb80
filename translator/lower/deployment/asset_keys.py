"""What assets and aliases are called in Prefect's events.

Prefect names resources by URIs: an asset without a scheme gets one, an alias always.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator import ir

ASSET_CLASSES = frozenset({"airflow.sdk.Asset", "airflow.sdk.Dataset"})
ALIAS = "airflow.sdk.AssetAlias"
REFERENCE = "airflow.sdk.Asset.ref"


def asset_key(ref: ir.AssetRef) -> str | None:
    """What an asset is called in events: its URI; None where it has none of its own."""
    if ref.kind != "asset" or ref.uri is None or ref.watchers:
        return None
    uri = ref.uri if "://" in ref.uri else f"asset://{ref.uri.lstrip('/')}"
    return re.sub(r"\s+", "-", uri)


def alias_key(ref: ir.AssetRef) -> str | None:
    """What an alias is called in events."""
    if ref.kind != "alias" or ref.name is None:
        return None
    return re.sub(r"\s+", "-", f"alias://{ref.name}")


def event_key(ref: ir.AssetRef) -> str | None:
    """Either of the two."""
    return alias_key(ref) if ref.kind == "alias" else asset_key(ref)


def declared_assets(given: ir.Expr | None, file: ir.DagFile) -> Iterator[ir.AssetRef]:
    """The assets in `outlets=` or `inlets=`, those known by name looked up in the file."""
    value = None if given is None or not given.known else given.value
    for one in value if isinstance(value, list | tuple | set) else [value]:
        if isinstance(one, ir.AssetRef):
            yield resolved(one, file)


def resolved(ref: ir.AssetRef, file: ir.DagFile) -> ir.AssetRef:
    """A reference by name or URI as the asset of the file that it means."""
    if ref.kind != "asset" or (ref.name and ref.uri):
        return ref
    known = (one for one in file.assets.values() if one.kind == "asset")
    return next((one for one in known if means(ref, one)), ref)


def means(ref: ir.AssetRef, other: ir.AssetRef) -> bool:
    """Whether they are the same asset, as far as `ref` says which it is."""
    named = ref.name is None or ref.name == other.name
    placed = ref.uri is None or ref.uri == other.uri
    return ref.kind == other.kind and named and placed
