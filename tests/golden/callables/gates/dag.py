"""run_if and skip_if are conditions at the top of the task."""

from datetime import datetime

from airflow.sdk import DAG, task

with DAG("gates", schedule=None, start_date=datetime(2024, 1, 1), params={"full": False}):

    @task.run_if(lambda context: context["params"]["full"], "only in full runs")
    @task
    def rebuild():
        """Build everything anew."""
        print("rebuilding")

    @task.skip_if(lambda context: context["run_id"].startswith("test"))
    @task
    def publish():
        print("publishing")

    rebuild() >> publish()
