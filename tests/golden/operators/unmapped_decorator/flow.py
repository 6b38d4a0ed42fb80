# A function that runs in a container: whole, but it raises until a person gives it its environment.

from prefect import flow, task

IMAGE = "python:3.12"


@task
def pick(result, key):
    """One of the values that a task returned under a name."""
    return result.get(key)


@task
def rows():
    return [1, 2]


# AP208: No translation for this task decorator:
#   airflow.providers.docker.decorators.docker._DockerDecoratedOperator
@task
def train(rows, depth: int = 3):
    """Train a model."""
    # @task.docker(image=IMAGE, multiple_outputs=True)
    raise NotImplementedError(
        "AP208 No translation for this task decorator: airflow.providers.docker.decorators.docker._DockerDecoratedOperator"
    )
    # The library is in the image only.
    import model

    return {"score": model.fit(rows, depth), "depth": depth}


@task
def tell(score):
    print(score)


@flow(name="training", log_prints=True)
def training():
    rows_run = rows.submit()
    trained = train.submit(rows_run, depth=5)
    score = pick.submit(trained, "score")
    told = tell.submit(score)
    return [told]
