"""airflow2prefect: a compiler from Airflow DAGs to Prefect 3 flows."""
