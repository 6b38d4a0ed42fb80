from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("dates", schedule="0 6 * * *"):
    BashOperator(task_id="day", bash_command="echo {{ ds }} {{ ts_nodash }}")
    BashOperator(task_id="moment", bash_command="echo {{ logical_date.add(days=1) | ds }}")
    BashOperator(task_id="interval", bash_command="echo {{ data_interval_start }} {{ data_interval_end }}")
