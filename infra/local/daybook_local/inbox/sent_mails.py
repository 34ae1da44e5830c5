"""Mails as the local AWS keeps them, and the sender that it accepts."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import boto3
import requests
from botocore.config import Config

from daybook_local.aws.clients import ACCESS_KEY, ACCOUNT, REGION, SECRET_KEY

MAIL_FROM = "books@daybook.example"
"""The sender of the local system: a domain that no mail ever reaches."""

_MESSAGES = "/_ministack/ses/messages"
_TIMEOUT_SECONDS = 10.0


class InboxError(RuntimeError):
    """The local AWS does not tell its mails."""


@dataclass(frozen=True, slots=True)
class SentMail:
    """One mail that left; `at` is UTC."""

    id: str
    at: datetime
    sender: str
    to: str
    subject: str
    text: str
    html: str


def allow_sender(aws_endpoint: str) -> None:
    """Verify the local system's sender, as an operator does once for theirs; twice is harmless."""
    client: Any = boto3.Session(ACCESS_KEY, SECRET_KEY, region_name=REGION).client(
        "sesv2", endpoint_url=aws_endpoint, config=Config(proxies={}, retries={"max_attempts": 0})
    )
    try:
        client.create_email_identity(EmailIdentity=MAIL_FROM)
    finally:
        client.close()


def sent_mails(aws_endpoint: str) -> list[SentMail]:
    """Every mail so far, newest first.

    Raises:
        InboxError: the local AWS does not answer.
    """
    try:
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(f"{aws_endpoint}{_MESSAGES}", params={"account": ACCOUNT}, timeout=_TIMEOUT_SECONDS)
            answer.raise_for_status()
            messages = answer.json()["messages"].get(ACCOUNT, [])
    except requests.RequestException as error:
        raise InboxError(f"the local AWS at {aws_endpoint} does not tell its mails: {type(error).__name__}") from error
    return [_mail(message) for message in reversed(messages)]


def _mail(message: dict[str, Any]) -> SentMail:
    return SentMail(
        id=message["MessageId"].partition("@")[0],
        at=datetime.fromtimestamp(message["Timestamp"], UTC),
        sender=message["Source"],
        to=", ".join(message["To"]),
        subject=message["Subject"],
        text=message.get("BodyText") or "",
        html=message.get("BodyHtml") or "",
    )
