OUT = "/opt/airflow/dags/out"
