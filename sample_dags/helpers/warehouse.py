"""A tiny warehouse: tables are JSON files in a folder of the temporary directory."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

ROOT = Path(tempfile.gettempdir()) / "sample_warehouse"

SOURCE = {
    "customers": [
        {"id": 1, "name": "Ada", "country": "UK"},
        {"id": 2, "name": "Grace", "country": "US"},
        {"id": 3, "name": "Linus", "country": "FI"},
    ],
    "orders": [
        {"id": 10, "customer": 1, "amount": 120.5},
        {"id": 11, "customer": 2, "amount": 80.0},
        {"id": 12, "customer": 1, "amount": 19.5},
        {"id": 13, "customer": 3, "amount": 0.0},
    ],
    "products": [{"id": 100, "name": "lamp"}, {"id": 101, "name": "desk"}],
}


def read_source(table):
    """All rows of a table of the shop's own database."""
    return SOURCE[table]


def write_table(schema, table, rows):
    """Write rows to the warehouse and return the path of the file."""
    path = ROOT / schema / f"{table}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows))
    return str(path)


def read_table(schema, table):
    """Rows of a table of the warehouse."""
    return json.loads((ROOT / schema / f"{table}.json").read_text())
