"""Translate the DAGs of the suite, run them under Prefect, compare with the recordings.

    python -m tests.equivalence.check [--python PYTHON] [--tier auto|plain|rules] [-v] [NAME ...]

A name may be a prefix (`branch_`). `--keep DIR` is where the emitted modules stay.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from tests.equivalence.corpus import DAGS, Case, all_cases, recordings
from translator import TranslateOptions
from translator.load.sources.tree import SourceTree
from translator.pipeline import Translation, translate_source
from translator.verification import Emitted, Sides, compare_all, emit
from translator.verify.airflow_side import Run
from translator.verify.compare import Comparison

Tier = Literal["auto", "plain", "rules"]
Verdict = Literal["equivalent", "reported", "different"]


def translate_cases(cases: Sequence[Case], tier: Tier = "auto") -> list[Translation]:
    options = TranslateOptions(tier=tier)
    tree = SourceTree(DAGS)
    return [
        translate_source(case.path.read_text(), case.path.name, tree=tree, options=options)
        for case in cases
    ]


def compare_cases(cases: Sequence[Case], emitted: Emitted, sides: Sides) -> dict[str, Comparison]:
    """Each case under Prefect against its recording, by name."""
    recorded = {version: recordings(version) for version in {case.airflow for case in cases}}
    ready = [case for case in cases if case.name in emitted.subjects]
    runs = {case.name: Run(case.name, case.conf, case.logical_date) for case in ready}
    airflow = {case.name: recorded[case.airflow][case.name] for case in ready}
    found = {one.dag_id: one for one in compare_all(emitted, airflow, runs, sides)}
    for case in cases:
        reason = emitted.failed.get(case.name, "not translated")
        found.setdefault(case.name, Comparison(case.name, None, reason))
    return found


def verdict(comparison: Comparison, errors: Sequence[str]) -> Verdict:
    """Equal, different but said so by an error's code, or silently different."""
    if comparison.equivalent:
        return "equivalent"
    told = [code for code in errors if not code.startswith("AP9")]
    return "reported" if told else "different"


def errors_of(translation: Translation) -> list[str]:
    return sorted({one.code for one in translation.diagnostics if str(one.level) == "error"})


def main(argv: list[str]) -> int:
    options = parse(argv)
    cases = [case for case in all_cases() if matches(case, options.names)]
    translations = dict(zip(cases, translate_cases(cases, options.tier), strict=True))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(options.keep or scratch)
        emitted = emit(translations.values(), DAGS, folder)
        sides = Sides(sys.executable, options.python, timeout=60, api_url=options.api_url)
        found = compare_cases(cases, emitted, sides)
    counts: dict[str, int] = {}
    for case, translation in translations.items():
        one, errors = found[case.name], errors_of(translation)
        result = verdict(one, errors)
        counts[result] = counts.get(result, 0) + 1
        if result != "equivalent" or options.verbose:
            print(f"{result:10} {case.name} {' '.join(errors)}\n           {one.reason}")
    print(counts)
    return 1 if counts.get("different") else 0


def matches(case: Case, names: Sequence[str]) -> bool:
    return not names or any(case.name.startswith(name) for name in names)


def parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--api-url")
    parser.add_argument("--tier", default="auto")
    parser.add_argument("--keep")
    parser.add_argument("-v", "--verbose", action="store_true")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
