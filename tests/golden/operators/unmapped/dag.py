from airflow.providers.amazon.aws.operators.s3 import S3CopyObjectOperator
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, BaseOperator


class GreetOperator(BaseOperator):
    def __init__(self, name, **kwargs):
        super().__init__(**kwargs)
        self.name = name

    def execute(self, context):
        print(self.name)


with DAG("unmapped", schedule=None):
    # The archive is read by finance.
    copy = S3CopyObjectOperator(
        task_id="copy",
        source_bucket_key="s3://a/b",
        dest_bucket_key="s3://c/d",
    )
    greet = GreetOperator(task_id="greet", name="Ada")
    done = BashOperator(
        task_id="done", bash_command="true", pool="db", priority_weight=5, no_such_argument=1
    )
    copy >> greet >> done
