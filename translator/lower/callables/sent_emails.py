"""`send_email(...)` in the user's code calls the emitted helper `smtp_mail`.

Airflow: `airflow.utils.email.send_email` sends through the server of `[smtp]` in airflow.cfg, with
the login of a Connection. Prefect: the helper sends the same message, with its settings out of the
environment of the flow, which have to be made (AP317).
They differ in: an `email_backend` of the team's own (SendGrid, SES), which the helper is not.
"""

from __future__ import annotations

import libcst as cst

from translator.lower.callables.rewrite import Rewrite
from translator.plan import Import
from translator.rules.data import EMAIL

MODULE = "smtp_mail"
SEND = Import(MODULE, "send_email")

FUNCTIONS = frozenset({"airflow.utils.email.send_email", "airflow.utils.email.send_email_smtp"})


def rewrite_send_email(state: Rewrite, node: cst.CSTNode, name: str) -> bool:
    """Call the helper instead of Airflow's function; whether `name` is that."""
    if name not in FUNCTIONS:
        return False
    state.support.add(MODULE)
    state.tree.replace_text(node, state.need(SEND.module, SEND.name))
    state.find(EMAIL, f"{state.function.name} sends through the environment's mail server")
    return True
