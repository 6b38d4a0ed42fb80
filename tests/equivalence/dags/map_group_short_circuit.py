# A short circuit in a mapped group skips what follows it at its index, by rules after that.
# airflow: 2.10
from datetime import datetime

from airflow import DAG
from airflow.decorators import task, task_group

with DAG("map_group_short_circuit", schedule=None, start_date=datetime(2024, 1, 1)):

    @task_group
    def g(v):
        @task.short_circuit
        def sc(x):
            return x != 1

        @task
        def nxt():
            return 1

        @task(trigger_rule="all_done")
        def last():
            return 2

        sc(v) >> nxt() >> last()

    g.expand(v=[0, 1, 2])
