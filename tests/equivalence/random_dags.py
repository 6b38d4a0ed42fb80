"""Random DAG files: rules, branches, short circuits, skips, groups, mapped tasks, scopes.

    python -m tests.equivalence.random_dags SEED COUNT FOLDER

The same seed gives the same file. Tasks are numbered, edges go upwards.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, field
from pathlib import Path

HEAD = '''\
"""A random DAG."""
from datetime import datetime

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import (
    BranchPythonOperator,
    PythonOperator,
    ShortCircuitOperator,
)
from airflow.sdk import DAG, TaskGroup
from airflow.sdk.exceptions import AirflowSkipException


def ok():
    return 1


def fail():
    raise ValueError("broken")


def skip():
    raise AirflowSkipException("not today")


def element(value):
    if value == 2:
        raise AirflowSkipException("two")
    if value == 3:
        raise ValueError("three")
    return value


'''

RULES = [
    *["all_success"] * 9,
    *["none_failed", "none_failed_min_one_success", "all_done"] * 2,
    *["one_failed", "one_success", "one_done", "all_failed", "none_skipped", "all_skipped"],
    *["all_done_min_one_success", "always"],
]
WORK = ("ok", "fail", "skip")
KINDS = [*["ok"] * 6, *["fail", "skip", "branch"] * 2, "short_circuit", "empty", "mapped"]


@dataclass
class Drawn:
    """A DAG while it is being drawn."""

    draw: random.Random
    ids: list[str]
    ups: dict[str, list[str]]
    kinds: dict[str, str]
    rules: dict[str, str]
    grouped: list[str]
    setups: list[str] = field(default_factory=list)
    teardown: str | None = None

    def downs(self, task: str) -> list[str]:
        """Direct downstream tasks."""
        return [one for one in self.ids if task in self.ups[one]]

    def below(self, task: str) -> list[str]:
        """Everything downstream."""
        found = {one for down in self.downs(task) for one in (down, *self.below(down))}
        return sorted(found)

    def full(self, task: str) -> str:
        """The id with that of the group."""
        return f"group.{task}" if task in self.grouped else task

    def add_scope(self) -> None:
        """Perhaps a teardown, with one setup or two."""
        able = [one for one in self.ids if self.kinds[one] in WORK]
        if len(able) < 2 or self.draw.random() < 0.6:
            return
        last = self.draw.randrange(1, len(able))
        setups = self.draw.sample(able[:last], min(last, self.draw.choice([1, 1, 2])))
        self.teardown, self.setups = able[last], setups
        for down in {down for one in setups for down in self.downs(one)}:
            self.rules[down] = "all_success"
        self.rules[self.teardown] = "all_success"


def drawn(draw: random.Random) -> Drawn:
    """A DAG of 3 to 12 tasks."""
    ids = [f"t{index}" for index in range(draw.randint(3, 12))]
    ups: dict[str, list[str]] = {}
    for index, task in enumerate(ids):
        count = draw.choice([0, 1, 1, 1, 2, 2, 3]) if index else 0
        ups[task] = sorted({draw.choice(ids[max(0, index - 4) : index]) for _ in range(count)})
    start = draw.randrange(len(ids))
    grouped = ids[start : start + draw.randint(2, 4)] if draw.random() < 0.5 else []
    kinds = {task: draw.choice(KINDS) for task in ids}
    rules = {task: draw.choice(RULES) if ups[task] else "all_success" for task in ids}
    found = Drawn(draw, ids, ups, kinds, rules, grouped)
    found.add_scope()
    return found


def operator(dag: Drawn, task: str) -> str:
    """The call that makes a task."""
    rule = dag.rules[task]
    head = f'task_id="{task}"' + (f', trigger_rule="{rule}"' if rule != "all_success" else "")
    match dag.kinds[task]:
        case "empty":
            return f"EmptyOperator({head})"
        case "mapped":
            head = f'task_id="{task}"' if rule == "always" else head
            values = [[dag.draw.choice([1, 1, 1, 2, 3])] for _ in range(dag.draw.randint(1, 3))]
            made = f"PythonOperator.partial({head}, python_callable=element)"
            return f"{made}.expand(op_args={values})"
        case "branch":
            return f"BranchPythonOperator({head}, python_callable=lambda: {choice(dag, task)!r})"
        case "short_circuit":
            answer, ignores = dag.draw.choice([True, False, False]), dag.draw.choice([True, False])
            ignoring = f"ignore_downstream_trigger_rules={ignores}"
            return f"ShortCircuitOperator({head}, {ignoring}, python_callable=lambda: {answer})"
    made = f"PythonOperator({head}, python_callable={dag.kinds[task]})"
    if task == dag.teardown:
        return f"{made}.as_teardown(setups=[{', '.join(dag.setups)}])"
    return f"{made}.as_setup()" if task in dag.setups else made


def choice(dag: Drawn, task: str) -> str | list[str] | None:
    """What a branch returns: children, a task further down, a group, nothing."""
    downs = [dag.full(down) for down in dag.downs(task)]
    options: list[str | None] = [None, *downs, *map(dag.full, dag.below(task))]
    if set(dag.downs(task)) & set(dag.grouped) and task not in dag.grouped:
        options.append("group")
    if downs and dag.draw.random() < 0.3:
        return dag.draw.sample(downs, dag.draw.randint(1, len(downs)))
    return dag.draw.choice(options)


def text(seed: int) -> str:
    """The file of one DAG, whose id is `random_<seed>`."""
    dag = drawn(random.Random(seed))
    lines = [f'with DAG("random_{seed}", schedule=None, start_date=datetime(2024, 1, 1)):']
    inside = False
    for task in dag.ids:
        if task in dag.grouped and not inside:
            lines.append('    with TaskGroup("group"):')
        inside = task in dag.grouped
        lines.append(f"{'        ' if inside else '    '}{task} = {operator(dag, task)}")
    lines += [f"    {up} >> {task}" for task in dag.ids for up in dag.ups[task]]
    return HEAD + "\n".join(lines) + "\n"


def write(folder: Path, seed: int, count: int) -> None:
    """Write the files of `count` seeds."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(seed, seed + count):
        (folder / f"random_{number}.py").write_text(text(number), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[3]), int(sys.argv[1]), int(sys.argv[2]))
