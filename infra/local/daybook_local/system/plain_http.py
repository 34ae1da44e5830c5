"""Lets the deployed functions speak OAuth over http, because the simulators on loopback have no certificates.

`oauthlib` asks for https unless the environment says otherwise. The variable is set from outside, after the deployment,
so that neither the template nor the code knows of a local system.
"""

from daybook_local.aws.clients import LocalAws
from daybook_local.aws.deployment import Deployment

_VARIABLE = "OAUTHLIB_INSECURE_TRANSPORT"
_WHO_TALKS_TO_INTUIT = "INTUIT_DISCOVERY_URL"


def allow_plain_http(aws: LocalAws, deployment: Deployment) -> None:
    """Set the variable on every function that is told where Intuit is."""
    for output, name in deployment.outputs.items():
        if not output.endswith("FunctionName"):
            continue
        configuration = aws.functions.get_function_configuration(FunctionName=name)
        variables = configuration.get("Environment", {}).get("Variables", {})
        if _WHO_TALKS_TO_INTUIT in variables:
            aws.functions.update_function_configuration(
                FunctionName=name, Environment={"Variables": {**variables, _VARIABLE: "1"}}
            )
