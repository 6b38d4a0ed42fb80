"""All the ways to the context of a run."""

from datetime import datetime

from airflow.sdk import DAG, Context, get_current_context, task

with DAG("reads", schedule="@daily", start_date=datetime(2024, 1, 1), params={"size": 3}):

    @task
    def by_name(ds=None, params=None, ti=None, dag_run=None):
        print(ds, params["size"], ti.task_id, ti.try_number, dag_run.run_id)

    @task
    def by_keywords(**context: Context):
        day = context["ds"]
        conf = context["dag_run"].conf or {}
        print(day, conf.get("who"), context["dag"].dag_id, context["params"]["size"])

    @task
    def by_call():
        context = get_current_context()
        # from start to end
        return f"{context['data_interval_start']} - {context['data_interval_end']}"

    @task
    def never(**context):
        print("no need")

    by_name() >> by_keywords() >> by_call() >> never()
