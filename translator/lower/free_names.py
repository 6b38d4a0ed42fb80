"""Names that a piece of Python code reads from the module around it."""

from __future__ import annotations

import symtable
from functools import lru_cache


@lru_cache(maxsize=4096)
def free_names(source: str) -> frozenset[str]:
    """Module-level names that `source` reads and does not define; none where it is no Python.

    Names inside functions count: those are read when the function runs.
    """
    try:
        table = symtable.symtable(source, "<piece>", "exec")
    except SyntaxError:
        return frozenset()
    defined = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}
    return frozenset(_read(table)) - defined


def _read(table: symtable.SymbolTable) -> set[str]:
    module_level = table.get_type() == "module"
    names = {
        symbol.get_name()
        for symbol in table.get_symbols()
        if symbol.is_referenced() and (module_level or symbol.is_global())
    }
    return names.union(*(_read(child) for child in table.get_children()))
