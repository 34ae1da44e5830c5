"""The real template becomes something the emulator can run, and nothing gets lost on the way."""

import pytest

from daybook_local.aws.deployment.template import localize, parameter_values
from daybook_local.aws.deployment.template_file import TemplateError, read_template

API = """
Transform: AWS::Serverless-2016-10-31
Resources:
  HttpApi:
    Type: AWS::Serverless::HttpApi
    Properties:
      CorsConfiguration: {AllowOrigins: ["https://a.example"], AllowMethods: [GET]}
  PortalFunction:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: handler.handle
      CodeUri: {Bucket: b, Key: k}
      Events:
        Day: {Type: HttpApi, Properties: {ApiId: !Ref HttpApi, Method: GET, Path: "/days/{day}"}}
        Any: {Type: HttpApi, Properties: {ApiId: !Ref HttpApi, Method: ANY, Path: /sync}}
        Rest: {Type: HttpApi, Properties: {ApiId: !Ref HttpApi}}
"""

ALARMS = """
Resources:
  DeadLetterAlarm: {Type: "AWS::CloudWatch::Alarm", Properties: {Namespace: N, MetricName: M}}
  ShareAlarm: {Type: "AWS::CloudWatch::Alarm", Properties: {Metrics: [{Id: a, Expression: b / c}]}}
  AnyAlarm: {Type: "AWS::CloudWatch::CompositeAlarm", Properties: {AlarmRule: !Sub "ALARM(${DeadLetterAlarm})"}}
  Dashboard:
    Type: AWS::CloudWatch::Dashboard
    Properties: {DashboardBody: !Sub "${ShareAlarm.Arn}"}
Outputs:
  AnyAlarmName: {Value: !Ref AnyAlarm}
  ShareAlarmArn: {Value: !GetAtt ShareAlarm.Arn}
"""


@pytest.fixture
def read(tmp_path):
    def read(text):
        path = tmp_path / "template.yaml"
        path.write_text(text, "utf-8")
        return read_template(path)

    return read


def of_type(template, kind):
    return [properties for _, properties in template.resources_of(kind)]


def test_every_route_of_an_http_api_is_a_resource_of_its_own(read):
    """The emulator drops the OpenAPI body SAM makes; an API without routes would answer nothing."""
    local = localize(read(API), {})

    routes = of_type(local, "AWS::ApiGatewayV2::Route")
    integrations = of_type(local, "AWS::ApiGatewayV2::Integration")
    (api,) = of_type(local, "AWS::ApiGatewayV2::Api")
    assert {route["RouteKey"] for route in routes} == {"GET /days/{day}", "ANY /sync", "$default"}
    assert [one["IntegrationUri"] for one in integrations] == [{"Fn::GetAtt": ["PortalFunction", "Arn"]}]
    assert integrations[0]["PayloadFormatVersion"] == "2.0"
    assert "Body" not in api
    assert api["CorsConfiguration"]["AllowOrigins"] == ["https://a.example"]


def test_an_attribute_of_a_nested_stack_keeps_its_dots(read):
    template = read("Resources: {A: {Type: X, Properties: {Name: !GetAtt Storage.Outputs.TableName}}}")

    assert template["Resources"]["A"]["Properties"]["Name"] == {"Fn::GetAtt": ["Storage", "Outputs.TableName"]}


def test_a_policy_version_stays_the_text_that_iam_wants(read):
    template = read("Resources: {A: {Type: X, Properties: {Version: 2012-10-17}}}")

    assert template["Resources"]["A"]["Properties"]["Version"] == "2012-10-17"


def test_resources_that_only_watch_are_left_out_by_name_with_the_outputs_that_show_them(read):
    local = localize(read(ALARMS), {})

    assert local.left_out == ["AnyAlarm (AWS::CloudWatch::CompositeAlarm)", "ShareAlarm (metric math)"]
    assert set(local.body["Resources"]) == {"DeadLetterAlarm", "ShareAlarm", "Dashboard"}
    assert set(local.body["Outputs"]) == {"ShareAlarmArn"}


def test_a_resource_that_needs_one_left_out_is_an_error_and_not_a_surprise(read):
    needs = ALARMS.replace('!Sub "${ShareAlarm.Arn}"', '!Sub "${AnyAlarm.Arn}"')

    with pytest.raises(TemplateError, match="Dashboard refers to a resource that the local AWS leaves out: AnyAlarm"):
        localize(read(needs), {})


def test_a_function_that_a_release_reaches_by_an_alias_is_called_itself_and_said_to_be(read):
    by_alias = "      AutoPublishAlias: live\n      DeploymentPreference: {Type: AllAtOnce}\n      Events:"

    local = localize(read(API.replace("      Events:", by_alias, 1)), {})

    assert of_type(local, "AWS::Lambda::Alias") == of_type(local, "AWS::CodeDeploy::DeploymentGroup") == []
    assert local.left_out == ["PortalFunction (alias)", "PortalFunction (canary)"]


def test_what_the_sam_translator_refuses_names_the_resource(read):
    wrong = API.replace("CodeUri: {Bucket: b, Key: k}", "CodeUrl: {Bucket: b, Key: k}")

    with pytest.raises(TemplateError, match="PortalFunction"):
        localize(read(wrong), {})


def test_parameters_take_their_defaults_and_refuse_what_is_missing(read, tmp_path):
    template = read("Parameters: {A: {Type: String, Default: 5}, B: {Type: String}}\nResources: {R: {Type: X}}")

    assert parameter_values(template, {"B": "b"}, tmp_path) == {"A": "5", "B": "b"}
    with pytest.raises(TemplateError, match="needs a value for B"):
        parameter_values(template, {}, tmp_path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(TemplateError, match=r"storage\.yaml cannot be read: No such file"):
        read_template(tmp_path / "storage.yaml")
