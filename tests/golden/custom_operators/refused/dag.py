from datetime import datetime

from airflow.providers.postgres.operators.postgres import PostgresOperator
from airflow.sdk import DAG, BaseOperator


class ReadsTheDag(BaseOperator):
    def execute(self, context):
        return self.dag.dag_id


class OfAProvider(PostgresOperator):
    def __init__(self, table, **kwargs):
        super().__init__(sql=f"select * from {table}", **kwargs)


class WithoutExecute(BaseOperator):
    pass


with DAG("refused", start_date=datetime(2024, 1, 1), schedule=None):
    ReadsTheDag(task_id="reads_the_dag")
    OfAProvider(task_id="of_a_provider", table="users")
    WithoutExecute(task_id="without_execute")
