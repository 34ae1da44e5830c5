"""The address of an accountant is who they are: it is written one way, and looks like no other."""

import pytest

from daybook.domain.accountant.addresses import BadAccountantAddressError, accountant_address, is_shared_mailbox


@pytest.mark.parametrize("text", ["lea@nord.example", " Lea@Nord.Example ", "LEA@NORD.EXAMPLE"])
def test_one_address_has_one_form(text):
    assert accountant_address(text) == "lea@nord.example"


@pytest.mark.parametrize(
    "text", ["l\u00e9a@nord.example", "lea@n\u043erd.example", "lea@nord", "", "a@b.c\nBcc: x@y.z"]
)
def test_a_letter_that_looks_like_another_is_refused(text):
    with pytest.raises(BadAccountantAddressError):
        accountant_address(text)


def test_the_domain_of_another_alphabet_is_shown_in_ascii():
    assert accountant_address("lea@xn--nrd-tbc.example") == "lea@xn--nrd-tbc.example"


@pytest.mark.parametrize("address", ["info@nord.example", "comptabilite@nord.example", "books+cafe@nord.example"])
def test_a_mailbox_of_several_people_is_known_by_its_name(address):
    assert is_shared_mailbox(address)


def test_the_mailbox_of_one_person_is_none_of_several():
    assert not is_shared_mailbox("lea.info@nord.example")
