# 2.x: returning the values of a mapped task stores a list.
# airflow: 2.10
from datetime import datetime

from airflow import DAG
from airflow.decorators import task

with DAG("airflow2_mapped_returned", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def double(x):
        return x * 2

    @task
    def back(values):
        return values

    back(double.expand(x=[1, 2]))
