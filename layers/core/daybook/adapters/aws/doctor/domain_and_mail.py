"""Checks of the public domain with its certificate, and of the mails' sender."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from daybook.adapters.aws.doctor.deployment import Deployment, code_of
from daybook.application.operating.findings import Finding, ok, wrong
from daybook.application.ports import Clock
from daybook.domain.words import noted

DOMAIN = noted("domain")
MAILS = noted("mails")
# ACM renews a certificate 60 days before its end, unless its DNS record is gone.
_RENEWED_BEFORE = timedelta(days=30)
_ABSENT = "NotFoundException"


class DomainChecks:
    """Compares a certificate's end with the clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def domain(self, deployment: Deployment) -> Iterator[Finding]:
        """The custom domain answers, and its certificate is issued and does not end soon."""
        name = deployment.parameters.get("DomainName", "")
        if not name:
            yield ok(DOMAIN, noted("none of your own: {url} is used"), url=deployment.public_address)
            return
        again = noted("deploy again with DomainName and CertificateArn")
        try:
            found = deployment.clients.of_operators("apigatewayv2").get_domain_name(DomainName=name)
        except ClientError as error:
            if code_of(error) != _ABSENT:
                raise
            yield wrong(DOMAIN, noted("API Gateway has no domain {name}"), again, name=name)
            return
        status = found["DomainNameConfigurations"][0].get("DomainNameStatus", "")
        if status != "AVAILABLE":
            yield wrong(DOMAIN, noted("{name} is {status}"), noted("wait, then see ACM"), name=name, status=status)
            return
        yield self._certificate(name, deployment)

    def _certificate(self, name: str, deployment: Deployment) -> Finding:
        arn = deployment.parameters.get("CertificateArn", "")
        certificate = deployment.clients.of_operators("acm").describe_certificate(CertificateArn=arn)["Certificate"]
        status, ends = certificate["Status"], certificate.get("NotAfter")
        validate = noted("ACM, {arn}: set the DNS record with which it is validated")
        if status != "ISSUED":
            return wrong(DOMAIN, noted("the certificate of {name} is {status}"), validate, **_of(name, arn, status))
        if isinstance(ends, datetime) and ends - self._clock.now() < _RENEWED_BEFORE:
            told = noted("the certificate of {name} ends on {status} and is not renewed")
            return wrong(DOMAIN, told, validate, **_of(name, arn, f"{ends:%Y-%m-%d}"))
        target = deployment.outputs.get("DomainTarget", "")
        found = noted("{name} is there, its certificate is issued; its DNS record leads to {target}")
        return ok(DOMAIN, found, name=name, target=target)


def _of(name: str, arn: str, status: str) -> dict[str, str]:
    return {"name": name, "arn": arn, "status": status}


def mails(deployment: Deployment) -> Iterator[Finding]:
    """SES is out of its sandbox, may send, and has verified the sender or its domain."""
    sender = deployment.parameters.get("MailFrom", "")
    if not sender:
        yield ok(MAILS, noted("none are sent: MailFrom is empty"))
        return
    ses = deployment.clients.sesv2
    account = ses.get_account()
    if not account.get("ProductionAccessEnabled"):
        step = noted("SES console, *Account dashboard*: request production access")
        yield wrong(MAILS, noted("SES is in its sandbox: only verified readers get mails"), step)
    if not account.get("SendingEnabled", True):
        step = noted("SES console: see why the account was paused")
        yield wrong(MAILS, noted("SES sends nothing for this account"), step)
    domain = sender.partition("@")[2]
    if not any(_is_verified(ses, identity) for identity in (sender, domain)):
        step = noted("SES console, *Identities*: verify {sender} or {domain} in this region")
        yield wrong(MAILS, noted("the sender {sender} is not verified"), step, sender=sender, domain=domain)
    elif account.get("ProductionAccessEnabled") and account.get("SendingEnabled", True):
        yield ok(MAILS, noted("SES is out of its sandbox, and {sender} is verified"), sender=sender)


def _is_verified(ses: Any, identity: str) -> bool:
    try:
        found = ses.get_email_identity(EmailIdentity=identity)
    except ClientError as error:
        if code_of(error) != _ABSENT:
            raise
        return False
    return bool(found.get("VerifiedForSendingStatus"))
