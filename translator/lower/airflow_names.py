"""What a name in the user's code means: through the file's imports to Airflow's canonical names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from translator import ir
from translator.resources import data_folder

SDK_EXCEPTIONS = "airflow.sdk.exceptions."


@lru_cache(maxsize=1)
def _table() -> Mapping[str, str | None]:
    path = data_folder("operator_mappings") / "airflow_names.json"
    names: dict[str, str | None] = json.loads(path.read_text("utf-8"))["names"]
    return names


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """The Airflow 3 name of a dotted name; itself where it has no other."""
    if not name.startswith("airflow"):
        return name
    found = _table().get(name)
    return found or name


def is_airflow(name: str | None) -> bool:
    """Whether a dotted name belongs to Airflow."""
    return name is not None and (name == "airflow" or name.startswith("airflow."))


def file_imports(file: ir.DagFile) -> dict[str, str]:
    """Local name -> dotted name, for everything the file imports at module level."""
    return {one.local: _dotted(one) for one in file.imports}


def _dotted(name: ir.ImportedName) -> str:
    if name.canonical:
        return name.canonical
    if name.name is None:
        return name.module if name.alias else name.module.split(".")[0]
    return canonical(f"{name.module}.{name.name}")
