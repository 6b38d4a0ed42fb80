# Operator classes of one's own that derive from each other, hand the context on, push and pull.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.sdk import DAG, BaseOperator

LIMIT = 3


class TableOperator(BaseOperator):
    """What has to do with a table."""

    template_fields = ("table", "where")
    ui_color = "#ffeeaa"

    def __init__(self, table, where="day = '{{ ds }}'", limit=LIMIT, **kwargs):
        super().__init__(**kwargs)
        self.table = table
        self.where = where
        self.limit = limit

    def rows(self, context, first):
        self.log.info("rows of %s", self.table)
        return [f"{self.table} {context['ds']} {n}" for n in range(first, self.limit)]

    def execute(self, context):
        rows = self.rows(context, 1)
        context["ti"].xcom_push(key="count", value=len(rows))
        return {"where": self.where, "rows": rows}


class UpperOperator(TableOperator):
    def __init__(self, name, **kwargs):
        super().__init__(table=name.upper(), **kwargs)
        self.name = name

    def execute(self, context):
        return [self.name, self.where, *self.rows(context, 2)]


class CountOperator(BaseOperator):
    def __init__(self, source: str, **kwargs):
        super().__init__(**kwargs)
        self.source = source

    def execute(self, context):
        count = context["ti"].xcom_pull(task_ids=self.source, key="count")
        return f"{self.source}: {count} by {self.task_id}"


with DAG("custom_inherited", schedule=None, start_date=datetime(2024, 1, 1)):
    users = TableOperator(task_id="users", table="users_{{ ds_nodash }}")
    orders = UpperOperator(task_id="orders", name="orders", limit=4)
    count = CountOperator(task_id="count", source="users")
    users >> [orders, count]
