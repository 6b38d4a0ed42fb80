"""A Variable that holds JSON: its default is an empty dict, what is set is read when it runs."""

from prefect import flow, task
from prefect.variables import Variable


@task
def push(credentials, names):
    print(credentials, names)


@flow(name="push_to_crm", log_prints=True)
def push_to_crm():
    pushed = push.submit(
        Variable.get("crm_credentials", default={}), Variable.get("crm_names", default=["a", "b"])
    )
    return [pushed]
