"""Ids from outside hold no sign that means something in our keys, and are another type than those of our own books."""

import subprocess
import sys

import pytest

from daybook.domain.merchant.books import BooksId, first_books, next_books, talech_merchant_of
from daybook.domain.outside_ids import OutsideId, OutsideIdError, TalechMerchantId

STRANGE = ["", "M100@2", "M#1", "M 1", "M\t1", "M1\n", "M\x001", "M\N{RIGHT-TO-LEFT OVERRIDE}1", "M\ud8001", "M" * 129]


@pytest.mark.parametrize("kind", [OutsideId, TalechMerchantId])
@pytest.mark.parametrize("text", STRANGE)
def test_a_strange_id_from_outside_becomes_no_id(kind, text):
    with pytest.raises(OutsideIdError):
        kind(text)


@pytest.mark.parametrize("text", ["m_310000", "304267", "304267:1", "9341453000000001", "é", "M" * 128])
def test_an_id_is_its_text_in_keys_and_in_json(text):
    assert OutsideId(text) == text
    assert f"MERCHANT#{OutsideId(text)}" == f"MERCHANT#{text}"


@pytest.mark.parametrize("text", ["M100", "M100@2", "M100@10", "M100@999999"])
def test_books_are_read_as_they_are_written(text):
    assert BooksId(text) == text
    assert talech_merchant_of(BooksId(text)) == "M100"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@",
        "@2",
        "M100@",
        "M100@0",
        "M100@1",
        "M100@02",
        "M100@-1",
        "M100@2@3",
        "M100@\N{ARABIC-INDIC DIGIT TWO}",
        "M100@x",
        "M#1@2",
    ],
)
def test_a_number_that_no_books_have_is_refused(text):
    with pytest.raises(OutsideIdError):
        BooksId(text)


def test_further_books_follow_the_first():
    first = first_books(TalechMerchantId("M100"))

    assert next_books(first, [first]) == "M100@2"
    assert next_books(BooksId("M100@2"), [first, BooksId("M100@2")]) == "M100@3"


WRONG = {
    "a talech id as books": "def take(books: BooksId) -> None: ...\n\ntake(TalechMerchantId('M100'))\n",
    "books as a talech id": "def take(merchant: TalechMerchantId) -> None: ...\n\ntake(BooksId('M100@2'))\n",
    "any text as books": "def take(books: BooksId) -> None: ...\n\ntake('M100@2')\n",
    "any outside id as a talech id": "def take(merchant: TalechMerchantId) -> None: ...\n\ntake(OutsideId('934'))\n",
}
RIGHT = "def take(books: BooksId) -> None: ...\n\ntake(first_books(TalechMerchantId('M100')))\n"
IMPORTS = (
    "from daybook.domain.merchant.books import BooksId, first_books\n"
    "from daybook.domain.outside_ids import OutsideId, TalechMerchantId\n\n"
)


def test_one_kind_of_id_is_not_taken_for_another(tmp_path):
    """The type checker says so, line by line; what is right it lets pass."""
    program = tmp_path / "taken.py"
    texts = [*WRONG.values(), RIGHT]
    named = [text.replace("take", f"take_{number}") for number, text in enumerate(texts)]
    program.write_text(IMPORTS + "\n".join(named), encoding="utf-8")

    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", str(program)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603  our own program

    refused = [line for line in said.splitlines() if "[arg-type]" in line]
    assert len(refused) == len(WRONG), said
    assert len(said.splitlines()) == len(WRONG), said
