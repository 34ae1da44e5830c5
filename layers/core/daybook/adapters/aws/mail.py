"""Sends mails through SES (API v2): plain text and HTML, no attachments."""

from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from daybook.domain.errors import RetriableError
from daybook.domain.telling.mail import Mail, MailNotSentError

_SENDER_NAME = "Daybook"
_CHARSET = "UTF-8"


class SesClient(Protocol):
    """The only SES call in use, typed here to avoid a dependency on type stubs."""

    def send_email(self, **request: Any) -> dict[str, Any]:
        """SendEmail."""


class SesMailer:
    """`Mailer` on SES. `sender` is the verified address that the mails come from.

    SES counts bounces and complaints under `stack` where a configuration set is named.
    """

    def __init__(self, ses: SesClient, sender: str, *, configuration_set: str = "", stack: str = "") -> None:
        self._ses = ses
        self._sender = sender
        tags = [{"Name": "stack", "Value": stack}]
        named: dict[str, Any] = {"ConfigurationSetName": configuration_set, "EmailTags": tags}
        self._counted = named if configuration_set else {}

    def send(self, mail: Mail) -> None:
        """Send a mail; one with an unsubscribe link gets the headers of RFC 8058.

        Raises:
            MailNotSentError: SES refused it or could not be reached; the text has no address.
        """
        message: dict[str, Any] = {
            "Subject": _content(mail.subject),
            "Body": {"Text": _content(mail.text), "Html": _content(mail.html)},
        }
        if mail.unsubscribe_url:
            message["Headers"] = [
                {"Name": "List-Unsubscribe", "Value": f"<{mail.unsubscribe_url}>"},
                {"Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=One-Click"},
            ]
        try:
            self._ses.send_email(
                FromEmailAddress=f"{_SENDER_NAME} <{self._sender}>",
                Destination={"ToAddresses": [mail.to]},
                Content={"Simple": message},
                **self._counted,
            )
        except ClientError as refused:
            code = refused.response["Error"].get("Code", "")
            raise MailNotSentError(
                f"SES refused the mail with {code}: see that MailFrom is verified and may send in this region"
            ) from None
        except (BotoCoreError, RetriableError) as unreachable:
            raise MailNotSentError(f"SES could not take the mail: {type(unreachable).__name__}") from unreachable


def _content(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": _CHARSET}
