"""`{{ x if dag_run else "" }}`: whether there is a run is known.

Airflow: `dag_run`, `ti`, `dag` and `task` are objects without a truth of their own
(`TaskInstance.get_template_context`); while a task runs, each of them is there. Where only their
truth is asked for, the template means the same without the question.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from translator.lower.templates.source import HOLE
from translator.lower.templates.tokens import Token, tokens_of

PRESENT = frozenset({"dag_run", "ti", "task_instance", "dag", "task"})

ASKING = frozenset({"if", "elif", "not"})
"""Words after which a value is asked for its truth."""

AFTER = frozenset({"and", "or", "else"})
ENDS = frozenset({"block_end", "variable_end"})


def without_known_truths(text: str, hidden: Collection[str]) -> str:
    """The template without questions whose answer is yes.

    Args:
        text: the template.
        hidden: names of the user's own that hide Airflow's.

    Raises:
        Untranslatable: Jinja can't read it.
    """
    if not any(name in text for name in PRESENT):
        return text
    tokens = tokens_of(text)
    asked = _asked(tokens, PRESENT - set(hidden) - _bound(tokens))
    return "".join(_written(tokens, asked)) if asked else text


def _bound(tokens: Sequence[Token]) -> set[str]:
    """Names after `for`, `set` and a comma: they may be the template's own."""
    words = _words(tokens)
    return {
        tokens[at][2]
        for before, at in pairwise(words)
        if tokens[before][2] in {"for", "set", "macro", ","}
    }


def _asked(tokens: Sequence[Token], names: Collection[str]) -> set[int]:
    """Where only the truth of one of the `names` is asked for."""
    words = _words(tokens)
    return {
        at
        for before, at, after in zip(words, words[1:], words[2:], strict=False)
        if tokens[at][1] == "name"
        and tokens[at][2] in names
        and tokens[before][1] == "name"
        and tokens[before][2] in ASKING
        and (tokens[after][2] in AFTER or tokens[after][1] in ENDS)
    }


def _words(tokens: Sequence[Token]) -> list[int]:
    return [at for at, (_, kind, _) in enumerate(tokens) if kind != "whitespace"]


def _written(tokens: Sequence[Token], asked: set[int]) -> list[str]:
    """The texts of the tokens; questions are gone, or their answer where one has to stand."""
    texts = ["true" if at in asked else text for at, (_, _, text) in enumerate(tokens)]
    for at in asked:
        if _word(tokens, at, -1) == "not":
            _drop(texts, _next_word(tokens, at, -1), at)
            texts[at] = "false"
            continue
        if _word(tokens, at, 1) == "and":
            _drop(texts, at, _next_word(tokens, _next_word(tokens, at)))
        elif alternative := _alternative(tokens, at):
            _drop(texts, *alternative)
    return texts


def _drop(texts: list[str], start: int, stop: int) -> None:
    texts[start:stop] = [""] * (stop - start)


def _next_word(tokens: Sequence[Token], at: int, step: int = 1) -> int:
    at += step
    while tokens[at][1] == "whitespace":
        at += step
    return at


def _word(tokens: Sequence[Token], at: int, step: int) -> str:
    return tokens[_next_word(tokens, at, step)][2]


def _alternative(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """`if dag_run else y` of `{{ x if dag_run else y }}`, from the end of `x` to the brackets."""
    start = max(n for n in range(at) if tokens[n][1].endswith("_begin"))
    stop = next(n for n in range(at, len(tokens)) if tokens[n][1] in ENDS)
    question = _next_word(tokens, at, -1)
    if tokens[start][1] != "variable_begin" or not _is_whole(tokens[start + 1 : stop]):
        return None
    if _word(tokens, at, 1) == "or" or not _closed(tokens[start + 1 : question]):
        return None
    last = stop - 1 if tokens[stop - 1][1] == "whitespace" else stop
    return _next_word(tokens, question, -1) + 1, last


def _is_whole(inside: Sequence[Token]) -> bool:
    """Whether it is one choice, and no value of the DAG file goes into it."""
    questions = [text for _, kind, text in inside if kind == "name" and text == "if"]
    listed = any(kind == "operator" and text == "," for _, kind, text in inside)
    return len(questions) == 1 and not listed and not any(HOLE.search(one[2]) for one in inside)


def _closed(before: Sequence[Token]) -> bool:
    """Whether every bracket in it is closed: the question is not inside of a call or display."""
    texts = [text for _, kind, text in before if kind == "operator"]
    return all(texts.count(left) == texts.count(right) for left, right in ("()", "[]", "{}"))
