"""Airflow's callbacks as hooks."""
