from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, Variable


def load(path, options, day):
    print(path, options, day)


def extract():
    return "users.csv"


with DAG("load_files", schedule="@daily", params={"mode": "append"}):
    extracted = PythonOperator(task_id="extract", python_callable=extract)
    loaded = PythonOperator(
        task_id="load",
        python_callable=load,
        op_args=["/data/{{ ds_nodash }}/{{ ti.xcom_pull(task_ids='extract') }}"],
        op_kwargs={
            "options": {"mode": "{{ params.mode }}", "bucket": "{{ var.value.bucket }}"},
            "day": "{{ macros.ds_add(ds, -1) }}",
        },
    )
    extracted >> loaded
