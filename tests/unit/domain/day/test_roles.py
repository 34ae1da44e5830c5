"""A role survives its text form, which is what mappings, records and proofs store."""

import pytest

from daybook.domain.day.roles import Role, RoleKind, role_from_text, tender_role


@pytest.mark.parametrize(
    "role",
    [
        Role(RoleKind.TIP),
        Role(RoleKind.REVENUE, "c1"),
        Role(RoleKind.REVENUE, "304267:c1:2"),
        Role(RoleKind.REVENUE, "c1").at("310001:1"),
        Role(RoleKind.REFUND, "304267:c1:2").at("310001:1"),
        Role(RoleKind.REVENUE, "bread@home").at("310001:1"),
        Role(RoleKind.REVENUE, "bread@home"),
        Role(RoleKind.REVENUE, "@310001:1"),
        Role(RoleKind.TAX, "t_hst"),
        Role(RoleKind.TAX, "a@b:c"),
        Role(RoleKind.TENDER, "CASH"),
        Role(RoleKind.TENDER, "CCRD", "VISA"),
        tender_role("CCRD", None, is_card=True),
        tender_role("CCRD", "store:card", is_card=True),
    ],
    ids=str,
)
def test_a_role_comes_back_from_its_text_form(role):
    assert role_from_text(str(role)) == role


@pytest.mark.parametrize("text", ["", "revenu:c1", ":c1", "TIP"])
def test_a_text_without_a_known_kind_is_refused_with_the_kinds_that_are_known(text):
    with pytest.raises(ValueError, match=f"role '{text}' has no kind .*known are revenue, .*suspense"):
        role_from_text(text)


def test_a_stores_category_falls_back_to_that_id_in_every_store_and_then_to_all_of_its_kind():
    assert Role(RoleKind.REVENUE, "c1").at("310001:1").fallbacks == ("revenue:c1@310001:1", "revenue:c1", "revenue")


@pytest.mark.parametrize("role", [Role(RoleKind.REFUND), Role(RoleKind.TIP), Role(RoleKind.TAX, "t_hst")], ids=str)
def test_what_belongs_to_no_category_has_no_store(role):
    assert role.at("310001:1") == role


@pytest.mark.parametrize(
    ("card_type", "is_card", "role"),
    [
        ("Visa", True, "tender:CCRD:VISA"),
        (None, True, "tender:CCRD:UNKNOWN"),
        ("", True, "tender:CCRD:UNKNOWN"),
        ("VISA", False, "tender:CCRD"),
        (None, False, "tender:CCRD"),
    ],
)
def test_a_card_has_a_role_for_each_type_and_any_other_tender_has_one(card_type, is_card, role):
    found = tender_role("CCRD", card_type, is_card=is_card)

    assert (found, str(found)) == (Role(RoleKind.TENDER, *role.split(":")[1:]), role)
