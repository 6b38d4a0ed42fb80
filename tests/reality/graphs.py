"""Both sides of a comparison: the graphs that Airflow's DagBag built, and ours, in one shape."""

import hashlib
import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from translator import ir
from translator.diagnostics import Sink
from translator.load import LoadOptions, SourceFile, SourceTree, load_file
from translator.load.airflow import names
from translator.verify import graph_probe

PROBE = Path(graph_probe.__file__)
PACKAGES = ("apache-airflow-core", "apache-airflow-task-sdk", "apache-airflow-providers-standard")


def versions():
    return ":".join(version(name) for name in PACKAGES)


def airflow_graphs(folder, cache, python=sys.executable, key=""):
    """What Airflow's own loader makes of every file of a folder, asked once per content."""
    digest = hashlib.sha256(PROBE.read_bytes() + python.encode() + key.encode())
    for path in sorted(folder.rglob("*.py")):
        digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    name = f"graphs/{digest.hexdigest()}"
    found = cache.get(name, None)
    if found is None:
        done = subprocess.run(
            [python, str(PROBE), str(folder)], capture_output=True, text=True, check=True
        )
        found = json.loads(done.stdout)
        cache.set(name, found)
    return found["files"]


def our_graphs(folder, path, **options):
    """What we make of a file, and everything we said about it."""
    sink = Sink()
    source = SourceFile(path, (folder / path).read_text("utf-8"))
    found = load_file(source, SourceTree(folder), sink, LoadOptions(**options))
    return {dag.dag_id: dag for dag in found.dags}, sink.sorted()


def plain_task(task):
    return {
        "operator": task.operator,
        "trigger_rule": task.trigger_rule,
        "retries": task.retries,
        "mapped": task.mapped is not None,
        "group": task.group,
        "setup": task.is_setup,
        "teardown": task.is_teardown,
        "fails_run": task.on_failure_fail_dagrun,
    }


def plain_schedule(schedule: ir.Schedule):
    """What a schedule has to be called in Airflow: the timetable's class and its value."""
    value = schedule.value
    names = {
        "none": "NullTimetable",
        "once": "OnceTimetable",
        "continuous": "ContinuousTimetable",
        "cron": "CronTriggerTimetable",
        "interval": "DeltaTriggerTimetable",
        "relativedelta": "DeltaTriggerTimetable",
        "assets": "AssetTriggeredTimetable",
        "unset": "NullTimetable",
    }
    if schedule.kind == "timetable":
        return {"timetable": value.name.rpartition(".")[2], "value": None}
    shown = value if schedule.kind in ("cron", "interval") else None
    return {"timetable": names.get(schedule.kind, schedule.kind), "value": shown}


def canonical(operator):
    """Airflow 2 has classes that only moved by another name."""
    moved = operator.replace("airflow.decorators.", "airflow.providers.standard.decorators.")
    return names.canonical(moved)


def differences(ours, theirs):
    """Each difference between one DAG of ours and Airflow's, as a line."""
    for task in theirs["tasks"].values():
        task["operator"] = canonical(task["operator"])
    found = []
    tasks = {task.task_id: plain_task(task) for task in ours.tasks}
    for task_id in sorted(tasks.keys() | theirs["tasks"].keys()):
        mine, its = tasks.get(task_id), theirs["tasks"].get(task_id)
        if mine is None or its is None:
            found.append(f"task {task_id} is only {'ours' if its is None else 'theirs'}")
            continue
        found += [
            f"task {task_id}: {name} is {mine[name]!r}, not {its[name]!r}"
            for name in mine
            if mine[name] != its[name]
        ]
    edges = {(edge.up, edge.down) for edge in ours.edges}
    wanted = {tuple(edge) for edge in theirs["edges"]}
    found += [f"edge {up} -> {down} is only ours" for up, down in sorted(edges - wanted)]
    found += [f"edge {up} -> {down} is only theirs" for up, down in sorted(wanted - edges)]
    groups = {
        group.group_id: {"parent": group.parent, "mapped": group.mapped is not None}
        for group in ours.groups
    }
    for name, mine, its in (
        ("groups", groups, theirs["groups"]),
        ("params", sorted(p.name for p in ours.params), theirs["params"]),
        ("default_args", sorted(ours.default_args), theirs["default_args"]),
    ):
        if mine != its:
            found.append(f"{name} are {mine}, not {its}")
    return found + schedule_differences(ours.schedule, theirs["schedule"])


def schedule_differences(ours, theirs):
    mine = plain_schedule(ours)
    theirs = {
        **theirs,
        "timetable": theirs["timetable"]
        .replace("DataInterval", "Trigger")
        .replace("Dataset", "Asset"),
    }
    if ours.kind == "unset" and theirs["value"] == 86400.0:
        return []  # 2.x: daily where nothing is said
    if mine["timetable"] != theirs["timetable"]:
        return [f"schedule is {mine}, not {theirs}"]
    if mine["value"] is not None and mine["value"] != theirs["value"]:
        return [f"schedule is {mine}, not {theirs}"]
    if ours.kind == "cron" and ours.timezone != theirs["timezone"]:
        return [f"timezone is {ours.timezone}, not {theirs['timezone']}"]
    return []


def compare(folder, path, theirs, **options):
    """All differences of a file, and the diagnostics we gave."""
    ours, said = our_graphs(folder, path, **options)
    wanted = {dag["dag_id"]: dag for dag in theirs["dags"]}
    found = []
    for dag_id in sorted(ours.keys() | wanted.keys()):
        if dag_id not in ours or dag_id not in wanted:
            found.append(f"DAG {dag_id} is only {'theirs' if dag_id in wanted else 'ours'}")
        else:
            found += [f"{dag_id}: {one}" for one in differences(ours[dag_id], wanted[dag_id])]
    return found, said
