"""Run DAGs with Airflow's own `dag.test()` and print what became of every task, as JSON.

A script for Airflow's interpreter: it needs Airflow (2.10 or 3.x) and the standard library.

    python airflow_probe.py prepare              # create the metadata database of AIRFLOW_HOME
    python airflow_probe.py run REQUEST RESULT   # run DAGs, write RESULT

REQUEST is `{"folder", "target", "timeout", "runs": [{"dag_id", "conf", "logical_date"}]}`; `runs`
null means every DAG of `target`. The files are loaded once; the DAGs run one after the other in a
forked worker, and a new worker takes over when a DAG hangs or ends the process.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sys
import time
import traceback
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

# As a script this folder comes first on sys.path, where its modules would shadow the user's.
from probe_values import jsonable  # type: ignore[import-not-found]

sys.path[:] = [entry for entry in sys.path if Path(entry or ".") != Path(__file__).parent]

LATER_KEYS = ("skipmixin_key", "past_depends_met")
"""XComs that are Airflow's own book-keeping."""

BUNDLE = "dags-folder"
DEFAULT_TIMEOUT = 120.0
WARM_UP = 30.0
"""Extra seconds for the first DAG of a worker: Airflow 3 builds its in-process API then."""


def main(argv: list[str]) -> int:
    """Dispatch on the command; returns the exit code."""
    match argv:
        case ["prepare"]:
            prepare()
        case ["run", request, result]:
            answer = run(json.loads(Path(request).read_text()))
            Path(result).write_text(json.dumps(answer))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


def prepare() -> None:
    """Create the database that AIRFLOW_HOME names."""
    from airflow.utils import db

    db.initdb()


def run(request: dict[str, Any]) -> dict[str, Any]:
    """Load the DAGs, run the requested ones, one forked child each."""
    import airflow

    folder, target = Path(request["folder"]), Path(request.get("target") or request["folder"])
    bag = load(folder, target)
    broken = sync(bag)
    wanted = request.get("runs") or [{"dag_id": dag_id} for dag_id in sorted(bag.dags)]
    timeout = float(request.get("timeout") or DEFAULT_TIMEOUT)
    jobs = [job for job in wanted if job["dag_id"] in bag.dags]
    missing = [job["dag_id"] for job in wanted if job["dag_id"] not in bag.dags]
    results = [failure(one, broken.get(one, "Airflow loads no such DAG")) for one in missing]
    results += run_all(bag, jobs, timeout)
    errors = {str(path): str(text) for path, text in bag.import_errors.items()}
    return {"airflow": airflow.__version__, "import_errors": errors, "dags": results}


# Loading -----------------------------------------------------------------------------------------


def load(folder: Path, target: Path) -> Any:
    """The DagBag of `target`, a file or a folder inside `folder`."""
    sys.path.insert(0, str(folder))
    try:
        from airflow.dag_processing.dagbag import BundleDagBag
    except ImportError:
        from airflow.models.dagbag import DagBag  # 2.x

        return DagBag(dag_folder=str(target), include_examples=False)
    return BundleDagBag(dag_folder=str(target), bundle_path=folder, bundle_name=BUNDLE)


def sync(bag: Any) -> dict[str, str]:
    """Write the DAGs to the database; the ones that can't be are returned with the reason.

    One DAG that does not survive serialisation would break `dag.test()` of all others.
    """
    broken = {}
    for dag_id, dag in list(bag.dags.items()):
        if error := unserialisable(dag):
            broken[dag_id] = error
            del bag.dags[dag_id]
    try:
        from airflow.dag_processing import dagbag
        from airflow.dag_processing.bundles.manager import DagBundlesManager
    except ImportError:
        bag.sync_to_db()  # 2.x
        return broken
    DagBundlesManager().sync_bundles_to_db()
    dagbag.sync_bag_to_db(bag, BUNDLE, None)
    return broken


def unserialisable(dag: Any) -> str | None:
    """Why Airflow can't write this DAG to its database and read it back, or None."""
    try:
        from airflow.serialization.serialized_objects import DagSerialization as Serializer
    except ImportError:
        from airflow.serialization.serialized_objects import SerializedDAG as Serializer
    try:
        Serializer.deserialize_dag(Serializer.serialize_dag(dag))
    except Exception as error:
        return f"not serialisable: {type(error).__name__}: {error}"
    return None


# Running -----------------------------------------------------------------------------------------


def run_all(bag: Any, jobs: list[dict[str, Any]], timeout: float) -> list[dict[str, Any]]:
    """Run the jobs in forked workers; a worker that hangs or dies costs one DAG, not the rest."""
    results: list[dict[str, Any]] = []
    while len(results) < len(jobs):
        results += worker_results(bag, jobs[len(results) :], timeout)
    return results


def worker_results(bag: Any, jobs: list[dict[str, Any]], timeout: float) -> list[dict[str, Any]]:
    """What one worker got done: all jobs, or those up to the one it did not survive."""
    from airflow import settings

    settings.engine.dispose()
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        work(bag, jobs, writer)
    os.close(writer)
    results = collect(Lines(reader), jobs, timeout)
    os.close(reader)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return results


