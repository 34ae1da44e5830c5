"""The simulator's switches, and the day of its worked example that they are turned for."""

from simulators.talech.shop import QUEEN

PAYMENTS = "ext/v0/payments"
WINDOW = {"from": "2026-03-06T09:00:00Z", "to": "2026-03-07T09:00:00Z"}
DAY_D = {"location": QUEEN, "date": "2026-03-06"}


def switch(caller, fault, **more):
    return caller.control("POST", "faults", [{"fault": fault, **more}])


def truth(caller):
    rows = caller.control("GET", "truth?from=2026-03-06&to=2026-03-06")["rows"]
    return {row["role"]: row["minor"] for row in rows}
