"""Small helper functions that get the context: a call of one becomes what it returns.

`def read(ti, name): return ti.xcom_pull(task_ids=name)` hides a pull behind a call. Where the
helper is in the same file and nothing but a `return`, the call is replaced by what it returns, and
the pull can be followed. Anything longer stays a call, and is reported (AP308).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.callables.context import Whole
from translator.lower.callables.rewrite import Rewrite
from translator.lower.free_names import free_names
from translator.lower.syntax import Tree

SIMPLE = (cst.Name, cst.Integer, cst.SimpleString, cst.Attribute)


def calls_helpers(source: str, file: ir.DagFile) -> bool:
    """Whether a callable reads functions of the file: `inline_helpers` is worth a parse."""
    return bool(free_names(source) & file.functions.keys())


def inline_helpers(state: Rewrite) -> str | None:
    """The source with such calls replaced; None where there is none."""
    tree = Tree.of(state.tree.function)
    for node in tree.walk():
        if isinstance(node, cst.Call) and (new := _inlined(state, node)) is not None:
            tree.replace(node, new)
    return syntax.code(tree.apply()).strip("\n") if tree.changed() else None


def _inlined(state: Rewrite, call: cst.Call) -> cst.BaseExpression | None:
    name = call.func.value if isinstance(call.func, cst.Name) else None
    if name is None or name not in state.file.functions or name in state.tree.bindings:
        return None
    if not any(isinstance(state.resolver.entity(arg.value), Whole) for arg in call.args):
        return None
    helper = state.file.functions[name]
    result, given = returned(helper), _arguments(state, helper, call)
    if result is None or given is None:
        return None
    uses = Counter(n.value for n in syntax.walk(result) if isinstance(n, cst.Name))
    if any(uses[name] > 1 and not isinstance(value, SIMPLE) for name, value in given.items()):
        return None
    replaced = result.visit(_Substitution(given))
    assert isinstance(replaced, cst.BaseExpression)
    return _in_parentheses(replaced)


def returned(helper: ir.Function) -> cst.BaseExpression | None:
    """The expression of a function (or a lambda) that does nothing but return it."""
    if helper.decorators or helper.is_async:
        return None
    if helper.name == "<lambda>":
        node = syntax.expression(helper.source.strip())
        return node.body if isinstance(node, cst.Lambda) else None
    body = list(Tree.parse(helper.source).body.body)
    if helper.docstring is not None:
        body = body[1:]
    match body:
        case [cst.SimpleStatementLine(body=[cst.Return(value=cst.BaseExpression() as value)])]:
            inner = any(isinstance(n, cst.Lambda | cst.CompFor) for n in syntax.walk(value))
            return None if inner else value
    return None


def applied(function: ir.Function, value: str) -> str | None:
    """A lambda of one parameter, which it reads once, applied to the expression `value`."""
    result = returned(function) if function.name == "<lambda>" else None
    if result is None or len(function.parameters) != 1:
        return None
    name = function.parameters[0].name
    if [n.value for n in syntax.walk(result) if isinstance(n, cst.Name)].count(name) != 1:
        return None
    made = result.visit(_Substitution({name: syntax.expression(value)}))
    assert isinstance(made, cst.BaseExpression)
    return syntax.code(made)


def _arguments(
    state: Rewrite, helper: ir.Function, call: cst.Call
) -> dict[str, cst.BaseExpression] | None:
    """What the call passes, by parameter; None where that can't be told."""
    names = [p.name for p in helper.parameters if p.kind in {"normal", "positional_only"}]
    whole = next((p.name for p in helper.parameters if p.kind == "var_keyword"), None)
    plain = [arg for arg in call.args if arg.star != "**"]
    given = syntax.arguments(call.with_changes(args=plain), names)
    if given is None or not set(given) <= {p.name for p in helper.parameters}:
        return None
    for arg in call.args:
        if arg.star == "**":
            if state.resolver.entity(arg.value) is not Whole.CONTEXT or whole is None:
                return None
            given[whole] = arg.value
    return _with_defaults(helper, given)


def _with_defaults(
    helper: ir.Function, given: dict[str, cst.BaseExpression]
) -> dict[str, cst.BaseExpression] | None:
    for parameter in helper.parameters:
        if parameter.name in given:
            continue
        if parameter.default is None:
            return None
        given[parameter.name] = syntax.expression(parameter.default)
    return given


def _in_parentheses(node: cst.BaseExpression) -> cst.BaseExpression:
    if node.lpar or isinstance(node, (*SIMPLE, cst.Call, cst.Subscript, cst.List, cst.Dict)):
        return node
    return node.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


class _Substitution(cst.CSTTransformer):
    """Puts arguments in the place of parameters."""

    def __init__(self, given: Mapping[str, cst.BaseExpression]) -> None:
        super().__init__()
        self._given = given

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        value = self._given.get(updated_node.value)
        return updated_node if value is None else _in_parentheses(value)

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.Attribute:
        return updated_node.with_changes(attr=original_node.attr)

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:
        return updated_node.with_changes(keyword=original_node.keyword)
