"""Kept statements, rewritten where they use Airflow.

Code free of Airflow is kept as it is. What mentions Airflow goes through the same rewriting as the
code of a task: a function as it is, any other statement (`BUCKET = Variable.get("bucket")`) as the
body of a function, out of which it is taken again. What resists raises when it is used (AP204).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from translator import ir
from translator.diagnostics import Sink, Span
from translator.lines import dedent, indent
from translator.lower.callables.helper_functions import RewrittenHelper, rewrite_helper
from translator.lower.custom.operator_classes import rewrite_operator
from translator.lower.custom.operator_init import NotPlainError
from translator.lower.module.pieces import statement_text
from translator.lower.statements import flatten
from translator.plan import Import, Kept, Tier
from translator.rules.operators import AIRFLOW_IN_CODE

_WRAPPER = "def module_level():\n"
_RUN_LOGGER = Import("prefect", "get_run_logger")
_UNTRANSLATED = Import("untranslated", "Untranslated")


@dataclass(frozen=True, slots=True)
class Piece:
    """A kept piece of the module, and what rewriting it brought."""

    kept: Kept
    origin: tuple[ir.Statement, ...]
    imports: frozenset[Import] = frozenset()
    support: frozenset[str] = frozenset()


def lower_statement(statement: ir.Statement, file: ir.DagFile, sink: Sink, tier: Tier) -> Piece:
    """One kept statement as text."""
    text = statement_text(statement, file.lines)
    line = statement.first_line
    if (operator := _operator(statement, text, file, tier)) is not None:
        return operator
    if not statement.airflow:
        return Piece(Kept(text, line), (statement,))
    done = _rewritten(text, statement, file, sink, tier)
    if done is None:
        return _stub(statement, text, file, sink)
    return Piece(Kept(done.source, line), (statement,), done.imports, done.support)


def _operator(statement: ir.Statement, text: str, file: ir.DagFile, tier: Tier) -> Piece | None:
    """An operator class, without Airflow; None where it is none, or can't be translated."""
    custom = next((file.operators[n] for n in statement.defines if n in file.operators), None)
    if statement.kind != "class" or custom is None:
        return None
    try:
        made = rewrite_operator(custom, tier)
    except NotPlainError:
        return None
    if made.blockers:
        return None
    lines = text.split("\n")
    first = next(i for i, line in enumerate(lines) if line.startswith(("class ", "@")))
    code = "\n".join([*lines[:first], made.source])
    return Piece(Kept(code, statement.first_line), (statement,), made.imports, made.support)


def _rewritten(
    text: str, statement: ir.Statement, file: ir.DagFile, sink: Sink, tier: Tier
) -> RewrittenHelper | None:
    if statement.kind == "function":
        return rewrite_helper(text, statement, file, sink, tier)
    if statement.imports:
        return None
    wrapped = replace(statement, kind="function")
    done = rewrite_helper(_WRAPPER + indent(text), wrapped, file, sink, tier)
    if done is None:
        return None
    return _at_import(replace(done, source=dedent(done.source.split("\n", 1)[1], 4)))


def _at_import(done: RewrittenHelper) -> RewrittenHelper:
    """There is no run yet whose logger one could ask for."""
    if _RUN_LOGGER not in done.imports:
        return done
    source = done.source.replace("get_run_logger()", "logging.getLogger(__name__)")
    return replace(done, source=source, imports=done.imports - {_RUN_LOGGER} | {Import("logging")})


def _stub(statement: ir.Statement, text: str, file: ir.DagFile, sink: Sink) -> Piece:
    """Code in place of the statement that raises when its names are used."""
    names = sorted(statement.defines)
    listed = ", ".join(names) or "this statement"
    sink.add(AIRFLOW_IN_CODE, Span(file.path, statement.start_line), listed)
    message = f"AP204 {listed} uses Airflow itself: see the comment"
    original = "\n".join(f"# {line}".rstrip() for line in text.split("\n"))
    if statement.kind == "class":
        body = f"    def __init__(self, *args, **kwargs):\n        raise {_error(message)}"
        code = f"class {listed}:\n{indent(original)}\n\n{body}"
    elif statement.kind == "function":
        code = f"def {listed}(*args, **kwargs):\n{indent(original)}\n    raise {_error(message)}"
    else:
        values = [f'{name} = Untranslated("{message}")' for name in names]
        code = "\n".join((original, *values))
        kept = Kept(code, statement.first_line)
        return Piece(kept, (statement,), frozenset({_UNTRANSLATED}), frozenset({"untranslated"}))
    return Piece(Kept(code, statement.first_line), (statement,))


def airflow_imports(file: ir.DagFile) -> dict[str, ir.Statement]:
    """The names that imports of Airflow's bind, and where."""
    return {
        one.local: statement
        for statement in flatten(file.statements)
        if statement.kind == "import"
        for one in statement.imports
        if one.canonical is not None
    }


def missing_imports(file: ir.DagFile, names: frozenset[str], sink: Sink) -> list[Piece]:
    """A value that raises for each name of Airflow's that emitted code still reads."""
    pieces = []
    for name, statement in airflow_imports(file).items():
        if name in names:
            sink.add(AIRFLOW_IN_CODE, Span(file.path, statement.start_line), name)
            code = f'{name} = Untranslated("AP204 {name} is part of Airflow")'
            kept = Kept(code, statement.start_line)
            imports, support = frozenset({_UNTRANSLATED}), frozenset({"untranslated"})
            pieces.append(Piece(kept, (), imports, support))
    return pieces


def _error(message: str) -> str:
    return f'NotImplementedError("{message}")'
