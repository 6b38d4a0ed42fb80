# Only a PokeReturnValue brings an XCom; its value may be false.
from datetime import datetime

from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG, PokeReturnValue


def ok():
    return "done"


with DAG("sensor_python_values", schedule=None, start_date=datetime(2024, 1, 1)):
    plain = PythonSensor(task_id="plain", python_callable=lambda: "truthy", poke_interval=0.1)
    zero = PythonSensor(
        task_id="zero", python_callable=lambda: PokeReturnValue(True, 0), poke_interval=0.1
    )
    nothing = PythonSensor(
        task_id="nothing", python_callable=lambda: PokeReturnValue(is_done=True), poke_interval=0.1
    )
