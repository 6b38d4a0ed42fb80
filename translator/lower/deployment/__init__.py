"""Schedules, assets and limits of a DAG as entries of prefect.yaml."""
