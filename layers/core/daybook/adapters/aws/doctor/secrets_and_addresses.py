"""Checks of the app's own keys, and of the addresses that vendors must have of it."""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from botocore.exceptions import ClientError

from daybook.adapters.aws.app_secrets import AppSecrets
from daybook.adapters.aws.doctor.deployment import Deployment, code_of
from daybook.application.operating.findings import Finding, ok, wrong
from daybook.application.ports import Clock
from daybook.domain.words import noted

SECRETS = noted("secrets")
WEBHOOK_SECRET = noted("webhook secret")
ADDRESSES = noted("addresses")
_LEAST_OF_A_KEY = 32
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SET_IT = noted("deploy with the parameters, or: aws secretsmanager put-secret-value --secret-id {secret}")
_REGISTERED = (
    (noted("Intuit, Redirect URI: {url}"), "/connect/callback"),
    (noted("Intuit, Launch URL: {url}"), "/"),
    (noted("Intuit, Disconnect URL: {url}"), "/disconnected"),
    (noted("Intuit, Reconnect URL: {url}"), "/reconnect"),
    (noted("Intuit, Webhooks: {url}"), "/webhooks/quickbooks"),
    (noted("talech, launch address: {url}"), "/launch"),
)


class SecretChecks:
    """Reads the secrets once; what they hold is looked at and never told."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def keys(self, deployment: Deployment) -> Iterator[Finding]:
        """Both vendors' client keys and the key of the sessions are there and have their form."""
        secrets = AppSecrets(deployment.clients.secretsmanager, self._clock)
        bad = False
        for output in ("IntuitSecretId", "TalechSecretId", "SessionSecretId"):
            secret = deployment.outputs.get(output, "")
            why = _why_not(secrets, secret, is_key=output == "SessionSecretId")
            if why:
                bad = True
                yield wrong(SECRETS, why, _SET_IT, secret=secret or output)
        if not bad:
            yield ok(SECRETS, noted("the keys for Intuit, talech and the sessions are set and readable"))

    def webhook(self, deployment: Deployment) -> Iterator[Finding]:
        """The verifier of QuickBooks' notices is set."""
        secret = deployment.outputs.get("WebhookSecretId", "")
        secrets = AppSecrets(deployment.clients.secretsmanager, self._clock)
        step = noted("copy the verifier token from Intuit's portal and deploy with IntuitWebhookVerifier=…")
        try:
            verifier = secrets.verifier_token(secret)
        except ValueError:
            yield wrong(WEBHOOK_SECRET, noted("{secret} is no JSON with verifier_token"), step, secret=secret)
            return
        if verifier.strip():
            yield ok(WEBHOOK_SECRET, noted("the verifier of QuickBooks' notices is set"))
        else:
            yield wrong(WEBHOOK_SECRET, noted("it is empty: notices of QuickBooks are refused"), step)


def _why_not(secrets: AppSecrets, secret: str, *, is_key: bool) -> str:
    """Why a secret cannot be used; empty where it can. An error that may hold the text is not told."""
    if not secret:
        return noted("the stack has no output {secret}")
    try:
        if is_key:
            return "" if len(secrets.text(secret)) >= _LEAST_OF_A_KEY else noted("{secret} is too short for a key")
        keys = secrets.client_credentials(secret)
    except (json.JSONDecodeError, ValueError):
        return noted("{secret} is no JSON with client_id and client_secret")
    except ClientError as error:
        if code_of(error) != "ResourceNotFoundException":
            raise
        return noted("{secret} does not exist")
    return "" if keys.client_id and keys.client_secret else noted("{secret} has an empty client_id or client_secret")


def addresses(deployment: Deployment) -> Iterator[Finding]:
    """The addresses as vendors must have them, byte for byte: the operator compares them with the vendors' portals."""
    base = deployment.public_address
    parts = urlsplit(base)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        step = noted("deploy with an https address as PublicBaseUrl, or with DomainName")
        yield wrong(ADDRESSES, noted("{url} is not https: Intuit and talech refuse it"), step, url=base)
        return
    for told, path in _REGISTERED:
        yield ok(ADDRESSES, told, url=f"{base}{path}")
