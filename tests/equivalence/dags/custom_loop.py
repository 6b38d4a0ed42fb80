# Objects of one class made in a loop, one with an XCom as an argument, one mapped.
from datetime import datetime

from airflow.sdk import DAG, BaseOperator, task


class AddOperator(BaseOperator):
    template_fields = ("value",)

    def __init__(self, value, step=1, **kwargs):
        super().__init__(**kwargs)
        self.value = value
        self.step = step

    def execute(self, context):
        return f"{self.value}+{self.step}"


@task
def origin():
    return [1, 2]


with DAG("custom_loop", schedule=None, start_date=datetime(2024, 1, 1)):
    first = origin()
    for step in (1, 5):
        AddOperator(task_id=f"add_{step}", value=first, step=step)
    for name in ["a", "b"]:
        AddOperator(task_id=f"named_{name}", value=f"{name} {{{{ ds }}}}")
    AddOperator.partial(task_id="mapped", step=7).expand(value=first)
