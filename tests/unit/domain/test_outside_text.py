"""What people typed elsewhere enters Daybook in one form."""

import pytest

from daybook.domain.outside_text import cleaned, cleaned_texts

DECOMPOSED = "Cre\u0300me bru\u0302le\u0301e"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (DECOMPOSED, "Crème brûlée"),
        ("Wine: red\t(½ bottle)\r\nby the glass", "Wine: red (½ bottle) by the glass"),
        ("Half \x00 and\x0bhalf\x85", "Half and half "),
        ("two\u2028lines", "two lines"),
        ("Zero\u200bwidth, soft\xadhyphen, \ufeffmark, \u202eturned\u202c", "Zerowidth, softhyphen, mark, turned"),
        ("broken \ud83c pair", "broken  pair"),
        ("Kid’s menu – “specials” ☘", "Kid’s menu – “specials” ☘"),
        ("family \N{MAN}\u200d\N{WOMAN}", "family \N{MAN}\u200d\N{WOMAN}"),
        ("  two  blanks  ", "  two  blanks  "),
        ("", ""),
    ],
)
def test_a_text_is_composed_visible_and_on_one_line(typed, kept):
    assert cleaned(typed) == kept


def test_what_is_clean_stays_so():
    assert cleaned(cleaned(DECOMPOSED + "\u200b\n")) == cleaned(DECOMPOSED + "\u200b\n")


def test_every_text_of_an_answer_is_cleaned_and_nothing_else():
    answer = {"name\n": DECOMPOSED, "lines": [{"name": "a\tb", "count": 2, "paid": True, "note": None}]}

    assert cleaned_texts(answer) == {
        "name\n": "Crème brûlée",
        "lines": [{"name": "a b", "count": 2, "paid": True, "note": None}],
    }
