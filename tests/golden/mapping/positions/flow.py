import itertools

from prefect import flow, task


@task
def add(left, right=10):
    return left + right


@task
def read(second, numbered_and_rows):
    return second, numbered_and_rows


@task
def rows():
    return [[1], [2, 3]]


@task(task_run_name="load {name}")
def numbered(name, map_index):
    return f"{map_index}: {name}"


@task(name="each.inside")
def inside(name, map_index):
    return f"{name} {map_index}"


@flow(name="positions")
def positions():
    made = rows.submit()
    done = [
        numbered.submit(map_index=map_index, name=name) for map_index, name in enumerate(["a", "b"])
    ]
    inside_run = []
    for map_index_2, name_2 in enumerate(["c", "d"]):
        inside_run.append(inside.submit(name_2, map_index_2))
    each_way_run = [
        add.with_options(name="each_way").submit(*op_args, **op_kwargs)
        for op_args, op_kwargs in itertools.product([[1], [2]], [{"right": 3}, {"right": 4}])
    ]
    read_run = read.submit(done[1], [*done, made])
    made.wait()
    added_run = (
        [add.with_options(name="added").submit(*op_args_2) for op_args_2 in made.result()]
        if made.state.is_completed()
        else []
    )
    return [*done, *inside_run, made, *added_run, *each_way_run, read_run]
