"""All models of functions and constants outside the tree, by dotted name."""

from __future__ import annotations

import ast
import builtins
import hashlib
import math
import re
import shlex
import string
import textwrap
import urllib.parse
import uuid
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from translator.load.airflow import versions
from translator.load.language import (
    builtin_functions,
    builtin_sequences,
    config_files,
    dates,
    files,
    functional,
    itertools_,
    regex,
)
from translator.load.language.convert import from_python, lift
from translator.load.language.values import Arguments, ExternalValue, Known, Value

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("__"))


PYTHON_2 = {"xrange": "range", "unicode": "str", "basestring": "str", "long": "int"}
"""Built-ins that files for Airflow 1.10 may still name."""


@lru_cache(maxsize=512)
def builtin(name: str) -> Value:
    """A name of the `builtins` module."""
    if name in ("NotImplemented", "Ellipsis"):
        return Known(getattr(builtins, name))
    return ExternalValue(f"builtins.{name}")


PLAIN: dict[str, Callable[..., Any]] = {
    "ast.literal_eval": ast.literal_eval,
    "textwrap.dedent": textwrap.dedent,
    "textwrap.indent": textwrap.indent,
    "textwrap.fill": textwrap.fill,
    "inspect.cleandoc": lambda text: textwrap.dedent(text).strip("\n"),
    "re.escape": re.escape,
    "string.capwords": string.capwords,
    "urllib.parse.quote": urllib.parse.quote,
    "urllib.parse.quote_plus": urllib.parse.quote_plus,
    "urllib.parse.urlencode": urllib.parse.urlencode,
    "urllib.parse.urljoin": urllib.parse.urljoin,
    "uuid.UUID": uuid.UUID,
    "uuid.uuid5": uuid.uuid5,
    "decimal.Decimal": Decimal,
    "builtins.str.lower": str.lower,
    "builtins.str.upper": str.upper,
    "builtins.str.title": str.title,
    "builtins.str.strip": str.strip,
    "builtins.str.format": str.format,
    "builtins.str.join": str.join,
    "builtins.dict.fromkeys": dict.fromkeys,
    "shlex.quote": shlex.quote,
    "shlex.join": shlex.join,
}
PLAIN |= {
    f"math.{name}": getattr(math, name)
    for name in ("ceil", "floor", "sqrt", "log", "log2", "log10", "gcd", "prod", "trunc", "fsum")
}

PLAIN |= {
    f"hashlib.{name}": getattr(hashlib, name)
    for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
}

CALLS: dict[str, Callable[[Evaluator, Arguments], Value]] = {
    **{name: lift(function) for name, function in PLAIN.items()},
    **builtin_functions.CALLS,
    **builtin_sequences.CALLS,
    **itertools_.CALLS,
    **functional.CALLS,
    **dates.CALLS,
    **files.CALLS,
    **config_files.CALLS,
    **regex.CALLS,
    **versions.CALLS,
}


def _constant(value: object) -> Callable[[Evaluator], Value]:
    return lambda ev: from_python(value)


VALUES: dict[str, Callable[[Evaluator], Value]] = {
    **{
        f"string.{name}": _constant(getattr(string, name))
        for name in ("ascii_lowercase", "ascii_uppercase", "ascii_letters", "digits", "punctuation")
    },
    "typing.TYPE_CHECKING": _constant(False),
    "math.pi": _constant(math.pi),
    "math.inf": _constant(math.inf),
    "os.sep": _constant("/"),
    "os.linesep": _constant("\n"),
    "os.pathsep": _constant(":"),
    "os.name": _constant("posix"),
    "sys.maxsize": _constant(2**63 - 1),
    "sys.platform": _constant("linux"),
    "re.IGNORECASE": _constant(re.IGNORECASE),
    "re.I": _constant(re.I),
    "re.MULTILINE": _constant(re.MULTILINE),
    "re.M": _constant(re.M),
    "re.DOTALL": _constant(re.DOTALL),
    "re.S": _constant(re.S),
    "uuid.NAMESPACE_DNS": _constant(uuid.NAMESPACE_DNS),
    "uuid.NAMESPACE_URL": _constant(uuid.NAMESPACE_URL),
    **dates.VALUES,
    **versions.VALUES,
}


def has(name: str) -> bool:
    """Whether there is a model of this name."""
    return name in CALLS or name in VALUES
