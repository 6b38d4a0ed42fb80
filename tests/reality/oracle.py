"""An Airflow that stays: many small folders are asked about without starting it again."""

import json
import os
import subprocess
import sys
from pathlib import Path

from translator.verify import graph_probe

SIDE = Path(__file__).with_name("oracle_side.py")


class Oracle:
    """`ask(folder)` gives what Airflow's DagBag makes of every file of a folder."""

    def __init__(self, home, python=sys.executable):
        self.process = subprocess.Popen(
            [python, str(SIDE), str(Path(graph_probe.__file__).parent)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | {"AIRFLOW_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        )

    def ask(self, folder):
        self.process.stdin.write(f"{folder}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()
