import copy

from prefect import flow, task, unmapped


@task
def extract():
    return {"rows": [1, 2], "count": 2}


@task
def add(data, row):
    """Add a row."""
    data = copy.deepcopy(data)
    data["rows"].append(row)
    return data


@task
def report(data):
    return len(data["rows"])


@task(retries=1, retry_delay_seconds=300)
def drop_last(rows):
    rows = copy.deepcopy(rows)
    rows.pop()
    return rows


@task(retries=1, retry_delay_seconds=300)
def mark(rows):
    rows[0] = True
    return rows


@task
def tag(name, labels):
    labels = copy.deepcopy(labels)
    labels += [name]
    return labels


@task
def labels():
    return ["all"]


@flow(name="own_copies")
def own_copies():
    extracted = extract.submit()
    added = add.submit(extracted, 3)
    reported = report.submit(extracted)
    labels_run = labels.submit()
    dropped = drop_last.submit(labels_run)
    marked = mark.submit(dropped)
    more_run = labels.with_options(name="more").submit()
    tagged = tag.map(["a", "b"], labels=unmapped(more_run))
    return [added, reported, marked, *tagged]
