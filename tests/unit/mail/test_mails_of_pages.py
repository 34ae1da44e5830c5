"""A page that asks for a mail hears what became of it, and so does the operator."""

import json

import pytest
from botocore.stub import Stubber

from daybook.adapters.aws.clients import AwsClients
from daybook.bootstrap import mailing
from daybook.domain.telling.mail import Mail, MailNotSentError
from fakes.people.mailer import FakeMailer

MAIL = Mail("books@harbor.example", "Confirm", "Text", "<p>Text</p>")


@pytest.fixture
def mailer():
    return FakeMailer()


def counts(said):
    """The metrics that left as log lines."""
    lines = [json.loads(line) for line in said.out.splitlines() if '"_aws"' in line]
    return [{name: line[name] for name in ("MailSent", "MailFailed") if name in line} for line in lines]


def test_a_mail_that_left_is_counted(mailer, capsys):
    mailing.CountedMailer(mailer).send(MAIL)

    assert mailer.sent == [MAIL]
    assert counts(capsys.readouterr()) == [{"MailSent": [1.0]}]


def test_a_mail_that_did_not_leave_is_logged_counted_and_told_to_the_page(mailer, capsys, monkeypatch):
    logged = []
    recorder = type("Recorder", (), {"exception": staticmethod(logged.append)})
    monkeypatch.setattr(mailing, "logger", lambda: recorder)
    mailer.broken = True

    with pytest.raises(MailNotSentError):
        mailing.CountedMailer(mailer).send(MAIL)

    assert counts(capsys.readouterr()) == [{"MailFailed": [1.0]}]
    assert logged == ["mail not sent"]


def test_a_deployment_without_a_sender_has_nowhere_to_write(monkeypatch):
    monkeypatch.setenv("MAIL_FROM", "")

    assert mailing.mail_service() is None


def test_the_pages_write_as_the_sender_that_the_deployment_names_and_link_to_its_address(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "of-a-test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "of-a-test")
    monkeypatch.setenv("MAIL_FROM", "books@daybook.example")
    monkeypatch.setenv("PUBLIC_BASE_URL", "https://daybook.example")
    aws = AwsClients()
    monkeypatch.setattr(mailing, "AWS", aws)

    service = mailing.mail_service()
    with Stubber(aws.sesv2) as ses:
        ses.add_client_error("send_email", "MessageRejected")
        with pytest.raises(MailNotSentError, match="MessageRejected"):
            service.mailer.send(MAIL)

    assert service.public_url == "https://daybook.example"
