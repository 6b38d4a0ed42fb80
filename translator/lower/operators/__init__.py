"""Airflow's operators, each as a task of Prefect."""
