# Ids and keys that are computed: attributes, comprehensions, text methods, choices, local names.
from dataclasses import dataclass
from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator


@dataclass(frozen=True)
class Source:
    name: str
    label: str
    fields: tuple = ("rows", "bytes")


SOURCES = [Source("orders", "Shop Orders"), Source("users", "App Users", ("rows",))]
NAMES = "orders,users"
LAYERS = ["raw", "clean"]


def load(ti, name, fields):
    for position, field in enumerate(fields):
        ti.xcom_push(key=field, value=len(name) + position)
    ti.xcom_push(key=f"{name}_done", value=True)
    return f"{name}.csv"


def number(value):
    return value


def by_attribute(ti):
    found = {}
    for source in SOURCES:
        found[source.name] = ti.xcom_pull(task_ids=f"load_{source.label.lower().replace(' ', '_')}")
    return found


def by_percent(ti):
    return [ti.xcom_pull(task_ids="load_%s" % name) for name in ("shop_orders", "app_users")]


def by_part(ti):
    total = 0
    for name in NAMES.split(","):
        kind = "shop" if name == "orders" else "app"
        key = f"{name}_done"
        total += int(ti.xcom_pull(task_ids=f"load_{kind}_{name}", key=key))
    return total


def by_keys(ti):
    sizes = []
    for source in SOURCES:
        task_id = "load_" + source.label.lower().replace(" ", "_")
        for field in source.fields:
            sizes.append(ti.xcom_pull(task_ids=task_id, key=field))
    return sizes


def by_number(ti):
    first = [ti.xcom_pull(task_ids=f"number_{i:02d}") for i in range(4) if i % 2]
    rest = [ti.xcom_pull(task_ids=f"number_{at:02}") for at, _ in enumerate(LAYERS, start=1)]
    return first + rest


def by_letter(ti):
    return {one: ti.xcom_pull(task_ids=f"letter_{one}") for one in "ab"}


def by_pair(ti):
    out = []
    for letter, at in zip(["a", "b"], [3, 2]):
        out.append((ti.xcom_pull(task_ids=f"letter_{letter}"), ti.xcom_pull(task_ids=f"number_0{at}")))
    return out


def by_choice(ti):
    full = datetime.now().year > 2000
    task_id = "letter_a" if full else "letter_b"
    return ti.xcom_pull(task_ids=task_id)


def by_list(ti):
    ids = [f"{kind}_{one}" for kind in ("letter",) for one in "ab" if one != "c"]
    return ti.xcom_pull(task_ids=ids)


with DAG("xcom_ids_computed", start_date=datetime(2024, 1, 1), schedule=None, catchup=False) as dag:
    made = []
    for source in SOURCES:
        made.append(
            PythonOperator(
                task_id=f"load_{source.label.lower().replace(' ', '_')}",
                python_callable=load,
                op_kwargs={"name": source.name, "fields": list(source.fields)},
            )
        )
    for i in range(4):
        made.append(
            PythonOperator(task_id=f"number_{i:02d}", python_callable=number, op_args=[i])
        )
    for letter in "ab":
        made.append(
            PythonOperator(task_id=f"letter_{letter}", python_callable=number, op_args=[letter])
        )
    for read in (
        by_attribute, by_percent, by_part, by_keys, by_number, by_letter, by_pair, by_choice, by_list,
    ):
        made >> PythonOperator(task_id=read.__name__, python_callable=read)
