from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG


def report(context):
    state = context["ti"].state
    print(state, context["params"])


def tell(context):
    task = context["task"].task_id
    state = "failed"
    print(task, state, context["logical_date"])


def retried(context):
    print("again", context["exception"])


def call_later(context):
    tell(context)


with DAG("first", schedule=None, on_failure_callback=tell):
    start = EmptyOperator(task_id="start", on_success_callback=call_later)
    run = BashOperator(task_id="run", bash_command="true", on_failure_callback=[tell, report])
    start >> run

with DAG("second", schedule=None):
    BashOperator(task_id="run", bash_command="true", on_failure_callback=tell)
    BashOperator(task_id="again", bash_command="true", retries=2, on_retry_callback=retried)
    BashOperator(task_id="never_again", bash_command="true", retries=0, on_retry_callback=retried)
