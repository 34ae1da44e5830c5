"""Names follow the house rules, settings exist on both sides, and nothing secret shows."""

import json
import re
from pathlib import Path

import pytest

from daybook.bootstrap import environment
from daybook.bootstrap.observing import observability as observed
from template.references import mentions, output_of

ROOT = Path(__file__).parents[2]
SETTINGS = {value for name, value in vars(environment).items() if name.isupper()}
READ_BY_LIBRARIES = {
    "POWERTOOLS_SERVICE_NAME",
    "POWERTOOLS_METRICS_NAMESPACE",
    "LOG_LEVEL",
    "PYDANTIC_DISABLE_PLUGINS",
}
PHYSICAL_NAMES = {
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::CloudWatch::Dashboard": "DashboardName",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::IAM::Role": "RoleName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::Scheduler::ScheduleGroup": "Name",
    "AWS::SecretsManager::Secret": "Name",
    "AWS::Serverless::Function": "FunctionName",
    "AWS::Serverless::HttpApi": "Name",
    "AWS::Serverless::LayerVersion": "LayerName",
}


def test_nothing_has_a_physical_name_so_that_the_stack_deploys_twice_in_one_account(every):
    named = [
        logical_id
        for logical_id, resource in every
        if PHYSICAL_NAMES.get(resource["Type"]) in resource.get("Properties", {})
    ]

    assert named == []


def test_every_metric_and_alarm_is_one_of_its_stack(root, nested):
    """Two stacks in one account would count into one figure, and ring for each other."""
    stack = {"Ref": "AWS::StackName"}
    own = [
        alarm["Properties"]
        for alarm in nested["Alarms"]["Resources"].values()
        if alarm["Type"] == "AWS::CloudWatch::Alarm" and alarm["Properties"].get("Namespace") == "Daybook"
    ]

    assert root["Globals"]["Function"]["Environment"]["Variables"]["POWERTOOLS_SERVICE_NAME"] == stack
    assert root["Resources"]["Alarms"]["Properties"]["Parameters"]["ServiceName"] == stack
    assert [alarm["Dimensions"] for alarm in own] == [[{"Name": "service", "Value": {"Ref": "ServiceName"}}]] * len(own)
    assert own


def test_a_function_counts_under_the_name_of_its_stack(monkeypatch, capsys):
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "daybook-staging")
    metrics = observed.metrics.__wrapped__()
    metrics.add_metric("LocationDayDue", "Count", 1)

    metrics.flush_metrics()

    assert json.loads(capsys.readouterr().out)["service"] == "daybook-staging"


def test_functions_run_on_what_their_layers_are_built_for(root):
    runtime = root["Globals"]["Function"]["Runtime"]
    layers = [root["Resources"][name] for name in ("VendorLayer", "CoreLayer")]

    assert [layer["Metadata"]["BuildMethod"] for layer in layers] == ["makefile", "makefile"]
    assert [layer["Properties"]["CompatibleRuntimes"] for layer in layers] == [[runtime], [runtime]]
    for layer in layers:
        steps = (ROOT / layer["Properties"]["ContentUri"] / "Makefile").read_text("utf-8")
        assert f"PYTHON ?= {runtime}\n" in steps


def test_one_folder_is_one_function_is_one_logical_id(functions):
    folders = sorted(path.parent.name for path in (ROOT / "functions").glob("*/handler.py"))
    expected = {f"{''.join(part.title() for part in folder.split('_'))}Function": folder for folder in folders}

    assert {
        name: properties["CodeUri"].removeprefix("functions/") for name, properties in functions.items()
    } == expected


def test_a_function_holds_its_handler_and_no_other_python():
    extra = [path for path in (ROOT / "functions").rglob("*.py") if path.name != "handler.py"]

    assert extra == []


@pytest.mark.parametrize("path", sorted((ROOT / "functions").glob("*/handler.py")), ids=lambda path: path.parent.name)
def test_a_handler_is_at_most_sixty_lines(path):
    assert len(path.read_text("utf-8").splitlines()) <= 60


def test_every_variable_of_a_function_is_a_setting_that_code_knows(functions, root):
    shared = set(root["Globals"]["Function"]["Environment"]["Variables"])
    given = {
        variable for properties in functions.values() for variable in properties["Environment"]["Variables"]
    } - shared

    assert shared == READ_BY_LIBRARIES | {"AUDIT_RETENTION_DAYS"}
    assert given == SETTINGS - shared


