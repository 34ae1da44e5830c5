"""A merchant whose mails go to their owner, while another user asks for another address."""

import re

import pytest

from daybook.application.access.sessions import start_session
from daybook.domain.telling.notify import NotifyPreference
from unit.portal.merchant import MERCHANT, Visitor

OLD, NEW, USER = "owner@harbor.example", "books@harbor.example", "maria@harbor.example"


@pytest.fixture
def world(synced):
    """A merchant whose mails go to their owner; another user has opened Daybook from talech."""
    synced.notify_store.save_preference(MERCHANT, NotifyPreference(OLD, "en", "stop-1"))
    synced.audit.records.clear()
    return synced


@pytest.fixture
def visitor(world):
    return visitor_of(world)


def visitor_of(world, language="en"):
    session = start_session(MERCHANT, language, world.one_time, world.clock.now(), USER)
    return Visitor(world, world.cookies.value(session.id))


def ask(visitor, address=NEW, **chosen):
    return visitor.send(visitor.open("/settings"), "/settings/mails", email=address, **chosen)


def known(world):
    return world.notify_store.preference(MERCHANT)


def link_to(world, address=NEW):
    """The link of the newest mail to an address."""
    mail = next(mail for mail in reversed(world.mailer.sent) if mail.to == address)
    return re.search(r"https://daybook\.example(/mail/confirm\S+)", mail.text)[1]


def reader(world):
    """Who reads the mail: a browser without a session."""
    return Visitor(world)


def press(world, link, **request):
    return reader(world)._answer("POST", link, {}, **request)


def records(world):
    return world.audit.records.get(MERCHANT, [])