def collect(lines: Lines, jobs: list[dict[str, Any]], timeout: float) -> list[dict[str, Any]]:
    """The worker's answers, up to the first job that it hung on or died of."""
    results: list[dict[str, Any]] = []
    for job in jobs:
        started = time.monotonic()
        line = lines.next(started + timeout + (0 if results else WARM_UP))
        answer = json.loads(line) if line else lost(job["dag_id"], line, timeout)
        results.append(answer | {"seconds": round(time.monotonic() - started, 3)})
        if not line:
            break
    return results


def work(bag: Any, jobs: list[dict[str, Any]], writer: int) -> None:
    """In the worker: run the jobs, send one line of JSON each; never returns."""
    os.setpgid(0, 0)
    with os.fdopen(writer, "w") as stream:
        for job in jobs:
            print(json.dumps(attempt(bag.dags[job["dag_id"]], job)), file=stream, flush=True)
    os._exit(0)


def attempt(dag: Any, job: dict[str, Any]) -> dict[str, Any]:
    """`test`, where every exception (Airflow's time-out is a BaseException) becomes a failure."""
    try:
        return test(dag, job)
    except BaseException as error:
        text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
        return failure(job["dag_id"], f"{type(error).__name__}: {error}", text)


class Lines:
    """Lines from a pipe, with a deadline each."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.buffer = b""

    def next(self, deadline: float) -> bytes | None:
        """The next line, b"" at the end of the stream, None when time ran out first."""
        while b"\n" not in self.buffer:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.descriptor], [], [], left)[0]:
                return None
            chunk = os.read(self.descriptor, 1 << 16)
            if not chunk:
                return b""
            self.buffer += chunk
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line


def lost(dag_id: str, line: bytes | None, timeout: float) -> dict[str, Any]:
    """The answer for a DAG whose worker hung (`line` is None) or died."""
    if line is None:
        return failure(dag_id, f"timed out after {timeout:g} s") | {"timed_out": True}
    return failure(dag_id, "the process ended without a result")


def failure(dag_id: str, error: str, details: str = "") -> dict[str, Any]:
    """The answer for a DAG that could not be run to its end."""
    return {
        "dag_id": dag_id,
        "state": None,
        "error": error,
        "traceback": details,
        "tasks": {},
        "xcoms": {},
    }


def test(dag: Any, job: dict[str, Any]) -> dict[str, Any]:
    """`dag.test()`, then the task states and XComs from the database."""
    cut_delays(dag)
    when = datetime.fromisoformat(job["logical_date"]) if job.get("logical_date") else None
    conf = job.get("conf") or None
    if modern():
        skip_bundle_sync()
        run = dag.test(run_conf=conf, **({"logical_date": when} if when else {}))
    else:
        run = dag.test(execution_date=when, run_conf=conf)
    states, xcoms = read_back(dag.dag_id, run.run_id)
    state = getattr(run.state, "value", run.state)
    return {"dag_id": dag.dag_id, "state": state, "error": None, "tasks": states, "xcoms": xcoms}


def cut_delays(dag: Any) -> None:
    """Retry at once: the delay changes no state, and its default is five minutes."""
    for task in dag.tasks:
        if task.retries:
            task.retry_delay = timedelta(0)
        if task.retry_exponential_backoff:
            task.retry_exponential_backoff = False


def modern() -> bool:
    """Whether this is Airflow 3."""
    import airflow

    return int(airflow.__version__.split(".")[0]) >= 3


def skip_bundle_sync() -> None:
    """Every `dag.test()` of Airflow 3 reloads the whole folder first; `sync` has done that once."""
    from airflow.dag_processing import dagbag

    setattr(dagbag, "BundleDagBag", lambda **_: None)  # noqa: B010
    setattr(dagbag, "sync_bag_to_db", lambda *_: None)  # noqa: B010


# Reading back ------------------------------------------------------------------------------------


def read_back(dag_id: str, run_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """States by task id and map index, XComs by task id, map index and key."""
    from airflow.models.taskinstance import TaskInstance
    from airflow.utils.session import create_session

    model = xcom_model()
    columns = (model.task_id, model.map_index, model.key, model.value)
    states: dict[str, dict[str, str | None]] = {}
    xcoms: dict[str, dict[str, dict[str, Any]]] = {}
    with create_session() as session:
        for ti in session.query(TaskInstance).filter_by(dag_id=dag_id, run_id=run_id):
            states.setdefault(ti.task_id, {})[str(ti.map_index)] = ti.state and str(ti.state)
        for row in session.query(*columns).filter_by(dag_id=dag_id, run_id=run_id):
            if row.key not in LATER_KEYS and not row.key.startswith("_link_"):
                values = xcoms.setdefault(row.task_id, {}).setdefault(str(row.map_index), {})
                values[row.key] = jsonable(decoded(row))
    return states, xcoms


def xcom_model() -> Any:
    """The table of XComs."""
    from airflow.models import xcom

    return xcom.XComModel if modern() else xcom.XCom


def decoded(row: Any) -> Any:
    """The value as a downstream task would see it; the raw JSON where Airflow refuses to decode."""
    if not modern():
        return xcom_model().deserialize_value(row)
    from airflow.sdk.serde import deserialize

    try:
        return deserialize(row.value)
    except Exception:
        return row.value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
