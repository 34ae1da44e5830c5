"""A firm always has an owner, and no person gives, changes or takes a role above their own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accountants import SINCE
from daybook.domain.accountant.access import AccountantRole, Grant
from daybook.domain.accountant.firm import (
    MOST_MEMBERS,
    AlreadyMemberError,
    Firm,
    LastOwnerError,
    Membership,
    TooManyMembersError,
)
from daybook.domain.accountant.firm_members import FirmRole, Member, MemberInvitation
from daybook.domain.errors import LaunchRefusedError, Refusal
from daybook.domain.merchant.books import BooksId

STAFF, ADMIN, OWNER = FirmRole
LEA, ADA, SAM, EVE = (f"{name}@nord.example" for name in ("lea", "ada", "sam", "eve"))


def member(address, role=STAFF, since=SINCE):
    return Member(address, address.partition("@")[0].title(), role, "fr", since)


def invitation(address=EVE, role=STAFF, by=LEA, mark="a" * 64):
    return MemberInvitation(address, role, "en", by, SINCE, mark)


FIRM = Firm("f1", "Cabinet Nord", (member(LEA, OWNER), member(ADA, ADMIN), member(SAM)), version=1)


def refused(act):
    with pytest.raises(LaunchRefusedError) as error:
        act()
    return error.value.refusal is Refusal.NOT_ALLOWED


def test_a_firm_without_an_owner_cannot_be_written():
    with pytest.raises(LastOwnerError):
        Firm("f1", "Cabinet Nord", (member(ADA, ADMIN),))


@pytest.mark.parametrize("leave", [lambda: FIRM.without(LEA, LEA), lambda: FIRM.with_role(LEA, LEA, ADMIN)])
def test_the_last_owner_can_neither_leave_nor_become_less(leave):
    with pytest.raises(LastOwnerError):
        leave()


@pytest.mark.parametrize("by", [ADA, SAM, EVE])
def test_only_an_owner_renames_or_closes_the_firm(by):
    assert refused(lambda: FIRM.with_name(by, "Cabinet Sud"))
    assert refused(lambda: FIRM.closed(by, SINCE))


def test_an_owner_gives_the_firm_another_name():
    assert FIRM.with_name(LEA, "Cabinet Sud") == replace(FIRM, name="Cabinet Sud")


def test_a_firm_whose_founder_proved_no_mailbox_works_in_the_books_of_one_merchant():
    bound = replace(FIRM, only=BooksId("M100"))

    assert (bound.may_work_at(BooksId("M100")), bound.may_work_at(BooksId("M200"))) == (True, False)
    assert FIRM.may_work_at(BooksId("M200"))


def test_a_closed_firm_names_no_person_and_cannot_have_one():
    closed = FIRM.with_invitation(invitation()).closed(LEA, SINCE)

    assert (closed.members, closed.invitations, closed.closed_at, closed.name) == ((), (), SINCE, "Cabinet Nord")
    with pytest.raises(ValueError, match="closed"):
        replace(closed, members=FIRM.members)


def test_an_owner_of_two_can_leave():
    two = FIRM.with_role(LEA, ADA, OWNER)

    assert two.without(LEA, LEA).member(LEA) is None


@pytest.mark.parametrize(
    ("by", "role", "may"),
    [
        (LEA, OWNER, True),
        (LEA, STAFF, True),
        (ADA, ADMIN, True),
        (ADA, OWNER, False),
        (SAM, STAFF, False),
        (EVE, STAFF, False),
    ],
)
def test_who_may_invite_to_which_role(by, role, may):
    if may:
        assert FIRM.with_invitation(invitation(role=role, by=by)).invitation(EVE).role is role
    else:
        assert refused(lambda: FIRM.with_invitation(invitation(role=role, by=by)))


@pytest.mark.parametrize(
    ("by", "whose", "role"),
    [(SAM, SAM, ADMIN), (SAM, ADA, STAFF), (ADA, ADA, OWNER), (ADA, LEA, STAFF), (EVE, SAM, ADMIN)],
)
def test_no_person_changes_a_role_above_their_own_and_staff_changes_none(by, whose, role):
    assert refused(lambda: FIRM.with_role(by, whose, role))


def test_an_admin_changes_staff_and_an_address_of_no_person_changes_nothing():
    assert FIRM.with_role(ADA, SAM, ADMIN).member(SAM).role is ADMIN
    assert FIRM.with_role(ADA, EVE, STAFF) == FIRM


@pytest.mark.parametrize(("by", "whom"), [(SAM, ADA), (ADA, LEA), (EVE, SAM), (EVE, EVE)])
def test_no_person_removes_one_above_them_and_staff_removes_none(by, whom):
    assert refused(lambda: FIRM.without(by, whom))


@pytest.mark.parametrize("whom", [SAM, ADA])
def test_every_other_person_may_leave(whom):
    assert FIRM.without(whom, whom).member(whom) is None


def test_an_admin_takes_no_invitation_back_that_an_owner_sent_to_an_owner():
    invited = FIRM.with_invitation(invitation(role=OWNER))

    assert refused(lambda: invited.without(ADA, EVE))
    assert invited.without(LEA, EVE).invitations == ()


def test_the_invitations_of_a_person_end_with_them_and_open_nothing_once_they_may_less():
    invited = FIRM.with_invitation(invitation(by=ADA, mark="b" * 64))

    assert invited.invitation_of("b" * 64).address == EVE
    assert invited.invitation_of("c" * 64) is None
    assert invited.with_role(LEA, ADA, STAFF).invitation_of("b" * 64) is None
    assert invited.without(LEA, ADA).invitations == ()


def test_the_newest_invitation_of_an_address_takes_the_place_of_the_one_before():
    twice = FIRM.with_invitation(invitation(mark="old")).with_invitation(invitation(mark="new"))

    assert (len(twice.invitations), twice.invitation_of("old"), twice.invitation_of("new").address) == (1, None, EVE)
    assert twice.invitation_of("new").ends_at == SINCE + timedelta(days=7)


def test_who_accepts_is_one_of_the_firm_and_is_invited_no_more():
    later = SINCE + timedelta(days=1)
    joined = FIRM.with_invitation(invitation()).with_member(invitation(), "Eve", later)

    assert (joined.member(EVE), joined.invitations) == (Member(EVE, "Eve", STAFF, "en", later), ())
    with pytest.raises(AlreadyMemberError):
        joined.with_invitation(invitation())


def test_who_declines_is_invited_no_more():
    assert FIRM.with_invitation(invitation()).declined(invitation()) == FIRM


def test_a_firm_has_as_many_people_as_daybook_keeps():
    people = tuple(member(f"m{number}@nord.example") for number in range(MOST_MEMBERS - 1))
    full = replace(FIRM, members=(member(LEA, OWNER), *people))

    with pytest.raises(TooManyMembersError):
        full.with_invitation(invitation())


@pytest.mark.parametrize(
    ("address", "accepted", "counts"),
    [(SAM, SINCE, True), (SAM, SINCE - timedelta(seconds=1), False), (EVE, SINCE, False)],
)
def test_a_grant_counts_while_the_firm_names_its_reader_and_not_one_of_an_earlier_time_there(address, accepted, counts):
    grant = Grant(address, AccountantRole.LOOK, "en", "Sam", "Cabinet Nord", accepted, None)

    assert FIRM.names(grant) is counts


def test_a_person_is_named_with_their_firm_and_address():
    staff = Membership(FIRM, FIRM.member(SAM))

    assert (staff.who, staff.address, staff.manages) == (f"Sam, Cabinet Nord <{SAM}>", SAM, False)
    assert Membership(FIRM, FIRM.member(ADA)).manages
