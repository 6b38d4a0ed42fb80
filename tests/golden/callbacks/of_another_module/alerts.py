"""Who is told what."""

import json
import logging

log = logging.getLogger(__name__)
CHANNEL = "#data"


def notify_failure(context):
    """Tell the channel which task failed."""
    ti = context["task_instance"]
    # The channel reads JSON.
    log.error(json.dumps({"channel": CHANNEL, "task": ti.task_id, "dag": ti.dag_id}))


def celebrate(context):
    log.info("%s is done: %s", context["dag"].dag_id, context["run_id"])
