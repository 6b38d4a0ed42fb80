# DAGs of a table in a loop, put into globals(): lists of tables of different lengths, a branch.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG

SYSTEMS = {
    "crm": {"mode": "full", "tables": ["accounts"], "dag": "factory_config_crm"},
    "erp": {"mode": "delta", "tables": ["orders", "stock"], "dag": "factory_config"},
    "web": {"mode": "none", "tables": ["hits", "users", "shops"], "dag": "factory_config_web"},
}


def copy(table, mode):
    return f"{table} ({mode})"


def choose(mode):
    return "full" if mode == "full" else "rest"


for name, config in SYSTEMS.items():
    with DAG(config["dag"], schedule=None, start_date=datetime(2024, 1, 1)) as dag:
        prepare = BashOperator(task_id="prepare", bash_command=f"echo prepare {name}")
        chosen = BranchPythonOperator(
            task_id="choose", python_callable=choose, op_kwargs={"mode": config["mode"]}
        )
        full = BashOperator(task_id="full", bash_command=f"echo all of {name}")
        rest = BashOperator(task_id="rest", bash_command=f"echo {config['mode']} of {name}")
        for table in config["tables"]:
            copied = PythonOperator(
                task_id=f"copy_{name}_{table}",
                python_callable=copy,
                op_kwargs={"table": f"{name}.{table}", "mode": config["mode"]},
            )
            prepare >> copied >> chosen
        chosen >> [full, rest]
    globals()[config["dag"]] = dag
