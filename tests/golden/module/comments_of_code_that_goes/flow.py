# Owned by the billing team.

from prefect import flow, task

from run_bash import run_bash

# Set this to try it on one table:
# TABLES = ["orders"]

TABLES = ["orders", "invoices"]


@task(name="totals", retries=2, retry_delay_seconds=300, timeout_seconds=300)
def total():
    # Only what is paid.
    return 1


@task(retries=2, retry_delay_seconds=300)
def export(table):
    return run_bash(f"echo {table}")


# --- Publish ----------------------------------------------
@task(retries=2, retry_delay_seconds=300)
def publish():
    return run_bash("echo published")


# The ledger locks its tables at night.
# It fails once a week.
# once the banks have closed
@flow(name="ledger", log_prints=True)
def ledger():
    exported = []
    # One after the other would take all night.
    for table in TABLES:
        # The export tool knows the tables by name.
        # It writes to standard output.
        # Nothing to add up before all is exported.
        exported.append(export.with_options(name=f"export_{table}").submit(table))
    # --- Load -------------------------------------------------
    # the ledger hangs now and then
    totals = total.submit(wait_for=exported)
    # publish reads the totals
    published = publish.submit(wait_for=[totals])
    # totals >> archive
    # End of the DAG.
    return [*exported, published]
