"""One statement per line, one name per assignment: what the constructor's analysis looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst


def one_by_one(function: cst.FunctionDef) -> cst.FunctionDef:
    """`self.a, self.b = a, b` and `super().__init__(**kwargs); self.a = a` on two lines each.

    A tuple of anything but names and literals stays: its values are made before any is assigned.
    """
    changed = function.visit(_OneByOne())
    assert isinstance(changed, cst.FunctionDef)
    return changed


class _OneByOne(cst.CSTTransformer):
    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.FlattenSentinel[cst.BaseStatement]:
        parts = [part for one in updated_node.body for part in _parts(one)]
        if len(parts) == 1:
            return updated_node
        lines = [cst.SimpleStatementLine([part]) for part in parts]
        first = lines[0].with_changes(leading_lines=updated_node.leading_lines)
        last = lines[-1].with_changes(trailing_whitespace=updated_node.trailing_whitespace)
        return cst.FlattenSentinel([first, *lines[1:-1], last])


def _parts(statement: cst.BaseSmallStatement) -> Iterator[cst.BaseSmallStatement]:
    match statement:
        case cst.Assign(
            targets=[cst.AssignTarget(target=cst.Tuple(elements=names))],
            value=cst.Tuple(elements=values),
        ) if len(names) == len(values) and _independent([*names, *values]):
            for name, value in zip(names, values, strict=True):
                assert isinstance(name.value, cst.BaseAssignTargetExpression)
                yield cst.Assign([cst.AssignTarget(name.value)], value.value)
        case _:
            yield statement.with_changes(semicolon=cst.MaybeSentinel.DEFAULT)


def _independent(elements: Sequence[cst.BaseElement]) -> bool:
    """Whether attributes only are given names and literals only: no order can be seen."""
    half = len(elements) // 2
    names = all(_is_attribute(one) for one in elements[:half])
    return names and all(
        isinstance(one, cst.Element)
        and isinstance(one.value, cst.Name | cst.SimpleString | cst.Integer | cst.Float)
        for one in elements[half:]
    )


def _is_attribute(element: cst.BaseElement) -> bool:
    match element:
        case cst.Element(value=cst.Attribute(value=cst.Name())):
            return True
    return False
