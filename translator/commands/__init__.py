"""The commands of `airflow2prefect`, one file each: only these and `translator.cli` know click."""
