"""`make deploy STAGE=dev`: deploys what `make build` made. Secrets are asked for once, and stand on no command line.

sam reads parameters from a configuration file. This writes one that only its owner can read, for as long as sam runs.
CloudFormation keeps the value of every parameter that a later deployment does not name, secrets included.
"""

import argparse
import getpass
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from daybook_local.aws.deployment.template_file import read_template

ROOT = Path(__file__).parents[2]
SETTINGS = ROOT / "infra" / "samconfig.toml"
SAM = ROOT / ".venv-sam" / "bin" / "sam"
_NEXT = "see docs/deploying.md"


class DeploymentRefusedError(Exception):
    """The stage cannot be deployed like this; the text says why, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of `infra/samconfig.toml`: its stack, and the parameters that it gives."""

    name: str
    stack: str
    given: Mapping[str, str]

    @classmethod
    def of(cls, name: str, settings: Mapping[str, Any]) -> "Stage":
        """The stage of this name.

        Raises:
            DeploymentRefusedError: there is none.
        """
        stages = sorted(set(settings) - {"version", "default"})
        if name not in stages:
            raise DeploymentRefusedError(f"STAGE={name or '…'} is none of {', '.join(stages)}: {_NEXT}")
        stage = settings[name]
        given = stage["deploy"]["parameters"]["parameter_overrides"]
        return cls(name, stage["global"]["parameters"]["stack_name"], given)


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the template asks for: secrets, and which parameters have no value of their own."""

    every: frozenset[str]
    secret: frozenset[str]
    needed: tuple[str, ...]

    @classmethod
    def of(cls, template: Mapping[str, Any]) -> "Parameters":
        """The parameters of a template."""
        found: Mapping[str, Any] = template["Parameters"]
        secret = frozenset(name for name, told in found.items() if told.get("NoEcho"))
        return cls(frozenset(found), secret, tuple(name for name, told in found.items() if "Default" not in told))


def parameters_to_give(
    stage: Stage,
    parameters: Parameters,
    known: frozenset[str],
    changed: Sequence[str],
    ask: Callable[[str], str],
) -> dict[str, str]:
    """The parameters of a deployment: those of the stage, those that are `changed`, and secrets that AWS lacks.

    `known` are the parameters that the stack has; `changed` is `NAME=value`, or the name alone of a secret.

    Raises:
        DeploymentRefusedError: a name is not the template's, a secret came with its value, or one was left empty.
    """
    given, asked = dict(stage.given), [name for name in parameters.needed if name not in known]
    for change in changed:
        name, has_value, value = change.partition("=")
        if name not in parameters.every:
            raise DeploymentRefusedError(f"{name} is no parameter of template.yaml: {_NEXT}")
        if name in parameters.secret:
            if has_value:
                raise DeploymentRefusedError(f"{name} is a secret: write --set {name} alone; its value is asked for")
            asked.append(name)
        else:
            given[name] = value
    for name in dict.fromkeys(asked):
        given[name] = ask(name).strip()
        if not given[name]:
            raise DeploymentRefusedError(f"{name} is empty: enter it, or leave the deployment for later")
    return given


def release_of(checkout: Path, given: Mapping[str, str], parameters: Parameters) -> str:
    """A digest of what `make build` made and of what is given with it: another one, and the worker is published anew.

    No secret goes into it; functions read secrets at run time.
    """
    digest = hashlib.sha256()
    built = checkout / ".aws-sam" / "build"
    for file in sorted(each for each in built.rglob("*") if each.is_file()):
        digest.update(f"{file.relative_to(built).as_posix()}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    for name in sorted(given.keys() - parameters.secret):
        digest.update(f"{name}={given[name]}\0".encode())
    return digest.hexdigest()[:32]


def configuration(stage: Stage, settings: Mapping[str, Any], given: Mapping[str, str]) -> str:
    """The text of a configuration file for sam, with these parameters for the stage."""
    merged = {"stack_name": stage.stack, **settings["default"]["deploy"]["parameters"]}
    merged |= settings[stage.name]["deploy"]["parameters"]
    del merged["parameter_overrides"]
    lines = ["version = 0.1", f"[{stage.name}.deploy.parameters]"]
    lines += [f"{name} = {json.dumps(value)}" for name, value in merged.items()]
    lines += [f"[{stage.name}.deploy.parameters.parameter_overrides]"]
    lines += [f"{name} = {json.dumps(value)}" for name, value in given.items()]
    return "\n".join(lines) + "\n"


def known_parameters(stack: str, cloudformation: Callable[[], Any]) -> frozenset[str]:
    """The names of the parameters that a stack has; none of a stack that is not there yet.

    Raises:
        DeploymentRefusedError: AWS cannot be asked.
    """
    try:
        (found,) = cloudformation().describe_stacks(StackName=stack)["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return frozenset()
        raise DeploymentRefusedError(f"AWS refuses to tell of {stack}: {error}") from error
    except BotoCoreError as error:
        advice = "export AWS_REGION and credentials that may create the stack"
        raise DeploymentRefusedError(f"AWS cannot be asked: {error} ({advice}; {_NEXT})") from error
    return frozenset(each["ParameterKey"] for each in found.get("Parameters", ()))


def _asked_for(name: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(f"{name}: ")
    return sys.stdin.readline()


def _deployed(stage: Stage, settings: Mapping[str, Any], given: Mapping[str, str], checkout: Path = ROOT) -> int:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "samconfig.toml"
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as written:
            written.write(configuration(stage, settings, given))
        command = [str(SAM), "deploy", "--config-file", str(file), "--config-env", stage.name]
        return subprocess.run(command, cwd=checkout, check=False).returncode  # noqa: S603 - our own tool and file


def main() -> int:
    """Deploy; the exit code is sam's, 2 for a stage that cannot be deployed like this."""
    parser = argparse.ArgumentParser(prog="make deploy", description=__doc__)
    parser.add_argument("stage", nargs="?", default="")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=value", help="a secret: its name alone")
    parser.add_argument("--checkout", type=Path, default=ROOT, help="where `make build` was; this one if not named")
    chosen = parser.parse_args()
    settings = tomllib.loads(SETTINGS.read_text("utf-8"))
    try:
        stage = Stage.of(chosen.stage, settings)
        known = known_parameters(stage.stack, lambda: boto3.client("cloudformation"))
        parameters = Parameters.of(read_template(chosen.checkout / "template.yaml"))
        given = parameters_to_give(stage, parameters, known, chosen.set, _asked_for)
    except DeploymentRefusedError as refused:
        print(refused, file=sys.stderr)  # noqa: T201 - the command's answer
        return 2
    given["Release"] = release_of(chosen.checkout, given, parameters)
    return _deployed(stage, settings, given, chosen.checkout)


if __name__ == "__main__":
    sys.exit(main())
