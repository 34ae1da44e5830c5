"""An accountant in front of the portal in memory: invited by mail, accepting, signing in by a link."""

import re
from dataclasses import replace
from html import unescape

from daybook.application.access.sessions import start_session
from daybook.domain.company.setup import Setup
from unit.portal.merchant import MERCHANT
from unit.portal.visitor import Visitor

LEA, OWNER = "lea@nord.example", "owner@reine.example"
NAMES = {"name": "Léa Roy", "firm": "Cabinet Nord"}
WHO = f"Léa Roy, Cabinet Nord <{LEA}>"


def owner_of(world, language="en", merchant_id=MERCHANT):
    """The merchant, by the user that talech named."""
    session = start_session(merchant_id, language, world.one_time, world.clock.now(), OWNER)
    return Visitor(world, world.cookies.value(session.id))


def invite(world, address=LEA, role="decide", language="en", merchant_id=MERCHANT):
    """What the merchant sees after an invitation."""
    owner = owner_of(world, language, merchant_id)
    return owner.send(owner.open("/settings/accountants"), "/settings/accountants", email=address, role=role)


def link_to(world, address=LEA, kind="invitation"):
    """The path of the link in the newest mail to an address."""
    mail = next(
        mail for mail in reversed(world.mailer.sent) if mail.to == address and f"/accountant/{kind}" in mail.text
    )
    return re.search(rf"https://daybook\.example(/accountant/{kind}\S+)", mail.text)[1]


def link_shown(page):
    """The path of the link that a page shows once, to be handed over."""
    return unescape(re.search(r"<code>https://daybook\.example([^<]+)</code>", page.body)[1])


def accept(world, link, **names):
    """The browser of the mail's reader, after the button."""
    reader = Visitor(world)
    reader.post_to(link, {**NAMES, **names, "answer": "accept"})
    return reader


def accountant_of(world, role="decide", address=LEA, merchant_id=MERCHANT):
    """An accountant who was invited and has accepted."""
    invite(world, address, role, merchant_id=merchant_id)
    return accept(world, link_to(world, address))


def ask_for_link(world, address=LEA, **request):
    """The page that a browser sees after it asked for a link."""
    return Visitor(world)._follow("POST", "/accountant/asked", {"email": address}, **request)


def another_client(world, merchant_id, name="Bar Nord"):
    """A second merchant with a company of their own."""
    company = replace(world.connection.company, realm_id=f"9341453{merchant_id.encode().hex()}", name=f"{name} Inc.")
    world.connections.save_connection(replace(world.connection, merchant_id=merchant_id, company=company))
    world.connections.save_profile(replace(world.profile, merchant_id=merchant_id, name=name))
    world.setups.save_setup(merchant_id, Setup(company.realm_id, finished_at=world.clock.now()))


def records(world, merchant_id=MERCHANT):
    return [(record.deed, record.who) for record in world.audit.records.get(merchant_id, [])]
