"""What was read of a list or dict before it changed is what the task gets."""

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def show(*values):
    return list(values)


def load(table, **options):
    options["task_id"] = options.get("task_id", f"load_{table}")
    size = options["size"]
    options["size"] = 0
    return PythonOperator(python_callable=show, op_args=[size, options.pop("size")], **options)


with DAG("container_contents", schedule=None):
    tables = ["orders"]
    before = list(tables)
    first = tables[0]
    tables.append("items")
    settings = {"mode": "full"}
    mode = settings["mode"]
    settings["mode"] = "delta"
    PythonOperator(
        task_id="show",
        python_callable=show,
        op_args=[before, first, len(tables), mode, settings["mode"]],
    )
    for table in tables:
        load(table, size=7)
