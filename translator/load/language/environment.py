"""Environment variables, Airflow Variables and settings: given, from a default, or unknown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from translator.diagnostics import Severity
from translator.load.language.convert import from_python
from translator.load.language.copying import own
from translator.load.language.empty_defaults import note_default
from translator.load.language.limits import Raised, UserError
from translator.load.language.raising import handler_of
from translator.load.language.unset import UnsetValue
from translator.load.language.values import Arguments, ExternalValue, Known, UnknownValue, Value
from translator.places import HOME
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

ENVIRON = "os.environ"
ASSUMED = {"AIRFLOW_HOME": HOME, "AIRFLOW__CORE__DAGS_FOLDER": f"{HOME}/dags"}
"""What every Airflow has, at the place where the source root is pretended to be."""


def getenv(ev: Evaluator, args: Arguments) -> Value:
    """`os.getenv(name, default)`, `os.environ.get(name, default)`."""
    key = args.plain("key", 0)
    default = args.get("default", 1)
    known = given(ev, key)
    if known is not None:
        return known
    what = f"the environment variable {key!r}"
    if default is None and isinstance(key, str):
        return UnsetValue(what, None, Known(None))
    return _default(ev, what, default, args)


def item(ev: Evaluator, key: Value) -> Value:
    """`os.environ[name]`."""
    name = key.value if isinstance(key, Known) else None
    found = given(ev, name)
    return found or _required(ev, f"os.environ[{name!r}]", KeyError(name))


def contains(ev: Evaluator, key: Value, wanted: bool) -> Value:
    """`name in os.environ`; with `wanted` False `name not in os.environ`."""
    name = key.value if isinstance(key, Known) else None
    if given(ev, name) is not None:
        return Known(wanted)
    what = f"the environment variable {name!r}"
    if not isinstance(name, str):
        return UnknownValue(what)
    return UnsetValue(what, None, Known(not wanted))


def is_environ(value: Value) -> bool:
    """Whether it is `os.environ`."""
    return isinstance(value, ExternalValue) and value.name == ENVIRON


def _required(ev: Evaluator, what: str, error: Exception) -> Value:
    """Without a value Airflow does not load the file, unless the code has an answer to that."""
    raised = Raised(error)
    if handler_of(ev, raised) is None:
        detail = f"{what}; without it Airflow does not load the file"
        ev.report(rules.UNKNOWN_SETTING, detail, severity=Severity.INFO)
        return UnknownValue(what)
    ev.report(rules.ASSUMED_DEFAULT, what)
    raise raised


def set_item(ev: Evaluator, key: Value, value: Value) -> None:
    """`os.environ[name] = value`."""
    if isinstance(key, Known):
        ev.environment[key.value] = value


def given(ev: Evaluator, name: Any) -> Value | None:
    """An environment variable that is set, by the file or by the caller."""
    if name in ev.environment:
        return ev.environment[name]
    if name in ev.options.environment:
        return Known(ev.options.environment[name])
    return Known(ASSUMED[name]) if name in ASSUMED else None


def setdefault(ev: Evaluator, args: Arguments) -> Value:
    """`os.environ.setdefault(name, value)`."""
    key, value = args.positional[0], args.positional[1]
    found = given(ev, key.value if isinstance(key, Known) else None)
    if found is None:
        set_item(ev, key, value)
    return found or value


def variable_get(ev: Evaluator, args: Arguments) -> Value:
    """`Variable.get(key, default_var=..., deserialize_json=...)`; 3.x calls it `default`."""
    key = args.plain("key", 0)
    as_json = args.plain("deserialize_json", 2, False) is True
    if isinstance(key, str) and key in ev.options.variables:
        return _variable(ev.options.variables[key], as_json)
    default = args.get("default_var", 1) or args.get("default", 1)
    what = f"Variable.get({key!r})" if isinstance(key, str) else "Variable.get()"
    if default is None and isinstance(key, str):
        _tell_of_airflow_3(ev, what)
        return _required(ev, what, KeyError(f"Variable {key} does not exist"))
    return _default(ev, what, default, args)


def _tell_of_airflow_3(ev: Evaluator, what: str) -> None:
    """`except KeyError` took a missing Variable up to Airflow 2; 3 raises something else."""
    old, new = Raised(KeyError()), Raised(UserError("AirflowRuntimeError", ""))
    if ev.major >= 3 and handler_of(ev, old) and not handler_of(ev, new):
        detail = f"{what}; where it is missing, Airflow 3 raises AirflowRuntimeError, no KeyError"
        ev.report(rules.UNKNOWN_SETTING, detail)


def _variable(value: Any, as_json: bool) -> Value:
    if as_json and isinstance(value, str):
        try:
            return from_python(json.loads(value))
        except ValueError:
            return UnknownValue("a Variable that is not JSON")
    return from_python(value) if as_json or isinstance(value, str) else Known(json.dumps(value))


def conf_get(ev: Evaluator, args: Arguments) -> Value:
    """`conf.get(section, key, fallback=...)`."""
    section, key = args.plain("section", 0), args.plain("key", 1)
    if (section, key) == ("core", "dags_folder"):
        return Known(ASSUMED["AIRFLOW__CORE__DAGS_FOLDER"])
    return _default(ev, f"the setting [{section}] {key}", args.get("fallback"), args)


def _default(ev: Evaluator, what: str, default: Value | None, args: Arguments) -> Value:
    """The default where there is one that is known, and a note that it was taken.

    A dict or list is another object than the one written there: what is set may be anything else,
    so whatever reads the result is written as a read of the setting, not as its default.
    """
    if default is None or isinstance(default, UnknownValue):
        return UnknownValue(what)
    ev.report(rules.ASSUMED_DEFAULT, what, args.node)
    result = own(ev, default)
    note_default(ev, what, result, args.node)
    return result
