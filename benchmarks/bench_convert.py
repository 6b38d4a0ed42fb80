"""How fast a folder is converted, against the least that any such compiler has to do.

    python benchmarks/bench_convert.py [FOLDER] [--repeat 5]

The floor is `libcst.parse_module(source)` plus `black.format_str(output)` on the same files: a
compiler that keeps the user's formatting and emits formatted code does both at least once. Loading
alone is measured against `libcst.parse_module(source)`. All of it runs in one process, on one
core, in turns, so that a busy machine slows everything down alike; the median counts.
FOLDER is by default the example DAGs of the installed Airflow, else `sample_dags`.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import black
import libcst

from translator.diagnostics import Sink
from translator.emit.format import MODE
from translator.folder import Done, load_all, translate_all
from translator.load.sources.discover import Discovery, discover
from translator.pipeline import TranslateOptions

CHECKOUT = Path(__file__).resolve().parents[1]
OPTIONS = TranslateOptions()


def default_folder() -> Path:
    """Airflow's example DAGs, found without importing Airflow."""
    spec = importlib.util.find_spec("airflow")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if (Path(place) / "example_dags").is_dir():
            return Path(place) / "example_dags"
    return CHECKOUT / "sample_dags"


def seconds(work: Callable[[], object]) -> float:
    """CPU time of one call."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def parse_all(texts: Sequence[str]) -> None:
    for text in texts:
        libcst.parse_module(text)


def format_all(texts: Sequence[str]) -> None:
    for text in texts:
        black.format_str(text, mode=MODE)


def parseable(text: str) -> bool:
    try:
        libcst.parse_module(text)
    except libcst.ParserSyntaxError:
        return False
    return True


def measure(found: Discovery, done: Sequence[Done], repeat: int) -> dict[str, list[float]]:
    """Seconds per round of each kind of work."""
    sources = [f.text for f in found.files if f.text is not None and parseable(f.text)]
    outputs = [one.text for one in done if one.text is not None]
    work: dict[str, Callable[[], object]] = {
        "convert": lambda: translate_all(found, OPTIONS, jobs=1),
        "load": lambda: load_all(found, OPTIONS),
        "parse": lambda: parse_all(sources),
        "format": lambda: format_all(outputs),
    }
    rounds: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(repeat):
        for name, one in work.items():
            rounds[name].append(seconds(one))
    return rounds


def summary(
    found: Discovery, done: Sequence[Done], rounds: dict[str, list[float]]
) -> dict[str, object]:
    """What was measured, as plain data."""
    median = {name: statistics.median(times) for name, times in rounds.items()}
    files = sum(f.text is not None for f in found.files)
    floor = median["parse"] + median["format"]
    statuses = [one.result.status for one in done]
    return {
        "folder": str(found.root),
        "files": files,
        "statuses": {status: statuses.count(status) for status in sorted(set(statuses))},
        "rounds": len(rounds["convert"]),
        "files_per_second": round(files / median["convert"], 1),
        "graph_files_per_second": round(files / median["load"], 1),
        "ratio_to_floor": round(median["convert"] / floor, 2),
        "graph_ratio_to_parse": round(median["load"] / median["parse"], 2),
        "seconds": {name: round(value, 3) for name, value in median.items()},
        "peak_memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", nargs="?", type=Path, default=default_folder())
    parser.add_argument("--repeat", type=int, default=5)
    arguments = parser.parse_args()
    found = discover(arguments.folder, Sink())
    done = translate_all(found, OPTIONS, jobs=1)  # warms every cache up
    rounds = measure(found, done, arguments.repeat)
    print(json.dumps(summary(found, done, rounds), indent=2))


if __name__ == "__main__":
    main()
