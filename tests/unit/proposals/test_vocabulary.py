"""A name is for a role if it has one of the role's phrases and no word that is unknown."""

import pytest

from daybook.domain.proposals.vocabulary import Vocabulary, vocabulary

IN_EVERY_NAME = frozenset({"pos", "talech", "account", "total"})
TIPS = vocabulary("tip, service fee", "payable staff", "charge staff")


def words(text):
    return frozenset(text.split())


def test_phrases_are_told_apart_by_commas_and_every_role_may_have_the_words_of_any_account():
    assert vocabulary("Gift cards, vouchers outstanding", "Payable", "Deposits") == Vocabulary(
        phrases=(frozenset({"gift", "card"}), frozenset({"voucher", "outstanding"})),
        fillers=frozenset({"payable"}) | IN_EVERY_NAME,
        companions=frozenset({"deposit"}),
    )


def test_a_role_without_fillers_and_companions_knows_only_the_words_of_any_account():
    assert vocabulary("safe") == Vocabulary((frozenset({"safe"}),), IN_EVERY_NAME, frozenset())


@pytest.mark.parametrize(
    ("name", "is_explained"),
    [
        ("tip", True),
        ("tip payable", True),
        ("tip charge", True),
        ("fee service", True),
        ("fee service staff payable", True),
        ("pos talech account total payable staff charge tip", True),
        ("service", False),
        ("fee", False),
        ("payable staff", False),
        ("tip bank", False),
        ("tip fee", False),
        ("", False),
    ],
)
def test_a_name_is_for_a_role_if_a_phrase_and_known_words_explain_all_of_it(name, is_explained):
    assert TIPS.explains(words(name)) is is_explained


@pytest.mark.parametrize(
    ("name", "surplus"),
    [
        ("tip", (0, 0)),
        ("tip payable", (0, 1)),
        ("tip payable total", (0, 2)),
        ("tip charge", (1, 1)),
        ("tip charge payable", (1, 2)),
        ("tip staff", (0, 1)),
        ("tip service fee", (0, 1)),
        ("service fee charge", (1, 1)),
    ],
)
def test_words_for_other_uses_count_first_and_then_all_the_words_beside_the_best_phrase(name, surplus):
    assert TIPS.surplus(words(name)) == surplus
