"""From the bytes of a file to its text, as Python would read it (PEP 263), or a diagnostic."""

from __future__ import annotations

import codecs
import io
import re
import tokenize
from pathlib import Path

from translator.diagnostics import Sink, Span
from translator.rules import files as rules

DEFAULT_MAX_BYTES = 2 * 1024 * 1024

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
COOKIE = re.compile(r"^([ \t\f]*#.*?coding[:=][ \t]*)([-\w.]+)", re.MULTILINE)


def might_hold_dag(data: bytes) -> bool:
    """Airflow's own guess (`[core] dag_discovery_safe_mode`) whether a file is worth parsing.

    2.x wants "airflow" and "dag" in it, 3.x "airflow" and "dag" or "asset"; case doesn't matter.
    """
    lowered = data.lower()
    return b"airflow" in lowered and (b"dag" in lowered or b"asset" in lowered)


def read_bytes(location: Path, path: str, sink: Sink, max_bytes: int) -> bytes | None:
    """The content of a regular file, None where a diagnostic says why there is none."""
    span = Span(path)
    try:
        if not location.is_file():
            sink.add(rules.UNREADABLE, span, _why_no_file(location))
            return None
        size = location.stat().st_size
        if size > max_bytes:
            sink.add(rules.TOO_LARGE, span, f"{size:,} bytes, the limit is {max_bytes:,}")
            return None
        return location.read_bytes()
    except OSError as problem:
        sink.add(rules.UNREADABLE, span, problem.strerror or type(problem).__name__)
        return None


def _why_no_file(location: Path) -> str:
    if location.is_symlink():
        return "a symbolic link that leads nowhere"
    return "it is not a regular file" if location.exists() else "it does not exist"


def decode(data: bytes, path: str, sink: Sink) -> str | None:
    """The text of a Python file with `\\n` line ends, None where a diagnostic says what is wrong.

    What is emitted is UTF-8, so a coding comment that says otherwise is changed to say so.
    """
    span = Span(path)
    if data.startswith(UTF16_MARKS):
        sink.add(rules.ENCODING, span, "it is UTF-16, which Python does not read")
        return None
    if b"\0" in data:
        sink.add(rules.BINARY, span, "it has null bytes")
        return None
    try:
        encoding = _encoding(data)
        text = data.decode(encoding)
    except SyntaxError as problem:
        sink.add(rules.ENCODING, span, problem.msg)
        return None
    except UnicodeDecodeError as problem:
        sink.add(rules.ENCODING, _place(data, problem, path), _reason(data, problem))
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if codecs.lookup(encoding).name.startswith("utf-8") else _say_utf8(text)


def _encoding(data: bytes) -> str:
    """The declared encoding, else UTF-8. Raises SyntaxError for a declaration that is wrong."""
    try:
        return tokenize.detect_encoding(io.BytesIO(data).readline)[0]
    except SyntaxError:
        lines = data.removeprefix(codecs.BOM_UTF8).split(b"\n", 2)
        head = b"\n".join(lines[:2]).decode("latin-1")
        if COOKIE.search(head):
            raise
        return "utf-8"


def _place(data: bytes, problem: UnicodeDecodeError, path: str) -> Span:
    before = data[: problem.start]
    line, column = before.count(b"\n") + 1, problem.start - before.rfind(b"\n")
    return Span(path, line, column, line, column)


def _reason(data: bytes, problem: UnicodeDecodeError) -> str:
    byte = data[problem.start]
    return f"byte 0x{byte:02x} is not {problem.encoding}, and no coding comment says otherwise"


def _say_utf8(text: str) -> str:
    head = text.split("\n", 2)
    cut = sum(len(line) + 1 for line in head[:2])
    return COOKIE.sub(r"\1utf-8", text[:cut], count=1) + text[cut:]
