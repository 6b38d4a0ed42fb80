"""How the tasks of a flow have ended."""

from __future__ import annotations

STATES = {"Completed": "S", "Skipped": "K", "Failed": "F", "NotReady": "U"}


def states_of(run):
    """Run a function that returns futures by name as a flow: how each of them ended."""
    from prefect import flow

    found = {}

    @flow
    def body():
        futures = run()
        for name, future in futures.items():
            future.wait()
            found[name] = STATES[future.state.name]
        return list(futures.values())

    body(return_state=True)
    return found
