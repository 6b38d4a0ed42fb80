from prefect import flow, task

from run_bash import run_bash


class GreetOperator:
    def __init__(self, name):
        self.name = name

    def execute(self):
        print(self.name)


# The archive is read by finance.
# AP201: No translation for this operator:
#   airflow.providers.amazon.aws.operators.s3.S3CopyObjectOperator
@task
def copy():
    # S3CopyObjectOperator(
    #     source_bucket_key="s3://a/b",
    #     dest_bucket_key="s3://c/d",
    # )
    raise NotImplementedError(
        "AP201 No translation for this operator: airflow.providers.amazon.aws.operators.s3.S3CopyObjectOperator"
    )


@task
def greet():
    return GreetOperator(name="Ada").execute()


@task(tags=["pool:db"])
def done():
    return run_bash("true")


@flow(name="unmapped", log_prints=True)
def unmapped_flow():
    copied = copy.submit()
    greeted = greet.submit(wait_for=[copied])
    done_run = done.submit(wait_for=[greeted])
    return [done_run]
