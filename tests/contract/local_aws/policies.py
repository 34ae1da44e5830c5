"""Policies for the tests of roles, and whether a call was refused for want of a right."""

import json

from botocore.exceptions import ClientError

DENIED = {"AccessDenied", "AccessDeniedException"}


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def allow(actions, resources, condition=None):
    return {"Effect": "Allow", "Action": actions, "Resource": resources, "Condition": condition or {}}


def refused(call, **request):
    """Whether the caller lacks the right; any other fault is the test's own."""
    try:
        call(**request)
    except ClientError as error:
        if error.response["Error"]["Code"] not in DENIED:
            raise
        return True
    return False
