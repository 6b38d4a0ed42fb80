"""Lists of futures that several statements wait for get a name: `checks = [a, b, c]`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from translator.lower.flow.blocks import Ending, Nest, Ref, Statement, Submit

Futures = frozenset[str]
"""The variables in a list."""


def futures_of(refs: Iterable[Ref]) -> Futures | None:
    """The variables, if the list is of single futures that are all waited for in one way."""
    found = list(refs)
    plain = all(ref.kind == "one" and ref.how.kind in ("strict", "lenient") for ref in found)
    alike = len({ref.how for ref in found}) == 1
    return frozenset(ref.name for ref in found) if plain and alike and len(found) > 1 else None


def repeated(statements: Iterable[Statement]) -> frozenset[Futures]:
    """The lists that want a name: three futures twice, or two of them three times."""
    counts = Counter(found for refs in waited_lists(statements) if (found := futures_of(refs)))
    return frozenset(one for one, times in counts.items() if times > 1 and len(one) + times > 4)


def waited_lists(statements: Iterable[object]) -> Iterator[tuple[Ref, ...]]:
    """What each statement waits for; a task at the end looks at its list and waits for it."""
    for statement in statements:
        match statement:
            case Submit(unit=unit) if unit.first.kind == "task":
                yield statement.waits
            case Nest() if isinstance(statement.scope.header, Ending):
                for inner in statement.body:
                    if isinstance(inner, Submit):
                        yield from (inner.waits, inner.waits)


def list_name(futures: Futures) -> str:
    """`checked` for `checked_orders, checked_users`; else what such a list is to a task."""
    words = {name.split("_")[0] for name in futures}
    return words.pop() if len(words) == 1 else "upstream"
