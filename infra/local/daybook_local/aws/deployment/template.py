"""Reads the real template and turns it into plain CloudFormation that the emulator can run.

The SAM transform runs here with AWS's own translator. What the emulator would lose silently is rewritten
(HTTP API routes) or left out by name (observation that nothing at run time depends on).
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from boto3.session import Session
from samtranslator.model.exceptions import ExceptionWithMessage, InvalidDocumentException
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.utils.py27hash_fix import to_py27_compatible_template, undo_mark_unicode_str_in_template

from daybook_local.aws.clients import REGION
from daybook_local.aws.deployment.template_file import Template, TemplateError
from daybook_local.aws.gateway.http_api import expand_http_apis

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SAM_TRANSFORM = "AWS::Serverless-2016-10-31"
NESTED_STACK = "AWS::CloudFormation::Stack"
# Resources that only watch; the emulator refuses their types.
_ONLY_WATCHING = frozenset(
    {
        "AWS::ApplicationInsights::Application",
        "AWS::CloudWatch::AnomalyDetector",
        "AWS::CloudWatch::CompositeAlarm",
        "AWS::Logs::QueryDefinition",
        "AWS::ResourceGroups::Group",
    }
)
# A version keeps code and settings of the moment in which it was published; a developer changes both as it runs.
_OF_ALIASES = ("AutoPublishAlias", "AutoPublishCodeSha256", "VersionDeletionPolicy")


@dataclass
class LocalTemplate:
    """One stack in plain CloudFormation, and the resources that were left out of it, each with its reason."""

    body: Template
    left_out: list[str] = field(default_factory=list)

    def resources_of(self, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Logical id and properties of every resource of a type."""
        for logical_id, resource in self.body["Resources"].items():
            if resource["Type"] == kind:
                yield logical_id, resource.get("Properties", {})


def parameter_values(template: Template, given: Mapping[str, str], path: Path) -> dict[str, str]:
    """The value of every parameter: the one given, else its default.

    Raises:
        TemplateError: a value is missing, or is given for a parameter that the template does not have.
    """
    declared = template.get("Parameters", {})
    if unknown := sorted(set(given) - set(declared)):
        raise TemplateError(f"{path} has no parameter {', '.join(unknown)}; it has {', '.join(declared)}")
    if missing := [n for n, spec in declared.items() if n not in given and "Default" not in spec]:
        raise TemplateError(f"{path} needs a value for {', '.join(missing)}")
    return {name: given.get(name, str(spec.get("Default"))) for name, spec in declared.items()}


def localize(template: Template, parameters: Mapping[str, str]) -> LocalTemplate:
    """Plain CloudFormation for the emulator. ``template`` stays as it is.

    Raises:
        TemplateError: the SAM translator refuses it, or something needs a resource that is left out.
    """
    body = copy.deepcopy(template)
    without_aliases = _leave_out(_OF_ALIASES, body, "alias") + leave_out_canaries(body)
    if body.get("Transform") == SAM_TRANSFORM:
        body = translated(body, parameters)
    return LocalTemplate(body, [*without_aliases, *carry(body)])


def leave_out_canaries(body: Template) -> list[str]:
    """Let a function of a SAM template take a release at once: the emulator has no CodeDeploy. Each with the reason."""
    return _leave_out(("DeploymentPreference",), body, "canary")


def _leave_out(properties: tuple[str, ...], body: Template, reason: str) -> list[str]:
    found = []
    for name, resource in body["Resources"].items():
        given = resource.get("Properties", {})
        if [given.pop(each) for each in properties if each in given]:
            found.append(f"{name} ({reason})")
    return found


def carry(body: Template) -> list[str]:
    """Rewrite plain CloudFormation so that the emulator can run it; what it has to leave out, each with the reason.

    Raises:
        TemplateError: something needs a resource that is left out.
    """
    expand_http_apis(body)
    return _leave_out_watchers(body)


def translated(template: Template, parameters: Mapping[str, str]) -> Template:
    """Plain CloudFormation by the SAM transform, as AWS makes it of a packaged template.

    Raises:
        TemplateError: the SAM translator refuses it.
    """
    values = dict(parameters)
    # The translator derives some logical ids from hashes that it keeps stable with these two calls.
    to_py27_compatible_template(template, values)
    translator = Translator(None, Parser(), boto_session=Session(region_name=REGION))
    try:
        translated = translator.translate(template, values, get_managed_policy_map=dict)
    except InvalidDocumentException as error:
        raise TemplateError("; ".join(cause.message for cause in error.causes)) from error
    except ExceptionWithMessage as error:
        raise TemplateError(error.message) from error
    finally:
        translator.metrics.publish()  # to nowhere; it warns of what is not published
    plain: Template = undo_mark_unicode_str_in_template(translated)
    return plain


def _leave_out_watchers(body: Template) -> list[str]:
    resources = body["Resources"]
    gone = [name for name, resource in resources.items() if resource["Type"] in _ONLY_WATCHING]
    reasons = [f"{name} ({resources.pop(name)['Type']})" for name in gone]
    for name, resource in resources.items():
        if resource["Type"] == "AWS::CloudWatch::Alarm" and resource.get("Properties", {}).get("Metrics"):
            _silence(name, resource["Properties"])
            reasons.append(f"{name} (metric math)")
    outputs = body.get("Outputs", {})
    for key in [key for key, output in outputs.items() if _mentions(output, gone)]:
        del outputs[key]
    for name, resource in resources.items():
        if _mentions(resource, gone):
            raise TemplateError(f"{name} refers to a resource that the local AWS leaves out: {', '.join(gone)}")
    return reasons


def _silence(name: str, alarm: dict[str, Any]) -> None:
    """Keep the alarm for those who refer to it, on a metric that no function writes: it stays in INSUFFICIENT_DATA."""
    del alarm["Metrics"]
    alarm |= {"Namespace": "LeftOut", "MetricName": name, "Statistic": "Sum", "Period": 60}


def _mentions(value: Any, names: list[str]) -> bool:
    """Whether an intrinsic function or DependsOn somewhere in ``value`` names one of ``names``."""
    if isinstance(value, dict):
        return any(_refers(key, inner, names) or _mentions(inner, names) for key, inner in value.items())
    return isinstance(value, list) and any(_mentions(inner, names) for inner in value)


def _refers(function: str, argument: Any, names: list[str]) -> bool:
    first = argument[0] if isinstance(argument, list) and argument else argument
    match function:
        case "Ref":
            return argument in names
        case "DependsOn":
            return any(name in names for name in (argument if isinstance(argument, list) else [argument]))
        case "Fn::GetAtt":
            return str(first).split(".")[0] in names
        case "Fn::Sub":
            return any(f"${{{name}}}" in str(first) or f"${{{name}." in str(first) for name in names)
    return False
