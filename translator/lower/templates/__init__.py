"""Airflow's Jinja templates as Python."""
