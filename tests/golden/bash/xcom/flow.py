from prefect import flow, task

from run_bash import run_bash


@task
def count():
    return run_bash("wc -l < /data/rows.csv")


@task
def show(count):
    return run_bash(f"""
        echo "rows: {count}"
        cat /data/rows.csv
        """)


@flow(name="count_rows", log_prints=True)
def count_rows():
    counted = count.submit()
    show_run = show.submit(counted)
    return [show_run]
