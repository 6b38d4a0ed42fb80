from datetime import datetime

from airflow.decorators import dag, task


@dag(schedule=None, start_date=datetime(2024, 1, 1))
def greet():
    """Greets the world."""

    @task
    def hello():
        print("hello")

    hello()


greet_dag = greet()

if __name__ == "__main__":
    greet_dag.test()
