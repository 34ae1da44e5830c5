"""The template in an account that knows nothing yet: no address, no domain, no certificate."""

import pytest

from daybook_local.system.places import TEMPLATE
from local_stack import running_stack

pytestmark = pytest.mark.loopback

KEYS = {"IntuitClientId": "a", "IntuitClientSecret": "b", "TalechClientId": "c", "TalechClientSecret": "d"}
DOMAIN = {
    "DomainName": "books.shop.example",
    "CertificateArn": "arn:aws:acm:us-east-1:000000000000:certificate/0a1b",
}


@pytest.fixture
def stack_with(tmp_path):
    """Deploys the real template, reads what it gives, and takes it down."""

    def deployed(**parameters):
        with running_stack(tmp_path, TEMPLATE, parameters=KEYS | parameters) as stack:
            functions, outputs = stack.aws.functions, stack.outputs
            settings = {
                name: functions.get_function_configuration(FunctionName=outputs[f"{name}FunctionName"])["Environment"]
                for name in ("Connect", "PostLocationDay", "Watchdog")
            }
            domains = stack.aws.apigatewayv2.get_domain_names()["Items"]
            return outputs, {name: each["Variables"] for name, each in settings.items()}, domains

    return deployed


def test_it_asks_for_the_keys_alone_and_mails_then_link_to_the_apis_own_address(stack_with):
    outputs, settings, domains = stack_with()

    assert {each["PUBLIC_BASE_URL"] for each in settings.values()} == {""}
    assert {settings[name]["API_BASE_URL"] for name in ("PostLocationDay", "Watchdog")} == {outputs["ApiUrl"]}
    assert domains == []
    assert "DomainTarget" not in outputs


def test_a_domain_with_its_certificate_is_where_browsers_go_and_the_stack_tells_its_dns_target(stack_with):
    outputs, settings, (domain,) = stack_with(**DOMAIN)

    assert {each["PUBLIC_BASE_URL"] for each in settings.values()} == {"https://books.shop.example"}
    assert domain["DomainName"] == "books.shop.example"
    (configuration,) = domain["DomainNameConfigurations"]
    assert configuration["CertificateArn"] == DOMAIN["CertificateArn"]
    assert outputs["DomainTarget"]


def test_an_address_that_is_named_wins_over_the_domain(stack_with):
    _, settings, _ = stack_with(**DOMAIN, PublicBaseUrl="https://cdn.shop.example")

    assert {each["PUBLIC_BASE_URL"] for each in settings.values()} == {"https://cdn.shop.example"}
