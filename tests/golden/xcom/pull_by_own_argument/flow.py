# A task id that an argument of the task's own is in: the loops stay, each task reads its own source.

from prefect import flow, task

SHARDS = range(3)
KINDS = ["orders", "refunds"]


@task
def count(shard):
    return shard * 10


@task
def load(shard, rows, kind):
    print(kind, rows)
    return rows


@task
def total(results):
    return sum(results)


@flow(name="pull_by_own_argument", log_prints=True)
def pull_by_own_argument():
    all_counted = {}
    loaded = []
    for shard in SHARDS:
        counted = count.with_options(name=f"count_{shard}").submit(shard)
        all_counted[shard] = counted
        for kind in KINDS:
            loaded.append(
                load.with_options(name=f"load_{shard}_{kind}").submit(shard, counted, kind)
            )
    summed = total.submit([all_counted[0], all_counted[1], all_counted[2]])
    return [summed, *loaded]
