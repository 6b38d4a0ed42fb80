from airflow.sdk import DAG, task
with DAG("run_names", schedule=None):

    @task(map_index_template="{{ task.op_kwargs['name'] }}")
    def numbered(name):
        return name

    @task(map_index_template="{{ ds }}")
    def other(name):
        return name
    numbered.expand(name=["a", "b"]) >> other.expand(name=["a", "b"])
