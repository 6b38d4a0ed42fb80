# An operator class that needs a hook: the call with its arguments rendered, as far as it lists them.
from datetime import datetime

from airflow import DAG
from airflow.hooks.postgres_hook import PostgresHook
from airflow.models import BaseOperator


class StageOperator(BaseOperator):
    template_fields = ("key",)

    def __init__(self, table, key, sql="", conn_id="redshift", *args, **kwargs):
        super(StageOperator, self).__init__(*args, **kwargs)
        self.table = table
        self.key = key
        self.sql = sql
        self.conn_id = conn_id

    def execute(self, context):
        PostgresHook(self.conn_id).run(f"COPY {self.table} FROM '{self.key}' {self.sql}")


with DAG("stage", start_date=datetime(2019, 1, 12), schedule_interval="@daily", catchup=False) as dag:
    for table in ("songs", "events"):
        StageOperator(
            task_id=f"stage_{table}",
            table=table,
            key="s3://data/%s/{{ ds }}.json" % table,
            sql="{{ not a template }}",
            provide_context=True,
        )
