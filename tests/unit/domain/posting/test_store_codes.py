"""The short names of stores in document numbers: readable, never two the same, and fit for a number."""

import re

import pytest

from daybook.domain.posting.store_codes import digest_of, store_codes


def names_of(codes):
    return [code.partition("-")[0] for code in codes.values()]


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["Café Tilleul Plateau", "Café Tilleul Mile End"], ["PLAT", "MILE"]),
        (["Queen St", "King St", "Laval"], ["QUEE", "KING", "LAVA"]),
        (["Harbor New York"], ["HARB"]),
        (["Épicerie Joséphine"], ["EPIC"]),
        (["Nr. 1", "Nr. 2"], ["1", "2"]),
        (["Plateau", "Plateau Est"], ["PLAT", "EST"]),
    ],
)
def test_a_store_goes_by_the_words_that_are_its_own(names, short):
    codes = store_codes({f"450001:{number}": name for number, name in enumerate(names, 1)})

    assert names_of(codes) == short


def test_a_code_keeps_a_part_of_the_digest_of_the_id():
    assert store_codes({"450001:1": "Plateau"})["450001:1"] == f"PLAT-{digest_of('450001:1')[:2]}"


def test_no_two_stores_have_one_code_whatever_they_are_called():
    codes = store_codes({f"450001:{number}": "Plateau" for number in range(3000)})

    assert len(set(codes.values())) == 3000


@pytest.mark.parametrize("name", ["東京", "", "—", "Q", "Q東"])
def test_a_name_without_latin_letters_leaves_the_digest(name):
    code = store_codes({"450001:1": name})["450001:1"]

    assert re.fullmatch(r"[A-Z0-9-]{6,7}", code)
    assert code.strip("-") == code


# The digests are those of `printf 450001:1 | sha256sum | xxd -r -p | base32`.
DIGESTS = {
    "450001:1": "VMCAOVODBK7CQOP5J2RQBRVTJ43E4MVKTQJXT5LRXZCKP643L75Q",
    "450001:2": "5FH2NTFXLREPOQNMFZ4PLTK7N5E35AN2OITHLVE4OISTDE6MDWMQ",
    "304267:1": "E2HMCWYNNRLJIDVN6HR2SE6XE2ZLMJEJZYFJR2FGHSACECLZD2JQ",
}


@pytest.mark.parametrize("location", DIGESTS)
def test_the_digest_of_an_id_is_its_sha_256_in_letters_and_digits(location):
    assert digest_of(location) == DIGESTS[location]


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        ({}, {}),
        ({"450001:1": "Plateau"}, {"450001:1": "PLAT-VM"}),
        ({"450001:1": "Le Plateau"}, {"450001:1": "LEPL-VM"}),
        ({"450001:1": "Bar 9"}, {"450001:1": "BAR9-VM"}),
        ({"450001:1": "Bar"}, {"450001:1": "BAR-VMC"}),
        ({"450001:1": "Q"}, {"450001:1": "Q-VMCAO"}),
        ({"450001:1": "Xavier"}, {"450001:1": "XAVI-VM"}),
        ({"450001:1": "Le Mile", "450001:2": "Le Mile"}, {"450001:1": "LEMI-VM", "450001:2": "LEMI-5F"}),
        ({"450001:1": "東京"}, {"450001:1": "VMCAOV"}),
        ({"450001:1": "Ça va"}, {"450001:1": "CAVA-VM"}),
        ({"450001:1": "A Mile End", "450001:2": "A Mile Way"}, {"450001:1": "END-VMC", "450001:2": "WAY-5FH"}),
        ({"450001:1": "A Mile", "450001:2": "B Mile"}, {"450001:1": "AMIL-VM", "450001:2": "BMIL-5F"}),
        ({"450001:1": "Bar One", "450001:2": "Bar"}, {"450001:1": "ONE-VMC", "450001:2": "BAR-5FH"}),
        ({"450001:1": "Bar", "450001:2": "bar"}, {"450001:1": "BAR-VMC", "450001:2": "BAR-5FH"}),
        ({"450001:1": "Bar One", "450001:2": "東"}, {"450001:1": "BARO-VM", "450001:2": "5FH2NT"}),
    ],
)
def test_a_code_has_six_signs_of_the_name_and_the_digest(names, codes):
    assert store_codes(names) == codes


def test_a_store_whose_code_is_taken_has_less_of_its_name_and_more_of_its_digest():
    """The digests of both ids begin with VM; the next signs are C and A."""
    assert store_codes({"450001:100": "Plateau", "450001:1": "Plateau"}) == {
        "450001:1": "PLAT-VM",
        "450001:100": "PLA-VMA",
    }


def test_codes_are_in_the_order_of_ids():
    names = {"450001:2": "King", "304267:1": "Queen", "450001:1": "Laval"}

    assert list(store_codes(names).items()) == [
        ("304267:1", "QUEE-E2"),
        ("450001:1", "LAVA-VM"),
        ("450001:2", "KING-5F"),
    ]
