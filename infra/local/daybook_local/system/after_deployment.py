"""What the deployed stack needs on this machine beyond its template: two settings, made by public AWS calls.

Neither the template nor the code knows of a local system, so both are set from outside, after the deployment.
"""

from daybook_local.aws.clients import LocalAws
from daybook_local.aws.deployment.deployment import Deployment

_PLAIN_HTTP = "OAUTHLIB_INSECURE_TRANSPORT"
_WHO_TALKS_TO_INTUIT = "INTUIT_DISCOVERY_URL"


def settle_in(aws: LocalAws, deployment: Deployment) -> None:
    """Make every function of the stack work on loopback."""
    for output, function in deployment.outputs.items():
        if output.endswith("FunctionName"):
            _allow_plain_http(aws, function)
            _count_workers(aws, function)


def _allow_plain_http(aws: LocalAws, function: str) -> None:
    """oauthlib asks for https unless the environment says otherwise; a simulator on loopback has no certificate."""
    configuration = aws.functions.get_function_configuration(FunctionName=function)
    variables = configuration.get("Environment", {}).get("Variables", {})
    if _WHO_TALKS_TO_INTUIT in variables:
        aws.functions.update_function_configuration(
            FunctionName=function, Environment={"Variables": {**variables, _PLAIN_HTTP: "1"}}
        )


def _count_workers(aws: LocalAws, function: str) -> None:
    """A limit that comes from a template parameter stays text in the emulator, and its poller cannot compare texts."""
    for mapping in aws.functions.list_event_source_mappings(FunctionName=function)["EventSourceMappings"]:
        limit = mapping.get("ScalingConfig", {}).get("MaximumConcurrency")
        if limit is not None and "UUID" in mapping:
            aws.functions.update_event_source_mapping(
                UUID=mapping["UUID"], ScalingConfig={"MaximumConcurrency": int(limit)}
            )
