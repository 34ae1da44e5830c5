"""How a release comes to the worker: by an alias, one day in ten at first, and back if functions raise errors."""

import copy
import re
from datetime import timedelta

import pytest

from daybook_local.aws.deployment.template import translated

CANARY = "Canary10Percent10Minutes"
WORKER = "PostLocationDayFunction"
MINUTES = re.compile(r"(\d+)Minutes")
ALIAS = {"Ref": f"{WORKER}Aliaslive"}


@pytest.fixture
def deployed(root):
    """What the SAM transform makes of the packaged template with these parameters."""

    def plain(**given):
        template = copy.deepcopy(root)
        for name, resource in template["Resources"].items():
            for key in {"CodeUri", "ContentUri"} & resource.get("Properties", {}).keys():
                resource["Properties"][key] = {"Bucket": "packed", "Key": name}
        values = {name: str(spec.get("Default", "given")) for name, spec in template["Parameters"].items()}
        return translated(template, values | given)["Resources"]

    return plain


def of_type(resources, kind):
    return {name: each for name, each in resources.items() if each["Type"] == kind}


def versions(resources):
    return set(of_type(resources, "AWS::Lambda::Version"))


def test_only_the_function_that_changes_books_has_an_alias_and_each_of_its_queues_calls_that(deployed):
    resources = deployed()
    mappings = of_type(resources, "AWS::Lambda::EventSourceMapping").items()

    assert set(of_type(resources, "AWS::Lambda::Alias")) == {ALIAS["Ref"]}
    called = {name: each["Properties"]["FunctionName"] for name, each in mappings}
    assert [called[f"{WORKER}{lane}"] for lane in ("Daily", "Backfill", "Reread")] == [ALIAS] * 3
    assert len([name for name, function in called.items() if function == ALIAS]) == 3


def test_another_digest_publishes_the_worker_anew_and_the_same_one_does_not(deployed):
    """SAM itself overlooks the layers, in which all code is, and every setting: the digest alone tells."""
    first = deployed(Release="a1")

    assert len(versions(first)) == 1
    assert versions(deployed(Release="a1", LogLevel="DEBUG")) == versions(first)
    assert versions(deployed(Release="b2")) != versions(first)
    assert first[WORKER]["Properties"]["Description"].endswith("a1")


def test_a_canary_ends_at_the_alarm_of_function_errors_and_a_release_at_once_asks_no_alarm(deployed, root, nested):
    group = deployed(WorkerRollout=CANARY)[f"{WORKER}DeploymentGroup"]["Properties"]
    condition, asked, not_asked = group["AlarmConfiguration"]["Fn::If"]

    assert group["DeploymentConfigName"]["Fn::Sub"][1] == {"ConfigName": CANARY}
    assert "DEPLOYMENT_STOP_ON_ALARM" in group["AutoRollbackConfiguration"]["Events"]
    assert root["Conditions"][condition] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "WorkerRollout"}, "AllAtOnce"]}]}
    ((alarm,), enabled) = asked["Alarms"], asked["Enabled"]
    assert enabled
    output = alarm["Name"]["Fn::GetAtt"][1].removeprefix("Outputs.")
    assert nested["Alarms"]["Outputs"][output]["Value"] == {"Ref": "FunctionErrorsAlarm"}
    assert not not_asked.get("Alarms")


def test_a_canary_outlasts_a_worker_that_hangs_and_the_alarm_that_hears_of_it(root, nested):
    (minutes,) = MINUTES.findall(" ".join(root["Parameters"]["WorkerRollout"]["AllowedValues"]))
    timeout = root["Resources"][WORKER]["Properties"]["Timeout"]
    alarm = nested["Alarms"]["Resources"]["FunctionErrorsAlarm"]["Properties"]
    (period,) = {each["MetricStat"]["Period"] for each in alarm["Metrics"] if "MetricStat" in each}

    assert timedelta(minutes=int(minutes)) >= timedelta(seconds=timeout + period * alarm["EvaluationPeriods"])
