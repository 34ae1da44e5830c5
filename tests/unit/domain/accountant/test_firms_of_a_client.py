"""A firm in the books of a client: its people stand inside its entry, never do more than it, and end with it."""

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
from daybook.domain.accountant.accountants import (
    Accountants,
    FirmGoneError,
    HereForFirmError,
    OwnAccessError,
)
from daybook.domain.accountant.firm_access import FirmAccess, RemovedByMerchantError, RoleAboveFirmError

LOOK, DECIDE, MAP = AccountantRole
SAM, EVE, F, G = "sam@nord.example", "eve@nord.example", "f1", "f2"


def person(address=SAM, role=LOOK, visited=None):
    return Grant(address, role, "fr", address.partition("@")[0].title(), "Cabinet Nord", SINCE, visited)


def with_firm(*people, role=DECIDE):
    return Accountants(firms=(FirmAccess(F, "Cabinet Nord", role, SINCE, people),))


def test_a_person_who_may_do_more_than_the_firm_cannot_be_written():
    with pytest.raises(RoleAboveFirmError):
        with_firm(person(role=MAP))
    with pytest.raises(RoleAboveFirmError):
        with_firm().with_person(F, person(role=MAP))


def test_an_address_stands_in_books_once():
    with pytest.raises(ValueError, match="one firm"):
        replace(with_firm(person(ADDRESS)), grants=with_an_accountant().grants)


def test_a_firm_lets_a_person_in_changes_their_role_and_takes_them_out():
    once = with_firm().with_person(F, person(visited=SINCE))
    twice = once.with_person(F, person(role=DECIDE))

    assert (once.firm_of(SAM).person(SAM).role, once.addresses, once.grant(SAM)) == (LOOK, {SAM}, None)
    assert (twice.firm_of(SAM).person(SAM).role, twice.firm_of(SAM).person(SAM).last_visit_at) == (DECIDE, SINCE)
    assert twice.without_person(F, SAM) == with_firm()
    assert twice.without_person(G, SAM) == twice


@pytest.mark.parametrize("address", [ADDRESS, INVITED])
def test_a_firm_gives_nothing_to_an_address_that_the_merchant_invited_itself(address):
    known = replace(with_an_accountant(), firms=with_firm().firms)

    with pytest.raises(OwnAccessError):
        known.with_person(F, person(address))


def test_a_firm_that_the_merchant_removed_lets_no_person_in_and_its_people_went_with_it():
    known = with_firm(person(), person(EVE)).without_firm(F)

    assert (known.addresses, known.firms) == (frozenset(), ())
    with pytest.raises(FirmGoneError):
        known.with_person(F, person())
    with pytest.raises(FirmGoneError):
        known.with_firm_role(F, LOOK)


def test_a_person_whom_the_merchant_removed_is_let_in_no_more_and_the_others_stay():
    known = with_firm(person(), person(EVE)).without(SAM)

    assert known.addresses == {EVE}
    with pytest.raises(RemovedByMerchantError):
        known.with_person(F, person())


def test_the_merchant_who_invites_a_removed_person_with_their_firm_has_thought_again():
    known = with_firm(person()).without(SAM).with_firm(F, person())

    assert (known.addresses, known.firm(F).removed) == ({SAM}, ())


def test_people_of_a_firm_that_may_do_less_from_now_on_do_no_more_than_it():
    known = with_firm(person(role=MAP), person(EVE), role=MAP).with_firm_role(F, DECIDE)

    assert known.firm(F).role is DECIDE
    assert [(each.address, each.role) for each in known.firm(F).people] == [(SAM, DECIDE), (EVE, LOOK)]


def test_a_firm_comes_with_the_person_whom_the_merchant_let_in_with_it():
    invitation = Invitation(SAM, MAP, "en", "", SINCE, "m", with_firm=True)
    known = with_firm(person(EVE)).with_invitation(invitation).with_firm(F, person(role=MAP))

    assert known.invitations == ()
    assert [(each.address, each.role) for each in known.firm(F).people] == [(EVE, LOOK), (SAM, MAP)]
    assert known.firm(F).role is MAP


def test_a_firm_that_may_do_more_already_keeps_that():
    assert with_firm(role=MAP).with_firm(F, person()).firm(F).role is MAP


def test_the_grant_of_who_brings_their_firm_in_becomes_the_firms():
    known = with_an_accountant().with_role(ADDRESS, DECIDE, with_firm=True)
    brought = replace(known.grant(ADDRESS), with_firm=False)
    after = known.with_firm(F, brought)

    assert (after.grants, after.firms) == ((), (FirmAccess(F, "Cabinet Nord", DECIDE, SINCE, (brought,)),))


def test_an_invitation_of_an_address_that_is_here_for_its_firm_is_refused():
    with pytest.raises(HereForFirmError):
        with_firm(person()).with_invitation(Invitation(SAM, MAP, "en", "", SINCE, "m"))


def test_a_mailbox_of_several_people_changes_no_accounts_for_a_firm_either():
    with pytest.raises(RoleRefusedError):
        person("info@nord.example", MAP)
    with pytest.raises(RoleRefusedError):
        with_firm(role=MAP).with_person(F, person("info@nord.example")).with_person(
            F, replace(person("info@nord.example"), role=MAP)
        )


def test_people_of_firms_count_among_the_most_that_books_let_in():
    people = tuple(person(f"p{number}@nord.example") for number in range(MOST_ACCOUNTANTS - 1))
    known = with_firm(*people).with_person(F, person())

    assert len(known.addresses) == MOST_ACCOUNTANTS
    with pytest.raises(TooManyAccountantsError):
        known.with_person(F, person(EVE))
    with pytest.raises(TooManyAccountantsError):
        known.with_invitation(Invitation(EVE, LOOK, "en", "", SINCE, "m"))


def test_a_visit_is_noted_of_people_of_firms_too_and_none_before_the_first():
    known = with_firm(person(), person(EVE)).with_visit(SAM, SINCE + timedelta(minutes=1))

    assert [each.last_visit_at for each in known.firm(F).people] == [SINCE + timedelta(minutes=1), None]


def test_a_firm_of_which_no_person_came_counts_as_one_of_the_most():
    known = with_firm()
    for number in range(MOST_ACCOUNTANTS - 1):
        known = known.with_invitation(Invitation(f"{number}@nord.example", LOOK, "en", "", SINCE, "m"))

    with pytest.raises(TooManyAccountantsError):
        known.with_invitation(Invitation(EVE, LOOK, "en", "", SINCE, "m"))


def test_each_person_of_a_firm_bears_its_new_name_and_another_firm_keeps_its_own():
    known = with_firm(person()).with_firm(G, person(EVE)).with_firm_name(F, "Cabinet Sud")

    names = [(firm.firm_id, firm.name, [each.firm for each in firm.people]) for firm in known.firms]
    assert names == [(F, "Cabinet Sud", ["Cabinet Sud"]), (G, "Cabinet Nord", ["Cabinet Nord"])]
    assert known.with_firm_name("f3", "Cabinet Est") == known


def test_one_firm_may_let_in_whom_the_merchant_removed_of_another():
    known = with_firm(person()).with_firm(G, person(EVE)).without(SAM)

    assert [firm.removed for firm in known.firms] == [(SAM,), ()]


def test_all_access_ends_with_that_of_firms_and_with_invitations():
    known = replace(with_an_accountant(), firms=with_firm(person(EVE)).firms)

    assert known.without_all() == Accountants(version=known.version)
