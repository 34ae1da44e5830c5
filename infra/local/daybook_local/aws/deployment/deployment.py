"""Deploys the real template, nested stacks and all, on the emulator; a second deployment changes what changed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from daybook_local.aws.deployment.artifacts import ArtifactBucket, LayerSource, function_archive, layer_archive
from daybook_local.aws.deployment.omissions import supply_omissions
from daybook_local.aws.deployment.stack_failures import failures_of
from daybook_local.aws.deployment.template import (
    NESTED_STACK,
    LocalTemplate,
    localize,
    parameter_values,
)
from daybook_local.aws.deployment.template_file import Template, TemplateError, read_template

if TYPE_CHECKING:
    from pathlib import Path

    from daybook_local.aws.clients import LocalAws

Progress = Callable[[str], None]

_WITHIN_SECONDS = 120.0
_DEPLOYED = ("CREATE_COMPLETE", "UPDATE_COMPLETE")
# A stack in one of these states can only be deleted.
_DEAD = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED")


class DeploymentError(RuntimeError):
    """The template was not deployed. The message names the resource that failed and its reason."""


@dataclass(frozen=True)
class Deployment:
    """What stands after a deployment."""

    stack_name: str
    outputs: dict[str, str]
    resources: dict[str, str]
    """Logical id -> physical id; a resource of a nested stack is ``Storage.ConnectionTable``."""
    left_out: tuple[str, ...] = ()
    """Resources the local AWS does not have, each with the reason."""


@dataclass
class _Plan:
    """A stack ready to be deployed, with the stacks nested in it by logical id."""

    template: LocalTemplate
    nested: dict[str, _Plan] = field(default_factory=dict)

    def left_out(self, prefix: str = "") -> list[str]:
        mine = [prefix + reason for reason in self.template.left_out]
        return mine + [reason for name, plan in self.nested.items() for reason in plan.left_out(f"{prefix}{name}.")]


def deploy(
    aws: LocalAws,
    template: Path,
    *,
    stack_name: str = "daybook",
    parameters: Mapping[str, str] | None = None,
    layers: LayerSource = LayerSource.WORKING_TREE,
    progress: Progress = lambda _line: None,
) -> Deployment:
    """Create or update the stack and wait for it. For a ``sam build`` output name its template and AS_BUILT.

    Raises:
        DeploymentError: the template is wrong or a resource failed.
    """
    try:
        return _deploy(
            aws,
            template,
            stack_name=stack_name,
            parameters=parameters or {},
            layers=layers,
            progress=progress,
        )
    except TemplateError as error:
        raise DeploymentError(str(error)) from error


def _deploy(
    aws: LocalAws,
    path: Path,
    *,
    stack_name: str,
    parameters: Mapping[str, str],
    layers: LayerSource,
    progress: Progress,
) -> Deployment:
    bucket = ArtifactBucket(aws, stack_name)
    bucket.prepare()
    values = parameter_values(read_template(path), parameters, path)
    plan = _plan(path, values, bucket, layers)
    progress(f"{stack_name}: packed {path.name}")
    for reason in plan.left_out():
        progress(f"{stack_name}: left out {reason}")
    _apply(aws, stack_name, bucket.url(_upload(plan.template.body, bucket)), values, progress)
    resources = _supply(aws, plan, stack_name, values)
    stack = aws.cloudformation.describe_stacks(StackName=stack_name)["Stacks"][0]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    progress(f"{stack_name}: {len(resources)} resources stand")
    return Deployment(stack_name, outputs, resources, tuple(plan.left_out()))


def _plan(path: Path, parameters: Mapping[str, str], bucket: ArtifactBucket, layers: LayerSource) -> _Plan:
    """Upload code and nested templates; what is left refers to the bucket alone."""
    source = read_template(path)
    _pack(source, path.parent, bucket, layers)
    plan = _Plan(localize(source, parameters))
    for logical_id, properties in plan.template.resources_of(NESTED_STACK):
        location = properties.get("TemplateURL")
        if not isinstance(location, str):
            raise TemplateError(f"{logical_id} in {path}: TemplateURL must name a file")
        child_path = path.parent / location
        # Values of a child are known to CloudFormation alone; its defaults are enough for the SAM transform.
        defaults = {
            name: str(spec["Default"])
            for name, spec in read_template(child_path).get("Parameters", {}).items()
            if "Default" in spec
        }
        child = _plan(child_path, defaults, bucket, layers)
        plan.nested[logical_id] = child
        properties["TemplateURL"] = bucket.url(_upload(child.template.body, bucket))
    return plan


def _pack(template: Template, base: Path, bucket: ArtifactBucket, layers: LayerSource) -> None:
    """Replace folders of functions and layers by objects of the bucket."""
    for logical_id, resource in template["Resources"].items():
        properties = resource.get("Properties", {})
        for key, kind in (
            ("CodeUri", "AWS::Serverless::Function"),
            ("ContentUri", "AWS::Serverless::LayerVersion"),
        ):
            location = properties.get(key)
            if resource.get("Type") != kind or not isinstance(location, str):
                continue
            folder = base / location
            if not folder.is_dir():
                raise TemplateError(f"{logical_id}: {key} {location} is not a folder under {base}")
            content = function_archive(folder) if key == "CodeUri" else layer_archive(folder, layers)
            properties[key] = {"Bucket": bucket.name, "Key": bucket.put(content, ".zip")}


def _upload(body: Template, bucket: ArtifactBucket) -> str:
    return bucket.put(json.dumps(body, indent=1).encode(), ".json")


def _apply(aws: LocalAws, name: str, url: str, parameters: Mapping[str, str], progress: Progress) -> None:
    status = _status(aws, name)
    if status in _DEAD:
        aws.cloudformation.delete_stack(StackName=name)
        _wait(aws, name, progress)
        status = None
    request: dict[str, Any] = {
        "StackName": name,
        "TemplateURL": url,
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
        "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
    }
    try:
        if status is None:
            aws.cloudformation.create_stack(**request)
        else:
            aws.cloudformation.update_stack(**request)
    except ClientError as error:
        if "No updates" in str(error):
            progress(f"{name}: nothing changed")
            return
        raise DeploymentError(f"{name}: {error.response['Error']['Message']}") from error
    status = _wait(aws, name, progress)
    if status not in _DEPLOYED:
        raise DeploymentError(f"{name} is {status}. " + "; ".join(failures_of(aws, name)))


def _status(aws: LocalAws, name: str) -> str | None:
    """The stack's state, None where there is no such stack."""
    try:
        status: str = aws.cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"]
    except ClientError:
        return None
    return None if status == "DELETE_COMPLETE" else status


