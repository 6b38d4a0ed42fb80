"""What several sample DAGs share: plain Python, free of Airflow."""
