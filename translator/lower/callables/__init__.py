"""The user's Python functions: from an Airflow callable to the function of a Prefect task."""
