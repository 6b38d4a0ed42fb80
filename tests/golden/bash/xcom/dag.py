from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("count_rows", schedule=None):
    count = BashOperator(task_id="count", bash_command="wc -l < /data/rows.csv")
    show = BashOperator(
        task_id="show",
        bash_command="""
        echo "rows: {{ ti.xcom_pull(task_ids='count') }}"
        {% if params.verbose %}cat /data/rows.csv{% endif %}
        """,
        params={"verbose": True},
    )
    count >> show
