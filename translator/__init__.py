"""airflow2prefect: a compiler from Apache Airflow DAGs to Prefect flows.

from translator import translate_source

result = translate_source(text)
print(result.text, *result.diagnostics, sep="\\n")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translator.diagnostics import Diagnostic
    from translator.folder import translate_folder
    from translator.pipeline import TranslateOptions, Translation, translate_file, translate_source

__all__ = [
    "Diagnostic",
    "TranslateOptions",
    "Translation",
    "translate_file",
    "translate_folder",
    "translate_source",
]

_HOMES = {"Diagnostic": "diagnostics", "translate_folder": "folder"}


def __getattr__(name: str) -> object:
    """The public names, imported when they are asked for: `explain` needs no compiler."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"translator.{_HOMES.get(name, 'pipeline')}"), name)
