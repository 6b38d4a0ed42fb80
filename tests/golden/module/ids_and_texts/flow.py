"""Ids that are no names for functions, and texts that stand alone."""

from prefect import flow, task

from run_bash import run_bash


@task(name="Read_Numbers")
def read_numbers():
    return run_bash("true")


@task(name="writeCSVFile")
def write_csv_file():
    return run_bash("true")


@task(name="SAY-IT")
def say_it():
    print("done")


@flow(name="MonthlyCSVExport", log_prints=True)
def monthly_csv_export():
    # The numbers come from the warehouse.
    #
    # They are complete on the second day.
    # Two copies of each.
    read = read_numbers.submit()
    # Nobody reads the second copy.
    written = write_csv_file.submit(wait_for=[read])
    say = say_it.submit(wait_for=[written])
    return [say]
