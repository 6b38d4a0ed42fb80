from prefect import flow, task


@task
def hello():
    print("hello")


@flow(name="greet", log_prints=True)
def greet():
    """Greets the world."""
    hello_run = hello.submit()
    return [hello_run]


if __name__ == "__main__":
    greet()
