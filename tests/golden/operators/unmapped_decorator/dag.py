# A function that runs in a container: whole, but it raises until a person gives it its environment.
import pendulum
from airflow.decorators import dag, task

IMAGE = "python:3.12"


@dag(schedule=None, start_date=pendulum.datetime(2024, 1, 1))
def training():
    @task
    def rows():
        return [1, 2]

    @task.docker(image=IMAGE, multiple_outputs=True)
    def train(rows, depth: int = 3):
        """Train a model."""
        # The library is in the image only.
        import model

        return {"score": model.fit(rows, depth), "depth": depth}

    @task
    def tell(score):
        print(score)

    tell(train(rows(), depth=5)["score"])


training()
