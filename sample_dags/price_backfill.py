"""Typed params and the conf of a run: mode, limit and date; a short circuit when there is no work."""

from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, Param, task

with DAG(
    "price_backfill",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    params={
        "mode": Param("delta", type="string", enum=["delta", "full"], description="What to load"),
        "limit": Param(3, type="integer", minimum=0, maximum=100),
        "since": Param(None, type=["null", "string"]),
    },
    doc_md="Loads prices again, by hand.",
):

    @task
    def plan(params=None):
        """Ids of the products to load."""
        step = 1 if params["mode"] == "full" else 2
        return list(range(0, params["limit"] * step, step))

    @task.short_circuit
    def any_work(ids):
        return len(ids) > 0

    @task
    def load(ids, ds=None):
        return {"count": len(ids), "day": ds}

    describe = BashOperator(
        task_id="describe",
        bash_command="echo '{{ params.mode }} load since {{ params.since or 'ever' }}'",
    )

    ids = plan()
    any_work(ids) >> load(ids)
    describe >> load.override(task_id="load_nothing")([])
