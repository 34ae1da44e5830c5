"""A post office that keeps the mails."""

from daybook.domain.telling.mail import Mail, MailNotSentError


class FakeMailer:
    """`broken` refuses every mail."""

    def __init__(self) -> None:
        self.sent: list[Mail] = []
        self.broken = False

    def send(self, mail: Mail) -> None:
        if self.broken:
            raise MailNotSentError("SES refused the mail with MessageRejected")
        self.sent.append(mail)
