"""What a merchant may invite to, how often, and what the mail says."""

import pytest

from daybook.domain.accountant.access import AccountantRole
from daybook.domain.telling.notify import NotifyPreference
from unit.portal.accountants.test_invitations import grant
from unit.portal.guests import LEA, OWNER, accept, invite, link_to, owner_of, records
from unit.portal.merchant import MERCHANT


@pytest.fixture
def world(synced):
    synced.notify_store.save_preference(MERCHANT, NotifyPreference(OWNER, "en", "stop-1"))
    synced.audit.records.clear()
    return synced


@pytest.mark.parametrize("address", ["lea@nord", "léa@nord.example", "lea@n\u043erd.example", ""])
def test_an_address_that_is_none_or_looks_like_another_is_refused_at_its_field(world, address):
    page = invite(world, address)

    assert (page.status, 'id="f-email-error"' in page.body, world.mailer.sent) == (422, True, [])


def test_a_mailbox_of_several_people_can_decide_and_not_change_accounts_and_is_marked_on_record(world):
    refused = invite(world, "info@nord.example", "map")
    invite(world, "info@nord.example", "decide")

    assert (refused.status, 'id="f-role-error"' in refused.body) == (422, True)
    assert [mail.to for mail in world.mailer.sent] == ["info@nord.example"]
    assert "mailbox of several people" in owner_of(world).open("/changes").words


def test_a_role_that_does_not_exist_is_refused(world):
    assert invite(world, role="owner").status == 422
    assert world.mailer.sent == []


def test_a_mail_that_cannot_be_sent_invites_no_one(world):
    world.mailer.broken = True

    page = invite(world)

    assert (page.status, "could not be sent" in page.words) == (422, True)
    assert world.accountants.accountants(MERCHANT).invitations == ()
    assert records(world) == []


def test_daybook_invites_twenty_times_a_day_in_whichever_books(world):
    for number in range(20):
        world.accountants._stored.clear()
        invite(world, f"victim-{number}@elsewhere.example")

    page = invite(world, "victim-20@elsewhere.example")

    assert (page.status, "20 invitations a day" in page.words, len(world.mailer.sent)) == (422, True, 20)
    world.clock.advance(days=1, seconds=1)
    assert invite(world, "victim-20@elsewhere.example").status == 200


def test_the_mail_holds_no_text_that_the_merchant_typed(world):
    owner = owner_of(world)
    page = owner.open("/settings/accountants")

    owner.send(page, "/settings/accountants", email=LEA, role="look", message="Buy now", name="Buy now")

    assert "Buy now" not in world.mailer.sent[-1].text + world.mailer.sent[-1].html


def test_the_address_of_an_accountant_with_access_changes_their_role_at_once_and_sends_nothing(world):
    invite(world)
    reader, sent = accept(world, link_to(world)), len(world.mailer.sent)

    page = invite(world, role="look")

    assert (page.status, grant(world).role, len(world.mailer.sent)) == (200, AccountantRole.LOOK, sent + 1 - 1)
    assert reader.open("/sync").status == 403
    changes = world.audit.records[MERCHANT][-1].changes
    assert [(each.fact, each.before, each.after) for each in changes] == [
        (f"accountant:{LEA}", "accepted decide", "accepted look")
    ]


def test_the_same_role_again_leaves_no_record(world):
    invite(world)
    accept(world, link_to(world))
    before = records(world)

    invite(world, role="decide")

    assert records(world) == before


def test_an_invitation_of_an_earlier_host_leads_to_the_configured_one(world):
    invite(world)

    assert "https://daybook.example/accountant/invitation" in world.mailer.sent[-1].text
