import glob
import json
import os
from pathlib import Path

from prefect import Flow, flow, task


def read(path):
    with open(path) as file:
        return json.load(file)


@task
def load(schema, table):
    print(schema, table)


def build_flow(dag_id: str, value: str) -> Flow:
    @flow(name=dag_id, log_prints=True)
    def load_flow():
        loaded = []
        for path in sorted(glob.glob(os.path.join(str(Path(__file__).parent / value), "*.json"))):
            loaded.append(
                load.with_options(name=f'{read(path)["schema"]}_{read(path)["table"]}').submit(
                    read(path)["schema"], read(path)["table"]
                )
            )
        return loaded

    return load_flow


load_sales = build_flow("load_sales", "tables/sales")
load_stock = build_flow("load_stock", "tables/stock")
