import pytest

from daybook_local.demo.books.role_accounts import RoleAccounts

ACCOUNTS = RoleAccounts({"tender:CCRD:VISA": "11", "tender:CCRD": "12", "refund": "13", "tip": "14"}, suspense="99")


@pytest.mark.parametrize(
    ("role", "account"),
    [
        ("tender:CCRD:VISA", "11"),
        ("tender:CCRD:AMEX", "12"),
        ("refund:pizza", "13"),
        ("tip", "14"),
        ("revenue:pizza", "99"),
        ("tipping", "99"),
    ],
)
def test_the_most_specific_mapped_form_of_a_role_names_its_account_and_the_rest_waits_in_suspense(role, account):
    assert ACCOUNTS.account_of(role) == account


def test_a_category_of_one_store_alone_is_looked_up_before_that_of_every_store():
    accounts = RoleAccounts({"revenue:1": "21", "revenue:1@304268:1": "22"}, suspense="99")

    assert [accounts.account_of("revenue:1", store) for store in ("304267:1", "304268:1")] == ["21", "22"]


def test_a_mapping_is_read_from_what_the_operators_command_tells():
    told = {"mapping": {"accounts": {"tip": "14"}, "suspense_account": "99"}}

    accounts = RoleAccounts.of_connection(told)

    assert (accounts.account_of("tip"), accounts.account_of("comp")) == ("14", "99")
