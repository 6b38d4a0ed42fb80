# An operator class of one's own with a template field.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.sdk import DAG, BaseOperator


class GreetOperator(BaseOperator):
    """Greets somebody."""

    template_fields = ("name",)

    def __init__(self, name, greeting="hello", **kwargs):
        super().__init__(**kwargs)
        self.name = name
        self.greeting = greeting

    def execute(self, context):
        return f"{self.greeting} {self.name}"


with DAG("classic_custom_operator", schedule=None, start_date=datetime(2024, 1, 1)):
    a = GreetOperator(task_id="a", name="{{ ds }}")
    b = GreetOperator(task_id="b", name="you", greeting="bye")
    a >> b
