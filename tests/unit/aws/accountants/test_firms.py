"""What every store of firms promises, in memory and in DynamoDB alike."""

from dataclasses import replace

import pytest

from accountants import ADDRESS, SINCE, with_an_accountant
from daybook.adapters.aws.accountants.accountants import DynamoAccountantStore
from daybook.adapters.aws.accountants.firms import DynamoFirmStore
from daybook.application.ports.people.firms import AddressInFirmError
from daybook.domain.accountant.access import AccountantRole, Grant
from daybook.domain.accountant.client_note import ClientNote
from daybook.domain.accountant.firm import Firm
from daybook.domain.accountant.firm_access import FirmAccess
from daybook.domain.accountant.firm_members import FirmRole, Member, MemberInvitation
from fakes.people.accountants import FakeAccountantStore
from fakes.people.firms import FakeFirmStore

OWNER, STAFF, INVITED = "owner@nord.example", "kim@nord.example", "eve@nord.example"
FIRM = Firm(
    "f1",
    "Cabinet Nord",
    (Member(OWNER, "Léa Roy", FirmRole.OWNER, "fr", SINCE), Member(STAFF, "Kim", FirmRole.STAFF, "en", SINCE)),
    (MemberInvitation(INVITED, FirmRole.ADMIN, "fr", OWNER, SINCE, "a" * 64),),
    version=1,
)
PERSON = Grant(STAFF, AccountantRole.LOOK, "en", "Kim", "Cabinet Nord", SINCE, None)
ACCESS = FirmAccess("f1", "Cabinet Nord", AccountantRole.DECIDE, SINCE, (PERSON,), ("gone@nord.example",))
KNOWN = replace(with_an_accountant(), firms=(ACCESS,))


@pytest.fixture(params=["fake", "aws"])
def stores(request):
    if request.param == "fake":
        return FakeFirmStore(), FakeAccountantStore()
    aws, table = request.getfixturevalue("aws"), request.getfixturevalue("table")("ConnectionTable")
    return DynamoFirmStore(aws.dynamodb, table), DynamoAccountantStore(aws.dynamodb, table)


@pytest.fixture
def firms(stores):
    return stores[0]


@pytest.fixture
def accountants(stores):
    return stores[1]


def test_a_firm_comes_back_whole_by_its_id_and_by_each_of_its_people(firms):
    assert (firms.firm("f1"), firms.firm_of(OWNER)) == (None, None)

    assert firms.save_firm(FIRM)

    assert firms.firm("f1") == firms.firm_of(OWNER) == firms.firm_of(STAFF) == FIRM
    assert firms.firm_of(INVITED) is firms.firm_of("") is firms.firm("f2") is None


def test_who_was_removed_finds_the_firm_no_more(firms):
    firms.save_firm(FIRM)
    firms.save_firm(replace(FIRM.without(OWNER, STAFF), version=2))

    assert (firms.firm_of(STAFF), firms.firm_of(OWNER).version) == (None, 2)


def test_a_closed_firm_comes_back_and_none_of_its_people_finds_it(firms):
    closed = replace(FIRM.closed(OWNER, SINCE), version=2)
    firms.save_firm(FIRM)
    firms.save_firm(closed)

    assert (firms.firm("f1"), firms.firm_of(OWNER), firms.firm_of(STAFF)) == (closed, None, None)


def test_of_two_writers_of_one_version_the_first_stands(firms):
    removed = replace(FIRM.without(OWNER, STAFF), version=2)

    assert [firms.save_firm(each) for each in (FIRM, removed, replace(FIRM, version=2))] == [True, True, False]
    assert firms.firm("f1") == removed


def test_an_address_is_in_one_firm_and_the_second_one_is_not_written(firms):
    other = replace(FIRM, id="f2", members=(replace(FIRM.members[0], address="eve@sud.example"), FIRM.members[1]))
    firms.save_firm(FIRM)

    with pytest.raises(AddressInFirmError):
        firms.save_firm(other)

    assert (firms.firm("f2"), firms.firm_of(STAFF), firms.firm_of("eve@sud.example")) == (None, FIRM, None)
    firms.save_firm(replace(FIRM.without(OWNER, STAFF), version=2))
    assert firms.save_firm(other)
    assert firms.firm_of(STAFF) == other


def test_a_firm_and_each_person_whom_it_let_in_find_the_books(accountants):
    accountants.save_accountants("m_1", KNOWN)
    accountants.save_accountants("m_1@2", replace(KNOWN, firms=()))

    assert accountants.accountants("m_1") == KNOWN
    assert accountants.clients_of_firm("f1") == ("m_1",)
    assert tuple(accountants.clients(STAFF)) == ("m_1",)
    assert tuple(accountants.clients(ADDRESS)) == ("m_1", "m_1@2")
    assert accountants.clients_of_firm("f2") == accountants.clients_of_firm("") == ()


def test_a_firm_that_was_removed_keeps_nothing_of_the_books(accountants):
    accountants.save_accountants("m_1", KNOWN)
    accountants.save_note(STAFF, "m_1", ClientNote("K-014"))

    accountants.save_accountants("m_1", replace(KNOWN.without_firm("f1"), version=2))

    assert (accountants.clients_of_firm("f1"), accountants.clients(STAFF)) == ((), {})
    assert not accountants.save_note(STAFF, "m_1", ClientNote("K-014"))
    assert tuple(accountants.clients(ADDRESS)) == ("m_1",)


def test_the_note_of_a_client_stays_with_who_brings_their_firm_in(accountants):
    accountants.save_accountants("m_1", replace(with_an_accountant(), version=1))
    accountants.save_note(ADDRESS, "m_1", ClientNote("K-014"))
    known = accountants.accountants("m_1")

    accountants.save_accountants("m_1", replace(known.with_firm("f1", known.grant(ADDRESS)), version=2))

    assert accountants.clients(ADDRESS) == {"m_1": ClientNote("K-014")}
    assert accountants.clients_of_firm("f1") == ("m_1",)


def test_the_row_of_a_firm_does_not_stand_among_the_clients_of_its_people(stores):
    firms, accountants = stores
    firms.save_firm(FIRM)

    assert accountants.clients(STAFF) == {}
