"""What an accountant keeps of a client fits into its columns."""

import pytest

from daybook.domain.accountant.client_note import ClientNote


@pytest.mark.parametrize(("reference", "person"), [("A" * 21, ""), ("", "B" * 61)])
def test_a_longer_text_is_refused_with_the_text(reference, person):
    with pytest.raises(ValueError, match=reference or person):
        ClientNote(reference, person)


def test_the_longest_texts_are_kept():
    assert ClientNote("A" * 20, "B" * 60).deadline is None
