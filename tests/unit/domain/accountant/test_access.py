"""Which accountants may see the books: an address has an invitation, a grant, or neither."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accountants import ADDRESS, INVITED, SINCE, with_an_accountant
from daybook.domain.accountant.access import (
    MOST_ACCOUNTANTS,
    AccountantRole,
    Grant,
    Invitation,
    RoleRefusedError,
    TooManyAccountantsError,
)
from daybook.domain.accountant.accountants import Accountants

LOOK, DECIDE, MAP = AccountantRole


def invitation(address, role=LOOK, mark="b" * 64, **more):
    return Invitation(address, role, "en", "", SINCE, mark, **more)


@pytest.mark.parametrize(
    ("role", "may"), [(LOOK, [True, False, False]), (DECIDE, [True, True, False]), (MAP, [True, True, True])]
)
def test_a_role_may_do_what_those_before_it_may(role, may):
    assert [role.includes(least) for least in AccountantRole] == may


def test_an_acceptance_leaves_a_grant_and_no_invitation():
    known = with_an_accountant()

    after = known.with_acceptance(known.invitation(INVITED), "Sam", "Nord", SINCE)

    assert after.invitation(INVITED) is None
    assert (after.grant(INVITED).role, after.grant(INVITED).who) == (LOOK, f"Sam, Nord <{INVITED}>")


def test_a_grant_begins_at_its_acceptance_with_all_that_the_invitation_said():
    later = SINCE + timedelta(days=1)
    invited = Accountants().with_invitation(invitation(ADDRESS, DECIDE, with_firm=True))

    after = invited.with_acceptance(invited.invitation(ADDRESS), "Sam", "Nord", later)

    assert after.grants == (Grant(ADDRESS, DECIDE, "en", "Sam", "Nord", later, later, with_firm=True),)


def test_an_invitation_of_an_accountant_who_accepted_meanwhile_is_their_new_role():
    after = with_an_accountant().with_invitation(invitation(ADDRESS, with_firm=True))

    assert (after.invitation(ADDRESS), after.grant(ADDRESS).role, after.grant(ADDRESS).with_firm) == (None, LOOK, True)


def test_a_role_is_that_of_one_accountant():
    known = with_an_accountant().with_acceptance(invitation(INVITED), "Sam", "Nord", SINCE)

    assert known.with_role(ADDRESS, MAP).grant(INVITED).role is LOOK


def test_of_two_invitations_of_an_address_the_newest_link_alone_opens():
    known = (
        Accountants().with_invitation(invitation(ADDRESS, mark="old")).with_invitation(invitation(ADDRESS, mark="new"))
    )

    assert (known.invitation_of("old"), known.invitation_of("new").address) == (None, ADDRESS)


@pytest.mark.parametrize("address", [ADDRESS, INVITED])
def test_a_removal_takes_an_address_out_whatever_it_has(address):
    after = with_an_accountant().without(address)

    assert (after.grant(address), after.invitation(address)) == (None, None)
    assert len(after.grants) + len(after.invitations) == 1


def test_a_link_in_a_mail_lives_a_week_and_one_that_was_handed_over_an_hour():
    assert invitation(ADDRESS).ends_at == SINCE + timedelta(days=7)
    assert invitation(ADDRESS, handed_over=True).ends_at == SINCE + timedelta(hours=1)


def test_a_mailbox_of_several_people_can_never_change_accounts():
    known = Accountants().with_acceptance(invitation("info@nord.example", DECIDE), "Nord", "Nord", SINCE)

    with pytest.raises(RoleRefusedError):
        invitation("info@nord.example", MAP)
    with pytest.raises(RoleRefusedError):
        known.with_role("info@nord.example", MAP)


def test_a_visit_is_noted_again_after_a_quarter_of_an_hour():
    known = with_an_accountant()
    soon, later = SINCE + timedelta(minutes=14), SINCE + timedelta(minutes=15)

    assert known.with_visit(ADDRESS, soon) == known
    assert known.with_visit(ADDRESS, later).grant(ADDRESS).last_visit_at == later


def test_daybook_keeps_a_limited_number_of_them():
    known = with_an_accountant()
    for number in range(MOST_ACCOUNTANTS - 2):
        known = known.with_invitation(invitation(f"{number}@nord.example"))

    with pytest.raises(TooManyAccountantsError):
        known.with_invitation(invitation("one-more@nord.example"))
    assert known.with_invitation(invitation(INVITED, mark="again")).invitation_of("again").address == INVITED


def test_no_text_of_an_invitation_shows_the_mark_of_its_link():
    assert "bbb" not in repr(invitation(ADDRESS))


def test_what_is_stored_is_the_same_whoever_wrote_last():
    known = with_an_accountant()

    assert known.with_role(ADDRESS, DECIDE) == known
    assert replace(known, version=2) != known
