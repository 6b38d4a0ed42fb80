"""Where the data folders are: beside the package in a wheel, at the top level in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """The folder `operator_mappings` or `templates`.

    Raises:
        FileNotFoundError: neither an installed package nor a checkout has it.
    """
    for candidate in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"airflow2prefect is installed without its folder {name!r}")
