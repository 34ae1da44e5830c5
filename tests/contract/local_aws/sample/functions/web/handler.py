"""Answers what it was asked, and fails where it is told to."""

import json
import os

from sample_core import shout


def handle(event, _context):
    if event["rawPath"] == "/fail":
        raise RuntimeError("a secret that no browser may see")
    body = {"greeting": shout(os.environ["GREETING"]), "environment": sorted(os.environ), "event": event}
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json"},
        "cookies": ["a=1; Path=/; HttpOnly", "b=2; Path=/"],
        "body": json.dumps(body),
    }
