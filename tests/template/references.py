"""What an intrinsic function points at."""

import json
from itertools import chain


def output_of(value):
    """`Queues.LocationDayQueueArn` for a GetAtt of a nested stack's output."""
    stack, attribute = value["Fn::GetAtt"]
    return f"{stack}.{attribute.removeprefix('Outputs.')}"


def mentions(value, text):
    """Whether a text occurs anywhere in the value."""
    return text in json.dumps(value)


def as_list(value):
    return value if isinstance(value, list) else [value]


def role_of(function):
    """The logical id of a function's role."""
    return function.replace("Function", "Role")


def statements_of(statements, role, *, about="", action=""):
    """The statements of a role: those about a resource that mentions a text, and those that grant an action."""
    own = (statement for owner, statement in statements if owner == role)
    return [s for s in own if mentions(s["Resource"], about) and (not action or action in as_list(s["Action"]))]


def actions_of(statements):
    """Every action that the statements grant."""
    return set(chain.from_iterable(as_list(statement["Action"]) for statement in statements))


def outputs_in(statements, text=""):
    """The outputs of nested stacks among the resources of statements, as `output_of`; those that mention a text."""
    resources = (resource for statement in statements for resource in as_list(statement["Resource"]))
    return {output_of(resource) for resource in resources if mentions(resource, text)}