def _wait(aws: LocalAws, name: str, progress: Progress) -> str | None:
    deadline = time.monotonic() + _WITHIN_SECONDS
    told = ""
    while time.monotonic() < deadline:
        status = _status(aws, name)
        if status is None or not status.endswith("IN_PROGRESS"):
            progress(f"{name}: {status or 'DELETE_COMPLETE'}")
            return status
        if status != told:
            progress(f"{name}: {status}")
            told = status
        time.sleep(0.05)
    raise DeploymentError(f"{name} is still {told} after {_WITHIN_SECONDS:.0f} s")


def _supply(
    aws: LocalAws, plan: _Plan, stack_name: str, parameters: Mapping[str, str], prefix: str = ""
) -> dict[str, str]:
    """Set what the emulator dropped, stack by stack, and collect the physical ids."""
    pages = aws.cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack_name)
    ids = {
        summary["LogicalResourceId"]: summary["PhysicalResourceId"]
        for page in pages
        for summary in page["StackResourceSummaries"]
    }
    supply_omissions(aws, plan.template, ids, parameters)
    found = {prefix + name: physical_id for name, physical_id in ids.items()}
    for name, child in plan.nested.items():
        if name not in ids:  # its Condition is false
            continue
        child_parameters = {
            parameter["ParameterKey"]: parameter["ParameterValue"]
            for parameter in aws.cloudformation.describe_stacks(StackName=ids[name])["Stacks"][0]["Parameters"]
        }
        found |= _supply(aws, child, ids[name], child_parameters, f"{prefix}{name}.")
    return found
