"""The policy that an operator is given: what `daybook doctor` asks for is in it, and nothing that the stack has not."""

import json
import re

import pytest

from daybook.adapters.aws.doctor.deployment import Deployment
from daybook.adapters.aws.doctor.rights import _needed

OPERATOR = "arn:aws:sts::123456789012:assumed-role/Operator/jane"
# These calls name no resource of a stack.
OF_THE_ACCOUNT = "LookAtTheDeployment"


@pytest.fixture(scope="session")
def statements(root):
    return root["Resources"]["OperatorPolicy"]["Properties"]["PolicyDocument"]["Statement"]


def part_of(resource):
    """What of the stack a resource is: an output without its kind, or a resource's own name."""
    last = re.findall(r"\w+", json.dumps(resource).replace("Outputs.", ""))
    names = [word for word in last if word not in {"Fn", "GetAtt", "Ref", "Sub", "Arn", "Id"}]
    return re.sub(r"(Arn|Url|Name|Id)$", "", names[-1]) if names else "*"


def test_what_the_doctor_asks_about_is_given_for_the_same_part_of_the_stack(root, statements):
    """Otherwise an operator who has the policy would read that rights are missing."""
    outputs = {name: f"arn:aws:kms:here:1:{name}" for name in root["Outputs"]}
    stack = Deployment(clients=None, stack="daybook", status="CREATE_COMPLETE", outputs=outputs, parameters={})
    asked = {
        (action, part_of(resource.rpartition(":")[2].rstrip("/*")))
        for actions, resources in _needed(stack, OPERATOR, "123456789012").items()
        for action in actions
        for resource in resources
    }
    given = {
        (action, part_of(resource))
        for statement in statements
        for action in statement["Action"]
        for resource in (statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]])
    }

    assert {pair for pair in asked if pair not in given and (pair[0], "*") not in given} == set()


def test_an_operator_takes_letters_and_no_message_of_a_lane(statements):
    """A message that an operator takes is one that no worker has."""
    taking = [s for s in statements if "sqs:ReceiveMessage" in s["Action"]]
    queues = [resource["Fn::GetAtt"][1] for statement in taking for resource in statement["Resource"]]

    assert len(queues) == 6
    assert [name for name in queues if "DeadLetterQueue" not in name] == []


def test_only_looks_name_no_resource(statements):
    wide = [s for s in statements if s["Resource"] == "*"]

    assert [s["Sid"] for s in wide] == [OF_THE_ACCOUNT]
    reads = ("List", "Get", "GET", "Describe", "Simulate")
    assert all(action.partition(":")[2].startswith(reads) for action in wide[0]["Action"])


def test_the_stack_tells_the_policy_by_its_address(root):
    assert root["Outputs"]["OperatorPolicyArn"]["Value"] == {"Ref": "OperatorPolicy"}


def test_an_operator_cannot_sign_in_as_a_merchant(statements):
    """The key of the sessions signs their cookies."""
    assert "SessionSecret" not in json.dumps(statements)