def test_a_variable_has_the_same_source_in_every_function(functions):
    sources = {}
    for properties in functions.values():
        for variable, value in properties["Environment"]["Variables"].items():
            assert sources.setdefault(variable, value) == value, variable


def test_no_secret_travels_through_an_environment(functions, root):
    secret = {name for name, parameter in root["Parameters"].items() if parameter.get("NoEcho")}
    shown = [name for name in secret for properties in functions.values() if mentions(properties["Environment"], name)]

    assert secret == {
        "IntuitClientId",
        "IntuitClientSecret",
        "IntuitWebhookVerifier",
        "TalechClientId",
        "TalechClientSecret",
    }
    assert shown == []


def test_no_secret_has_a_default_that_a_deployment_could_forget_to_replace(root):
    assert [n for n, p in root["Parameters"].items() if p.get("NoEcho") and p.get("Default")] == []


@pytest.mark.parametrize("name", ["PublicBaseUrl", "TalechBaseUrl", "IntuitApiBaseUrl", "IntuitDiscoveryUrl"])
def test_an_address_is_of_https_but_for_the_loopback(root, name):
    allowed = root["Parameters"][name]["AllowedPattern"]

    assert re.search(allowed, "https://books.example.com")
    assert re.search(allowed, "http://127.0.0.1:8080")
    for plain in ("http://books.example.com", "http://127.0.0.1.example.com"):
        assert not re.search(allowed, plain)


def test_the_verifier_token_alone_may_be_left_out_because_without_it_every_notice_is_refused(root):
    """Intuit shows it only once the address of a deployed stack is entered there."""
    left_out = [n for n, p in root["Parameters"].items() if p.get("NoEcho") and "Default" in p]

    assert left_out == ["IntuitWebhookVerifier"]


def test_the_access_log_holds_neither_query_nor_headers(root):
    """They carry OAuth codes, launch tokens and session cookies."""
    log_format = root["Resources"]["HttpApi"]["Properties"]["AccessLogSettings"]["Format"]

    assert not any(word in log_format for word in ("$context.path", "query", "header", "cookie", "$input"))


def test_addresses_of_visitors_go_sooner_than_other_log_lines(root):
    """The access log alone has them, so it has days of its own."""
    groups = {n: r["Properties"] for n, r in root["Resources"].items() if r["Type"] == "AWS::Logs::LogGroup"}
    days = {name: group["RetentionInDays"]["Ref"] for name, group in groups.items()}
    defaults = {name: root["Parameters"][name]["Default"] for name in set(days.values())}

    assert days.pop("HttpApiLogGroup") == "AccessLogRetentionDays"
    assert set(days.values()) == {"LogRetentionDays"}
    assert defaults == {"AccessLogRetentionDays": 14, "LogRetentionDays": 90}


def test_a_domain_without_a_certificate_is_refused_before_anything_is_made(root):
    (rule,) = root["Rules"].values()

    assert rule["RuleCondition"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "DomainName"}, ""]}]}
    assert [each["Assert"] for each in rule["Assertions"]] == [
        {"Fn::Not": [{"Fn::Equals": [{"Ref": "CertificateArn"}, ""]}]}
    ]


def test_the_keys_at_the_vendors_are_all_that_a_first_deployment_must_know(root):
    needed = {name for name, parameter in root["Parameters"].items() if "Default" not in parameter}

    assert needed == {"IntuitClientId", "IntuitClientSecret", "TalechClientId", "TalechClientSecret"}


def test_no_function_that_the_api_is_made_of_asks_for_the_apis_address(functions):
    """The two would wait for each other."""
    parts = {name for name, f in functions.items() if any(e["Type"] == "HttpApi" for e in f.get("Events", {}).values())}

    assert parts == {"ConnectFunction", "PortalFunction", "WebhooksFunction"}
    assert [name for name in parts if "${HttpApi}" in str(functions[name]["Environment"])] == []


def test_an_output_of_a_nested_stack_exists_there(root, nested):
    for name, output in root["Outputs"].items():
        value = output["Value"]
        if "Fn::GetAtt" in value and value["Fn::GetAtt"][0] in nested:
            stack, _, key = output_of(value).partition(".")
            assert key in nested[stack]["Outputs"], name


def test_a_nested_stack_receives_every_value_it_asks_for(root, nested):
    for name, template in nested.items():
        needed = {key for key, spec in template.get("Parameters", {}).items() if "Default" not in spec}
        given = set(root["Resources"][name]["Properties"].get("Parameters", {}))
        assert needed <= given, name
        assert given <= set(template.get("Parameters", {})), name
