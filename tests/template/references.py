"""What an intrinsic function points at."""

import json


def output_of(value):
    """`Queues.LocationDayQueueArn` for a GetAtt of a nested stack's output."""
    stack, attribute = value["Fn::GetAtt"]
    return f"{stack}.{attribute.removeprefix('Outputs.')}"


def mentions(value, text):
    """Whether a text occurs anywhere in the value."""
    return text in json.dumps(value)


def as_list(value):
    return value if isinstance(value, list) else [value]
