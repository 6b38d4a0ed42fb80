# A branch operator of one's own, whose choice depends on an argument and on the run.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, BaseBranchOperator


class SizeBranch(BaseBranchOperator):
    def __init__(self, limit, **kwargs):
        super().__init__(**kwargs)
        self.limit = limit

    def choose_branch(self, context):
        day = int(context["ds"].split("-")[-1])
        if day > self.limit:
            return "large"
        return ["small", "extra"]


with DAG("custom_branch", schedule=None, start_date=datetime(2024, 1, 1)):
    pick = SizeBranch(task_id="pick", limit=10)
    small = BashOperator(task_id="small", bash_command="echo small")
    large = BashOperator(task_id="large", bash_command="echo large")
    extra = BashOperator(task_id="extra", bash_command="echo extra")
    join = EmptyOperator(task_id="join", trigger_rule="none_failed_min_one_success")
    pick >> [small, large, extra] >> join
