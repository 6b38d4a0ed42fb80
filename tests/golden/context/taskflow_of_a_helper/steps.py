from airflow.decorators import task


@task
def discover(ti=None, event={}, **kwargs):
    return {**event, "conf": ti.dag_run.conf}
