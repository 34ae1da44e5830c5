"""What SES is asked for, and what becomes of its refusals."""

import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sesv2.models import sesv2_backends

from daybook.adapters.aws.mail import SesMailer
from daybook.domain.telling.mail import Mail, MailNotSentError

SENDER = "books@daybook.example"
ALERT = Mail("owner@example.com", "Daybook\N{NO-BREAK SPACE}: QuickBooks est déconnecté", "Texte", "<p>Texte</p>")
SUMMARY = Mail("owner@example.com", "Monday", "Text", "<p>Text</p>", "https://daybook.example/mail/unsubscribe?token=t")


class Recording:
    """The arguments of every call."""

    def __init__(self):
        self.requests = []

    def send_email(self, **request):
        self.requests.append(request)
        return {"MessageId": "1"}


@pytest.fixture
def ses(aws):
    aws.sesv2.create_email_identity(EmailIdentity=SENDER)
    return aws.sesv2


def test_a_mail_leaves_through_ses_with_daybooks_name(ses):
    SesMailer(ses, SENDER).send(ALERT)

    (sent,) = sesv2_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].core_backend.sent_messages
    assert (sent.source, sent.subject) == (f"Daybook <{SENDER}>", ALERT.subject)
    assert sent.destinations["ToAddresses"] == ["owner@example.com"]


def test_a_sender_that_is_not_verified_is_said_without_the_readers_address(aws):
    with pytest.raises(MailNotSentError, match="MessageRejected: see that MailFrom is verified") as refused:
        SesMailer(aws.sesv2, SENDER).send(ALERT)

    assert "owner@example.com" not in str(refused.value)


def test_only_a_summary_says_in_its_headers_how_to_end_it():
    ses = Recording()

    SesMailer(ses, SENDER).send(ALERT)
    SesMailer(ses, SENDER).send(SUMMARY)

    alert, summary = (request["Content"]["Simple"] for request in ses.requests)
    assert "Headers" not in alert
    assert summary["Headers"] == [
        {"Name": "List-Unsubscribe", "Value": f"<{SUMMARY.unsubscribe_url}>"},
        {"Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=One-Click"},
    ]


def test_a_mail_is_text_and_html_beside_each_other():
    ses = Recording()

    SesMailer(ses, SENDER).send(ALERT)

    body = ses.requests[0]["Content"]["Simple"]["Body"]
    assert (body["Text"]["Data"], body["Html"]["Data"]) == (ALERT.text, ALERT.html)


def test_what_becomes_of_a_mail_is_counted_by_ses_under_the_stack_where_that_is_set_up():
    ses = Recording()

    SesMailer(ses, SENDER, configuration_set="events", stack="daybook-staging").send(ALERT)
    SesMailer(ses, SENDER).send(ALERT)

    counted, plain = ses.requests
    assert counted["ConfigurationSetName"] == "events"
    assert counted["EmailTags"] == [{"Name": "stack", "Value": "daybook-staging"}]
    assert not {"ConfigurationSetName", "EmailTags"} & set(plain)
