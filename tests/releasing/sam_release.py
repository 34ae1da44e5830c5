"""A release as `make build` leaves it, and `make deploy` of it into a local AWS: by sam, with the settings of a stage.

The template is the shipped one, byte for byte, and so are functions and nested stacks; the core layer is built by its
own Makefile. The vendor layer is empty: its wheels are for Lambda's processor, which this machine does not have, and
so functions find libraries where the emulator runs.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from daybook_local.aws.clients import ACCESS_KEY, REGION, SECRET_KEY, LocalAws
from daybook_local.aws.deployment.deployment import Deployment, DeploymentError
from daybook_local.aws.deployment.template_file import read_template
from daybook_local.system.places import CHECKOUT
from releasing import deploy_stage

_STAGE = "dev"
_STACK = "daybook-dev"


@dataclass(frozen=True, slots=True)
class Release:
    """A folder as a checkout is after `make build`."""

    checkout: Path

    @classmethod
    def built(cls, folder: Path) -> "Release":
        """The release of this checkout, in a folder of its own that a test may edit."""
        build = folder / ".aws-sam" / "build"
        for part in ("functions", "infra/aws"):
            shutil.copytree(CHECKOUT / part, build / part, ignore=shutil.ignore_patterns("__pycache__"))
        for place in (folder, build):
            shutil.copy(CHECKOUT / "template.yaml", place)
        (build / "layers" / "vendor" / "python").mkdir(parents=True)
        (build / "layers" / "vendor" / "python" / "empty").touch()
        make = ["make", "--silent", "-C", str(CHECKOUT / "layers" / "core"), "build-CoreLayer"]
        make += [f"ARTIFACTS_DIR={build / 'layers' / 'core'}", f"PYTHON={sys.executable}"]
        subprocess.run(make, check=True)  # noqa: S603 - our own Makefile
        return cls(folder)

    def handler(self, function: str) -> Path:
        """The file of a function, as it will be packed."""
        return self.checkout / ".aws-sam" / "build" / "functions" / function / "handler.py"

    def deploy(self, aws: LocalAws, parameters: Mapping[str, str]) -> Deployment:
        """`make deploy STAGE=dev` of what was built; secrets are told when they are asked for.

        Raises:
            DeploymentError: it ended with another code than 0; the text ends with what it printed.
        """
        asked = deploy_stage.Parameters.of(read_template(self.checkout / "template.yaml"))
        has = deploy_stage.known_parameters(_STACK, lambda: aws.cloudformation)
        entered = [name for name in asked.needed if name not in has]
        command = [sys.executable, "-m", "releasing.deploy_stage", _STAGE, "--checkout", str(self.checkout)]
        for name, value in parameters.items():
            if name not in asked.secret:
                command += ["--set", f"{name}={value}"]
            elif name not in entered and name not in has:
                command += ["--set", name]
                entered.append(name)
        told = subprocess.run(  # noqa: S603 - our own command
            command,
            input="".join(f"{parameters[name]}\n" for name in entered),
            env=os.environ | _reached(aws),
            cwd=CHECKOUT / "tests",
            capture_output=True,
            text=True,
            check=False,
        )
        if told.returncode:
            raise DeploymentError(f"make deploy ended with {told.returncode}:\n{told.stdout}\n{told.stderr}")
        return deployed(aws)


def deployed(aws: LocalAws) -> Deployment:
    """The stack of the stage as it stands."""
    (stack,) = aws.cloudformation.describe_stacks(StackName=_STACK)["Stacks"]
    outputs = {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}
    pages = aws.cloudformation.get_paginator("list_stack_resources").paginate(StackName=_STACK)
    resources = {
        each["LogicalResourceId"]: each["PhysicalResourceId"]
        for page in pages
        for each in page["StackResourceSummaries"]
    }
    return Deployment(_STACK, outputs, resources)


def _reached(aws: LocalAws) -> dict[str, str]:
    """What an operator has in the environment, and where this AWS is."""
    return {
        "AWS_ENDPOINT_URL": aws.endpoint,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "SAM_CLI_TELEMETRY": "0",
        "NO_PROXY": "127.0.0.1",
    }
