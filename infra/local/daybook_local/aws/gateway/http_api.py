"""Routes of an HTTP API, written out one by one.

SAM describes them in an OpenAPI document inside ``AWS::ApiGatewayV2::Api``; the emulator drops it without a word and
the API answers nothing. The same routes as Integration and Route resources work.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

API = "AWS::ApiGatewayV2::Api"
_ANY = "x-amazon-apigateway-any-method"
_VERBS = frozenset({"get", "put", "post", "delete", "patch", "head", "options", _ANY})
_FUNCTION_IN_URI = re.compile(r"functions/\$\{(?P<name>\w+)(?:\.(?P<attribute>Arn))?\}/invocations")


def expand_http_apis(template: dict[str, Any]) -> None:
    """Replace the OpenAPI body of every HTTP API in a plain CloudFormation template by its routes."""
    resources = template["Resources"]
    apis = [
        name for name, resource in resources.items() if resource["Type"] == API and "Body" in resource["Properties"]
    ]
    for name in apis:
        resources.update(_expand(name, resources[name]["Properties"]))


def _expand(api: str, properties: dict[str, Any]) -> dict[str, Any]:
    body = properties.pop("Body")
    properties.pop("FailOnWarnings", None)
    properties.setdefault("Name", api)
    properties["ProtocolType"] = "HTTP"
    cors = properties.get("CorsConfiguration") or body.get("x-amazon-apigateway-cors")
    if isinstance(cors, dict):
        properties["CorsConfiguration"] = {key[0].upper() + key[1:]: value for key, value in cors.items()}
    else:
        properties.pop("CorsConfiguration", None)
    made: dict[str, Any] = {}
    for path, operations in body.get("paths", {}).items():
        for verb in sorted(_VERBS & set(operations)):
            integration = operations[verb].get("x-amazon-apigateway-integration")
            if integration:
                integration_id = _add_integration(made, api, integration)
                _add_route(made, api, _route_key(verb, path), integration_id)
    return made


def _route_key(verb: str, path: str) -> str:
    if path.strip("/") == "$default":
        return "$default"
    return f"{'ANY' if verb == _ANY else verb.upper()} {path}"


def _add_integration(made: dict[str, Any], api: str, integration: dict[str, Any]) -> str:
    target = _target(integration["uri"])
    logical_id = f"{api}Integration{_digest(json.dumps(target, sort_keys=True))}"
    made[logical_id] = {
        "Type": "AWS::ApiGatewayV2::Integration",
        "Properties": {
            "ApiId": {"Ref": api},
            "IntegrationType": "AWS_PROXY",
            "IntegrationMethod": "POST",
            "IntegrationUri": target,
            "PayloadFormatVersion": integration.get("payloadFormatVersion", "2.0"),
        },
    }
    return logical_id


def _add_route(made: dict[str, Any], api: str, route_key: str, integration_id: str) -> None:
    made[f"{api}Route{_digest(route_key)}"] = {
        "Type": "AWS::ApiGatewayV2::Route",
        "Properties": {
            "ApiId": {"Ref": api},
            "RouteKey": route_key,
            "Target": {"Fn::Join": ["/", ["integrations", {"Ref": integration_id}]]},
        },
    }


def _target(uri: Any) -> Any:
    """The function behind an integration URI; an alias, or a URI of another form, as it is."""
    text = uri.get("Fn::Sub", "") if isinstance(uri, dict) else uri
    found = _FUNCTION_IN_URI.search(text) if isinstance(text, str) else None
    if found is None:
        return uri
    return {"Fn::GetAtt": [found["name"], "Arn"]} if found["attribute"] else {"Ref": found["name"]}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
