"""What the text of a callable shows about the values it returns.

Airflow: a value goes through JSON on its way to the next task. Prefect: the next task gets the
object itself. What differs by that, as far as it can be seen, is told (AP313).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.syntax import Tree
from translator.lower.xcom_pushes import own_returns

NOT_DICTS = (
    cst.List,
    cst.Tuple,
    cst.Set,
    cst.ListComp,
    cst.SetComp,
    cst.BaseString,
    cst.BaseNumber,
    cst.Comparison,
)
OTHER_KEYS = (cst.Integer, cst.Float, cst.Tuple, cst.UnaryOperation)
WORDS = frozenset({"True", "False", "None"})


def returned_values(function: ir.Function) -> tuple[cst.BaseExpression, ...]:
    """The expressions behind its returns, looking through a name that is bound once."""
    if function.name == "<lambda>":
        node = syntax.expression(function.source.strip())
        return (node.body,) if isinstance(node, cst.Lambda) else ()
    tree = Tree.parse(function.source)
    returns = (node.value for node in own_returns(tree) if node.value is not None)
    return tuple(_behind(tree, value) for value in returns)


def _behind(tree: Tree, value: cst.BaseExpression) -> cst.BaseExpression:
    if not isinstance(value, cst.Name) or tree.bindings[value.value] != 1:
        return value
    for node in tree.walk():
        match node:
            case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))], value=given):
                if name == value.value:
                    return given
    return value


def differences(
    task: ir.Task, file: ir.DagFile, major: int, multiple_outputs: bool, read: bool
) -> Iterator[str]:
    """What XCom makes of the values that the task's callable returns; `read`: by another task."""
    if task.function is None:
        return
    for value in returned_values(task.function):
        if multiple_outputs and isinstance(value, NOT_DICTS):
            yield f"{task.task_id!r} has multiple_outputs but returns no dict: it fails in Airflow"
        if read and _other_key(value):
            yield "keys that are no strings become strings in Airflow"
        if read and major < 3 and _nested_tuple(value):
            yield "a tuple inside another value becomes a list in Airflow 2"
        if name := _instance(value, file):
            yield f"Airflow can't store a {name}: the task fails there"


def returned_parameters(function: ir.Function) -> frozenset[str]:
    """Its parameters that it returns as they are."""
    own = {parameter.name for parameter in function.parameters}
    found = (value.value for value in returned_values(function) if isinstance(value, cst.Name))
    return frozenset(own.intersection(found))


def _other_key(value: cst.BaseExpression) -> bool:
    """Whether a key of a dict display in it is visibly no string."""
    for node in syntax.walk(value):
        match node:
            case cst.Lambda():
                return False
            case cst.DictElement(key=cst.Name(value=word)) if word in WORDS:
                return True
            case cst.DictElement(key=key) if isinstance(key, OTHER_KEYS):
                return True
    return False


def _nested_tuple(value: cst.BaseExpression) -> bool:
    """Whether a display of values holds a tuple."""
    match value:
        case (
            cst.Dict(elements=elements) | cst.List(elements=elements) | cst.Tuple(elements=elements)
        ):
            inner = [element.value for element in elements]
            return any(isinstance(one, cst.Tuple) or _nested_tuple(one) for one in inner)
    return False


def _instance(value: cst.BaseExpression, file: ir.DagFile) -> str | None:
    """The class of the file that the value is a plain instance of."""
    name = syntax.dotted(value.func) if isinstance(value, cst.Call) else None
    for statement in file.statements:
        if statement.kind == "class" and name in statement.defines:
            lines = file.text.split("\n")[statement.start_line - 1 : statement.last_line]
            plain = re.match(r"class\s+\w+\s*(\(\s*(object)?\s*\))?\s*:", lines[0])
            return name if plain and "def serialize" not in "\n".join(lines) else None
    return None
