"""An accountant carries a mapping from one client to the next: nothing depends on ids, and nothing is dropped."""

from dataclasses import replace
from datetime import date

import pytest

from daybook.application.mapping.mapping_template import export_mapping, import_mapping
from daybook.contracts.mapping_template import MappingTemplate
from daybook.domain.chart.default_chart import default_accounts, default_labels
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.proposals.template import (
    LeftOut,
    PortableAccount,
    PortableMapping,
    PortableRow,
    UnresolvedReason,
    UnresolvedRow,
    unresolved_text,
)
from unit.proposals.shops import (
    ASSET,
    CHECKING,
    INCOME,
    LIABILITY,
    ON_HAND,
    RECEIVABLE,
    SAMPLE_NAMES,
    account,
    chart,
    sample_profile,
    shop,
    tax,
)

FROM = date(2026, 12, 1)
SALES, TIPS, OTHER = account("Sales", INCOME), account("Tips Payable", LIABILITY), account("Other sales", INCOME)
SUSPENSE = account("Suspense", LIABILITY)


def mapping(accounts, suspense=SUSPENSE.id, **more):
    return AccountMapping(3, date(2026, 1, 1), accounts, suspense, **more)


def carried(row, *accounts, profile=None, current=None):
    template = PortableMapping("one row", (row,))
    return import_mapping(
        template, current or mapping({}), profile or shop(), chart(SUSPENSE, *accounts), effective_from=FROM
    )


def row(role, to, **more):
    return PortableRow(role, PortableAccount(to.name, to.type, to.sub_type), **more)


def by_other_ids(profile):
    """The same shop as another client: other ids for everything that has a name."""
    return replace(
        profile,
        categories=tuple(replace(each, id=f"x{each.id}") for each in profile.categories),
        taxes=tuple(replace(each, id=f"x{each.id}") for each in profile.taxes),
    )


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_a_mapping_comes_back_as_it_went(sample, language):
    profile = sample_profile(sample)
    wishes = default_accounts(profile, language)
    ids = {wish.account.name: str(n) for n, wish in enumerate(wishes)}
    books = chart(
        *(account(w.account.name, (w.account.type, w.account.sub_type), account_id=ids[w.account.name]) for w in wishes)
    )
    books = replace(books, accounts=tuple(dict.fromkeys(books.accounts)))
    accounts = {str(wish.role): ids[wish.account.name] for wish in wishes}
    before = mapping(accounts, accounts.pop("suspense"), labels=default_labels(profile))
    types = {ids[wish.account.name]: wish.account.type for wish in wishes}
    before = replace(before, account_names={number: name for name, number in ids.items()}, account_types=types)

    exported = export_mapping(before, profile, books, title="Default")
    read_back = MappingTemplate.parse(MappingTemplate.of(exported.portable).text()).to_domain()
    after = import_mapping(read_back, before, profile, books, effective_from=FROM)

    assert exported.left_out == ()
    assert after.mapping == replace(before, version=4, effective_from=FROM)
    assert (after.unresolved, after.not_mapped) == ((), ())


def test_names_carry_a_mapping_to_a_client_whose_ids_are_others():
    here = shop(categories=("Café", "Repas"), taxes=[tax("TPS", "0.05", "gst"), tax("TVQ", "0.09975", "qst")])
    there = by_other_ids(here)
    gst = account("TPS perçue", LIABILITY)
    accounts = {"revenue:c1": SALES.id, "tax:gst": gst.id, "tender:CCRD:VISA": OTHER.id, "tip": TIPS.id}
    books = (SALES, TIPS, OTHER, gst, SUSPENSE)
    other_books = tuple(replace(each, id=f"other-{each.id}", name=each.name.upper()) for each in books)

    exported = export_mapping(mapping(accounts), here, chart(*books), title="Cafés")
    imported = import_mapping(
        exported.portable, mapping({}, "other-own"), there, chart(*other_books), effective_from=FROM
    )

    assert "c1" not in MappingTemplate.of(exported.portable).text()
    assert imported.unresolved == ()
    assert imported.mapping.suspense_account == f"other-{SUSPENSE.id}"
    assert imported.mapping.accounts == {
        "revenue:xc1": f"other-{SALES.id}",
        "tax:xgst": f"other-{gst.id}",
        "tender:CCRD:VISA": f"other-{OTHER.id}",
        "tip": f"other-{TIPS.id}",
    }


def test_roles_that_the_template_does_not_speak_of_are_listed():
    imported = carried(row("revenue", SALES), SALES, current=mapping({"tender:CCRD:VISA": OTHER.id}))

    assert imported.mapping.accounts == {"revenue": SALES.id}
    assert "tip" in imported.not_mapped
    assert [role for role in imported.not_mapped if role.startswith("tender:CCRD")] == ["tender:CCRD:VISA"]
    assert not [role for role in imported.not_mapped if role.startswith("revenue")]
    assert "suspense" not in imported.not_mapped


