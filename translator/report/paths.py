"""How the path of a file is shown: from where the user stands, and always printable."""

from __future__ import annotations

import os
from pathlib import Path


def displayed(folder: Path, path: str) -> str:
    """`path` below `folder`, relative to the working folder where that is shorter to read."""
    location = os.path.normpath(folder / path)
    relative = os.path.relpath(location)
    return printable(location if relative.startswith("..") else relative)


def printable(text: str) -> str:
    """`text` with an escape for what is no character (a file name in another encoding)."""
    return text.encode("utf-8", "backslashreplace").decode()
