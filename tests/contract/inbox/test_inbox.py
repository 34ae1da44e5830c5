"""What Daybook's own adapter sends through SES is what the inbox shows."""

import re
from datetime import date

import pytest
import requests

from daybook.adapters.aws.mail import SesMailer
from daybook.adapters.mail.writer import BilingualWriter
from daybook.domain.errors import HoldReason
from daybook.domain.telling.mail import DaysHeld, Mail, MailNotSentError, Reader
from daybook_local.inbox.sent_mails import MAIL_FROM, sent_mails
from daybook_local.inbox.server import Inbox

pytestmark = pytest.mark.loopback

READER = Reader("owner@m-1.example", "fr", "CA", "Café <Anne>", "Café Anne inc.")
HELD = DaysHeld(HoldReason.NOT_TIED, None, (date(2026, 11, 23),))


def read(url):
    answer = requests.get(url, timeout=5)
    return answer.status_code, answer.text, answer.headers


def test_a_mail_of_daybook_is_in_the_inbox_in_both_forms(inbox, endpoint, ses):
    mail = BilingualWriter().days_held(HELD, READER)
    SesMailer(ses, MAIL_FROM).send(mail)

    newest = sent_mails(endpoint)[0]
    _, listed, _ = read(inbox.url)
    _, shown, _ = read(f"{inbox.url}/mails/{newest.id}")
    _, framed, headers = read(f"{inbox.url}/mails/{newest.id}/html")

    assert (newest.to, newest.subject) == (mail.to, mail.subject)
    assert newest.sender == f"Daybook <{MAIL_FROM}>"
    assert f'href="/mails/{newest.id}"' in listed
    assert "<iframe sandbox" in shown
    assert framed == mail.html
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_what_a_mail_brings_along_is_text_on_the_inboxs_own_pages(inbox, endpoint, ses):
    nasty = Mail("o@m-1.example", "<script>1</script>", "<script>2</script>", "<p>x</p>")
    SesMailer(ses, MAIL_FROM).send(nasty)

    identifier = sent_mails(endpoint)[0].id
    pages = read(inbox.url)[1] + read(f"{inbox.url}/mails/{identifier}")[1]

    assert not re.search(r"<script", pages)


def test_another_sender_is_refused_as_ses_refuses_it(ses):
    with pytest.raises(MailNotSentError, match="MessageRejected"):
        SesMailer(ses, "somebody@else.example").send(Mail("o@m-1.example", "s", "t", "<p>t</p>"))


def test_an_unknown_mail_is_a_clear_page(inbox):
    status, text, _ = read(f"{inbox.url}/mails/none")

    assert status == 404
    assert "No such mail" in text


def test_without_a_local_aws_the_inbox_says_so():
    with Inbox("http://127.0.0.1:9", port=0) as inbox:
        status, text, _ = read(inbox.url)

    assert status == 503
    assert "does not answer" in text
