"""Ids that are no names for functions, and texts that stand alone."""

from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator

dag = DAG("MonthlyCSVExport", start_date=datetime(2024, 1, 1), schedule=None)

"""
The numbers come from the warehouse.

They are complete on the second day.
"""


def _make(task_id):
    return BashOperator(task_id=task_id, bash_command="true", dag=dag)


'''Two copies of each.'''
read = _make("Read_Numbers")

"""Nobody reads the second copy."""
write = _make("writeCSVFile")
say = PythonOperator(task_id="SAY-IT", python_callable=lambda: print("done"), dag=dag)

read >> write >> say
