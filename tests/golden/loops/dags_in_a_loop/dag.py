from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

SYSTEMS = {
    "crm": {"mode": "full", "tables": ["accounts", "contacts"], "retries": 2},
    "erp": {"mode": "delta", "tables": ["orders"], "schedule": "0 4 * * *"},
}


def copy(table, mode):
    print(f"copying {table} ({mode})")


def make_dag(name, conf):
    with DAG(
        f"copy_{name}",
        schedule=conf.get("schedule", "@daily"),
        start_date=datetime(2024, 1, 1),
        default_args={"retries": conf.get("retries", 1)},
        tags=[name, conf["mode"]],
    ) as dag:
        prepare = BashOperator(task_id="prepare", bash_command=f"mkdir -p /data/{name}")
        for table in conf["tables"]:
            prepare >> PythonOperator(
                task_id=f"copy_{name}_{table}",
                python_callable=copy,
                op_kwargs={"table": f"{name}.{table}", "mode": conf["mode"]},
            )
    return dag


for name, conf in SYSTEMS.items():
    globals()[name] = make_dag(name, conf)
