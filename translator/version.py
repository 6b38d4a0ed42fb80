"""The version of the installed package."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def own_version() -> str:
    """The version of the installed package."""
    try:
        return version("airflow2prefect")
    except PackageNotFoundError:
        return "unknown"
