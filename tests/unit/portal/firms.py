"""A firm of accountants in front of the portal in memory: founded, its people invited, let in at clients."""

from daybook.domain.accountant.access import AccountantRole
from unit.portal.guests import LEA, accept, accountant_of, ask_for_link, link_to, owner_of
from unit.portal.merchant import MERCHANT
from unit.portal.visitor import Visitor

SAM, ADA = "sam@nord.example", "ada@nord.example"
FIRM = "Cabinet Nord"
BY_SAM = f"Sam Côté, {FIRM} <{SAM}>"
LOOK, DECIDE, MAP = AccountantRole


def sign_in(world, address):
    """The browser of an address after it used its link."""
    ask_for_link(world, address, network=f"192.0.2.{len(world.mailer.sent) % 250}")
    browser = Visitor(world)
    browser.post_to(link_to(world, address, "sign-in"), {})
    return browser


def found(founder, name="Léa Roy"):
    """The page of the firm after its founder has founded it."""
    return founder.send(founder.open("/firm"), "/firm", firm=FIRM, name=name)


def firm_of(world, address=LEA):
    return world.firms.firm_of(address)


def access(world, merchant_id=MERCHANT):
    """The accountants of a client."""
    return world.accountants.accountants(merchant_id)


def deeds(world, address=LEA):
    """The firm's own record: what was done, and by whom."""
    return [(each.deed, each.who) for each in world.firm_records.records[firm_of(world, address).id]]


def remove(by, address=SAM):
    """What the page says after a person was taken out of the firm."""
    return by.post_to("/firm/people/remove", {**by.open("/firm").form("/sign-out"), "address": address})


def invite_person(by, address=SAM, role="staff"):
    return by.send(by.open("/firm"), "/firm/people", email=address, role=role)


def firm_link(world, address=SAM):
    mail = next(each for each in reversed(world.mailer.sent) if each.to == address and "/firm/invitation" in each.text)
    start = mail.text.index("https://daybook.example/firm/invitation")
    return mail.text[start:].split()[0].removeprefix("https://daybook.example")


def join(world, address=SAM, name="Sam Côté", browser=None):
    return (browser or Visitor(world)).post(firm_link(world, address), {"name": name, "answer": "accept"})


def person_of(world, by, address=SAM, role="staff", name="Sam Côté"):
    """A person who was invited into the firm and has joined; they are not signed in."""
    invite_person(by, address, role)
    join(world, address, name)


def let_in(by, address=SAM, **roles):
    """What the page says after a person was given a role at clients, by the ids of their books."""
    path = f"/firm/person?address={address}"
    chosen = {f"client.{books}": role for books, role in roles.items()}
    return by.send(by.open(path), "/firm/person/clients", **chosen)


def share(world, address=LEA, role="decide", merchant_id=MERCHANT):
    """The merchant lets the firm of an accountant in too."""
    owner = owner_of(world, merchant_id=merchant_id)
    page = owner.open("/settings/accountants")
    return owner.send(page, "/settings/accountants", email=address, role=role, with_firm="yes")


def firm_with_client(world, role="decide"):
    """The browser of the owner of a firm that has the merchant as its client."""
    founder = accountant_of(world, role)
    found(founder)
    share(world, role=role)
    founder.send(founder.open("/firm"), "/firm/clients")
    return founder


def accept_for_firm(world, address=LEA, merchant_id=MERCHANT, role="decide"):
    """A person of a firm accepts the invitation of a merchant who lets the firm in too."""
    owner = owner_of(world, merchant_id=merchant_id)
    page = owner.open("/settings/accountants")
    owner.send(page, "/settings/accountants", email=address, role=role, with_firm="yes")
    return accept(world, link_to(world, address))
