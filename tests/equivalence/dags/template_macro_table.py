# User macros and filters in a table of the module, used as values too.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def day_before(day):
    return (datetime.strptime(day, "%Y-%m-%d") - timedelta(days=1)).strftime("%Y-%m-%d")


def shout(text, times=1):
    return str(text).upper() + "!" * times


MACROS = {"day_before": day_before, "tables": {"a": "table_a"}, "version": 7}


def show(text):
    return text


with DAG(
    "template_macro_table",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    user_defined_macros=MACROS,
    user_defined_filters={"shout": shout},
):
    for i, text in enumerate(
        [
            "{{ day_before(macros.ds_add(ds, 3)) }}",
            "{{ tables.a | shout(times=2) }} {{ version + 1 }}",
            "{% for t in tables %}{{ t | shout }}{% endfor %}",
            "{{ ['x', 'y'] | map('shout') | list }}",
        ]
    ):
        PythonOperator(task_id=f"t{i}", python_callable=show, op_args=[text])
