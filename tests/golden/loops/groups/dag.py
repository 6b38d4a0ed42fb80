# Groups of a loop in groups of a loop: the names of the runs come from both.
from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.utils.task_group import TaskGroup
from datetime import datetime

dag = DAG("g1", schedule_interval=None, start_date=datetime(2023, 1, 1))
create = BashOperator(task_id="create", bash_command="true", dag=dag)


def count(start):
    return BashOperator(task_id="count", bash_command="echo %d" % start, dag=dag)


for part in range(int(5)):
    with TaskGroup(group_id=f"part_{part}", dag=dag) as part_group:
        start_id = part * 4 + 1
        counted = count(start_id)
        for s in range(int(3)):
            with TaskGroup(group_id=f"slice_{part}_{s}", dag=dag) as slice_group:
                a = BashOperator(task_id="a", bash_command="true", dag=dag)
                b = BashOperator(task_id="b", bash_command="true", dag=dag)
                a >> b
            counted >> slice_group
    create >> part_group
