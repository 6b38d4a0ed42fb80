import sys
from datetime import datetime

from airflow.sdk import DAG, task


def check(rows):
    if not rows:
        sys.exit(2)


with DAG("exits", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def load(code):
        if code == 1:
            sys.exit("nothing to load")
        if code == 2:
            raise SystemExit(code)
        try:
            sys.exit(code)
        except SystemExit:
            print("caught")
        try:
            sys.exit(0)
        except Exception as error:
            print(error)
        exit()

    @task
    def checked():
        check([])

    load(1) >> checked()
