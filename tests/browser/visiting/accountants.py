"""An accountant on their way in: a mail, its link, and the scanner that opens the link before them."""

import re

from browser.visiting.mails import mail_for

NAME, FIRM = "Léa Roy", "Cabinet Nord"


def invite(owner, words, system, address):
    """The merchant sends the invitation."""
    owner.open(f"{system.public_url}/settings/accountants")
    owner.stands_on(words.accountants)
    owner.type(words.their_address, address)
    owner.press(words.send_invitation)
    owner.reads(words.invitation_sent, address)
    owner.look("accountant-invited")


def link_in(system, address, subject, kind):
    """The address of the link in the newest mail."""
    return re.search(rf"http://\S+/accountant/{kind}\S+", mail_for(system, address, subject).text)[0]


def scanned(reader, link):
    """A scanner of mails opens the link first, twice."""
    statuses = [reader.context.request.fetch(link, method=method).status for method in ("HEAD", "GET")]
    assert statuses == [200, 200]
    return link


def accept(reader, words, link, business):
    """The reader says who they are and presses the button."""
    reader.open(link)
    reader.stands_on(words.invites.format(business=business), "invitation")
    reader.type(words.your_name, NAME)
    reader.type(words.your_firm, FIRM)
    reader.press(words.accept)


def ask_for_link(reader, words, system, address):
    """A link to sign in comes by mail each time."""
    reader.stands_on(words.sign_in_as, "accountant")
    reader.type(words.your_address, address)
    reader.press(words.send_link)
    reader.stands_on(words.look_into_mails, "accountant-asked")
    return link_in(system, address, words.sign_in_title, "sign-in")


def use(reader, words, link):
    """The link of the mail, and the button of its page."""
    reader.open(link)
    reader.stands_on(words.sign_in_title, "sign-in")
    reader.press(words.sign_in)
