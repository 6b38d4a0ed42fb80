"""Several pieces of code as one piece with parameters (anti-unification).

`load.submit("orders", 10)` and `load.submit("stock", 3)` are `load.submit(table, rows)`. Whatever
differs must be data: literals, and what is made of them. A name comes from the DAG file where that
has one for exactly these values, else from where the value stands. With its arguments put in for
its parameters, the common piece is each of the pieces again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any

import libcst as cst

from translator.ir import UNKNOWN
from translator.lower import syntax
from translator.lower.names import is_free_word, slug
from translator.lower.sharing.common_sources import Source, written
from translator.lower.sharing.common_text import common_text, common_words
from translator.lower.templates.source import HOLE, read_source
from translator.lower.templates.text import Hole, Part, string_code

Nodes = Sequence[cst.CSTNode]
_WORD = re.compile(r"\w+")
TEXTS = (cst.SimpleString, cst.ConcatenatedString, cst.FormattedString)
PURE_CALLS = frozenset({"date", "datetime", "timedelta"})
"""What makes a value that never changes."""


class DifferentError(Exception):
    """The pieces differ in more than data."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that differs."""

    name: str
    codes: tuple[str, ...]
    """Its value for each piece."""
    source: Source | None = None
    """What the DAG file calls it."""


@dataclass
class Common:
    """Finds what pieces have in common; the parameters hold for all that it is asked about."""

    sources: Sequence[Source] = ()
    taken: set[str] = field(default_factory=set)
    """Names that mean something in the pieces already."""
    constants: Collection[str] = ()
    """Names of the module's that are data."""
    signatures: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The parameters of task functions, to name what is given to them."""
    pure: Collection[str] = PURE_CALLS
    """Functions whose calls are data."""
    local: set[str] = field(default_factory=set)
    """Names that the pieces themselves bind."""
    parameters: dict[tuple[str, ...], Parameter] = field(default_factory=dict)
    renamed: dict[tuple[str, ...], str] = field(default_factory=dict)
    same: set[str] = field(default_factory=set)
    """Names of `local` that stand at one place in all pieces."""

    def expression(self, texts: Sequence[str], hint: str = "") -> str:
        """One expression for several.

        Raises:
            DifferentError: there is none.
        """
        if len(set(texts)) == 1:
            return self._kept(texts[0])
        return syntax.code(self._node([cst.parse_expression(text) for text in texts], hint))

    def statements(self, texts: Sequence[str]) -> str:
        """One piece of statements for several.

        Raises:
            DifferentError: there is none.
        """
        if len(set(texts)) == 1:
            return self._kept(texts[0])
        found = self._node([cst.parse_module(text) for text in texts])
        return _text(found).strip("\n")

    def settle(self) -> None:
        """Say that nothing more comes.

        Raises:
            DifferentError: a name that was changed at one place was kept at another.
        """
        for texts in self.renamed:
            if self.same & set(texts):
                raise DifferentError(" / ".join(texts))

    def _kept(self, text: str) -> str:
        """`text`, which stands in all pieces."""
        if self.local:
            self.same |= self.local & set(_WORD.findall(text))
        return text

    # Nodes --------------------------------------------------------------------------------------

    def _node(self, nodes: Nodes, hint: str = "") -> cst.CSTNode:
        first = nodes[0]
        texts = tuple(_text(node) for node in nodes)
        if len(set(texts)) == 1:
            self._kept(texts[0])
            return first
        if not isinstance(first, cst.BaseExpression):
            return self._inside(nodes, hint)
        if all(isinstance(node, cst.Name) for node in nodes) and self.local & set(texts):
            return cst.Name(self._renamed(texts))
        if (source := self._source(nodes)) is not None:
            return cst.Name(self._of_source(source, hint))
        if all(isinstance(node, TEXTS) for node in nodes):
            return self._string(nodes, texts, hint)
        return self._shifted(nodes) or self._value(nodes, texts, hint)

    def _shifted(self, nodes: Nodes) -> cst.CSTNode | None:
        """`moment - interval`, where some have the moment alone."""
        moved = [_is_moved(node) for node in nodes]
        if all(moved) or not any(moved) or "timedelta" not in self.pure:
            return None
        pairs = list(zip(nodes, moved, strict=True))
        left = self._node([node.left if m else node for node, m in pairs])  # type: ignore[attr-defined]
        right = self._node([node.right if m else _NO_TIME for node, m in pairs])  # type: ignore[attr-defined]
        return nodes[moved.index(True)].with_changes(left=left, right=right)

    def _value(self, nodes: Nodes, texts: tuple[str, ...], hint: str) -> cst.CSTNode:
        """What differs inside, else the whole."""
        kept = dict(self.parameters), dict(self.renamed), set(self.taken)
        try:
            if not all(isinstance(node, cst.Name | cst.BaseNumber) for node in nodes):
                return self._inside(nodes, hint)
        except DifferentError:
            self.parameters, self.renamed, self.taken = kept
        if not all(self._is_data(node) for node in nodes):
            raise DifferentError(" / ".join(texts))
        spans = all(_called_name(node) == "timedelta" for node in nodes)
        return cst.Name(self._parameter(texts, "interval" if spans else hint))

    def _inside(self, nodes: Nodes, hint: str) -> cst.CSTNode:
        """One node of the kind of all of them."""
        first = nodes[0]
        if any(type(node) is not type(first) for node in nodes):
            raise DifferentError(" / ".join(_text(node) for node in nodes))
        changes: dict[str, Any] = {}
        for name in syntax.code_fields(type(first)):
            given = [getattr(node, name) for node in nodes]
            if (type(first), name) in _FIXED and len({_text_of(one) for one in given}) > 1:
                raise DifferentError(" / ".join(_text(node) for node in nodes))
            changes[name] = self._field(given, self._hints(first, name, given[0], hint))
        return first.with_changes(**changes)

    def _field(self, given: Sequence[Any], hints: Sequence[str]) -> Any:
        first = given[0]
        if syntax.is_node(first) and all(syntax.is_node(one) for one in given):
            return self._node(given, hints[0])
        if isinstance(first, list | tuple) and all(map(syntax.is_node, first)):
            if len({len(one) for one in given}) > 1:
                raise DifferentError("different lengths")
            columns = zip(*given, strict=True)
            return [self._node(one, hint) for one, hint in zip(columns, hints, strict=True)]
        if any(one != first for one in given):
            raise DifferentError(" / ".join(str(one) for one in given))
        return first

    def _hints(self, node: cst.CSTNode, name: str, given: Any, hint: str) -> Sequence[str]:
        """How values at a place may be called."""
        match node:
            case cst.Arg(keyword=cst.Name(value=keyword)):
                hint = keyword
            case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=target))]):
                hint = target
            case cst.For(target=cst.Name(value=target)) if name == "iter":
                hint = f"{target}s"
            case cst.DictElement(key=cst.SimpleString() as key) if name == "value":
                hint = slug(str(key.evaluated_value), "value")
            case cst.Call(func=func) if name == "args":
                names = self.signatures.get(_called(func), ())
                return [*names, *[""] * len(given)][: len(given)]
        return [hint] * (len(given) if isinstance(given, list | tuple) else 1)

    # Names --------------------------------------------------------------------------------------

    def _renamed(self, texts: tuple[str, ...]) -> str:
        """One local name for several."""
        if not set(texts) <= self.local:
            raise DifferentError(" / ".join(texts))
        if texts not in self.renamed:
            for number, text in enumerate(texts):
                if any(others[number] == text for others in self.renamed):
                    raise DifferentError(f"{text} has two meanings")
            self.renamed[texts] = self._free(common_words(texts) or texts[0], texts)
        return self.renamed[texts]

    def _free(self, wanted: str, own: Iterable[str] = ()) -> str:
        """A name near to `wanted` that means nothing yet."""
        base = wanted if is_free_word(wanted) else f"{wanted}_value"
        others = self.taken - set(own)
        told = {"value", *(one.name for one in self.parameters.values())}
        second = [] if base in told else [f"{base}_value"]
        numbered = (f"{base}_{number}" for number in count(2))
        name = next(one for one in chain([base], second, numbered) if one not in others)
        self.taken.add(name)
        return name

    # Data ---------------------------------------------------------------------------------------

    def _source(self, nodes: Nodes) -> Source | None:
        """The name that the DAG file has for these values."""
        values = [value_of(node) for node in nodes]
        if any(value is UNKNOWN for value in values):
            return None
        wanted = [written(value) for value in values]
        return next((one for one in self.sources if _writes(one) == wanted), None)

    def _of_source(self, source: Source, hint: str = "") -> str:
        codes = tuple(_writes(source))
        if codes not in self.parameters:
            unclear = source.name in {"dag", *self.taken} or not is_free_word(source.name)
            name = self._free(hint if hint and unclear else source.name)
            self.parameters[codes] = Parameter(name, codes, source)
        return self.parameters[codes].name

    def _parameter(self, codes: tuple[str, ...], hint: str) -> str:
        if codes not in self.parameters:
            self.parameters[codes] = Parameter(self._free(hint or "value"), codes)
        return self.parameters[codes].name

    def _is_data(self, node: cst.CSTNode) -> bool:
        match node:
            case cst.Name(value=name):
                return name in self.constants or name in {"None", "True", "False"}
            case cst.List(elements=elements) | cst.Tuple(elements=elements):
                return all(self._is_data(one.value) for one in elements)
            case cst.Dict(elements=elements):
                return all(
                    isinstance(one, cst.DictElement)
                    and self._is_data(one.key)
                    and self._is_data(one.value)
                    for one in elements
                )
            case cst.UnaryOperation(operator=cst.Minus(), expression=inner):
                return isinstance(inner, cst.BaseNumber)
            case cst.Call(args=args):
                return _called_name(node) in self.pure and all(
                    self._is_data(arg.value) for arg in args
                )
            case _:
                return isinstance(node, cst.BaseNumber | cst.SimpleString | cst.ConcatenatedString)

    def _string(self, nodes: Nodes, texts: tuple[str, ...], hint: str) -> cst.CSTNode:
        """A string with the names of the DAG file in it, or a whole string as a parameter."""
        found = [read_source(text, None) for text in texts]
        kept = [one for one in found if one is not None]
        if len(kept) != len(found) or len({len(one.holes) for one in kept}) > 1:
            raise DifferentError(" / ".join(texts))
        named = {one.code: one for one in self.sources if one.in_text}
        parts = common_text(
            tuple(one.text for one in kept), {code: one.texts for code, one in named.items()}
        )
        if parts is None:
            if any(one.holes for one in kept):
                raise DifferentError(" / ".join(texts))
            return cst.Name(self._parameter(texts, hint))
        holes = [self._hole([one.holes[i] for one in kept]) for i in range(len(kept[0].holes))]
        said: list[Part] = []
        for part in parts:
            if isinstance(part, Hole):
                source = named[part.code]
                said.append(Hole(self._of_source(source), text=isinstance(source.values[0], str)))
            else:
                pieces = HOLE.split(part)
                said += [holes[int(p)] if i % 2 else p for i, p in enumerate(pieces)]
        return cst.parse_expression(string_code(said))

    def _hole(self, holes: Sequence[Hole]) -> Hole:
        """An expression that stands in all the texts."""
        if len({(one.suffix, one.text) for one in holes}) > 1:
            raise DifferentError(" / ".join(one.code for one in holes))
        code = self.expression([one.code for one in holes])
        return Hole(code, holes[0].suffix, holes[0].text, holes[0].plain)


_FIXED = frozenset({(cst.Attribute, "attr"), (cst.Arg, "keyword")})
"""Names that are no values."""


def value_of(node: cst.CSTNode) -> Any:
    """The plain value that a literal is, or UNKNOWN."""
    match node:
        case cst.Name(value="None" | "True" | "False" as name):
            return {"None": None, "True": True, "False": False}[name]
        case cst.Integer(value=digits):
            return int(digits.replace("_", ""), 0)
        case cst.Float(value=digits):
            return float(digits)
        case cst.UnaryOperation(operator=cst.Minus(), expression=cst.BaseNumber() as number):
            value = value_of(number)
            return value if value is UNKNOWN else -value
        case cst.SimpleString() | cst.ConcatenatedString():
            text = node.evaluated_value
            return text if isinstance(text, str) else UNKNOWN
        case cst.List(elements=elements):
            return _all([value_of(one.value) for one in elements])
        case cst.Tuple(elements=elements):
            values = _all([value_of(one.value) for one in elements])
            return values if values is UNKNOWN else tuple(values)
        case cst.Dict(elements=elements):
            return _dict(elements)
    return UNKNOWN


def _dict(elements: Sequence[cst.BaseDictElement]) -> Any:
    pairs = [one for one in elements if isinstance(one, cst.DictElement)]
    keys, values = ([value_of(p.key) for p in pairs], [value_of(p.value) for p in pairs])
    if len(pairs) < len(elements) or any(one is UNKNOWN for one in (*keys, *values)):
        return UNKNOWN
    return dict(zip(keys, values, strict=True)) if all(map(_hashable, keys)) else UNKNOWN


def _hashable(value: object) -> bool:
    return isinstance(value, str | int | float | bool | None)


def _all(values: list[Any]) -> Any:
    return UNKNOWN if any(value is UNKNOWN for value in values) else values


def _writes(source: Source) -> list[str]:
    return [written(value) for value in source.values]


def _called(func: cst.BaseExpression) -> str:
    """The task function behind `load.with_options(...).submit`."""
    while isinstance(func, cst.Attribute | cst.Call):
        func = func.value if isinstance(func, cst.Attribute) else func.func
    return func.value if isinstance(func, cst.Name) else ""


_NO_TIME = cst.parse_expression("timedelta(0)")


def _is_moved(node: cst.CSTNode) -> bool:
    """Whether it is a moment less an interval."""
    match node:
        case cst.BinaryOperation(operator=cst.Subtract(), right=right):
            return _called_name(right) == "timedelta"
    return False


def _called_name(node: cst.CSTNode) -> str:
    """The last name of the function that is called."""
    return (syntax.dotted(node.func) or "").rpartition(".")[2] if isinstance(node, cst.Call) else ""


def _text(node: cst.CSTNode) -> str:
    return node.code if isinstance(node, cst.Module) else syntax.code(node)


def _text_of(value: Any) -> str:
    return _text(value) if syntax.is_node(value) else str(value)


def names_of(text: str) -> set[str]:
    """The names in a piece of code that mean something there: no attributes, no keywords."""
    return set(_names(cst.parse_module(text)))


def _names(node: cst.CSTNode) -> Iterator[str]:
    if isinstance(node, cst.Name):
        yield node.value
    for name in syntax.code_fields(type(node)):
        value = getattr(node, name)
        if (type(node), name) not in _FIXED:
            inner = value if isinstance(value, list | tuple) else [value]
            for one in inner:
                if syntax.is_node(one):
                    yield from _names(one)
