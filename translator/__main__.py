"""`python -m translator` is `airflow2prefect`."""

from translator.cli import main

if __name__ == "__main__":
    main(prog_name="airflow2prefect")
