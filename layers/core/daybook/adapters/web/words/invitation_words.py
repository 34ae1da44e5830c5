"""Why an invitation was not sent, of a merchant or of a firm, in the words of its inviter."""

from daybook.adapters.web.words.speech import Speech
from daybook.application.access.accountants import MOST_INVITATIONS_A_DAY, TooManyInvitationsError
from daybook.domain.accountant.addresses import BadAccountantAddressError
from daybook.domain.telling.mail import MailNotSentError

NOT_SENT = (BadAccountantAddressError, TooManyInvitationsError, MailNotSentError)


def why_not_sent(error: Exception, speech: Speech) -> str:
    """What stands in the way of one of `NOT_SENT`; nothing was changed."""
    if isinstance(error, BadAccountantAddressError):
        return speech.say("Enter an e-mail address like books@example.com, without accents.")
    if isinstance(error, TooManyInvitationsError):
        return speech.say("Daybook sends {most} invitations a day. Try again tomorrow.", most=MOST_INVITATIONS_A_DAY)
    return speech.say("The mail could not be sent. Nothing was changed; check the address, or try again later.")
