"""The alarms and the dashboard of the template, as a stack deploys them."""

from pathlib import Path

import pytest

from daybook_local.aws.deployment.template_file import read_template
from daybook_local.watching.alarms import alarms_of

AWS = Path(__file__).parents[3] / "infra" / "aws"


def deployed(file):
    """A nested template and its parameters: each has its own name as its value."""
    template = read_template(AWS / file)
    return template, {name: str(spec.get("Default", name)) for name, spec in template["Parameters"].items()}


@pytest.fixture(scope="session")
def alarms():
    return {alarm.name: alarm for alarm in alarms_of(*deployed("alarms.yaml"))}
