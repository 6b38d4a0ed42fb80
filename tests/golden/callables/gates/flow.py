"""run_if and skip_if are conditions at the top of the task."""

from prefect import flow, task
from prefect.context import FlowRunContext
from prefect.runtime import flow_run
from prefect.states import Completed


@task
def rebuild(params):
    """Build everything anew."""
    if not params["full"]:
        return Completed(name="Skipped", message="only in full runs")
    print("rebuilding")


@task
def publish(run_id):
    if run_id.startswith("test"):
        return Completed(
            name="Skipped", message="skip_if: lambda context: context['run_id'].startswith('test')"
        )
    print("publishing")


@flow(name="gates", log_prints=True)
def gates(full: bool = False):
    run_type = "scheduled" if FlowRunContext.get().flow_run.auto_scheduled else "manual"
    run_id = f"{run_type}__{flow_run.scheduled_start_time.isoformat()}"
    params = {"full": full}
    rebuilt = rebuild(params, return_state=True)
    taken = []
    if rebuilt.name != "Skipped":
        taken.append(publish.submit(run_id, wait_for=[rebuilt]))
    return [rebuilt, *taken]
