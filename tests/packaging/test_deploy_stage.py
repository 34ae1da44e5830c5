"""`make deploy STAGE=…`: which parameters it gives, which secrets it asks for, and what it refuses."""

import re
import stat
import subprocess
import tomllib
from pathlib import Path

import pytest
from botocore.exceptions import ClientError, NoCredentialsError

from daybook_local.aws.deployment.template_file import read_template
from releasing import deploy_stage
from releasing.deploy_stage import (
    DeploymentRefusedError,
    Parameters,
    Stage,
    configuration,
    known_parameters,
    parameters_to_give,
    release_of,
)

SETTINGS = tomllib.loads(deploy_stage.SETTINGS.read_text("utf-8"))
TEMPLATE = read_template(deploy_stage.ROOT / "template.yaml")
PARAMETERS = Parameters.of(TEMPLATE)
CANARY = "Canary10Percent10Minutes"
SECRETS = ("IntuitClientId", "IntuitClientSecret", "TalechClientId", "TalechClientSecret")
DEV = Stage.of("dev", SETTINGS)


class Asked:
    """Answers every question, and remembers it."""

    def __init__(self, answer="entered"):
        self.names, self._answer = [], answer

    def __call__(self, name):
        self.names.append(name)
        return self._answer


class CloudFormation:
    """A stack with these parameters, or the error of asking for it."""

    def __init__(self, *names, error=None):
        self._names, self._error = names, error

    def __call__(self):
        return self

    def describe_stacks(self, **_):
        if self._error is not None:
            raise self._error
        return {"Stacks": [{"Parameters": [{"ParameterKey": name, "ParameterValue": "****"} for name in self._names]}]}


def refused(message):
    told = {"Error": {"Code": "ValidationError", "Message": message}}
    return CloudFormation(error=ClientError(told, "DescribeStacks"))


@pytest.mark.parametrize("name", ["dev", "staging", "production"])
def test_every_stage_has_a_stack_of_its_own_and_gives_parameters_of_the_template(name):
    stage = Stage.of(name, SETTINGS)

    assert stage.stack == {"dev": "daybook-dev", "staging": "daybook-staging", "production": "daybook"}[name]
    assert stage.given.keys() <= PARAMETERS.every - PARAMETERS.secret
    is_sandbox = "sandbox" in stage.given["IntuitApiBaseUrl"]
    assert is_sandbox is ("sandbox" in stage.given["IntuitDiscoveryUrl"]) is (name != "production")


def test_a_new_stack_asks_for_each_secret_once_and_a_later_deployment_for_none():
    first, later = Asked(), Asked()

    given = parameters_to_give(DEV, PARAMETERS, frozenset(), [], first)

    assert tuple(first.names) == PARAMETERS.needed == SECRETS
    assert given == dict(DEV.given) | dict.fromkeys(SECRETS, "entered")
    assert parameters_to_give(DEV, PARAMETERS, frozenset(SECRETS), [], later) == dict(DEV.given)
    assert later.names == []


def test_a_changed_secret_is_asked_for_and_any_other_parameter_is_taken_as_it_is():
    asked = Asked(" new \n")

    given = parameters_to_give(
        DEV, PARAMETERS, frozenset(SECRETS), ["IntuitWebhookVerifier", "AlarmEmail=ops@example.com"], asked
    )

    assert asked.names == ["IntuitWebhookVerifier"]
    assert (given["IntuitWebhookVerifier"], given["AlarmEmail"]) == ("new", "ops@example.com")


@pytest.mark.parametrize(
    ("changed", "answer", "words"),
    [
        (
            ["IntuitClientSecret=hush"],
            "entered",
            "write --set IntuitClientSecret alone",
        ),
        (["AlarmMail=a@b.example"], "entered", "AlarmMail is no parameter of template.yaml"),
        (["TalechClientSecret"], "\n", "TalechClientSecret is empty"),
    ],
)
def test_what_cannot_be_given_is_refused_and_a_secret_is_never_repeated(changed, answer, words):
    with pytest.raises(DeploymentRefusedError) as refusal:
        parameters_to_give(DEV, PARAMETERS, frozenset(SECRETS), changed, Asked(answer))

    assert words in str(refusal.value)
    assert "hush" not in str(refusal.value)


def test_a_stage_that_does_not_exist_is_answered_with_those_that_do():
    with pytest.raises(DeploymentRefusedError, match="STAGE=prod is none of dev, production, staging"):
        Stage.of("prod", SETTINGS)


def test_the_file_for_sam_has_the_stage_whole_and_every_character_of_a_secret():
    secret = 'a b"c\\d=e$(f)'

    told = tomllib.loads(configuration(DEV, SETTINGS, {"TalechClientSecret": secret}))["dev"]["deploy"]["parameters"]

    assert told.pop("parameter_overrides") == {"TalechClientSecret": secret}
    assert (told["stack_name"], told["confirm_changeset"], told["resolve_s3"]) == ("daybook-dev", False, True)
    assert told["capabilities"] == ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]


def test_what_a_stack_has_is_known_and_a_stack_that_is_not_there_has_nothing():
    assert known_parameters("daybook", CloudFormation(*SECRETS)) == frozenset(SECRETS)
    assert known_parameters("daybook", refused("Stack with id daybook does not exist")) == frozenset()


@pytest.mark.parametrize("cloudformation", [refused("not authorized"), CloudFormation(error=NoCredentialsError())])
def test_an_aws_that_cannot_be_asked_is_told_before_any_secret_is_asked_for(cloudformation):
    with pytest.raises(DeploymentRefusedError, match="AWS"):
        known_parameters("daybook", cloudformation)


@pytest.mark.parametrize(("name", "rollout"), [("dev", None), ("staging", CANARY), ("production", CANARY)])
def test_a_release_comes_to_the_workers_of_real_books_step_by_step(name, rollout):
    assert Stage.of(name, SETTINGS).given.get("WorkerRollout") == rollout


def test_another_artefact_or_another_setting_is_another_release_and_a_secret_tells_nothing(tmp_path):
    def release(**given):
        return release_of(tmp_path, given, PARAMETERS)

    layer = tmp_path / ".aws-sam" / "build" / "CoreLayer" / "python" / "daybook" / "cli.py"
    layer.parent.mkdir(parents=True)
    layer.write_text("print(1)")
    first = release(LogLevel="INFO")

    assert release(LogLevel="INFO", TalechClientSecret="hush") == first
    assert release(LogLevel="DEBUG") != first
    layer.write_text("print(2)")
    assert release(LogLevel="INFO") != first
    assert re.fullmatch(TEMPLATE["Parameters"]["Release"]["AllowedPattern"], first)


def test_sam_gets_secrets_in_a_file_of_its_owner_alone_and_the_file_is_gone_afterwards(monkeypatch):
    seen = {}

    def sam(command, **_):
        file = command[command.index("--config-file") + 1]
        seen.update(command=command, file=Path(file), text=Path(file).read_text("utf-8"))
        seen["mode"] = stat.S_IMODE(Path(file).stat().st_mode)
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(subprocess, "run", sam)

    code = deploy_stage._deployed(DEV, SETTINGS, {"TalechClientSecret": "hush"})

    assert (code, seen["mode"]) == (3, 0o600)
    assert seen["command"][1] == "deploy"
    assert seen["command"][-2:] == ["--config-env", "dev"]
    assert "hush" in seen["text"]
    assert "hush" not in " ".join(seen["command"])
    assert not seen["file"].exists()
