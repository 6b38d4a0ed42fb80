from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

TABLES = ["orders", "users"]
BUCKET = "s3://warehouse"

with DAG("dump_tables", schedule="0 3 * * *", start_date=datetime(2024, 1, 1)):
    done = BashOperator(task_id="done", bash_command="echo all dumped")
    for table in TABLES:
        dump = BashOperator(
            task_id=f"dump_{table}",
            bash_command=f"pg_dump -t {table} shop | aws s3 cp - {BUCKET}/{table}/{{{{ ds }}}}.sql",
        )
        dump >> done
