"""Setup and teardown: a cluster is made, used by two jobs, and deleted whatever happens."""

from datetime import datetime

from airflow.sdk import DAG, setup, task, teardown

with DAG("training_cluster", schedule=None, start_date=datetime(2024, 1, 1)):

    @setup
    def create_cluster():
        return "cluster-1"

    @task
    def train(cluster):
        return f"model trained on {cluster}"

    @task
    def evaluate(model):
        return f"{model}, evaluated"

    @teardown
    def delete_cluster(cluster):
        return f"{cluster} deleted"

    @task
    def announce():
        return "announced"

    cluster = create_cluster()
    evaluated = evaluate(train(cluster))
    evaluated >> delete_cluster(cluster)
    evaluated >> announce()
