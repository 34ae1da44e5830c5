"""What `docs/deploying.md` tells an operator to type, typed in its order on the local system after its deployment.

Not here: `make build` and `make deploy` (`test_two_deployments.py`), `daybook` (`watching/test_runbook_commands.py`).
"""

import json
import shutil
import subprocess
from urllib.parse import urlsplit

import boto3
import pytest
import requests
from botocore.config import Config

from daybook.bootstrap.command_line.operating import STACK_VARIABLE
from daybook_local.aws.clients import ACCESS_KEY, REGION, SECRET_KEY
from daybook_local.system.vendors.vendor_apps import INTUIT_CLIENT_ID
from guides.deploying_page import CONSENT, asked_by, shown, typed

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("clocked-bar")]

ROLE = "daybook-operators"


@pytest.fixture(scope="module")
def system(clocked_system):
    return clocked_system[0]


@pytest.fixture(scope="module")
def client(system):
    """`client("iam")`: a client of the local AWS."""
    session = boto3.Session(ACCESS_KEY, SECRET_KEY, region_name=REGION)
    options = {"endpoint_url": system.aws.endpoint, "config": Config(proxies={}, retries={"max_attempts": 0})}
    return lambda service: session.client(service, **options)


@pytest.fixture
def known(system, client):
    """What stands for the page's stack and policy here; its role of operators is made, and goes afterwards."""
    policy, iam = system.deployment.outputs["OperatorPolicyArn"], client("iam")
    iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": []}))
    yield {"daybook-dev": system.daybook.exports[STACK_VARIABLE], "arn:aws:iam::123456789012:policy/…": policy}
    iam.detach_role_policy(RoleName=ROLE, PolicyArn=policy)
    iam.delete_role(RoleName=ROLE)


def test_commands_of_aws_show_what_the_page_says(system, client, known):
    said = {}
    for line in [line for line in typed() if line.startswith("aws ")]:
        service, method, asked, query = asked_by(line, known)
        said[line] = shown(getattr(client(service), method)(**asked), query)

    status, address, _ = said.values()
    assert status == "CREATE_COMPLETE"
    assert address == system.deployment.outputs["ApiUrl"]
    attached = client("iam").list_attached_role_policies(RoleName=ROLE)["AttachedPolicies"]
    assert [each["PolicyArn"] for each in attached] == [system.deployment.outputs["OperatorPolicyArn"]]


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on PATH")
def test_addresses_answer_as_the_page_says(system):
    lines = [line for line in typed() if line.startswith("curl ")]

    said = [
        subprocess.run(  # noqa: S602 - as the page says it
            f"no_proxy='*' {line.replace('ADDRESS', system.public_url)}",
            shell=True,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for line in lines
    ]

    assert said == ["200"] * 2


def test_intuits_page_asks_for_a_company_where_the_redirect_address_is_registered_and_objects_where_it_is_not(system):
    (line,) = [line for line in typed() if line.startswith(CONSENT)]
    intuit = urlsplit(system.quickbooks.url)._replace(path="/connect/oauth2").geturl()
    address = line.replace(CONSENT, intuit).replace("CLIENT_ID", INTUIT_CLIENT_ID)

    registered = requests.get(address.replace("ADDRESS", system.public_url), timeout=20)
    another = requests.get(address.replace("ADDRESS", f"{system.public_url}/"), timeout=20)

    assert (registered.status_code, another.status_code) == (200, 400)
    assert "Choose a company" in registered.text
    assert "redirect" in another.text.lower()