@pytest.mark.parametrize(
    ("template_row", "accounts", "reason"),
    [
        (row("tip", TIPS), (), "account_missing"),
        (row("tip", TIPS), (replace(TIPS, active=False),), "account_inactive"),
        (row("tip", TIPS), (account("Tips Payable", ASSET),), "account_of_other_type"),
        (row("tip", TIPS), (TIPS, replace(TIPS, id="a second")), "account_ambiguous"),
        (row("revenue", SALES, name="Pizza"), (SALES,), "category_missing"),
        (row("revenue", SALES, key="c99"), (SALES,), "category_missing"),
        (row("revenue", SALES, name="Coffee", location="Elsewhere"), (SALES,), "category_missing"),
        (row("tax", TIPS, name="VAT"), (TIPS,), "tax_missing"),
        (row("tender", SALES, name="Bitcoin"), (SALES,), "tender_missing"),
        (row("cocktails", SALES), (SALES,), "role_unknown"),
        (row("house_account", account("A/R", RECEIVABLE)), (account("A/R", RECEIVABLE),), "customer_missing"),
        (row("suspense", TIPS), (), "account_missing"),
    ],
)
def test_a_row_that_means_nothing_here_is_handed_back_with_its_reason(template_row, accounts, reason):
    imported = carried(template_row, *accounts)

    assert imported.unresolved == (UnresolvedRow(template_row, UnresolvedReason(reason)),)
    assert imported.mapping.accounts == {}
    assert imported.mapping.suspense_account == SUSPENSE.id


def test_an_account_of_the_same_name_and_type_is_told_by_its_sub_type():
    checking, drawer = (
        account("Cash", CHECKING, account_id="1"),
        account("Cash", ON_HAND, account_id="2"),
    )

    imported = carried(row("cash_drop", drawer), checking, drawer)

    assert imported.mapping.accounts == {"cash_drop": "2"}


def test_a_sub_account_is_carried_by_its_path_and_an_older_template_by_its_name():
    coffee = replace(account("Coffee", INCOME, account_id="1"), full_name="Restaurant:Coffee")
    twin = replace(account("Coffee", INCOME, account_id="2"), full_name="Catering:Coffee")
    exported = export_mapping(mapping({"revenue:c2": "2"}), shop(), chart(SUSPENSE, coffee, twin), title="")

    carried_over = import_mapping(
        exported.portable, mapping({}), shop(), chart(SUSPENSE, coffee, twin), effective_from=FROM
    )
    by_name = carried(row("revenue", twin, name="Coffee"), twin)

    assert carried_over.mapping.accounts["revenue:c2"] == "2"
    assert carried_over.mapping.account_names["2"] == "Catering:Coffee"
    assert by_name.mapping.accounts == {"revenue:c2": "2"}


def test_a_receivable_is_taken_over_where_its_customer_is_known():
    receivable = account("A/R", RECEIVABLE)
    current = mapping({}, customers={receivable.id: "customer-7"})

    imported = carried(row("house_account", receivable), receivable, current=current)

    assert imported.mapping.accounts == {"house_account": receivable.id}
    assert imported.mapping.customers == {receivable.id: "customer-7"}


def test_two_rows_that_disagree_are_not_both_taken():
    first, second = row("tip", TIPS), row("tip", SUSPENSE)

    imported = import_mapping(
        PortableMapping("", (first, second)), mapping({}), shop(), chart(TIPS, SUSPENSE), effective_from=FROM
    )

    assert imported.mapping.accounts == {"tip": TIPS.id}
    assert imported.unresolved == (UnresolvedRow(second, UnresolvedReason.SAID_TWICE),)


def test_taxes_of_one_name_are_told_apart_by_their_rate():
    profile = shop(taxes=[tax("VAT", "0.23", "high"), tax("VAT", "0.135", "low")])

    imported = carried(row("tax", TIPS, name="VAT", rate="0.135"), TIPS, profile=profile)

    assert imported.mapping.accounts == {"tax:low": TIPS.id}


def test_a_role_whose_account_is_gone_is_listed_beside_the_export():
    exported = export_mapping(mapping({"tip": "gone"}), shop(), chart(SUSPENSE), title="")

    assert exported.left_out == (LeftOut("tip", "gone"),)
    assert [each.role for each in exported.portable.rows] == ["suspense"]


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ({"name": "Pizza", "key": "c1"}, "Pizza"),
        ({"name": "", "key": "c1"}, "c1"),
        ({"name": "", "key": ""}, "revenue"),
    ],
)
def test_a_row_that_does_not_fit_is_called_by_its_name_else_its_key_else_its_kind(words, subject):
    unresolved = UnresolvedRow(row("revenue", SALES, **words), UnresolvedReason.CATEGORY_MISSING)

    assert unresolved_text(unresolved, "en") == f"talech has no category {subject} here."


@pytest.mark.parametrize("reason", UnresolvedReason)
def test_every_unresolved_row_says_what_is_wrong_in_both_languages(reason):
    unresolved = UnresolvedRow(row("revenue", SALES, name="Pizza"), reason)

    english, french = unresolved_text(unresolved, "en"), unresolved_text(unresolved, "fr")

    assert english != french
    assert any(name in english for name in ("Pizza", "Sales", "revenue"))
