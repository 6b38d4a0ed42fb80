from prefect import flow, task


@task
def use(params):
    return [params["x"], params["y"]]


@flow(name="of_a_task")
def of_a_task(x: str = "dag", y: str = "dag"):
    params = {"x": x, "y": y}
    own_run = use.with_options(name="own").submit(params | {"x": "task"})
    typed_run = use.with_options(name="typed").submit(params | {"x": "t"})
    shared_run = use.with_options(name="shared").submit(params)
    return [own_run, typed_run, shared_run]
