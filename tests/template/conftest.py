"""The templates as data, read once."""

from pathlib import Path

import pytest

from daybook_local.aws.deployment.template_file import read_template

ROOT = Path(__file__).parents[2]
NESTED = {"Storage": "storage.yaml", "Queues": "queues.yaml", "Alarms": "alarms.yaml", "Dashboards": "dashboard.yaml"}


@pytest.fixture(scope="session")
def root():
    return read_template(ROOT / "template.yaml")


@pytest.fixture(scope="session")
def nested():
    return {name: read_template(ROOT / "infra" / "aws" / file) for name, file in NESTED.items()}


@pytest.fixture(scope="session")
def every(root, nested):
    """Logical id and resource of all templates."""
    return [
        (logical_id, resource)
        for template in (root, *nested.values())
        for logical_id, resource in template["Resources"].items()
    ]


@pytest.fixture(scope="session")
def functions(root):
    """Properties of each function by logical id, Globals included."""
    shared = root["Globals"]["Function"]
    return {
        logical_id: shared | resource["Properties"]
        for logical_id, resource in root["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    }


@pytest.fixture(scope="session")
def statements(root):
    """Every statement of every role and policy, with the role's logical id."""
    found = []
    for logical_id, resource in root["Resources"].items():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::IAM::Role":
            documents = [policy["PolicyDocument"] for policy in properties.get("Policies", [])]
            found += [(logical_id, statement) for document in documents for statement in document["Statement"]]
        elif resource["Type"] == "AWS::IAM::Policy":
            roles, document = properties["Roles"], properties["PolicyDocument"]
            found += [(role["Ref"], statement) for role in roles for statement in document["Statement"]]
    return found


@pytest.fixture(scope="session")
def queues(nested):
    return nested["Queues"]
