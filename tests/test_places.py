import pathlib

import pytest

from translator.places import is_place, place_code, places_in, starts_with

MODULE = "/opt/airflow/dags/etl/load.py"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("/opt/airflow/dags/etl/run.sh", "/out/etl/run.sh"),
        ("/opt/airflow/dags/etl", "/out/etl"),
        ("/opt/airflow/dags/etl/../sql/a.sql", "/out/sql/a.sql"),
        ("/opt/airflow/dags/sql/a.sql", "/out/sql/a.sql"),
        ("/opt/airflow/dags", "/out"),
        ("bash /opt/airflow/dags/etl/run.sh a", "bash /out/etl/run.sh a"),
        ("/opt/airflow/dags/a:/opt/airflow/dags/b", "/out/a:/out/b"),
        ('cat "/opt/airflow/dags/a" {b}', 'cat "/out/a" {b}'),
    ],
)
def test_the_same_way_from_the_emitted_module(value, expected):
    names = {"__file__": "/out/etl/load.py", "Path": pathlib.PurePosixPath}
    assert is_place(value)
    assert eval(place_code(value, MODULE), names) == expected


@pytest.mark.parametrize("value", ["/opt/airflow2/dags", "/opt/airflow-logs", "/opt", 3, None])
def test_other_values_are_no_places(value):
    assert not is_place(value)


def test_paths_that_a_module_writes_itself():
    written = places_in('OUT = "/opt/airflow/dags/out/"  # not /opt/airflow2')
    assert written == ["/opt/airflow/dags/out/"]
    assert starts_with("/opt/airflow/dags/out/a.csv", written)
    assert not starts_with("/opt/airflow/dags/output", written)
    assert not starts_with("/opt/airflow/dags", written)
