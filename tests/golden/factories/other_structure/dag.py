# An Airflow DAG for each of two teams.
from helpers.factory import make_dag

sales = make_dag("sales", ["orders", "offers"])
people = make_dag("people", ["staff"], check=True)
