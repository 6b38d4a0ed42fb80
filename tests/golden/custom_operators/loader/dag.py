"""Loads tables with an operator of our own."""

from datetime import datetime, timedelta

from airflow.exceptions import AirflowException
from airflow.models import BaseOperator
from airflow.utils.decorators import apply_defaults

from airflow import DAG

BATCH = 500


# Everything that loads goes through here.
class LoadOperator(BaseOperator):
    """Loads a table."""

    template_fields = ("sql",)
    template_ext = (".sql",)
    ui_color = "#abcdef"

    @apply_defaults
    def __init__(self, table: str, sql: str = "", batch: int = BATCH, *args, **kwargs) -> None:
        super(LoadOperator, self).__init__(*args, **kwargs)
        self.table = table
        self.sql = sql
        self.batch = batch

    def execute(self, context):
        self.log.info("loading %s for %s", self.table, context["ds"])
        rows = self._load(context)
        if not rows:
            # an empty table is never right
            raise AirflowException(f"{self.table} is empty")
        context["ti"].xcom_push(key="batch", value=self.batch)
        return rows

    def _load(self, context):
        return [self.sql, str(context["data_interval_end"])]


class CountOperator(LoadOperator):
    def __init__(self, *, minimum=1, **kwargs):
        super().__init__(sql="select count(*)", **kwargs)
        self.minimum = minimum

    def execute(self, context):
        found = super().execute(context)
        return len(found) >= self.minimum


with DAG(
    "loader",
    start_date=datetime(2024, 1, 1),
    schedule=None,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=1)},
):
    for table in ["users", "orders"]:
        load = LoadOperator(
            task_id=f"load_{table}",
            table=table,
            sql=f"select * from {table} where day = '{{{{ ds }}}}'",
            retries=3,
        )
