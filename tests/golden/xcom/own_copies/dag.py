from datetime import datetime

from airflow.sdk import DAG, task

with DAG("own_copies", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def extract():
        return {"rows": [1, 2], "count": 2}

    @task
    def add(data, row):
        """Add a row."""
        data["rows"].append(row)
        return data

    @task
    def report(data):
        return len(data["rows"])

    @task(retries=1)
    def drop_last(rows):
        rows.pop()
        return rows

    @task(retries=1)
    def mark(rows):
        rows[0] = True
        return rows

    @task
    def tag(name, labels):
        labels += [name]
        return labels

    @task
    def labels():
        return ["all"]

    extracted = extract()
    add(extracted, 3)
    report(extracted)
    mark(drop_last(labels()))
    tag.partial(labels=labels.override(task_id="more")()).expand(name=["a", "b"])
