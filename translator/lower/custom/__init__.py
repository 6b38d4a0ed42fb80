"""Operator classes of the user's own, without Airflow."""
