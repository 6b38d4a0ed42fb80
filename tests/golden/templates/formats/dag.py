# Templates made with str.format and with the percent sign, in loops.
from datetime import datetime

from airflow import DAG
from airflow.operators.bash_operator import BashOperator

JOBS = [("users", 3), ("orders", 12)]
OPTIONS = {"host": "edge", "ports": [80]}

dag = DAG("formats", schedule_interval="@daily", start_date=datetime(2021, 1, 1), catchup=False)

for name, hour in JOBS:
    copy = BashOperator(
        task_id="copy_{}".format(name),
        bash_command="copy {0} {{{{ ds }}}} {{{{ params.table }}}} {0!r} {1:02d}".format(name, hour),
        params={"table": name},
        dag=dag,
    )
    check = BashOperator(
        task_id="check_%s" % name,
        bash_command="check %s at %02d {{ ds_nodash }} 100%%" % (name, hour),
        dag=dag,
    )
    ping = BashOperator(
        task_id="ping_" + name,
        bash_command="ping {o[host]} {job} {{{{ ts }}}}".format(o=OPTIONS, job=name),
        dag=dag,
    )
    report = BashOperator(
        task_id=f"report_{name}",
        bash_command="report %(job)s {{ ds }}" % {"job": name},
        dag=dag,
    )
    copy >> check >> [ping, report]
