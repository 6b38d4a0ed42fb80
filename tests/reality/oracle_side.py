"""Runs in Airflow's own interpreter: answers with the graphs of a folder, one folder a line.

`python oracle_side.py FOLDER_OF_THE_PROBE` reads folders from its standard input and prints what
`graph_probe.load` makes of each, as one line of JSON. Airflow is imported once.
"""

import json
import sys
from pathlib import Path


def forget(folder):
    """Modules of a folder make room for those of the next one, which may have the same names."""
    sys.path.remove(str(folder))
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None) or "").startswith(str(folder)):
            del sys.modules[name]
    sys.path_importer_cache.clear()


def main():
    sys.path.insert(0, sys.argv[1])
    import graph_probe

    out, sys.stdout = sys.stdout, sys.stderr
    sys.dont_write_bytecode = True
    for line in sys.stdin:
        folder = Path(line.strip()).resolve()
        graph_probe.prepare(folder)
        found = graph_probe.load(folder)
        forget(folder)
        print(json.dumps(found["files"]), file=out, flush=True)


if __name__ == "__main__":
    main()
