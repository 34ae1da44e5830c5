"""Logs that it ran, after as many lines as it is asked for, as a record and as a metric; returns its event."""

import json
import time


def handle(event, _context):
    directive = {"Namespace": "Sample", "Dimensions": [["Shop"]], "Metrics": [{"Name": "Ticked", "Unit": "Count"}]}
    metrics = {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]}
    print("a line\n" * event.get("lines", 0), end="")  # noqa: T201
    print(json.dumps({"level": event.get("level", "INFO"), "event": event}))  # noqa: T201
    print(json.dumps({"_aws": metrics, "Shop": "shop-1", "Ticked": 1}))  # noqa: T201
    return event
