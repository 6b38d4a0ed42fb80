import json

from prefect import flow, task

from run_bash import run_bash


def first_word(text):
    return text.split()[0]


@task
def rows():
    return json.loads(run_bash("cat rows.json"))


@task
def word():
    return first_word(run_bash("uname -a"))


@task
def twice():
    return (lambda text: (text, text.upper()))(run_bash("date"))


@flow(name="output_processor", log_prints=True)
def output_processor():
    rows_run = rows.submit()
    word_run = word.submit()
    twice_run = twice.submit()
    return [rows_run, word_run, twice_run]
